//===- LeNet5.h - LeNet-5 of the MindSpore tutorial -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_MODELS_LENET5_H
#define MS_MODELS_LENET5_H

#include "ms/models/Network.h"

namespace ms::models {

struct LeNet5Options : Options {
  MS_MODEL_OPTION(LeNet5Options, int64_t, classes, "classes")   ///< 10
  MS_MODEL_OPTION(LeNet5Options, int64_t, channels, "channels") ///< 1
};

/// [N, channels, 32, 32] -> [N, classes].
inline Description lenet5(const LeNet5Options &options = {}) {
  return options.describe("lenet5");
}

} // namespace ms::models

#endif // MS_MODELS_LENET5_H
