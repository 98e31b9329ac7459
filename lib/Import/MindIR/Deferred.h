//===- Deferred.h - Tensors that are computed when read ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Some primitives hand their gradient what it has to find again: the places of
// a pool's maxima, the mask of a dropout. The dialect's gradients find it
// themselves, so that such a tensor is computed only where something else reads
// it.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_MINDIR_DEFERRED_H
#define MS_LIB_IMPORT_MINDIR_DEFERRED_H

#include "mlir/IR/Value.h"

namespace ms {

class NodeReader;

struct Deferred {
  enum class Kind { Places, Mask, ChannelMask };

  const Kind kind;
  explicit Deferred(Kind kind) : kind(kind) {}
  virtual ~Deferred() = default;
  /// The tensor; null after an error.
  virtual mlir::Value emit(NodeReader &n) const = 0;
};

} // namespace ms

#endif // MS_LIB_IMPORT_MINDIR_DEFERRED_H
