//===- File.cpp - Reading at a place, writing all or nothing --------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/File.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace msrt {

static Status callError(Code code, const std::string &path, const char *call,
                        int error) {
  return Status::error(code, "%s: %s failed: %s", path.c_str(), call,
                       errnoText(error).c_str());
}

//===----------------------------------------------------------------------===//
// InputFile
//===----------------------------------------------------------------------===//

InputFile::InputFile(InputFile &&other) noexcept { *this = std::move(other); }

InputFile &InputFile::operator=(InputFile &&other) noexcept {
  std::swap(name, other.name);
  std::swap(descriptor, other.descriptor);
  std::swap(content, other.content);
  std::swap(length, other.length);
  std::swap(code, other.code);
  return *this;
}

InputFile::~InputFile() {
  if (descriptor >= 0)
    ::close(descriptor);
}

Result<InputFile> InputFile::open(const std::string &path, Code code) {
  InputFile file;
  file.name = path;
  file.code = code;
  // O_NONBLOCK: a named pipe must not hang the open that refuses it below.
  file.descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file.descriptor < 0)
    return callError(code, path, "open", errno);
  struct stat info;
  if (::fstat(file.descriptor, &info) != 0)
    return callError(code, path, "fstat", errno);
  if (S_ISDIR(info.st_mode))
    return Status::error(code, "%s: is a folder, expected a file",
                         path.c_str());
  if (!S_ISREG(info.st_mode))
    return Status::error(code, "%s: is not a regular file", path.c_str());
  file.length = static_cast<uint64_t>(info.st_size);
  return file;
}

InputFile InputFile::fromBuffer(const std::string &path, Buffer content,
                                uint64_t bytes, Code code) {
  InputFile file;
  file.name = path;
  file.content = std::move(content);
  file.length = bytes;
  file.code = code;
  return file;
}

Status InputFile::readAt(uint64_t offset, void *target, uint64_t bytes) const {
  char *next = static_cast<char *>(target);
  if (descriptor < 0 && offset <= length && bytes <= length - offset) {
    if (bytes > 0)
      std::memcpy(next, content.data() + offset, static_cast<size_t>(bytes));
    return {};
  }
  while (bytes > 0) {
    // Linux reads at most 0x7ffff000 bytes in one call.
    size_t piece = static_cast<size_t>(std::min<uint64_t>(bytes, 1u << 30));
    ssize_t got = ::pread(descriptor, next, piece, static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return callError(code, name, "read", errno);
    if (got == 0)
      return Status::error(
          code, "%s: ends at byte %llu, expected %llu more bytes", name.c_str(),
          static_cast<unsigned long long>(offset),
          static_cast<unsigned long long>(bytes));
    next += got;
    offset += static_cast<uint64_t>(got);
    bytes -= static_cast<uint64_t>(got);
  }
  return {};
}

//===----------------------------------------------------------------------===//
// AtomicFile
//===----------------------------------------------------------------------===//

static constexpr size_t gatherBytes = 1 << 16;

AtomicFile::AtomicFile(AtomicFile &&other) noexcept {
  *this = std::move(other);
}

AtomicFile &AtomicFile::operator=(AtomicFile &&other) noexcept {
  std::swap(target, other.target);
  std::swap(temporary, other.temporary);
  std::swap(pending, other.pending);
  std::swap(descriptor, other.descriptor);
  std::swap(total, other.total);
  std::swap(code, other.code);
  return *this;
}

AtomicFile::~AtomicFile() { discard(); }

void AtomicFile::discard() {
  if (descriptor < 0)
    return;
  // Unlink before close: the lock is still held, so the name is still ours.
  ::unlink(temporary.c_str());
  ::close(descriptor);
  descriptor = -1;
}

Status AtomicFile::failed(const char *call, int error) {
  discard();
  return callError(code, target, call, error);
}

Result<AtomicFile> AtomicFile::create(const std::string &path, Code code) {
  AtomicFile file;
  file.target = path;
  file.temporary = path + ".tmp";
  file.code = code;
  if (isFolder(path))
    return Status::error(code, "%s: is a folder, expected a file name",
                         path.c_str());
  // A rename would put a file in the place of a device or a pipe.
  struct stat about;
  if (::stat(path.c_str(), &about) == 0 && !S_ISREG(about.st_mode))
    return Status::error(code, "%s: exists and is no regular file",
                         path.c_str());
  const int flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW;
  bool removed = false;
  for (;;) {
    int descriptor = ::open(file.temporary.c_str(), flags, 0600);
    // A leftover may have got its final, read-only mode already.
    if (descriptor < 0 && errno == EACCES && !removed) {
      removed = true;
      if (::unlink(file.temporary.c_str()) == 0)
        continue;
      errno = EACCES;
    }
    if (descriptor < 0)
      return callError(code, path, "creating a temporary file", errno);
    // The lock tells a leftover from a file that is being written. Where a file
    // system has no locks, two writers of one name are the user's business.
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
      ::close(descriptor);
      return Status::error(code, "%s: is being written by another process",
                           path.c_str());
    }
    // Its writer may have renamed it away between our open and our lock.
    struct stat ours, named;
    if (::fstat(descriptor, &ours) != 0 ||
        ::stat(file.temporary.c_str(), &named) != 0 ||
        ours.st_ino != named.st_ino || ours.st_dev != named.st_dev) {
      ::close(descriptor);
      continue;
    }
    file.descriptor = descriptor;
    break;
  }
  if (::ftruncate(file.descriptor, 0) != 0)
    return file.failed("ftruncate", errno);
  return file;
}

