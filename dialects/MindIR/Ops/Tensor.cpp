//===- Tensor.cpp - Shapes of constants and data movement -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/Ops/OpsImpl.h"

using namespace mlir;
using namespace ms::mindir;

/// Largest constant that is not a splat; weights are parameters.
static constexpr int64_t kMaxConstantElements = 4096;

static LogicalResult inferConstant(ConstantOp::Adaptor op, const Inference &at,
                                   Types &types) {
  auto type = dyn_cast<RankedTensorType>(op.getValue().getType());
  if (!type)
    return at.fail("the value is no ranked tensor (C1)");
  if (!op.getValue().isSplat() && type.getNumElements() > kMaxConstantElements)
    return at.fail(
        "the value has " + Twine(type.getNumElements()) +
        " elements, but a constant that is not a splat has at most " +
        Twine(kMaxConstantElements) + ": make it a parameter (C2)");
  if (!isa<DenseElementsAttr>(op.getValue()))
    return at.fail("the value is no dense attribute (C2)");
  types.push_back(type);
  return success();
}
MINDIR_DEFINE_INFER(ConstantOp, inferConstant)

static LogicalResult inferCast(CastOp::Adaptor op, const Inference &at,
                               Types &types) {
  RankedTensorType x = tensorType(op.getX());
  if (!isa<FloatType, IntegerType>(op.getDtype()))
    return at.fail("dtype is " + typeText(op.getDtype()) +
                   ", which is no number (C1)");
  types.push_back(RankedTensorType::get(x.getShape(), op.getDtype()));
  return success();
}
MINDIR_DEFINE_INFER(CastOp, inferCast)

/// The product of the static extents; false where it passes 2^62.
static bool staticProduct(ArrayRef<int64_t> shape, int64_t &product) {
  product = 1;
  for (int64_t extent : shape)
    if (!ShapedType::isDynamic(extent) &&
        (llvm::MulOverflow(product, extent, product) ||
         product > (int64_t(1) << 62)))
      return false;
  return true;
}

static LogicalResult inferReshape(ReshapeOp::Adaptor op, const Inference &at,
                                  Types &types) {
  RankedTensorType x = tensorType(op.getX());
  SmallVector<int64_t> shape = getInts(op.getShape());
  std::optional<size_t> open;
  for (size_t k = 0; k < shape.size(); ++k) {
    if (shape[k] == -1 && !open)
      open = k;
    else if (shape[k] < 0)
      return at.fail("shape " + shapeText(shape) +
                     " has more than one -1, or a negative entry (C1)");
  }
  int64_t have, want;
  SmallVector<int64_t> known(shape);
  if (open)
    known[*open] = 1;
  if (!staticProduct(x.getShape(), have) || !staticProduct(known, want))
    return at.fail("the number of elements overflows (C2)");
  std::string mismatch = "shape " + shapeText(getInts(op.getShape())) +
                         " does not hold the elements of " +
                         shapeText(x.getShape()) + " (C2)";
  if (x.hasStaticShape()) {
    if (open) {
      if (want == 0 || have % want != 0)
        return at.fail(mismatch);
      shape[*open] = have / want;
    } else if (have != want) {
      return at.fail(mismatch);
    }
  } else {
    // The batch stays in front, perhaps with a fixed factor.
    if (!open || *open != 0)
      return at.fail("shape " + shapeText(shape) +
                     " needs -1 in the first place, because the batch of the "
                     "operand is dynamic (C1)");
    // Larger rows undo what smaller ones have done; whether the batch has
    // enough of them is known where its multiples are.
    if (want == 0 || have == 0 || (have % want != 0 && want % have != 0))
      return at.fail(mismatch);
    shape[0] = ShapedType::kDynamic;
  }
  types.push_back(RankedTensorType::get(shape, x.getElementType()));
  return success();
}
MINDIR_DEFINE_INFER(ReshapeOp, inferReshape)

