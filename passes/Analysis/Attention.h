//===- Attention.h - Recognizing attention ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Attention is no op: networks, the zoo's and those of files, compose it of two
// products and a softmax. This finds such a chain by its second product.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_ANALYSIS_ATTENTION_H
#define MS_PASSES_ANALYSIS_ATTENTION_H

#include "dialects/MindIR/Ops/Product.h"

#include <optional>

namespace ms {

/// dropout(softmax(scale * query * key^T + mask)) * value. The products take
/// stacks [..., length, size] as they are or, where their attributes say so,
/// turned round.
struct AttentionChain {
  mindir::BatchMatMulOp scores; ///< query * key^T
  mindir::SoftmaxOp softmax;    ///< over the positions of the key
  mindir::DropoutOp dropout;    ///< null: none
  mindir::BatchMatMulOp output; ///< weights * value
  mlir::Value query, key, value;
  double scale = 1;
  /// What is added to the scaled scores, the last sum first.
  llvm::SmallVector<mlir::Value, 1> masks;
};

/// The attention whose second product `output` is; none where it is another
/// product. Intermediate values may have other users (the backward pass has).
std::optional<AttentionChain> matchAttention(mindir::BatchMatMulOp output);

} // namespace ms

#endif // MS_PASSES_ANALYSIS_ATTENTION_H
