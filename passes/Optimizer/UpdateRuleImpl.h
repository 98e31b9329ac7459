//===- UpdateRuleImpl.h - What the update rules share -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_OPTIMIZER_UPDATERULEIMPL_H
#define MS_PASSES_OPTIMIZER_UPDATERULEIMPL_H

#include "passes/Optimizer/UpdateRule.h"

namespace ms::optimizer {

/// "" if `value` is in range, else the message.
std::string checkRange(llvm::StringRef name, double value, double low,
                       double high, bool openLow, bool openHigh);
std::string checkNotNegative(llvm::StringRef name, double value);

/// A scalar as a scalar of the element type of `like`.
mlir::Value castScalar(mlir::ImplicitLocOpBuilder &b, mlir::Value scalar,
                       mlir::Value like);

/// The rules that divide by what gradients were (AdaptiveRules.cpp), or null.
std::unique_ptr<UpdateRule> makeAdaptiveRule(llvm::StringRef kind);

} // namespace ms::optimizer

#endif // MS_PASSES_OPTIMIZER_UPDATERULEIMPL_H
