//===- Layers.h - Layers ----------------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// mindspore.nn's layers, with MindSpore 2.10's defaults: names, order and first
// values of parameters are the same. Optional arguments stand in an options
// struct, set one by one: Conv2d(1, 6, 5, Conv2dOptions().padMode("valid")).
//
//===----------------------------------------------------------------------===//

#ifndef MS_LAYERS_H
#define MS_LAYERS_H

#include "ms/Activations.h"
#include "ms/ImageLayers.h"
#include "ms/LayerOptions.h"
#include "ms/NormLayers.h"
#include "ms/SequenceLayers.h"

#include <initializer_list>

namespace ms::nn {

//===----------------------------------------------------------------------===//
// Dense, convolution
//===----------------------------------------------------------------------===//

struct DenseOptions {
  MS_API_OPTION(DenseOptions, bool, hasBias, true)
  /// Default: HeUniform(sqrt(5)).
  MS_API_OPTION(DenseOptions, std::optional<Initializer>, weightInit, {})
  /// Default: Uniform(1 / sqrt(inChannels)).
  MS_API_OPTION(DenseOptions, std::optional<Initializer>, biasInit, {})
  /// A name as of MindSpore's get_activation: "relu", "gelu", "softmax", ... or
  /// "" for none.
  MS_API_OPTION(DenseOptions, std::string, activation, "")
};

/// x * weight^T + bias: [..., inChannels] -> [..., outChannels]. Parameters
/// `weight` [outChannels, inChannels] and `bias` [outChannels].
class Dense : public Cell {
public:
  Dense(int64_t inChannels, int64_t outChannels,
        const DenseOptions &options = DenseOptions());
  Tensor construct(const Tensor &x) override;

private:
  std::optional<Parameter> weight, bias;
  std::string activation;
};

struct Conv2dOptions : ConvolutionOptions<Conv2dOptions, Extent2d, Padding> {};

/// [N, inChannels, H, W] -> [N, outChannels, OH, OW]. Parameters `weight`
/// [outChannels, inChannels / group, KH, KW] and, with hasBias, `bias`.
class Conv2d : public Cell {
public:
  Conv2d(int64_t inChannels, int64_t outChannels, Extent2d kernelSize,
         const Conv2dOptions &options = Conv2dOptions());
  Tensor construct(const Tensor &x) override;

private:
  std::optional<Parameter> weight, bias;
  ops::Window window;
};

//===----------------------------------------------------------------------===//
// Pooling
//===----------------------------------------------------------------------===//

struct PoolOptions {
  /// "valid", "same" or "pad".
  MS_API_OPTION(PoolOptions, std::string, padMode, "valid")
  /// For padMode "pad" only.
  MS_API_OPTION(PoolOptions, Padding, padding, 0)
  /// Of AvgPool2d: whether zeros of a padding count in the mean.
  MS_API_OPTION(PoolOptions, bool, countIncludePad, true)
};

/// [N, C, H, W] -> [N, C, OH, OW].
class MaxPool2d : public Cell {
public:
  MaxPool2d(Extent2d kernelSize = 1, Extent2d stride = 1,
            const PoolOptions &options = PoolOptions());
  Tensor construct(const Tensor &x) override;

private:
  std::vector<int64_t> kernel;
  ops::Window window;
};

class AvgPool2d : public Cell {
public:
  AvgPool2d(Extent2d kernelSize = 1, Extent2d stride = 1,
            const PoolOptions &options = PoolOptions());
  Tensor construct(const Tensor &x) override;

private:
  std::vector<int64_t> kernel;
  ops::Window window;
  std::vector<int64_t> zeros; ///< that count: top, bottom, left, right
};

//===----------------------------------------------------------------------===//
// Layers without parameters
//===----------------------------------------------------------------------===//

/// Declares a layer without options.
#define MS_API_SIMPLE_LAYER(NAME)                                              \
  class NAME : public Cell {                                                   \
  public:                                                                      \
    Tensor construct(const Tensor &x) override;                                \
  };

/// [N, ...] -> [N, product of the others].
MS_API_SIMPLE_LAYER(Flatten)
MS_API_SIMPLE_LAYER(ReLU)
/// min(max(x, 0), 6)
MS_API_SIMPLE_LAYER(ReLU6)
MS_API_SIMPLE_LAYER(Sigmoid)
MS_API_SIMPLE_LAYER(Tanh)
MS_API_SIMPLE_LAYER(Identity)

/// x where it is positive, else alpha * x.
class LeakyReLU : public Cell {
public:
  explicit LeakyReLU(double alpha = 0.2) : alpha(alpha) {}
  Tensor construct(const Tensor &x) override;

private:
  double alpha;
};

class Softmax : public Cell {
public:
  explicit Softmax(int64_t axis = -1) : axis(axis) {}
  Tensor construct(const Tensor &x) override;

private:
  int64_t axis;
};

class LogSoftmax : public Cell {
public:
  explicit LogSoftmax(int64_t axis = -1) : axis(axis) {}
  Tensor construct(const Tensor &x) override;

private:
  int64_t axis;
};

/// While training, each element is 0 with probability p, in [0, 1), and else
/// divided by 1 - p. Masks follow from setSeed() and the number of the step.
class Dropout : public Cell {
public:
  explicit Dropout(double p = 0.5);
  Tensor construct(const Tensor &x) override;

private:
  double p;
  uint32_t seed;
};

/// One cell after the other; children are named "0", "1", ...
class SequentialCell : public Cell {
public:
  SequentialCell() = default;
  /// The sequence of cells that somebody else keeps.
  SequentialCell(std::initializer_list<Cell *> cells);
  /// Appends a cell of type T, which this one keeps:
  /// net.append<nn::Dense>(20, 32).append<nn::Tanh>();
  template <typename T, typename... Arguments>
  SequentialCell &append(Arguments &&...arguments) {
    T &child = add<T>(std::to_string(cells.size()),
                      std::forward<Arguments>(arguments)...);
    cells.push_back(&child);
    return *this;
  }
  size_t size() const { return cells.size(); }
  Cell &operator[](size_t index) { return *cells.at(index); }

  std::vector<Tensor> constructAll(const std::vector<Tensor> &inputs) override;

private:
  std::vector<Cell *> cells;
};

#undef MS_API_SIMPLE_LAYER

} // namespace ms::nn

#endif // MS_LAYERS_H
