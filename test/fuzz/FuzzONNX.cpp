//===- FuzzONNX.cpp - Any bytes as an .onnx file --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// There is a module that verifies, or an error, and the first error has a code.
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/ImportONNX.h"

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
  auto module = ms::importONNX(
      llvm::StringRef(reinterpret_cast<const char *>(data), size),
      "/dev/null/fuzz.onnx", context);
  if (module)
    require(mlir::succeeded(mlir::verify(*module)));
  else
    require(first.compare(0, 3, "[MS") == 0);
  return 0;
}
