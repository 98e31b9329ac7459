//===- Image.cpp - Gradients: upsampling, adaptive pooling, resizing ------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/Rules/RulesImpl.h"

#include "dialects/MindIR/Ops/Image.h"

using namespace mlir;
using namespace ms::mindir;

void ms::autodiff::attachImageRules(MLIRContext *context) {}
