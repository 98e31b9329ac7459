//===- UNet.h - U-Net -------------------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_MODELS_UNET_H
#define MS_MODELS_UNET_H

#include "ms/models/Network.h"

namespace ms::models {

struct UNetOptions : Options {
  /// 2
  MS_MODEL_OPTION(UNetOptions, int64_t, classes, "classes")
  /// Height and width: 572.
  MS_MODEL_OPTION(UNetOptions, int64_t, image, "image")
  /// 1
  MS_MODEL_OPTION(UNetOptions, int64_t, channels, "channels")
  /// Channels of the first level: 64.
  MS_MODEL_OPTION(UNetOptions, int64_t, width, "width")
  /// "valid", or "same", which keeps height and width.
  MS_MODEL_OPTION(UNetOptions, const std::string &, padding, "padding")
};

/// [N, channels, image, image] -> [N, classes, H, W].
inline Description unet(const UNetOptions &options = {}) {
  return options.describe("unet");
}

} // namespace ms::models

#endif // MS_MODELS_UNET_H
