//===- Element.cpp - Functions of each element ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/AIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Activation.h"
#include "dialects/MindIR/Ops/Elementary.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::air {

/// Exp and Log of another base, or of a scaled operand, are not written here.
template <typename OpT> static void importNatural(NodeReader &n) {
  n.expectReal("base", -1);
  n.expectReal("scale", 1);
  n.expectReal("shift", 0);
  n.result(n.emit<OpT>(n.tensor("x")));
}

static void importHardSigmoid(NodeReader &n) {
  n.expectReal("alpha", 1.0 / 6);
  n.expectReal("beta", 0.5);
  n.result(n.emit<HSigmoidOp>(n.tensor("input_x")));
}

static void importSwish(NodeReader &n) {
  n.expectReal("scale", 1);
  n.result(n.emit<SiLUOp>(n.tensor("x")));
}

static void importElu(NodeReader &n) {
  n.result(n.emit<EluOp>(n.tensor("x"),
                         n.attributes().number("alpha", n.realAttr("alpha"))));
}

static void importLeakyRelu(NodeReader &n) {
  n.result(n.emit<LeakyReLUOp>(
      n.tensor("x"),
      n.attributes().number("alpha", n.realAttr("negative_slope"))));
}

static void importAddN(NodeReader &n) {
  SmallVector<Value> values = n.tensors();
  n.expectInt("N", static_cast<int64_t>(values.size()));
  n.result(n.emit<AddNOp>(values));
}

template <bool isReal> static void importQuotient(NodeReader &n) {
  Value x = n.tensor("x1"), y = n.tensor("x2");
  if (x && isa<FloatType>(n.typeOf(x).getElementType()) != isReal)
    n.fail("elements of a type that it is not used for here");
  n.result(n.emit<DivOp>({x, y}));
}

static void importSelect(NodeReader &n) {
  Value condition = n.tensor("condition");
  Value x = n.tensor(n.slotName(1)), y = n.tensor(n.slotName(2));
  n.result(n.emit<SelectOp>({condition, x, y}));
}

void addElementOps(OpTable &table) {
  table.unary<AbsOp>("Abs");
  table.unary<AcosOp>("Acos");
  table.unary<AcoshOp>("Acosh");
  table.unary<AsinOp>("Asin");
  table.unary<AsinhOp>("Asinh");
  table.unary<AtanOp>("Atan");
  table.unary<AtanhOp>("Atanh");
  table.unary<CeilOp>("Ceil");
  table.unary<CosOp>("Cos");
  table.unary<CoshOp>("Cosh");
  table.unary<DigammaOp>("Digamma");
  table.unary<ErfOp>("Erf");
  table.unary<Expm1Op>("Expm1");
  table.unary<FloorOp>("Floor");
  table.unary<InvertOp>("Invert");
  table.unary<IsFiniteOp>("IsFinite");
  table.unary<IsInfOp>("IsInf");
  table.unary<IsNanOp>("IsNan");
  table.unary<LgammaOp>("Lgamma");
  table.unary<Log1pOp>("Log1p");
  table.unary<LogicalNotOp>("LogicalNot");
  table.unary<NegOp>("Neg");
  table.unary<ReciprocalOp>("Reciprocal");
  table.unary<RoundOp>("Rint");
  table.unary<RsqrtOp>("Rsqrt");
  table.unary<SignOp>("Sign");
  table.unary<SinOp>("Sin");
  table.unary<SinhOp>("Sinh");
  table.unary<SqrtOp>("Sqrt");
  table.unary<SquareOp>("Square");
  table.unary<TanOp>("Tan");
  table.unary<TruncOp>("Trunc");
  table["Exp"] = importNatural<ExpOp>;
  table["Log"] = importNatural<LogOp>;

  table.unary<FastGeLUOp>("FastGelu");
  table.unary<GeLUOp>("Gelu");
  table.unary<HSwishOp>("HardSwish");
  table.unary<LogSigmoidOp>("LogSigmoid");
  table.unary<MishOp>("Mish");
  table.unary<ReLUOp>("Relu");
  table.unary<ReLU6Op>("Relu6");
  table.unary<SeLUOp>("Selu");
  table.unary<SigmoidOp>("Sigmoid");
  table.unary<SoftplusOp>("Softplus");
  table.unary<SoftsignOp>("Softsign");
  table.unary<TanhOp>("Tanh");
  table.binary<PReLUOp>("PRelu");
  table["Elu"] = importElu;
  table["HardSigmoid"] = importHardSigmoid;
  table["LeakyRelu"] = importLeakyRelu;
  table["Swish"] = importSwish;

  table.binary<AddOp>("Add");
  table.binary<Atan2Op>("Atan2");
  table.binary<BitwiseAndOp>("BitwiseAnd");
  table.binary<BitwiseOrOp>("BitwiseOr");
  table.binary<BitwiseXorOp>("BitwiseXor");
  table.binary<EqualOp>("Equal");
  table.binary<FloorDivOp>("FloorDiv");
  table.binary<FloorModOp>("FloorMod");
  table.binary<GreaterOp>("Greater");
  table.binary<GreaterEqualOp>("GreaterEqual");
  table.binary<LessOp>("Less");
  table.binary<LessEqualOp>("LessEqual");
  table.binary<LogicalAndOp>("LogicalAnd");
  table.binary<LogicalOrOp>("LogicalOr");
  table.binary<MaximumOp>("Maximum");
  table.binary<MinimumOp>("Minimum");
  table.binary<ModOp>("Mod");
  table.binary<MulOp>("Mul");
  table.binary<NotEqualOp>("NotEqual");
  table.binary<PowOp>("Pow");
  table.binary<SubOp>("Sub");
  table.binary<XlogyOp>("Xlogy");
  table["AddN"] = importAddN;
  table["RealDiv"] = importQuotient<true>;
  table["TruncateDiv"] = importQuotient<false>;
  table["Select"] = table["SelectV2"] = importSelect;
}

const OpTable &getOpTable() {
  static const OpTable table = [] {
    OpTable all;
    addElementOps(all);
    addImageOps(all);
    addIndexOps(all);
    addNNOps(all);
    addNormOps(all);
    addProductOps(all);
    addRecurrentOps(all);
    addReductionOps(all);
    addShapeOps(all);
    addTensorOps(all);
    return all;
  }();
  return table;
}

} // namespace ms::air
