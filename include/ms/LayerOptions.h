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
    return *this;                                                              \
  }                                                                            \
  TYPE NAME##Value = FALLBACK;

} // namespace ms::nn

#endif // MS_LAYEROPTIONS_H
