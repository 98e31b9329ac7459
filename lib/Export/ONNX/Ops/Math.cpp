//===- Math.cpp - Elementwise math, reductions, products ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/ONNX/Ops/Ops.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "dialects/MindIR/MindIRShapes.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::to_onnx {

//===----------------------------------------------------------------------===//
// Element by element
//===----------------------------------------------------------------------===//

static void exportSquare(NodeWriter &n) {
  Ref x = n.wideOperand(0);
  n.result(n.binary("Mul", x, x));
}

static void exportRsqrt(NodeWriter &n) {
  n.result(n.unary("Reciprocal", n.unary("Sqrt", n.wideOperand(0))));
}

/// Whole numbers only since opset 14.
static void exportReLU(NodeWriter &n) {
  Ref x = n.wideOperand(0);
  if (isa<FloatType>(x.element()))
    return n.result(n.unary("Relu", x));
  n.result(n.larger(x, n.scalar(x.element(), 0)));
}

/// Whole numbers are cut toward zero, and divided by zero they are zero.
static void exportDiv(NodeWriter &n) {
  Ref x = n.wideOperand(0), y = n.wideOperand(1);
  if (isa<FloatType>(x.element()))
    return n.result(n.binary("Div", x, y));
  Ref isZero = n.compare("Equal", y, 0);
  Ref quotient =
      n.binary("Div", x, n.where(isZero, n.scalar(y.element(), 1), y));
  n.result(n.where(isZero, n.scalar(x.element(), 0), quotient));
}

static void exportMaximum(NodeWriter &n) {
  n.result(n.larger(n.wideOperand(0), n.wideOperand(1)));
}

static void exportMinimum(NodeWriter &n) {
  n.result(n.smaller(n.wideOperand(0), n.wideOperand(1)));
}

static void exportCompare(NodeWriter &n) {
  n.result(n.compare(n.getNodeType(), n.wideOperand(0), n.wideOperand(1)));
}

static void exportNotEqual(NodeWriter &n) {
  n.result(
      n.unary("Not", n.compare("Equal", n.wideOperand(0), n.wideOperand(1))));
}

/// Since opset 12; before, one of two, so that NaN is none of them.
static void exportOrEqual(NodeWriter &n) {
  Ref x = n.wideOperand(0), y = n.wideOperand(1);
  StringRef type = n.getNodeType();
  if (n.opset() >= 12)
    return n.result(n.compare((type + "OrEqual").str(), x, y));
  n.result(n.compare("Or", n.compare(type, x, y), n.compare("Equal", x, y)));
}

/// ONNX Runtime has no Where of truth values.
static void exportSelect(NodeWriter &n) {
  Ref condition = n.operand(0);
  n.result(n.where(condition, n.wideOperand(1), n.wideOperand(2)));
}

static void exportAddN(NodeWriter &n) {
  SmallVector<Ref> terms;
  for (const Ref &term : n.operands())
    terms.push_back(n.wide(term));
  if (isa<FloatType>(terms[0].element()))
    return n.result(n.call("Sum", terms, terms[0].type));
  Ref sum = terms[0];
  for (const Ref &term : ArrayRef(terms).drop_front())
    sum = n.binary("Add", sum, term);
  n.result(terms.size() == 1 ? n.unary("Identity", sum) : sum);
}

//===----------------------------------------------------------------------===//
// Reductions
//===----------------------------------------------------------------------===//

template <typename OpT> static void exportReduce(NodeWriter &n) {
  auto op = n.as<OpT>();
  Ref x = n.wideOperand(0);
  n.result(n.reduce(n.getNodeType(), x, reducedAxes(op.getAxisAttr(), x.rank()),
                    op.getKeepDims()));
}

static void exportArgmax(NodeWriter &n) {
  Ref x = n.wideOperand(0);
  auto type =
      withElement(n.resultType(), IntegerType::get(x.type.getContext(), 64));
  n.result(n.call(
      "ArgMax", {x}, type,
      Attributes()
          .integer("axis", normalizeAxis(n.as<ArgmaxOp>().getAxis(), x.rank()))
          .integer("keepdims", 0)));
}

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

bool hasFusedBias(Operation *op) {
  if (!op->hasOneUse())
    return false;
  auto bias = dyn_cast<BiasAddOp>(*op->user_begin());
  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  return bias && bias.getX() == op->getResult(0) &&
         isa<FloatType>(type.getElementType());
}

static void exportMatMul(NodeWriter &n) {
  auto op = n.as<MatMulOp>();
  if (hasFusedBias(op))
    return;
  Ref a = n.wideOperand(0), b = n.wideOperand(1);
  RankedTensorType type = withElement(n.resultType(), a.element());
  bool isReal = isa<FloatType>(a.element());
  if (isReal && (op.getTransposeA() || op.getTransposeB()))
    return n.result(n.call("Gemm", {a, b}, type,
                           Attributes()
                               .integer("transA", op.getTransposeA())
                               .integer("transB", op.getTransposeB())));
  // Of whole numbers there is no Gemm in ONNX Runtime.
  if (op.getTransposeA())
    a = n.transpose(a, {1, 0});
  if (op.getTransposeB())
    b = n.transpose(b, {1, 0});
  n.result(n.call("MatMul", {a, b}, type));
}

void addMathOps(ExportTable &table) {
  table.unary<NegOp>("Neg");
  table.unary<AbsOp>("Abs");
  table.unary<ExpOp>("Exp");
  table.unary<LogOp>("Log");
  table.unary<SqrtOp>("Sqrt");
  table.add<RsqrtOp>(exportRsqrt);
  table.unary<ReciprocalOp>("Reciprocal");
  table.add<SquareOp>(exportSquare);
  table.unary<SinOp>("Sin");
  table.unary<CosOp>("Cos");
  table.unary<FloorOp>("Floor");
  table.unary<CeilOp>("Ceil");
  table.unary<SigmoidOp>("Sigmoid");
  table.unary<TanhOp>("Tanh");
  table.add<ReLUOp>(exportReLU);
  table.add<LogicalNotOp>(
      [](NodeWriter &n) { n.result(n.unary("Not", n.operand(0))); });

  table.binary<AddOp>("Add");
  table.binary<SubOp>("Sub");
  table.binary<MulOp>("Mul");
  table.add<DivOp>(exportDiv);
  table.binary<PowOp>("Pow");
  table.add<MaximumOp>(exportMaximum);
  table.add<MinimumOp>(exportMinimum);
  table.logical<LogicalAndOp>("And");
  table.logical<LogicalOrOp>("Or");
  table.add<EqualOp>(exportCompare, "Equal");
  table.add<NotEqualOp>(exportNotEqual);
  table.add<LessOp>(exportCompare, "Less");
  table.add<LessEqualOp>(exportOrEqual, "Less");
  table.add<GreaterOp>(exportCompare, "Greater");
  table.add<GreaterEqualOp>(exportOrEqual, "Greater");
  table.add<SelectOp>(exportSelect);
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
    return all;
  }();
  return table;
}

} // namespace ms::to_onnx
