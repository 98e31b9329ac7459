//===- Initializer.h - First values of parameters ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// mindspore.common.initializer, with MindSpore 2.10's formulas and defaults.
// Random values are a function of a seed and the element's place. The seed is a
// count of the parameters made since the program or the last setSeed() began.
//
//===----------------------------------------------------------------------===//

#ifndef MS_INITIALIZER_H
#define MS_INITIALIZER_H

#include "ms/Array.h"

namespace ms {

namespace detail {
struct InitializerImpl;
} // namespace detail

class Initializer {
public:
  /// One value.
  Initializer(double value);
  Initializer(int value) : Initializer(static_cast<double>(value)) {}
  /// "zeros", "ones", "normal", "truncated_normal", "uniform", "he_uniform",
  /// "he_normal", "xavier_uniform" or "xavier_normal" with their defaults;
  /// throws for another name.
  Initializer(const char *name) : Initializer(std::string(name)) {}
  Initializer(const std::string &name);
  /// These elements; the shape must be the parameter's.
  Initializer(const Array &values);

private:
  friend struct detail::InitializerImpl;
  explicit Initializer(std::shared_ptr<const detail::InitializerImpl> impl)
      : impl(std::move(impl)) {}
  std::shared_ptr<const detail::InitializerImpl> impl;
};

Initializer Zeros();
Initializer Ones();
Initializer Constant(double value);
/// Uniform in [-scale, scale].
Initializer Uniform(double scale = 0.07);
Initializer Normal(double sigma = 0.01, double mean = 0);
/// Normal, drawn again outside two standard deviations.
Initializer TruncatedNormal(double sigma = 0.01, double mean = 0);
/// Uniform, bound sqrt(6 / ((1 + negativeSlope^2) * fan_in)), where fan_in is
/// the product of all extents but the first.
Initializer HeUniform(double negativeSlope = 0);
Initializer HeNormal(double negativeSlope = 0);
/// Uniform, bound gain * sqrt(6 / (fan_in + fan_out)).
Initializer XavierUniform(double gain = 1);
Initializer XavierNormal(double gain = 1);

/// Starts the count of seeds anew: networks that are built after it in the same
/// order start from the same values. mindspore.set_seed. The default is 0.
void setSeed(uint32_t seed);

} // namespace ms

#endif // MS_INITIALIZER_H
