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
// LSTM
//===----------------------------------------------------------------------===//

template <typename Options>
static void checkRecurrent(const char *layer, int64_t inputSize,
                           int64_t hiddenSize, const Options &options) {
  checkPositive(layer, "inputSize", inputSize);
  checkPositive(layer, "hiddenSize", hiddenSize);
  checkPositive(layer, "numLayers", options.numLayersValue);
  if (!(options.dropoutValue >= 0 && options.dropoutValue < 1))
    failUse(std::string(layer) + ": dropout is " +
            std::to_string(options.dropoutValue) + ", but must be in [0, 1)");
}

/// Layers and what the names of their parameters end with, in MindSpore's
/// order.
template <typename Options>
static std::vector<std::pair<int64_t, std::string>>
directionsOf(const Options &options) {
  std::vector<std::pair<int64_t, std::string>> all;
  for (int64_t layer = 0; layer < options.numLayersValue; ++layer)
    for (const char *direction : {"", "_reverse"})
      if (!*direction || options.bidirectionalValue)
        all.emplace_back(layer, "_l" + std::to_string(layer) + direction);
  return all;
}

LSTM::LSTM(int64_t inputSize, int64_t hiddenSize, const LSTMOptions &options)
    : hiddenSize(hiddenSize), options(options) {
  checkRecurrent("LSTM", inputSize, hiddenSize, options);
  int64_t directions = options.bidirectionalValue ? 2 : 1;
  int64_t gates = 4 * hiddenSize;
  Initializer init = Uniform(1 / std::sqrt(static_cast<double>(hiddenSize)));
  auto addAll = [&](const char *name, std::vector<Parameter> &into,
                    auto shapeOf) {
    for (const auto &[layer, suffix] : directionsOf(options))
      into.push_back(addParameter(name + suffix, shapeOf(layer), init));
  };
  addAll("weight_ih", inputWeights, [&](int64_t layer) {
    return Shape{gates, layer == 0 ? inputSize : directions * hiddenSize};
  });
  addAll("weight_hh", stateWeights,
         [&](int64_t) { return Shape{gates, hiddenSize}; });
  if (!options.hasBiasValue)
    return;
  addAll("bias_ih", inputBiases, [&](int64_t) { return Shape{gates}; });
  addAll("bias_hh", stateBiases, [&](int64_t) { return Shape{gates}; });
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

/// Layers one on the other, each in one or both directions: `run` gives the
/// states of all steps of the direction with an index in directionsOf.
template <typename Options, typename Run>
static Tensor runLayers(const std::string &layerName, const Tensor &input,
                        const Options &options, Run run) {
  if (input.rank() != 3)
    failUse(layerName + ": the input has rank " + std::to_string(input.rank()) +
            ", but must have rank 3");
  int64_t axis = options.batchFirstValue ? 1 : 0;
  Tensor x = input;
  size_t index = 0;
  for (int64_t layer = 0; layer < options.numLayersValue; ++layer) {
    if (layer > 0 && options.dropoutValue > 0)
      x = ops::dropout(x, 1 - options.dropoutValue,
                       static_cast<uint32_t>(layer));
    Tensor forward = run(x, index++);
    if (!options.bidirectionalValue) {
      x = forward;
      continue;
    }
    Tensor backward = run(ops::reverse(x, {axis}), index++);
    x = ops::concat({forward, ops::reverse(backward, {axis})}, 2);
  }
  return x;
}

Tensor LSTM::runDirection(const Tensor &x, size_t index) {
  std::vector<Tensor> weights = {ops::reshape(inputWeights[index], {-1}),
                                 ops::reshape(stateWeights[index], {-1})};
  if (options.hasBiasValue)
    weights.push_back(inputBiases[index] + stateBiases[index]);
  Tensor zero = zeroState(x, hiddenSize, options.batchFirstValue);
  return ops::lstm(x, zero, zero, ops::concat(weights, 0), options.hasBiasValue,
                   options.batchFirstValue)
      .y;
}

Tensor LSTM::construct(const Tensor &input) {
  return runLayers(
      "LSTM '" + path() + "'", input, options,
      [&](const Tensor &x, size_t index) { return runDirection(x, index); });
}

LSTMCell::LSTMCell(int64_t inputSize, int64_t hiddenSize, bool hasBias) {
  checkPositive("LSTMCell", "inputSize", inputSize);
  checkPositive("LSTMCell", "hiddenSize", hiddenSize);
  Initializer init = Uniform(1 / std::sqrt(static_cast<double>(hiddenSize)));
  int64_t gates = 4 * hiddenSize;
  inputWeight = addParameter("weight_ih", {gates, inputSize}, init);
  stateWeight = addParameter("weight_hh", {gates, hiddenSize}, init);
  if (!hasBias)
    return;
  inputBias = addParameter("bias_ih", {gates}, init);
  stateBias = addParameter("bias_hh", {gates}, init);
}

std::vector<Tensor> LSTMCell::constructAll(const std::vector<Tensor> &inputs) {
  if (inputs.size() != 3 || inputs[0].rank() != 2)
    failUse("LSTMCell '" + path() + "': takes x [batch, in], h and c");
  std::vector<Tensor> weights = {ops::reshape(*inputWeight, {-1}),
                                 ops::reshape(*stateWeight, {-1})};
  if (inputBias)
    weights.push_back(*inputBias + *stateBias);
  ops::LSTMResult next =
      ops::lstm(ops::expandDims(inputs[0], 1), inputs[1], inputs[2],
                ops::concat(weights, 0), inputBias.has_value(),
                /*batchFirst=*/true);
  return {next.hn, next.cn};
}

//===----------------------------------------------------------------------===//
// GRU
//===----------------------------------------------------------------------===//

GRU::GRU(int64_t inputSize, int64_t hiddenSize, const GRUOptions &options)
    : hiddenSize(hiddenSize), options(options) {
  checkRecurrent("GRU", inputSize, hiddenSize, options);
  int64_t directions = options.bidirectionalValue ? 2 : 1;
  int64_t gates = 3 * hiddenSize;
  Initializer init = Uniform(1 / std::sqrt(static_cast<double>(hiddenSize)));
  auto addAll = [&](const char *name, std::vector<Parameter> &into,
                    auto shapeOf) {
    for (const auto &[layer, suffix] : directionsOf(options))
      into.push_back(addParameter(name + suffix, shapeOf(layer), init));
  };
  addAll("weight_ih", inputWeights, [&](int64_t layer) {
    return Shape{gates, layer == 0 ? inputSize : directions * hiddenSize};
  });
  addAll("weight_hh", stateWeights,
         [&](int64_t) { return Shape{gates, hiddenSize}; });
  if (!options.hasBiasValue)
    return;
  addAll("bias_ih", inputBiases, [&](int64_t) { return Shape{gates}; });
  addAll("bias_hh", stateBiases, [&](int64_t) { return Shape{gates}; });
}

/// The operand w of mindir.gru.
static Tensor packGRU(const Tensor &inputWeight, const Tensor &stateWeight,
                      const std::vector<Tensor> &biases) {
  std::vector<Tensor> pieces = {ops::reshape(inputWeight, {-1}),
                                ops::reshape(stateWeight, {-1})};
  pieces.insert(pieces.end(), biases.begin(), biases.end());
  return ops::concat(pieces, 0);
}

Tensor GRU::runDirection(const Tensor &x, size_t index) {
  std::vector<Tensor> biases;
  if (options.hasBiasValue)
    biases = {inputBiases[index], stateBiases[index]};
  return ops::gru(x, zeroState(x, hiddenSize, options.batchFirstValue),
                  packGRU(inputWeights[index], stateWeights[index], biases),
                  options.hasBiasValue, options.batchFirstValue)
      .y;
}

Tensor GRU::construct(const Tensor &input) {
  return runLayers(
      "GRU '" + path() + "'", input, options,
      [&](const Tensor &x, size_t index) { return runDirection(x, index); });
}

GRUCell::GRUCell(int64_t inputSize, int64_t hiddenSize, bool hasBias) {
  checkPositive("GRUCell", "inputSize", inputSize);
  checkPositive("GRUCell", "hiddenSize", hiddenSize);
  Initializer init = Uniform(1 / std::sqrt(static_cast<double>(hiddenSize)));
  int64_t gates = 3 * hiddenSize;
  inputWeight = addParameter("weight_ih", {gates, inputSize}, init);
  stateWeight = addParameter("weight_hh", {gates, hiddenSize}, init);
  if (!hasBias)
    return;
  inputBias = addParameter("bias_ih", {gates}, init);
  stateBias = addParameter("bias_hh", {gates}, init);
}

std::vector<Tensor> GRUCell::constructAll(const std::vector<Tensor> &inputs) {
  if (inputs.size() != 2 || inputs[0].rank() != 2)
    failUse("GRUCell '" + path() + "': takes x [batch, in] and h");
  std::vector<Tensor> biases;
  if (inputBias)
    biases = {*inputBias, *stateBias};
  return {ops::gru(ops::expandDims(inputs[0], 1), inputs[1],
                   packGRU(*inputWeight, *stateWeight, biases),
                   inputBias.has_value(), /*batchFirst=*/true)
              .hn};
}

} // namespace ms::nn
