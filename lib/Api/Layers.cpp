//===- Layers.cpp - Layers ------------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Api/ApiImpl.h"

#include <algorithm>
#include <cmath>

namespace ms::nn {

using namespace detail;

//===----------------------------------------------------------------------===//
// Dense, convolution
//===----------------------------------------------------------------------===//

static void checkPositive(const char *layer, const char *what, int64_t value) {
  if (value < 1)
    failUse(std::string(layer) + ": " + what + " is " + std::to_string(value) +
            ", but must be positive");
}

/// MindSpore's default for biases.
static Initializer biasDefault(int64_t fanIn) {
  return Uniform(1 / std::sqrt(static_cast<double>(fanIn)));
}

/// The functions that layers have by name, as MindSpore's get_activation.
static const std::vector<std::pair<std::string, Tensor (*)(const Tensor &)>> &
activations() {
  using T = const Tensor &;
  static const std::vector<std::pair<std::string, Tensor (*)(T)>> all = {
      {"relu", ops::relu},
      {"sigmoid", ops::sigmoid},
      {"tanh", ops::tanh},
      {"softmax", [](T x) { return ops::softmax(x); }},
      {"logsoftmax", [](T x) { return ops::logSoftmax(x); }},
      {"gelu", [](T x) { return ops::gelu(x, "tanh"); }},
      {"silu", ops::silu},
      {"relu6", ops::relu6},
      {"elu", [](T x) { return ops::elu(x); }},
      {"leakyrelu", [](T x) { return ops::leakyRelu(x); }},
      {"hswish", ops::hardswish},
      {"hsigmoid", ops::hardsigmoid},
      {"logsigmoid", ops::logsigmoid},
  };
  return all;
}

Dense::Dense(int64_t inChannels, int64_t outChannels,
             const DenseOptions &options)
    : activation(options.activationValue) {
  checkPositive("Dense", "inChannels", inChannels);
  checkPositive("Dense", "outChannels", outChannels);
  std::string known;
  bool isKnown = activation.empty();
  for (const auto &[name, function] : activations()) {
    isKnown |= name == activation;
    known += (known.empty() ? "" : ", ") + name;
  }
  if (!isKnown)
    failUse("Dense: activation '" + activation + "' is not known; known are " +
            known);
  weight =
      addParameter("weight", {outChannels, inChannels},
                   options.weightInitValue.value_or(HeUniform(std::sqrt(5.0))));
  if (options.hasBiasValue)
    bias =
        addParameter("bias", {outChannels},
                     options.biasInitValue.value_or(biasDefault(inChannels)));
}

Tensor Dense::construct(const Tensor &x) {
  Tensor y = ops::matMul(x, *weight, false, true);
  // Of matrices it is the op of that name; other ranks broadcast.
  if (bias)
    y = y.rank() == 2 ? ops::biasAdd(y, *bias) : ops::add(y, *bias);
  for (const auto &[name, function] : activations())
    if (name == activation)
      return function(y);
  return y;
}

Conv2d::Conv2d(int64_t inChannels, int64_t outChannels, Extent2d kernelSize,
               const Conv2dOptions &options) {
  checkPositive("Conv2d", "inChannels", inChannels);
  checkPositive("Conv2d", "outChannels", outChannels);
  checkPositive("Conv2d", "kernelSize", kernelSize.height);
  checkPositive("Conv2d", "kernelSize", kernelSize.width);
  checkPositive("Conv2d", "group", options.groupValue);
  if (inChannels % options.groupValue || outChannels % options.groupValue)
    failUse("Conv2d: group is " + std::to_string(options.groupValue) +
            ", but must divide " + std::to_string(inChannels) + " and " +
            std::to_string(outChannels) + " channels");
  window.stride = options.strideValue.vec();
  window.dilation = options.dilationValue.vec();
  window.pad = options.paddingValue.pad;
  window.padMode = options.padModeValue;
  window.group = options.groupValue;
  int64_t inGroup = inChannels / options.groupValue;
  weight = addParameter(
      "weight", {outChannels, inGroup, kernelSize.height, kernelSize.width},
      options.weightInitValue.value_or(HeUniform(std::sqrt(5.0))));
  if (options.hasBiasValue)
    bias = addParameter("bias", {outChannels},
                        options.biasInitValue.value_or(biasDefault(
                            inGroup * kernelSize.height * kernelSize.width)));
}

Tensor Conv2d::construct(const Tensor &x) {
  Tensor y = ops::conv2d(x, *weight, window);
  return bias ? ops::biasAdd(y, *bias) : y;
}

//===----------------------------------------------------------------------===//
// Pooling
//===----------------------------------------------------------------------===//

static ops::Window poolWindow(Extent2d stride, const PoolOptions &options) {
  ops::Window window;
  window.stride = stride.vec();
  window.pad = options.paddingValue.pad;
  window.padMode = options.padModeValue;
  return window;
}

MaxPool2d::MaxPool2d(Extent2d kernelSize, Extent2d stride,
                     const PoolOptions &options)
    : kernel(kernelSize.vec()), window(poolWindow(stride, options)) {}

Tensor MaxPool2d::construct(const Tensor &x) {
  return ops::maxPool(x, kernel, window);
}

AvgPool2d::AvgPool2d(Extent2d kernelSize, Extent2d stride,
                     const PoolOptions &options)
    : kernel(kernelSize.vec()), window(poolWindow(stride, options)) {
  bool pads = std::any_of(window.pad.begin(), window.pad.end(),
                          [](int64_t rows) { return rows != 0; });
  if (!pads || !options.countIncludePadValue)
    return;
  if (window.padMode != "pad")
    failUse("AvgPool2d: a padding needs padMode \"pad\"");
  zeros = window.pad;
  for (size_t side = 0; side < 4; ++side)
    if (zeros[side] < 0 || zeros[side] >= kernel[side / 2])
      failUse("AvgPool2d: the padding is " + std::to_string(zeros[side]) +
              ", but must be smaller than the window");
  window.pad = {0, 0, 0, 0};
  window.padMode = "valid";
}

Tensor AvgPool2d::construct(const Tensor &x) {
  if (zeros.empty())
    return ops::avgPool(x, kernel, window);
  Tensor padded =
      ops::pad(x, {0, 0, zeros[0], zeros[2]}, {0, 0, zeros[1], zeros[3]});
  return ops::avgPool(padded, kernel, window);
}

//===----------------------------------------------------------------------===//
// Layers without parameters
//===----------------------------------------------------------------------===//

Tensor Flatten::construct(const Tensor &x) { return ops::flatten(x); }
Tensor ReLU::construct(const Tensor &x) { return ops::relu(x); }
Tensor ReLU6::construct(const Tensor &x) { return ops::relu6(x); }
Tensor Sigmoid::construct(const Tensor &x) { return ops::sigmoid(x); }
Tensor Tanh::construct(const Tensor &x) { return ops::tanh(x); }
Tensor Identity::construct(const Tensor &x) { return x; }
Tensor LeakyReLU::construct(const Tensor &x) {
  return ops::leakyRelu(x, alpha);
}
Tensor Softmax::construct(const Tensor &x) { return ops::softmax(x, axis); }
Tensor LogSoftmax::construct(const Tensor &x) {
  return ops::logSoftmax(x, axis);
}

Dropout::Dropout(double p)
    : p(p), seed(static_cast<uint32_t>(detail::nextSeed())) {
  if (!(p >= 0 && p < 1))
    failUse("Dropout: p is " + std::to_string(p) + ", but must be in [0, 1)");
}

Tensor Dropout::construct(const Tensor &x) {
  return p == 0 ? x : ops::dropout(x, 1 - p, seed);
}

SequentialCell::SequentialCell(std::initializer_list<Cell *> list) {
  for (Cell *cell : list) {
    registerCell(std::to_string(cells.size()), *cell);
    cells.push_back(cell);
  }
}

std::vector<Tensor>
SequentialCell::constructAll(const std::vector<Tensor> &inputs) {
  std::vector<Tensor> values = inputs;
  for (Cell *cell : cells)
    values = (*cell)(values);
  return values;
}

} // namespace ms::nn
