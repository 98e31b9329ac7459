//===- ImageLayers.cpp - Further convolutions, poolings, resizing ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "ms/ImageLayers.h"

#include "lib/Api/ApiImpl.h"

#include <cmath>

namespace ms::nn {

using namespace detail;

static void checkPositive(const std::string &layer, const char *what,
                          int64_t value) {
  if (value < 1)
    failUse(layer + ": " + what + " is " + std::to_string(value) +
            ", but must be positive");
}

static void checkChannels(const std::string &layer, int64_t in, int64_t out,
                          int64_t group) {
  checkPositive(layer, "inChannels", in);
  checkPositive(layer, "outChannels", out);
  checkPositive(layer, "group", group);
  if (in % group || out % group)
    failUse(layer + ": group is " + std::to_string(group) +
            ", but must divide " + std::to_string(in) + " and " +
            std::to_string(out) + " channels");
}

static void checkRank(const std::string &layer, const Cell &cell,
                      const Tensor &x, int64_t rank) {
  if (x.rank() != rank)
    failUse(layer + " '" + cell.path() + "': the input has rank " +
            std::to_string(x.rank()) + ", but must have rank " +
            std::to_string(rank));
}

static Initializer weightDefault() { return HeUniform(std::sqrt(5.0)); }
static Initializer biasDefault(int64_t fanIn) {
  return Uniform(1 / std::sqrt(static_cast<double>(fanIn)));
}

//===----------------------------------------------------------------------===//
// Convolutions
//===----------------------------------------------------------------------===//

Conv1d::Conv1d(int64_t inChannels, int64_t outChannels, int64_t kernelSize,
               const Conv1dOptions &options) {
  checkChannels("Conv1d", inChannels, outChannels, options.groupValue);
  checkPositive("Conv1d", "kernelSize", kernelSize);
  window.stride = {1, options.strideValue};
  window.dilation = {1, options.dilationValue};
  window.pad = {0, 0, options.paddingValue, options.paddingValue};
  window.padMode = options.padModeValue;
  window.group = options.groupValue;
  int64_t inGroup = inChannels / options.groupValue;
  weight = addParameter("weight", {outChannels, inGroup, 1, kernelSize},
                        options.weightInitValue.value_or(weightDefault()));
  if (options.hasBiasValue)
    bias = addParameter(
        "bias", {outChannels},
        options.biasInitValue.value_or(biasDefault(inGroup * kernelSize)));
}

Tensor Conv1d::construct(const Tensor &x) {
  checkRank("Conv1d", *this, x, 3);
  Shape shape = x.shape();
  Tensor y = ops::conv2d(ops::reshape(x, {shape[0], shape[1], 1, shape[2]}),
                         *weight, window);
  if (bias)
    y = ops::biasAdd(y, *bias);
  shape = y.shape();
  return ops::reshape(y, {shape[0], shape[1], shape[3]});
}

Conv2dTranspose::Conv2dTranspose(int64_t inChannels, int64_t outChannels,
                                 Extent2d kernelSize,
                                 const Conv2dTransposeOptions &options)
    : kernel(kernelSize.vec()),
      outputPadding(options.outputPaddingValue.vec()) {
  checkChannels("Conv2dTranspose", inChannels, outChannels, options.groupValue);
  window.stride = options.strideValue.vec();
  window.dilation = options.dilationValue.vec();
  window.pad = options.paddingValue.pad;
  window.padMode = options.padModeValue;
  window.group = options.groupValue;
  for (size_t k = 0; k < 2; ++k) {
    checkPositive("Conv2dTranspose", "kernelSize", kernel[k]);
    int64_t bound = std::max(window.stride[k], window.dilation[k]);
    if (outputPadding[k] < 0 ||
        (outputPadding[k] > 0 &&
         (outputPadding[k] >= bound || window.padMode != "pad")))
      failUse(
          "Conv2dTranspose: outputPadding is " +
          std::to_string(outputPadding[k]) +
          ", but must be in [0, max(stride, dilation)), and 0 where padMode "
          "is not \"pad\"");
  }
  int64_t outGroup = outChannels / options.groupValue;
  weight = addParameter("weight", {inChannels, outGroup, kernel[0], kernel[1]},
                        options.weightInitValue.value_or(weightDefault()));
  if (options.hasBiasValue)
    bias = addParameter("bias", {outChannels},
                        options.biasInitValue.value_or(
                            biasDefault(outGroup * kernel[0] * kernel[1])));
}

Tensor Conv2dTranspose::construct(const Tensor &x) {
  checkRank("Conv2dTranspose", *this, x, 4);
  Shape shape = x.shape();
  std::vector<int64_t> size;
  for (size_t k = 0; k < 2; ++k) {
    int64_t reach = (kernel[k] - 1) * window.dilation[k] + 1;
    int64_t beyond = reach - window.stride[k];
    int64_t extent = shape[k + 2] * window.stride[k];
    if (window.padMode == "valid")
      extent += std::max<int64_t>(0, beyond);
    else if (window.padMode == "pad")
      extent += beyond - window.pad[2 * k] - window.pad[2 * k + 1];
    size.push_back(extent);
  }
  Tensor y = ops::conv2dTranspose(x, *weight, size, window);
  if (bias)
    y = ops::biasAdd(y, *bias);
  // MindSpore's are zeros: no pixel reaches them, nor the bias.
  if (outputPadding[0] || outputPadding[1])
    y = ops::pad(y, {0, 0, 0, 0}, {0, 0, outputPadding[0], outputPadding[1]});
  return y;
}

//===----------------------------------------------------------------------===//
// Results of a given size
//===----------------------------------------------------------------------===//

AdaptiveAvgPool2d::AdaptiveAvgPool2d(Extent2d outputSize)
    : size(outputSize.vec()) {
  for (int64_t extent : size)
    checkPositive("AdaptiveAvgPool2d", "outputSize", extent);
}

Tensor AdaptiveAvgPool2d::construct(const Tensor &x) {
  return ops::adaptiveAvgPool2d(x, size);
}

AdaptiveMaxPool2d::AdaptiveMaxPool2d(Extent2d outputSize)
    : size(outputSize.vec()) {
  for (int64_t extent : size)
    checkPositive("AdaptiveMaxPool2d", "outputSize", extent);
}

Tensor AdaptiveMaxPool2d::construct(const Tensor &x) {
  return ops::adaptiveMaxPool2d(x, size);
}

Upsample::Upsample(const UpsampleOptions &options)
    : size(options.sizeValue), scaleFactor(options.scaleFactorValue),
      bilinear(options.modeValue == "bilinear"),
      alignCorners(options.alignCornersValue) {
  if (!bilinear && options.modeValue != "nearest")
    failUse("Upsample: mode '" + options.modeValue +
            "' is not known; known are nearest, bilinear");
  if (size.has_value() == scaleFactor.has_value())
    failUse("Upsample: one of size and scaleFactor must be set");
  if (alignCorners && !bilinear)
    failUse("Upsample: alignCorners is for mode 'bilinear'");
  for (int64_t extent : (size ? *size : *scaleFactor).vec())
    checkPositive("Upsample", size ? "size" : "scaleFactor", extent);
}

Tensor Upsample::construct(const Tensor &x) {
  checkRank("Upsample", *this, x, 4);
  Shape shape = x.shape();
  std::vector<int64_t> to =
      size ? size->vec()
           : std::vector<int64_t>{shape[2] * scaleFactor->height,
                                  shape[3] * scaleFactor->width};
  return bilinear ? ops::resizeBilinear(x, to, alignCorners, !alignCorners)
                  : ops::resizeNearestNeighbor(x, to);
}

} // namespace ms::nn
