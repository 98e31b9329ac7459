//===- Loss.h - Ops of Ops/Loss.td ------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Not part of MindIRDialect.h: who uses the family includes it.
//
//===----------------------------------------------------------------------===//

#ifndef MS_DIALECTS_MINDIR_OPS_LOSS_H
#define MS_DIALECTS_MINDIR_OPS_LOSS_H

#include "dialects/MindIR/MindIRDialect.h"

namespace ms::mindir {
/// Refuses a width that is not positive (C2).
llvm::LogicalResult verifyBeta(mlir::Operation *op, const llvm::APFloat &beta);
} // namespace ms::mindir

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Loss.h.inc"

#endif // MS_DIALECTS_MINDIR_OPS_LOSS_H
