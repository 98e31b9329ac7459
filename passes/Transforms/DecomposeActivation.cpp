//===- DecomposeActivation.cpp - Formulas: activation functions -----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/DecomposeImpl.h"

#include "dialects/MindIR/Ops/Activation.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

void addActivationFormulas(RewritePatternSet &patterns) {}

} // namespace ms
