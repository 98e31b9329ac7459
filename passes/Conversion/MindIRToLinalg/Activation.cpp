//===- Activation.cpp - Loops: activation functions -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Conversion/MindIRToLinalg/MindIRToLinalgImpl.h"

#include "dialects/MindIR/Ops/Activation.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::lowering {

void addActivationPatterns(RewritePatternSet &patterns) {}

} // namespace ms::lowering
