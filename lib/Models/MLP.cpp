//===- MLP.cpp - Three dense layers ---------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Models/Models.h"

#include "lib/Builder/Layers.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

Value buildMLP(NetworkBuilder &b) {
  int64_t features = 784;
  Value x = b.addInput(
      RankedTensorType::get({ShapedType::kDynamic, features}, b.getF32()));
  auto dense = [&](const char *name, int64_t out, bool relu) {
    NetworkBuilder::LayerScope layer(b, name);
    Value weight = b.parameter("weight", {out, features}, defaultWeightInit(b));
    Value bias = b.parameter("bias", {out}, defaultBiasInit(b, features));
    x = buildDense(b, x, weight, bias);
    if (relu)
      x = b.emit<ReLUOp>(x);
    features = out;
  };
  dense("fc1", 512, true);
  dense("fc2", 512, true);
  dense("fc3", 10, false);
  return x;
}

} // namespace ms
