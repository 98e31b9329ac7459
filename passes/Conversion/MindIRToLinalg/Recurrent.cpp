//===- Recurrent.cpp - Loops: recurrent layers ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Conversion/MindIRToLinalg/MindIRToLinalgImpl.h"

#include "dialects/MindIR/Ops/Recurrent.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::lowering {

void addRecurrentPatterns(RewritePatternSet &patterns) {}

} // namespace ms::lowering
