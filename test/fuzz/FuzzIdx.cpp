//===- FuzzIdx.cpp - Any bytes as a file of MNIST -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/Idx.h"

#include "test/fuzz/FuzzFile.h"

using namespace msrt;
using namespace msrt::test;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  FuzzFile memory(data, size);
  Result<InputFile> file = InputFile::open(memory.path(), Code::DataOpen);
  if (!file.ok())
    std::abort();
  Result<NpyInfo> info = inspectIdx(*file);
  if (!info.ok()) {
    checkError(info.status());
    return 0;
  }
  Result<Tensor> tensor = readArray(*file, *info);
  if (tensor.ok())
    touch(tensor->ref());
  else
    checkError(tensor.status());
  return 0;
}
