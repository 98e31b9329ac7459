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

#include "dialects/MindIR/Ops/Recurrent.h"

namespace ms {

class UnrolledLSTM {
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
  template <typename Op, typename... Args> mlir::Value make(Args &&...args) {
    mlir::Operation *made = Op::create(b, std::forward<Args>(args)...);
    made->setAttr(mindir::kOpNameAttr, name);
    return made->getResult(0);
  }
  mlir::Value add(mlir::Value x, mlir::Value y) {
    return make<mindir::AddOp>(x, y);
  }
  mlir::Value mul(mlir::Value x, mlir::Value y) {
    return make<mindir::MulOp>(x, y);
  }
  mlir::Value multiply(mlir::Value a, mlir::Value b, bool turnA, bool turnB);
  mlir::Value reshape(mlir::Value x, llvm::ArrayRef<int64_t> shape);
  /// Elements `begin` to `begin + extent` of `x` along `axis`.
  mlir::Value cut(mlir::Value x, int64_t axis, int64_t begin, int64_t extent);
  /// Step t of a sequence of rows of `width` elements, as [batch, width].
  mlir::Value stepOf(mlir::Value whole, int64_t t, int64_t width);
  /// Side by side along `axis`.
  mlir::Value join(llvm::ArrayRef<mlir::Value> pieces, int64_t axis);
  /// What all steps have, [batch, width] each, as one sequence, in the order of
  /// the rows of `x`.
  mlir::Value sequence(llvm::ArrayRef<mlir::Value> steps);
  /// `x` in the shape of another tensor.
  mlir::Value as(mlir::Value x, mlir::Value like);

  mlir::ImplicitLocOpBuilder b;
  mlir::StringAttr name;
  bool hasBias, batchFirst;
  /// The operands.
  mlir::Value ownX, ownH0, ownC0, ownW;
  /// A dynamic batch is -1.
  int64_t steps, batch, in, hidden;
  mlir::Value x, inputWeight, stateWeight; ///< x as a matrix of rows
  llvm::SmallVector<Step> all;
  mlir::Value h0, c0; ///< [batch, hidden]
};

} // namespace ms

#endif // MS_PASSES_ANALYSIS_UNROLLLSTM_H
