//===- DecomposeIndex.cpp - Formulas: elements chosen and placed by index -===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/DecomposeImpl.h"

#include "dialects/MindIR/Ops/Index.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

void addIndexFormulas(RewritePatternSet &patterns) {}

} // namespace ms
