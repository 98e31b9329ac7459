//===- NestFetches.cpp - What a nest fetches into the caches early --------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/NestEmitter.h"

#include "dialects/MindIR/MindIRDialect.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

using namespace mlir;
using linalg::GenericOp;

namespace ms {

NestEmitter::Values NestEmitter::emitSum(Values carried, Inside step) {
  ArrayRef<LoopStep> inner = schedule.inner;
  const IndexFrame::Mark tile = frame.mark();
  TileStart start;
  for (LoopStep loop : inner)
    start.insert({loop.loop, frame[loop.loop]});
  auto from = [&](auto &&self, unsigned at, Values now) -> Values {
    unsigned end = inner.size();
    auto fetch = [&](bool wanted, unsigned place,
                     llvm::function_ref<void()> emit) {
      if (wanted && place == at)
        emit();
      else if (wanted && place > at)
        end = std::min(end, place);
    };
    fetch(schedule.fetchAhead != 0, schedule.fetchAt, [&] { fetchAhead(); });
    fetch(schedule.panel.ahead != 0, schedule.panel.at,
          [&] { fetchPanel(tile, start); });
    if (at == inner.size())
      return step(std::move(now));
    return emitLoops(
        inner.slice(at, end - at), std::move(now),
        [&](Values within) { return self(self, end, std::move(within)); });
  };
  return from(from, 0, std::move(carried));
}

void NestEmitter::fetchAhead() {
  GenericOp op = nest.findContraction()->op;
  SmallVector<LinearForm> forms = reductionLoops(nest, op);
  ValueEmitter::Lines lines;
  forPoints(true, [&](unsigned) {
    forPoints(false, [&](unsigned) {
      values.fetch(op->getOpOperand(schedule.fetched), forms,
                   schedule.fetchAhead, lines);
    });
  });
}

void NestEmitter::fetchUpdated() {
  auto kernel = cast<func::FuncOp>(rows.getParentRegion()->getParentOp());
  llvm::SmallPtrSet<Value, 4> fetched;
  for (const NestStore &store : nest.stores) {
    auto result = dyn_cast<BlockArgument>(store.buffer);
    if (!result || store.full || store.scatter ||
        store.place.coeffs[*schedule.lanes] != 1)
      continue;
    // What the result may take the place of is read where it is written.
    auto operands = kernel.getArgAttrOfType<ArrayAttr>(result.getArgNumber(),
                                                       mindir::kMayAliasAttr);
    if (!operands)
      continue;
    for (auto number : operands.getAsRange<IntegerAttr>()) {
      Value operand = kernel.getArgument(number.getInt());
      if (operand.getType() != result.getType() ||
          !fetched.insert(operand).second)
        continue;
      ValueEmitter::Lines lines;
      forPoints(false, [&](unsigned) {
        values.fetch(operand, store.place, 0, /*isWrite=*/true, lines);
      });
    }
  }
}

void NestEmitter::fetchPanel(const IndexFrame::Mark &tile,
                             const TileStart &start) {
  const PanelFetch &panel = schedule.panel;
  GenericOp op = nest.findContraction()->op;
  // Of `positions` rows the tile has `height`, from `position` on: of the
  // panel's steps it fetches that share, spread over its own.
  int64_t height = schedule.rows ? left[*schedule.rows].size : 1, steps = 1;
  LinearForm position(nest.numLoops()), done(nest.numLoops());
  int64_t count = panel.steps;
  for (unsigned loop : llvm::reverse(panel.passes)) {
    position.coeffs[loop] = count;
    count *= nest.loops[loop].bound;
  }
  count = height;
  for (auto [loop, index] : llvm::reverse(start)) {
    done.coeffs[loop] = count;
    count *= nest.loops[loop].bound;
    steps *= left[loop].size;
  }
  Value share = arith::DivUIOp::create(
      b,
      arith::AddIOp::create(b, frame.offset(position),
                            frame.offsetSince(tile, done)),
      frame.constant(panel.positions));

  TileStart now;
  for (auto [loop, index] : start)
    now.insert({loop, std::exchange(frame[loop], index)});
  IndexFrame::Index &first = frame[schedule.inner.back().loop];
  first.terms.push_back({frame.push(share), 1});
  SmallVector<LinearForm> forms = reductionLoops(nest, op);
  ValueEmitter::Lines lines;
  for (int64_t k = llvm::divideCeil(steps * height, panel.positions); k > 0;
       --k, ++first.constant)
    forPoints(false, [&](unsigned) {
      values.fetch(op->getOpOperand(panel.operand), forms, panel.ahead, lines,
                   /*cache=*/2);
    });
  frame.pop();
  for (auto [loop, index] : now)
    frame[loop] = index;
}

} // namespace ms
