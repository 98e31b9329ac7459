//===- Parts.cpp - Layers with their parameters ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Models/Parts.h"

#include "dialects/MindIR/Ops/Activation.h"
#include "dialects/MindIR/Ops/Norm.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;

namespace ms {

Init Init::weight() { return {Kind::HeUniform, std::sqrt(5.0)}; }

Init Init::bias(int64_t fanIn) {
  return uniform(1 / std::sqrt(static_cast<double>(fanIn)));
}

Attribute Init::make(NetworkBuilder &b) const {
  MLIRContext *context = b.getContext();
  FloatAttr number = Builder(context).getF64FloatAttr(value);
  switch (kind) {
  case Kind::None:
    return nullptr;
  case Kind::Zeros:
    return ZerosAttr::get(context);
  case Kind::Ones:
    return OnesAttr::get(context);
  case Kind::Normal:
    return NormalAttr::get(context, b.nextSeed(), number, FloatAttr());
  case Kind::TruncatedNormal:
    return TruncatedNormalAttr::get(context, b.nextSeed(), number, FloatAttr());
  case Kind::Uniform:
    return UniformAttr::get(context, b.nextSeed(), number);
  case Kind::HeUniform:
    return HeUniformAttr::get(context, b.nextSeed(), number);
  case Kind::XavierUniform:
    return XavierUniformAttr::get(context, b.nextSeed(), FloatAttr());
  }
  llvm_unreachable("a number that is no Init::Kind");
}

Value addParameter(NetworkBuilder &b, StringRef name, ArrayRef<int64_t> shape,
                   const Init &init) {
  if (init.kind == Init::Kind::None)
    return nullptr;
  return b.parameter(name, shape, init.make(b));
}

int64_t extentOf(Value value, unsigned k) {
  return value ? cast<RankedTensorType>(value.getType()).getDimSize(k) : 0;
}

//===----------------------------------------------------------------------===//
// Dense layers, embeddings
//===----------------------------------------------------------------------===//

DenseParameters declareDense(NetworkBuilder &b, StringRef name, int64_t in,
                             int64_t out, const Init &weight,
                             const Init &bias) {
  NetworkBuilder::LayerScope layer(b, name);
  DenseParameters parameters;
  parameters.weight = addParameter(b, "weight", {out, in}, weight);
  parameters.bias = addParameter(b, "bias", {out}, bias);
  return parameters;
}

Value applyDense(NetworkBuilder &b, StringRef name, Value x,
                 const DenseParameters &parameters, bool turned) {
  if (!x || !parameters.weight)
    return nullptr;
  NetworkBuilder::LayerScope layer(b, name);
  SmallVector<int64_t> shape(cast<RankedTensorType>(x.getType()).getShape());
  bool isMatrix = shape.size() == 2;
  if (!isMatrix)
    x = b.emit<ReshapeOp>(x, b.attributes().ints("shape", {-1, shape.back()}));
  x = b.emit<MatMulOp>({x, parameters.weight},
                       b.attributes().flag("transpose_b", !turned));
  if (parameters.bias)
    x = b.emit<BiasAddOp>({x, parameters.bias});
  if (isMatrix)
    return x;
  shape.front() = -1;
  shape.back() = extentOf(parameters.weight, turned ? 1 : 0);
  return b.emit<ReshapeOp>(x, b.attributes().ints("shape", shape));
}

Value addDense(NetworkBuilder &b, StringRef name, Value x, int64_t out,
               const Init &weight, const Init &bias) {
  if (!x)
    return nullptr;
  int64_t in = cast<RankedTensorType>(x.getType()).getShape().back();
  return applyDense(b, name, x, declareDense(b, name, in, out, weight, bias));
}

Value addEmbedding(NetworkBuilder &b, StringRef name, Value indices,
                   int64_t count, int64_t width, const Init &init) {
  NetworkBuilder::LayerScope layer(b, name);
  Value table = addParameter(b, "embedding_table", {count, width}, init);
  return b.emit<GatherOp>({table, indices});
}

Value addPositions(NetworkBuilder &b, StringRef name, int64_t count,
                   int64_t width, int64_t length, const Init &init) {
  NetworkBuilder::LayerScope layer(b, name);
  Value table = addParameter(b, "embedding_table", {count, width}, init);
  table = b.emit<SliceOp>(
      table, b.attributes().ints("begin", {0, 0}).ints("size", {length, -1}));
  return b.emit<ReshapeOp>(table,
                           b.attributes().ints("shape", {1, length, width}));
}

//===----------------------------------------------------------------------===//
// Convolutions
//===----------------------------------------------------------------------===//

Value addConv2d(NetworkBuilder &b, StringRef name, Value x, int64_t out,
                const WindowOptions &window, const Init &weightInit,
                const Init &biasInit) {
  NetworkBuilder::LayerScope layer(b, name);
  int64_t in = extentOf(x, 1) / window.group;
  Value weight = addParameter(
      b, "weight", {out, in, window.kernel[0], window.kernel[1]}, weightInit);
  return buildConv2d(b, x, weight, addParameter(b, "bias", {out}, biasInit),
                     window);
}

Value addMaxPool(NetworkBuilder &b, StringRef name, Value x,
                 const WindowOptions &window) {
  NetworkBuilder::LayerScope layer(b, name);
  return buildMaxPool(b, x, window);
}

//===----------------------------------------------------------------------===//
// Norms, activations
//===----------------------------------------------------------------------===//

Value addBatchNorm(NetworkBuilder &b, StringRef name, Value x,
                   const BatchNormOptions &options) {
  NetworkBuilder::LayerScope layer(b, name);
  return buildBatchNorm(b, x, options);
}

NormParameters declareNorm(NetworkBuilder &b, StringRef name, int64_t width) {
  NetworkBuilder::LayerScope layer(b, name);
  NormParameters parameters;
  parameters.gamma = addParameter(b, "gamma", {width}, Init::ones());
  parameters.beta = addParameter(b, "beta", {width}, Init::zeros());
  return parameters;
}

Value applyLayerNorm(NetworkBuilder &b, StringRef name, Value x,
                     const NormParameters &parameters, double eps) {
  NetworkBuilder::LayerScope layer(b, name);
  return b.emit<LayerNormOp>({x, parameters.gamma, parameters.beta},
                             b.attributes()
                                 .integer("begin_norm_axis", -1)
                                 .integer("begin_params_axis", -1)
                                 .number("epsilon", eps));
}

Value addLayerNorm(NetworkBuilder &b, StringRef name, Value x, double eps) {
  NetworkBuilder::LayerScope layer(b, name);
  LayerNormOptions options;
  options.epsilon = eps;
  return buildLayerNorm(b, x, options);
}

Value addGelu(NetworkBuilder &b, StringRef name, Value x) {
  NetworkBuilder::LayerScope layer(b, name);
  return b.emit<GeLUOp>(x);
}

Value addDropout(NetworkBuilder &b, StringRef name, Value x, double p) {
  if (p == 0)
    return x;
  NetworkBuilder::LayerScope layer(b, name);
  return buildDropout(b, x, p);
}

} // namespace ms
