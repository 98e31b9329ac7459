//===- FuzzNpy.cpp - Any bytes as a .npy file -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/Npy.h"

#include "test/fuzz/FuzzFile.h"

using namespace msrt;
using namespace msrt::test;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  FuzzFile memory(data, size);
  Result<Tensor> tensor = readNpy(memory.path());
  if (tensor.ok())
    touch(tensor->ref());
  else
    checkError(tensor.status());
  return 0;
}
