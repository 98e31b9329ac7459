//===- Reduction.h - Ops of Ops/Reduction.td --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Not part of MindIRDialect.h: who uses the family includes it.
//
//===----------------------------------------------------------------------===//

#ifndef MS_DIALECTS_MINDIR_OPS_REDUCTION_H
#define MS_DIALECTS_MINDIR_OPS_REDUCTION_H

#include "dialects/MindIR/MindIRDialect.h"

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Reduction.h.inc"

#endif // MS_DIALECTS_MINDIR_OPS_REDUCTION_H
