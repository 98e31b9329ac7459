//===- Passes.h - Graph transformations -------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_TRANSFORMS_PASSES_H
#define MS_PASSES_TRANSFORMS_PASSES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Pass/Pass.h"

namespace ms {

#define GEN_PASS_DECL
#include "passes/Transforms/Passes.h.inc"

/// What mindir-decompose does, to those ops alone that a predicate names, and
/// to what they become. An op without a formula stays.
void decomposeOps(mlir::func::FuncOp function,
                  llvm::function_ref<bool(mlir::Operation *)> isComposite);

#define GEN_PASS_REGISTRATION
#include "passes/Transforms/Passes.h.inc"

} // namespace ms

#endif // MS_PASSES_TRANSFORMS_PASSES_H
