//===- MobileNetV2.cpp - MobileNetV2 --------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Names and first values of mindspore/models official/cv/MobileNet/mobilenetv2.
//
//===----------------------------------------------------------------------===//

#include "lib/Models/Models.h"

#include "lib/Models/Parts.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

struct Stage {
  int64_t expansion, channels, count, stride;
};
constexpr Stage kStages[] = {{1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2},
                             {6, 64, 4, 2}, {6, 96, 3, 1}, {6, 160, 3, 2},
                             {6, 320, 1, 1}};

class MobileNetV2 final : public Model {
public:
  void declareOptions(ModelOptions &options) override {
    options.integer("classes", "columns of the output; 0: the features", 0,
                    classes);
    options.integer("image", "height and width", 1, image);
    options.integer("channels", "channels of the image", 1, channels);
    options.number("width", "multiplier of the numbers of channels", 0.01, 16,
                   width);
    options.number("dropout", "probability of a zero before the dense layer", 0,
                   1, dropout);
  }

  std::vector<ModelInput> inputs() const override {
    return {{"", {channels, image, image}}};
  }

  SmallVector<Value> build(NetworkBuilder &b,
                           ArrayRef<Value> inputs) const override {
    Value x = inputs[0];
    {
      NetworkBuilder::LayerScope features(b, "features");
      int64_t index = 0;
      x = unit(b, std::to_string(index++), x, scaled(32, width), 3, 2, 1);
      for (const Stage &stage : kStages)
        for (int64_t k = 0; k < stage.count; ++k)
          x = block(b, std::to_string(index++), x,
                    scaled(stage.channels, width), k == 0 ? stage.stride : 1,
                    stage.expansion);
      x = unit(b, std::to_string(index), x, scaled(1280, std::max(1.0, width)),
               1, 1, 1);
    }
    {
      NetworkBuilder::LayerScope layer(b, "head");
      x = b.emit<ReduceMeanOp>(
          x, b.attributes().ints("axis", {2, 3}).flag("keep_dims", false));
      x = buildDropout(b, x, dropout);
    }
    if (classes > 0)
      x = addDense(b, "dense", x, classes, Init::normal(0.01), Init::zeros());
    return {x};
  }

private:
  /// Channels as a multiple of 8, never less than nine tenths of what is asked.
  static int64_t scaled(int64_t channels, double factor) {
    double wanted = static_cast<double>(channels) * factor;
    auto rounded =
        std::max<int64_t>(8, static_cast<int64_t>(wanted + 4) / 8 * 8);
    return static_cast<double>(rounded) < 0.9 * wanted ? rounded + 8 : rounded;
  }

  static Value convolution(NetworkBuilder &b, StringRef name, Value x,
                           int64_t out, int64_t kernel, int64_t stride,
                           int64_t group) {
    WindowOptions window;
    window.kernel = {kernel, kernel};
    window.stride = {stride, stride};
    window.padMode = "pad";
    window.pad.assign(4, (kernel - 1) / 2);
    window.group = group;
    double fanOut = static_cast<double>(out * kernel * kernel);
    return addConv2d(b, name, x, out, window,
                     Init::normal(std::sqrt(2.0 / fanOut)));
  }

  /// ConvBNReLU.
  static Value unit(NetworkBuilder &b, StringRef name, Value x, int64_t out,
                    int64_t kernel, int64_t stride, int64_t group) {
    NetworkBuilder::LayerScope layer(b, name), features(b, "features");
    x = convolution(b, "0", x, out, kernel, stride, group);
    x = addBatchNorm(b, "1", x, {});
    x = addLayer<ReLUOp>(b, "2", x);
    NetworkBuilder::LayerScope relu6(b, "2");
    return b.emit<MinimumOp>({x, b.constant(b.getF32(), 6)});
  }

  /// InvertedResidual.
  static Value block(NetworkBuilder &b, StringRef name, Value input,
                     int64_t out, int64_t stride, int64_t expansion) {
    NetworkBuilder::LayerScope layer(b, name);
    int64_t in = extentOf(input, 1), hidden = in * expansion, index = 0;
    auto next = [&] { return std::to_string(index++); };
    Value x = input;
    {
      NetworkBuilder::LayerScope conv(b, "conv");
      if (expansion != 1)
        x = unit(b, next(), x, hidden, 1, 1, 1);
      x = unit(b, next(), x, hidden, 3, stride, hidden);
      x = convolution(b, next(), x, out, 1, 1, 1);
      x = addBatchNorm(b, next(), x, {});
    }
    return stride == 1 && in == out ? b.emit<AddOp>({input, x}) : x;
  }

  int64_t classes = 1000, image = 224, channels = 3;
  double width = 1, dropout = 0;
};

} // namespace

std::unique_ptr<Model> makeMobileNetV2() {
  return std::make_unique<MobileNetV2>();
}

} // namespace ms
