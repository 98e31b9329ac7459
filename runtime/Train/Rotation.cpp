//===- Rotation.cpp - Which old checkpoints go ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "runtime/Train/Rotation.h"

#include "msrt/ModelCheckpoint.h"
#include "runtime/Core/Text.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <dirent.h>
#include <sys/stat.h>

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

Result<std::vector<std::string>> filesOf(const std::string &folder) {
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
                       const std::vector<std::string> &files,
                       CheckpointNames kind) {
  // MindSpore's rule, odd as it is: the first dash after the prefix is looked
  // for, and what stands before it, less one character, is the run's number.
  long long next = 0;
  for (const std::string &file : files) {
    bool checkpoint = endsWith(file, ".ckpt") || endsWith(file, ".safetensors");
    bool breakpoint = endsWith(file, "_breakpoint.ckpt");
    if (!checkpoint || breakpoint != (kind == CheckpointNames::Breakpoint) ||
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
  double seconds() const {
    return static_cast<double>(time.tv_sec) +
           1e-9 * static_cast<double>(time.tv_nsec);
  }
};
} // namespace

// From the oldest to the youngest.
static Result<std::vector<OldFile>> runFiles(const std::string &folder,
                                             const std::string &prefix) {
  MSRT_ASSIGN(files, filesOf(folder));
  std::vector<OldFile> found;
  for (const std::string &file : files) {
    bool isCheckpoint =
        endsWith(file, ".ckpt") || endsWith(file, ".safetensors");
    if (!startsWith(file, prefix + "-") || !isCheckpoint)
      continue;
    std::string middle = file.substr(prefix.size() + 1);
    middle.resize(middle.rfind('.'));
    // Another run's name ("net-best.ckpt") has letters.
    if (std::any_of(middle.begin(), middle.end(), isLetter))
      continue;
    OldFile old{folder + "/" + file, {}, 0, 0};
    struct stat info;
    if (::stat(old.path.c_str(), &info) != 0)
      continue;
    old.time = info.st_mtim;
    char *rest = nullptr;
    old.epoch = std::strtoll(middle.c_str(), &rest, 10);
    old.step = *rest ? std::strtoll(rest + 1, nullptr, 10) : 0;
    found.push_back(std::move(old));
  }
  std::sort(found.begin(), found.end());
  return found;
}

Result<std::vector<std::string>> superfluousFiles(const std::string &folder,
                                                  const std::string &prefix,
                                                  const Rotation &rotation) {
  MSRT_ASSIGN(files, runFiles(folder, prefix));
  std::vector<std::string> paths;
  if (rotation.keepMax > 0) {
    // More than one after a run that was killed between saving and removing.
    auto keep = static_cast<size_t>(rotation.keepMax - 1);
    for (size_t i = 0; i + keep < files.size(); ++i)
      paths.push_back(files[i].path);
    return paths;
  }
  double period = 60 * static_cast<double>(rotation.keepMinutes);
  if (rotation.now - rotation.lastSave >= period)
    return paths;
  bool first = true;
  for (const OldFile &file : files)
    if (rotation.now - file.seconds() < period && !std::exchange(first, false))
      paths.push_back(file.path);
  return paths;
}

} // namespace msrt
