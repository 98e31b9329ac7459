//===- Activation.cpp - Activation functions and their gradients ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/MindIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Activation.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

/// "none" or 0 is the exact form, "tanh" or 1 the approximation.
static bool isApproximate(NodeReader &n, unsigned k) {
  return n.choice({k, "approximate"}, {"none", "tanh"}, "none") == "tanh";
}

static Item importGeLUExt(NodeReader &n) {
  return isApproximate(n, 1) ? importUnary<GeLUOp>(n)
                             : importUnary<GeLUErfOp>(n);
}

static Item importGeLUGradExt(NodeReader &n) {
  return isApproximate(n, 2) ? importGrad<GeLUGradOp>(n)
                             : importGrad<GeLUErfGradOp>(n);
}

template <typename OpT>
static Item importAlpha(NodeReader &n, StringRef name, double otherwise) {
  Value x = n.tensor(0);
  double alpha = n.real({1, name}, otherwise);
  return Item::tensor(n.emit<OpT>(x, n.attributes().number("alpha", alpha)));
}

static Item importElu(NodeReader &n) {
  return importAlpha<EluOp>(n, "alpha", 1.0);
}
static Item importLeakyReLU(NodeReader &n) {
  return importAlpha<LeakyReLUOp>(n, "negative_slope", 0.01);
}

static Item importCeLU(NodeReader &n) {
  return importAlpha<CeLUOp>(n, "alpha", 1.0);
}

static Item importEluGrad(NodeReader &n) {
  Value dy = n.tensor(0), y = n.tensor(1);
  double alpha = n.real({2, "alpha"}, 1.0);
  // The newer form may have x where the older one has y.
  if (n.size() > 3 && !n.boolean({3, "is_result"}, false))
    y = n.emit<EluOp>(y, n.attributes().number("alpha", alpha));
  return Item::tensor(
      n.emit<EluGradOp>({dy, y}, n.attributes().number("alpha", alpha)));
}

static Item importPReLU(NodeReader &n) {
  Value x = n.tensor(0), weight = n.tensor(1);
  return Item::tensor(n.emit<PReLUOp>({x, weight}));
}

static Item importPReLUGrad(NodeReader &n) {
  Value dy = n.tensor(0), x = n.tensor(1), weight = n.tensor(2);
  return n.emitTuple<PReLUGradOp>({dy, x, weight}, n.attributes());
}

/// ln(1 + e^(beta x)) / beta; beyond `threshold` it is x to all digits.
static Item importSoftplusExt(NodeReader &n) {
  Value x = n.tensor(0);
  double beta = n.real({1, "beta"}, 1.0);
  if (beta == 1.0)
    return Item::tensor(n.emit<SoftplusOp>(x));
  Value scaled = n.emit<MulOp>({x, n.number(x, beta)});
  Value y = n.emit<SoftplusOp>(scaled);
  return Item::tensor(n.emit<DivOp>({y, n.number(x, beta)}));
}

/// Cut to a range.
static Item importHardtanh(NodeReader &n) {
  Value x = n.tensor(0);
  double low = n.real({1, "min_val"}, -1), high = n.real({2, "max_val"}, 1);
  Value y = n.emit<MaximumOp>({x, n.number(x, low)});
  return Item::tensor(n.emit<MinimumOp>({y, n.number(x, high)}));
}

/// x where it is above a threshold, else a value.
static Item importThreshold(NodeReader &n) {
  Value x = n.tensor(0);
  double threshold = n.real({1, "threshold"}), value = n.real({2, "value"});
  Value above = n.emit<GreaterOp>({x, n.number(x, threshold)});
  return Item::tensor(n.emit<SelectOp>({above, x, n.number(x, value)}));
}

/// 0 where |x| <= lambd, else x.
static Item importHShrink(NodeReader &n) {
  Value x = n.tensor(0);
  double bound = n.real({1, "lambd"}, 0.5);
  Value size = n.emit<AbsOp>(x);
  Value above = n.emit<GreaterOp>({size, n.number(x, bound)});
  return Item::tensor(n.emit<SelectOp>({above, x, n.number(x, 0)}));
}

/// x pulled toward 0 by lambd: x - min(max(x, -lambd), lambd).
static Item importSoftShrink(NodeReader &n) {
  Value x = n.tensor(0);
  double bound = n.real({1, "lambd"}, 0.5);
  Value low = n.emit<MaximumOp>({x, n.number(x, -bound)});
  Value cut = n.emit<MinimumOp>({low, n.number(x, bound)});
  return Item::tensor(n.emit<SubOp>({x, cut}));
}

void addActivationOps(OpTable &table) {
  table["GeLU"] = table["Gelu"] = importUnary<GeLUOp>;
  table["GeluExt"] = importGeLUExt;
  table["SiLU"] = importUnary<SiLUOp>;
  table["HSigmoid"] = importUnary<HSigmoidOp>;
  table["HSwish"] = importUnary<HSwishOp>;
  table["ReLU6"] = importUnary<ReLU6Op>;
  table["SeLU"] = table["SeLUExt"] = importUnary<SeLUOp>;
  table["Softplus"] = importUnary<SoftplusOp>;
  table["LogSigmoid"] = importUnary<LogSigmoidOp>;
  table["Mish"] = table["MishExt"] = importUnary<MishOp>;
  table["Elu"] = table["EluExt"] = importElu;
  table["LeakyReLUExt"] = table["LeakyReLU"] = importLeakyReLU;
  table["CeLU"] = importCeLU;
  table["Softsign"] = importUnary<SoftsignOp>;
  table["FastGeLU"] = table["FastGelu"] = importUnary<FastGeLUOp>;
  table["PReLU"] = importPReLU;
  table["SoftplusExt"] = importSoftplusExt;
  table["Hardtanh"] = importHardtanh;
  table["Threshold"] = importThreshold;
  table["HShrink"] = importHShrink;
  table["SoftShrink"] = importSoftShrink;

  table["GeLUGrad"] = importGrad<GeLUGradOp>;
  table["GeluGradExt"] = importGeLUGradExt;
  table["FastGeLUGrad"] = importGrad<FastGeLUGradOp>;
  table["SiLUGrad"] = importGrad<SiLUGradOp>;
  table["HSigmoidGrad"] = importGrad<HSigmoidGradOp>;
  table["HSwishGrad"] = importGrad<HSwishGradOp>;
  table["ReLU6Grad"] = importGrad<ReLU6GradOp>;
  table["SoftplusGrad"] = importGrad<SoftplusGradOp>;
  table["EluGrad"] = table["EluGradExt"] = importEluGrad;
  table["PReLUGrad"] = importPReLUGrad;
}

} // namespace ms
