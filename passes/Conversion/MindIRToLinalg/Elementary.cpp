//===- Elementary.cpp - Loops: elementary functions -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Conversion/MindIRToLinalg/MindIRToLinalgImpl.h"

#include "dialects/MindIR/Ops/Elementary.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::lowering {

void addElementaryPatterns(RewritePatternSet &patterns) {}

} // namespace ms::lowering
