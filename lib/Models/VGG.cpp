//===- VGG.cpp - VGG with 11 to 19 layers ---------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Names and first values of mindspore/models official/cv/VGG, whose options are
// has_bias, batch_norm, pad_mode, has_dropout and initialize_mode.
//
//===----------------------------------------------------------------------===//

#include "lib/Models/Models.h"

#include "lib/Models/Parts.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

/// Convolutions of each of the five stages; a pooling ends a stage.
SmallVector<int64_t> convolutionsOf(int64_t depth) {
  switch (depth) {
  case 11:
    return {1, 1, 2, 2, 2};
  case 13:
    return {2, 2, 2, 2, 2};
  case 16:
    return {2, 2, 3, 3, 3};
  default:
    return {2, 2, 4, 4, 4};
  }
}

class VGG final : public Model {
public:
  explicit VGG(int64_t depth) : depth(depth) {}

  void declareOptions(ModelOptions &options) override {
    options.integer("classes", "columns of the output", 1, classes);
    options.integer("image", "height and width", 32, image);
    options.integer("channels", "channels of the image", 1, channels);
    options.integer("hidden", "units of the two hidden dense layers", 1,
                    hidden);
    options.flag("bias", "whether convolutions have one", bias);
    options.flag("batch_norm", "whether one stands behind each convolution",
                 batchNorm);
    options.number("dropout", "probability of a zero behind dense layers", 0, 1,
                   dropout);
  }

  std::vector<ModelInput> inputs() const override {
    return {{"", {channels, image, image}}};
  }

  SmallVector<Value> build(NetworkBuilder &b,
                           ArrayRef<Value> inputs) const override {
    Value x = classifier(b, features(b, inputs[0]));
    return {x};
  }

private:
  Value features(NetworkBuilder &b, Value x) const {
    NetworkBuilder::LayerScope layers(b, "layers");
    int64_t index = 0, out = 64;
    auto next = [&] { return std::to_string(index++); };
    WindowOptions window, pooling;
    window.kernel = {3, 3};
    window.padMode = "pad";
    window.pad = {1, 1, 1, 1};
    pooling.kernel = pooling.stride = {2, 2};
    for (int64_t count : convolutionsOf(depth)) {
      // KaimingNormal, mode fan_out.
      Init weight = Init::normal(std::sqrt(2.0 / static_cast<double>(9 * out)));
      for (int64_t k = 0; k < count; ++k) {
        x = addConv2d(b, next(), x, out, window, weight,
                      bias ? Init::zeros() : Init::none());
        if (batchNorm)
          x = addBatchNorm(b, next(), x, {});
        x = addLayer<ReLUOp>(b, next(), x);
      }
      x = addMaxPool(b, next(), x, pooling);
      out = std::min<int64_t>(2 * out, 512);
    }
    return x;
  }

  Value classifier(NetworkBuilder &b, Value x) const {
    Init weight = Init::normal(0.01);
    x = addLayer<FlattenOp>(b, "flatten", x);
    NetworkBuilder::LayerScope layer(b, "classifier");
    x = addDense(b, "0", x, hidden, weight, Init::zeros());
    x = addLayer<ReLUOp>(b, "1", x);
    x = addDropout(b, "2", x, dropout);
    x = addDense(b, "3", x, hidden, weight, Init::zeros());
    x = addLayer<ReLUOp>(b, "4", x);
    x = addDropout(b, "5", x, dropout);
    return addDense(b, "6", x, classes, weight, Init::zeros());
  }

  int64_t depth, classes = 1000, image = 224, channels = 3, hidden = 4096;
  bool bias = false, batchNorm = false;
  double dropout = 0.5;
};

} // namespace

std::unique_ptr<Model> makeVGG(int64_t depth) {
  return std::make_unique<VGG>(depth);
}

} // namespace ms
