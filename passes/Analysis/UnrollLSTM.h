//===- UnrollLSTM.h - The steps of an LSTM as ops ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// One formula for the network and for its gradient: written twice with equal
// ops, it is computed once.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_ANALYSIS_UNROLLLSTM_H
#define MS_PASSES_ANALYSIS_UNROLLLSTM_H

#include "passes/Analysis/UnrollSteps.h"

namespace ms {

class UnrolledLSTM : UnrolledSteps {
public:
  /// What a step computes, all [batch, hidden].
  struct Step {
    mlir::Value i, f, g, o;  ///< the gates
    mlir::Value tanhC, h, c; ///< of the new state
  };

  /// Emits all steps of `op` at `builder`.
  UnrolledLSTM(mlir::OpBuilder &builder, mindir::LSTMOp op);
  UnrolledLSTM(mlir::OpBuilder &builder, mindir::LSTMGradOp op);

  /// y, hn, cn, the results of `op`.
  llvm::SmallVector<mlir::Value> results(mindir::LSTMOp op);
  /// The gradients of x, h0, c0 and w from those of the results; null ones are
  /// zero.
  llvm::SmallVector<mlir::Value> gradients(mlir::Value dy, mlir::Value dhn,
                                           mlir::Value dcn);

private:
  void run();

  mlir::Value ownC0;
  mlir::Value inputWeight, stateWeight;
  llvm::SmallVector<Step> all;
  mlir::Value c0; ///< [batch, hidden]
};

} // namespace ms

#endif // MS_PASSES_ANALYSIS_UNROLLLSTM_H
