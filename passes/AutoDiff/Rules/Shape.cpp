//===- Shape.cpp - Gradients: dimensions added, taken, cut and joined -----===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/Rules/RulesImpl.h"

#include "dialects/MindIR/Ops/Shape.h"

using namespace mlir;
using namespace ms::mindir;

void ms::autodiff::attachShapeRules(MLIRContext *context) {}
