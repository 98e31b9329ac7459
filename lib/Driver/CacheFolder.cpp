//===- CacheFolder.cpp - Entries that processes share ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/CacheFolder.h"

#include "lib/Driver/Options.h"

#include "msrt/File.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace llvm;

namespace ms {

static constexpr uint64_t kDefaultLimit = uint64_t(1) << 30;

/// Stands before the content. All numbers are little endian.
namespace {
struct Header {
  char magic[8];
  CacheKey key;
  support::ulittle64_t bytes;
  CacheKey sum; ///< of the content
};
} // namespace

static constexpr char kMagic[8] = {'M', 'S', 'C', 'A', 'C', 'H', 'E', '1'};
static_assert(sizeof(Header) == 80, "has no gaps");

//===----------------------------------------------------------------------===//
// Where it is
//===----------------------------------------------------------------------===//

static StringRef variable(const char *name) {
  const char *value = std::getenv(name);
  return value ? value : "";
}

CachePlace CachePlace::find(const std::string &folder, bool off) {
  CachePlace place;
  if (off)
    return place;
  int64_t limit = kDefaultLimit;
  StringRef size = variable("MS_CACHE_SIZE");
  if (size == "0")
    return place;
  if (!size.empty() && !parseBytes(size, limit)) {
    errs() << "warning: MS_CACHE_SIZE: found '" << size
           << "', expected a number of bytes, as 800MB or 1.5GiB, or 0 for no "
              "cache\n";
  }
  place.limit = static_cast<uint64_t>(limit);
  StringRef named =
      folder.empty() ? variable("MS_CACHE_DIR") : StringRef(folder);
  if (!named.empty()) {
    place.folder = named.str();
    place.isNamed = true;
    return place;
  }
  // A relative path means nothing here, says the specification.
  SmallString<128> path(variable("XDG_CACHE_HOME"));
  if (!sys::path::is_absolute(path)) {
    path = variable("HOME");
    if (!sys::path::is_absolute(path))
      return place;
    sys::path::append(path, ".cache");
  }
  sys::path::append(path, "mindirc");
  place.folder = path.str().str();
  return place;
}

std::string CacheFolder::pathOf(const CacheKey &key) const {
  SmallString<128> path(place.folder);
  // Half of the key tells entries apart; the other half is in the file.
  sys::path::append(path,
                    toHex(ArrayRef(key).take_front(16), /*LowerCase=*/true) +
                        ".mscache");
  return path.str().str();
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

namespace {
/// A descriptor that is closed at the end.
struct Descriptor {
  explicit Descriptor(int number) : number(number) {}
  ~Descriptor() {
    if (number >= 0)
      ::close(number);
  }
  Descriptor(const Descriptor &) = delete;
  Descriptor &operator=(const Descriptor &) = delete;
  int number;
};
} // namespace

std::optional<std::string> CacheFolder::load(const CacheKey &key) {
  if (!isOn())
    return std::nullopt;
  // O_NONBLOCK: a named pipe must not hang.
  Descriptor file(::open(pathOf(key).c_str(),
                         O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW));
  struct stat about;
  // The content becomes code of this process: only what its user has written,
  // or who could do anything, is read.
  if (file.number < 0 || ::fstat(file.number, &about) != 0 ||
      !S_ISREG(about.st_mode) ||
      (about.st_uid != ::geteuid() && about.st_uid != 0) ||
      about.st_size < static_cast<off_t>(sizeof(Header)) ||
      static_cast<uint64_t>(about.st_size) > place.limit)
    return std::nullopt;
  auto read = [&](void *target, size_t bytes) {
    char *next = static_cast<char *>(target);
    while (bytes > 0) {
      ssize_t got = ::read(file.number, next, bytes);
      if (got < 0 && errno == EINTR)
        continue;
      if (got <= 0)
        return false;
      next += got;
      bytes -= static_cast<size_t>(got);
    }
    return true;
  };
  Header header;
  if (!read(&header, sizeof(header)) ||
      std::memcmp(header.magic, kMagic, sizeof(kMagic)) != 0 ||
      header.key != key ||
      header.bytes != static_cast<uint64_t>(about.st_size) - sizeof(Header))
    return std::nullopt;
  std::string content(header.bytes, '\0');
  if (!read(content.data(), content.size()) ||
      BLAKE3::hash(arrayRefFromStringRef(content)) != header.sum)
    return std::nullopt;
  // The entry was used now.
  (void)::futimens(file.number, nullptr);
  return content;
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

void CacheFolder::warn(StringRef why) const {
  static std::atomic<bool> told{false};
  if (place.isNamed && !told.exchange(true))
    errs() << "warning: nothing is kept in the compile cache: " << why << "\n";
}

/// Under another name first, so that who reads finds all or nothing, and two
/// who write the same entry do not meet. Returns what went wrong, or "".
static std::string writeEntry(const std::string &path, const Header &header,
                              StringRef content) {
  int descriptor;
  SmallString<128> temporary;
  if (std::error_code error =
          sys::fs::createUniqueFile(path + ".%%%%%%%%.tmp", descriptor,
                                    temporary, sys::fs::OF_None, 0600))
    return msrt::errnoText(error.value());
  std::error_code error;
  {
    raw_fd_ostream out(descriptor, /*shouldClose=*/true);
    out.write(reinterpret_cast<const char *>(&header), sizeof(header));
    out << content;
    out.close();
    error = out.error();
    out.clear_error();
  }
  if (!error)
    error = sys::fs::rename(temporary, path);
  if (!error)
    return "";
  sys::fs::remove(temporary);
  return msrt::errnoText(error.value());
}

void CacheFolder::store(const CacheKey &key, StringRef content) {
  if (!isOn() || content.size() + sizeof(Header) > place.limit)
    return;
  Header header;
  std::memcpy(header.magic, kMagic, sizeof(kMagic));
  header.key = key;
  header.bytes = content.size();
  header.sum = BLAKE3::hash(arrayRefFromStringRef(content));
  msrt::Status made = msrt::createFolders(place.folder, msrt::Code::DataWrite);
  if (!made.ok())
    return warn(made.message());
  if (std::string why = writeEntry(pathOf(key), header, content); !why.empty())
    return warn(place.folder + ": " + why);
  shrink();
}

/// A temporary file that is as old as this was left by a killed process.
static constexpr std::chrono::hours kStale{1};

void CacheFolder::shrink() {
  struct Entry {
    sys::TimePoint<> used;
    uint64_t bytes;
    std::string path;
  };
  std::vector<Entry> entries;
  uint64_t total = 0;
  std::error_code error;
  for (sys::fs::directory_iterator it(place.folder, error), end;
       !error && it != end; it.increment(error)) {
    StringRef name = sys::path::filename(it->path());
    bool isTemporary = name.ends_with(".tmp");
    auto [stem, suffix] = name.split('.');
    // What is not ours stays.
    if (stem.size() != 32 || !all_of(stem, isHexDigit) ||
        !(isTemporary ? suffix.starts_with("mscache.") : suffix == "mscache"))
      continue;
    sys::fs::file_status status;
    if (sys::fs::status(it->path(), status, /*follow=*/false) ||
        status.type() != sys::fs::file_type::regular_file)
      continue;
    if (isTemporary) {
      if (status.getLastModificationTime() + kStale <
          std::chrono::system_clock::now())
        sys::fs::remove(it->path());
      continue;
    }
    total += status.getSize();
    entries.push_back(
        {status.getLastModificationTime(), status.getSize(), it->path()});
  }
  if (total <= place.limit)
    return;
  sort(entries, [](const Entry &a, const Entry &b) {
    return std::tie(a.used, a.path) < std::tie(b.used, b.path);
  });
  for (const Entry &entry : entries) {
    if (total <= place.limit)
      return;
    // Another process may have been faster: it is gone either way.
    sys::fs::remove(entry.path);
    total -= entry.bytes;
  }
}

} // namespace ms
