//===- NormLayers.h - Normalizations ----------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// mindspore.nn's normalizations, with MindSpore 2.10's defaults, names and
// order of parameters.
//
//===----------------------------------------------------------------------===//

#ifndef MS_NORMLAYERS_H
#define MS_NORMLAYERS_H

#include "ms/LayerOptions.h"

namespace ms::nn {

//===----------------------------------------------------------------------===//
// Batch normalization
//===----------------------------------------------------------------------===//

struct BatchNormOptions {
  MS_API_OPTION(BatchNormOptions, double, eps, 1e-5)
  /// The share of the old moving statistics that a step keeps.
  MS_API_OPTION(BatchNormOptions, double, momentum, 0.9)
  /// Whether gamma and beta are trained.
  MS_API_OPTION(BatchNormOptions, bool, affine, true)
  MS_API_OPTION(BatchNormOptions, Initializer, gammaInit, "ones")
  MS_API_OPTION(BatchNormOptions, Initializer, betaInit, "zeros")
  MS_API_OPTION(BatchNormOptions, Initializer, movingMeanInit, "zeros")
  MS_API_OPTION(BatchNormOptions, Initializer, movingVarInit, "ones")
  /// Not set: the statistics of the batch while training, the moving ones in
  /// evaluation and inference. False: always the moving ones, which then stay.
  /// True (always those of the batch) cannot be compiled.
  MS_API_OPTION(BatchNormOptions, std::optional<bool>, useBatchStatistics, {})
};

/// Normalizes each channel, dimension 1 of x. Parameters `moving_mean`,
/// `moving_variance`, `gamma` and `beta`, each [numFeatures].
class BatchNorm : public Cell {
public:
  Tensor construct(const Tensor &x) override;

protected:
  BatchNorm(const char *layer, int64_t numFeatures, std::vector<int64_t> ranks,
            const BatchNormOptions &options);

private:
  const char *layer;
  std::vector<int64_t> ranks; ///< of x
  std::optional<Parameter> movingMean, movingVariance, gamma, beta;
  double eps, momentum;
  bool fixed;
};

/// Of [N, C] or [N, C, L].
class BatchNorm1d : public BatchNorm {
public:
  explicit BatchNorm1d(int64_t numFeatures,
                       const BatchNormOptions &options = BatchNormOptions());
};

/// Of [N, C, H, W].
class BatchNorm2d : public BatchNorm {
public:
  explicit BatchNorm2d(int64_t numFeatures,
                       const BatchNormOptions &options = BatchNormOptions());
};

/// Of [N, C, D, H, W].
class BatchNorm3d : public BatchNorm {
public:
  explicit BatchNorm3d(int64_t numFeatures,
                       const BatchNormOptions &options = BatchNormOptions());
};

//===----------------------------------------------------------------------===//
// Layer, group and instance normalization
//===----------------------------------------------------------------------===//

struct LayerNormOptions {
  /// The first dimension that is normalized over, and the first of gamma and
  /// beta.
  MS_API_OPTION(LayerNormOptions, int64_t, beginNormAxis, -1)
  MS_API_OPTION(LayerNormOptions, int64_t, beginParamsAxis, -1)
  MS_API_OPTION(LayerNormOptions, Initializer, gammaInit, "ones")
  MS_API_OPTION(LayerNormOptions, Initializer, betaInit, "zeros")
  MS_API_OPTION(LayerNormOptions, double, epsilon, 1e-7)
};

/// Normalizes each row by itself. Parameters `gamma` and `beta`
/// [normalizedShape]. Gradients count epsilon as it is, as those of MindSpore
/// 2.10 do.
class LayerNorm : public Cell {
public:
  explicit LayerNorm(const Shape &normalizedShape,
                     const LayerNormOptions &options = LayerNormOptions());
  Tensor construct(const Tensor &x) override;

private:
  std::optional<Parameter> gamma, beta;
  int64_t beginNormAxis, beginParamsAxis;
  double epsilon;
};

struct GroupNormOptions {
  MS_API_OPTION(GroupNormOptions, double, eps, 1e-5)
  /// Whether gamma and beta are trained.
  MS_API_OPTION(GroupNormOptions, bool, affine, true)
  MS_API_OPTION(GroupNormOptions, Initializer, gammaInit, "ones")
  MS_API_OPTION(GroupNormOptions, Initializer, betaInit, "zeros")
};

/// Normalizes each group of neighbouring channels of each image. Parameters
/// `gamma` and `beta` [numChannels].
class GroupNorm : public Cell {
public:
  GroupNorm(int64_t numGroups, int64_t numChannels,
            const GroupNormOptions &options = GroupNormOptions());
  Tensor construct(const Tensor &x) override;

private:
  std::optional<Parameter> gamma, beta;
  int64_t numGroups;
  double eps;
};

/// Normalizes each channel of each image [N, C, H, W], always by its own
/// statistics. Parameters `moving_mean`, `moving_variance`, `gamma` and `beta`
/// [numFeatures]; the first two are there for the sake of files: nothing reads
/// or moves them.
class InstanceNorm2d : public Cell {
public:
  explicit InstanceNorm2d(int64_t numFeatures,
                          const GroupNormOptions &options = GroupNormOptions());
  Tensor construct(const Tensor &x) override;

private:
  std::optional<Parameter> gamma, beta;
  int64_t numFeatures;
  double eps;
};

} // namespace ms::nn

#endif // MS_NORMLAYERS_H
