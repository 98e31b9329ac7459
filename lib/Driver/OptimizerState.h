//===- OptimizerState.h - What an optimizer keeps, before a network -*-C++-*-=//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_OPTIMIZERSTATE_H
#define MS_LIB_DRIVER_OPTIMIZERSTATE_H

#include "mlir/IR/BuiltinOps.h"

namespace ms {

/// Adds to a module of parameters the state that its attribute mindir.optimizer
/// keeps for the trainable ones: the same names, order and initial values that
/// a training step gets. False after an error.
bool addOptimizerState(mlir::ModuleOp module);

} // namespace ms

#endif // MS_LIB_DRIVER_OPTIMIZERSTATE_H
