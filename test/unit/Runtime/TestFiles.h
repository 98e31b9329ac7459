//===- TestFiles.h - Folders and files of a test ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A folder that goes away with the test, whole-file reading and writing, and
// checks for the runtime's Status and Result.
//
//===----------------------------------------------------------------------===//

#ifndef MS_TEST_UNIT_RUNTIME_TESTFILES_H
#define MS_TEST_UNIT_RUNTIME_TESTFILES_H

#include "msrt/Status.h"

#include "gtest/gtest.h"

#include <cstdio>
#include <cstdlib>
#include <dirent.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace msrt::test {

inline std::vector<std::string> listFolder(const std::string &path) {
  std::vector<std::string> names;
  if (DIR *folder = opendir(path.c_str())) {
    while (dirent *entry = readdir(folder))
      if (std::string(entry->d_name) != "." &&
          std::string(entry->d_name) != "..")
        names.push_back(entry->d_name);
    closedir(folder);
  }
  return names;
}

inline void removeTree(const std::string &path) {
  struct stat info;
  if (lstat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode)) {
    chmod(path.c_str(), 0700);
    for (const std::string &name : listFolder(path))
      removeTree(path + "/" + name);
    rmdir(path.c_str());
    return;
  }
  unlink(path.c_str());
}

/// A new folder, removed with everything in it at the end.
class TempFolder {
public:
  TempFolder() {
    const char *base = getenv("TMPDIR");
    std::string pattern = std::string(base ? base : "/tmp") + "/msrt-XXXXXX";
    if (!mkdtemp(pattern.data()))
      abort();
    folder = pattern;
  }
  ~TempFolder() { removeTree(folder); }

  const std::string &path() const { return folder; }
  std::string operator/(const std::string &name) const {
    return folder + "/" + name;
  }

private:
  std::string folder;
};

inline std::string readAll(const std::string &path) {
  std::string bytes;
  if (FILE *file = fopen(path.c_str(), "rb")) {
    char piece[65536];
    while (size_t got = fread(piece, 1, sizeof(piece), file))
      bytes.append(piece, got);
    fclose(file);
  }
  return bytes;
}

inline void writeAll(const std::string &path, const std::string &bytes) {
  FILE *file = fopen(path.c_str(), "wb");
  ASSERT_NE(file, nullptr) << path;
  ASSERT_EQ(fwrite(bytes.data(), 1, bytes.size(), file), bytes.size());
  ASSERT_EQ(fclose(file), 0);
}

inline const std::string &messageOf(const Status &status) {
  return status.message();
}
template <typename T> const std::string &messageOf(const Result<T> &result) {
  return result.message();
}

/// A sample file of test/Inputs.
inline std::string input(const std::string &name) {
  return std::string(MSRT_TEST_INPUTS) + "/" + name;
}

} // namespace msrt::test

#define EXPECT_GOOD(expression)                                                \
  do {                                                                         \
    const auto &checked = (expression);                                        \
    EXPECT_TRUE(checked.ok()) << ::msrt::test::messageOf(checked);             \
  } while (false)

#define ASSERT_GOOD(expression)                                                \
  do {                                                                         \
    const auto &checked = (expression);                                        \
    ASSERT_TRUE(checked.ok()) << ::msrt::test::messageOf(checked);             \
  } while (false)

/// The expression is an error whose message contains the text.
#define EXPECT_ERROR(expression, text)                                         \
  do {                                                                         \
    const auto &checked = (expression);                                        \
    EXPECT_FALSE(checked.ok()) << "no error with: " << (text);                 \
    EXPECT_NE(::msrt::test::messageOf(checked).find(text), std::string::npos)  \
        << ::msrt::test::messageOf(checked);                                   \
  } while (false)

#endif // MS_TEST_UNIT_RUNTIME_TESTFILES_H
