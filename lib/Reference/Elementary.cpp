//===- Elementary.cpp - Rules: elementary functions -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Reference/EvaluatorImpl.h"

#include "dialects/MindIR/Ops/Elementary.h"

using namespace mlir;
using namespace ms;
using namespace ms::reference;
using namespace ms::mindir;

void ms::reference::addElementaryRules(RuleTable &rules) {}
