//===- Translation.cpp - mindir ops in modules for LLVM -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/Translation.h"

#include "dialects/MindIR/MindIRDialect.h"

#include "mlir/Target/LLVMIR/LLVMTranslationInterface.h"

using namespace mlir;
using namespace ms::mindir;

namespace {
struct MindIRTranslation : LLVMTranslationDialectInterface {
  using LLVMTranslationDialectInterface::LLVMTranslationDialectInterface;
  LogicalResult convertOperation(Operation *op, llvm::IRBuilderBase &,
                                 LLVM::ModuleTranslation &) const override {
    return success(isa<ParameterOp>(op));
  }
};
} // namespace

void ms::registerMindIRTranslation(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *, MindIRDialect *dialect) {
    dialect->addInterfaces<MindIRTranslation>();
  });
}
