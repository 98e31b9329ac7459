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

/// What LSTM and GRU have in common.
struct RNNOptions {
  MS_API_OPTION(RNNOptions, int64_t, numLayers, 1)
  MS_API_OPTION(RNNOptions, bool, hasBias, true)
  /// Sequences are [batch, steps, ...], and the batch may be dynamic; else
  /// [steps, batch, ...].
  MS_API_OPTION(RNNOptions, bool, batchFirst, false)
  /// Between layers, while training.
  MS_API_OPTION(RNNOptions, double, dropout, 0)
  MS_API_OPTION(RNNOptions, bool, bidirectional, false)
};
using LSTMOptions = RNNOptions;
using GRUOptions = RNNOptions;

/// Layers of a recurrent net one on the other, from states of zeros: the states
/// of all steps of the last layer [..., hiddenSize], forward and backward ones
/// side by side. Parameters, for each layer and direction: `weight_ih_l<k>`
/// [gates * hiddenSize, in], `weight_hh_l<k>` [gates * hiddenSize, hiddenSize],
/// `bias_ih_l<k>` and `bias_hh_l<k>` [gates * hiddenSize], with `_reverse`
/// behind for the backward one; first values Uniform(1 / sqrt(hiddenSize)).
class RNNBase : public Cell {
public:
  Tensor construct(const Tensor &x) override;

protected:
  RNNBase(const char *layerName, int64_t gates, int64_t inputSize,
          int64_t hiddenSize, const RNNOptions &options);
  /// The states of all steps of one layer in one direction.
  virtual Tensor runDirection(const Tensor &x, size_t index) = 0;

  const char *layerName;
  int64_t hiddenSize;
  RNNOptions options;
  /// By layer, then direction.
  std::vector<Parameter> inputWeights, stateWeights, inputBiases, stateBiases;
};

/// Long short-term memory: RNNBase with 4 gates.
class LSTM : public RNNBase {
public:
  LSTM(int64_t inputSize, int64_t hiddenSize,
       const LSTMOptions &options = LSTMOptions());

protected:
  Tensor runDirection(const Tensor &x, size_t index) override;
};

/// Gated recurrent units: RNNBase with 3 gates. For other first states and for
/// the last ones there is ops::gru.
class GRU : public RNNBase {
public:
  GRU(int64_t inputSize, int64_t hiddenSize,
      const GRUOptions &options = GRUOptions());

protected:
  Tensor runDirection(const Tensor &x, size_t index) override;
};

/// One step of a layer. Parameters `weight_ih`, `weight_hh`, `bias_ih` and
/// `bias_hh` as in RNNBase.
class RNNCellBase : public Cell {
protected:
  RNNCellBase(const char *layerName, int64_t gates, int64_t inputSize,
              int64_t hiddenSize, bool hasBias);

  std::optional<Parameter> inputWeight, stateWeight, inputBias, stateBias;
};

/// One step of an LSTM: x [batch, inputSize] and the state h, c [batch,
/// hiddenSize] -> the next h, c.
class LSTMCell : public RNNCellBase {
public:
  LSTMCell(int64_t inputSize, int64_t hiddenSize, bool hasBias = true);
  std::vector<Tensor> constructAll(const std::vector<Tensor> &inputs) override;
};

/// One step of a GRU: x [batch, inputSize] and the state [batch, hiddenSize] ->
/// the next state.
class GRUCell : public RNNCellBase {
public:
  GRUCell(int64_t inputSize, int64_t hiddenSize, bool hasBias = true);
  std::vector<Tensor> constructAll(const std::vector<Tensor> &inputs) override;
};

} // namespace ms::nn

#endif // MS_SEQUENCELAYERS_H
