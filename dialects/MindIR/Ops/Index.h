//===- Index.h - Ops of Ops/Index.td ----------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Not part of MindIRDialect.h: who uses the family includes it.
//
//===----------------------------------------------------------------------===//

#ifndef MS_DIALECTS_MINDIR_OPS_INDEX_H
#define MS_DIALECTS_MINDIR_OPS_INDEX_H

#include "dialects/MindIR/IndexedKernel.h"
#include "dialects/MindIR/MindIRDialect.h"

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Index.h.inc"

#endif // MS_DIALECTS_MINDIR_OPS_INDEX_H
