//===- GroupKernels.cpp - Modules of kernels that are compiled apart ------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/Passes.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Support/Diagnostics.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
#define GEN_PASS_DEF_GROUPKERNELS
#include "passes/Kernels/Passes.h.inc"

namespace {
struct GroupKernels : impl::GroupKernelsBase<GroupKernels> {
  using GroupKernelsBase::GroupKernelsBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    if (groups < 1) {
      emitCodedError(module.getLoc(), Code::KernelForm)
          << "groups is " << groups.getValue() << ", but must be 1 or more";
      return signalPassFailure();
    }
    // Largest first, each to the group with the least work so far.
    SmallVector<std::pair<int64_t, func::FuncOp>> kernels;
    for (auto function : module.getOps<func::FuncOp>()) {
      if (!function->hasAttr(kTilesAttr))
        continue;
      int64_t ops = 0;
      function->walk([&](Operation *) { ++ops; });
      kernels.push_back({ops, function});
    }
    llvm::sort(kernels, [](auto &a, auto &b) {
      return a.first != b.first ? a.first > b.first
                                : a.second.getName() < b.second.getName();
    });
    auto count = std::min<int64_t>(groups, kernels.size());
    SmallVector<ModuleOp> modules;
    SmallVector<int64_t> work(count, 0);
    OpBuilder b(&getContext());
    b.setInsertionPointToEnd(module.getBody());
    for (int64_t k = 0; k < count; ++k)
      modules.push_back(
          ModuleOp::create(b, module.getLoc(), "kernels_" + std::to_string(k)));
    llvm::StringMap<StringAttr> home;
    for (auto &[ops, kernel] : kernels) {
      auto least = std::min_element(work.begin(), work.end()) - work.begin();
      work[least] += ops;
      markAliases(kernel);
      kernel->remove();
      modules[least].push_back(kernel);
      kernel.setPublic();
      home[kernel.getName()] = modules[least].getSymNameAttr();
    }
    module.walk([&](DispatchOp op) {
      StringAttr name = op.getKernel().getLeafReference();
      if (StringAttr group = home.lookup(name.getValue()))
        op.setKernelAttr(
            SymbolRefAttr::get(group, FlatSymbolRefAttr::get(name)));
    });
  }

private:
  /// A buffer may be another argument's only where mindir.may_alias says so.
  static void markAliases(func::FuncOp kernel) {
    StringAttr noalias = StringAttr::get(
        kernel.getContext(), LLVM::LLVMDialect::getNoAliasAttrName());
    llvm::SmallDenseSet<unsigned> shared;
    for (unsigned k = 0; k < kernel.getNumArguments(); ++k) {
      auto allowed = kernel.getArgAttrOfType<ArrayAttr>(k, kMayAliasAttr);
      for (int64_t other : getInts(allowed)) {
        shared.insert(k);
        shared.insert(static_cast<unsigned>(other));
      }
      kernel.removeArgAttr(k, kMayAliasAttr);
      kernel.removeArgAttr(k, kBatchMultipleAttr);
    }
    for (unsigned k = 0; k < kernel.getNumArguments(); ++k)
      if (isa<MemRefType>(kernel.getArgument(k).getType()) &&
          !shared.contains(k))
        kernel.setArgAttr(k, noalias, UnitAttr::get(kernel.getContext()));
  }
};
} // namespace
} // namespace ms
