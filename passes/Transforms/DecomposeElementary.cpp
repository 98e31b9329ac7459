//===- DecomposeElementary.cpp - Formulas: elementary functions -----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/DecomposeImpl.h"

#include "dialects/MindIR/Ops/Elementary.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

void addElementaryFormulas(RewritePatternSet &patterns) {}

} // namespace ms
