//===- Index.cpp - Elements chosen and placed by index --------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/Ops/Index.h"
#include "dialects/MindIR/Ops/OpsImpl.h"

using namespace mlir;
using namespace ms::mindir;

using Shape = SmallVector<int64_t>;

static RankedTensorType typeLike(RankedTensorType type,
                                 ArrayRef<int64_t> shape) {
  return RankedTensorType::get(shape, type.getElementType());
}

//===----------------------------------------------------------------------===//
// Slices by index
//===----------------------------------------------------------------------===//

static LogicalResult inferUnsortedSegmentSum(UnsortedSegmentSumOp::Adaptor op,
                                             const Inference &at,
                                             Types &types) {
  RankedTensorType x = tensorType(op.getX());
  RankedTensorType ids = tensorType(op.getSegmentIds());
  if (op.getNumSegments() < 1)
    return at.fail("num_segments is " + Twine(op.getNumSegments()) +
                   ", but must be positive (C1)");
  if (ids.getRank() > x.getRank() ||
      x.getShape().take_front(ids.getRank()) != ids.getShape())
    return at.fail("segment_ids " + shapeText(ids.getShape()) +
                   " is not the start of " + shapeText(x.getShape()) + " (C2)");
  Shape shape = {op.getNumSegments()};
  llvm::append_range(shape, x.getShape().drop_front(ids.getRank()));
  if (llvm::any_of(shape, ShapedType::isDynamic))
    return at.fail("the dynamic batch is no dimension of segment_ids (C3)");
  types.push_back(typeLike(x, shape));
  return success();
}
MINDIR_DEFINE_INFER(UnsortedSegmentSumOp, inferUnsortedSegmentSum)

static LogicalResult inferGatherGrad(GatherGradOp::Adaptor op,
                                     const Inference &at, Types &types) {
  RankedTensorType dy = tensorType(op.getDy());
  RankedTensorType indices = tensorType(op.getIndices());
  Shape shape = getInts(op.getShape());
  for (size_t k = 0; k < shape.size(); ++k) {
    if (shape[k] < (k == 0 ? -1 : 0))
      return at.fail("shape " + shapeText(shape) +
                     " has a negative entry (C1)");
    if (shape[k] == -1)
      shape[k] = ShapedType::kDynamic;
  }
  auto axis = checkStaticAxis(op.getAxis(), shape, at, "C1", "C1");
  if (failed(axis))
    return failure();
  int64_t batch = op.getBatchDims();
  if (batch < 0 || batch > std::min(*axis, indices.getRank()) ||
      ArrayRef<int64_t>(shape).take_front(batch) !=
          indices.getShape().take_front(batch))
    return at.fail("batch_dims " + Twine(batch) + " does not fit to indices " +
                   shapeText(indices.getShape()) + " (C2)");
  Shape gathered(shape);
  gathered.erase(gathered.begin() + *axis);
  gathered.insert(gathered.begin() + *axis, indices.getShape().begin() + batch,
                  indices.getShape().end());
  if (ArrayRef<int64_t>(gathered) != dy.getShape())
    return at.fail("dy has shape " + shapeText(dy.getShape()) +
                   ", but gather gives " + shapeText(gathered) + " (C2)");
  types.push_back(typeLike(dy, shape));
  return success();
}
MINDIR_DEFINE_INFER(GatherGradOp, inferGatherGrad)

//===----------------------------------------------------------------------===//
// Elements by index
//===----------------------------------------------------------------------===//

static LogicalResult inferGatherD(GatherDOp::Adaptor op, const Inference &at,
                                  Types &types) {
  RankedTensorType x = tensorType(op.getX());
  RankedTensorType index = tensorType(op.getIndex());
  auto dim = checkStaticAxis(op.getDim(), x.getShape(), at, "C1", "C1", "dim");
  if (failed(dim))
    return failure();
  bool agree = index.getRank() == x.getRank();
  for (int64_t k = 0; agree && k < x.getRank(); ++k)
    agree = k == *dim || x.getDimSize(k) == index.getDimSize(k);
  if (!agree || index.isDynamicDim(*dim))
    return at.fail("x " + shapeText(x.getShape()) + " and index " +
                   shapeText(index.getShape()) + " differ beside dimension " +
                   Twine(*dim) + " (C2)");
  types.push_back(typeLike(x, index.getShape()));
  return success();
}
MINDIR_DEFINE_INFER(GatherDOp, inferGatherD)

