//===- Reduction.cpp - Rules: reductions and running sums -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Reference/EvaluatorImpl.h"

#include "dialects/MindIR/Ops/Reduction.h"

using namespace mlir;
using namespace ms;
using namespace ms::reference;
using namespace ms::mindir;

void ms::reference::addReductionRules(RuleTable &rules) {}
