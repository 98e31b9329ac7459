//===- DecomposeImpl.h - How decompositions are written ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_TRANSFORMS_DECOMPOSEIMPL_H
#define MS_PASSES_TRANSFORMS_DECOMPOSEIMPL_H

#include "dialects/MindIR/MindIRDialect.h"

#include "mlir/IR/PatternMatch.h"

namespace ms {

/// Short names for the ops that replace `op`, at its place and location.
class Formula {
public:
  Formula(mlir::Operation *op, mlir::PatternRewriter &rewriter)
      : b(op->getLoc(), rewriter), op(op), rewriter(rewriter),
        name(op->getAttrOfType<mlir::StringAttr>(mindir::kOpNameAttr)) {
    // A loss and its gradient share their parts: those have one name.
    if (!name)
      name =
          b.getStringAttr(llvm::isa<mindir::SparseSoftmaxCrossEntropyGradOp>(op)
                              ? llvm::StringRef("sparse_softmax_cross_entropy")
                              : op->getName().stripDialect());
  }

  /// An op with inferred result types; its first result.
  template <typename Op, typename... Args> mlir::Value make(Args &&...args) {
    mlir::Operation *made = Op::create(b, std::forward<Args>(args)...);
    made->setAttr(mindir::kOpNameAttr, name);
    return made->getResult(0);
  }
  /// A reduction along one axis that keeps the dimension.
  template <typename Op> mlir::Value reduce(mlir::Value x, int64_t axis) {
    return make<Op>(x, ints({axis}), flag(true));
  }
  mlir::Value add(mlir::Value x, mlir::Value y) {
    return make<mindir::AddOp>(x, y);
  }
  mlir::Value sub(mlir::Value x, mlir::Value y) {
    return make<mindir::SubOp>(x, y);
  }
  mlir::Value mul(mlir::Value x, mlir::Value y) {
    return make<mindir::MulOp>(x, y);
  }
  mlir::Value div(mlir::Value x, mlir::Value y) {
    return make<mindir::DivOp>(x, y);
  }
  mlir::Value scalar(double value, mlir::Value like) {
    auto type = llvm::cast<mlir::RankedTensorType>(
        mindir::getScalarType(like.getType()));
    auto number = mlir::FloatAttr::get(type.getElementType(), value);
    return make<mindir::ConstantOp>(
        type, mlir::DenseElementsAttr::get(type, number.getValue()));
  }
  mlir::Value scale(mlir::Value x, double factor) {
    return mul(x, scalar(factor, x));
  }
  mlir::ArrayAttr ints(llvm::ArrayRef<int64_t> values) {
    return b.getI64ArrayAttr(values);
  }
  mlir::BoolAttr flag(bool value) { return b.getBoolAttr(value); }

  mlir::LogicalResult replace(mlir::ValueRange values) {
    rewriter.replaceOp(op, values);
    return mlir::success();
  }

  mlir::ImplicitLocOpBuilder b;

private:
  mlir::Operation *op;
  mlir::PatternRewriter &rewriter;
  mlir::StringAttr name; ///< of the op that a network has
};

/// Padding of convolutions and poolings becomes an op of its own.
void addWindowPatterns(mlir::RewritePatternSet &patterns);

} // namespace ms

#endif // MS_PASSES_TRANSFORMS_DECOMPOSEIMPL_H
