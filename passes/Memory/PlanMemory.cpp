//===- PlanMemory.cpp - Place all buffers of a function in one arena ------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Functions are straight lines of dispatches, so a buffer is alive from the
// first dispatch that names it to the last. Where they lie is decided by
// Analysis/ArenaLayout.
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/ArenaLayout.h"
#include "passes/Analysis/Storage.h"
#include "passes/Memory/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
#define GEN_PASS_DEF_PLANMEMORY
#include "passes/Memory/Passes.h.inc"

namespace {

struct PlanMemory : impl::PlanMemoryBase<PlanMemory> {
  using PlanMemoryBase::PlanMemoryBase;

  void runOnOperation() override {
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (!function.isExternal() && !function->hasAttr(kKernelAttr) &&
          !function->hasAttr(kArenaBytesAttr))
        plan(function);
  }

private:
  static void plan(func::FuncOp function) {
    SmallVector<memref::AllocOp> allocs(
        function.getBody().front().getOps<memref::AllocOp>());
    SmallVector<ArenaBuffer> buffers = findLifetimes(function, allocs);
    int64_t arena = std::max(layOutArena(buffers), kBufferAlignment);

    Builder b(function.getContext());
    function->setAttr(kArenaBytesAttr, b.getI64IntegerAttr(arena));
    function->setAttr(kLiveBytesAttr,
                      b.getI64IntegerAttr(mostLiveBytes(buffers)));
    auto type = MemRefType::get({arena}, b.getI8Type());
    // The arena stands behind the state. There is nothing that can fail here.
    (void)function.insertArgument(1, type, DictionaryAttr(), function.getLoc());
    Value whole = function.getArgument(1);
    for (auto [alloc, buffer] : llvm::zip(allocs, buffers)) {
      ImplicitLocOpBuilder at(alloc.getLoc(), alloc);
      Value offset = arith::ConstantIndexOp::create(at, buffer.offset);
      Value view = memref::ViewOp::create(at, alloc.getType(), whole, offset,
                                          ValueRange());
      alloc.replaceAllUsesWith(view);
      alloc.erase();
    }
  }

  /// When the buffers of `allocs` are alive.
  static SmallVector<ArenaBuffer>
  findLifetimes(func::FuncOp function, ArrayRef<memref::AllocOp> allocs) {
    SmallVector<ArenaBuffer> buffers;
    llvm::DenseMap<Operation *, unsigned> time;
    for (Operation &op : function.getBody().front())
      time[&op] = static_cast<unsigned>(time.size());
    for (memref::AllocOp alloc : allocs) {
      MemRefType type = alloc.getType();
      ArenaBuffer buffer{alignBuffer(getStorageBytes(type.getElementType(),
                                                     type.getNumElements())),
                         time[alloc], time[alloc]};
      SmallVector<Value> views = {alloc.getResult()};
      for (size_t k = 0; k < views.size(); ++k)
        for (Operation *user : views[k].getUsers()) {
          buffer.last = std::max(buffer.last, time[user]);
          if (isa<ViewLikeOpInterface>(user))
            llvm::append_range(views, user->getResults());
        }
      buffers.push_back(buffer);
    }
    return buffers;
  }
};

} // namespace
} // namespace ms
