//===- GPT.cpp - Decoders of GPT-2's form ---------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Names and first values of mindspore/models official/nlp/GPT, in f32. The
// words' table is also the last layer's weight.
//
//===----------------------------------------------------------------------===//

#include "lib/Models/Models.h"

#include "lib/Builder/Attention.h"
#include "lib/Models/Parts.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

/// What the attention mask adds where a position must not be seen.
constexpr double kHidden = -10000;

class GPT final : public Model {
public:
  GPT(int64_t layers, int64_t hidden, int64_t heads, int64_t seq, int64_t vocab)
      : layers(layers), hidden(hidden), heads(heads), seq(seq), vocab(vocab) {}

  void declareOptions(ModelOptions &options) override {
    options.integer("seq", "tokens of a row", 1, seq);
    options.integer("vocab", "rows of the word table", 1, vocab);
    options.integer("layers", "decoder layers", 1, layers);
    options.integer("hidden", "width", 1, hidden);
    options.integer("heads", "attention heads", 1, heads);
    options.number("dropout", "probability of a zero", 0, 1, dropout);
    options.number("attention_dropout", "the same for attention weights", 0, 1,
                   attentionDropout);
    options.number("eps", "of layer norms", 0, 1, eps);
  }

  std::string check() const override {
    if (hidden % heads)
      return "option 'hidden' is " + std::to_string(hidden) +
             ", expected a multiple of 'heads' " + std::to_string(heads);
    // The mask is made from constants, which may have so many elements.
    if (seq > 4096)
      return "option 'seq' is " + std::to_string(seq) +
             ", expected at most 4096";
    return "";
  }

  std::vector<ModelInput> inputs() const override {
    return {{"input_ids", {seq}, true}};
  }

  SmallVector<Value> build(NetworkBuilder &b,
                           ArrayRef<Value> inputs) const override {
    NetworkBuilder::LayerScope backbone(b, "backbone");
    Value words, x;
    {
      NetworkBuilder::LayerScope layer(b, "word_embedding");
      words = addParameter(b, "embedding_table", {vocab, hidden},
                           Init::truncatedNormal(0.02));
      x = b.emit<GatherOp>({words, inputs[0]});
    }
    x = b.emit<AddOp>({x, addPositions(b, "position_embedding", seq, hidden,
                                       seq, Init::truncatedNormal(0.02))});
    Value hide = buildCausalMask(b, seq, kHidden);
    x = b.emit<ReshapeOp>(x, b.attributes().ints("shape", {-1, hidden}));
    for (int64_t k = 0; k < layers; ++k) {
      NetworkBuilder::LayerScope layer(b,
                                       "encoder.blocks." + std::to_string(k));
      x = block(b, x, hide);
    }
    x = addLayerNorm(b, "layernorm", x, eps);
    x = b.emit<MatMulOp>({x, words}, b.attributes().flag("transpose_b", true));
    return {
        b.emit<ReshapeOp>(x, b.attributes().ints("shape", {-1, seq, vocab}))};
  }

private:
  /// TransformerEncoderLayer on [rows * seq, hidden].
  Value block(NetworkBuilder &b, Value input, Value hide) const {
    // Both norms are declared first there.
    Value x = addLayerNorm(b, "layernorm1", input, eps);
    NormParameters second = declareNorm(b, "layernorm2", hidden);
    {
      NetworkBuilder::LayerScope attention(b, "attention");
      int64_t size = hidden / heads;
      DenseParameters projection =
          declareDense(b, "projection", hidden, hidden, kWeight, Init::zeros());
      auto project = [&](StringRef name) {
        Value y = addDense(b, name, x, hidden, kWeight, Init::zeros());
        return splitHeads(b, y, seq, heads, size);
      };
      Value q = project("dense1"), k = project("dense2"), v = project("dense3");
      Value y = buildAttention(b, q, k, v, hide, size, attentionDropout);
      y = mergeHeads(b, y, heads, size);
      y = applyDense(b, "projection", y, projection, /*turned=*/true);
      x = b.emit<AddOp>({input, addDropout(b, "dropout", y, dropout)});
    }
    Value y = applyLayerNorm(b, "layernorm2", x, second, eps);
    NetworkBuilder::LayerScope output(b, "output");
    y = turnedDense(b, "mapping", y, hidden, 4 * hidden);
    y = addGelu(b, "mapping", y);
    y = turnedDense(b, "projection", y, 4 * hidden, hidden);
    return b.emit<AddOp>({x, addDropout(b, "dropout", y, dropout)});
  }

  static Value turnedDense(NetworkBuilder &b, StringRef name, Value x,
                           int64_t in, int64_t out) {
    // Its weight is [in, out], the bias [out].
    DenseParameters parameters;
    {
      NetworkBuilder::LayerScope layer(b, name);
      parameters.weight = addParameter(b, "weight", {in, out}, kWeight);
      parameters.bias = addParameter(b, "bias", {out}, Init::zeros());
    }
    return applyDense(b, name, x, parameters, /*turned=*/true);
  }

  static inline const Init kWeight = Init::normal(0.01);

  int64_t layers, hidden, heads, seq, vocab;
  double dropout = 0.1, attentionDropout = 0.1, eps = 1e-5;
};

} // namespace

std::unique_ptr<Model> makeGPT(int64_t layers, int64_t hidden, int64_t heads,
                               int64_t seq, int64_t vocab) {
  return std::make_unique<GPT>(layers, hidden, heads, seq, vocab);
}

} // namespace ms
