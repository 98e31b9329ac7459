//===- Math.cpp - Shapes of elementwise math, reductions, products --------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/Ops/OpsImpl.h"

using namespace mlir;
using namespace ms::mindir;

//===----------------------------------------------------------------------===//
// Elementwise
//===----------------------------------------------------------------------===//

/// Broadcasts all operands from `first` on; the result's elements are of type
/// `element`.
static LogicalResult inferBroadcast(ValueRange operands, Type element,
                                    const Inference &at, Types &types) {
  SmallVector<int64_t> shape(tensorType(operands[0]).getShape());
  for (Value operand : operands.drop_front()) {
    ArrayRef<int64_t> other = tensorType(operand).getShape();
    auto joined = broadcastShapes(shape, other);
    if (failed(joined))
      return at.fail("shapes " + shapeText(shape) + " and " + shapeText(other) +
                     " do not broadcast (C1)");
    shape = *joined;
  }
  types.push_back(RankedTensorType::get(shape, element));
  return success();
}

static LogicalResult checkOneElementType(ValueRange operands,
                                         const Inference &at) {
  Type first = tensorType(operands[0]).getElementType();
  for (Value operand : operands.drop_front())
    if (Type other = tensorType(operand).getElementType(); other != first)
      return at.fail("element types " + typeText(first) + " and " +
                     typeText(other) + " differ (C2)");
  return success();
}

template <typename Adaptor>
static LogicalResult inferBinary(Adaptor op, const Inference &at,
                                 Types &types) {
  if (failed(checkOneElementType(op.getOperands(), at)))
    return failure();
  return inferBroadcast(op.getOperands(),
                        tensorType(op.getX()).getElementType(), at, types);
}

template <typename Adaptor>
static LogicalResult inferCompare(Adaptor op, const Inference &at,
                                  Types &types) {
  if (failed(checkOneElementType(op.getOperands(), at)))
    return failure();
  return inferBroadcast(op.getOperands(), IntegerType::get(at.context, 1), at,
                        types);
}

static LogicalResult inferSelect(SelectOp::Adaptor op, const Inference &at,
                                 Types &types) {
  if (failed(checkOneElementType(op.getOperands().drop_front(), at)))
    return failure();
  return inferBroadcast(op.getOperands(),
                        tensorType(op.getX()).getElementType(), at, types);
}

static LogicalResult inferAddN(AddNOp::Adaptor op, const Inference &at,
                               Types &types) {
  if (op.getInputs().empty())
    return at.fail("has no operand, but needs at least one (C1)");
  types.push_back(op.getInputs()[0].getType());
  return success();
}
MINDIR_DEFINE_INFER(AddNOp, inferAddN)

// The result type of a unary op follows from its type constraint.
MINDIR_DEFINE_INFER(AddOp, inferBinary)
MINDIR_DEFINE_INFER(SubOp, inferBinary)
MINDIR_DEFINE_INFER(MulOp, inferBinary)
MINDIR_DEFINE_INFER(DivOp, inferBinary)
MINDIR_DEFINE_INFER(PowOp, inferBinary)
MINDIR_DEFINE_INFER(MaximumOp, inferBinary)
MINDIR_DEFINE_INFER(MinimumOp, inferBinary)
MINDIR_DEFINE_INFER(LogicalAndOp, inferBinary)
MINDIR_DEFINE_INFER(LogicalOrOp, inferBinary)
MINDIR_DEFINE_INFER(EqualOp, inferCompare)
MINDIR_DEFINE_INFER(NotEqualOp, inferCompare)
MINDIR_DEFINE_INFER(LessOp, inferCompare)
MINDIR_DEFINE_INFER(LessEqualOp, inferCompare)
MINDIR_DEFINE_INFER(GreaterOp, inferCompare)
MINDIR_DEFINE_INFER(GreaterEqualOp, inferCompare)
MINDIR_DEFINE_INFER(SelectOp, inferSelect)

