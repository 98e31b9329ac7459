//===- SequenceLayers.h - Embeddings and recurrent layers -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// mindspore.nn's layers for sequences, with MindSpore 2.10's defaults, names
// and order of parameters.
//
//===----------------------------------------------------------------------===//

#ifndef MS_SEQUENCELAYERS_H
#define MS_SEQUENCELAYERS_H

#include "ms/LayerOptions.h"

namespace ms::nn {

struct EmbeddingOptions {
  MS_API_OPTION(EmbeddingOptions, Initializer, embeddingTable, "normal")
};

/// The rows of a table that integers name: [...] -> [..., embeddingSize]. An
/// index outside the table gives zeros. Parameter `embedding_table` [vocabSize,
/// embeddingSize].
class Embedding : public Cell {
public:
  Embedding(int64_t vocabSize, int64_t embeddingSize,
            const EmbeddingOptions &options = EmbeddingOptions());
  Tensor construct(const Tensor &indices) override;

private:
  std::optional<Parameter> table;
};

struct LSTMOptions {
  MS_API_OPTION(LSTMOptions, int64_t, numLayers, 1)
  MS_API_OPTION(LSTMOptions, bool, hasBias, true)
  /// Sequences are [batch, steps, ...], and the batch may be dynamic; else
  /// [steps, batch, ...].
  MS_API_OPTION(LSTMOptions, bool, batchFirst, false)
  /// Between layers, while training.
  MS_API_OPTION(LSTMOptions, double, dropout, 0)
  MS_API_OPTION(LSTMOptions, bool, bidirectional, false)
};

/// Long short-term memory, from states of zeros: the states of all steps of the
/// last layer [..., hiddenSize], forward and backward ones side by side.
/// Parameters, for each layer and direction: `weight_ih_l<k>` [4 * hiddenSize,
/// in], `weight_hh_l<k>` [4 * hiddenSize, hiddenSize], `bias_ih_l<k>` and
/// `bias_hh_l<k>` [4 * hiddenSize], with `_reverse` behind for the backward
/// one; first values Uniform(1 / sqrt(hiddenSize)).
class LSTM : public Cell {
public:
  LSTM(int64_t inputSize, int64_t hiddenSize,
       const LSTMOptions &options = LSTMOptions());
  Tensor construct(const Tensor &x) override;

private:
  Tensor runDirection(const Tensor &x, size_t index);

  int64_t hiddenSize;
  LSTMOptions options;
  /// By layer, then direction.
  std::vector<Parameter> inputWeights, stateWeights, inputBiases, stateBiases;
};

/// One step of an LSTM: x [batch, inputSize] and the state h, c [batch,
/// hiddenSize] -> the next h, c. Parameters `weight_ih`, `weight_hh`, `bias_ih`
/// and `bias_hh` as in LSTM.
class LSTMCell : public Cell {
public:
  LSTMCell(int64_t inputSize, int64_t hiddenSize, bool hasBias = true);
  std::vector<Tensor> constructAll(const std::vector<Tensor> &inputs) override;

private:
  std::optional<Parameter> inputWeight, stateWeight, inputBias, stateBias;
};

struct GRUOptions {
  MS_API_OPTION(GRUOptions, int64_t, numLayers, 1)
  MS_API_OPTION(GRUOptions, bool, hasBias, true)
  /// Sequences are [batch, steps, ...], and the batch may be dynamic; else
  /// [steps, batch, ...].
  MS_API_OPTION(GRUOptions, bool, batchFirst, false)
  /// Between layers, while training.
  MS_API_OPTION(GRUOptions, double, dropout, 0)
  MS_API_OPTION(GRUOptions, bool, bidirectional, false)
};

/// Gated recurrent units from states of zeros: the states of all steps of the
/// last layer [..., hiddenSize], forward and backward ones side by side.
/// Parameters as those of LSTM, with 3 * hiddenSize rows. For other first
/// states and for the last ones there is ops::gru.
class GRU : public Cell {
public:
  GRU(int64_t inputSize, int64_t hiddenSize,
      const GRUOptions &options = GRUOptions());
  Tensor construct(const Tensor &x) override;

private:
  Tensor runDirection(const Tensor &x, size_t index);

  int64_t hiddenSize;
  GRUOptions options;
  /// By layer, then direction.
  std::vector<Parameter> inputWeights, stateWeights, inputBiases, stateBiases;
};

/// One step of a GRU: x [batch, inputSize] and the state [batch, hiddenSize] ->
/// the next state. Parameters `weight_ih`, `weight_hh`, `bias_ih` and `bias_hh`
/// as in GRU.
class GRUCell : public Cell {
public:
  GRUCell(int64_t inputSize, int64_t hiddenSize, bool hasBias = true);
  std::vector<Tensor> constructAll(const std::vector<Tensor> &inputs) override;

private:
  std::optional<Parameter> inputWeight, stateWeight, inputBias, stateBias;
};

} // namespace ms::nn

#endif // MS_SEQUENCELAYERS_H
