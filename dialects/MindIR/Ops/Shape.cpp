//===- Shape.cpp - Dimensions added, taken, cut and joined ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/Ops/Shape.h"
#include "dialects/MindIR/Ops/OpsImpl.h"

using namespace mlir;
using namespace ms::mindir;

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Shape.cpp.inc"
