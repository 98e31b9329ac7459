//===- UnrollGRU.h - The steps of a GRU as ops ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// One formula for the network and for its gradient: written twice with equal
// ops, it is computed once.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_ANALYSIS_UNROLLGRU_H
#define MS_PASSES_ANALYSIS_UNROLLGRU_H

#include "passes/Analysis/UnrollSteps.h"

namespace ms {

class UnrolledGRU : UnrolledSteps {
public:
  /// What a step computes, all [batch, hidden].
  struct Step {
    mlir::Value r, z, n;  ///< the gates
    mlir::Value stateSum; ///< what the state gives to n, before r
    mlir::Value h;        ///< the new state
  };

  /// Emits all steps of `op` at `builder`.
  UnrolledGRU(mlir::OpBuilder &builder, mindir::GRUOp op);

  /// y and hn, the results of `op`.
  llvm::SmallVector<mlir::Value> results(mindir::GRUOp op);
  /// The gradients of x, h0 and w from those of the results; one of the two may
  /// be null, for zero.
  llvm::SmallVector<mlir::Value> gradients(mlir::Value dy, mlir::Value dhn);

private:
  /// The state before step t.
  mlir::Value before(int64_t t) { return t == 0 ? h0 : all[t - 1].h; }

  mlir::Value inputWeight, stateWeight;
  llvm::SmallVector<Step> all;
};

} // namespace ms

#endif // MS_PASSES_ANALYSIS_UNROLLGRU_H
