//===- Elementary.cpp - Elementary functions, tests -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/ONNX/Ops/Ops.h"

#include "dialects/MindIR/Ops/Elementary.h"

#include <limits>

using namespace mlir;
using namespace ms::mindir;

namespace ms::to_onnx {

static constexpr double kInfinity = std::numeric_limits<double>::infinity();
static constexpr double kPi = 3.14159265358979323846;

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

/// tanh(x / 2) * (e^x + 1)
Ref expm1(NodeWriter &n, const Ref &x) {
  Ref tanh = n.unary("Tanh", n.binary("Mul", x, 0.5));
  return n.binary("Mul", tanh, n.binary("Add", n.unary("Exp", x), 1));
}

/// With u = 1 + x, rounded: ln(u) * x / (u - 1), and x where u is 1.
Ref log1p(NodeWriter &n, const Ref &x) {
  Ref one = n.scalar(x.element(), 1);
  Ref u = n.binary("Add", x, one);
  Ref share = n.binary("Div", x, n.binary("Sub", u, one));
  Ref log = n.binary("Mul", n.unary("Log", u), share);
  Ref isPlain = n.compare("Or", n.compare("Equal", u, one),
                          n.compare("Equal", u, kInfinity));
  return n.where(isPlain, x, log);
}

/// ONNX Runtime has it in f32: max(x, 0) + ln(1 + e^-|x|).
Ref softplus(NodeWriter &n, const Ref &x) {
  if (!x.element().isF64())
    return n.unary("Softplus", x);
  Ref small = n.unary("Exp", n.unary("Neg", n.unary("Abs", x)));
  return n.binary("Add", n.unary("Relu", x), log1p(n, small));
}

static void exportExpm1(NodeWriter &n) {
  n.result(expm1(n, n.exact(n.operand(0))));
}

static void exportLog1p(NodeWriter &n) {
  n.result(log1p(n, n.exact(n.operand(0))));
}

/// sin(pi x) / (pi x), 1 at 0.
static void exportSinc(NodeWriter &n) {
  Ref x = n.exact(n.operand(0));
  Ref isZero = n.compare("Equal", x, 0);
  Ref one = n.scalar(x.element(), 1);
  Ref angle = n.binary("Mul", n.where(isZero, one, x), kPi);
  n.result(n.where(isZero, one, n.binary("Div", n.unary("Sin", angle), angle)));
}

static Ref truncated(NodeWriter &n, const Ref &x) {
  return n.where(n.compare("Less", x, 0), n.unary("Ceil", x),
                 n.unary("Floor", x));
}

static void exportTrunc(NodeWriter &n) {
  n.result(truncated(n, n.wideOperand(0)));
}

/// -1 - x of numbers with a sign.
static void exportInvert(NodeWriter &n) {
  Ref x = n.wideOperand(0);
  n.result(n.binary("Sub", n.scalar(x.element(), -1), x));
}

//===----------------------------------------------------------------------===//
// Tests
//===----------------------------------------------------------------------===//

static void exportIsNan(NodeWriter &n) {
  Ref x = n.exact(n.operand(0));
  n.result(n.call("IsNaN", {x}, n.resultType()));
}

static Ref isInf(NodeWriter &n, const Ref &x) {
  return n.call("IsInf", {x},
                withElement(x.type, IntegerType::get(x.type.getContext(), 1)));
}

static void exportIsInf(NodeWriter &n) {
  n.result(isInf(n, n.exact(n.operand(0))));
}

/// |x| < infinity
static void exportIsFinite(NodeWriter &n) {
  Ref x = n.exact(n.operand(0));
  n.result(n.compare("Less", n.unary("Abs", x), kInfinity));
}

//===----------------------------------------------------------------------===//
// Two operands
//===----------------------------------------------------------------------===//

/// The angle of the point (abscissa, ordinate).
static void exportAtan2(NodeWriter &n) {
  Ref ordinate = n.exact(n.operand(0)), abscissa = n.exact(n.operand(1));
  // Two infinities stand in a ratio of 1.
  Ref both = n.compare("And", isInf(n, ordinate), isInf(n, abscissa));
  Ref y = n.where(both, n.unary("Sign", ordinate), ordinate);
  Ref x = n.where(both, n.unary("Sign", abscissa), abscissa);
  Ref angle = n.unary("Atan", n.binary("Div", y, x));
  Ref half = n.where(n.compare("Less", y, 0), n.scalar(y.element(), -kPi),
                     n.scalar(y.element(), kPi));
  Ref left =
      n.where(n.compare("Less", x, 0), n.binary("Add", angle, half), angle);
  // 0 / 0 is 0 here.
  Ref upright = n.binary("Mul", n.unary("Sign", y), kPi / 2);
  n.result(n.where(n.compare("Equal", x, 0), upright, left));
}

/// `of(x, y)`, and zero where the whole number y is zero.
template <typename Of>
static Ref dividing(NodeWriter &n, const Ref &x, const Ref &y, Of of) {
  Ref isZero = n.compare("Equal", y, 0);
  Ref some = of(x, n.where(isZero, n.scalar(y.element(), 1), y));
  return n.where(isZero, n.scalar(x.element(), 0), some);
}

/// The remainder that a Mod without fmod gives has the sign of the divisor.
static Ref remainder(NodeWriter &n, const Ref &x, const Ref &y, bool ofX) {
  Ref z = n.binary("Mul", x, y); // for its shape
  return n.call("Mod", {x, y}, z.type, Attributes().integer("fmod", ofX));
}

static void exportFloorDiv(NodeWriter &n) {
  Ref x = n.wideOperand(0), y = n.wideOperand(1);
  if (isa<FloatType>(x.element()))
    return n.result(n.unary("Floor", n.binary("Div", x, y)));
  n.result(dividing(n, x, y, [&](const Ref &a, const Ref &b) {
    return n.binary("Div", n.binary("Sub", a, remainder(n, a, b, false)), b);
  }));
}

static void exportFloorMod(NodeWriter &n) {
  Ref x = n.wideOperand(0), y = n.wideOperand(1);
  if (isa<FloatType>(x.element())) {
    Ref whole = n.unary("Floor", n.binary("Div", x, y));
    return n.result(n.binary("Sub", x, n.binary("Mul", y, whole)));
  }
  n.result(dividing(n, x, y, [&](const Ref &a, const Ref &b) {
    return remainder(n, a, b, false);
  }));
}

static void exportMod(NodeWriter &n) {
  Ref x = n.wideOperand(0), y = n.wideOperand(1);
  if (isa<FloatType>(x.element()))
    return n.result(remainder(n, x, y, true));
  n.result(dividing(n, x, y, [&](const Ref &a, const Ref &b) {
    return remainder(n, a, b, true);
  }));
}

/// With the larger one taken out, no square overflows.
static void exportHypot(NodeWriter &n) {
  Ref x = n.unary("Abs", n.exact(n.operand(0)));
  Ref y = n.unary("Abs", n.exact(n.operand(1)));
  Ref large = n.binary("Max", x, y), small = n.binary("Min", x, y);
  Ref ratio = n.binary("Div", small, large);
  Ref root = n.unary("Sqrt", n.binary("Add", n.binary("Mul", ratio, ratio), 1));
  Ref isZero = n.compare("Equal", large, 0);
  Ref length = n.where(isZero, large, n.binary("Mul", large, root));
  Ref endless = n.compare("Or", isInf(n, x), isInf(n, y));
  n.result(n.where(endless, n.scalar(x.element(), kInfinity), length));
}

static void exportXlogy(NodeWriter &n) {
  Ref x = n.wideOperand(0), y = n.wideOperand(1);
  Ref isNumber = n.compare("Equal", y, y);
  Ref isZero = n.compare("And", n.compare("Equal", x, 0), isNumber);
  n.result(n.where(isZero, n.scalar(x.element(), 0),
                   n.binary("Mul", x, n.unary("Log", y))));
}

void addElementaryOps(ExportTable &table) {
  table.unary<ErfOp>("Erf");
  table.add<Expm1Op>(exportExpm1);
  table.add<Log1pOp>(exportLog1p);
  table.unary<TanOp>("Tan");
  table.unary<AsinOp>("Asin");
  table.unary<AcosOp>("Acos");
  table.unary<AtanOp>("Atan");
  table.unary<SinhOp>("Sinh");
  table.unary<CoshOp>("Cosh");
  table.unary<AsinhOp>("Asinh");
  table.unary<AcoshOp>("Acosh");
  table.unary<AtanhOp>("Atanh");
  table.add<SincOp>(exportSinc);
  table.add<InvertOp>(exportInvert);
  table.unary<SignOp>("Sign");
  table.unary<RoundOp>("Round");
  table.add<TruncOp>(exportTrunc);
  table.add<IsNanOp>(exportIsNan);
  table.add<IsInfOp>(exportIsInf);
  table.add<IsFiniteOp>(exportIsFinite);

  table.add<Atan2Op>(exportAtan2);
  table.add<FloorDivOp>(exportFloorDiv);
  table.add<FloorModOp>(exportFloorMod);
  table.add<ModOp>(exportMod);
  table.add<HypotOp>(exportHypot);
  table.add<XlogyOp>(exportXlogy);
  table.logical<LogicalXorOp>("Xor");
}

} // namespace ms::to_onnx
