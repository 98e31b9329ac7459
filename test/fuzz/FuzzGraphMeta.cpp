//===- FuzzGraphMeta.cpp - Any bytes as a -graph.meta file ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// There is a module that verifies, or an error, and the first error has a code.
// A step that is read can be written and read again, or there is such an error.
//
//===----------------------------------------------------------------------===//

#include "lib/Export/GraphMeta/GraphMeta.h"
#include "lib/Import/GraphMeta/ImportGraphMeta.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/Verifier.h"

#include <cstdlib>

static void require(bool condition) {
  if (!condition)
    std::abort();
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  // A context of its own: what is uniqued in it goes with it.
  mlir::MLIRContext context(mlir::MLIRContext::Threading::DISABLED);
  context.printOpOnDiagnostic(false);
  std::string first;
  mlir::ScopedDiagnosticHandler handler(&context, [&](mlir::Diagnostic &d) {
    if (first.empty())
      first = d.str();
  });
  auto read = [&](llvm::StringRef bytes) {
    return ms::importGraphMeta(bytes, "/dev/null/fuzz-graph.meta", context);
  };
  auto isCoded = [&] { return first.compare(0, 3, "[MS") == 0; };
  auto module =
      read(llvm::StringRef(reinterpret_cast<const char *>(data), size));
  if (!module) {
    require(isCoded());
    return 0;
  }
  require(mlir::succeeded(mlir::verify(*module)));
  if (!module->lookupSymbol<mlir::func::FuncOp>("train_step"))
    return 0;
  auto written = ms::exportGraphMeta(*module, "momentum");
  require(written ? read(*written) || isCoded() : isCoded());
  return 0;
}
