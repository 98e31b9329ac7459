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
  Formula(mlir::Operation *op, mlir::PatternRewriter &rewriter);

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
  /// f16 and bf16 as f32, in which several steps lose nothing.
  mlir::Value widen(mlir::Value x) {
    auto type = llvm::cast<mlir::RankedTensorType>(x.getType());
    auto real = llvm::dyn_cast<mlir::FloatType>(type.getElementType());
    if (!real || real.getWidth() >= 32)
      return x;
    return make<mindir::CastOp>(x, mlir::TypeAttr::get(b.getF32Type()));
  }
  /// `x` rounded to the element type of `type`.
  mlir::Value narrow(mlir::Value x, mlir::Type type) {
    mlir::Type element =
        llvm::cast<mlir::RankedTensorType>(type).getElementType();
    if (llvm::cast<mlir::RankedTensorType>(x.getType()).getElementType() ==
        element)
      return x;
    return make<mindir::CastOp>(x, mlir::TypeAttr::get(element));
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

/// x - max(x) along the axis, its exponentials and their sum.
struct Exponentials {
  Exponentials(mlir::Value x, int64_t axis, Formula &f)
      : shifted(f.sub(x, f.reduce<mindir::ReduceMaxOp>(x, axis))),
        exp(f.make<mindir::ExpOp>(shifted)),
        sum(f.reduce<mindir::ReduceSumOp>(exp, axis)) {}
  mlir::Value shifted, exp, sum;
};

/// A pattern made of a function `LogicalResult decompose(Op, Formula &)`.
template <typename Op, mlir::LogicalResult (*decompose)(Op, Formula &)>
struct FormulaPattern : mlir::OpRewritePattern<Op> {
  using mlir::OpRewritePattern<Op>::OpRewritePattern;
  mlir::LogicalResult
  matchAndRewrite(Op op, mlir::PatternRewriter &rewriter) const override {
    Formula formula(op, rewriter);
    return decompose(op, formula);
  }
};
template <typename Op, mlir::LogicalResult (*decompose)(Op, Formula &)>
void addFormula(mlir::RewritePatternSet &patterns) {
  patterns.add<FormulaPattern<Op, decompose>>(patterns.getContext());
}

/// Padding of convolutions and poolings becomes an op of its own.
void addWindowPatterns(mlir::RewritePatternSet &patterns);
/// The formulas of a family of ops.
void addActivationFormulas(mlir::RewritePatternSet &patterns);
void addElementaryFormulas(mlir::RewritePatternSet &patterns);
void addImageFormulas(mlir::RewritePatternSet &patterns);
void addIndexFormulas(mlir::RewritePatternSet &patterns);
void addLossFormulas(mlir::RewritePatternSet &patterns);
void addNormFormulas(mlir::RewritePatternSet &patterns);
void addProductFormulas(mlir::RewritePatternSet &patterns);
void addRecurrentFormulas(mlir::RewritePatternSet &patterns);
void addReductionFormulas(mlir::RewritePatternSet &patterns);
void addSamplingFormulas(mlir::RewritePatternSet &patterns);
void addShapeFormulas(mlir::RewritePatternSet &patterns);
void addUpdateFormulas(mlir::RewritePatternSet &patterns);

} // namespace ms

#endif // MS_PASSES_TRANSFORMS_DECOMPOSEIMPL_H
