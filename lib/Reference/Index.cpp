//===- Index.cpp - Rules: elements chosen and placed by index -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Reference/EvaluatorImpl.h"

#include "dialects/MindIR/Ops/Index.h"

using namespace mlir;
using namespace ms;
using namespace ms::reference;
using namespace ms::mindir;

void ms::reference::addIndexRules(RuleTable &rules) {}
