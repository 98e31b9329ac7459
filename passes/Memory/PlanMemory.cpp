//===- PlanMemory.cpp - Place all buffers of a function in one arena ------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Functions are straight lines of dispatches, so a buffer is alive from the
// first dispatch that names it to the last. Offsets are chosen largest buffer
// first, each at the lowest place that is free all its life.
//
//===----------------------------------------------------------------------===//

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

struct Buffer {
  memref::AllocOp alloc;
  int64_t bytes; ///< a multiple of the alignment
  unsigned first, last;
  int64_t offset = 0;
};

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
    SmallVector<Buffer> buffers = collect(function);
    int64_t arena = place(buffers);
    arena = std::max(arena, kBufferAlignment);

    Builder b(function.getContext());
    function->setAttr(kArenaBytesAttr, b.getI64IntegerAttr(arena));
    function->setAttr(kLiveBytesAttr, b.getI64IntegerAttr(lowerBound(buffers)));
    auto type = MemRefType::get({arena}, b.getI8Type());
    // The arena stands behind the state. There is nothing that can fail here.
    (void)function.insertArgument(1, type, DictionaryAttr(), function.getLoc());
    Value whole = function.getArgument(1);
    for (Buffer &buffer : buffers) {
      ImplicitLocOpBuilder at(buffer.alloc.getLoc(), buffer.alloc);
      Value offset = arith::ConstantIndexOp::create(at, buffer.offset);
      Value view = memref::ViewOp::create(at, buffer.alloc.getType(), whole,
                                          offset, ValueRange());
      buffer.alloc.replaceAllUsesWith(view);
      buffer.alloc.erase();
    }
  }

  /// All allocations with the time they are alive.
  static SmallVector<Buffer> collect(func::FuncOp function) {
    SmallVector<Buffer> buffers;
    llvm::DenseMap<Operation *, unsigned> time;
    for (Operation &op : function.getBody().front())
      time[&op] = static_cast<unsigned>(time.size());
    for (auto alloc : function.getBody().front().getOps<memref::AllocOp>()) {
      MemRefType type = alloc.getType();
      int64_t bytes =
          getStorageBytes(type.getElementType(), type.getNumElements());
      bytes =
          (bytes + kBufferAlignment - 1) / kBufferAlignment * kBufferAlignment;
      Buffer buffer{alloc, bytes, time[alloc], time[alloc]};
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

  /// Chooses offsets; the size of the arena.
  static int64_t place(MutableArrayRef<Buffer> buffers) {
    SmallVector<Buffer *> order;
    for (Buffer &buffer : buffers)
      order.push_back(&buffer);
    llvm::sort(order, [](Buffer *a, Buffer *b) {
      return a->bytes != b->bytes ? a->bytes > b->bytes : a->first < b->first;
    });
    SmallVector<Buffer *> placed;
    int64_t arena = 0;
    for (Buffer *buffer : order) {
      SmallVector<Buffer *> neighbours;
      for (Buffer *other : placed)
        if (other->first <= buffer->last && buffer->first <= other->last)
          neighbours.push_back(other);
      llvm::sort(neighbours,
                 [](Buffer *a, Buffer *b) { return a->offset < b->offset; });
      int64_t offset = 0;
      for (Buffer *other : neighbours) {
        if (offset + buffer->bytes <= other->offset)
          break;
        offset = std::max(offset, other->offset + other->bytes);
      }
      buffer->offset = offset;
      arena = std::max(arena, offset + buffer->bytes);
      placed.push_back(buffer);
    }
    return arena;
  }

  /// The largest sum of buffers alive at one time.
  static int64_t lowerBound(ArrayRef<Buffer> buffers) {
    int64_t most = 0;
    for (const Buffer &at : buffers) {
      int64_t sum = 0;
      for (const Buffer &other : buffers)
        if (other.first <= at.first && at.first <= other.last)
          sum += other.bytes;
      most = std::max(most, sum);
    }
    return most;
  }
};

} // namespace
} // namespace ms
