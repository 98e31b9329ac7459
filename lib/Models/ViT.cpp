//===- ViT.cpp - Vision transformers --------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Names and first values of mindspore/models official/cv/VIT.
//
//===----------------------------------------------------------------------===//

#include "lib/Models/Models.h"

#include "lib/Builder/Attention.h"
#include "lib/Models/Parts.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

class ViT final : public Model {
public:
  ViT(int64_t image, int64_t patch, int64_t layers, int64_t hidden,
      int64_t heads)
      : image(image), patch(patch), layers(layers), hidden(hidden),
        heads(heads), intermediate(4 * hidden) {}

  void declareOptions(ModelOptions &options) override {
    options.integer("classes", "columns of the output; 0: the features", 0,
                    classes);
    options.integer("image", "height and width", 1, image);
    options.integer("channels", "channels of the image", 1, channels);
    options.integer("patch", "height and width of a patch", 1, patch);
    options.integer("layers", "encoder layers", 1, layers);
    options.integer("hidden", "width", 1, hidden);
    options.integer("heads", "attention heads", 1, heads);
    options.integer("intermediate", "width between the dense layers", 1,
                    intermediate);
    options.choice("pool", "what the head sees", {"cls", "mean"}, pool);
    options.number("dropout", "probability of a zero", 0, 1, dropout);
    options.number("drop_path",
                   "probability with which the last layer's branches are left "
                   "out; less before it",
                   0, 1, dropPath);
    options.number("eps", "of layer norms", 0, 1, eps);
  }

  std::string check() const override {
    if (image % patch)
      return "option 'image' is " + std::to_string(image) +
             ", expected a multiple of 'patch' " + std::to_string(patch);
    if (hidden % heads)
      return "option 'hidden' is " + std::to_string(hidden) +
             ", expected a multiple of 'heads' " + std::to_string(heads);
    return "";
  }

  std::vector<ModelInput> inputs() const override {
    return {{"", {channels, image, image}}};
  }

  SmallVector<Value> build(NetworkBuilder &b,
                           ArrayRef<Value> inputs) const override {
    // Declared in the order of the attributes there, not in that of use.
    Value token;
    if (pool == "cls")
      token = addParameter(b, "cls", {1, 1, hidden}, Init::normal(1));
    Value places = addParameter(b, "pos_embedding", {1, length(), hidden},
                                Init::normal(1));
    Value x = stem(b, inputs[0]);
    if (token) {
      Value tokens = b.emit<BroadcastLikeOp>({token, firstToken(b, x)});
      x = b.emit<ConcatOp>({tokens, x}, b.attributes().integer("axis", 1));
    }
    x = addDropout(b, "dropout", b.emit<AddOp>({x, places}), dropout);
    for (int64_t k = 0; k < layers; ++k)
      x = layer(b, x, k);
    DenseParameters head;
    if (classes > 0)
      head = declareDense(b, "head.0", hidden, classes, Init::xavierUniform(),
                          Init::bias(hidden));
    x = addLayerNorm(b, "norm", x, eps);
    if (token)
      x = b.emit<ReshapeOp>(firstToken(b, x),
                            b.attributes().ints("shape", {-1, hidden}));
    else
      x = b.emit<ReduceMeanOp>(
          x, b.attributes().ints("axis", {1}).flag("keep_dims", false));
    return {classes > 0 ? applyDense(b, "head.0", x, head) : x};
  }

private:
  int64_t patches() const { return (image / patch) * (image / patch); }
  int64_t length() const { return patches() + (pool == "cls" ? 1 : 0); }

  Value firstToken(NetworkBuilder &b, Value x) const {
    return b.emit<SliceOp>(
        x,
        b.attributes().ints("begin", {0, 0, 0}).ints("size", {-1, 1, hidden}));
  }

