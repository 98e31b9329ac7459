//===- LearningRate.h - Schedules as ops ------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Turns a learning-rate attribute into ops on the number of steps done so far.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_OPTIMIZER_LEARNINGRATE_H
#define MS_PASSES_OPTIMIZER_LEARNINGRATE_H

#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace ms::optimizer {

/// The rate, a tensor<f32>, of `schedule` (a #mindir.*_lr attribute other than
/// constant_lr and list_lr, which are parameters) at `step`, a tensor<i32>.
mlir::Value buildLearningRate(mlir::ImplicitLocOpBuilder &b,
                              mlir::Attribute schedule, mlir::Value step);

/// A tensor<f32> constant.
mlir::Value scalarF32(mlir::ImplicitLocOpBuilder &b, double value);
/// A tensor<i32> constant.
mlir::Value scalarI32(mlir::ImplicitLocOpBuilder &b, int64_t value);

} // namespace ms::optimizer

#endif // MS_PASSES_OPTIMIZER_LEARNINGRATE_H
