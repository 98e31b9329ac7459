//===- Layers.cpp - The layers that networks are made of ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Builder/Layers.h"

#include "dialects/MindIR/Ops/Norm.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;

namespace ms {

static FloatAttr number(NetworkBuilder &b, double value) {
  return Builder(b.getContext()).getF64FloatAttr(value);
}

Attribute defaultWeightInit(NetworkBuilder &b) {
  return HeUniformAttr::get(b.getContext(), b.nextSeed(),
                            number(b, std::sqrt(5.0)));
}

Attribute defaultBiasInit(NetworkBuilder &b, int64_t fanIn) {
  return UniformAttr::get(b.getContext(), b.nextSeed(),
                          number(b, 1 / std::sqrt(static_cast<double>(fanIn))));
}

Attribute normalInit(NetworkBuilder &b, double sigma) {
  return NormalAttr::get(b.getContext(), b.nextSeed(), number(b, sigma),
                         FloatAttr());
}

Value buildDense(NetworkBuilder &b, Value x, Value weight, Value bias) {
  Value y =
      b.emit<MatMulOp>({x, weight}, b.attributes().flag("transpose_b", true));
  return bias ? b.emit<BiasAddOp>({y, bias}) : y;
}

Value buildConv2d(NetworkBuilder &b, Value x, Value weight, Value bias,
                  const WindowOptions &window) {
  Value y = b.emit<Conv2DOp>({x, weight}, b.attributes()
                                              .ints("stride", window.stride)
                                              .ints("dilation", window.dilation)
                                              .ints("pad", window.pad)
                                              .text("pad_mode", window.padMode)
                                              .integer("group", window.group));
  return bias ? b.emit<BiasAddOp>({y, bias}) : y;
}

Value buildConv2dTranspose(NetworkBuilder &b, Value x, Value weight, Value bias,
                           const WindowOptions &window) {
  if (!x || !weight)
    return nullptr;
  auto image = cast<RankedTensorType>(x.getType());
  auto kernel = cast<RankedTensorType>(weight.getType());
  SmallVector<int64_t> size;
  if (image.getRank() == 4 && kernel.getRank() == 4)
    for (unsigned k = 0; k < 2; ++k) {
      int64_t reach = (kernel.getDimSize(k + 2) - 1) * window.dilation[k] + 1;
      int64_t beyond = reach - window.stride[k];
      int64_t extent = image.getDimSize(k + 2) * window.stride[k];
      if (window.padMode == "valid")
        extent += std::max<int64_t>(0, beyond);
      else if (window.padMode == "pad")
        extent += beyond - window.pad[2 * k] - window.pad[2 * k + 1];
      size.push_back(extent);
    }
  // An image of another rank is reported by the op.
  Value y = b.emit<Conv2DBackpropInputOp>({x, weight},
                                          b.attributes()
                                              .ints("input_size", size)
                                              .ints("stride", window.stride)
                                              .ints("dilation", window.dilation)
                                              .ints("pad", window.pad)
                                              .text("pad_mode", window.padMode)
                                              .integer("group", window.group));
  return bias ? b.emit<BiasAddOp>({y, bias}) : y;
}

static OpAttributes poolAttributes(NetworkBuilder &b,
                                   const WindowOptions &window) {
  return b.attributes()
      .ints("kernel_size", window.kernel)
      .ints("strides", window.stride)
      .ints("pad", window.pad)
      .text("pad_mode", window.padMode);
}

Value buildMaxPool(NetworkBuilder &b, Value x, const WindowOptions &window) {
  return b.emit<MaxPoolOp>(x, poolAttributes(b, window));
}

Value buildAvgPool(NetworkBuilder &b, Value x, const WindowOptions &window) {
  return b.emit<AvgPoolOp>(x, poolAttributes(b, window));
}

Value buildDropout(NetworkBuilder &b, Value x, double p) {
  if (!x || p == 0)
    return x;
  return b.emit<DropoutOp>(
      {x, b.stepCounter()},
      b.attributes()
          .number("keep_prob", 1 - p)
          .integer("seed", static_cast<int64_t>(b.nextSeed())));
}

Value buildBatchNorm(NetworkBuilder &b, Value x,
                     const BatchNormOptions &options) {
  if (!x)
    return nullptr;
  int64_t channels = cast<RankedTensorType>(x.getType()).getDimSize(1);
  MLIRContext *context = b.getContext();
  Attribute zeros = ZerosAttr::get(context), ones = OnesAttr::get(context);
  auto parameter = [&](StringRef name, Attribute init, unsigned flags) {
    return b.parameter(name, {channels}, init, flags);
  };
  Value mean = parameter("moving_mean", zeros, NetworkBuilder::Frozen);
  Value variance = parameter("moving_variance", ones, NetworkBuilder::Frozen);
  Value gamma = parameter("gamma", options.gamma ? options.gamma : ones,
                          NetworkBuilder::None);
  Value beta = parameter("beta", zeros, NetworkBuilder::None);
  Operation *op = b.emitOp(BatchNormTrainOp::getOperationName(),
                           {x, gamma, beta, mean, variance},
                           b.attributes()
                               .number("epsilon", options.epsilon)
                               .number("momentum", 1 - options.momentum)
                               .get());
  auto norm = llvm::cast_if_present<BatchNormTrainOp>(op);
  if (!norm || !b.assign(b.symbolOf("moving_mean"), norm.getNewMean()) ||
      !b.assign(b.symbolOf("moving_variance"), norm.getNewVariance()))
    return nullptr;
  return norm.getY();
}

/// The layer's `gamma` and `beta`.
static std::pair<Value, Value> addScale(NetworkBuilder &b,
                                        ArrayRef<int64_t> shape) {
  MLIRContext *context = b.getContext();
  Value gamma = b.parameter("gamma", shape, OnesAttr::get(context));
  return {gamma, b.parameter("beta", shape, ZerosAttr::get(context))};
}

Value buildLayerNorm(NetworkBuilder &b, Value x,
                     const LayerNormOptions &options) {
  if (!x)
    return nullptr;
  ArrayRef<int64_t> shape = cast<RankedTensorType>(x.getType()).getShape();
  int64_t rank = static_cast<int64_t>(shape.size());
  // An axis that does not fit is reported by the op.
  int64_t first =
      std::max<int64_t>(0, normalizeAxis(options.beginParamsAxis, rank));
  auto [gamma, beta] = addScale(b, shape.drop_front(first));
  return b.emit<LayerNormOp>(
      {x, gamma, beta},
      b.attributes()
          .integer("begin_norm_axis", options.beginNormAxis)
          .integer("begin_params_axis", options.beginParamsAxis)
          .number("epsilon", options.epsilon));
}

Value buildGroupNorm(NetworkBuilder &b, Value x, int64_t groups,
                     double epsilon) {
  if (!x)
    return nullptr;
  auto [gamma, beta] =
      addScale(b, cast<RankedTensorType>(x.getType()).getDimSize(1));
  return b.emit<GroupNormOp>(
      {x, gamma, beta},
      b.attributes().integer("num_groups", groups).number("eps", epsilon));
}

} // namespace ms
