//===- Shape.cpp - Loops: dimensions added, taken, cut and joined ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Conversion/MindIRToLinalg/MindIRToLinalgImpl.h"

#include "dialects/MindIR/Ops/Shape.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::lowering {
namespace {

SmallVector<Value> yieldFirst(ImplicitLocOpBuilder &, ValueRange arguments) {
  return {arguments[0]};
}

/// Where loops over a slice meet the tensor of `shape` that it was cut from.
/// Loop k runs over dimension k of the slice, the last one has one step: an
/// index that is one loop alone would say that the loop covers the dimension.
Exprs sliceIndex(const StridedSlice &slice, ArrayRef<int64_t> shape,
                 Lowering &l) {
  unsigned unit = slice.shape.size();
  Exprs index(shape.size());
  for (size_t k = 0; k < shape.size(); ++k)
    index[k] = l.b.getAffineConstantExpr(slice.begin[k]);
  for (auto [loop, k] : llvm::enumerate(slice.source)) {
    if (k < 0)
      continue;
    bool covers = slice.stride[k] == 1 && slice.count[k] == shape[k];
    index[k] = covers
                   ? l.d(loop)
                   : l.d(loop) * slice.stride[k] + l.d(unit) + slice.begin[k];
  }
  return index;
}

LogicalResult lowerStridedSlice(StridedSliceOp op, Lowering &l) {
  RankedTensorType x = op.getX().getType(), type = op.getType();
  std::string error;
  auto slice = resolveStridedSlice(op, x.getShape(), error);
  if (failed(slice))
    return failure();
  unsigned rank = type.getRank();
  // Without elements there are no loops, and linalg accepts none.
  if (llvm::is_contained(type.getShape(), 0))
    return l.replace(
        l.fill(type, op.getX(), l.number(type.getElementType(), 0)));
  auto generic =
      l.generic(std::string(rank + 1, 'p'),
                {{op.getX(), sliceIndex(*slice, x.getShape(), l)},
                 {l.extents({1}), {l.d(rank)}}},
                {{l.empty(type, op.getX()), l.dims(rank)}}, yieldFirst);
  return l.replace(generic.getResults());
}

LogicalResult lowerStridedSliceGrad(StridedSliceGradOp op, Lowering &l) {
  RankedTensorType dy = op.getDy().getType(), type = op.getType();
  std::string error;
  auto slice = resolveStridedSlice(op, type.getShape(), error);
  if (failed(slice))
    return failure();
  unsigned rank = dy.getRank();
  Value zeros = l.fill(type, op.getDy(), l.number(type.getElementType(), 0));
  if (llvm::is_contained(dy.getShape(), 0))
    return l.replace(zeros);
  auto generic =
      l.generic(std::string(rank + 1, 'p'),
                {{op.getDy(), l.dims(rank)}, {l.extents({1}), {l.d(rank)}}},
                {{zeros, sliceIndex(*slice, type.getShape(), l)}}, yieldFirst);
  return l.replace(generic.getResults());
}

} // namespace

void addShapePatterns(RewritePatternSet &patterns) {
  patterns.add<LoweringPattern<StridedSliceOp, lowerStridedSlice>,
               LoweringPattern<StridedSliceGradOp, lowerStridedSliceGrad>>(
      patterns.getContext());
}

} // namespace ms::lowering
