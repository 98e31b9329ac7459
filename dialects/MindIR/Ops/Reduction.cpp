//===- Reduction.cpp - Reductions and running sums ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/Ops/Reduction.h"
#include "dialects/MindIR/Ops/OpsImpl.h"

using namespace mlir;
using namespace ms::mindir;

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Reduction.cpp.inc"
