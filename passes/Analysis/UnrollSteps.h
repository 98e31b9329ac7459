//===- UnrollSteps.h - The steps of a recurrent layer as ops ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What the layers share: rows of sequences, products and pieces of weights.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_ANALYSIS_UNROLLSTEPS_H
#define MS_PASSES_ANALYSIS_UNROLLSTEPS_H

#include "dialects/MindIR/Ops/Recurrent.h"

namespace ms {

class UnrolledSteps {
protected:
  /// For the steps of `op`, which has operands x, h0 and w and attributes
  /// has_bias and batch_first.
  template <typename Op>
  UnrolledSteps(mlir::OpBuilder &builder, Op op)
      : b(op.getLoc(), builder), name(nameOf(op)), hasBias(op.getHasBias()),
        batchFirst(op.getBatchFirst()), ownX(op.getX()), ownH0(op.getH0()),
        ownW(op.getW()) {
    readShapes();
  }

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
  /// The same as a matrix of rows.
  mlir::Value rows(llvm::ArrayRef<mlir::Value> steps, int64_t width);
  /// `x` in the shape of another tensor.
  mlir::Value as(mlir::Value x, mlir::Value like);
  mlir::Value flat(mlir::Value x);

  mlir::ImplicitLocOpBuilder b;
  mlir::StringAttr name;
  bool hasBias, batchFirst;
  /// The operands.
  mlir::Value ownX, ownH0, ownW;
  /// A dynamic batch is -1.
  int64_t steps, batch, in, hidden;
  mlir::Value x;  ///< as a matrix of rows
  mlir::Value h0; ///< [batch, hidden]

private:
  static mlir::StringAttr nameOf(mlir::Operation *op);
  void readShapes();
};

} // namespace ms

#endif // MS_PASSES_ANALYSIS_UNROLLSTEPS_H
