//===- Shape.cpp - Loops: dimensions added, taken, cut and joined ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Conversion/MindIRToLinalg/MindIRToLinalgImpl.h"

#include "dialects/MindIR/Ops/Shape.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::lowering {

void addShapePatterns(RewritePatternSet &patterns) {}

} // namespace ms::lowering
