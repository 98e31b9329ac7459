//===- DecomposeProduct.cpp - Formulas: batched products ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/DecomposeImpl.h"

#include "dialects/MindIR/Ops/Product.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

void addProductFormulas(RewritePatternSet &patterns) {}

} // namespace ms
