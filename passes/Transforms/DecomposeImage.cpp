//===- DecomposeImage.cpp - Formulas: resizing and adaptive pooling -------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/DecomposeImpl.h"

#include "dialects/MindIR/Ops/Image.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

void addImageFormulas(RewritePatternSet &patterns) {}

} // namespace ms
