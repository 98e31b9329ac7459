//===- CacheFolderTest.cpp - Entries that processes share -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/CacheFolder.h"

#include "test/unit/Runtime/TestFiles.h"

#include <fcntl.h>
#include <map>
#include <sys/wait.h>
#include <thread>

using namespace ms;
using namespace msrt::test;

namespace {

CacheKey keyOf(unsigned number) {
  CacheKey key = {};
  key[0] = static_cast<uint8_t>(number);
  key[1] = static_cast<uint8_t>(number >> 8);
  key[31] = 7;
  return key;
}

struct CacheFolderTest : testing::Test {
  TempFolder temp;
  std::string path = temp / "a/b";

  CacheFolder open(uint64_t limit = 1 << 20) {
    return CacheFolder(CachePlace{path, /*isNamed=*/true, limit});
  }
  /// The only file in the folder.
  std::string onlyFile() {
    std::vector<std::string> names = listFolder(path);
    EXPECT_EQ(names.size(), 1u);
    return path + "/" + names.at(0);
  }
  /// Says that a file was used so many seconds ago.
  static void age(const std::string &file, int seconds) {
    struct timespec times[2] = {};
    times[0].tv_sec = times[1].tv_sec = time(nullptr) - seconds;
    ASSERT_EQ(utimensat(AT_FDCWD, file.c_str(), times, 0), 0);
  }
};

TEST_F(CacheFolderTest, FindsWhatWasStored) {
  EXPECT_FALSE(open().load(keyOf(1)));
  std::string binary("a\0b\n\xff", 5);
  open().store(keyOf(1), binary);
  open().store(keyOf(2), "");
  EXPECT_EQ(open().load(keyOf(1)), binary);
  EXPECT_EQ(open().load(keyOf(2)), "");
  EXPECT_FALSE(open().load(keyOf(3)));
  open().store(keyOf(1), "other");
  EXPECT_EQ(open().load(keyOf(1)), "other");
  EXPECT_EQ(listFolder(path).size(), 2u);
  struct stat about;
  ASSERT_EQ(stat(path.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0700u);
}

TEST_F(CacheFolderTest, KeysThatShareAFileAreNotMixedUp) {
  CacheKey near = keyOf(1);
  near[31] = 8; // not in the name
  open().store(keyOf(1), "one");
  EXPECT_FALSE(open().load(near));
  open().store(near, "near");
  EXPECT_EQ(open().load(near), "near");
  EXPECT_FALSE(open().load(keyOf(1)));
}

TEST_F(CacheFolderTest, RefusesEveryChangedByteAndEveryLength) {
  open().store(keyOf(1), "what was stored");
  const std::string file = onlyFile(), good = readAll(file);
  for (size_t k = 0; k < good.size(); ++k) {
    std::string bad = good;
    bad[k] = static_cast<char>(bad[k] ^ 0x10);
    writeAll(file, bad);
    EXPECT_FALSE(open().load(keyOf(1))) << "byte " << k;
    writeAll(file, good.substr(0, k));
    EXPECT_FALSE(open().load(keyOf(1))) << "length " << k;
  }
  writeAll(file, good + "x");
  EXPECT_FALSE(open().load(keyOf(1)));
  // What is bad is replaced.
  open().store(keyOf(1), "again");
  EXPECT_EQ(open().load(keyOf(1)), "again");
}

TEST_F(CacheFolderTest, ReadsRegularFilesOnly) {
  open().store(keyOf(1), "content");
  const std::string file = onlyFile();
  ASSERT_EQ(rename(file.c_str(), (temp / "elsewhere").c_str()), 0);
  ASSERT_EQ(symlink((temp / "elsewhere").c_str(), file.c_str()), 0);
  EXPECT_FALSE(open().load(keyOf(1)));
  open().store(keyOf(1), "new");
  EXPECT_EQ(open().load(keyOf(1)), "new");
  EXPECT_NE(readAll(temp / "elsewhere").find("content"), std::string::npos);
  ASSERT_EQ(unlink(file.c_str()), 0);
  ASSERT_EQ(mkfifo(file.c_str(), 0600), 0);
  EXPECT_FALSE(open().load(keyOf(1))); // and does not hang
  open().store(keyOf(1), "new");
  EXPECT_EQ(open().load(keyOf(1)), "new");
}

TEST_F(CacheFolderTest, ReadsOnlyWhatItsUserHasWritten) {
  if (geteuid() != 0)
    GTEST_SKIP() << "only root can give files away";
  open().store(keyOf(1), "content");
  ASSERT_EQ(chown(onlyFile().c_str(), 12345, 12345), 0);
  EXPECT_FALSE(open().load(keyOf(1)));
}

TEST_F(CacheFolderTest, TheOldestEntriesGo) {
  const std::string content(1000, 'x');
  const uint64_t limit = 3500; // three entries with their headers
  std::map<unsigned, std::string> files;
  for (unsigned k = 1; k <= 3; ++k) {
    open(limit).store(keyOf(k), content);
    for (const std::string &name : listFolder(path))
      if (std::none_of(files.begin(), files.end(), [&](const auto &entry) {
            return entry.second == path + "/" + name;
          }))
        files[k] = path + "/" + name;
  }
  ASSERT_EQ(files.size(), 3u);
  age(files[1], 300);
  age(files[2], 200);
  age(files[3], 100);
  // Not ours, and what a killed process has left.
  writeAll(path + "/notes.txt", content + content + content);
  writeAll(files[3] + ".12345678.tmp", content);
  writeAll(files[3] + ".87654321.tmp", content);
  age(files[3] + ".87654321.tmp", 7200);
  // Reading makes an entry new.
  EXPECT_EQ(open(limit).load(keyOf(1)), content);
  open(limit).store(keyOf(4), content);
  EXPECT_EQ(open(limit).load(keyOf(1)), content);
  EXPECT_FALSE(open(limit).load(keyOf(2)));
  EXPECT_EQ(open(limit).load(keyOf(3)), content);
  EXPECT_EQ(open(limit).load(keyOf(4)), content);
  EXPECT_TRUE(readAll(path + "/notes.txt").size() == 3000);
  EXPECT_FALSE(readAll(files[3] + ".12345678.tmp").empty());
  EXPECT_TRUE(readAll(files[3] + ".87654321.tmp").empty());
  // A smaller limit counts from the next entry on.
  open(1200).store(keyOf(5), content);
  EXPECT_EQ(open(1200).load(keyOf(5)), content);
  for (unsigned k = 1; k <= 4; ++k)
    EXPECT_FALSE(open(limit).load(keyOf(k)));
  // What is larger than all of it is not kept, and drives nothing out.
  open(500).store(keyOf(6), content);
  EXPECT_FALSE(open(limit).load(keyOf(6)));
  EXPECT_EQ(open(limit).load(keyOf(5)), content);
}

TEST_F(CacheFolderTest, AFolderThatCannotBeWrittenToIsToldOfOnce) {
  writeAll(temp / "file", "");
  path = temp / "file/inside";
  testing::internal::CaptureStderr();
  CacheFolder(CachePlace{path, /*isNamed=*/false, 1000}).store(keyOf(1), "x");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  testing::internal::CaptureStderr();
  open().store(keyOf(1), "x");
  std::string told = testing::internal::GetCapturedStderr();
  EXPECT_NE(told.find("warning: nothing is kept in the compile cache: "),
            std::string::npos);
  EXPECT_NE(told.find(temp / "file"), std::string::npos) << told;
  testing::internal::CaptureStderr();
  open().store(keyOf(1), "x");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_FALSE(open().load(keyOf(1)));
}

TEST_F(CacheFolderTest, ManyReadAndWrite) {
  auto contentOf = [](unsigned k) {
    return std::string(20000 + 100 * k, static_cast<char>('a' + k));
  };
  std::vector<pid_t> children;
  for (unsigned child = 0; child < 4; ++child) {
    pid_t pid = fork();
    ASSERT_GE(pid, 0);
    if (pid != 0) {
      children.push_back(pid);
      continue;
    }
    bool good = true;
    for (unsigned k = 0; k < 200; ++k) {
      // Room for three of five: some are removed while others are read.
      CacheFolder folder = open(62000);
      auto found = folder.load(keyOf(k % 5));
      good &= !found || *found == contentOf(k % 5);
      folder.store(keyOf((k + child) % 5), contentOf((k + child) % 5));
    }
    _exit(good ? 0 : 1);
  }
  for (pid_t pid : children) {
    int status = -1;
    ASSERT_EQ(waitpid(pid, &status, 0), pid);
    EXPECT_EQ(status, 0);
  }
  // Nothing but entries is left.
  for (const std::string &name : listFolder(path))
    EXPECT_EQ(name.find(".tmp"), std::string::npos) << name;
}

//===----------------------------------------------------------------------===//
// Where it is
//===----------------------------------------------------------------------===//

struct CachePlaceTest : testing::Test {
  CachePlaceTest() {
    for (const char *name : names) {
      const char *value = getenv(name);
      before[name] = value ? value : "";
      unsetenv(name);
    }
    setenv("HOME", "/home/me", 1);
  }
  ~CachePlaceTest() override {
    for (const auto &[name, value] : before)
      value.empty() ? unsetenv(name) : setenv(name, value.c_str(), 1);
  }
  const char *names[4] = {"MS_CACHE_DIR", "MS_CACHE_SIZE", "XDG_CACHE_HOME",
                          "HOME"};
  std::map<const char *, std::string> before;
};

TEST_F(CachePlaceTest, OptionThenEnvironmentThenHome) {
  CachePlace home = CachePlace::find("", false);
  EXPECT_EQ(home.folder, "/home/me/.cache/mindirc");
  EXPECT_FALSE(home.isNamed);
  EXPECT_EQ(home.limit, uint64_t(1) << 30);
  setenv("XDG_CACHE_HOME", "relative", 1);
  EXPECT_EQ(CachePlace::find("", false).folder, "/home/me/.cache/mindirc");
  setenv("XDG_CACHE_HOME", "/var/x", 1);
  EXPECT_EQ(CachePlace::find("", false).folder, "/var/x/mindirc");
  setenv("MS_CACHE_DIR", "/mine", 1);
  CachePlace mine = CachePlace::find("", false);
  EXPECT_EQ(mine.folder, "/mine");
  EXPECT_TRUE(mine.isNamed);
  EXPECT_EQ(CachePlace::find("given", false).folder, "given");
  EXPECT_TRUE(CachePlace::find("given", false).isNamed);
  EXPECT_EQ(CachePlace::find("given", true).folder, "");
}

TEST_F(CachePlaceTest, WithoutAHomeThereIsNone) {
  unsetenv("HOME");
  EXPECT_EQ(CachePlace::find("", false).folder, "");
  EXPECT_EQ(CachePlace::find("given", false).folder, "given");
}

TEST_F(CachePlaceTest, ReadsTheSize) {
  setenv("MS_CACHE_SIZE", "1.5MB", 1);
  EXPECT_EQ(CachePlace::find("", false).limit, 1500000u);
  setenv("MS_CACHE_SIZE", "0", 1);
  EXPECT_EQ(CachePlace::find("", false).folder, "");
  setenv("MS_CACHE_SIZE", "much", 1);
  testing::internal::CaptureStderr();
  EXPECT_EQ(CachePlace::find("", false).limit, uint64_t(1) << 30);
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "warning: MS_CACHE_SIZE: found 'much', expected a number of bytes, "
            "as 800MB or 1.5GiB, or 0 for no cache\n");
}

} // namespace
