//===- LatestCheckpoint.cpp - The newest file that is whole ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/LatestCheckpoint.h"

#include "runtime/Core/Text.h"

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <sys/stat.h>
#include <tuple>

namespace msrt {

// Takes a suffix away, if it is there.
static bool chop(std::string_view &text, std::string_view suffix) {
  if (text.size() <= suffix.size() ||
      text.substr(text.size() - suffix.size()) != suffix)
    return false;
  text.remove_suffix(suffix.size());
  return true;
}

// A number of at most 18 digits behind the last `before`, and takes both away.
static bool chopNumber(std::string_view &text, char before, int64_t &number) {
  size_t at = text.rfind(before);
  if (at == std::string_view::npos)
    return false;
  std::string_view digits = text.substr(at + 1);
  if (digits.empty() || digits.size() > 18)
    return false;
  number = 0;
  for (char c : digits) {
    if (c < '0' || c > '9')
      return false;
    number = number * 10 + (c - '0');
  }
  text = text.substr(0, at);
  return true;
}

std::optional<CheckpointName> parseCheckpointName(const std::string &file) {
  CheckpointName name;
  std::string_view rest = file;
  if (!chop(rest, ".ckpt") && !chop(rest, ".safetensors"))
    return std::nullopt;
  chop(rest, "_breakpoint");
  if (!chopNumber(rest, '_', name.step) || !chopNumber(rest, '-', name.epoch) ||
      rest.empty())
    return std::nullopt;
  name.prefix = rest;
  return name;
}

bool isOfPrefix(std::string_view run, const std::string &prefix) {
  int64_t number;
  return prefix.empty() || run == prefix ||
         (chopNumber(run, '_', number) && run == prefix);
}

static Result<std::vector<RunFile>> candidatesOf(const std::string &folder,
                                                 const std::string &prefix) {
  DIR *handle = ::opendir(folder.c_str());
  if (!handle)
    return Status::error(Code::CheckpointOpen, "%s: opendir failed: %s",
                         folder.c_str(), errnoText(errno).c_str());
  std::vector<RunFile> found;
  while (dirent *entry = ::readdir(handle)) {
    std::optional<CheckpointName> name = parseCheckpointName(entry->d_name);
    if (!name || !isOfPrefix(name->prefix, prefix))
      continue;
    RunFile candidate{folder + "/" + entry->d_name, {}, std::move(*name)};
    struct stat info;
    if (::stat(candidate.path.c_str(), &info) != 0)
      continue; // removed since
    candidate.time = info.st_mtim;
    found.push_back(std::move(candidate));
  }
  ::closedir(handle);
  std::sort(found.begin(), found.end(), [](const RunFile &a, const RunFile &b) {
    return a.key() > b.key();
  });
  return found;
}

Result<LatestCheckpoint>
latestCheckpoint(const std::string &folder, const std::string &prefix,
                 bool resumable,
                 std::shared_ptr<const CheckpointCipher> cipher) {
  MSRT_ASSIGN(candidates, candidatesOf(folder, prefix));
  LatestCheckpoint latest;
  CheckpointReadOptions late;
  late.late = true;
  late.cipher = std::move(cipher);
  late.plainToo = true;
  std::string first;
  for (const RunFile &candidate : candidates) {
    Result<Checkpoint> checkpoint = readCheckpoint(candidate.path, late);
    std::string why;
    if (!checkpoint.ok())
      why = checkpoint.message();
    else if (resumable && !checkpoint->resume)
      why = Status::error(Code::CheckpointMismatch,
                          "%s: has no state of a run to resume",
                          candidate.path.c_str())
                .message();
    if (why.empty()) {
      latest.path = candidate.path;
      latest.checkpoint = checkpoint.take();
      return latest;
    }
    latest.skipped.push_back(std::move(why));
  }
  if (latest.skipped.empty())
    return latest;
  // The newest one's code and cause, and how many there are besides.
  std::string text = latest.skipped.front();
  if (latest.skipped.size() > 1)
    text += format(" (and %zu older files are of no use either)",
                   latest.skipped.size() - 1);
  return Status::fromText(std::move(text));
}

} // namespace msrt