static LogicalResult inferFlatten(FlattenOp::Adaptor op, const Inference &at,
                                  Types &types) {
  RankedTensorType x = tensorType(op.getX());
  if (x.getRank() < 1)
    return at.fail("operand is a scalar, but needs rank 1 or more (C1)");
  int64_t rest;
  if (!staticProduct(x.getShape().drop_front(), rest))
    return at.fail("the number of elements overflows (C2)");
  types.push_back(
      RankedTensorType::get({x.getDimSize(0), rest}, x.getElementType()));
  return success();
}
MINDIR_DEFINE_INFER(FlattenOp, inferFlatten)

static LogicalResult inferTranspose(TransposeOp::Adaptor op,
                                    const Inference &at, Types &types) {
  RankedTensorType x = tensorType(op.getX());
  SmallVector<int64_t> perm = getInts(op.getPerm());
  SmallVector<int64_t> sorted(perm);
  llvm::sort(sorted);
  for (int64_t k = 0, e = sorted.size(); k < e; ++k)
    if (sorted[k] != k)
      sorted.clear(), e = 0;
  if (static_cast<int64_t>(sorted.size()) != x.getRank())
    return at.fail("perm " + shapeText(perm) + " is no permutation of " +
                   Twine(x.getRank()) + " dimensions (C1)");
  SmallVector<int64_t> shape;
  for (int64_t k : perm)
    shape.push_back(x.getDimSize(k));
  types.push_back(RankedTensorType::get(shape, x.getElementType()));
  return success();
}
MINDIR_DEFINE_INFER(TransposeOp, inferTranspose)

static LogicalResult inferBroadcastTo(BroadcastToOp::Adaptor op,
                                      const Inference &at, Types &types) {
  RankedTensorType x = tensorType(op.getX());
  SmallVector<int64_t> shape = getInts(op.getShape());
  int64_t shift = static_cast<int64_t>(shape.size()) - x.getRank();
  if (shift < 0)
    return at.fail("shape " + shapeText(shape) + " has a smaller rank than " +
                   shapeText(x.getShape()) + " (C1)");
  for (int64_t k = 0, e = shape.size(); k < e; ++k) {
    if (shape[k] < -1 || (shape[k] == -1 && k < shift))
      return at.fail("shape " + shapeText(shape) +
                     " has a negative entry without a dimension (C1)");
    int64_t extent = k < shift ? 1 : x.getDimSize(k - shift);
    if (shape[k] == -1)
      shape[k] = extent;
    else if (extent != 1 && extent != shape[k])
      return at.fail("operand " + shapeText(x.getShape()) +
                     " does not broadcast to " +
                     shapeText(getInts(op.getShape())) + " (C2)");
  }
  types.push_back(RankedTensorType::get(shape, x.getElementType()));
  return success();
}
MINDIR_DEFINE_INFER(BroadcastToOp, inferBroadcastTo)

static LogicalResult inferBroadcastLike(BroadcastLikeOp::Adaptor op,
                                        const Inference &at, Types &types) {
  RankedTensorType x = tensorType(op.getX()), like = tensorType(op.getLike());
  auto joined = broadcastShapes(x.getShape(), like.getShape());
  if (failed(joined) || *joined != SmallVector<int64_t>(like.getShape()))
    return at.fail("operand " + shapeText(x.getShape()) +
                   " does not broadcast to " + shapeText(like.getShape()) +
                   " (C1)");
  types.push_back(RankedTensorType::get(like.getShape(), x.getElementType()));
  return success();
}
MINDIR_DEFINE_INFER(BroadcastLikeOp, inferBroadcastLike)

static LogicalResult inferReshapeLike(ReshapeLikeOp::Adaptor op,
                                      const Inference &at, Types &types) {
  RankedTensorType x = tensorType(op.getX()), like = tensorType(op.getLike());
  int64_t have, want;
  if (!staticProduct(x.getShape(), have) ||
      !staticProduct(like.getShape(), want) ||
      x.hasStaticShape() != like.hasStaticShape() ||
      (x.hasStaticShape() && have != want))
    return at.fail("operand " + shapeText(x.getShape()) +
                   " has not the number of elements of " +
                   shapeText(like.getShape()) + " (C1)");
  types.push_back(RankedTensorType::get(like.getShape(), x.getElementType()));
  return success();
}
MINDIR_DEFINE_INFER(ReshapeLikeOp, inferReshapeLike)

