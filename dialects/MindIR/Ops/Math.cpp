//===- Math.cpp - Shapes of elementwise math, reductions, products --------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/Ops/ElementsImpl.h"

using namespace mlir;
using namespace ms::mindir;

//===----------------------------------------------------------------------===//
// Elementwise
//===----------------------------------------------------------------------===//

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

MINDIR_DEFINE_INFER(ReduceSumOp, inferReduce)
MINDIR_DEFINE_INFER(ReduceMeanOp, inferReduce)
MINDIR_DEFINE_INFER(ReduceMaxOp, inferReduce)
MINDIR_DEFINE_INFER(ReduceMinOp, inferReduce)
MINDIR_DEFINE_INFER(ArgmaxOp, inferArgExtreme)

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
