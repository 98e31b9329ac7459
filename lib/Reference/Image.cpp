//===- Image.cpp - Rules: upsampling, adaptive pooling, resizing ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Reference/EvaluatorImpl.h"

#include "dialects/MindIR/Ops/Image.h"

using namespace mlir;
using namespace ms;
using namespace ms::reference;
using namespace ms::mindir;

void ms::reference::addImageRules(RuleTable &rules) {}
