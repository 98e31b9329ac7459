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
#include "llvm/ADT/SmallVector.h"

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

/// A window that moves over images: entries for height and width.
struct PoolWindow {
  using Ints = llvm::SmallVector<int64_t>;

  Ints kernel, strides, dilation = {1, 1};
  /// Top, bottom, left, right.
  Ints pad = {0, 0, 0, 0};
  /// Whether a window that lies only partly inside counts.
  bool ceil = false;

  bool operator==(const PoolWindow &other) const {
    return kernel == other.kernel && strides == other.strides &&
           dilation == other.dilation && pad == other.pad && ceil == other.ceil;
  }
};

} // namespace ms

#endif // MS_LIB_IMPORT_MINDIR_DEFERRED_H
