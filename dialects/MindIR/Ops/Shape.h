//===- Shape.h - Ops of Ops/Shape.td ----------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Not part of MindIRDialect.h: who uses the family includes it.
//
//===----------------------------------------------------------------------===//

#ifndef MS_DIALECTS_MINDIR_OPS_SHAPE_H
#define MS_DIALECTS_MINDIR_OPS_SHAPE_H

#include "dialects/MindIR/MindIRDialect.h"

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Shape.h.inc"

namespace ms::mindir {

/// What a strided slice takes from an operand, its masks resolved.
struct StridedSlice {
  /// For each dimension of the operand: the first index, the distance to the
  /// next one, and how many there are.
  llvm::SmallVector<int64_t> begin, stride, count;
  /// The shape of the result.
  llvm::SmallVector<int64_t> shape;
  /// For each dimension of the result the operand's; -1 for a new one.
  llvm::SmallVector<int64_t> source;
};

/// Resolves the attributes of a strided slice, or its gradient, for an operand
/// of `shape`. Says in `error` what is wrong with them.
template <typename Op>
mlir::FailureOr<StridedSlice>
resolveStridedSlice(Op op, llvm::ArrayRef<int64_t> shape, std::string &error);

/// The extents of the parts that a split_v cuts `extent` in; fails where they
/// do not fill it.
mlir::FailureOr<llvm::SmallVector<int64_t>>
resolveSplits(llvm::ArrayRef<int64_t> sizes, int64_t extent);

} // namespace ms::mindir

#endif // MS_DIALECTS_MINDIR_OPS_SHAPE_H
