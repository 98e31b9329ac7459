//===- Shape.h - Ops of Ops/Shape.td ----------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Not part of MindIRDialect.h: who uses the family includes it.
//
//===----------------------------------------------------------------------===//

#ifndef MS_DIALECTS_MINDIR_OPS_SHAPE_H
#define MS_DIALECTS_MINDIR_OPS_SHAPE_H

#include "dialects/MindIR/MindIRDialect.h"

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Shape.h.inc"

#endif // MS_DIALECTS_MINDIR_OPS_SHAPE_H
