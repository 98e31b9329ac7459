//===- IdxFiles.h - Small MNIST folders for tests ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_TEST_UNIT_RUNTIME_IDXFILES_H
#define MS_TEST_UNIT_RUNTIME_IDXFILES_H

#include "test/unit/Runtime/TestFiles.h"

namespace msrt::test {

inline std::string bigEndian(uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8)
    bytes += static_cast<char>(value >> shift & 0xff);
  return bytes;
}

inline std::string idxHeader(char type, std::vector<uint32_t> dims) {
  std::string bytes{'\0', '\0', type, static_cast<char>(dims.size())};
  for (uint32_t extent : dims)
    bytes += bigEndian(extent);
  return bytes;
}

/// Images whose pixel p of image i is (i + p) % 256, labels i % classes.
inline void writeMnist(const std::string &folder, const std::string &split,
                       uint32_t count, uint32_t side, uint32_t classes = 10,
                       char between = '-') {
  std::string images = idxHeader(8, {count, side, side});
  std::string labels = idxHeader(8, {count});
  for (uint32_t i = 0; i < count; ++i) {
    for (uint32_t p = 0; p < side * side; ++p)
      images += static_cast<char>((i + p) % 256);
    labels += static_cast<char>(i % classes);
  }
  writeAll(folder + "/" + split + "-images" + between + "idx3-ubyte", images);
  writeAll(folder + "/" + split + "-labels" + between + "idx1-ubyte", labels);
}

} // namespace msrt::test

#endif // MS_TEST_UNIT_RUNTIME_IDXFILES_H
