//===- Index.cpp - Loops: elements chosen and placed by index -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Conversion/MindIRToLinalg/MindIRToLinalgImpl.h"

#include "dialects/MindIR/Ops/Index.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::lowering {

void addIndexPatterns(RewritePatternSet &patterns) {}

} // namespace ms::lowering
