//===- SourcesTest.cpp - MNIST folders and archives as data sets ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/Idx.h"

#include "test/unit/Runtime/DatasetRows.h"
#include "test/unit/Runtime/IdxFiles.h"

#include <cstring>
#include <numeric>

using namespace msrt;
using namespace msrt::test;

TEST(Mnist, ReadsFolders) {
  for (char between : {'-', '.'}) {
    TempFolder folder;
    // 2000 images of 28 x 28 are read from the file, the labels are held.
    writeMnist(folder.path(), "train", 2000, 28, 10, between);
    EXPECT_TRUE(hasIdxSplit(folder.path(), "train"));
    EXPECT_FALSE(hasIdxSplit(folder.path(), "t10k"));
    Result<Dataset> data = Dataset::fromMnist(folder.path(), Split::Train);
    ASSERT_GOOD(data);
    EXPECT_EQ(data->size(), 2000);
    EXPECT_EQ(data->columns()[0].dims, (std::vector<int64_t>{1, 28, 28}));
    EXPECT_TRUE(data->columns()[1].dims.empty());
    DatasetReader reader = DatasetReader::create(*data).take();
    reader.seek(0, 1234);
    ASSERT_TRUE(*reader.next());
    const auto *pixels = static_cast<const uint8_t *>(reader.column(0).data);
    for (int p = 0; p < 784; ++p)
      ASSERT_EQ(pixels[p], (1234 + p) % 256);
    EXPECT_EQ(*static_cast<const uint8_t *>(reader.column(1).data), 4);
    EXPECT_ERROR(Dataset::fromMnist(folder.path(), Split::Test),
                 "has no t10k-images-idx3-ubyte");
  }
}

TEST(Mnist, RefusesDamagedFolders) {
  TempFolder folder;
  std::string images = folder / "train-images-idx3-ubyte";
  auto error = [&](const char *text) {
    EXPECT_ERROR(Dataset::fromMnist(folder.path(), Split::Train), text);
  };
  writeMnist(folder.path(), "train", 20, 4);
  std::string good = readAll(images);
  for (size_t length : {0u, 3u, 7u, 15u, 100u}) {
    writeAll(images, good.substr(0, length));
    EXPECT_FALSE(Dataset::fromMnist(folder.path(), Split::Train).ok());
  }
  writeAll(images, good + "x");
  error("needs 320 bytes, found 321");
  writeAll(images, idxHeader(8, {0xffffffffu, 0xffffffffu, 0xffffffffu}));
  error("needs too many bytes, found 0");
  writeAll(images, idxHeader(8, {20}) + std::string(20, 'x'));
  error("expected UInt8 with 3 dimensions");
  writeAll(images, "not an IDX file");
  error("starts with 6e6f7420, expected an IDX file");
  writeAll(images, "\x1f\x8b packed");
  error("gunzip");
  writeAll(images, idxHeader(8, {19, 4, 4}) + std::string(19 * 16, 'x'));
  error("column 'label' has 20 rows, column 'image' has 19");
  writeAll(images, idxHeader(8, {0, 4, 4}));
  error("column 'label' has 20 rows, column 'image' has 0");
  ASSERT_EQ(rename(images.c_str(), (images + ".gz").c_str()), 0);
  error("train-images-idx3-ubyte.gz: is packed with gzip");
  EXPECT_ERROR(Dataset::fromMnist(folder / "none", Split::Train),
               "no such folder");
}

TEST(Mnist, AFileThatShrinksIsAnErrorNotACrash) {
  TempFolder folder;
  writeMnist(folder.path(), "train", 2000, 28);
  Dataset data = Dataset::fromMnist(folder.path(), Split::Train).take();
  ASSERT_EQ(truncate((folder / "train-images-idx3-ubyte").c_str(), 100000), 0);
  DatasetReader reader = DatasetReader::create(data).take();
  reader.seek(0, 1999);
  EXPECT_ERROR(reader.next(), "ends at byte");
}

