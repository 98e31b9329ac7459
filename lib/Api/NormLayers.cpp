//===- NormLayers.cpp - Normalizations ------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "ms/NormLayers.h"

#include "lib/Api/ApiImpl.h"

#include <algorithm>

namespace ms::nn {

using namespace detail;

static void checkPositive(const char *layer, const char *what, int64_t value) {
  if (value < 1)
    failUse(std::string(layer) + ": " + what + " is " + std::to_string(value) +
            ", but must be positive");
}

//===----------------------------------------------------------------------===//
// Batch normalization
//===----------------------------------------------------------------------===//

BatchNorm::BatchNorm(const char *layer, int64_t numFeatures,
                     std::vector<int64_t> ranks,
                     const BatchNormOptions &options)
    : layer(layer), ranks(std::move(ranks)), eps(options.epsValue),
      momentum(options.momentumValue),
      fixed(options.useBatchStatisticsValue == false) {
  checkPositive(layer, "numFeatures", numFeatures);
  if (!(momentum >= 0 && momentum <= 1))
    failUse(std::string(layer) + ": momentum is " + std::to_string(momentum) +
            ", but must be in [0, 1]");
  if (options.useBatchStatisticsValue == true)
    failUse(std::string(layer) +
            ": useBatchStatistics(true) uses the batch's statistics in "
            "inference, too, which cannot be compiled");
  auto add = [&](const char *name, const Initializer &init, bool trained) {
    return addParameter(name, {numFeatures}, init, trained);
  };
  movingMean = add("moving_mean", options.movingMeanInitValue, false);
  movingVariance = add("moving_variance", options.movingVarInitValue, false);
  gamma = add("gamma", options.gammaInitValue, options.affineValue);
  beta = add("beta", options.betaInitValue, options.affineValue);
}

Tensor BatchNorm::construct(const Tensor &x) {
  if (std::find(ranks.begin(), ranks.end(), x.rank()) == ranks.end())
    failUse(std::string(layer) + " '" + path() + "': the input has rank " +
            std::to_string(x.rank()) + ", but must have rank " +
            std::to_string(ranks.front()) +
            (ranks.size() > 1 ? " or " + std::to_string(ranks.back()) : ""));
  return fixed ? ops::batchNorm(x, *gamma, *beta, *movingMean, *movingVariance,
                                eps)
               : ops::batchNormTrain(x, *gamma, *beta, *movingMean,
                                     *movingVariance, eps, 1 - momentum);
}

BatchNorm1d::BatchNorm1d(int64_t numFeatures, const BatchNormOptions &options)
    : BatchNorm("BatchNorm1d", numFeatures, {2, 3}, options) {}

BatchNorm2d::BatchNorm2d(int64_t numFeatures, const BatchNormOptions &options)
    : BatchNorm("BatchNorm2d", numFeatures, {4}, options) {}

BatchNorm3d::BatchNorm3d(int64_t numFeatures, const BatchNormOptions &options)
    : BatchNorm("BatchNorm3d", numFeatures, {5}, options) {}

//===----------------------------------------------------------------------===//
// Layer, group and instance normalization
//===----------------------------------------------------------------------===//

LayerNorm::LayerNorm(const Shape &normalizedShape,
                     const LayerNormOptions &options)
    : beginNormAxis(options.beginNormAxisValue),
      beginParamsAxis(options.beginParamsAxisValue),
      epsilon(options.epsilonValue) {
  if (normalizedShape.empty())
    failUse("LayerNorm: normalizedShape is empty");
  for (int64_t extent : normalizedShape)
    checkPositive("LayerNorm", "an extent of normalizedShape", extent);
  gamma = addParameter("gamma", normalizedShape, options.gammaInitValue);
  beta = addParameter("beta", normalizedShape, options.betaInitValue);
}

Tensor LayerNorm::construct(const Tensor &x) {
  return ops::layerNorm(x, *gamma, *beta, beginNormAxis, beginParamsAxis,
                        epsilon);
}

GroupNorm::GroupNorm(int64_t numGroups, int64_t numChannels,
                     const GroupNormOptions &options)
    : numGroups(numGroups), eps(options.epsValue) {
  checkPositive("GroupNorm", "numGroups", numGroups);
  checkPositive("GroupNorm", "numChannels", numChannels);
  if (numChannels % numGroups)
    failUse("GroupNorm: numGroups is " + std::to_string(numGroups) +
            ", but must divide " + std::to_string(numChannels) + " channels");
  gamma = addParameter("gamma", {numChannels}, options.gammaInitValue,
                       options.affineValue);
  beta = addParameter("beta", {numChannels}, options.betaInitValue,
                      options.affineValue);
}

Tensor GroupNorm::construct(const Tensor &x) {
  return ops::groupNorm(x, numGroups, *gamma, *beta, eps);
}

InstanceNorm2d::InstanceNorm2d(int64_t numFeatures,
                               const GroupNormOptions &options)
    : numFeatures(numFeatures), eps(options.epsValue) {
  checkPositive("InstanceNorm2d", "numFeatures", numFeatures);
  addParameter("moving_mean", {numFeatures}, Zeros(), false);
  addParameter("moving_variance", {numFeatures}, Ones(), false);
  gamma = addParameter("gamma", {numFeatures}, options.gammaInitValue,
                       options.affineValue);
  beta = addParameter("beta", {numFeatures}, options.betaInitValue,
                      options.affineValue);
}

Tensor InstanceNorm2d::construct(const Tensor &x) {
  if (x.rank() != 4)
    failUse("InstanceNorm2d '" + path() + "': the input has rank " +
            std::to_string(x.rank()) + ", but must have rank 4");
  return ops::groupNorm(x, numFeatures, *gamma, *beta, eps);
}

} // namespace ms::nn
