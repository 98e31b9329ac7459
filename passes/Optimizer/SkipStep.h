//===- SkipStep.h - Steps whose gradients overflowed ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What MindSpore's TrainOneStepWithLossScaleCell does after an overflow: the
// optimizer does nothing, its counters included, and a dynamic scale adapts by
// the rule of DynamicLossScaleUpdateCell.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_OPTIMIZER_SKIPSTEP_H
#define MS_PASSES_OPTIMIZER_SKIPSTEP_H

#include "dialects/MindIR/MindIRDialect.h"

namespace ms::optimizer {

/// The three pieces of a dynamic scale's state, f32, i32 and i32 scalars.
struct ScaleState {
  mlir::Value scale, step, lastOverflow;
};

/// Their values after the step. `factor` and `window` stand in `settings`.
ScaleState adaptScale(mlir::ImplicitLocOpBuilder &b,
                      mlir::DictionaryAttr settings, mlir::Value overflow,
                      const ScaleState &before);

} // namespace ms::optimizer

#endif // MS_PASSES_OPTIMIZER_SKIPSTEP_H
