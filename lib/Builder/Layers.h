//===- Layers.h - The layers that networks are made of ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides which ops a layer of MindSpore 2.10 becomes, and which initial values
// its parameters have by default, for the networks of the zoo.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_BUILDER_LAYERS_H
#define MS_LIB_BUILDER_LAYERS_H

#include "lib/Builder/NetworkBuilder.h"

#include <string>
#include <vector>

namespace ms {

/// HeUniform(sqrt(5)): the default of weights.
mlir::Attribute defaultWeightInit(NetworkBuilder &b);
/// Uniform in +-1/sqrt(fanIn): the default of biases.
mlir::Attribute defaultBiasInit(NetworkBuilder &b, int64_t fanIn);
/// Normal(sigma) around 0.
mlir::Attribute normalInit(NetworkBuilder &b, double sigma);

/// `x * weight^T + bias` for `x` [rows, in] and `weight` [out, in]; `bias` may
/// be null.
mlir::Value buildDense(NetworkBuilder &b, mlir::Value x, mlir::Value weight,
                       mlir::Value bias);

struct WindowOptions {
  llvm::SmallVector<int64_t> kernel = {1, 1}; ///< of poolings
  llvm::SmallVector<int64_t> stride = {1, 1};
  llvm::SmallVector<int64_t> dilation = {1, 1}; ///< of convolutions
  llvm::SmallVector<int64_t> pad = {0, 0, 0, 0};
  std::string padMode = "valid";
  int64_t group = 1; ///< of convolutions
};
/// `bias` may be null.
mlir::Value buildConv2d(NetworkBuilder &b, mlir::Value x, mlir::Value weight,
                        mlir::Value bias, const WindowOptions &window);
mlir::Value buildMaxPool(NetworkBuilder &b, mlir::Value x,
                         const WindowOptions &window);
mlir::Value buildAvgPool(NetworkBuilder &b, mlir::Value x,
                         const WindowOptions &window);

/// While training, zeros with probability `p` in [0, 1), and the rest divided
/// by 1 - p; each with masks of its own.
mlir::Value buildDropout(NetworkBuilder &b, mlir::Value x, double p);

/// A transposed convolution of `x` with `weight` [C, O/group, KH, KW]. For
/// padMode "same" the result is stride times as large; for "valid" and "pad" it
/// is what a convolution with this window makes `x` of. `bias` may be null.
mlir::Value buildConv2dTranspose(NetworkBuilder &b, mlir::Value x,
                                 mlir::Value weight, mlir::Value bias,
                                 const WindowOptions &window);

struct BatchNormOptions {
  double epsilon = 1e-5;
  double momentum = 0.9;      ///< the share of the old statistics that stays
  mlir::Attribute gamma = {}; ///< first values; null: ones
};
/// Declares the layer's `moving_mean`, `moving_variance`, `gamma` and `beta`.
/// Normalizes by the statistics of the batch while training, by the moving ones
/// in inference.
mlir::Value buildBatchNorm(NetworkBuilder &b, mlir::Value x,
                           const BatchNormOptions &options = {});

struct LayerNormOptions {
  double epsilon = 1e-7;
  int64_t beginNormAxis = -1;
  int64_t beginParamsAxis = -1;
};
/// Declares the layer's `gamma` and `beta`, with the dimensions of `x` from
/// beginParamsAxis on.
mlir::Value buildLayerNorm(NetworkBuilder &b, mlir::Value x,
                           const LayerNormOptions &options = {});

/// Declares the layer's `gamma` and `beta`, a number per channel.
mlir::Value buildGroupNorm(NetworkBuilder &b, mlir::Value x, int64_t groups,
                           double epsilon = 1e-5);

/// Einstein's sum of one or two tensors, "bhqd,bhkd->bhqk"; null after an
/// error.
mlir::Value buildEinsum(NetworkBuilder &b, const std::string &equation,
                        const std::vector<mlir::Value> &operands);

} // namespace ms

#endif // MS_LIB_BUILDER_LAYERS_H