Status AtomicFile::writeThrough(const void *data, uint64_t bytes) {
  const char *next = static_cast<const char *>(data);
  while (bytes > 0) {
    size_t piece = static_cast<size_t>(std::min<uint64_t>(bytes, 1u << 30));
    ssize_t done = ::write(descriptor, next, piece);
    if (done < 0 && errno == EINTR)
      continue;
    if (done < 0)
      return failed("write", errno);
    next += done;
    bytes -= static_cast<uint64_t>(done);
  }
  return {};
}

Status AtomicFile::flush() {
  std::string data;
  std::swap(data, pending);
  return writeThrough(data.data(), data.size());
}

Status AtomicFile::write(const void *data, uint64_t bytes) {
  if (descriptor < 0)
    return Status::error(code, "%s: is not open for writing", target.c_str());
  if (bytes == 0)
    return {};
  total += bytes;
  if (pending.size() + bytes > gatherBytes)
    MSRT_TRY(flush());
  if (bytes > gatherBytes)
    return writeThrough(data, bytes);
  pending.append(static_cast<const char *>(data), static_cast<size_t>(bytes));
  return {};
}

// Makes the names in a folder durable. `inside` is an open file of that file
// system, or -1.
static Status syncFolder(const std::string &folder, int inside, Code code) {
  int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0 && errno == EACCES) {
    // A folder to write in but not to read: everything is synced then.
    if (inside >= 0 && ::syncfs(inside) != 0)
      return callError(code, folder, "syncfs", errno);
    return {};
  }
  if (handle < 0)
    return callError(code, folder, "open", errno);
  int synced = ::fsync(handle);
  int error = errno;
  ::close(handle);
  // Some file systems cannot sync a folder and say EINVAL.
  if (synced != 0 && error != EINVAL)
    return callError(code, folder, "fsync", error);
  return {};
}

Status AtomicFile::commit(unsigned mode) {
  if (descriptor < 0)
    return Status::error(code, "%s: is not open for writing", target.c_str());
  MSRT_TRY(flush());
  if (::fchmod(descriptor, mode) != 0)
    return failed("fchmod", errno);
  if (::fsync(descriptor) != 0)
    return failed("fsync", errno);
  if (::rename(temporary.c_str(), target.c_str()) != 0)
    return failed("rename", errno);
  // The file has its name now: what follows can no longer undo it.
  Status synced = syncFolder(folderOf(target), descriptor, code);
  int closed = ::close(descriptor);
  descriptor = -1;
  MSRT_TRY(synced);
  return closed == 0 ? Status() : callError(code, target, "close", errno);
}

//===----------------------------------------------------------------------===//
// Paths
//===----------------------------------------------------------------------===//

std::string folderOf(const std::string &path) {
  size_t slash = path.rfind('/');
  if (slash == std::string::npos)
    return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string fileNameOf(const std::string &path) {
  size_t slash = path.rfind('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

bool pathExists(const std::string &path) {
  struct stat info;
  return ::stat(path.c_str(), &info) == 0;
}

bool isFolder(const std::string &path) {
  struct stat info;
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

bool sameFile(const std::string &a, const std::string &b) {
  struct stat first, second;
  return ::stat(a.c_str(), &first) == 0 && ::stat(b.c_str(), &second) == 0 &&
         first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

Status createFolders(const std::string &path, Code code) {
  for (size_t end = 0; end != std::string::npos;) {
    end = path.find('/', end + 1);
    std::string folder = path.substr(0, end);
    if (folder.empty())
      continue;
    if (::mkdir(folder.c_str(), 0700) == 0) {
      // Files in it are only as safe as its own name.
      MSRT_TRY(syncFolder(folderOf(folder), -1, code));
      continue;
    }
    if (isFolder(folder))
      continue;
    // mkdir says EEXIST for a file in the way.
    return callError(code, folder, "mkdir", errno == EEXIST ? ENOTDIR : errno);
  }
  return {};
}

} // namespace msrt
