//===- DecomposeNorm.cpp - Formulas: normalizations and their gradients ---===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/DecomposeImpl.h"

#include "dialects/MindIR/Ops/Norm.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

void addNormFormulas(RewritePatternSet &patterns) {}

} // namespace ms
