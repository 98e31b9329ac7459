//===- Winograd.h - Convolutions by Winograd's algorithm --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_DIALECTS_MINDIR_OPS_WINOGRAD_H
#define MS_DIALECTS_MINDIR_OPS_WINOGRAD_H

#include "dialects/MindIR/IndexedKernel.h"
#include "dialects/MindIR/MindIRDialect.h"

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Winograd.h.inc"

#endif // MS_DIALECTS_MINDIR_OPS_WINOGRAD_H
