//===- NpyTest.cpp - .npy and .npz files ----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Files that NumPy wrote are read, files of ours have the bytes that NumPy
// writes, and damaged files are errors.
//
//===----------------------------------------------------------------------===//

#include "msrt/Npy.h"

#include "test/unit/Runtime/TestFiles.h"

#include <cstring>

using namespace msrt;
using namespace msrt::test;

static std::string npy(unsigned major, const std::string &dict,
                       const std::string &data) {
  std::string header = dict + "\n", text("\x93NUMPY", 6);
  text += static_cast<char>(major);
  text += '\0';
  for (unsigned i = 0; i < (major == 1 ? 2u : 4u); ++i)
    text += static_cast<char>(header.size() >> (8 * i) & 0xff);
  return text + header + data;
}

template <typename T> static std::string bytesOf(std::vector<T> values) {
  return std::string(reinterpret_cast<const char *>(values.data()),
                     values.size() * sizeof(T));
}

TEST(Npy, ReadsVersionsAndOrders) {
  TempFolder folder;
  std::string path = folder / "a.npy";
  for (unsigned major : {1u, 2u, 3u}) {
    writeAll(path, npy(major,
                       "{'descr': '<f4', 'fortran_order': False, 'shape': (2, "
                       "3), }",
                       bytesOf<float>({0, 1, 2, 3, 4, 5})));
    Result<Tensor> tensor = readNpy(path);
    ASSERT_GOOD(tensor);
    EXPECT_EQ(tensor->dtype, MSRT_FLOAT32);
    EXPECT_EQ(tensor->dims, (std::vector<int64_t>{2, 3}));
    EXPECT_EQ(tensor->as<float>()[4], 4);
  }
  // Fortran order: the bytes are those of the transposed array.
  writeAll(path, npy(1,
                     "{'fortran_order': True, 'shape': (2, 3, 2), 'descr': "
                     "'<i4'}",
                     bytesOf<int32_t>({0, 100, 10, 110, 20, 120, 1, 101, 11,
                                       111, 21, 121})));
  Result<Tensor> fortran = readNpy(path);
  ASSERT_GOOD(fortran);
  const int32_t *at = fortran->as<int32_t>();
  for (int i = 0; i < 2; ++i)
    for (int j = 0; j < 3; ++j)
      for (int k = 0; k < 2; ++k)
        EXPECT_EQ(at[(i * 3 + j) * 2 + k], i * 100 + j * 10 + k);
  // Big endian.
  writeAll(path,
           npy(1, "{'descr': '>i2', 'fortran_order': False, 'shape': (2,)}",
               std::string("\x01\x02\xff\xfe", 4)));
  Result<Tensor> big = readNpy(path);
  ASSERT_GOOD(big);
  EXPECT_EQ(big->as<int16_t>()[0], 0x0102);
  EXPECT_EQ(big->as<int16_t>()[1], -2);
}

TEST(Npy, WritesEveryType) {
  TempFolder folder;
  static const char *const codes[] = {"|b1", "|i1", "<i2", "<i4", "<i8",
                                      "|u1", "<u2", "<u4", "<u8", "<f2",
                                      "<V2", "<f4", "<f8"};
  for (unsigned i = 0; i < 13; ++i) {
    DType dtype = static_cast<DType>(i);
    Result<Tensor> tensor = Tensor::create(dtype, {3, 2});
    ASSERT_GOOD(tensor);
    for (uint64_t b = 0; b < tensor->buffer.size(); ++b)
      tensor->buffer.data()[b] =
          dtype == MSRT_BOOL ? b % 2 : static_cast<uint8_t>(17 * b + i);
    ASSERT_GOOD(writeNpy(folder / "t.npy", tensor->ref()));
    std::string bytes = readAll(folder / "t.npy");
    // numpy.save pads the header so that data start at a multiple of 64.
    std::string dict = std::string("{'descr': '") + codes[i] +
                       "', 'fortran_order': False, 'shape': (3, 2), }";
    ASSERT_EQ(bytes.size(), 128 + tensor->buffer.size());
    EXPECT_EQ(bytes.substr(10, dict.size()), dict);
    EXPECT_EQ(bytes[127], '\n');
    Result<Tensor> again = readNpy(folder / "t.npy");
    ASSERT_GOOD(again);
    EXPECT_EQ(again->dtype, dtype);
    EXPECT_EQ(again->dims, tensor->dims);
    EXPECT_EQ(std::memcmp(again->data(), tensor->data(), tensor->buffer.size()),
              0);
  }
}

