//===- NetworkExporter.h - What exporters have in common --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides how a network's inputs and layers are called in files, what the
// values of its parameters are, and how ops that a format cannot say are
// reported: all of them in one error. How an op is said is the formats'.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_EXPORT_SUPPORT_NETWORKEXPORTER_H
#define MS_LIB_EXPORT_SUPPORT_NETWORKEXPORTER_H

#include "dialects/MindIR/MindIRDialect.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/StringSet.h"

#include <optional>
#include <string>
#include <vector>

namespace ms {

/// The name of an input: its `mindir.name`, or in0, in1, ...
std::string inputNameOf(mlir::func::FuncOp function, unsigned k);

/// The elements as they lie in memory.
std::string encodeElements(mlir::DenseElementsAttr elements);

/// The elements of a parameter; `own` holds them where the module does not.
struct ParameterBytes {
  llvm::ArrayRef<char> bytes;
  std::string own;

  llvm::StringRef text() const {
    return own.empty() ? llvm::StringRef(bytes.data(), bytes.size())
                       : llvm::StringRef(own);
  }
};

class NetworkExporter {
public:
  /// Notes what cannot be said; reported at the end.
  void fail(mlir::Operation *op, const llvm::Twine &why);

protected:
  /// `format` is its name in messages: "MINDIR".
  NetworkExporter(mlir::ModuleOp module, mlir::func::FuncOp function,
                  llvm::StringRef format)
      : module(module), function(function), format(format) {}

  /// Whether nothing failed; else the error, with all ops and their layers.
  bool report();
  /// "[MS3003] cannot be written as MINDIR: "
  mlir::InFlightDiagnostic error(mlir::Location loc);

  /// The layer an op came from, as a path: "Default/conv1".
  std::string scopeOf(mlir::Location loc);

  /// The name of an input; nothing where another has it, which is an error.
  std::optional<std::string> claimInput(unsigned k);
  /// Whether a parameter's name is free.
  bool claimParameter(llvm::StringRef name, mlir::Location loc);
  bool claimParameter(mindir::LoadOp load) {
    return claimParameter(load.getParameter(), load.getLoc());
  }
  /// Nothing where a parameter has no values, which is an error.
  std::optional<ParameterBytes> valuesOf(mindir::ParameterOp parameter);

  mlir::ModuleOp module;
  mlir::func::FuncOp function;

private:
  std::string format;
  llvm::StringSet<> interface; ///< names of inputs and parameters
  /// What cannot be said, and the layers in which it stands.
  std::vector<std::pair<std::string, std::vector<std::string>>> problems;
};

/// @forward, where the module has one that can be written; else an error.
mlir::func::FuncOp findForward(mlir::ModuleOp module, llvm::StringRef format);

} // namespace ms

#endif // MS_LIB_EXPORT_SUPPORT_NETWORKEXPORTER_H
