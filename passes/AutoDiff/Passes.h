//===- Passes.h - Differentiation -------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_AUTODIFF_PASSES_H
#define MS_PASSES_AUTODIFF_PASSES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Pass/Pass.h"

namespace mlir {
class DialectRegistry;
class ModuleOp;
} // namespace mlir

namespace ms {

#define GEN_PASS_DECL
#include "passes/AutoDiff/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "passes/AutoDiff/Passes.h.inc"

/// Attaches the gradient rules to the ops of the mindir dialect.
void registerGradientRules(mlir::DialectRegistry &registry);

} // namespace ms

#endif // MS_PASSES_AUTODIFF_PASSES_H