static LogicalResult inferGatherDGrad(GatherDGradOp::Adaptor op,
                                      const Inference &at, Types &types) {
  RankedTensorType dy = tensorType(op.getDy());
  RankedTensorType index = tensorType(op.getIndex());
  auto dim = checkStaticAxis(op.getDim(), dy.getShape(), at, "C1", "C1", "dim");
  if (failed(dim))
    return failure();
  if (op.getExtent() < 0)
    return at.fail("extent is " + Twine(op.getExtent()) +
                   ", but must not be negative (C1)");
  if (dy.getShape() != index.getShape())
    return at.fail("dy " + shapeText(dy.getShape()) + " and index " +
                   shapeText(index.getShape()) + " differ (C2)");
  Shape shape(dy.getShape());
  shape[*dim] = op.getExtent();
  types.push_back(typeLike(dy, shape));
  return success();
}
MINDIR_DEFINE_INFER(GatherDGradOp, inferGatherDGrad)

/// The shape that gather_nd gives for a tensor of `shape`; fails where the
/// tuples of `indices` do not fit to it.
static FailureOr<Shape> gatheredShape(ArrayRef<int64_t> shape,
                                      ArrayRef<int64_t> indices) {
  if (indices.empty() || indices.back() < 1 ||
      indices.back() > static_cast<int64_t>(shape.size()))
    return failure();
  Shape result(indices.drop_back());
  llvm::append_range(result, shape.drop_front(indices.back()));
  return result;
}

static LogicalResult inferGatherNd(GatherNdOp::Adaptor op, const Inference &at,
                                   Types &types) {
  RankedTensorType x = tensorType(op.getX());
  RankedTensorType indices = tensorType(op.getIndices());
  FailureOr<Shape> shape = gatheredShape(x.getShape(), indices.getShape());
  if (failed(shape))
    return at.fail("indices " + shapeText(indices.getShape()) +
                   " hold no tuples for " + shapeText(x.getShape()) + " (C1)");
  if (!x.hasStaticShape())
    return at.fail("x is dynamic (C2)");
  types.push_back(typeLike(x, *shape));
  return success();
}
MINDIR_DEFINE_INFER(GatherNdOp, inferGatherNd)

static LogicalResult inferScatterNd(ScatterNdOp::Adaptor op,
                                    const Inference &at, Types &types) {
  RankedTensorType indices = tensorType(op.getIndices());
  RankedTensorType updates = tensorType(op.getUpdates());
  Shape shape = getInts(op.getShape());
  if (llvm::any_of(shape, [](int64_t extent) { return extent < 0; }))
    return at.fail("shape " + shapeText(shape) + " has a negative entry (C1)");
  FailureOr<Shape> gathered = gatheredShape(shape, indices.getShape());
  if (failed(gathered))
    return at.fail("indices " + shapeText(indices.getShape()) +
                   " hold no tuples for " + shapeText(shape) + " (C2)");
  if (ArrayRef<int64_t>(*gathered) != updates.getShape())
    return at.fail("updates have shape " + shapeText(updates.getShape()) +
                   ", but " + shapeText(*gathered) + " is needed (C3)");
  types.push_back(typeLike(updates, shape));
  return success();
}
MINDIR_DEFINE_INFER(ScatterNdOp, inferScatterNd)

template <typename Adaptor>
static LogicalResult inferTensorScatter(Adaptor op, const Inference &at,
                                        Types &types) {
  RankedTensorType x = tensorType(op.getX());
  RankedTensorType indices = tensorType(op.getIndices());
  RankedTensorType updates = tensorType(op.getUpdates());
  FailureOr<Shape> gathered = gatheredShape(x.getShape(), indices.getShape());
  if (failed(gathered))
    return at.fail("indices " + shapeText(indices.getShape()) +
                   " hold no tuples for " + shapeText(x.getShape()) + " (C1)");
  if (!x.hasStaticShape())
    return at.fail("x is dynamic (C2)");
  if (typeLike(x, *gathered) != updates)
    return at.fail("updates have type " + typeText(updates) + ", but " +
                   typeText(typeLike(x, *gathered)) + " is needed (C3)");
  types.push_back(x);
  return success();
}
MINDIR_DEFINE_INFER(TensorScatterAddOp,
                    inferTensorScatter<TensorScatterAddOp::Adaptor>)
MINDIR_DEFINE_INFER(TensorScatterUpdateOp,
                    inferTensorScatter<TensorScatterUpdateOp::Adaptor>)

