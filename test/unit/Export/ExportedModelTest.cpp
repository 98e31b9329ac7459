//===- ExportedModelTest.cpp - Several files as one result ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/Support/ExportedModel.h"

#include "test/unit/Runtime/TestFiles.h"

#include "gtest/gtest.h"
#include <sys/stat.h>

using namespace ms;
using msrt::test::listFolder;
using msrt::test::readAll;
using msrt::test::TempFolder;

namespace {

using Names = std::vector<std::string>;

ExportedModel makeModel(const std::string &main, const std::string &side) {
  ExportedModel model;
  model.bytes = main;
  model.owned.push_back(side);
  const std::string &kept = model.owned.back();
  // In two pieces, as data with a gap before them are.
  model.sides.push_back(
      {"net.data", {{kept.data(), 1}, {kept.data() + 1, kept.size() - 1}}});
  return model;
}

msrt::Status write(const ExportedModel &model, const std::string &path) {
  auto file = msrt::AtomicFile::create(path, msrt::Code::DataWrite);
  return file.ok() ? commitModel(model, path, *file) : file.status();
}

TEST(ExportedModel, WritesAllFiles) {
  TempFolder folder;
  ASSERT_TRUE(write(makeModel("one", "first"), folder / "net").ok());
  EXPECT_EQ(listFolder(folder.path()), (Names{"net", "net.data"}));
  ASSERT_TRUE(write(makeModel("two", "second"), folder / "net").ok());
  EXPECT_EQ(listFolder(folder.path()), (Names{"net", "net.data"}));
  EXPECT_EQ(readAll(folder / "net"), "two");
  EXPECT_EQ(readAll(folder / "net.data"), "second");
}

TEST(ExportedModel, PutsOldDataBackWhereTheMainFileFails) {
  TempFolder folder;
  ASSERT_TRUE(write(makeModel("one", "first"), folder / "net").ok());
  std::string path = folder / "net";
  auto file = msrt::AtomicFile::create(path, msrt::Code::DataWrite);
  ASSERT_TRUE(file.ok());
  // In the way of the last rename.
  std::remove(path.c_str());
  ASSERT_EQ(::mkdir(path.c_str(), 0700), 0);
  EXPECT_FALSE(commitModel(makeModel("two", "second"), path, *file).ok());
  EXPECT_EQ(listFolder(folder.path()), (Names{"net", "net.data"}));
  EXPECT_EQ(readAll(folder / "net.data"), "first");
}

TEST(ExportedModel, LeavesNoDataWhereTheMainFileFails) {
  TempFolder folder;
  std::string path = folder / "net";
  auto file = msrt::AtomicFile::create(path, msrt::Code::DataWrite);
  ASSERT_TRUE(file.ok());
  ASSERT_EQ(::mkdir(path.c_str(), 0700), 0);
  EXPECT_FALSE(commitModel(makeModel("two", "second"), path, *file).ok());
  EXPECT_EQ(listFolder(folder.path()), Names{"net"});
}

} // namespace
