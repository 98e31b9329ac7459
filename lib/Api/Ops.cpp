//===- Ops.cpp - Functions on symbolic values -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Api/OpsImpl.h"

namespace ms {

using namespace detail;
using api::OpAttributeList;
using Ints = std::vector<int64_t>;

namespace ops {

#define MS_UNARY(NAME, OP)                                                     \
  Tensor NAME(const Tensor &x) { return emit(OP, {x}); }
MS_UNARY(neg, "neg")
MS_UNARY(abs, "abs")
MS_UNARY(exp, "exp")
MS_UNARY(log, "log")
MS_UNARY(sqrt, "sqrt")
MS_UNARY(rsqrt, "rsqrt")
MS_UNARY(reciprocal, "reciprocal")
MS_UNARY(square, "square")
MS_UNARY(sin, "sin")
MS_UNARY(cos, "cos")
MS_UNARY(floor, "floor")
MS_UNARY(ceil, "ceil")
MS_UNARY(sigmoid, "sigmoid")
MS_UNARY(tanh, "tanh")
MS_UNARY(relu, "relu")
MS_UNARY(logicalNot, "logical_not")
MS_UNARY(flatten, "flatten")
#undef MS_UNARY

#define MS_BINARY(NAME, OP)                                                    \
  Tensor NAME(const Operand &x, const Operand &y) {                            \
    return emitBinary(OP, x, y);                                               \
  }
MS_BINARY(add, "add")
MS_BINARY(sub, "sub")
MS_BINARY(mul, "mul")
MS_BINARY(div, "div")
MS_BINARY(pow, "pow")
MS_BINARY(maximum, "maximum")
MS_BINARY(minimum, "minimum")
MS_BINARY(equal, "equal")
MS_BINARY(notEqual, "not_equal")
MS_BINARY(less, "less")
MS_BINARY(lessEqual, "less_equal")
MS_BINARY(greater, "greater")
MS_BINARY(greaterEqual, "greater_equal")
#undef MS_BINARY

#define MS_TWO_TENSORS(NAME, OP)                                               \
  Tensor NAME(const Tensor &x, const Tensor &y) { return emit(OP, {x, y}); }
MS_TWO_TENSORS(logicalAnd, "logical_and")
MS_TWO_TENSORS(logicalOr, "logical_or")
MS_TWO_TENSORS(reshapeLike, "reshape_like")
MS_TWO_TENSORS(broadcastLike, "broadcast_like")
MS_TWO_TENSORS(biasAdd, "bias_add")
MS_TWO_TENSORS(sparseSoftmaxCrossEntropy, "sparse_softmax_cross_entropy")
MS_TWO_TENSORS(softmaxCrossEntropy, "softmax_cross_entropy")
MS_TWO_TENSORS(mseLoss, "mse_loss")
#undef MS_TWO_TENSORS

#define MS_REDUCTION(NAME, OP)                                                 \
  Tensor NAME(const Tensor &x, const Ints &axis, bool keepDims) {              \
    return emit(OP, {x}, {{"axis", axis}, {"keep_dims", keepDims}});           \
  }
MS_REDUCTION(reduceSum, "reduce_sum")
MS_REDUCTION(reduceMean, "reduce_mean")
MS_REDUCTION(reduceMax, "reduce_max")
MS_REDUCTION(reduceMin, "reduce_min")
#undef MS_REDUCTION

Tensor select(const Tensor &condition, const Operand &x, const Operand &y) {
  auto [a, b] = tensors(x, y);
  return emit("select", {condition, a, b});
}

Tensor addN(const std::vector<Tensor> &inputs) { return emit("add_n", inputs); }

Tensor cast(const Tensor &x, DType dtype) {
  return emit("cast", {x}, {{"dtype", toRuntime(dtype)}});
}

Tensor argmax(const Tensor &x, int64_t axis, DType outputType) {
  return emit("argmax", {x},
              {{"axis", axis}, {"output_type", toRuntime(outputType)}});
}

Tensor constant(const Array &value) {
  return TensorImpl::wrap(
      check(currentTrace()->engine->constant(ArrayImpl::ref(value))));
}

Tensor constant(double value, DType dtype) {
  Array scalar(dtype, {});
  msrt::storeElement(toRuntime(dtype), scalar.raw(), 0, value);
  return constant(scalar);
}

Tensor reshape(const Tensor &x, const Shape &shape) {
  return emit("reshape", {x}, {{"shape", shape}});
}

Tensor transpose(const Tensor &x, const Ints &perm) {
  return emit("transpose", {x}, {{"perm", perm}});
}

Tensor broadcastTo(const Tensor &x, const Shape &shape) {
  return emit("broadcast_to", {x}, {{"shape", shape}});
}

Tensor concat(const std::vector<Tensor> &inputs, int64_t axis) {
  return emit("concat", inputs, {{"axis", axis}});
}

Tensor slice(const Tensor &x, const Ints &begin, const Ints &size) {
  return emit("slice", {x}, {{"begin", begin}, {"size", size}});
}

Tensor pad(const Tensor &x, const Ints &low, const Ints &high, double value) {
  return emit("pad", {x}, {{"low", low}, {"high", high}, {"value", value}});
}

Tensor oneHot(const Tensor &indices, int64_t depth, DType dtype, int64_t axis,
              double onValue, double offValue) {
  return emit("one_hot", {indices},
              {{"depth", depth},
               {"dtype", toRuntime(dtype)},
               {"axis", axis},
               {"on_value", onValue},
               {"off_value", offValue}});
}

Tensor gather(const Tensor &table, const Tensor &indices, int64_t axis) {
  return emit("gather", {table, indices}, {{"axis", axis}});
}

Tensor extent(const Tensor &x, const Ints &axis, DType dtype) {
  return emit("extent", {x}, {{"axis", axis}, {"dtype", toRuntime(dtype)}});
}

//===----------------------------------------------------------------------===//
// Layers' ops
//===----------------------------------------------------------------------===//

static OpAttributeList convAttributes(const Window &window) {
  return {{"stride", window.stride},
          {"dilation", window.dilation},
          {"pad", window.pad},
          {"pad_mode", window.padMode},
          {"group", window.group}};
}

Tensor conv2d(const Tensor &x, const Tensor &weight, const Window &window) {
  return emit("conv2d", {x, weight}, convAttributes(window));
}

Tensor conv2dTranspose(const Tensor &x, const Tensor &weight,
                       const Ints &outputSize, const Window &window) {
  OpAttributeList attributes = convAttributes(window);
  attributes.push_back({"input_size", outputSize});
  return emit("conv2d_backprop_input", {x, weight}, attributes);
}

static Tensor resize(const char *op, const Tensor &x, const Ints &size,
                     bool alignCorners, bool halfPixelCenters) {
  return emit(op, {x},
              {{"size", size},
               {"align_corners", alignCorners},
               {"half_pixel_centers", halfPixelCenters}});
}

Tensor resizeNearestNeighbor(const Tensor &x, const Ints &size,
                             bool alignCorners, bool halfPixelCenters) {
  return resize("resize_nearest_neighbor", x, size, alignCorners,
                halfPixelCenters);
}

Tensor resizeBilinear(const Tensor &x, const Ints &size, bool alignCorners,
                      bool halfPixelCenters) {
  return resize("resize_bilinear", x, size, alignCorners, halfPixelCenters);
}

Tensor adaptiveAvgPool2d(const Tensor &x, const Ints &outputSize) {
  return emit("adaptive_avg_pool2d", {x}, {{"output_size", outputSize}});
}

Tensor adaptiveMaxPool2d(const Tensor &x, const Ints &outputSize) {
  return emit("adaptive_max_pool2d", {x}, {{"output_size", outputSize}});
}

static Tensor pool(const char *op, const Tensor &x, const Ints &kernel,
                   const Window &window) {
  return emit(op, {x},
              {{"kernel_size", kernel},
               {"strides", window.stride},
               {"pad", window.pad},
               {"pad_mode", window.padMode}});
}

Tensor maxPool(const Tensor &x, const Ints &kernel, const Window &window) {
  return pool("max_pool", x, kernel, window);
}

Tensor avgPool(const Tensor &x, const Ints &kernel, const Window &window) {
  return pool("avg_pool", x, kernel, window);
}

Tensor batchNorm(const Tensor &x, const Tensor &scale, const Tensor &bias,
                 const Tensor &mean, const Tensor &variance, double epsilon) {
  return emit("batch_norm", {x, scale, bias, mean, variance},
              {{"epsilon", epsilon}});
}

Tensor batchNormTrain(const Tensor &x, const Tensor &scale, const Tensor &bias,
                      const Parameter &movingMean,
                      const Parameter &movingVariance, double epsilon,
                      double momentum) {
  std::vector<int> results =
      emitAll("batch_norm_train", {x, scale, bias, movingMean, movingVariance},
              {{"epsilon", epsilon}, {"momentum", momentum}});
  api::Trace &trace = *currentTrace()->engine;
  check(trace.assign(movingMean.name(), results[1]));
  check(trace.assign(movingVariance.name(), results[2]));
  return TensorImpl::wrap(results[0]);
}

Tensor layerNorm(const Tensor &x, const Tensor &gamma, const Tensor &beta,
                 int64_t beginNormAxis, int64_t beginParamsAxis,
                 double epsilon) {
  return emit("layer_norm", {x, gamma, beta},
              {{"begin_norm_axis", beginNormAxis},
               {"begin_params_axis", beginParamsAxis},
               {"epsilon", epsilon}});
}

Tensor groupNorm(const Tensor &x, int64_t numGroups, const Tensor &gamma,
                 const Tensor &beta, double eps) {
  return emit("group_norm", {x, gamma, beta},
              {{"num_groups", numGroups}, {"eps", eps}});
}

Tensor softmax(const Tensor &x, int64_t axis) {
  return emit("softmax", {x}, {{"axis", axis}});
}

Tensor logSoftmax(const Tensor &x, int64_t axis) {
  return emit("log_softmax", {x}, {{"axis", axis}});
}

Tensor dropout(const Tensor &x, double keepProb, uint32_t seed) {
  Tensor counter =
      TensorImpl::wrap(check(currentTrace()->engine->stepCounter()));
  return emit("dropout", {x, counter},
              {{"keep_prob", keepProb}, {"seed", static_cast<int64_t>(seed)}});
}

} // namespace ops
} // namespace ms
