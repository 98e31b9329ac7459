//===- GPT.h - Decoders of GPT-2's form -------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_MODELS_GPT_H
#define MS_MODELS_GPT_H

#include "ms/models/Network.h"

namespace ms::models {

struct GPTOptions : Options {
  /// Tokens of a row: 64 or 1024.
  MS_MODEL_OPTION(GPTOptions, int64_t, seq, "seq")
  /// 1000 or 50257
  MS_MODEL_OPTION(GPTOptions, int64_t, vocab, "vocab")
  /// 2 or 12
  MS_MODEL_OPTION(GPTOptions, int64_t, layers, "layers")
  /// Width: 64 or 768.
  MS_MODEL_OPTION(GPTOptions, int64_t, hidden, "hidden")
  /// 2 or 12
  MS_MODEL_OPTION(GPTOptions, int64_t, heads, "heads")
  /// 0.1
  MS_MODEL_OPTION(GPTOptions, double, dropout, "dropout")
  /// 0.1
  MS_MODEL_OPTION(GPTOptions, double, attentionDropout, "attention_dropout")
  /// Of layer norms: 1e-5.
  MS_MODEL_OPTION(GPTOptions, double, eps, "eps")
};

/// Int32 input_ids [N, seq] -> [N, seq, vocab].
inline Description gptTiny(const GPTOptions &options = {}) {
  return options.describe("gpt_tiny");
}
inline Description gptSmall(const GPTOptions &options = {}) {
  return options.describe("gpt_small");
}

} // namespace ms::models

#endif // MS_MODELS_GPT_H
