//===- UNet.cpp - U-Net ---------------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Names and first values of mindspore/models official/cv/Unet (UNetMedical).
// There the convolutions do not pad, and what skips a level is cut to the size
// of what comes from below.
//
//===----------------------------------------------------------------------===//

#include "lib/Models/Models.h"

#include "lib/Models/Parts.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

constexpr int64_t kLevels = 4;

class UNet final : public Model {
public:
  void declareOptions(ModelOptions &options) override {
    options.integer("classes", "channels of the output", 1, classes);
    options.integer("image", "height and width", 1, image);
    options.integer("channels", "channels of the image", 1, channels);
    options.integer("width", "channels of the first level", 1, width);
    options.choice("padding", "of convolutions", {"valid", "same"}, padding);
  }

  std::string check() const override {
    // Each level halves what its two convolutions leave.
    if (padding == "valid" ? image >= 188 && image % 16 == 12 : image % 16 == 0)
      return "";
    return "option 'image' is " + std::to_string(image) + ", expected " +
           (padding == "valid" ? "188, 204, ..., 572, ... (12 more than a "
                                 "multiple of 16)"
                               : "a multiple of 16");
  }

  std::vector<ModelInput> inputs() const override {
    return {{"", {channels, image, image}}};
  }

  SmallVector<Value> build(NetworkBuilder &b,
                           ArrayRef<Value> inputs) const override {
    SmallVector<Value> skips;
    Value x = apply(b, declare(b, "inc", channels, width, width), inputs[0]);
    int64_t out = width;
    for (int64_t k = 1; k <= kLevels; ++k, out *= 2) {
      skips.push_back(x);
      NetworkBuilder::LayerScope down(b, "down" + std::to_string(k) +
                                             ".maxpool_conv");
      WindowOptions pooling;
      pooling.kernel = pooling.stride = {2, 2};
      x = addMaxPool(b, "0", x, pooling);
      x = apply(b, declare(b, "1", out, 2 * out, 2 * out), x);
    }
    for (int64_t k = 1; k <= kLevels; ++k, out /= 2) {
      NetworkBuilder::LayerScope up(b, "up" + std::to_string(k));
      DoubleConv conv = declare(b, "conv", out, out / 2, out / 2);
      x = upsample(b, x, out);
      x = b.emit<ConcatOp>({x, crop(b, skips.pop_back_val(), extentOf(x, 2))},
                           b.attributes().integer("axis", 1));
      x = apply(b, conv, x);
    }
    NetworkBuilder::LayerScope outc(b, "outc");
    return {addConv2d(b, "conv", x, classes, WindowOptions(),
                      Init::truncatedNormal(0.06), Init::zeros())};
  }

private:
  struct DoubleConv {
    std::string name;
    Value weights[2], biases[2];
  };

  static DoubleConv declare(NetworkBuilder &b, StringRef name, int64_t in,
                            int64_t middle, int64_t out) {
    DoubleConv conv;
    conv.name = name.str() + ".double_conv";
    NetworkBuilder::LayerScope layer(b, conv.name);
    for (int k : {0, 1}) {
      NetworkBuilder::LayerScope each(b, std::to_string(2 * k));
      conv.weights[k] =
          addParameter(b, "weight", {k ? out : middle, k ? middle : in, 3, 3},
                       Init::truncatedNormal(0.06));
      conv.biases[k] =
          addParameter(b, "bias", {k ? out : middle}, Init::zeros());
    }
    return conv;
  }

  Value apply(NetworkBuilder &b, const DoubleConv &conv, Value x) const {
    NetworkBuilder::LayerScope layer(b, conv.name);
    WindowOptions window;
    window.padMode = padding;
    for (int k : {0, 1}) {
      NetworkBuilder::LayerScope each(b, std::to_string(2 * k));
      x = buildConv2d(b, x, conv.weights[k], conv.biases[k], window);
      x = b.emit<ReLUOp>(x);
    }
    return x;
  }

  /// A transposed convolution, 2x2 with stride 2, without bias, and ReLU. No
  /// windows overlap, so that it is a product over the channels; each of its
  /// columns is a place in a square of 2x2.
  static Value upsample(NetworkBuilder &b, Value x, int64_t in) {
    NetworkBuilder::LayerScope layer(b, "up");
    int64_t out = in / 2, size = extentOf(x, 2);
    auto reshape = [&](Value value, ArrayRef<int64_t> shape) {
      return b.emit<ReshapeOp>(value, b.attributes().ints("shape", shape));
    };
    auto transpose = [&](Value value, ArrayRef<int64_t> perm) {
      return b.emit<TransposeOp>(value, b.attributes().ints("perm", perm));
    };
    Value weight =
        addParameter(b, "weight", {in, out, 2, 2}, Init::normal(0.01));
    x = reshape(transpose(x, {0, 2, 3, 1}), {-1, in});
    x = b.emit<MatMulOp>({x, reshape(weight, {in, 4 * out})});
    x = reshape(x, {-1, size, size, out, 2, 2});
    x = reshape(transpose(x, {0, 3, 1, 4, 2, 5}),
                {-1, out, 2 * size, 2 * size});
    return b.emit<ReLUOp>(x);
  }

  /// The middle of an image, `size` in height and width.
  static Value crop(NetworkBuilder &b, Value x, int64_t size) {
    int64_t have = extentOf(x, 2), from = (have - size) / 2;
    if (have == size)
      return x;
    return b.emit<SliceOp>(x, b.attributes()
                                  .ints("begin", {0, 0, from, from})
                                  .ints("size", {-1, -1, size, size}));
  }

  int64_t classes = 2, image = 572, channels = 1, width = 64;
  std::string padding = "valid";
};

} // namespace

std::unique_ptr<Model> makeUNet() { return std::make_unique<UNet>(); }

} // namespace ms
