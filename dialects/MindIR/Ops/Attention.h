//===- Attention.h - Ops of Ops/Attention.td --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Not part of MindIRDialect.h: who uses the family includes it.
//
//===----------------------------------------------------------------------===//

#ifndef MS_DIALECTS_MINDIR_OPS_ATTENTION_H
#define MS_DIALECTS_MINDIR_OPS_ATTENTION_H

#include "dialects/MindIR/IndexedKernel.h"
#include "dialects/MindIR/MindIRDialect.h"

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Attention.h.inc"

namespace ms::mindir {

/// The extents of an attention's operands. `stack` is what stands before
/// length and size; the batch in it may be dynamic.
struct AttentionShape {
  llvm::SmallVector<int64_t> stack;
  int64_t queries, keys, size, valueSize;

  AttentionShape(llvm::ArrayRef<int64_t> query, llvm::ArrayRef<int64_t> key,
                 llvm::ArrayRef<int64_t> value, bool lengthFirst);
  template <typename Op> static AttentionShape of(Op op) {
    return {op.getQuery().getType().getShape(),
            op.getKey().getType().getShape(),
            op.getValue().getType().getShape(), op.getLengthFirst()};
  }

  /// [..., queries, keys].
  llvm::SmallVector<int64_t> scores() const;
};

} // namespace ms::mindir

#endif // MS_DIALECTS_MINDIR_OPS_ATTENTION_H
