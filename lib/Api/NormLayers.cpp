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

//===----------------------------------------------------------------------===//
// Batch normalization
//===----------------------------------------------------------------------===//

BatchNorm::BatchNorm(const char *layer, int64_t numFeatures,
                     std::vector<int64_t> ranks,
                     const BatchNormOptions &options)
    : layer(layer), ranks(std::move(ranks)), eps(options.epsValue),
      momentum(options.momentumValue),
      fixed(options.useBatchStatisticsValue == false) {
  if (numFeatures < 1)
    failUse(std::string(layer) + ": numFeatures is " +
            std::to_string(numFeatures) + ", but must be positive");
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

} // namespace ms::nn
