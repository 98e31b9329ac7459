//===- FuzzAIR.cpp - Any bytes as an .air file ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// There is a module that verifies, or an error, and the first error has a code.
//
//===----------------------------------------------------------------------===//

#include "test/fuzz/FuzzImport.h"

#include "lib/Import/AIR/ImportAIR.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  ms::test::FuzzImport fuzz(data, size);
  fuzz.check(ms::importAIR(fuzz.bytes, "/dev/null/fuzz.air", fuzz.context));
  return 0;
}
