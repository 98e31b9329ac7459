//===- FuzzGraphMeta.cpp - Any bytes as a -graph.meta file ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// There is a module that verifies, or an error, and the first error has a code.
// A step that is read can be written and read again, or there is such an error.
//
//===----------------------------------------------------------------------===//

#include "test/fuzz/FuzzImport.h"

#include "lib/Export/GraphMeta/GraphMeta.h"
#include "lib/Import/GraphMeta/ImportGraphMeta.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  ms::test::FuzzImport fuzz(data, size);
  auto read = [&](llvm::StringRef bytes) {
    return ms::importGraphMeta(bytes, "/dev/null/fuzz-graph.meta",
                               fuzz.context);
  };
  auto module = read(fuzz.bytes);
  if (!fuzz.check(module) ||
      !module->lookupSymbol<mlir::func::FuncOp>("train_step"))
    return 0;
  auto written = ms::exportGraphMeta(*module, "momentum");
  fuzz.requireOrError(written && read(*written));
  return 0;
}
