//===- FuzzMindIR.cpp - Any bytes as a .mindir file -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// There is a module that verifies, or an error, and the first error has a code.
// What is read can be written and read again, or there is such an error.
//
//===----------------------------------------------------------------------===//

#include "test/fuzz/FuzzImport.h"

#include "lib/Export/MindIR/ExportMindIR.h"
#include "lib/Import/MindIR/ImportMindIR.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  ms::test::FuzzImport fuzz(data, size);
  auto read = [&](llvm::StringRef bytes) {
    return ms::importMindIR(bytes, "/dev/null/fuzz.mindir", fuzz.context);
  };
  auto module = read(fuzz.bytes);
  if (!fuzz.check(module))
    return 0;
  auto written = ms::exportMindIR(*module);
  fuzz.requireOrError(written && read(written->bytes));
  return 0;
}
