//===- Norm.h - Ops of Ops/Norm.td ------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Not part of MindIRDialect.h: who uses the family includes it.
//
//===----------------------------------------------------------------------===//

#ifndef MS_DIALECTS_MINDIR_OPS_NORM_H
#define MS_DIALECTS_MINDIR_OPS_NORM_H

#include "dialects/MindIR/MindIRDialect.h"

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Norm.h.inc"

#endif // MS_DIALECTS_MINDIR_OPS_NORM_H
