//===- Math.cpp - Elementwise math, reductions, products ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/MindIR/Ops/Ops.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

//===----------------------------------------------------------------------===//
// Element by element
//===----------------------------------------------------------------------===//

/// Gradients that newer versions give as (y, dy).
template <typename OpT> static Item importGradOfY(NodeReader &n) {
  Value y = n.tensor(0), dy = n.tensor(1);
  return Item::tensor(n.emit<OpT>({dy, y}));
}

/// Of truth values another op: their product is "and".
template <typename OpT, typename BoolOpT>
static Item importNumeric(NodeReader &n) {
  auto [x, y] = n.operands(0, 1);
  if (x && n.typeOf(x).getElementType().isInteger(1))
    return Item::tensor(n.emit<BoolOpT>({x, y}));
  return Item::tensor(n.emit<OpT>({x, y}));
}

/// Integers are divided as real numbers.
static Item importDiv(NodeReader &n) {
  auto [x, y] = n.operands(0, 1);
  if (x && y && !isa<FloatType>(n.typeOf(x).getElementType())) {
    Type real = Float32Type::get(x.getContext());
    x = n.convert(x, real);
    y = n.convert(y, real);
  }
  return Item::tensor(n.emit<DivOp>({x, y}));
}

static Item importSelect(NodeReader &n) {
  Value condition = n.tensor(0);
  auto [x, y] = n.operands(1, 2);
  return Item::tensor(n.emit<SelectOp>({condition, x, y}));
}

static Item importAddN(NodeReader &n) {
  return Item::tensor(n.emit<AddNOp>(n.tensors(0)));
}

//===----------------------------------------------------------------------===//
// Reductions
//===----------------------------------------------------------------------===//

template <typename OpT> static Item importReduce(NodeReader &n) {
  Value x = n.tensor(0);
  NodeReader::Ints axes = n.ints({1, "axis"}, NodeReader::Ints{});
  bool keep = n.boolean({2, "keep_dims"}, false);
  return Item::tensor(n.emit<OpT>(
      x, n.attributes().ints("axis", axes).flag("keep_dims", keep)));
}

static Item importReduceSum(NodeReader &n) {
  // With skip_mode, no axes mean that nothing is summed.
  bool skip = n.boolean({3, "skip_mode"}, false);
  if (skip && n.ints({1, "axis"}, NodeReader::Ints{}).empty())
    return Item::tensor(n.tensor(0));
  return importReduce<ReduceSumOp>(n);
}

static Item importArgmax(NodeReader &n) {
  Value x = n.tensor(0);
  int64_t axis = n.integer({1, "axis"}, -1);
  OpAttributes attributes = n.attributes().integer("axis", axis);
  if (n.has({2, "output_type"}))
    attributes.type("output_type", n.type({2, "output_type"}));
  return Item::tensor(n.emit<ArgmaxOp>(x, attributes));
}

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

static Item importMatMul(NodeReader &n) {
  Value a = n.tensor(0), b = n.tensor(1);
  bool transposeA = n.boolean({2, "transpose_a"}, false);
  bool transposeB = n.boolean({3, "transpose_b"}, false);
  return Item::tensor(
      n.emit<MatMulOp>({a, b}, n.attributes()
                                   .flag("transpose_a", transposeA)
                                   .flag("transpose_b", transposeB)));
}

void addMathOps(OpTable &table) {
  table["Neg"] = importUnary<NegOp>;
  table["Abs"] = importUnary<AbsOp>;
  table["Exp"] = importUnary<ExpOp>;
  table["Log"] = importUnary<LogOp>;
  table["Sqrt"] = importUnary<SqrtOp>;
  table["Rsqrt"] = importUnary<RsqrtOp>;
  table["Reciprocal"] = table["Inv"] = importUnary<ReciprocalOp>;
  table["Square"] = importUnary<SquareOp>;
  table["Sin"] = importUnary<SinOp>;
  table["Cos"] = importUnary<CosOp>;
  table["Floor"] = importUnary<FloorOp>;
  table["Ceil"] = importUnary<CeilOp>;
  table["Sigmoid"] = importUnary<SigmoidOp>;
  table["Tanh"] = importUnary<TanhOp>;
  table["ReLU"] = table["ReLUV2"] = importUnary<ReLUOp>;
  table["LogicalNot"] = importUnary<LogicalNotOp>;
  table["ReluGrad"] = importGrad<ReLUGradOp>;
  table["SigmoidGrad"] = importGradOfY<SigmoidGradOp>;
  table["TanhGrad"] = importGradOfY<TanhGradOp>;

  table["Add"] = table["TensorAdd"] = table["Adds"] =
      importNumeric<AddOp, LogicalOrOp>;
  table["Sub"] = table["Subs"] = importBinary<SubOp>;
  table["Mul"] = table["Muls"] = importNumeric<MulOp, LogicalAndOp>;
  table["Div"] = table["RealDiv"] = table["Divs"] = importDiv;
  table["Pow"] = table["PowTensorScalar"] = table["PowScalarTensor"] =
      importBinary<PowOp>;
  table["Maximum"] = importNumeric<MaximumOp, LogicalOrOp>;
  table["Minimum"] = importNumeric<MinimumOp, LogicalAndOp>;
  table["LogicalAnd"] = importBinary<LogicalAndOp>;
  table["LogicalOr"] = importBinary<LogicalOrOp>;
  table["Equal"] = table["EqScalar"] = importBinary<EqualOp>;
  table["NotEqual"] = table["NeScalar"] = importBinary<NotEqualOp>;
  table["Less"] = table["LessScalar"] = importBinary<LessOp>;
  table["LessEqual"] = table["LessEqualScalar"] = importBinary<LessEqualOp>;
  table["Greater"] = table["GreaterScalar"] = importBinary<GreaterOp>;
  table["GreaterEqual"] = table["GreaterEqualScalar"] =
      importBinary<GreaterEqualOp>;
  table["Select"] = table["SelectV2"] = importSelect;
  table["AddN"] = importAddN;

  table["ReduceSum"] = importReduceSum;
  table["ReduceMean"] = importReduce<ReduceMeanOp>;
  table["ReduceMax"] = importReduce<ReduceMaxOp>;
  table["ReduceMin"] = importReduce<ReduceMinOp>;
  table["Argmax"] = importArgmax;

  table["MatMul"] = importMatMul;
}

} // namespace ms
