//===- DecomposeShape.cpp - Formulas: dimensions added, taken, cut and joined ==
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/DecomposeImpl.h"

#include "dialects/MindIR/Ops/Shape.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

void addShapeFormulas(RewritePatternSet &patterns) {}

} // namespace ms