static LogicalResult inferConcat(ConcatOp::Adaptor op, const Inference &at,
                                 Types &types) {
  if (op.getInputs().empty())
    return at.fail("has no operand, but needs at least one (C1)");
  RankedTensorType first = tensorType(op.getInputs()[0]);
  SmallVector<int64_t> shape(first.getShape());
  auto checked = checkStaticAxis(op.getAxis(), shape, at, "C2", "C4");
  if (failed(checked))
    return failure();
  int64_t axis = *checked;
  for (Value input : op.getInputs().drop_front()) {
    RankedTensorType type = tensorType(input);
    if (type.getRank() != first.getRank() ||
        type.getElementType() != first.getElementType())
      return at.fail("operands " + typeText(first) + " and " + typeText(type) +
                     " differ in rank or element type (C1)");
    for (int64_t k = 0; k < type.getRank(); ++k)
      if (k != axis && type.getDimSize(k) != shape[k])
        return at.fail("operands " + shapeText(first.getShape()) + " and " +
                       shapeText(type.getShape()) + " differ in dimension " +
                       Twine(k) + " (C3)");
    shape[axis] += type.getDimSize(axis);
  }
  types.push_back(RankedTensorType::get(shape, first.getElementType()));
  return success();
}
MINDIR_DEFINE_INFER(ConcatOp, inferConcat)

static LogicalResult inferSlice(SliceOp::Adaptor op, const Inference &at,
                                Types &types) {
  RankedTensorType x = tensorType(op.getX());
  SmallVector<int64_t> begin = getInts(op.getBegin());
  SmallVector<int64_t> size = getInts(op.getSize());
  int64_t rank = x.getRank();
  if (static_cast<int64_t>(begin.size()) != rank ||
      static_cast<int64_t>(size.size()) != rank)
    return at.fail("begin " + shapeText(begin) + " and size " +
                   shapeText(size) + " need " + Twine(rank) +
                   " entries each (C1)");
  for (int64_t k = 0; k < rank; ++k) {
    int64_t extent = x.getDimSize(k);
    if (ShapedType::isDynamic(extent)) {
      if (begin[k] != 0 || size[k] != -1)
        return at.fail("dimension " + Twine(k) +
                       " is dynamic and must be taken whole: begin 0, size -1 "
                       "(C3)");
      size[k] = ShapedType::kDynamic;
      continue;
    }
    if (size[k] == -1)
      size[k] = extent - begin[k];
    if (begin[k] < 0 || size[k] < 0 || begin[k] > extent - size[k])
      return at.fail("begin " + Twine(begin[k]) + " and size " +
                     Twine(size[k]) + " leave dimension " + Twine(k) +
                     " of extent " + Twine(extent) + " (C2)");
  }
  types.push_back(RankedTensorType::get(size, x.getElementType()));
  return success();
}
MINDIR_DEFINE_INFER(SliceOp, inferSlice)

static LogicalResult inferPad(PadOp::Adaptor op, const Inference &at,
                              Types &types) {
  RankedTensorType x = tensorType(op.getX());
  SmallVector<int64_t> low = getInts(op.getLow()), high = getInts(op.getHigh());
  auto negative = [](int64_t v) { return v < 0; };
  if (static_cast<int64_t>(low.size()) != x.getRank() ||
      static_cast<int64_t>(high.size()) != x.getRank() ||
      llvm::any_of(low, negative) || llvm::any_of(high, negative))
    return at.fail("low " + shapeText(low) + " and high " + shapeText(high) +
                   " need " + Twine(x.getRank()) +
                   " entries each that are not negative (C1)");
  SmallVector<int64_t> shape(x.getShape());
  for (int64_t k = 0; k < x.getRank(); ++k) {
    if (!ShapedType::isDynamic(shape[k])) {
      if (llvm::AddOverflow(shape[k], low[k], shape[k]) ||
          llvm::AddOverflow(shape[k], high[k], shape[k]))
        return at.fail("the border of dimension " + Twine(k) +
                       " overflows (C1)");
    } else if (low[k] || high[k])
      return at.fail("dimension " + Twine(k) +
                     " is dynamic and gets no border (C2)");
  }
  types.push_back(RankedTensorType::get(shape, x.getElementType()));
  return success();
}
MINDIR_DEFINE_INFER(PadOp, inferPad)

