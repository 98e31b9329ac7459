//===- Models.h - The zoo's networks, one function each ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_MODELS_MODELS_H
#define MS_LIB_MODELS_MODELS_H

#include "lib/Builder/NetworkBuilder.h"

namespace ms {

/// LeNet-5 of the MindSpore tutorial: [?, 1, 32, 32] -> [?, 10].
mlir::Value buildLeNet5(NetworkBuilder &b);

/// Three dense layers with ReLU between them: [?, 784] -> [?, 10], 512 hidden
/// units each.
mlir::Value buildMLP(NetworkBuilder &b);

} // namespace ms

#endif // MS_LIB_MODELS_MODELS_H