static LogicalResult inferScatterElements(TensorScatterElementsOp::Adaptor op,
                                          const Inference &at, Types &types) {
  RankedTensorType x = tensorType(op.getX());
  RankedTensorType indices = tensorType(op.getIndices());
  RankedTensorType updates = tensorType(op.getUpdates());
  auto axis = checkStaticAxis(op.getAxis(), x.getShape(), at, "C1", "C1");
  if (failed(axis))
    return failure();
  bool fits = indices.getRank() == x.getRank();
  for (int64_t k = 0; fits && k < x.getRank(); ++k)
    fits = x.isDynamicDim(k) == indices.isDynamicDim(k) &&
           (k == *axis || indices.getDimSize(k) <= x.getDimSize(k));
  if (!fits)
    return at.fail("indices " + shapeText(indices.getShape()) +
                   " do not fit into x " + shapeText(x.getShape()) + " (C2)");
  if (updates != typeLike(x, indices.getShape()))
    return at.fail("updates have type " + typeText(updates) + ", but " +
                   typeText(typeLike(x, indices.getShape())) +
                   " is needed (C3)");
  if (op.getReduction() == "add" && x.getElementType().isInteger(1))
    return at.fail("elements of type i1 cannot be added (C4)");
  types.push_back(x);
  return success();
}
MINDIR_DEFINE_INFER(TensorScatterElementsOp, inferScatterElements)

//===----------------------------------------------------------------------===//
// Order, masks
//===----------------------------------------------------------------------===//

static LogicalResult inferTopK(TopKOp::Adaptor op, const Inference &at,
                               Types &types) {
  RankedTensorType x = tensorType(op.getX());
  if (x.getRank() > 0 && x.isDynamicDim(x.getRank() - 1))
    return at.fail("the dynamic batch is the last dimension (C2)");
  if (x.getRank() < 1 || op.getK() < 1 || op.getK() > x.getShape().back())
    return at.fail("k is " + Twine(op.getK()) + ", but x has shape " +
                   shapeText(x.getShape()) + " (C1)");
  Shape shape(x.getShape());
  shape.back() = op.getK();
  types.push_back(typeLike(x, shape));
  types.push_back(
      RankedTensorType::get(shape, IntegerType::get(at.context, 32)));
  return success();
}
MINDIR_DEFINE_INFER(TopKOp, inferTopK)

static LogicalResult inferSort(SortOp::Adaptor op, const Inference &at,
                               Types &types) {
  RankedTensorType x = tensorType(op.getX());
  if (failed(checkStaticAxis(op.getAxis(), x.getShape(), at, "C1", "C2")))
    return failure();
  types.push_back(x);
  types.push_back(
      RankedTensorType::get(x.getShape(), IntegerType::get(at.context, 32)));
  return success();
}
MINDIR_DEFINE_INFER(SortOp, inferSort)

template <typename Adaptor>
static LogicalResult inferTriangle(Adaptor op, const Inference &at,
                                   Types &types) {
  RankedTensorType x = tensorType(op.getX());
  if (x.getRank() < 2 || x.isDynamicDim(x.getRank() - 2))
    return at.fail("x has shape " + shapeText(x.getShape()) +
                   ", but needs matrices of a known size (C1)");
  types.push_back(x);
  return success();
}
MINDIR_DEFINE_INFER(TrilOp, inferTriangle<TrilOp::Adaptor>)
MINDIR_DEFINE_INFER(TriuOp, inferTriangle<TriuOp::Adaptor>)

static LogicalResult inferMaskedFill(MaskedFillOp::Adaptor op,
                                     const Inference &at, Types &types) {
  RankedTensorType x = tensorType(op.getX()), mask = tensorType(op.getMask());
  auto shape = broadcastShapes(x.getShape(), mask.getShape());
  if (failed(shape))
    return at.fail("x " + shapeText(x.getShape()) + " and mask " +
                   shapeText(mask.getShape()) + " do not broadcast (C1)");
  if (tensorType(op.getValue()) != typeLike(x, {}))
    return at.fail("value is " + typeText(op.getValue().getType()) +
                   ", but must be " + typeText(typeLike(x, {})) + " (C2)");
  types.push_back(typeLike(x, *shape));
  return success();
}
MINDIR_DEFINE_INFER(MaskedFillOp, inferMaskedFill)

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Index.cpp.inc"