static LogicalResult inferOneHot(OneHotOp::Adaptor op, const Inference &at,
                                 Types &types) {
  RankedTensorType indices = tensorType(op.getIndices());
  int64_t rank = indices.getRank(), axis = op.getAxis();
  if (op.getDepth() <= 0)
    return at.fail("depth is " + Twine(op.getDepth()) +
                   ", but must be positive (C1)");
  if (axis < -1 || axis > rank)
    return at.fail("axis " + Twine(axis) + " is outside [-1, " + Twine(rank) +
                   "] (C1)");
  axis = axis < 0 ? rank : axis;
  if (axis == 0 && rank > 0 && indices.isDynamicDim(0))
    return at.fail("axis 0 stands before the dynamic batch (C2)");
  if (!isa<FloatType, IntegerType>(op.getDtype()))
    return at.fail("dtype is " + typeText(op.getDtype()) +
                   ", which is no number (C3)");
  SmallVector<int64_t> shape(indices.getShape());
  shape.insert(shape.begin() + axis, op.getDepth());
  types.push_back(RankedTensorType::get(shape, op.getDtype()));
  return success();
}
MINDIR_DEFINE_INFER(OneHotOp, inferOneHot)

static LogicalResult inferGather(GatherOp::Adaptor op, const Inference &at,
                                 Types &types) {
  RankedTensorType table = tensorType(op.getTable());
  RankedTensorType indices = tensorType(op.getIndices());
  SmallVector<int64_t> shape(table.getShape());
  auto checked = checkStaticAxis(op.getAxis(), shape, at, "C1", "C3");
  if (failed(checked))
    return failure();
  int64_t axis = *checked, batch = op.getBatchDims();
  if (batch < 0 || batch > indices.getRank())
    return at.fail("batch_dims " + Twine(batch) + " is outside [0, " +
                   Twine(indices.getRank()) + "] (C4)");
  if (axis < batch)
    return at.fail("axis " + Twine(op.getAxis()) + " is one of the " +
                   Twine(batch) + " batch_dims (C1)");
  if (table.getShape().take_front(batch) !=
      indices.getShape().take_front(batch))
    return at.fail("table " + shapeText(table.getShape()) + " and indices " +
                   shapeText(indices.getShape()) + " differ in the first " +
                   Twine(batch) + " dimensions (C4)");
  shape.erase(shape.begin() + axis);
  shape.insert(shape.begin() + axis, indices.getShape().begin() + batch,
               indices.getShape().end());
  for (size_t k = 1; k < shape.size(); ++k)
    if (ShapedType::isDynamic(shape[k]))
      return at.fail("dimension " + Twine(k) +
                     " of the result would be dynamic; only the first may be "
                     "(C3)");
  types.push_back(RankedTensorType::get(shape, table.getElementType()));
  return success();
}
MINDIR_DEFINE_INFER(GatherOp, inferGather)

static LogicalResult inferExtent(ExtentOp::Adaptor op, const Inference &at,
                                 Types &types) {
  int64_t rank = tensorType(op.getX()).getRank();
  if (failed(checkAxes(getInts(op.getAxis()), rank, at, "C1")))
    return failure();
  if (!isa<FloatType>(op.getDtype()))
    return at.fail("dtype is " + typeText(op.getDtype()) +
                   ", but must be a float type (C2)");
  types.push_back(RankedTensorType::get({}, op.getDtype()));
  return success();
}
MINDIR_DEFINE_INFER(ExtentOp, inferExtent)

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Tensor.cpp.inc"
