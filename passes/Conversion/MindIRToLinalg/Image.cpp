//===- Image.cpp - Loops: upsampling, adaptive pooling, resizing ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Conversion/MindIRToLinalg/MindIRToLinalgImpl.h"

#include "dialects/MindIR/Ops/Image.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::lowering {

void addImagePatterns(RewritePatternSet &patterns) {}

} // namespace ms::lowering
