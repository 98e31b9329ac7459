//===- ViT.h - Vision transformers ------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_MODELS_VIT_H
#define MS_MODELS_VIT_H

#include "ms/models/Network.h"

namespace ms::models {

struct ViTOptions : Options {
  /// 1000; 0: the network ends with its features.
  MS_MODEL_OPTION(ViTOptions, int64_t, classes, "classes")
  /// Height and width: 32 or 224.
  MS_MODEL_OPTION(ViTOptions, int64_t, image, "image")
  /// 3
  MS_MODEL_OPTION(ViTOptions, int64_t, channels, "channels")
  /// 8 or 16
  MS_MODEL_OPTION(ViTOptions, int64_t, patch, "patch")
  /// 2 or 12
  MS_MODEL_OPTION(ViTOptions, int64_t, layers, "layers")
  /// Width: 64 or 768.
  MS_MODEL_OPTION(ViTOptions, int64_t, hidden, "hidden")
  /// 2 or 12
  MS_MODEL_OPTION(ViTOptions, int64_t, heads, "heads")
  /// Width between the dense layers: 4 * hidden of the variant.
  MS_MODEL_OPTION(ViTOptions, int64_t, intermediate, "intermediate")
  /// What the head sees: "cls" or "mean".
  MS_MODEL_OPTION(ViTOptions, const std::string &, pool, "pool")
  /// 0.1
  MS_MODEL_OPTION(ViTOptions, double, dropout, "dropout")
  /// 0.1
  MS_MODEL_OPTION(ViTOptions, double, dropPath, "drop_path")
  /// Of layer norms: 1e-7.
  MS_MODEL_OPTION(ViTOptions, double, eps, "eps")
};

/// [N, channels, image, image] -> [N, classes].
inline Description vitTiny(const ViTOptions &options = {}) {
  return options.describe("vit_tiny");
}
inline Description vitBase(const ViTOptions &options = {}) {
  return options.describe("vit_base");
}

} // namespace ms::models

#endif // MS_MODELS_VIT_H
