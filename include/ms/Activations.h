//===- Activations.h - Activations as layers --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// mindspore.nn's activations beyond those of Layers.h, which includes this
// file, with MindSpore 2.10's defaults.
//
//===----------------------------------------------------------------------===//

#ifndef MS_ACTIVATIONS_H
#define MS_ACTIVATIONS_H

#include "ms/Initializer.h"
#include "ms/OpsMath.h"

#include <optional>

namespace ms::nn {

/// Declares a layer without options.
#define MS_API_SIMPLE_LAYER(NAME)                                              \
  class NAME : public Cell {                                                   \
  public:                                                                      \
    Tensor construct(const Tensor &x) override;                                \
  };

MS_API_SIMPLE_LAYER(SiLU)
MS_API_SIMPLE_LAYER(HSwish)
MS_API_SIMPLE_LAYER(HSigmoid)
MS_API_SIMPLE_LAYER(SeLU)
MS_API_SIMPLE_LAYER(LogSigmoid)
MS_API_SIMPLE_LAYER(Mish)
#undef MS_API_SIMPLE_LAYER

/// Gaussian error linear unit, by tanh or, with `approximate` false, by the
/// error function.
class GELU : public Cell {
public:
  explicit GELU(bool approximate = true) : approximate(approximate) {}
  Tensor construct(const Tensor &x) override;

private:
  bool approximate;
};

/// x where it is positive, else alpha * (e^x - 1).
class ELU : public Cell {
public:
  explicit ELU(double alpha = 1) : alpha(alpha) {}
  Tensor construct(const Tensor &x) override;

private:
  double alpha;
};

/// ln(1 + e^(beta * x)) / beta.
class Softplus : public Cell {
public:
  explicit Softplus(double beta = 1) : beta(beta) {}
  Tensor construct(const Tensor &x) override;

private:
  double beta;
};

/// x where it is positive, else weight * x, with one weight or one for each of
/// `channel` channels. Parameter `weight` [channel], at first `w`.
class PReLU : public Cell {
public:
  explicit PReLU(int64_t channel = 1, double w = 0.25);
  Tensor construct(const Tensor &x) override;

private:
  std::optional<Parameter> weight;
};

} // namespace ms::nn

#endif // MS_ACTIVATIONS_H
