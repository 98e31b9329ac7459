//===- ResNet.h - ResNet with 18 to 152 layers ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_MODELS_RESNET_H
#define MS_MODELS_RESNET_H

#include "ms/models/Network.h"

namespace ms::models {

struct ResNetOptions : Options {
  /// 1000; 0: the network ends with its features.
  MS_MODEL_OPTION(ResNetOptions, int64_t, classes, "classes")
  /// Height and width: 224.
  MS_MODEL_OPTION(ResNetOptions, int64_t, image, "image")
  /// 3
  MS_MODEL_OPTION(ResNetOptions, int64_t, channels, "channels")
  /// "same" or "symmetric"; as MindSpore has it: "symmetric" for 18 and 34
  /// layers, "same" for the others.
  MS_MODEL_OPTION(ResNetOptions, const std::string &, padding, "padding")
  /// Of all batch norms; 0: MindSpore's numbers.
  MS_MODEL_OPTION(ResNetOptions, double, eps, "eps")
};

/// [N, channels, image, image] -> [N, classes].
inline Description resnet18(const ResNetOptions &options = {}) {
  return options.describe("resnet18");
}
inline Description resnet34(const ResNetOptions &options = {}) {
  return options.describe("resnet34");
}
inline Description resnet50(const ResNetOptions &options = {}) {
  return options.describe("resnet50");
}
inline Description resnet101(const ResNetOptions &options = {}) {
  return options.describe("resnet101");
}
inline Description resnet152(const ResNetOptions &options = {}) {
  return options.describe("resnet152");
}

} // namespace ms::models

#endif // MS_MODELS_RESNET_H
