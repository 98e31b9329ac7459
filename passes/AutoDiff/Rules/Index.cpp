//===- Index.cpp - Gradients: elements chosen and placed by index ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/Rules/RulesImpl.h"

#include "dialects/MindIR/Ops/Index.h"

using namespace mlir;
using namespace ms::mindir;

void ms::autodiff::attachIndexRules(MLIRContext *context) {}