TEST(Npy, ScalarsAndEmptyArrays) {
  TempFolder folder;
  double value = 2.5;
  ASSERT_GOOD(writeNpy(folder / "s.npy", {MSRT_FLOAT64, {}, &value}));
  Result<Tensor> scalar = readNpy(folder / "s.npy");
  ASSERT_GOOD(scalar);
  EXPECT_TRUE(scalar->dims.empty());
  EXPECT_EQ(scalar->as<double>()[0], 2.5);
  const std::vector<int64_t> none{0, 4};
  ASSERT_GOOD(writeNpy(folder / "e.npy", {MSRT_INT8, none, nullptr}));
  Result<Tensor> empty = readNpy(folder / "e.npy");
  ASSERT_GOOD(empty);
  EXPECT_EQ(empty->dims, none);
}

TEST(Npy, RefusesDamagedHeaders) {
  TempFolder folder;
  std::string path = folder / "bad.npy";
  auto error = [&](const std::string &bytes) {
    writeAll(path, bytes);
    Result<Tensor> tensor = readNpy(path);
    return tensor.ok() ? std::string("none") : tensor.message();
  };
  auto contains = [](const std::string &text, const char *part) {
    EXPECT_NE(text.find(part), std::string::npos) << text;
  };
  std::string good =
      npy(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (4,), }",
          bytesOf<float>({1, 2, 3, 4}));
  // Every truncation is an error, none reads beyond the end.
  for (size_t length = 0; length < good.size(); ++length)
    EXPECT_NE(error(good.substr(0, length)), "none") << length;
  contains(error(good + "x"), "needs 16 bytes, found 17");
  contains(error(npy(4, "{}", "")), "version 4");
  contains(error(npy(1, "{'descr': '<f4', 'shape': (1,)}", "0000")),
           "malformed array header");
  contains(error(npy(1,
                     "{'descr': '<f4', 'fortran_order': False, 'shape': "
                     "(4611686018427387904, 8)}",
                     "")),
           "too large");
  contains(error(npy(1,
                     "{'descr': '<f4', 'fortran_order': False, 'shape': "
                     "(99999999999999999999,)}",
                     "")),
           "malformed");
  contains(
      error(npy(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (-4,)}",
                "")),
      "malformed");
  contains(
      error(npy(1, "{'descr': [('a', '<f4')], 'fortran_order': False}", "")),
      "holds records");
  contains(
      error(
          npy(1, "{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", "")),
      "element type '|O'");
  contains(
      error(npy(1, "{'descr': '<c8', 'fortran_order': False, 'shape': (1,)}",
                "12345678")),
      "element type '<c8'");
  std::string longHeader = npy(2, "{", "");
  longHeader[11] = 0x7f; // a header of 2 GiB
  contains(error(longHeader), "truncated");
  EXPECT_ERROR(readNpy(folder / "missing.npy"), "no such file");
  EXPECT_ERROR(readNpy(folder.path()), "is a folder");
}

TEST(Npz, ReadsWhatNumpyWrote) {
  Result<std::vector<NamedTensor>> arrays = readNpz(input("mlp.npz"));
  ASSERT_GOOD(arrays);
  ASSERT_EQ(arrays->size(), 2u);
  EXPECT_EQ((*arrays)[0].name, "in0");
  EXPECT_EQ((*arrays)[0].tensor.dims, (std::vector<int64_t>{3, 20}));
  EXPECT_EQ((*arrays)[1].name, "out0");
  EXPECT_EQ((*arrays)[1].tensor.dims, (std::vector<int64_t>{3, 4}));
  EXPECT_EQ((*arrays)[1].tensor.dtype, MSRT_FLOAT32);
}

