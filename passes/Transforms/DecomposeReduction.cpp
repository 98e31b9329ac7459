//===- DecomposeReduction.cpp - Formulas: reductions and running sums -----===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/DecomposeImpl.h"

#include "dialects/MindIR/Ops/Reduction.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

void addReductionFormulas(RewritePatternSet &patterns) {}

} // namespace ms
