//===- LayerOptions.h - How layers take options -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Types that several layers' options share, and the way options are set.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LAYEROPTIONS_H
#define MS_LAYEROPTIONS_H

#include "ms/Ops.h"

#include <optional>

namespace ms::nn {

/// One number for height and width, or both.
struct Extent2d {
  Extent2d(int value) : height(value), width(value) {}
  Extent2d(int64_t value) : height(value), width(value) {}
  Extent2d(int64_t height, int64_t width) : height(height), width(width) {}

  std::vector<int64_t> vec() const { return {height, width}; }

  int64_t height, width;
};

/// Rows around an image: one number for all sides, or each.
struct Padding {
  Padding(int all) : pad(4, all) {}
  Padding(int64_t top, int64_t bottom, int64_t left, int64_t right)
      : pad{top, bottom, left, right} {}

  std::vector<int64_t> pad;
};

/// Declares an option `NAME` with a setter of that name.
#define MS_API_OPTION(OPTIONS, TYPE, NAME, FALLBACK)                           \
  OPTIONS &NAME(TYPE value) {                                                  \
    NAME##Value = std::move(value);                                            \
    return static_cast<OPTIONS &>(*this);                                      \
  }                                                                            \
  TYPE NAME##Value = FALLBACK;

/// Options of every convolution. `Options` is what setters return.
template <typename Options, typename Extent, typename Border>
struct ConvolutionOptions {
  MS_API_OPTION(Options, Extent, stride, 1)
  /// "same", "valid" or "pad".
  MS_API_OPTION(Options, std::string, padMode, "same")
  /// For padMode "pad" only: zeros around x or, of a transposed convolution,
  /// what is left out around the result.
  MS_API_OPTION(Options, Border, padding, 0)
  MS_API_OPTION(Options, Extent, dilation, 1)
  MS_API_OPTION(Options, int64_t, group, 1)
  MS_API_OPTION(Options, bool, hasBias, false)
  /// Default: HeUniform(sqrt(5)).
  MS_API_OPTION(Options, std::optional<Initializer>, weightInit, {})
  /// Default: Uniform(1 / sqrt(fan_in)).
  MS_API_OPTION(Options, std::optional<Initializer>, biasInit, {})
};

} // namespace ms::nn

#endif // MS_LAYEROPTIONS_H
