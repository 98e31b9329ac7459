//===- DecomposeRecurrent.cpp - Formulas: recurrent layers ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/DecomposeImpl.h"

#include "dialects/MindIR/Ops/Recurrent.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

void addRecurrentFormulas(RewritePatternSet &patterns) {}

} // namespace ms
