//===- Parts.cpp - Layers with their parameters ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Models/Parts.h"

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

Value addDense(NetworkBuilder &b, StringRef name, Value x, int64_t out,
               const Init &weightInit, const Init &biasInit) {
  if (!x)
    return nullptr;
  NetworkBuilder::LayerScope layer(b, name);
  SmallVector<int64_t> shape(cast<RankedTensorType>(x.getType()).getShape());
  int64_t in = shape.back();
  Value weight = addParameter(b, "weight", {out, in}, weightInit);
  Value bias = addParameter(b, "bias", {out}, biasInit);
  if (shape.size() == 2)
    return buildDense(b, x, weight, bias);
  x = b.emit<ReshapeOp>(x, b.attributes().ints("shape", {-1, in}));
  x = buildDense(b, x, weight, bias);
  shape.front() = -1;
  shape.back() = out;
  return b.emit<ReshapeOp>(x, b.attributes().ints("shape", shape));
}

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

Value addDropout(NetworkBuilder &b, StringRef name, Value x, double p) {
  if (p == 0)
    return x;
  NetworkBuilder::LayerScope layer(b, name);
  return buildDropout(b, x, p);
}

} // namespace ms
