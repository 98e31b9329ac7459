//===- MobileNetV2.h - MobileNetV2 ------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_MODELS_MOBILENETV2_H
#define MS_MODELS_MOBILENETV2_H

#include "ms/models/Network.h"

namespace ms::models {

struct MobileNetV2Options : Options {
  /// 1000; 0: the network ends with its features.
  MS_MODEL_OPTION(MobileNetV2Options, int64_t, classes, "classes")
  /// Height and width: 224.
  MS_MODEL_OPTION(MobileNetV2Options, int64_t, image, "image")
  /// 3
  MS_MODEL_OPTION(MobileNetV2Options, int64_t, channels, "channels")
  /// Multiplier of the numbers of channels: 1.
  MS_MODEL_OPTION(MobileNetV2Options, double, width, "width")
  /// 0
  MS_MODEL_OPTION(MobileNetV2Options, double, dropout, "dropout")
};

/// [N, channels, image, image] -> [N, classes].
inline Description mobilenetv2(const MobileNetV2Options &options = {}) {
  return options.describe("mobilenetv2");
}

} // namespace ms::models

#endif // MS_MODELS_MOBILENETV2_H
