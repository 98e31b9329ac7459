//===- OpGaps.h - What is missing to train a network ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Finds, before a network is compiled, the ops that the compiler cannot
// differentiate or lower. Each different op is tried alone, in a module of its
// own and together with its gradient, by the patterns that would compile it: so
// there is no list that could differ from what the compiler can.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_AUTODIFF_OPGAPS_H
#define MS_PASSES_AUTODIFF_OPGAPS_H

#include "lib/Support/ErrorCodes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace ms {

class Activity;

/// Something that is missing for one op.
struct OpGap {
  mlir::Operation *op;
  Code code;
  /// "gradient rule", "lowering", or the name of a rule set.
  std::string rule;
  /// More about it, or "": "mindir.relu_grad of its gradient".
  std::string detail;

  /// "has no lowering (mindir.relu_grad of its gradient)".
  std::string text() const;
};

/// Rules for ops that other rooms have: of an importer, an exporter, the
/// evaluator.
struct OpRules {
  std::string name;
  Code code;
  std::function<bool(mlir::Operation *)> has;
};

/// Lowers the functions of a module to loops; failure where an op is left.
using LowerTrial = llvm::function_ref<mlir::LogicalResult(mlir::ModuleOp)>;

/// The gaps of `function`, in program order. Gradients are asked for where
/// `activity` says so, lowerings where `lower` is given.
llvm::SmallVector<OpGap> findOpGaps(mlir::func::FuncOp function,
                                    const Activity *activity, LowerTrial lower,
                                    llvm::ArrayRef<OpRules> more = {});

} // namespace ms

#endif // MS_PASSES_AUTODIFF_OPGAPS_H
