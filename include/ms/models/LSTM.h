//===- LSTM.h - Classification of sequences ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_MODELS_LSTM_H
#define MS_MODELS_LSTM_H

#include "ms/models/Network.h"

namespace ms::models {

struct LSTMOptions : Options {
  /// 2
  MS_MODEL_OPTION(LSTMOptions, int64_t, classes, "classes")
  /// Tokens of a row: 500.
  MS_MODEL_OPTION(LSTMOptions, int64_t, seq, "seq")
  /// 30522
  MS_MODEL_OPTION(LSTMOptions, int64_t, vocab, "vocab")
  /// Width of the word table: 300.
  MS_MODEL_OPTION(LSTMOptions, int64_t, embedding, "embedding")
  /// Width of the state: 100.
  MS_MODEL_OPTION(LSTMOptions, int64_t, hidden, "hidden")
  /// 2
  MS_MODEL_OPTION(LSTMOptions, int64_t, layers, "layers")
  /// true
  MS_MODEL_OPTION(LSTMOptions, bool, bidirectional, "bidirectional")
  /// Whether the word table stays as it is: false.
  MS_MODEL_OPTION(LSTMOptions, bool, freeze, "freeze")
};

/// Int32 input_ids [N, seq] -> [N, classes].
inline Description lstm(const LSTMOptions &options = {}) {
  return options.describe("lstm");
}

} // namespace ms::models

#endif // MS_MODELS_LSTM_H
