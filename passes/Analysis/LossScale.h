//===- LossScale.h - What passes say about a scaled loss --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// mindir-scale-loss sets the attribute, mindir-differentiate starts from the
// scale, mindir-unscale-gradients takes it out and adds the overflow result,
// mindir-insert-optimizer skips the step and adapts the scale.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_ANALYSIS_LOSSSCALE_H
#define MS_PASSES_ANALYSIS_LOSSSCALE_H

#include "llvm/ADT/StringRef.h"

namespace ms {

/// Function attribute: a dictionary. If the scale adapts itself it has the
/// numbers `factor` and `window`.
inline constexpr llvm::StringLiteral kLossScaleAttr = "mindir.loss_scale";
/// Function result attribute: the i1 scalar that says whether a gradient has a
/// number that is not finite.
inline constexpr llvm::StringLiteral kOverflowAttr = "mindir.overflow";

/// Parameters under MindSpore's names: the scale, the number of the step (from
/// 1), and that of the last one that overflowed or raised the scale.
inline constexpr llvm::StringLiteral kScaleName = "scale_sense";
inline constexpr llvm::StringLiteral kScaleStepName = "current_iterator_step";
inline constexpr llvm::StringLiteral kLastOverflowName =
    "last_overflow_iterator_step";

} // namespace ms

#endif // MS_PASSES_ANALYSIS_LOSSSCALE_H
