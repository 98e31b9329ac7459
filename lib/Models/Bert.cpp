//===- Bert.cpp - BERT with heads -----------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Names, inputs and first values of mindspore/models official/nlp/Bert:
// BertCLSModel and BertPreTraining.
//
//===----------------------------------------------------------------------===//

#include "lib/Models/Models.h"

#include "dialects/MindIR/Ops/Activation.h"
#include "dialects/MindIR/Ops/Product.h"
#include "lib/Builder/Attention.h"
#include "lib/Models/Parts.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

/// What an attention mask adds where a position does not count.
constexpr double kHidden = -10000;

class Bert final : public Model {
public:
  Bert(int64_t layers, int64_t hidden, int64_t heads)
      : layers(layers), hidden(hidden), heads(heads), intermediate(4 * hidden) {
  }

  void declareOptions(ModelOptions &options) override {
    options.choice("head", "what comes behind the encoder",
                   {"classification", "masked_lm", "pretraining", "none"},
                   head);
    options.integer("classes", "columns of the classification", 1, classes);
    options.integer("seq", "tokens of a row", 1, seq);
    options.integer("predictions", "masked tokens of a row", 1, predictions);
    options.integer("vocab", "rows of the word table", 1, vocab);
    options.integer("positions", "rows of the position table", 1, positions);
    options.integer("types", "rows of the token type table; 0: none", 0, types);
    options.integer("layers", "encoder layers", 1, layers);
    options.integer("hidden", "width", 1, hidden);
    options.integer("heads", "attention heads", 1, heads);
    options.integer("intermediate", "width between the dense layers", 1,
                    intermediate);
    options.flag("mask", "whether there is an input mask", mask);
    options.number("dropout", "probability of a zero", 0, 1, dropout);
    options.number("attention_dropout", "the same for attention weights", 0, 1,
                   attentionDropout);
    options.number("eps", "of layer norms", 0, 1, eps);
    options.choice("gelu", "function that GELU is written with",
                   {"tanh", "erf"}, gelu);
  }

  std::string check() const override {
    if (hidden % heads)
      return "option 'hidden' is " + std::to_string(hidden) +
             ", expected a multiple of 'heads' " + std::to_string(heads);
    if (positions < seq)
      return "option 'positions' is " + std::to_string(positions) +
             ", expected at least 'seq' " + std::to_string(seq);
    return "";
  }

  std::vector<ModelInput> inputs() const override {
    std::vector<ModelInput> list = {{"input_ids", {seq}, true}};
    if (mask)
      list.push_back({"input_mask", {seq}, true});
    if (types > 0)
      list.push_back({"token_type_id", {seq}, true});
    if (predictsWords())
      list.push_back({"masked_lm_positions", {predictions}, true});
    return list;
  }

  SmallVector<Value> build(NetworkBuilder &b,
                           ArrayRef<Value> inputs) const override {
    Value sequence, pooled, words;
    {
      NetworkBuilder::LayerScope bert(b, "bert");
      sequence = encoder(b, inputs, words);
      if (head != "masked_lm")
        pooled = pooler(b, sequence);
    }
    Init weight = Init::truncatedNormal(0.02);
    if (head == "none")
      return {sequence, pooled};
    if (head == "classification")
      return {addDense(b, "dense_1", addDropout(b, "dropout", pooled, dropout),
                       classes, weight, Init::bias(hidden))};
    SmallVector<Value> outputs = {
        maskedWords(b, sequence, words, inputs.back())};
    if (head == "pretraining") {
      NetworkBuilder::LayerScope layer(b, "cls2");
      Value next = addDense(b, "dense", pooled, 2, weight, Init::bias(hidden));
      outputs.push_back(b.emit<LogSoftmaxOp>(next));
    }
    return outputs;
  }

private:
  bool predictsWords() const {
    return head == "masked_lm" || head == "pretraining";
  }

  Value norm(NetworkBuilder &b, Value x) const {
    return addLayerNorm(b, "layernorm", x, eps);
  }