TEST(Npz, WritesTheBytesOfNumpy) {
  // mlp.npz was written by numpy.savez: header layout, sizes and checksums of
  // ours must be the same, apart from the version field and flags.
  TempFolder folder;
  Result<std::vector<NamedTensor>> arrays = readNpz(input("mlp.npz"));
  ASSERT_GOOD(arrays);
  std::vector<NamedTensorRef> refs;
  for (const NamedTensor &array : *arrays)
    refs.push_back({array.name, array.tensor.ref()});
  ASSERT_GOOD(writeNpz(folder / "out.npz", refs));
  std::string ours = readAll(folder / "out.npz");
  std::string theirs = readAll(input("mlp.npz"));
  ASSERT_EQ(ours.size(), theirs.size());
  // First local header: 30 bytes, "in0.npy", 20 bytes of zip64 sizes, data.
  EXPECT_EQ(ours.substr(14, 400), theirs.substr(14, 400));
  Result<std::vector<NamedTensor>> again = readNpz(folder / "out.npz");
  ASSERT_GOOD(again);
  ASSERT_EQ(again->size(), 2u);
  for (size_t i = 0; i < 2; ++i) {
    EXPECT_EQ((*again)[i].name, (*arrays)[i].name);
    EXPECT_EQ(std::memcmp((*again)[i].tensor.data(), (*arrays)[i].tensor.data(),
                          (*arrays)[i].tensor.buffer.size()),
              0);
  }
}

TEST(Npz, InspectsWithoutReading) {
  Result<InputFile> file = InputFile::open(input("mlp.npz"), Code::DataOpen);
  ASSERT_GOOD(file);
  Result<std::vector<NpyInfo>> infos = inspectNpz(*file);
  ASSERT_GOOD(infos);
  ASSERT_EQ(infos->size(), 2u);
  EXPECT_TRUE((*infos)[0].direct());
  float first = 0;
  ASSERT_GOOD(file->readAt((*infos)[0].offset, &first, sizeof(first)));
  Result<std::vector<NamedTensor>> arrays = readNpz(input("mlp.npz"));
  ASSERT_GOOD(arrays);
  EXPECT_EQ(first, (*arrays)[0].tensor.as<float>()[0]);
}

TEST(Npz, RefusesDamagedArchives) {
  TempFolder folder;
  std::string path = folder / "bad.npz";
  std::string good = readAll(input("mlp.npz"));
  ASSERT_GT(good.size(), 100u);
  for (size_t length = 0; length < good.size(); ++length) {
    writeAll(path, good.substr(0, length));
    EXPECT_FALSE(readNpz(path).ok()) << length;
  }
  // One flipped bit anywhere: an error, or the same values (unused fields).
  Result<std::vector<NamedTensor>> expected = readNpz(input("mlp.npz"));
  ASSERT_GOOD(expected);
  for (size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 0x10);
    writeAll(path, bad);
    Result<std::vector<NamedTensor>> arrays = readNpz(path);
    if (!arrays.ok())
      continue;
    for (size_t a = 0; a < arrays->size(); ++a)
      EXPECT_EQ(std::memcmp((*arrays)[a].tensor.data(),
                            (*expected)[a].tensor.data(),
                            (*expected)[a].tensor.buffer.size()),
                0)
          << "byte " << i;
  }
  writeAll(path, std::string("PK\x05\x06", 4) + std::string(18, '\0'));
  Result<std::vector<NamedTensor>> empty = readNpz(path);
  ASSERT_GOOD(empty);
  EXPECT_TRUE(empty->empty());
  writeAll(path, "not an archive at all, really");
  EXPECT_ERROR(readNpz(path), "is not an archive");
  // A directory that claims more members than it can hold.
  std::string hostile = good;
  hostile[hostile.size() - 12] = '\xfe';
  hostile[hostile.size() - 11] = '\xff';
  writeAll(path, hostile);
  EXPECT_ERROR(readNpz(path), "lies outside the file");
}

TEST(Npz, NamesTheHintForCompressedMembers) {
  TempFolder folder;
  std::string bytes = readAll(input("mlp.npz"));
  size_t directory = bytes.find("PK\x01\x02");
  ASSERT_NE(directory, std::string::npos);
  bytes[directory + 10] = 8; // deflate
  writeAll(folder / "c.npz", bytes);
  EXPECT_ERROR(readNpz(folder / "c.npz"), "numpy.savez_compressed");
}

TEST(Npz, WritesNothingWhereItCannot) {
  TempFolder folder;
  float value = 1;
  EXPECT_ERROR(
      writeNpz(folder / "none/x.npz", {{"a", {MSRT_FLOAT32, {}, &value}}}),
      "no such file or directory");
  EXPECT_TRUE(listFolder(folder.path()).empty());
}
