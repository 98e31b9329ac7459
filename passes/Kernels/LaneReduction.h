//===- LaneReduction.h - Lanes of accumulators in one -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_KERNELS_LANEREDUCTION_H
#define MS_PASSES_KERNELS_LANEREDUCTION_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace ms {

/// Whether the lanes of a reduction's accumulators can be combined by one
/// vector.reduction.
bool hasLaneReduction(mlir::linalg::GenericOp op);

/// That op: what the lanes of an accumulator come to.
mlir::Value reduceLanes(mlir::ImplicitLocOpBuilder &b,
                        mlir::linalg::GenericOp op, mlir::Value lanes);

} // namespace ms

#endif // MS_PASSES_KERNELS_LANEREDUCTION_H