  /// [rows, seq, hidden]. `words` becomes the word table.
  Value encoder(NetworkBuilder &b, ArrayRef<Value> inputs, Value &words) const {
    Value x;
    {
      NetworkBuilder::LayerScope layer(b, "bert_embedding_lookup");
      words = addParameter(b, "embedding_table", {vocab, hidden},
                           Init::truncatedNormal(0.02));
      x = b.emit<GatherOp>({words, inputs[0]});
    }
    {
      NetworkBuilder::LayerScope layer(b, "bert_embedding_postprocessor");
      if (types > 0)
        x = b.emit<AddOp>(
            {x, addEmbedding(b, "token_type_embedding", inputs[mask ? 2 : 1],
                             types, hidden, Init::normal(0.01))});
      x = b.emit<AddOp>(
          {x, addPositions(b, "full_position_embedding", positions, hidden, seq,
                           Init::normal(0.01))});
      x = addDropout(b, "dropout", norm(b, x), dropout);
    }
    Value hide;
    if (mask)
      hide = buildPaddingMask(b, inputs[1], seq, kHidden);
    NetworkBuilder::LayerScope transformer(b, "bert_encoder.layers");
    x = b.emit<ReshapeOp>(x, b.attributes().ints("shape", {-1, hidden}));
    for (int64_t k = 0; k < layers; ++k) {
      NetworkBuilder::LayerScope layer(b, std::to_string(k));
      x = encoderLayer(b, x, hide);
    }
    return b.emit<ReshapeOp>(x,
                             b.attributes().ints("shape", {-1, seq, hidden}));
  }

  /// BertEncoderCell on [rows * seq, hidden].
  Value encoderLayer(NetworkBuilder &b, Value input, Value hide) const {
    Init weight = Init::truncatedNormal(0.02), bias = Init::bias(hidden);
    Value x = input;
    {
      NetworkBuilder::LayerScope attention(b, "attention");
      {
        NetworkBuilder::LayerScope inner(b, "attention");
        int64_t size = hidden / heads;
        auto project = [&](StringRef name) {
          Value y = addDense(b, name, input, hidden, weight, bias);
          return splitHeads(b, y, seq, heads, size);
        };
        Value q = project("query_layer"), k = project("key_layer"),
              v = project("value_layer");
        x = mergeHeads(b,
                       buildAttention(b, q, k, v, hide, size, attentionDropout),
                       heads, size);
      }
      x = output(b, x, input);
    }
    Value y = addDense(b, "intermediate", x, intermediate, weight, bias);
    return output(b, activation(b, "intermediate", y), x);
  }

  Value activation(NetworkBuilder &b, StringRef name, Value x) const {
    return gelu == "erf" ? addLayer<GeLUErfOp>(b, name, x)
                         : addGelu(b, name, x);
  }

  /// BertOutput.
  Value output(NetworkBuilder &b, Value x, Value residual) const {
    NetworkBuilder::LayerScope layer(b, "output");
    Init bias = Init::bias(extentOf(x, 1));
    x = addDense(b, "dense", x, hidden, Init::truncatedNormal(0.02), bias);
    x = b.emit<AddOp>({residual, addDropout(b, "dropout", x, dropout)});
    return norm(b, x);
  }

  Value pooler(NetworkBuilder &b, Value sequence) const {
    Value first = b.emit<SliceOp>(
        sequence,
        b.attributes().ints("begin", {0, 0, 0}).ints("size", {-1, 1, hidden}));
    first =
        b.emit<ReshapeOp>(first, b.attributes().ints("shape", {-1, hidden}));
    Value x = addDense(b, "dense", first, hidden, Init::truncatedNormal(0.02),
                       Init::bias(hidden));
    return addLayer<TanhOp>(b, "dense", x);
  }

  /// GetMaskedLMOutput: log probabilities, here [rows, predictions,
  /// vocab].
  Value maskedWords(NetworkBuilder &b, Value sequence, Value words,
                    Value places) const {
    NetworkBuilder::LayerScope layer(b, "cls1");
    Value outputBias = addParameter(b, "output_bias", {vocab}, Init::zeros());
    // The chosen rows, as a product: exact, and the batch may be dynamic.
    Value chosen = b.emit<OneHotOp>(
        places, b.attributes().integer("depth", seq).type("dtype", b.getF32()));
    Value x = b.emit<BatchMatMulOp>({chosen, sequence});
    x = b.emit<ReshapeOp>(x, b.attributes().ints("shape", {-1, hidden}));
    x = addDense(b, "dense", x, hidden, Init::truncatedNormal(0.02),
                 Init::bias(hidden));
    x = norm(b, activation(b, "dense", x));
    x = b.emit<MatMulOp>({x, words}, b.attributes().flag("transpose_b", true));
    x = b.emit<LogSoftmaxOp>(b.emit<BiasAddOp>({x, outputBias}));
    return b.emit<ReshapeOp>(
        x, b.attributes().ints("shape", {-1, predictions, vocab}));
  }

  int64_t layers, hidden, heads, intermediate;
  int64_t classes = 2, seq = 128, predictions = 20, vocab = 30522,
          positions = 512, types = 2;
  bool mask = true;
  double dropout = 0.1, attentionDropout = 0.1, eps = 1e-7;
  std::string head = "classification", gelu = "tanh";
};

} // namespace

std::unique_ptr<Model> makeBert(int64_t layers, int64_t hidden, int64_t heads) {
  return std::make_unique<Bert>(layers, hidden, heads);
}

} // namespace ms
