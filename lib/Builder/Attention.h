//===- Attention.h - Scaled dot-product attention ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The one place that says which ops attention is made of, for every network of
// the zoo: batch_mat_mul, a product with the scale, the sum with a mask,
// softmax, dropout, batch_mat_mul. passes/Analysis/Attention.h finds the chain.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_BUILDER_ATTENTION_H
#define MS_LIB_BUILDER_ATTENTION_H

#include "lib/Builder/NetworkBuilder.h"

namespace ms {

/// [rows * length, heads * size] -> [rows, heads, length, size].
mlir::Value splitHeads(NetworkBuilder &b, mlir::Value x, int64_t length,
                       int64_t heads, int64_t size);
/// The opposite.
mlir::Value mergeHeads(NetworkBuilder &b, mlir::Value x, int64_t heads,
                       int64_t size);

/// softmax(q * k^T / sqrt(size) + mask) * v for q, k, v
/// [rows, heads, length, size]. `mask` broadcasts to
/// [rows, heads, length, length]; null: none. `p` is the probability with which
/// dropout takes a weight away.
mlir::Value buildAttention(NetworkBuilder &b, mlir::Value q, mlir::Value k,
                           mlir::Value v, mlir::Value mask, int64_t size,
                           double p);

/// What to add where position `k` must not see position `j` > `k`:
/// [length, length] of 0 and `hidden`.
mlir::Value buildCausalMask(NetworkBuilder &b, int64_t length, double hidden);
/// What to add for `mask` [rows, length] of integers, 1 where a position
/// counts and 0 where not: [rows, 1, 1, length] of 0 and `hidden`.
mlir::Value buildPaddingMask(NetworkBuilder &b, mlir::Value mask,
                             int64_t length, double hidden);

} // namespace ms

#endif // MS_LIB_BUILDER_ATTENTION_H
