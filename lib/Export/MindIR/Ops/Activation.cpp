//===- Activation.cpp - Activation functions and their gradients ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/MindIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Activation.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

static Ref number(NodeWriter &n, double value) {
  return n.scalar(n.resultType().getElementType(), value);
}

/// x * (1 + erf(x / sqrt(2))) / 2
static void exportGeLUErf(NodeWriter &n) {
  Ref x = n.operand(0);
  Ref erf =
      n.unary("Erf", n.binary("Mul", x, number(n, 0.70710678118654752440)));
  Ref share = n.binary("Add", erf, number(n, 1));
  n.result(n.binary("Mul", n.binary("Mul", x, number(n, 0.5)), share));
}

/// MindSpore's primitive takes 1 as alpha, nothing else:
/// max(x, 0) + alpha * (e^min(x, 0) - 1)
static void exportElu(NodeWriter &n) {
  double alpha = n.as<EluOp>().getAlpha().convertToDouble();
  Ref x = n.operand(0);
  if (alpha == 1)
    return n.result(n.call("Elu", {x, n.real(1)}, n.resultType()));
  Ref below = n.unary("Expm1", n.binary("Minimum", x, number(n, 0)));
  n.result(n.binary("Add", n.binary("Maximum", x, number(n, 0)),
                    n.binary("Mul", below, number(n, alpha))));
}

/// max(x, alpha x), or min where alpha is above 1.
static void exportLeakyReLU(NodeWriter &n) {
  double alpha = n.as<LeakyReLUOp>().getAlpha().convertToDouble();
  Ref x = n.operand(0);
  if (alpha == 0)
    return n.result(n.unary("ReLU", x));
  n.result(n.binary(alpha <= 1 ? "Maximum" : "Minimum", x,
                    n.binary("Mul", x, number(n, alpha))));
}

/// min(x, 0) - ln(1 + e^-|x|)
static void exportLogSigmoid(NodeWriter &n) {
  Ref x = n.operand(0);
  Ref small = n.unary("Exp", n.unary("Neg", n.unary("Abs", x)));
  Ref rest = n.unary("Log1p", small);
  n.result(n.binary("Sub", n.binary("Minimum", x, number(n, 0)), rest));
}

static void exportCeLU(NodeWriter &n) {
  double alpha = n.as<CeLUOp>().getAlpha().convertToDouble();
  Ref x = n.operand(0);
  n.result(alpha == 0 ? n.unary("ReLU", x)
                      : n.call("CeLU", {x, n.real(alpha)}, n.resultType()));
}

//===----------------------------------------------------------------------===//
// Gradients
//===----------------------------------------------------------------------===//

/// MindSpore's asks for the result, too.
static void exportGeLUGrad(NodeWriter &n) {
  Ref x = n.operand(1);
  n.result(n.call("GeLUGrad", {n.operand(0), x, n.unary("GeLU", x)},
                  n.resultType()));
}

/// dy * ((1 + erf(x / sqrt(2))) / 2 + x * e^(-x^2 / 2) / sqrt(2 * pi))
static void exportGeLUErfGrad(NodeWriter &n) {
  Ref x = n.operand(1);
  Ref erf =
      n.unary("Erf", n.binary("Mul", x, number(n, 0.70710678118654752440)));
  Ref share =
      n.binary("Mul", n.binary("Add", erf, number(n, 1)), number(n, 0.5));
  Ref bell =
      n.unary("Exp", n.binary("Mul", n.unary("Square", x), number(n, -0.5)));
  Ref rest = n.binary("Mul", n.binary("Mul", x, bell),
                      number(n, 0.39894228040143267794));
  n.result(n.binary("Mul", n.operand(0), n.binary("Add", share, rest)));
}

/// dy * s * (1 + 1.702 * x * (1 - s)) with s = sigmoid(1.702 * x)
static void exportFastGeLUGrad(NodeWriter &n) {
  Ref scaled = n.binary("Mul", n.operand(1), number(n, 1.702));
  Ref s = n.unary("Sigmoid", scaled);
  Ref rest = n.binary("Mul", scaled, n.binary("Sub", number(n, 1), s));
  n.result(n.binary("Mul", n.binary("Mul", n.operand(0), s),
                    n.binary("Add", rest, number(n, 1))));
}

static void exportSoftplusGrad(NodeWriter &n) {
  n.result(n.binary("Mul", n.operand(0), n.unary("Sigmoid", n.operand(1))));
}

/// As of the function, the primitive knows 1 as alpha alone.
static void exportEluGrad(NodeWriter &n) {
  double alpha = n.as<EluGradOp>().getAlpha().convertToDouble();
  Ref dy = n.operand(0), y = n.operand(1);
  if (alpha == 1)
    return n.result(n.call("EluGrad", {dy, y}, n.resultType()));
  Ref below = n.binary("Mul", dy, n.binary("Add", y, number(n, alpha)));
  n.result(n.select(n.compare("Greater", y, number(n, 0)), dy, below));
}

void addActivationOps(ExportTable &table) {
  table.plain<GeLUOp>("GeLU");
  table.add<GeLUErfOp>(exportGeLUErf);
  table.plain<SiLUOp>("SiLU");
  table.plain<HSigmoidOp>("HSigmoid");
  table.plain<HSwishOp>("HSwish");
  table.plain<ReLU6Op>("ReLU6");
  table.plainOperator<SeLUOp>("SeLU");
  table.plainOperator<SoftplusOp>("Softplus");
  table.add<LogSigmoidOp>(exportLogSigmoid);
  table.plainOperator<MishOp>("Mish");
  table.add<EluOp>(exportElu);
  table.add<LeakyReLUOp>(exportLeakyReLU);
  table.plain<PReLUOp>("PReLU");
  table.plainOperator<SoftsignOp>("Softsign");
  table.plain<FastGeLUOp>("FastGeLU");
  table.add<CeLUOp>(exportCeLU);

  table.add<GeLUGradOp>(exportGeLUGrad);
  table.add<GeLUErfGradOp>(exportGeLUErfGrad);
  table.plain<SiLUGradOp>("SiLUGrad");
  table.plain<HSigmoidGradOp>("HSigmoidGrad");
  table.plain<HSwishGradOp>("HSwishGrad");
  table.plain<ReLU6GradOp>("ReLU6Grad");
  table.add<FastGeLUGradOp>(exportFastGeLUGrad);
  table.add<SoftplusGradOp>(exportSoftplusGrad);
  table.add<EluGradOp>(exportEluGrad);
}

} // namespace ms
