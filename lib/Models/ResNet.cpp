//===- ResNet.cpp - ResNet with 18 to 152 layers --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Names and first values of mindspore/models official/cv/ResNet. There the
// networks with 18 and 34 layers pad on both sides, the others only as much as
// "same" needs, and the one with 152 layers starts from other values.
//
//===----------------------------------------------------------------------===//

#include "lib/Models/Models.h"

#include "lib/Models/Parts.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

SmallVector<int64_t> blocksOf(int64_t depth) {
  switch (depth) {
  case 18:
    return {2, 2, 2, 2};
  case 101:
    return {3, 4, 23, 3};
  case 152:
    return {3, 8, 36, 3};
  default:
    return {3, 4, 6, 3};
  }
}

class ResNet final : public Model {
public:
  explicit ResNet(int64_t depth)
      : depth(depth), padding(isBasic() ? "symmetric" : "same") {}

  void declareOptions(ModelOptions &options) override {
    options.integer("classes", "columns of the output; 0: the features", 0,
                    classes);
    options.integer("image", "height and width", 1, image);
    options.integer("channels", "channels of the image", 1, channels);
    options.choice("padding", "of convolutions and pooling",
                   {"same", "symmetric"}, padding);
    options.number("eps", "of all batch norms; 0: MindSpore's", 0, 1, eps);
  }

  std::vector<ModelInput> inputs() const override {
    return {{"", {channels, image, image}}};
  }

  SmallVector<Value> build(NetworkBuilder &b,
                           ArrayRef<Value> inputs) const override {
    // The stem and the shortcuts of the small networks have numbers of their
    // own.
    BatchNormOptions outer = norm();
    if (isBasic())
      outer = norm(1e-5, 0.1);
    Value x = convolution(b, "conv1", inputs[0], 64, 7, 2);
    x = addBatchNorm(b, "bn1", x, outer);
    x = addLayer<ReLUOp>(b, "relu", x);
    x = addMaxPool(b, "maxpool", x, window(3, 2));
    int64_t width = 64;
    for (auto [index, count] : llvm::enumerate(blocksOf(depth))) {
      NetworkBuilder::LayerScope stage(b, "layer" + std::to_string(index + 1));
      for (int64_t k = 0; k < count; ++k) {
        NetworkBuilder::LayerScope block(b, std::to_string(k));
        int64_t stride = k == 0 && index > 0 ? 2 : 1;
        x = isBasic() ? basicBlock(b, x, width, stride, outer)
                      : bottleneck(b, x, 4 * width, stride);
      }
      width *= 2;
    }
    {
      NetworkBuilder::LayerScope layer(b, "mean");
      x = b.emit<ReduceMeanOp>(
          x, b.attributes().ints("axis", {2, 3}).flag("keep_dims", false));
    }
    if (classes > 0)
      x = addDense(b, "end_point", x, classes,
                   depth == 152 ? Init::normal(0.01) : Init::weight(),
                   Init::zeros());
    return {x};
  }

private:
  bool isBasic() const { return depth < 50; }

  BatchNormOptions norm(double epsilon = 1e-4, double momentum = 0.9) const {
    BatchNormOptions options;
    options.epsilon = eps > 0 ? eps : epsilon;
    options.momentum = momentum;
    return options;
  }

  WindowOptions window(int64_t kernel, int64_t stride) const {
    WindowOptions window;
    window.kernel = {kernel, kernel};
    window.stride = {stride, stride};
    window.padMode = "same";
    if (padding == "symmetric") {
      window.padMode = "pad";
      window.pad.assign(4, kernel / 2);
    }
    return window;
  }

  Value convolution(NetworkBuilder &b, StringRef name, Value x, int64_t out,
                    int64_t kernel, int64_t stride) const {
    // kaiming_normal, mode fan_out.
    double fanOut = static_cast<double>(out * kernel * kernel);
    return addConv2d(
        b, name, x, out, window(kernel, stride),
        Init::normal(depth == 152 ? 0.01 : std::sqrt(2.0 / fanOut)));
  }

  Value shortcut(NetworkBuilder &b, Value x, int64_t out, int64_t stride,
                 const BatchNormOptions &options) const {
    if (stride == 1 && extentOf(x, 1) == out)
      return x;
    NetworkBuilder::LayerScope layer(b, "down_sample_layer");
    x = convolution(b, "0", x, out, 1, stride);
    return addBatchNorm(b, "1", x, options);
  }

  static Value join(NetworkBuilder &b, Value x, Value shortcut) {
    return addLayer<ReLUOp>(b, "relu", b.emit<AddOp>({x, shortcut}));
  }

  Value basicBlock(NetworkBuilder &b, Value input, int64_t out, int64_t stride,
                   const BatchNormOptions &outer) const {
    Value x = convolution(b, "conv1", input, out, 3, stride);
    x = addLayer<ReLUOp>(b, "relu", addBatchNorm(b, "bn1d", x, norm()));
    x = convolution(b, "conv2", x, out, 3, 1);
    x = addBatchNorm(b, "bn2d", x, norm());
    return join(b, x, shortcut(b, input, out, stride, outer));
  }

  Value bottleneck(NetworkBuilder &b, Value input, int64_t out,
                   int64_t stride) const {
    Value x = convolution(b, "conv1", input, out / 4, 1, 1);
    x = addLayer<ReLUOp>(b, "relu", addBatchNorm(b, "bn1", x, norm()));
    x = convolution(b, "conv2", x, out / 4, 3, stride);
    x = addLayer<ReLUOp>(b, "relu", addBatchNorm(b, "bn2", x, norm()));
    x = convolution(b, "conv3", x, out, 1, 1);
    BatchNormOptions last = norm();
    if (depth == 152)
      last.gamma = Init::zeros().make(b);
    x = addBatchNorm(b, "bn3", x, last);
    return join(b, x, shortcut(b, input, out, stride, norm()));
  }

  int64_t depth, classes = 1000, image = 224, channels = 3;
  std::string padding;
  double eps = 0;
};

} // namespace

std::unique_ptr<Model> makeResNet(int64_t depth) {
  return std::make_unique<ResNet>(depth);
}

} // namespace ms
