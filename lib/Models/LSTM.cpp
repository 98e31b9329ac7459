//===- LSTM.cpp - Classification of sequences -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Names and first values of mindspore/models official/nlp/LSTM (SentimentNet):
// the outputs of the first and the last step go to one dense layer.
//
//===----------------------------------------------------------------------===//

#include "lib/Models/Models.h"

#include "dialects/MindIR/Ops/Recurrent.h"
#include "dialects/MindIR/Ops/Shape.h"
#include "lib/Models/Parts.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

class LSTMClassifier final : public Model {
public:
  void declareOptions(ModelOptions &options) override {
    options.integer("classes", "columns of the output", 1, classes);
    options.integer("seq", "tokens of a row", 1, seq);
    options.integer("vocab", "rows of the word table", 1, vocab);
    options.integer("embedding", "width of the word table", 1, embedding);
    options.integer("hidden", "width of the state", 1, hidden);
    options.integer("layers", "recurrent layers", 1, layers);
    options.flag("bidirectional", "whether each layer also runs backward",
                 bidirectional);
    options.flag("freeze", "whether the word table stays as it is", freeze);
  }

  std::vector<ModelInput> inputs() const override {
    return {{"input_ids", {seq}, true}};
  }

  SmallVector<Value> build(NetworkBuilder &b,
                           ArrayRef<Value> inputs) const override {
    Value x;
    {
      NetworkBuilder::LayerScope layer(b, "embedding");
      Value table = b.parameter(
          "embedding_table", {vocab, embedding}, Init::normal(0.01).make(b),
          freeze ? NetworkBuilder::Frozen : NetworkBuilder::None);
      x = b.emit<GatherOp>({table, inputs[0]});
    }
    x = encoder(b, x);
    auto step = [&](int64_t index) {
      Value value = b.emit<SliceOp>(x, b.attributes()
                                           .ints("begin", {0, index, 0})
                                           .ints("size", {-1, 1, width()}));
      return b.emit<ReshapeOp>(value,
                               b.attributes().ints("shape", {-1, width()}));
    };
    Value first = step(0), last = step(seq - 1);
    x = b.emit<ConcatOp>({first, last}, b.attributes().integer("axis", 1));
    return {addDense(b, "decoder", x, classes, Init::weight(),
                     Init::bias(2 * width()))};
  }

private:
  int64_t directions() const { return bidirectional ? 2 : 1; }
  int64_t width() const { return directions() * hidden; }

  Value encoder(NetworkBuilder &b, Value x) const {
    NetworkBuilder::LayerScope encoder(b, "encoder");
    // All of one kind, then the next: the order there.
    Init init = Init::uniform(1 / std::sqrt(static_cast<double>(hidden)));
    enum Kind { InputWeight, StateWeight, InputBias, StateBias };
    const char *names[] = {"weight_ih_l", "weight_hh_l", "bias_ih_l",
                           "bias_hh_l"};
    SmallVector<Value> parameters[4];
    for (int kind = InputWeight; kind <= StateBias; ++kind)
      for (int64_t k = 0; k < layers * directions(); ++k) {
        int64_t layer = k / directions();
        SmallVector<int64_t> shape = {4 * hidden};
        if (kind == InputWeight)
          shape.push_back(layer == 0 ? embedding : width());
        if (kind == StateWeight)
          shape.push_back(hidden);
        std::string name = names[kind] + std::to_string(layer) +
                           (k % directions() ? "_reverse" : "");
        parameters[kind].push_back(addParameter(b, name, shape, init));
      }
    for (int64_t k = 0; k < layers * directions(); k += directions()) {
      auto run = [&](Value input, int64_t index) {
        Value bias = b.emit<AddOp>(
            {parameters[InputBias][index], parameters[StateBias][index]});
        return direction(b, input, parameters[InputWeight][index],
                         parameters[StateWeight][index], bias);
      };
      Value forward = run(x, k);
      if (!bidirectional) {
        x = forward;
        continue;
      }
      Value backward = reverse(b, run(reverse(b, x), k + 1));
      x = b.emit<ConcatOp>({forward, backward},
                           b.attributes().integer("axis", 2));
    }
    return x;
  }

  static Value reverse(NetworkBuilder &b, Value x) {
    return b.emit<ReverseV2Op>(x, b.attributes().ints("axis", {1}));
  }

  /// All steps of [rows, seq, in], from a state of zeros.
  Value direction(NetworkBuilder &b, Value x, Value inputWeight,
                  Value stateWeight, Value bias) const {
    auto flat = [&](Value value) {
      return b.emit<ReshapeOp>(value, b.attributes().ints("shape", {-1}));
    };
    Value packed =
        b.emit<ConcatOp>({flat(inputWeight), flat(stateWeight), bias},
                         b.attributes().integer("axis", 0));
    // One element of each row gives zeros their number.
    Value row = b.emit<SliceOp>(
        x, b.attributes().ints("begin", {0, 0, 0}).ints("size", {-1, 1, 1}));
    row = b.emit<ReshapeOp>(row, b.attributes().ints("shape", {-1, 1}));
    Value zero = b.emit<BroadcastLikeOp>({b.constant(b.getF32(), 0), row});
    Value state =
        b.emit<BroadcastToOp>(zero, b.attributes().ints("shape", {-1, hidden}));
    return b.emit<LSTMOp>({x, state, state, packed},
                          b.attributes().flag("batch_first", true));
  }

  int64_t classes = 2, seq = 500, vocab = 30522, embedding = 300, hidden = 100,
          layers = 2;
  bool bidirectional = true, freeze = false;
};

} // namespace

std::unique_ptr<Model> makeLSTM() { return std::make_unique<LSTMClassifier>(); }

} // namespace ms
