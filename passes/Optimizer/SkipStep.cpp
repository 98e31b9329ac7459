//===- SkipStep.cpp - Steps whose gradients overflowed --------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Optimizer/SkipStep.h"

#include "passes/Optimizer/LearningRate.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::optimizer {

ScaleState adaptScale(ImplicitLocOpBuilder &b, DictionaryAttr settings,
                      Value overflow, const ScaleState &before) {
  double factor = cast<FloatAttr>(settings.get("factor")).getValueAsDouble();
  int64_t window = cast<IntegerAttr>(settings.get("window")).getInt();
  // The scale falls with each overflow, but not below 1.
  Value lowered = MulOp::create(b, before.scale, scalarF32(b, 1 / factor));
  lowered = MaximumOp::create(b, lowered, scalarF32(b, 1));
  Value scale = SelectOp::create(b, overflow, lowered, before.scale);
  // It rises once `window` steps have passed since it last fell or rose.
  Value passed = SubOp::create(b, before.step, before.lastOverflow);
  Value due = LessEqualOp::create(b, scalarI32(b, window), passed);
  Value rises = LogicalAndOp::create(b, due, LogicalNotOp::create(b, overflow));
  Value raised = MulOp::create(b, scale, scalarF32(b, factor));
  Value changed = LogicalOrOp::create(b, overflow, due);
  return {SelectOp::create(b, rises, raised, scale),
          AddOp::create(b, before.step, scalarI32(b, 1)),
          SelectOp::create(b, changed, before.step, before.lastOverflow)};
}

} // namespace ms::optimizer
