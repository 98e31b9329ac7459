//===- MLP.h - Dense layers with ReLU between them --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_MODELS_MLP_H
#define MS_MODELS_MLP_H

#include "ms/models/Network.h"

namespace ms::models {

struct MLPOptions : Options {
  MS_MODEL_OPTION(MLPOptions, int64_t, classes, "classes")   ///< 10
  MS_MODEL_OPTION(MLPOptions, int64_t, features, "features") ///< 784
  MS_MODEL_OPTION(MLPOptions, int64_t, hidden, "hidden")     ///< 512
  /// Dense layers, the last one included: 3.
  MS_MODEL_OPTION(MLPOptions, int64_t, layers, "layers")
};

/// [N, features] -> [N, classes].
inline Description mlp(const MLPOptions &options = {}) {
  return options.describe("mlp");
}

} // namespace ms::models

#endif // MS_MODELS_MLP_H
