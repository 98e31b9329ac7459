//===- FuzzFile.h - The fuzzer's bytes as a file ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Readers take paths. The bytes lie in memory and have a path below /proc, so
// that no disk is touched.
//
//===----------------------------------------------------------------------===//

#ifndef MS_TEST_FUZZ_FUZZFILE_H
#define MS_TEST_FUZZ_FUZZFILE_H

#include "msrt/Npy.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace msrt::test {

class FuzzFile {
public:
  FuzzFile(const uint8_t *data, size_t size)
      : descriptor(::memfd_create("fuzz", 0)) {
    if (descriptor < 0 ||
        ::write(descriptor, data, size) != static_cast<ssize_t>(size))
      std::abort();
  }
  ~FuzzFile() { ::close(descriptor); }
  FuzzFile(const FuzzFile &) = delete;
  FuzzFile &operator=(const FuzzFile &) = delete;

  std::string path() const {
    return "/proc/self/fd/" + std::to_string(descriptor);
  }

private:
  int descriptor;
};

/// Reads every byte of a tensor, so that the sanitizer sees what is not there.
inline void touch(TensorRef tensor) {
  int64_t bytes = tensorBytes(tensor.dtype, tensor.dims);
  volatile uint8_t sum = 0;
  const auto *data = static_cast<const uint8_t *>(tensor.data);
  for (int64_t i = 0; i < bytes; ++i)
    sum = static_cast<uint8_t>(sum ^ data[i]);
}

/// An error must have a text in the house form.
inline void checkError(const Status &status) {
  if (status.ok() || status.message().compare(0, 3, "[MS") != 0 ||
      status.message().find('\n') != std::string::npos)
    std::abort();
}

} // namespace msrt::test

#endif // MS_TEST_FUZZ_FUZZFILE_H
