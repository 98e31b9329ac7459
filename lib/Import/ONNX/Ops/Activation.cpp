//===- Activation.cpp - Activation functions ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/Ops/Ops.h"

#include "dialects/MindIR/Ops/Activation.h"
#include "dialects/MindIR/Ops/Elementary.h"
#include "dialects/MindIR/Ops/Index.h"
#include "dialects/MindIR/Ops/Shape.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;

namespace ms::fromonnx {

/// Attributes are floats: the nearest one to a number is meant to be it.
static bool isAbout(double value, double number) {
  return std::fabs(value - number) <= 1e-6 * std::fabs(number);
}

static OpAttributes alpha(NodeReader &n, double value) {
  return n.attributes().number("alpha", value);
}

static Results importElu(NodeReader &n) {
  Value x = n.tensor(0);
  return n.emit<EluOp>(x, alpha(n, n.real("alpha", 1)));
}

static Results importCelu(NodeReader &n) {
  Value x = n.tensor(0);
  return n.emit<CeLUOp>(x, alpha(n, n.real("alpha", 1)));
}

static Results importLeakyRelu(NodeReader &n) {
  Value x = n.tensor(0);
  return n.emit<LeakyReLUOp>(x, alpha(n, n.real("alpha", 0.01)));
}

static Results importSelu(NodeReader &n) {
  Value x = n.tensor(0);
  double a = n.real("alpha", 1.67326319217681884765625);
  double gamma = n.real("gamma", 1.05070102214813232421875);
  if (isAbout(a, 1.67326324235437) && isAbout(gamma, 1.05070098735548))
    return n.emit<SeLUOp>(x);
  Value y = n.emit<EluOp>(x, alpha(n, a));
  return n.emit<MulOp>({y, n.number(y, gamma)});
}

/// max(0, min(1, alpha * x + beta))
static Results importHardSigmoid(NodeReader &n) {
  Value x = n.tensor(0);
  double a = n.real("alpha", 0.2), beta = n.real("beta", 0.5);
  if (isAbout(a, 1.0 / 6) && isAbout(beta, 0.5))
    return n.emit<HSigmoidOp>(x);
  Value y =
      n.emit<AddOp>({n.emit<MulOp>({x, n.number(x, a)}), n.number(x, beta)});
  return n.emit<MaximumOp>(
      {n.emit<MinimumOp>({y, n.number(x, 1)}), n.number(x, 0)});
}

static Results importThresholdedRelu(NodeReader &n) {
  Value x = n.tensor(0);
  double a = n.real("alpha", 1);
  Value above = n.emit<GreaterOp>({x, n.number(x, a)});
  return n.emit<SelectOp>({above, x, n.number(x, 0)});
}

static Results importShrink(NodeReader &n) {
  Value x = n.tensor(0);
  double lambda = n.real("lambd", 0.5), bias = n.real("bias", 0);
  if (n.hasFailed())
    return {};
  // Numbers are computed as floats and written as they are.
  Type element = n.typeOf(x).getElementType();
  if (!isa<FloatType>(element))
    x = n.convert(x, Float64Type::get(n.getContext()));
  Value low = n.emit<LessOp>({x, n.number(x, -lambda)});
  Value high = n.emit<GreaterOp>({x, n.number(x, lambda)});
  Value y = n.emit<SelectOp>(
      {high, n.emit<SubOp>({x, n.number(x, bias)}), n.number(x, 0)});
  y = n.emit<SelectOp>({low, n.emit<AddOp>({x, n.number(x, bias)}), y});
  return n.convert(y, element);
}

/// The slope broadcasts; mostly it is one number per channel.
static Results importPRelu(NodeReader &n) {
  Value x = n.tensor(0), slope = n.tensor(1);
  if (n.hasFailed())
    return {};
  RankedTensorType type = n.typeOf(x), weights = n.typeOf(slope);
  if (isa<FloatType>(type.getElementType()) && weights.hasStaticShape()) {
    int64_t count = weights.getNumElements();
    int64_t channel = weights.getRank() - (type.getRank() - 1);
    bool perChannel =
        type.getRank() >= 2 && channel >= 0 && channel < weights.getRank() &&
        weights.getDimSize(channel) == count && type.getDimSize(1) == count;
    if (count == 1 || perChannel)
      return n.emit<PReLUOp>({x, n.reshape(slope, {count})});
  }
  Value below = n.emit<LessOp>({x, n.number(x, 0)});
  return n.emit<SelectOp>({below, n.emit<MulOp>({x, slope}), x});
}

static Results importGelu(NodeReader &n) {
  Value x = n.tensor(0);
  return n.choice("approximate", {"none", "tanh"}, "none") == "tanh"
             ? n.emit<GeLUOp>(x)
             : n.emit<GeLUErfOp>(x);
}

/// x * sigmoid(alpha * x)
static Value swish(NodeReader &n, Value x, double a) {
  if (a == 1)
    return n.emit<SiLUOp>(x);
  Value inner = n.emit<MulOp>({x, n.number(x, a)});
  return n.emit<MulOp>({x, n.emit<SigmoidOp>(inner)});
}

static Results importSwish(NodeReader &n) {
  Value x = n.tensor(0);
  return swish(n, x, n.real("alpha", 1));
}

//===----------------------------------------------------------------------===//
// Along axes
//===----------------------------------------------------------------------===//

/// Before version 13 all dimensions from the axis on are one.
template <typename Function>
static Results alongAxis(NodeReader &n, Function function) {
  Value x = n.tensor(0);
  if (n.hasFailed())
    return {};
  RankedTensorType type = n.typeOf(x);
  int64_t rank = type.getRank();
  bool isOld = n.getVersion() < 13;
  int64_t axis = n.axis("axis", isOld ? 1 : -1, std::max<int64_t>(rank, 1));
  if (n.hasFailed())
    return {};
  if (!isOld || axis == rank - 1)
    return function(x, axis);
  NodeReader::Ints shape = {1, 1};
  for (int64_t k = 0; k < rank; ++k) {
    if (type.isDynamicDim(k) && k >= axis) {
      n.fail("takes the batch, whose size is open, and other dimensions as "
             "one");
      return {};
    }
    if (type.isDynamicDim(k))
      shape[0] = -1;
    else if (k >= axis)
      shape[1] *= type.getDimSize(k);
    else if (shape[0] >= 0)
      shape[0] *= type.getDimSize(k);
  }
  Value y =
      function(n.emit<ReshapeOp>(x, n.attributes().ints("shape", shape)), 1);
  return n.reshape(y, type.getShape());
}

template <typename OpT> static Results importSoftmax(NodeReader &n) {
  return alongAxis(n, [&](Value x, int64_t axis) {
    return n.emit<OpT>(x, n.attributes().integer("axis", axis));
  });
}

/// 1 at the first of the largest elements, 0 elsewhere.
static Results importHardmax(NodeReader &n) {
  return alongAxis(n, [&](Value x, int64_t axis) -> Value {
    RankedTensorType type = n.typeOf(x);
    if (type.isDynamicDim(axis)) {
      n.fail("is along the batch, whose size is open");
      return nullptr;
    }
    Value place = n.emit<ArgmaxOp>(x, n.attributes().integer("axis", axis));
    return n.emit<OneHotOp>(place, n.attributes()
                                       .integer("depth", type.getDimSize(axis))
                                       .integer("axis", axis)
                                       .type("dtype", type.getElementType()));
  });
}

void addActivationOps(OpTable &table) {
  table["Relu"] = importUnary<ReLUOp>;
  table["Sigmoid"] = importUnary<SigmoidOp>;
  table["Tanh"] = importUnary<TanhOp>;
  table["Softplus"] = importUnary<SoftplusOp>;
  table["Softsign"] = importUnary<SoftsignOp>;
  table["HardSwish"] = importUnary<HSwishOp>;
  table["Mish"] = importUnary<MishOp>;
  table["Elu"] = importElu;
  table["Celu"] = importCelu;
  table["Selu"] = importSelu;
  table["LeakyRelu"] = importLeakyRelu;
  table["HardSigmoid"] = importHardSigmoid;
  table["ThresholdedRelu"] = importThresholdedRelu;
  table["Shrink"] = importShrink;
  table["PRelu"] = importPRelu;
  table["Gelu"] = importGelu;
  table["Swish"] = importSwish;
  table["Softmax"] = importSoftmax<SoftmaxOp>;
  table["LogSoftmax"] = importSoftmax<LogSoftmaxOp>;
  table["Hardmax"] = importHardmax;
}

} // namespace ms::fromonnx
