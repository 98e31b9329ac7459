//===- Update.cpp - Update rules of optimizers ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The result types of the update rules follow from their type constraints.
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/Ops/Update.h"
#include "dialects/MindIR/Ops/OpsImpl.h"

using namespace mlir;
using namespace ms::mindir;

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Update.cpp.inc"
