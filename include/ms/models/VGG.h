//===- VGG.h - VGG with 11 to 19 layers -------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_MODELS_VGG_H
#define MS_MODELS_VGG_H

#include "ms/models/Network.h"

namespace ms::models {

struct VGGOptions : Options {
  MS_MODEL_OPTION(VGGOptions, int64_t, classes, "classes")   ///< 1000
  MS_MODEL_OPTION(VGGOptions, int64_t, image, "image")       ///< 224
  MS_MODEL_OPTION(VGGOptions, int64_t, channels, "channels") ///< 3
  /// Units of the two hidden dense layers: 4096.
  MS_MODEL_OPTION(VGGOptions, int64_t, hidden, "hidden")
  MS_MODEL_OPTION(VGGOptions, bool, batchNorm, "batch_norm") ///< false
  MS_MODEL_OPTION(VGGOptions, bool, bias, "bias")            ///< false
  MS_MODEL_OPTION(VGGOptions, double, dropout, "dropout")    ///< 0.5
};

/// [N, channels, image, image] -> [N, classes].
inline Description vgg11(const VGGOptions &options = {}) {
  return options.describe("vgg11");
}
inline Description vgg13(const VGGOptions &options = {}) {
  return options.describe("vgg13");
}
inline Description vgg16(const VGGOptions &options = {}) {
  return options.describe("vgg16");
}
inline Description vgg19(const VGGOptions &options = {}) {
  return options.describe("vgg19");
}

} // namespace ms::models

#endif // MS_MODELS_VGG_H
