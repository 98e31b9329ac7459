//===- Activity.h - What lies between parameters and the loss ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides which values need a gradient: those that depend on a trainable
// parameter and that the loss depends on.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_AUTODIFF_ACTIVITY_H
#define MS_PASSES_AUTODIFF_ACTIVITY_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/DenseSet.h"

namespace ms {

class Activity {
public:
  /// Analyses `function`, whose terminator's first operand is the loss, or what
  /// a loss will read.
  explicit Activity(mlir::func::FuncOp function);

  /// Whether a gradient for `value` reaches a trainable parameter.
  bool isActive(mlir::Value value) const {
    return varied.contains(value) && useful.contains(value);
  }

  /// Ops in program order that need a gradient rule.
  llvm::ArrayRef<mlir::Operation *> getActiveOps() const { return activeOps; }

  /// Loads of trainable parameters, in program order.
  llvm::ArrayRef<mlir::Operation *> getTrainableLoads() const { return loads; }

private:
  llvm::DenseSet<mlir::Value> varied; ///< depends on a trainable parameter
  llvm::DenseSet<mlir::Value> useful; ///< the loss depends on it
  llvm::SmallVector<mlir::Operation *> activeOps;
  llvm::SmallVector<mlir::Operation *> loads;
};

/// Finds `name` in `module` and checks that its first result is a float scalar.
/// Emits the error and returns null otherwise.
mlir::func::FuncOp findLossFunction(mlir::ModuleOp module,
                                    llvm::StringRef name);

/// Reports every active op without a gradient rule. True if there is none.
bool reportMissingGradients(const Activity &activity);

} // namespace ms

#endif // MS_PASSES_AUTODIFF_ACTIVITY_H
