//===- ModelCheckpoint.cpp - Saving while training ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/ModelCheckpoint.h"

#include "msrt/File.h"
#include "msrt/LatestCheckpoint.h"
#include "runtime/Core/Text.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

namespace msrt {

static bool startsWith(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

static bool endsWith(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() &&
         text.substr(text.size() - suffix.size()) == suffix;
}

static bool isLetter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

static bool allDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return c >= '0' && c <= '9';
  });
}

static Result<std::vector<std::string>> filesOf(const std::string &folder) {
  DIR *handle = ::opendir(folder.c_str());
  if (!handle)
    return Status::error(Code::Callback, "%s: opendir failed: %s",
                         folder.c_str(), errnoText(errno).c_str());
  std::vector<std::string> names;
  while (dirent *entry = ::readdir(handle))
    names.push_back(entry->d_name);
  ::closedir(handle);
  return names;
}

std::string nextPrefix(const std::string &prefix,
                       const std::vector<std::string> &files) {
  // MindSpore's rule, odd as it is: the first dash after the prefix is looked
  // for, and what stands before it, less one character, is the run's number.
  long long next = 0;
  for (const std::string &file : files) {
    bool checkpoint = endsWith(file, ".ckpt") || endsWith(file, ".safetensors");
    if (!checkpoint || endsWith(file, "_breakpoint.ckpt") ||
        !startsWith(file, prefix))
      continue;
    std::string_view rest = std::string_view(file).substr(prefix.size());
    size_t dash = rest.find('-');
    if (rest.empty() || isLetter(rest[0]) || dash == std::string_view::npos)
      continue;
    if (dash == 0) {
      next = std::max(next, 1LL);
      continue;
    }
    std::string number(rest.substr(1, dash - 1));
    // More digits are no run number, and would overflow.
    if (allDigits(number) && number.size() < 18)
      next = std::max(next, std::atoll(number.c_str()) + 1);
  }
  return next > 0 ? prefix + "_" + std::to_string(next) : prefix;
}

Result<std::unique_ptr<ModelCheckpoint>>
ModelCheckpoint::create(const std::string &prefix, const std::string &directory,
                        CheckpointConfig config) {
  if (prefix.empty() || prefix.find('/') != std::string::npos)
    return Status::error(Code::Callback,
                         "checkpoint prefix %s: expected a name without '/'",
                         quoteName(prefix).c_str());
  if (config.saveCheckpointSteps < 0 || config.keepCheckpointMax < 0)
    return Status::error(Code::Callback,
                         "checkpoint options: %lld steps and at most %lld "
                         "files, expected no negative number",
                         static_cast<long long>(config.saveCheckpointSteps),
                         static_cast<long long>(config.keepCheckpointMax));
  if (config.saveCheckpointSteps == 0 && config.keepCheckpointMax == 0)
    return Status::error(Code::Callback,
                         "checkpoint options: neither steps nor a number of "
                         "files is given");
  std::unique_ptr<ModelCheckpoint> callback(new ModelCheckpoint);
  callback->folder = directory.empty() ? "." : directory;
  MSRT_TRY(createFolders(callback->folder, Code::Callback));
  MSRT_ASSIGN(files, filesOf(callback->folder));
  callback->wanted = prefix;
  callback->name = nextPrefix(prefix, files);
  callback->config = config;
  if (config.keepCheckpointMax == 0)
    callback->config.keepCheckpointMax = 1;
  return callback;
}

Status ModelCheckpoint::begin(TrainContext &context) {
  if (context.checkpoint.empty())
    return {};
  std::string file = fileNameOf(context.checkpoint);
  std::optional<CheckpointName> found = parseCheckpointName(file);
  if (found && isOfPrefix(found->prefix, wanted) &&
      sameFile(context.checkpoint, folder + "/" + file)) {
    name = found->prefix;
    latest = folder + "/" + file;
  }
  lastSaved = context.globalStep;
  return {};
}

Status ModelCheckpoint::stepEnd(TrainContext &context) {
  // A run that starts anew stands before the last save of the run before it.
  lastSaved = std::min(lastSaved, context.globalStep - 1);
  if (config.saveCheckpointSteps == 0 ||
      context.globalStep < lastSaved + config.saveCheckpointSteps)
    return {};
  return save(context);
}

Status ModelCheckpoint::end(TrainContext &context) {
  if (config.saveCheckpointSteps == 0 || context.globalStep == lastSaved)
    return {};
  return save(context);
}

Status ModelCheckpoint::save(const TrainContext &context) {
  std::string path =
      folder + "/" + name +
      format("-%lld_%lld.ckpt", static_cast<long long>(context.epoch),
             static_cast<long long>(context.step));
  CheckpointWriteOptions options;
  options.checksum = config.crcCheck;
  options.resume = context.resumeState();
  MSRT_TRY(context.session->save(path, {}, options));
  latest = path;
  lastSaved = context.globalStep;
  return removeOldest();
}

namespace {
struct OldFile {
  std::string path;
  timespec time;
  long long epoch, step;

  bool operator<(const OldFile &other) const {
    if (time.tv_sec != other.time.tv_sec)
      return time.tv_sec < other.time.tv_sec;
    if (time.tv_nsec != other.time.tv_nsec)
      return time.tv_nsec < other.time.tv_nsec;
    // The clock of file systems ticks in milliseconds.
    return epoch != other.epoch ? epoch < other.epoch : step < other.step;
  }
};
} // namespace

Status ModelCheckpoint::removeOldest() const {
  MSRT_ASSIGN(files, filesOf(folder));
  std::vector<OldFile> found;
  for (const std::string &file : files) {
    if (!startsWith(file, name + "-") || !endsWith(file, ".ckpt"))
      continue;
    std::string middle = file.substr(name.size() + 1);
    middle.resize(middle.size() - 5);
    // Another run's name ("net-best.ckpt") has letters.
    if (std::any_of(middle.begin(), middle.end(), isLetter))
      continue;
    OldFile old{folder + "/" + file, {}, 0, 0};
    struct stat info;
    if (old.path == latest || ::stat(old.path.c_str(), &info) != 0)
      continue;
    old.time = info.st_mtim;
    char *rest = nullptr;
    old.epoch = std::strtoll(middle.c_str(), &rest, 10);
    old.step = *rest ? std::strtoll(rest + 1, nullptr, 10) : 0;
    found.push_back(std::move(old));
  }
  std::sort(found.begin(), found.end());
  // The new file is one of those to keep.
  auto keep = static_cast<size_t>(config.keepCheckpointMax - 1);
  for (size_t i = 0; i + keep < found.size(); ++i)
    if (::unlink(found[i].path.c_str()) != 0 && errno != ENOENT)
      return Status::error(Code::Callback, "%s: unlink failed: %s",
                           found[i].path.c_str(), errnoText(errno).c_str());
  return {};
}

} // namespace msrt
