//===- Elementary.cpp - Gradients: elementary functions -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/Rules/RulesImpl.h"

#include "dialects/MindIR/Ops/Elementary.h"

using namespace mlir;
using namespace ms::mindir;

void ms::autodiff::attachElementaryRules(MLIRContext *context) {}
