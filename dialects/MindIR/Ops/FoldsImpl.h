//===- FoldsImpl.h - How ops on splats fold ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Constants are folded where they are splats: that covers hyperparameters and
// schedules, and never touches weights.
//
//===----------------------------------------------------------------------===//

#ifndef MS_DIALECTS_MINDIR_OPS_FOLDSIMPL_H
#define MS_DIALECTS_MINDIR_OPS_FOLDSIMPL_H

#include "dialects/MindIR/Ops/OpsImpl.h"

#include <cmath>
#include <numeric>

namespace ms::mindir {

/// The one value of a float splat, or none.
inline std::optional<double> floatSplat(mlir::Attribute attr) {
  auto splat = llvm::dyn_cast_if_present<mlir::SplatElementsAttr>(attr);
  if (!splat || !llvm::isa<mlir::FloatType>(splat.getElementType()))
    return std::nullopt;
  return splat.getSplatValue<llvm::APFloat>().convertToDouble();
}

inline std::optional<llvm::APInt> intSplat(mlir::Attribute attr) {
  auto splat = llvm::dyn_cast_if_present<mlir::SplatElementsAttr>(attr);
  if (!splat || !llvm::isa<mlir::IntegerType>(splat.getElementType()))
    return std::nullopt;
  return splat.getSplatValue<llvm::APInt>();
}

/// A splat of `type` holding `value`, rounded to its element type. Null where
/// the type is dynamic.
inline mlir::Attribute makeSplat(mlir::Type type, double value) {
  auto tensor = llvm::cast<mlir::RankedTensorType>(type);
  if (!tensor.hasStaticShape())
    return nullptr;
  return mlir::DenseElementsAttr::get(
      tensor, mlir::FloatAttr::get(tensor.getElementType(), value).getValue());
}

inline mlir::Attribute makeSplat(mlir::Type type, const llvm::APInt &value) {
  auto tensor = llvm::cast<mlir::RankedTensorType>(type);
  if (!tensor.hasStaticShape())
    return nullptr;
  return mlir::DenseElementsAttr::get(tensor, value);
}

inline bool isFloatSplat(mlir::Attribute attr, double value) {
  std::optional<double> have = floatSplat(attr);
  return have && *have == value && std::signbit(*have) == std::signbit(value);
}

inline bool isIntSplat(mlir::Attribute attr, uint64_t value) {
  std::optional<llvm::APInt> have = intSplat(attr);
  return have && *have == value;
}

template <typename Op, typename Function>
mlir::OpFoldResult foldUnary(Op op, mlir::Attribute x, Function function) {
  if (std::optional<double> value = floatSplat(x))
    return makeSplat(op.getType(), function(*value));
  return {};
}

template <typename Op, typename Function>
mlir::OpFoldResult foldBinary(Op op, mlir::Attribute x, mlir::Attribute y,
                              Function function) {
  std::optional<double> a = floatSplat(x), b = floatSplat(y);
  if (a && b)
    return makeSplat(op.getType(), function(*a, *b));
  return {};
}

/// `value` where it has the result's type: an identity must not drop a
/// broadcast.
template <typename Op> mlir::OpFoldResult ifSameType(Op op, mlir::Value value) {
  if (value.getType() == op.getType())
    return value;
  return {};
}

/// A reduction of extents 1 that keeps its dimensions changes nothing.
template <typename Op> mlir::OpFoldResult foldReduce(Op op) {
  auto x = llvm::cast<mlir::RankedTensorType>(op.getX().getType());
  if (op.getType() != x)
    return {};
  for (int64_t axis : op.getReducedAxes())
    if (x.getDimSize(axis) != 1)
      return {};
  return op.getX();
}

/// mat_mul(transpose(a), b) => mat_mul(a, b) {transpose_a} where the last two
/// dimensions alone change places, and for b alike.
template <typename Op> struct FoldTranspose : mlir::OpRewritePattern<Op> {
  using mlir::OpRewritePattern<Op>::OpRewritePattern;

  mlir::LogicalResult
  matchAndRewrite(Op op, mlir::PatternRewriter &rewriter) const override {
    auto ta = op.getA().template getDefiningOp<TransposeOp>();
    auto tb = op.getB().template getDefiningOp<TransposeOp>();
    if (!turns(ta) && !turns(tb))
      return mlir::failure();
    rewriter.modifyOpInPlace(op, [&] {
      if (turns(ta)) {
        op.getAMutable().assign(ta.getX());
        op.setTransposeA(!op.getTransposeA());
      }
      if (turns(tb)) {
        op.getBMutable().assign(tb.getX());
        op.setTransposeB(!op.getTransposeB());
      }
    });
    return mlir::success();
  }

private:
  static bool turns(TransposeOp op) {
    if (!op || op.getX().getType().getRank() < 2)
      return false;
    llvm::SmallVector<int64_t> turned(op.getX().getType().getRank());
    std::iota(turned.begin(), turned.end(), 0);
    std::swap(turned.back(), *std::prev(turned.end(), 2));
    return getInts(op.getPerm()) == turned;
  }
};

} // namespace ms::mindir

#endif // MS_DIALECTS_MINDIR_OPS_FOLDSIMPL_H
