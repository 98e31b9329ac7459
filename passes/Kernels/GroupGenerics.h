//===- GroupGenerics.h - Which generics share a kernel ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides the groups of generics that become one kernel each. A group has one
// space of loops. Its values stand on the whole space ("full") or, after a
// reduction, on the parallel loops only ("rows").
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_KERNELS_GROUPGENERICS_H
#define MS_PASSES_KERNELS_GROUPGENERICS_H

#include "passes/Analysis/BatchMultiples.h"
#include "passes/Analysis/GenericKinds.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace ms {

/// Generics in program order that form one kernel, or one op that is a kernel
/// of its own (IndexedKernel).
using GenericGroup = llvm::SmallVector<mlir::Operation *>;

/// Groups of `function`, in an order in which each depends on earlier ones
/// only. Without `fuse` they are as small as can be.
llvm::SmallVector<GenericGroup> groupGenerics(mlir::func::FuncOp function,
                                              const BatchMultiples &multiples,
                                              bool fuse);

} // namespace ms

#endif // MS_PASSES_KERNELS_GROUPGENERICS_H