//===----------------------------------------------------------------------===//
// Reductions
//===----------------------------------------------------------------------===//

template <typename Adaptor>
static LogicalResult inferReduce(Adaptor op, const Inference &at,
                                 Types &types) {
  RankedTensorType x = tensorType(op.getX());
  SmallVector<bool> reduced(x.getRank(), false);
  for (int64_t axis : getInts(op.getAxis())) {
    int64_t normal = normalizeAxis(axis, x.getRank());
    if (normal < 0)
      return at.fail("axis " + Twine(axis) + " is outside rank " +
                     Twine(x.getRank()) + " (C1)");
    if (reduced[normal])
      return at.fail("axis " + Twine(axis) + " stands twice (C1)");
    reduced[normal] = true;
  }
  for (int64_t axis : reducedAxes(op.getAxis(), x.getRank()))
    reduced[axis] = true;
  SmallVector<int64_t> shape;
  for (auto [extent, gone] : llvm::zip(x.getShape(), reduced)) {
    if (!gone)
      shape.push_back(extent);
    else if (op.getKeepDims())
      shape.push_back(1);
  }
  types.push_back(RankedTensorType::get(shape, x.getElementType()));
  return success();
}

static LogicalResult inferArgmax(ArgmaxOp::Adaptor op, const Inference &at,
                                 Types &types) {
  RankedTensorType x = tensorType(op.getX());
  int64_t axis = normalizeAxis(op.getAxis(), x.getRank());
  if (axis < 0)
    return at.fail("axis " + Twine(op.getAxis()) + " is outside rank " +
                   Twine(x.getRank()) + " (C1)");
  Type index = op.getOutputType().value_or(IntegerType::get(at.context, 32));
  if (!index.isSignlessInteger(32) && !index.isSignlessInteger(64))
    return at.fail("output_type is " + typeText(index) +
                   ", but must be i32 or i64 (C2)");
  SmallVector<int64_t> shape(x.getShape());
  shape.erase(shape.begin() + axis);
  types.push_back(RankedTensorType::get(shape, index));
  return success();
}

MINDIR_DEFINE_INFER(ReduceSumOp, inferReduce)
MINDIR_DEFINE_INFER(ReduceMeanOp, inferReduce)
MINDIR_DEFINE_INFER(ReduceMaxOp, inferReduce)
MINDIR_DEFINE_INFER(ReduceMinOp, inferReduce)
MINDIR_DEFINE_INFER(ArgmaxOp, inferArgmax)

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

static LogicalResult inferMatMul(MatMulOp::Adaptor op, const Inference &at,
                                 Types &types) {
  RankedTensorType a = tensorType(op.getA()), b = tensorType(op.getB());
  if (a.getRank() != 2 || b.getRank() != 2)
    return at.fail("operands have rank " + Twine(a.getRank()) + " and " +
                   Twine(b.getRank()) + ", but must be matrices (C1)");
  bool ta = op.getTransposeA(), tb = op.getTransposeB();
  int64_t columns = a.getDimSize(ta ? 0 : 1), rows = b.getDimSize(tb ? 1 : 0);
  if (columns != rows)
    return at.fail(
        "the first matrix has " +
        (ShapedType::isDynamic(columns) ? Twine("?") : Twine(columns)) +
        " columns, but the second has " +
        (ShapedType::isDynamic(rows) ? Twine("?") : Twine(rows)) +
        " rows (C2)");
  if (a.getElementType() != b.getElementType())
    return at.fail("element types " + typeText(a.getElementType()) + " and " +
                   typeText(b.getElementType()) + " differ (C3)");
  types.push_back(RankedTensorType::get(
      {a.getDimSize(ta ? 1 : 0), b.getDimSize(tb ? 0 : 1)},
      a.getElementType()));
  return success();
}
MINDIR_DEFINE_INFER(MatMulOp, inferMatMul)

// Generated code last: it needs the specializations above.
#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Math.cpp.inc"
