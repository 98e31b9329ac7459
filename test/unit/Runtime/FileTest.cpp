//===- FileTest.cpp - Reading at a place, writing all or nothing ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/File.h"

#include "test/unit/Runtime/TestFiles.h"

#include <csignal>
#include <sys/resource.h>
#include <sys/wait.h>

using namespace msrt;
using namespace msrt::test;

TEST(AtomicFile, LeavesDevicesAlone) {
  TempFolder folder;
  std::string pipe = folder / "pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_FALSE(AtomicFile::create(pipe, Code::DataWrite).ok());
  EXPECT_FALSE(AtomicFile::create("/dev/null", Code::DataWrite).ok());
  EXPECT_EQ(listFolder(folder.path()).size(), 1u);
}

TEST(AtomicFile, ReplacesOnlyOnCommit) {
  TempFolder folder;
  std::string path = folder / "f";
  writeAll(path, "old");
  {
    Result<AtomicFile> file = AtomicFile::create(path, Code::DataWrite);
    ASSERT_GOOD(file);
    ASSERT_GOOD(file->write("new", 3));
    EXPECT_EQ(readAll(path), "old");
  } // dropped without commit
  EXPECT_EQ(readAll(path), "old");
  EXPECT_EQ(listFolder(folder.path()).size(), 1u);
  Result<AtomicFile> file = AtomicFile::create(path, Code::DataWrite);
  ASSERT_GOOD(file);
  std::string large(300000, 'x');
  ASSERT_GOOD(file->write("new", 3));
  ASSERT_GOOD(file->write(large.data(), large.size()));
  ASSERT_GOOD(file->commit(0400));
  EXPECT_EQ(readAll(path), "new" + large);
  struct stat info;
  ASSERT_EQ(stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0400u);
  EXPECT_EQ(listFolder(folder.path()).size(), 1u);
  EXPECT_FALSE(file->write("x", 1).ok());
  EXPECT_FALSE(file->commit().ok());
}

TEST(AtomicFile, TakesOverALeftoverButNotALivingWriter) {
  TempFolder folder;
  std::string path = folder / "f";
  writeAll(folder / "f.tmp", "left over by a killed process");
  chmod((folder / "f.tmp").c_str(), 0400);
  {
    Result<AtomicFile> file = AtomicFile::create(path, Code::DataWrite);
    ASSERT_GOOD(file);
    EXPECT_ERROR(AtomicFile::create(path, Code::DataWrite),
                 "is being written by another process");
    ASSERT_GOOD(file->write("new", 3));
    ASSERT_GOOD(file->commit());
  }
  EXPECT_EQ(readAll(path), "new");
  EXPECT_EQ(listFolder(folder.path()).size(), 1u);
}

TEST(AtomicFile, SaysWhichCallFailed) {
  TempFolder folder;
  EXPECT_ERROR(AtomicFile::create(folder / "a/b", Code::CheckpointWrite),
               "[MS3103] " + (folder / "a/b") +
                   ": creating a temporary file failed: no such file");
  EXPECT_ERROR(AtomicFile::create(folder.path(), Code::CheckpointWrite),
               "is a folder");
  // A name that leaves no room for ".tmp".
  EXPECT_ERROR(
      AtomicFile::create(folder / std::string(253, 'n'), Code::CheckpointWrite),
      "name too long");
}

// Runs `body` in a child process and returns its exit status.
template <typename Body> static int inChild(Body body) {
  pid_t child = fork();
  if (child == 0)
    _exit(body());
  int status = -1;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(AtomicFile, FullDiskLeavesTheOldFile) {
  TempFolder folder;
  std::string path = folder / "f";
  writeAll(path, "old");
  // A limit on file sizes fails like a full disk: in the midst of a write.
  int status = inChild([&] {
    signal(SIGXFSZ, SIG_IGN);
    rlimit limit{100000, 100000};
    setrlimit(RLIMIT_FSIZE, &limit);
    Result<AtomicFile> file = AtomicFile::create(path, Code::DataWrite);
    if (!file.ok())
      return 1;
    std::string piece(7001, 'x');
    Status written;
    for (int i = 0; i < 30 && written.ok(); ++i)
      written = file->write(piece.data(), piece.size());
    if (written.ok() ||
        written.message().find("write failed: file too large") ==
            std::string::npos)
      return 2;
    return file->commit().ok() ? 3 : 0;
  });
  EXPECT_EQ(status, 0);
  EXPECT_EQ(readAll(path), "old");
  EXPECT_EQ(listFolder(folder.path()).size(), 1u);
}

TEST(AtomicFile, ReadOnlyFolder) {
  TempFolder folder;
  std::string path = folder / "f";
  writeAll(path, "old");
  chmod(folder.path().c_str(), 0555);
  // Root may write everywhere: the child becomes nobody.
  int status = inChild([&] {
    if (geteuid() == 0 && (setegid(65534) != 0 || seteuid(65534) != 0))
      return 0;
    return AtomicFile::create(path, Code::DataWrite).ok() ? 1 : 0;
  });
  chmod(folder.path().c_str(), 0700);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(readAll(path), "old");
  EXPECT_EQ(listFolder(folder.path()).size(), 1u);
}

TEST(InputFile, RefusesWhatIsNoFile) {
  TempFolder folder;
  EXPECT_ERROR(InputFile::open(folder.path(), Code::CheckpointOpen),
               "is a folder, expected a file");
  EXPECT_ERROR(InputFile::open("/dev/null", Code::CheckpointOpen),
               "is not a regular file");
  std::string pipe = folder / "pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_ERROR(InputFile::open(pipe, Code::CheckpointOpen),
               "is not a regular file");
  writeAll(folder / "f", "0123456789");
  Result<InputFile> file = InputFile::open(folder / "f", Code::DataOpen);
  ASSERT_GOOD(file);
  char bytes[4];
  EXPECT_GOOD(file->readAt(6, bytes, 4));
  EXPECT_EQ(std::string(bytes, 4), "6789");
  EXPECT_ERROR(file->readAt(8, bytes, 4), "ends at byte 10");
}

TEST(Paths, Parts) {
  EXPECT_EQ(folderOf("a/b.ckpt"), "a");
  EXPECT_EQ(folderOf("b.ckpt"), ".");
  EXPECT_EQ(folderOf("/b.ckpt"), "/");
  EXPECT_EQ(fileNameOf("a/b.ckpt"), "b.ckpt");
  TempFolder folder;
  ASSERT_GOOD(createFolders(folder / "x/y/z", Code::Callback));
  EXPECT_TRUE(isFolder(folder / "x/y/z"));
  struct stat info;
  ASSERT_EQ(stat((folder / "x").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0700u);
  EXPECT_GOOD(createFolders(folder / "x/y/z", Code::Callback));
  writeAll(folder / "file", "");
  EXPECT_ERROR(createFolders(folder / "file/sub", Code::Callback), "mkdir");
}
