//===- Activation.cpp - Activation functions ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/ONNX/Ops/Ops.h"

#include "dialects/MindIR/Ops/Activation.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::to_onnx {

/// x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))
static void exportGeLU(NodeWriter &n) {
  Ref x = n.exact(n.operand(0));
  Ref cube = n.binary("Mul", n.binary("Mul", x, x), x);
  Ref inner = n.binary("Add", x, n.binary("Mul", cube, 0.044715));
  Ref tanh = n.unary("Tanh", n.binary("Mul", inner, 0.79788456080286535588));
  n.result(n.binary("Mul", n.binary("Mul", x, 0.5), n.binary("Add", tanh, 1)));
}

/// x / 2 * (1 + erf(x / sqrt(2)))
static void exportGeLUErf(NodeWriter &n) {
  Ref x = n.exact(n.operand(0));
  Ref erf = n.unary("Erf", n.binary("Mul", x, 0.70710678118654752440));
  n.result(n.binary("Mul", n.binary("Mul", x, 0.5), n.binary("Add", erf, 1)));
}

/// min(max(x, 0), 6); of 64 bits, opset 11 has no Clip.
static Ref relu6(NodeWriter &n, const Ref &x) {
  if (x.element().isF64())
    return n.binary("Min", n.binary("Max", x, 0), 6);
  return n.call("Clip", {x, n.scalar(x.element(), 0), n.scalar(x.element(), 6)},
                x.type);
}

/// Of 64 bits the attributes 1/6 would be too short.
static Ref hardSigmoid(NodeWriter &n, const Ref &x) {
  if (!x.element().isF64())
    return n.unary("HardSigmoid", x,
                   Attributes().real("alpha", 1.0 / 6).real("beta", 0.5));
  return n.binary("Div", relu6(n, n.binary("Add", x, 3)), 6);
}

static void exportHSigmoid(NodeWriter &n) {
  n.result(hardSigmoid(n, n.wideOperand(0)));
}

static void exportHSwish(NodeWriter &n) {
  Ref x = n.wideOperand(0);
  if (n.opset() >= 14 && !x.element().isF64())
    return n.result(n.unary("HardSwish", x));
  n.result(n.binary("Mul", x, hardSigmoid(n, x)));
}

static void exportSiLU(NodeWriter &n) {
  Ref x = n.wideOperand(0);
  n.result(n.binary("Mul", x, n.unary("Sigmoid", x)));
}

/// x * sigmoid(1.702 * x)
static void exportFastGeLU(NodeWriter &n) {
  Ref x = n.exact(n.operand(0));
  n.result(n.binary("Mul", x, n.unary("Sigmoid", n.binary("Mul", x, 1.702))));
}

static void exportReLU6(NodeWriter &n) { n.result(relu6(n, n.wideOperand(0))); }

static void exportSoftplus(NodeWriter &n) {
  n.result(softplus(n, n.wideOperand(0)));
}

/// The constants have 32 bits in ONNX, too.
static void exportSeLU(NodeWriter &n) {
  n.result(n.unary("Selu", n.wideOperand(0),
                   Attributes()
                       .real("alpha", 1.67326324235437)
                       .real("gamma", 1.05070098735548)));
}

static void exportLogSigmoid(NodeWriter &n) {
  Ref x = n.wideOperand(0);
  n.result(n.unary("Neg", softplus(n, n.unary("Neg", x))));
}

static void exportMish(NodeWriter &n) {
  Ref x = n.wideOperand(0);
  n.result(n.binary("Mul", x, n.unary("Tanh", softplus(n, x))));
}

static void exportElu(NodeWriter &n) {
  double alpha = n.as<EluOp>().getAlpha().convertToDouble();
  n.result(n.unary("Elu", n.wideOperand(0),
                   Attributes().real("alpha", n.fits(alpha))));
}

/// x > 0 ? x : alpha * (e^(x / alpha) - 1); ONNX's own is of f32 only.
static void exportCeLU(NodeWriter &n) {
  double alpha = n.as<CeLUOp>().getAlpha().convertToDouble();
  Ref x = n.wideOperand(0);
  if (alpha == 0)
    return n.result(n.unary("Relu", x));
  if (alpha > 0 && n.opset() >= 12 && x.element().isF32())
    return n.result(
        n.unary("Celu", x, Attributes().real("alpha", n.fits(alpha))));
  // Where x is positive the exponential may overflow, but is not taken.
  Ref below = n.binary("Mul", expm1(n, n.binary("Div", x, alpha)), alpha);
  n.result(n.where(n.compare("Greater", x, 0), x, below));
}

static void exportLeakyReLU(NodeWriter &n) {
  double alpha = n.as<LeakyReLUOp>().getAlpha().convertToDouble();
  n.result(n.unary("LeakyRelu", n.wideOperand(0),
                   Attributes().real("alpha", n.fits(alpha))));
}

static void exportPReLU(NodeWriter &n) {
  Ref x = n.wideOperand(0), weight = n.wideOperand(1);
  if (weight.extent(0) != 1)
    weight = n.perChannel(weight, x.rank());
  n.result(n.call("PRelu", {x, weight}, x.type));
}

void addActivationOps(ExportTable &table) {
  table.add<GeLUOp>(exportGeLU);
  table.add<GeLUErfOp>(exportGeLUErf);
  table.add<FastGeLUOp>(exportFastGeLU);
  table.add<SiLUOp>(exportSiLU);
  table.add<HSigmoidOp>(exportHSigmoid);
  table.add<HSwishOp>(exportHSwish);
  table.add<ReLU6Op>(exportReLU6);
  table.add<SeLUOp>(exportSeLU);
  table.add<SoftplusOp>(exportSoftplus);
  table.unary<SoftsignOp>("Softsign");
  table.add<LogSigmoidOp>(exportLogSigmoid);
  table.add<MishOp>(exportMish);
  table.add<EluOp>(exportElu);
  table.add<CeLUOp>(exportCeLU);
  table.add<LeakyReLUOp>(exportLeakyReLU);
  table.add<PReLUOp>(exportPReLU);
}

} // namespace ms::to_onnx
