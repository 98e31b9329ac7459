//===- ImageLayers.h - Further convolutions, poolings, resizing -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// mindspore.nn's layers, with MindSpore 2.10's defaults, names and order of
// parameters. Conv2d and the plain poolings are in Layers.h.
//
//===----------------------------------------------------------------------===//

#ifndef MS_IMAGELAYERS_H
#define MS_IMAGELAYERS_H

#include "ms/LayerOptions.h"

namespace ms::nn {

//===----------------------------------------------------------------------===//
// Convolutions
//===----------------------------------------------------------------------===//

/// The padding is on both sides.
struct Conv1dOptions : ConvolutionOptions<Conv1dOptions, int64_t, int64_t> {};

/// [N, inChannels, L] -> [N, outChannels, OL]. Parameters `weight`
/// [outChannels, inChannels / group, 1, K] and, with hasBias, `bias`.
class Conv1d : public Cell {
public:
  Conv1d(int64_t inChannels, int64_t outChannels, int64_t kernelSize,
         const Conv1dOptions &options = Conv1dOptions());
  Tensor construct(const Tensor &x) override;

private:
  std::optional<Parameter> weight, bias;
  ops::Window window;
};

struct Conv2dTransposeOptions
    : ConvolutionOptions<Conv2dTransposeOptions, Extent2d, Padding> {
  /// Zeros below and to the right of the result, for padMode "pad" only.
  MS_API_OPTION(Conv2dTransposeOptions, Extent2d, outputPadding, 0)
};

/// [N, inChannels, H, W] -> [N, outChannels, OH, OW], the way back of a Conv2d.
/// Parameters `weight` [inChannels, outChannels / group, KH, KW] and, with
/// hasBias, `bias`.
class Conv2dTranspose : public Cell {
public:
  Conv2dTranspose(
      int64_t inChannels, int64_t outChannels, Extent2d kernelSize,
      const Conv2dTransposeOptions &options = Conv2dTransposeOptions());
  Tensor construct(const Tensor &x) override;

private:
  std::optional<Parameter> weight, bias;
  ops::Window window;
  std::vector<int64_t> kernel, outputPadding;
};

//===----------------------------------------------------------------------===//
// Results of a given size
//===----------------------------------------------------------------------===//

/// [N, C, H, W] -> [N, C] and outputSize: means of windows that cut the image
/// evenly. Of size 1, the mean of each channel.
class AdaptiveAvgPool2d : public Cell {
public:
  explicit AdaptiveAvgPool2d(Extent2d outputSize);
  Tensor construct(const Tensor &x) override;

private:
  std::vector<int64_t> size;
};

class AdaptiveMaxPool2d : public Cell {
public:
  explicit AdaptiveMaxPool2d(Extent2d outputSize);
  Tensor construct(const Tensor &x) override;

private:
  std::vector<int64_t> size;
};

struct UpsampleOptions {
  /// [height, width] of the result, or how many times those of the image; one
  /// of the two.
  MS_API_OPTION(UpsampleOptions, std::optional<Extent2d>, size, {})
  MS_API_OPTION(UpsampleOptions, std::optional<Extent2d>, scaleFactor, {})
  /// "nearest" or "bilinear".
  MS_API_OPTION(UpsampleOptions, std::string, mode, "nearest")
  /// Of "bilinear": whether the corners' pixels stay where they are; otherwise
  /// places are those of the centers of pixels.
  MS_API_OPTION(UpsampleOptions, bool, alignCorners, false)
};

class Upsample : public Cell {
public:
  explicit Upsample(const UpsampleOptions &options);
  Tensor construct(const Tensor &x) override;

private:
  std::optional<Extent2d> size, scaleFactor;
  bool bilinear, alignCorners;
};

} // namespace ms::nn

#endif // MS_IMAGELAYERS_H
