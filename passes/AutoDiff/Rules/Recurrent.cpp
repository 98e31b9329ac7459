//===- Recurrent.cpp - Gradients: recurrent layers ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/Rules/RulesImpl.h"

#include "dialects/MindIR/Ops/Recurrent.h"

using namespace mlir;
using namespace ms::mindir;

void ms::autodiff::attachRecurrentRules(MLIRContext *context) {}
