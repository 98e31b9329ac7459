//===- ParameterValues.h - What parameters alone decide ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// In a function that leaves all parameters as they are, what is computed from
// parameters and constants alone is the same in every call: weights in another
// layout or type, or with a normalization folded into them. Such values are
// worth keeping where they are not much larger than what they come from.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_ANALYSIS_PARAMETERVALUES_H
#define MS_PASSES_ANALYSIS_PARAMETERVALUES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace ms {

class ParameterValues {
public:
  /// Looks at a function on tensors: graph, generics or launches. Of one that
  /// assigns parameters it knows nothing.
  explicit ParameterValues(mlir::func::FuncOp function);

  /// Whether a parameter or what is computed from parameters alone.
  bool contains(mlir::Value value) const { return values.contains(value); }
  /// Whether an op computes such values.
  bool contains(mlir::Operation *op) const {
    return op->getNumResults() != 0 && contains(op->getResult(0));
  }

private:
  void visit(mlir::Operation &op);
  bool isConstant(mlir::Value value) const;

  llvm::DenseSet<mlir::Value> values;
  mlir::SymbolTableCollection symbols; ///< kernels of launches
};

/// Of the kernels of a module of launches, the arguments that are such values
/// in every launch: copies of them are made once (mindir-prepare-parameters).
class ParameterArguments {
public:
  /// None.
  ParameterArguments() = default;
  explicit ParameterArguments(mlir::ModuleOp module);

  bool contains(mlir::func::FuncOp kernel, unsigned argument) const;

private:
  llvm::DenseMap<mlir::StringAttr, llvm::BitVector> arguments; ///< by kernel
};

} // namespace ms

#endif // MS_PASSES_ANALYSIS_PARAMETERVALUES_H
