//===- Activation.h - Ops of Ops/Activation.td ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Not part of MindIRDialect.h: who uses the family includes it.
//
//===----------------------------------------------------------------------===//

#ifndef MS_DIALECTS_MINDIR_OPS_ACTIVATION_H
#define MS_DIALECTS_MINDIR_OPS_ACTIVATION_H

#include "dialects/MindIR/MindIRDialect.h"

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Activation.h.inc"

#endif // MS_DIALECTS_MINDIR_OPS_ACTIVATION_H
