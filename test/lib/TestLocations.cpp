//===- TestLocations.cpp - Whether ops still know their layer -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// --test-locations fails for every op that has no layer: all ops of functions,
// and the loops, vector ops, generics and calls of kernels; in LLVM's dialect
// calls and arithmetic. Constants are left out, for folding shares them, and so
// are terminators. Prints the layers of each function.
//
//===----------------------------------------------------------------------===//

#include "test/lib/TestPasses.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Support/Diagnostics.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "mlir/Pass/Pass.h"

#include <set>

using namespace mlir;
using namespace ms::mindir;

namespace ms::test {
namespace {

struct TestLocations : PassWrapper<TestLocations, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(TestLocations)

  StringRef getArgument() const override { return "test-locations"; }
  StringRef getDescription() const override {
    return "Check that ops have a location that names their layer";
  }

  void runOnOperation() override {
    unsigned checked = 0;
    getOperation().walk([&](FunctionOpInterface function) {
      bool isKernel = function->hasAttr(kKernelAttr);
      std::set<std::string> layers;
      function->walk([&](Operation *op) {
        if (op == function || !matters(op, isKernel))
          return;
        ++checked;
        StringRef layer = getLayerName(op->getLoc());
        if (layer.empty()) {
          emitError(op->getLoc()) << op->getName() << " has no layer";
          signalPassFailure();
        } else {
          layers.insert(layer.str());
        }
      });
      llvm::outs() << (isKernel ? "kernel " : "function ") << function.getName()
                   << ":";
      for (const std::string &layer : layers)
        llvm::outs() << " " << layer;
      llvm::outs() << "\n";
    });
    if (checked == 0) {
      getOperation().emitError() << "no op was checked";
      signalPassFailure();
    }
  }

private:
  static bool matters(Operation *op, bool isKernel) {
    if (op->hasTrait<OpTrait::ConstantLike>() ||
        op->hasTrait<OpTrait::IsTerminator>() ||
        isa<memref::GetGlobalOp, LLVM::AddressOfOp>(op))
      return false;
    if (isa<CallOpInterface>(op))
      return true;
    // Between calls of LLVM's there is only what hands over arguments.
    if (isa<LLVM::LLVMDialect>(op->getDialect()))
      return isKernel &&
             isa<LLVM::FAddOp, LLVM::FMulOp, LLVM::FMAOp, LLVM::FMulAddOp>(op);
    return !isKernel ||
           isa<scf::SCFDialect, vector::VectorDialect, linalg::LinalgDialect>(
               op->getDialect());
  }
};

} // namespace

void registerTestLocations() { PassRegistration<TestLocations>(); }

} // namespace ms::test
