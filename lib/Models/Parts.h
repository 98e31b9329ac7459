//===- Parts.h - Layers with their parameters -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What the networks of the zoo have in common: MindSpore's layers with the
// names that their parameters have there. A part's `name` is appended to the
// builder's current layer.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_MODELS_PARTS_H
#define MS_LIB_MODELS_PARTS_H

#include "lib/Builder/Layers.h"

namespace ms {

/// A first value, before it has a seed.
struct Init {
  enum class Kind {
    None, ///< no such parameter
    Zeros,
    Ones,
    Normal,          ///< value: sigma
    TruncatedNormal, ///< value: sigma
    Uniform,         ///< value: bound
    HeUniform,       ///< value: negative slope
    XavierUniform
  };
  Kind kind = Kind::None;
  double value = 0;

  static Init none() { return {}; }
  static Init zeros() { return {Kind::Zeros}; }
  static Init ones() { return {Kind::Ones}; }
  static Init normal(double sigma) { return {Kind::Normal, sigma}; }
  static Init truncatedNormal(double sigma) {
    return {Kind::TruncatedNormal, sigma};
  }
  static Init uniform(double bound) { return {Kind::Uniform, bound}; }
  static Init xavierUniform() { return {Kind::XavierUniform}; }
  /// HeUniform(sqrt(5)): the default of weights.
  static Init weight();
  /// Uniform in +-1/sqrt(fanIn): the default of biases.
  static Init bias(int64_t fanIn);

  mlir::Attribute make(NetworkBuilder &b) const;
};

/// Parameter `name` of the current layer; null where there is none.
mlir::Value addParameter(NetworkBuilder &b, llvm::StringRef name,
                         llvm::ArrayRef<int64_t> shape, const Init &init);

/// Parameters that are declared before they are used: their order is that of
/// the cells in MindSpore, which need not be that of the computation.
struct DenseParameters {
  mlir::Value weight, bias;
};
struct NormParameters {
  mlir::Value gamma, beta;
};

DenseParameters declareDense(NetworkBuilder &b, llvm::StringRef name,
                             int64_t in, int64_t out, const Init &weight,
                             const Init &bias);
/// [..., in] -> [..., out], with `weight` [out, in], or [in, out] where it is
/// `turned`, and `bias`.
mlir::Value applyDense(NetworkBuilder &b, llvm::StringRef name, mlir::Value x,
                       const DenseParameters &parameters, bool turned = false);
/// Both of them.
mlir::Value addDense(NetworkBuilder &b, llvm::StringRef name, mlir::Value x,
                     int64_t out, const Init &weight, const Init &bias);

/// A square window; `window.kernel` is its extent, `window.group` its groups.
mlir::Value addConv2d(NetworkBuilder &b, llvm::StringRef name, mlir::Value x,
                      int64_t out, const WindowOptions &window,
                      const Init &weight, const Init &bias = Init::none());

mlir::Value addMaxPool(NetworkBuilder &b, llvm::StringRef name, mlir::Value x,
                       const WindowOptions &window);

/// Over the channels of an image; while training, by its own statistics.
mlir::Value addBatchNorm(NetworkBuilder &b, llvm::StringRef name, mlir::Value x,
                         const BatchNormOptions &options);

NormParameters declareNorm(NetworkBuilder &b, llvm::StringRef name,
                           int64_t width);
/// Over the last dimension.
mlir::Value applyLayerNorm(NetworkBuilder &b, llvm::StringRef name,
                           mlir::Value x, const NormParameters &parameters,
                           double eps);
/// Both of them.
mlir::Value addLayerNorm(NetworkBuilder &b, llvm::StringRef name, mlir::Value x,
                         double eps);

/// x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3))).
mlir::Value addGelu(NetworkBuilder &b, llvm::StringRef name, mlir::Value x);

/// Rows of a table [count, width]: `indices` [...] -> [..., width].
mlir::Value addEmbedding(NetworkBuilder &b, llvm::StringRef name,
                         mlir::Value indices, int64_t count, int64_t width,
                         const Init &init);
/// The first `length` rows of such a table, as [1, length, width].
mlir::Value addPositions(NetworkBuilder &b, llvm::StringRef name, int64_t count,
                         int64_t width, int64_t length, const Init &init);

/// An op without parameters as a layer.
template <typename OpT>
mlir::Value addLayer(NetworkBuilder &b, llvm::StringRef name, mlir::Value x) {
  NetworkBuilder::LayerScope layer(b, name);
  return b.emit<OpT>(x);
}

/// While training, zeros with probability `p`.
mlir::Value addDropout(NetworkBuilder &b, llvm::StringRef name, mlir::Value x,
                       double p);

/// Extent `k` of a value's shape; 0 where the value is null.
int64_t extentOf(mlir::Value value, unsigned k);

} // namespace ms

#endif // MS_LIB_MODELS_PARTS_H
