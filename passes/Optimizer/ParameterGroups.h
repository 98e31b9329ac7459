//===- ParameterGroups.h - Which parameter learns how -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides which parameters are updated, in which order, and which learning rate
// and weight decay each has.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_OPTIMIZER_PARAMETERGROUPS_H
#define MS_PASSES_OPTIMIZER_PARAMETERGROUPS_H

#include "dialects/MindIR/MindIRDialect.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace ms::optimizer {

using EmitError = llvm::function_ref<mlir::InFlightDiagnostic()>;

/// One parameter that is updated.
struct Update {
  mindir::ParameterOp parameter;
  mlir::Value gradient;
  std::string rateName; ///< `learning_rate` or `learning_rate_group_<k>`
  mlir::Attribute rate; ///< its schedule
  double weightDecay = 0;
};

/// The parameters that `step` returns gradients of, as `spec` groups them.
/// Without groups weight decay leaves out `beta` and `gamma` if `spareNorms`.
/// `order` names all parameters, or is null: the order of the groups.
mlir::LogicalResult collectUpdates(mlir::func::FuncOp step,
                                   mindir::OptimizerAttr spec, bool spareNorms,
                                   mlir::ArrayAttr order, EmitError error,
                                   llvm::SmallVectorImpl<Update> &updates);

/// Groups by patterns (POSIX extended regular expressions, for whole names):
/// `rates` are "PATTERN=RATE", of which the first that fits counts;
/// what fits one of `noDecay` (without any: beta or gamma if `spareNorms`) has
/// no weight decay. The gradients of `step` are the parameters. Null after an
/// error.
mlir::ArrayAttr groupByPatterns(mlir::func::FuncOp step,
                                llvm::ArrayRef<std::string> rates,
                                llvm::ArrayRef<std::string> noDecay,
                                bool spareNorms, EmitError error);

/// The names of the parameters that `step` returns gradients of, in the order
/// of the module.
llvm::SmallVector<llvm::StringRef> gradientNames(mlir::func::FuncOp step);

} // namespace ms::optimizer

#endif // MS_PASSES_OPTIMIZER_PARAMETERGROUPS_H
