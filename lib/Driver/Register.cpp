//===- Register.cpp - Dialects, passes and pipelines in one call ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/Register.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "passes/AutoDiff/Passes.h"
#include "passes/Optimizer/Passes.h"
#include "passes/Transforms/Passes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/DialectRegistry.h"
#include "mlir/Transforms/Passes.h"

namespace ms {

void registerDialects(mlir::DialectRegistry &registry) {
  registry.insert<mindir::MindIRDialect, mlir::func::FuncDialect>();
  registerGradientRules(registry);
}

void registerPasses() {
  mlir::registerTransformsPasses();
  registerTransformsPasses();
  registerAutoDiffPasses();
  registerOptimizerPasses();
}

void registerEverything(mlir::DialectRegistry &registry) {
  registerDialects(registry);
  registerPasses();
}

} // namespace ms
