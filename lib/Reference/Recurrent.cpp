//===- Recurrent.cpp - Rules: recurrent layers ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Reference/EvaluatorImpl.h"

#include "dialects/MindIR/Ops/Recurrent.h"

using namespace mlir;
using namespace ms;
using namespace ms::reference;
using namespace ms::mindir;

void ms::reference::addRecurrentRules(RuleTable &rules) {}
