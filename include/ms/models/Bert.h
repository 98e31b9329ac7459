//===- Bert.h - BERT with heads ---------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_MODELS_BERT_H
#define MS_MODELS_BERT_H

#include "ms/models/Network.h"

namespace ms::models {

struct BertOptions : Options {
  /// "classification", "masked_lm", "pretraining" or "none".
  MS_MODEL_OPTION(BertOptions, const std::string &, head, "head")
  /// Columns of the classification: 2.
  MS_MODEL_OPTION(BertOptions, int64_t, classes, "classes")
  /// Tokens of a row: 128.
  MS_MODEL_OPTION(BertOptions, int64_t, seq, "seq")
  /// Masked tokens of a row: 20.
  MS_MODEL_OPTION(BertOptions, int64_t, predictions, "predictions")
  /// 30522
  MS_MODEL_OPTION(BertOptions, int64_t, vocab, "vocab")
  /// Rows of the position table: 512.
  MS_MODEL_OPTION(BertOptions, int64_t, positions, "positions")
  /// Token types: 2; 0: no such input.
  MS_MODEL_OPTION(BertOptions, int64_t, types, "types")
  /// 2 or 12
  MS_MODEL_OPTION(BertOptions, int64_t, layers, "layers")
  /// Width: 128 or 768.
  MS_MODEL_OPTION(BertOptions, int64_t, hidden, "hidden")
  /// 2 or 12
  MS_MODEL_OPTION(BertOptions, int64_t, heads, "heads")
  /// Width between the dense layers: 4 * hidden of the variant.
  MS_MODEL_OPTION(BertOptions, int64_t, intermediate, "intermediate")
  /// Whether there is an input mask: true.
  MS_MODEL_OPTION(BertOptions, bool, mask, "mask")
  /// 0.1
  MS_MODEL_OPTION(BertOptions, double, dropout, "dropout")
  /// 0.1
  MS_MODEL_OPTION(BertOptions, double, attentionDropout, "attention_dropout")
  /// Of layer norms: 1e-7.
  MS_MODEL_OPTION(BertOptions, double, eps, "eps")
  /// "tanh", as in MindSpore, or "erf", as in PyTorch.
  MS_MODEL_OPTION(BertOptions, const std::string &, gelu, "gelu")
};

/// Int32 inputs input_ids, input_mask, token_type_id [N, seq] and, for heads
/// that predict words, masked_lm_positions [N, predictions] -> [N, classes];
/// log probabilities [N, predictions, vocab] and of the next sentence [N, 2].
inline Description bertTiny(const BertOptions &options = {}) {
  return options.describe("bert_tiny");
}
inline Description bertBase(const BertOptions &options = {}) {
  return options.describe("bert_base");
}

} // namespace ms::models

#endif // MS_MODELS_BERT_H
