//===- InPlace.h - Ops that may write their parameters ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// In the dialect an update computes new values, which are then assigned. In
// MindSpore it is one primitive that changes its parameters.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_EXPORT_MINDIR_INPLACE_H
#define MS_LIB_EXPORT_MINDIR_INPLACE_H

#include "dialects/MindIR/MindIRDialect.h"

namespace ms {

/// The load of a whole parameter that `value` is; null where it is none.
mindir::LoadOp wholeLoad(mlir::Value value);
/// The assign of a whole parameter that is all that happens to `value`.
mindir::AssignOp onlyAssign(mlir::Value value);
/// Whether a result of an op is assigned to the parameter from which an operand
/// was loaded, and goes nowhere else.
bool isInPlace(mlir::Operation *op, unsigned operand, unsigned result);
/// Whether the function of `load` writes its parameter.
bool isWritten(mindir::LoadOp load);

} // namespace ms

#endif // MS_LIB_EXPORT_MINDIR_INPLACE_H
