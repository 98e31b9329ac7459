//===- Product.cpp - Loops: batched products ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Conversion/MindIRToLinalg/MindIRToLinalgImpl.h"

#include "dialects/MindIR/Ops/Product.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::lowering {

void addProductPatterns(RewritePatternSet &patterns) {}

} // namespace ms::lowering