  /// The patches as rows, each through one dense layer.
  Value stem(NetworkBuilder &b, Value x) const {
    NetworkBuilder::LayerScope stem(b, "stem");
    int64_t n = image / patch;
    x = b.emit<ReshapeOp>(
        x, b.attributes().ints("shape", {-1, channels, n, patch, n, patch}));
    x = b.emit<TransposeOp>(x, b.attributes().ints("perm", {0, 2, 4, 1, 3, 5}));
    x = b.emit<ReshapeOp>(
        x, b.attributes().ints("shape",
                               {-1, patches(), channels * patch * patch}));
    return addDense(b, "patch_to_embedding.dense", x, hidden,
                    Init::xavierUniform(),
                    Init::bias(channels * patch * patch));
  }

  Value layer(NetworkBuilder &b, Value x, int64_t index) const {
    NetworkBuilder::LayerScope layer(b, "body.layers." + std::to_string(index));
    // np.linspace(0, drop_path, layers).
    double drop = layers > 1 ? dropPath * static_cast<double>(index) /
                                   static_cast<double>(layers - 1)
                             : 0;
    for (const char *part : {"0", "1"}) {
      NetworkBuilder::LayerScope cell(b, std::string(part) + ".cell");
      Value y = addLayerNorm(b, "0", x, eps);
      y = *part == '0' ? attention(b, y) : feedForward(b, y);
      x = b.emit<AddOp>({dropBranch(b, y, drop), x});
    }
    return x;
  }

  /// DropPath: one draw for each row.
  Value dropBranch(NetworkBuilder &b, Value x, double p) const {
    if (p == 0)
      return x;
    NetworkBuilder::LayerScope layer(b, "2");
    Value one = b.emit<SliceOp>(
        x, b.attributes().ints("begin", {0, 0, 0}).ints("size", {-1, 1, 1}));
    Value ones = b.emit<BroadcastLikeOp>({b.constant(b.getF32(), 1), one});
    return b.emit<MulOp>({buildDropout(b, ones, p), x});
  }

  Value attention(NetworkBuilder &b, Value x) const {
    NetworkBuilder::LayerScope attention(b, "1");
    int64_t size = hidden / heads;
    Init weight = Init::xavierUniform(), bias = Init::bias(hidden);
    x = b.emit<ReshapeOp>(x, b.attributes().ints("shape", {-1, hidden}));
    auto project = [&](StringRef name) {
      Value y = addDense(b, name, x, hidden, weight, bias);
      return splitHeads(b, y, length(), heads, size);
    };
    Value q = project("to_q"), k = project("to_k"), v = project("to_v");
    x = mergeHeads(b, buildAttention(b, q, k, v, nullptr, size, 0), heads,
                   size);
    x = addDense(b, "to_out", x, hidden, weight, bias);
    x = b.emit<ReshapeOp>(x,
                          b.attributes().ints("shape", {-1, length(), hidden}));
    return addDropout(b, "dropout", x, dropout);
  }

  Value feedForward(NetworkBuilder &b, Value x) const {
    NetworkBuilder::LayerScope feedForward(b, "1");
    x = addDense(b, "ff1.dense", x, intermediate, Init::xavierUniform(),
                 Init::bias(hidden));
    x = addGelu(b, "activation", x);
    x = addDropout(b, "dropout", x, dropout);
    x = addDense(b, "ff2.dense", x, hidden, Init::xavierUniform(),
                 Init::bias(intermediate));
    return addDropout(b, "dropout", x, dropout);
  }

  int64_t image, patch, layers, hidden, heads, intermediate;
  int64_t classes = 1000, channels = 3;
  double dropout = 0.1, dropPath = 0.1, eps = 1e-7;
  std::string pool = "cls";
};

} // namespace

std::unique_ptr<Model> makeViT(int64_t image, int64_t patch, int64_t layers,
                               int64_t hidden, int64_t heads) {
  return std::make_unique<ViT>(image, patch, layers, hidden, heads);
}

} // namespace ms