TEST(Idx, WiderTypesAreBigEndian) {
  TempFolder folder;
  writeAll(folder / "f", idxHeader(0x0c, {2}) + bigEndian(7) +
                             bigEndian(static_cast<uint32_t>(-9)));
  InputFile file = InputFile::open(folder / "f", Code::DataOpen).take();
  Result<NpyInfo> info = inspectIdx(file);
  ASSERT_GOOD(info);
  Tensor tensor = readArray(file, *info).take();
  EXPECT_EQ(tensor.as<int32_t>()[0], 7);
  EXPECT_EQ(tensor.as<int32_t>()[1], -9);
}

TEST(Dataset, FromArchives) {
  TempFolder folder;
  float x[6] = {1, 2, 3, 4, 5, 6};
  int64_t y[3] = {7, 8, 9};
  double loss[5] = {};
  const std::vector<int64_t> xDims{3, 2}, yDims{3}, lossDims{5};
  std::string path = folder / "d.npz";
  ASSERT_GOOD(writeNpz(path, {{"in1", {MSRT_INT64, yDims, y}},
                              {"loss", {MSRT_FLOAT64, lossDims, loss}},
                              {"in0", {MSRT_FLOAT32, xDims, x}}}));
  Dataset data = Dataset::fromNpz(path).take();
  ASSERT_EQ(data.columns().size(), 2u);
  EXPECT_EQ(data.columns()[0].name, "in0");
  EXPECT_EQ(labels(data, 0), (Rows{7, 8, 9}));
  // Without an in0 all arrays are columns, in the archive's order.
  ASSERT_GOOD(writeNpz(path, {{"label", {MSRT_INT64, yDims, y}},
                              {"image", {MSRT_FLOAT32, xDims, x}}}));
  data = Dataset::fromNpz(path).take();
  EXPECT_EQ(data.columns()[0].name, "label");
  ASSERT_GOOD(writeNpz(path, {{"in0", {MSRT_FLOAT32, xDims, x}},
                              {"in1", {MSRT_FLOAT64, lossDims, loss}}}));
  EXPECT_ERROR(Dataset::fromNpz(path),
               "column 'in1' has 5 rows, column 'in0' has 3");

  ASSERT_GOOD(writeNpy(folder / "image.npy", {MSRT_FLOAT32, xDims, x}));
  ASSERT_GOOD(writeNpy(folder / "label.npy", {MSRT_INT64, yDims, y}));
  data = Dataset::fromNpy({folder / "image.npy", folder / "label.npy"}).take();
  EXPECT_EQ(data.columns()[1].name, "label");
  EXPECT_EQ(labels(data, 0), (Rows{7, 8, 9}));
  Dataset views = Dataset::fromViews({{"a", {MSRT_INT64, yDims, y}}}).take();
  EXPECT_EQ(labels(views, 0), (Rows{7, 8, 9}));
}

TEST(Dataset, LargeColumnsStayInTheFile) {
  TempFolder folder;
  // 2 MiB: read row by row, also after other columns of the archive.
  const int64_t rows = 1024, width = 512;
  std::vector<float> x(rows * width);
  std::iota(x.begin(), x.end(), 0.0f);
  std::vector<int32_t> y(rows);
  std::iota(y.begin(), y.end(), 0);
  const std::vector<int64_t> xDims{rows, width}, yDims{rows};
  ASSERT_GOOD(
      writeNpz(folder / "d.npz", {{"in1", {MSRT_INT32, yDims, y.data()}},
                                  {"in0", {MSRT_FLOAT32, xDims, x.data()}}}));
  Dataset data = Dataset::fromNpz(folder / "d.npz")
                     .take()
                     .shuffle(1)
                     .take()
                     .batch(10)
                     .take();
  DatasetReader reader = DatasetReader::create(data).take();
  while (*reader.next())
    for (int64_t i = 0; i < reader.rows(); ++i) {
      int32_t row = static_cast<const int32_t *>(reader.column(1).data)[i];
      const float *found =
          static_cast<const float *>(reader.column(0).data) + i * width;
      ASSERT_EQ(std::memcmp(found, &x[row * width], width * sizeof(float)), 0);
    }
}
