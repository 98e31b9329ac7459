//===- LeNet5.cpp - LeNet-5 of the MindSpore tutorial ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Models/Models.h"

#include "lib/Builder/Layers.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

Value buildLeNet5(NetworkBuilder &b) {
  using Layer = NetworkBuilder::LayerScope;
  Value x = b.addInput(
      RankedTensorType::get({ShapedType::kDynamic, 1, 32, 32}, b.getF32()));

  int64_t channels = 1;
  auto convolution = [&](const std::string &index, int64_t out) {
    {
      Layer layer(b, "conv" + index);
      Value weight =
          b.parameter("weight", {out, channels, 5, 5}, defaultWeightInit(b));
      x = buildConv2d(b, x, weight, nullptr, {});
      x = b.emit<ReLUOp>(x);
    }
    Layer layer(b, "max_pool" + index);
    WindowOptions window;
    window.kernel = window.stride = {2, 2};
    x = buildMaxPool(b, x, window);
    channels = out;
  };
  int64_t features = 16 * 5 * 5;
  auto dense = [&](const std::string &name, int64_t out, bool relu) {
    Layer layer(b, name);
    Value weight = b.parameter("weight", {out, features}, normalInit(b, 0.02));
    Value bias = b.parameter("bias", {out}, defaultBiasInit(b, features));
    x = buildDense(b, x, weight, bias);
    if (relu)
      x = b.emit<ReLUOp>(x);
    features = out;
  };

  convolution("1", 6);
  convolution("2", 16);
  {
    Layer layer(b, "flatten");
    x = b.emit<FlattenOp>(x);
  }
  dense("fc1", 120, true);
  dense("fc2", 84, true);
  dense("fc3", 10, false);
  return x;
}

} // namespace ms
