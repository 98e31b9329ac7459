//===- FuzzImport.h - The fuzzer's bytes for an importer --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What every importer owes for any bytes: a module that verifies, or an error,
// and the first error has a code.
//
//===----------------------------------------------------------------------===//

#ifndef MS_TEST_FUZZ_FUZZIMPORT_H
#define MS_TEST_FUZZ_FUZZIMPORT_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/IR/Verifier.h"

#include <cstdlib>
#include <string>

namespace ms::test {

class FuzzImport {
public:
  FuzzImport(const uint8_t *data, size_t size)
      : bytes(reinterpret_cast<const char *>(data), size),
        handler(&context, [this](mlir::Diagnostic &diagnostic) {
          if (first.empty())
            first = diagnostic.str();
        }) {
    context.printOpOnDiagnostic(false);
  }

  /// Whether there is a module.
  bool check(const mlir::OwningOpRef<mlir::ModuleOp> &module) const {
    requireOrError(static_cast<bool>(module));
    if (module && mlir::failed(mlir::verify(*module)))
      std::abort();
    return static_cast<bool>(module);
  }

  /// Where something was not done, there was an error with a code.
  void requireOrError(bool done) const {
    if (!done && first.compare(0, 3, "[MS") != 0)
      std::abort();
  }

  const llvm::StringRef bytes;
  /// A context of its own: what is uniqued in it goes with it.
  mlir::MLIRContext context{mlir::MLIRContext::Threading::DISABLED};

private:
  std::string first;
  mlir::ScopedDiagnosticHandler handler;
};

} // namespace ms::test

#endif // MS_TEST_FUZZ_FUZZIMPORT_H
