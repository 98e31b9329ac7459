//===- Reduction.cpp - Gradients: reductions and running sums -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/Rules/RulesImpl.h"

#include "dialects/MindIR/Ops/Reduction.h"

using namespace mlir;
using namespace ms::mindir;

void ms::autodiff::attachReductionRules(MLIRContext *context) {}
