//===- Norm.cpp - Loops: normalizations and their gradients ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Conversion/MindIRToLinalg/MindIRToLinalgImpl.h"

#include "dialects/MindIR/Ops/Norm.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::lowering {

void addNormPatterns(RewritePatternSet &patterns) {}

} // namespace ms::lowering
