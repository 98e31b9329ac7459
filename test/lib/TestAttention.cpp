//===- TestAttention.cpp - What is recognized as attention ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// --test-attention prints what each attention of a function is made of.
//
//===----------------------------------------------------------------------===//

#include "test/lib/TestPasses.h"

#include "passes/Analysis/Attention.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Pass/Pass.h"
#include "llvm/Support/Format.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::test {
namespace {

struct TestAttention : PassWrapper<TestAttention, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(TestAttention)

  StringRef getArgument() const override { return "test-attention"; }
  StringRef getDescription() const override {
    return "Print the chains of ops that are attention";
  }

  void runOnOperation() override {
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      unsigned count = 0;
      function.walk([&](BatchMatMulOp op) {
        std::optional<AttentionChain> chain = matchAttention(op);
        if (!chain)
          return;
        ++count;
        llvm::outs() << function.getName() << ": query "
                     << chain->query.getType() << ", key "
                     << chain->key.getType() << ", value "
                     << chain->value.getType()
                     << llvm::format(", scale %.6g", chain->scale);
        for (Value mask : chain->masks)
          llvm::outs() << ", mask " << mask.getType();
        llvm::outs() << (chain->dropout ? ", dropout" : "") << "\n";
      });
      llvm::outs() << function.getName() << ": " << count << " in all\n";
    }
    markAllAnalysesPreserved();
  }
};

} // namespace

void registerTestAttention() { PassRegistration<TestAttention>(); }

} // namespace ms::test
