//===- Reduction.cpp - Loops: reductions and running sums -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Conversion/MindIRToLinalg/MindIRToLinalgImpl.h"

#include "dialects/MindIR/Ops/Reduction.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::lowering {

void addReductionPatterns(RewritePatternSet &patterns) {}

} // namespace ms::lowering
