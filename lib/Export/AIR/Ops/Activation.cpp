//===- Activation.cpp - Activation functions ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/AIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Activation.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::air {

/// x * (1 + erf(x / sqrt(2))) / 2
static void exportGeLUErf(NodeWriter &n) {
  Ref x = n.operand(0);
  Ref erf = n.unary("Erf", n.binary("Mul", x, 0.70710678118654752440));
  n.result(n.binary("Mul", n.binary("Mul", x, 0.5), n.binary("Add", erf, 1)));
}

static void exportElu(NodeWriter &n) {
  double alpha = n.as<EluOp>().getAlpha().convertToDouble();
  n.result(n.call("Elu", n.operands(), AttributeList().real("alpha", alpha),
                  n.resultType()));
}

static void exportLeakyReLU(NodeWriter &n) {
  double alpha = n.as<LeakyReLUOp>().getAlpha().convertToDouble();
  n.result(n.call("LeakyRelu", n.operands(),
                  AttributeList().real("negative_slope", alpha),
                  n.resultType()));
}

/// max(x, 0) + alpha * (e^(min(x, 0) / alpha) - 1)
static void exportCeLU(NodeWriter &n) {
  double alpha = n.as<CeLUOp>().getAlpha().convertToDouble();
  Ref x = n.operand(0);
  if (alpha == 0)
    return n.result(n.unary("Relu", x));
  Ref below = n.binary("Mul", n.binary("Minimum", x, 0), 1 / alpha);
  n.result(n.binary("Add", n.binary("Maximum", x, 0),
                    n.binary("Mul", n.unary("Expm1", below), alpha)));
}

void addActivationOps(ExportTable &table) {
  table.plain<GeLUOp>("Gelu");
  table.add<GeLUErfOp>(exportGeLUErf);
  table.plain<SiLUOp>("Swish");
  table.plain<HSigmoidOp>("HardSigmoid");
  table.plain<HSwishOp>("HardSwish");
  table.plain<ReLU6Op>("Relu6");
  table.plain<SeLUOp>("Selu");
  table.plain<SoftplusOp>("Softplus");
  table.plain<LogSigmoidOp>("LogSigmoid");
  table.plain<MishOp>("Mish");
  table.plain<SoftsignOp>("Softsign");
  table.plain<FastGeLUOp>("FastGelu");
  table.add<LeakyReLUOp>(exportLeakyReLU);
  table.add<EluOp>(exportElu);
  table.add<CeLUOp>(exportCeLU);
  table.plain<PReLUOp>("PRelu");
}

} // namespace ms::air
