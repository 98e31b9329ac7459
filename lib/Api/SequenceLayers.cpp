//===- SequenceLayers.cpp - Embeddings and recurrent layers ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "ms/SequenceLayers.h"

#include "lib/Api/ApiImpl.h"

#include <cmath>

namespace ms::nn {

using namespace detail;

static void checkPositive(const char *layer, const char *what, int64_t value) {
  if (value < 1)
    failUse(std::string(layer) + ": " + what + " is " + std::to_string(value) +
            ", but must be positive");
}

//===----------------------------------------------------------------------===//
// Embedding
//===----------------------------------------------------------------------===//

Embedding::Embedding(int64_t vocabSize, int64_t embeddingSize,
                     const EmbeddingOptions &options) {
  checkPositive("Embedding", "vocabSize", vocabSize);
  checkPositive("Embedding", "embeddingSize", embeddingSize);
  table = addParameter("embedding_table", {vocabSize, embeddingSize},
                       options.embeddingTableValue);
}

Tensor Embedding::construct(const Tensor &indices) {
  return ops::gather(*table, indices, 0);
}

//===----------------------------------------------------------------------===//
// Recurrent layers
//===----------------------------------------------------------------------===//

/// What all weights and biases start from.
static Initializer firstWeights(int64_t hiddenSize) {
  return Uniform(1 / std::sqrt(static_cast<double>(hiddenSize)));
}

RNNBase::RNNBase(const char *layerName, int64_t gates, int64_t inputSize,
                 int64_t hiddenSize, const RNNOptions &options)
    : layerName(layerName), hiddenSize(hiddenSize), options(options) {
  checkPositive(layerName, "inputSize", inputSize);
  checkPositive(layerName, "hiddenSize", hiddenSize);
  checkPositive(layerName, "numLayers", options.numLayersValue);
  if (!(options.dropoutValue >= 0 && options.dropoutValue < 1))
    failUse(std::string(layerName) + ": dropout is " +
            std::to_string(options.dropoutValue) + ", but must be in [0, 1)");
  int64_t directions = options.bidirectionalValue ? 2 : 1;
  int64_t rows = gates * hiddenSize;
  Initializer init = firstWeights(hiddenSize);
  // In MindSpore's order: all of one kind together.
  auto addAll = [&](const char *name, std::vector<Parameter> &into,
                    auto shapeOf) {
    for (int64_t layer = 0; layer < options.numLayersValue; ++layer)
      for (const char *direction : {"", "_reverse"})
        if (!*direction || options.bidirectionalValue)
          into.push_back(addParameter(name + std::to_string(layer) + direction,
                                      shapeOf(layer), init));
  };
  addAll("weight_ih_l", inputWeights, [&](int64_t layer) {
    return Shape{rows, layer == 0 ? inputSize : directions * hiddenSize};
  });
  addAll("weight_hh_l", stateWeights,
         [&](int64_t) { return Shape{rows, hiddenSize}; });
  if (!options.hasBiasValue)
    return;
  addAll("bias_ih_l", inputBiases, [&](int64_t) { return Shape{rows}; });
  addAll("bias_hh_l", stateBiases, [&](int64_t) { return Shape{rows}; });
}

Tensor RNNBase::construct(const Tensor &input) {
  if (input.rank() != 3)
    failUse(std::string(layerName) + " '" + path() + "': the input has rank " +
            std::to_string(input.rank()) + ", but must have rank 3");
  int64_t axis = options.batchFirstValue ? 1 : 0;
  Tensor x = input;
  size_t index = 0;
  for (int64_t layer = 0; layer < options.numLayersValue; ++layer) {
    if (layer > 0 && options.dropoutValue > 0)
      x = ops::dropout(x, 1 - options.dropoutValue,
                       static_cast<uint32_t>(layer));
    Tensor forward = runDirection(x, index++);
    if (!options.bidirectionalValue) {
      x = forward;
      continue;
    }
    Tensor backward = runDirection(ops::reverse(x, {axis}), index++);
    x = ops::concat({forward, ops::reverse(backward, {axis})}, 2);
  }
  return x;
}

RNNCellBase::RNNCellBase(const char *layerName, int64_t gates,
                         int64_t inputSize, int64_t hiddenSize, bool hasBias) {
  checkPositive(layerName, "inputSize", inputSize);
  checkPositive(layerName, "hiddenSize", hiddenSize);
  Initializer init = firstWeights(hiddenSize);
  int64_t rows = gates * hiddenSize;
  inputWeight = addParameter("weight_ih", {rows, inputSize}, init);
  stateWeight = addParameter("weight_hh", {rows, hiddenSize}, init);
  if (!hasBias)
    return;
  inputBias = addParameter("bias_ih", {rows}, init);
  stateBias = addParameter("bias_hh", {rows}, init);
}

/// Zeros [batch, width], or [1, batch, width], for a sequence.
static Tensor zeroState(const Tensor &x, int64_t width, bool batchFirst) {
  Tensor zero = ops::constant(0, x.dtype());
  if (!batchFirst)
    return ops::broadcastTo(zero, {1, x.shape()[1], width});
  // The batch may be dynamic: only a tensor has its extent.
  Tensor column = ops::reshape(ops::slice(x, {0, 0, 0}, {-1, 1, 1}), {-1, 1});
  return ops::broadcastTo(ops::broadcastLike(zero, column), {-1, width});
}

/// The operand w of mindir.lstm and mindir.gru.
static Tensor pack(const Tensor &inputWeight, const Tensor &stateWeight,
                   const std::vector<Tensor> &biases) {
  std::vector<Tensor> pieces = {ops::reshape(inputWeight, {-1}),
                                ops::reshape(stateWeight, {-1})};
  pieces.insert(pieces.end(), biases.begin(), biases.end());
  return ops::concat(pieces, 0);
}

//===----------------------------------------------------------------------===//
// LSTM
//===----------------------------------------------------------------------===//

LSTM::LSTM(int64_t inputSize, int64_t hiddenSize, const LSTMOptions &options)
    : RNNBase("LSTM", 4, inputSize, hiddenSize, options) {}

Tensor LSTM::runDirection(const Tensor &x, size_t index) {
  std::vector<Tensor> biases;
  if (options.hasBiasValue)
    biases = {inputBiases[index] + stateBiases[index]};
  Tensor zero = zeroState(x, hiddenSize, options.batchFirstValue);
  return ops::lstm(x, zero, zero,
                   pack(inputWeights[index], stateWeights[index], biases),
                   options.hasBiasValue, options.batchFirstValue)
      .y;
}

LSTMCell::LSTMCell(int64_t inputSize, int64_t hiddenSize, bool hasBias)
    : RNNCellBase("LSTMCell", 4, inputSize, hiddenSize, hasBias) {}

std::vector<Tensor> LSTMCell::constructAll(const std::vector<Tensor> &inputs) {
  if (inputs.size() != 3 || inputs[0].rank() != 2)
    failUse("LSTMCell '" + path() + "': takes x [batch, in], h and c");
  std::vector<Tensor> biases;
  if (inputBias)
    biases = {*inputBias + *stateBias};
  ops::LSTMResult next =
      ops::lstm(ops::expandDims(inputs[0], 1), inputs[1], inputs[2],
                pack(*inputWeight, *stateWeight, biases), inputBias.has_value(),
                /*batchFirst=*/true);
  return {next.hn, next.cn};
}

//===----------------------------------------------------------------------===//
// GRU
//===----------------------------------------------------------------------===//

GRU::GRU(int64_t inputSize, int64_t hiddenSize, const GRUOptions &options)
    : RNNBase("GRU", 3, inputSize, hiddenSize, options) {}

Tensor GRU::runDirection(const Tensor &x, size_t index) {
  std::vector<Tensor> biases;
  if (options.hasBiasValue)
    biases = {inputBiases[index], stateBiases[index]};
  return ops::gru(x, zeroState(x, hiddenSize, options.batchFirstValue),
                  pack(inputWeights[index], stateWeights[index], biases),
                  options.hasBiasValue, options.batchFirstValue)
      .y;
}

GRUCell::GRUCell(int64_t inputSize, int64_t hiddenSize, bool hasBias)
    : RNNCellBase("GRUCell", 3, inputSize, hiddenSize, hasBias) {}

std::vector<Tensor> GRUCell::constructAll(const std::vector<Tensor> &inputs) {
  if (inputs.size() != 2 || inputs[0].rank() != 2)
    failUse("GRUCell '" + path() + "': takes x [batch, in] and h");
  std::vector<Tensor> biases;
  if (inputBias)
    biases = {*inputBias, *stateBias};
  return {ops::gru(ops::expandDims(inputs[0], 1), inputs[1],
                   pack(*inputWeight, *stateWeight, biases),
                   inputBias.has_value(), /*batchFirst=*/true)
              .hn};
}

} // namespace ms::nn
