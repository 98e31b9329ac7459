//===- Norm.cpp - Gradients: normalizations -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/Rules/RulesImpl.h"

#include "dialects/MindIR/Ops/Norm.h"

using namespace mlir;
using namespace ms::mindir;

void ms::autodiff::attachNormRules(MLIRContext *context) {}
