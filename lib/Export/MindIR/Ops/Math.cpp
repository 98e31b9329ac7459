//===- Math.cpp - Elementwise math, reductions, products ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/MindIR/Ops/Ops.h"

#include "dialects/MindIR/MindIRDialect.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

//===----------------------------------------------------------------------===//
// Element by element
//===----------------------------------------------------------------------===//

/// Gradients that MindSpore gives as (y, dy).
static void exportGradOfY(NodeWriter &n) {
  n.result(
      n.call(n.getNodeType(), {n.operand(1), n.operand(0)}, n.resultType()));
}

/// Whole numbers are cut toward zero: the rounding mode 1, "trunc".
static void exportDiv(NodeWriter &n) {
  if (isa<FloatType>(n.resultType().getElementType()))
    n.result(n.call("Div", n.operands(), n.resultType()));
  else
    n.result(n.call("DivMod", {n.operand(0), n.operand(1), n.integer(1)},
                    n.resultType()));
}

static void exportAddN(NodeWriter &n) {
  n.result(n.call("AddN", {n.tuple(n.operands())}, n.resultType()));
}

//===----------------------------------------------------------------------===//
// Reductions, products
//===----------------------------------------------------------------------===//

template <typename OpT> static void exportReduce(NodeWriter &n) {
  auto op = n.as<OpT>();
  SmallVector<Ref> inputs = {n.operand(0), n.ints(op.getAxisAttr()),
                             n.boolean(op.getKeepDims())};
  // Without axes all of them are meant, as here.
  if (n.getNodeType() == "ReduceSum")
    inputs.push_back(n.boolean(false));
  n.result(n.call(n.getNodeType(), inputs, n.resultType()));
}

static void exportArgmax(NodeWriter &n) {
  n.result(n.call("Argmax",
                  {n.operand(0), n.integer(n.as<ArgmaxOp>().getAxis()),
                   n.typeId(n.resultType().getElementType())},
                  n.resultType()));
}

static void exportMatMul(NodeWriter &n) {
  auto op = n.as<MatMulOp>();
  n.result(n.call("MatMul",
                  {n.operand(0), n.operand(1), n.boolean(op.getTransposeA()),
                   n.boolean(op.getTransposeB())},
                  n.resultType()));
}

void addMathOps(ExportTable &table) {
  table.plain<NegOp>("Neg");
  table.plain<AbsOp>("Abs");
  table.plain<ExpOp>("Exp");
  table.plain<LogOp>("Log");
  table.plain<SqrtOp>("Sqrt");
  table.plain<RsqrtOp>("Rsqrt");
  table.plain<ReciprocalOp>("Reciprocal");
  table.plain<SquareOp>("Square");
  table.plain<SinOp>("Sin");
  table.plain<CosOp>("Cos");
  table.plain<FloorOp>("Floor");
  table.plain<CeilOp>("Ceil");
  table.plain<SigmoidOp>("Sigmoid");
  table.plain<TanhOp>("Tanh");
  table.plain<ReLUOp>("ReLU");
  table.plain<LogicalNotOp>("LogicalNot");
  table.plain<ReLUGradOp>("ReluGrad");
  table.add<SigmoidGradOp>(exportGradOfY, "SigmoidGrad");
  table.add<TanhGradOp>(exportGradOfY, "TanhGrad");

  table.plain<AddOp>("Add");
  table.plain<SubOp>("Sub");
  table.plain<MulOp>("Mul");
  table.add<DivOp>(exportDiv);
  table.plain<PowOp>("Pow");
  table.plain<MaximumOp>("Maximum");
  table.plain<MinimumOp>("Minimum");
  table.plain<LogicalAndOp>("LogicalAnd");
  table.plain<LogicalOrOp>("LogicalOr");
  table.plain<EqualOp>("Equal");
  table.plain<NotEqualOp>("NotEqual");
  table.plain<LessOp>("Less");
  table.plain<LessEqualOp>("LessEqual");
  table.plain<GreaterOp>("Greater");
  table.plain<GreaterEqualOp>("GreaterEqual");
  table.plain<SelectOp>("Select");
  table.add<AddNOp>(exportAddN);

  table.add<ReduceSumOp>(exportReduce<ReduceSumOp>, "ReduceSum");
  table.add<ReduceMeanOp>(exportReduce<ReduceMeanOp>, "ReduceMean");
  table.add<ReduceMaxOp>(exportReduce<ReduceMaxOp>, "ReduceMax");
  table.add<ReduceMinOp>(exportReduce<ReduceMinOp>, "ReduceMin");
  table.add<ArgmaxOp>(exportArgmax);

  table.add<MatMulOp>(exportMatMul);
}

const ExportTable &getExportTable() {
  static const ExportTable table = [] {
    ExportTable all;
    addMathOps(all);
    addTensorOps(all);
    addNNOps(all);
    addActivationOps(all);
    addElementaryOps(all);
    addImageOps(all);
    addIndexOps(all);
    addLossOps(all);
    addNormOps(all);
    addProductOps(all);
    addRecurrentOps(all);
    addReductionOps(all);
    addShapeOps(all);
    addUpdateOps(all);
    return all;
  }();
  return table;
}

} // namespace ms
