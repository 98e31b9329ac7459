//===- MindIRToLinalgImpl.h - How lowerings are written ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A lowering is a function of an op and a Lowering object that builds generics.
// A generic may have loops whose extent follows from no operand (the taps of a
// window): a tensor that is never read states them, as in linalg's own
// poolings.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_CONVERSION_MINDIRTOLINALG_MINDIRTOLINALGIMPL_H
#define MS_PASSES_CONVERSION_MINDIRTOLINALG_MINDIRTOLINALGIMPL_H

#include "dialects/MindIR/MindIRDialect.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/PatternMatch.h"

namespace ms::lowering {

using Body = llvm::function_ref<llvm::SmallVector<mlir::Value>(
    mlir::ImplicitLocOpBuilder &, mlir::ValueRange)>;
using Exprs = llvm::SmallVector<mlir::AffineExpr>;

/// The operand of a generic with its index expressions.
struct Access {
  mlir::Value tensor;
  Exprs index;
};

class Lowering {
public:
  Lowering(mlir::Operation *op, mlir::PatternRewriter &rewriter);

  /// Dimension k of the generic that is being built.
  mlir::AffineExpr d(unsigned k) { return b.getAffineDimExpr(k); }
  /// Dimensions 0 .. n-1.
  Exprs dims(unsigned n);

  /// An uninitialized tensor. A dynamic first extent is that of `like`.
  mlir::Value empty(mlir::RankedTensorType type, mlir::Value like);
  /// A tensor full of one value.
  mlir::Value fill(mlir::RankedTensorType type, mlir::Value like,
                   mlir::TypedAttr value);
  /// Extents of loops that no operand states, as a tensor that is not read.
  mlir::Value extents(llvm::ArrayRef<int64_t> shape);

  /// `iterators` has one letter per loop: p (parallel) or r (reduction).
  mlir::linalg::GenericOp generic(llvm::StringRef iterators,
                                  llvm::ArrayRef<Access> inputs,
                                  llvm::ArrayRef<Access> outputs, Body body);

  mlir::LogicalResult replace(mlir::ValueRange values);

  mlir::TypedAttr number(mlir::Type type, double value);
  /// The identity of a maximum: -inf, or the smallest integer.
  mlir::TypedAttr lowest(mlir::Type type);
  /// The identity of a minimum.
  mlir::TypedAttr highest(mlir::Type type);

  mlir::ImplicitLocOpBuilder b;

private:
  mlir::Operation *op;
  mlir::PatternRewriter &rewriter;
};

inline mlir::RankedTensorType tensorType(mlir::Value value) {
  return llvm::cast<mlir::RankedTensorType>(value.getType());
}

/// `unsigned` integers as signless ones, which arith computes with.
mlir::Value toSignless(mlir::ImplicitLocOpBuilder &b, mlir::Value value);
mlir::Value fromSignless(mlir::ImplicitLocOpBuilder &b, mlir::Value value,
                         mlir::Type type);

/// The scalar that an elementwise op computes from scalars; null where the op
/// is not known. `index` gives the position along a result dimension.
mlir::Value buildScalar(mlir::Operation *op, mlir::ImplicitLocOpBuilder &b,
                        mlir::ValueRange operands,
                        llvm::function_ref<mlir::Value(unsigned)> index);

/// max(x, y) and min(x, y) where NaN wins; sums and products of either kind.
mlir::Value buildMax(mlir::ImplicitLocOpBuilder &b, mlir::Value x,
                     mlir::Value y, bool isUnsigned);
mlir::Value buildMin(mlir::ImplicitLocOpBuilder &b, mlir::Value x,
                     mlir::Value y, bool isUnsigned);
mlir::Value buildAdd(mlir::ImplicitLocOpBuilder &b, mlir::Value x,
                     mlir::Value y);
mlir::Value buildMul(mlir::ImplicitLocOpBuilder &b, mlir::Value x,
                     mlir::Value y);

mlir::Value buildSub(mlir::ImplicitLocOpBuilder &b, mlir::Value x,
                     mlir::Value y);

/// The type in which sums of `element` are accumulated: f32 for f16 and bf16.
mlir::Type accumulatorType(mlir::Type element);
/// f16 and bf16 as f32.
mlir::Value widen(mlir::ImplicitLocOpBuilder &b, mlir::Value value);
/// The body of a contraction: v[2] + v[0] * v[1], or with the accumulator last
/// where there are more operands.
llvm::SmallVector<mlir::Value> multiplyAdd(mlir::ImplicitLocOpBuilder &b,
                                           mlir::ValueRange v);
/// Zeros in which the products of a contraction into `type` are summed up, and
/// the sum as `type`: accumulated in f32, f16 and bf16 are rounded once.
mlir::Value zeroSums(mlir::RankedTensorType type, mlir::Value like,
                     Lowering &l);
mlir::Value roundSums(mlir::Value sums, mlir::RankedTensorType type,
                      Lowering &l);
/// A copy of `x` in `type`, which has the same extents but for ones; floats are
/// rounded to its elements.
mlir::Value changeUnitDims(mlir::Value x, mlir::RankedTensorType type,
                           Lowering &l);
/// A number of a signless type.
mlir::Value buildNumber(mlir::ImplicitLocOpBuilder &b, mlir::Type type,
                        double value);
/// Integer division without undefined behaviour: x / 0 is 0, and the most
/// negative number by -1 wraps.
mlir::Value buildIntegerDiv(mlir::ImplicitLocOpBuilder &b, mlir::Value x,
                            mlir::Value y, bool isUnsigned);

/// buildScalar for two families; f16 and bf16 have been widened to f32.
mlir::Value buildActivation(mlir::Operation *op, mlir::ImplicitLocOpBuilder &b,
                            mlir::ValueRange operands);
mlir::Value buildElementary(mlir::Operation *op, mlir::ImplicitLocOpBuilder &b,
                            mlir::ValueRange operands);

/// A pattern made of a function `LogicalResult lower(Op, Lowering &)`.
template <typename Op, mlir::LogicalResult (*lower)(Op, Lowering &)>
struct LoweringPattern : mlir::OpRewritePattern<Op> {
  using mlir::OpRewritePattern<Op>::OpRewritePattern;
  mlir::LogicalResult
  matchAndRewrite(Op op, mlir::PatternRewriter &rewriter) const override {
    Lowering lowering(op, rewriter);
    return lower(op, lowering);
  }
};

void addMathPatterns(mlir::RewritePatternSet &patterns);
void addTensorPatterns(mlir::RewritePatternSet &patterns);
void addNNPatterns(mlir::RewritePatternSet &patterns);
void addElementaryPatterns(mlir::RewritePatternSet &patterns);
void addActivationPatterns(mlir::RewritePatternSet &patterns);
void addReductionPatterns(mlir::RewritePatternSet &patterns);
void addProductPatterns(mlir::RewritePatternSet &patterns);
void addNormPatterns(mlir::RewritePatternSet &patterns);
void addImagePatterns(mlir::RewritePatternSet &patterns);
void addShapePatterns(mlir::RewritePatternSet &patterns);
void addIndexPatterns(mlir::RewritePatternSet &patterns);
void addRecurrentPatterns(mlir::RewritePatternSet &patterns);

} // namespace ms::lowering

#endif // MS_PASSES_CONVERSION_MINDIRTOLINALG_MINDIRTOLINALGIMPL_H
