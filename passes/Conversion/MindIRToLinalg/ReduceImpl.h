//===- ReduceImpl.h - Loops that reduce -------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Sums and products of f16 and bf16 are accumulated in f32 and rounded once.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_CONVERSION_MINDIRTOLINALG_REDUCEIMPL_H
#define MS_PASSES_CONVERSION_MINDIRTOLINALG_REDUCEIMPL_H

#include "passes/Conversion/MindIRToLinalg/MindIRToLinalgImpl.h"

namespace ms::lowering {

/// Joins two values of a reduction; the last argument says that they are
/// unsigned.
using Combine = mlir::Value (*)(mlir::ImplicitLocOpBuilder &, mlir::Value,
                                mlir::Value, bool);
inline mlir::Value addUp(mlir::ImplicitLocOpBuilder &b, mlir::Value x,
                         mlir::Value y, bool) {
  return buildAdd(b, x, y);
}
inline mlir::Value multiplyUp(mlir::ImplicitLocOpBuilder &b, mlir::Value x,
                              mlir::Value y, bool) {
  return buildMul(b, x, y);
}

/// Reduces `x` along `axes` from `init` on, into `type`, which may keep them
/// with extent 1. For floats the type of `init` is that of the accumulator.
mlir::Value reduceAlong(mlir::Value x, llvm::ArrayRef<int64_t> axes,
                        mlir::RankedTensorType type, mlir::TypedAttr init,
                        Combine combine, Lowering &l);

template <typename Op>
mlir::LogicalResult reduceAlong(Op op, Lowering &l, mlir::TypedAttr init,
                                Combine combine) {
  return l.replace(reduceAlong(op.getX(), op.getReducedAxes(), op.getType(),
                               init, combine, l));
}

/// The index of the largest or smallest element along `axis`.
mlir::Value argExtreme(mlir::Value x, int64_t axis,
                       mlir::RankedTensorType index, bool largest, Lowering &l);

} // namespace ms::lowering

#endif // MS_PASSES_CONVERSION_MINDIRTOLINALG_REDUCEIMPL_H
