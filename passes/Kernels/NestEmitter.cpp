//===- NestEmitter.cpp - One scheduled nest as loops ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/NestEmitter.h"

#include "passes/Kernels/LaneReduction.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using linalg::GenericOp;

namespace ms {

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

NestEmitter::NestEmitter(ImplicitLocOpBuilder &b, const Nest &nest,
                         const Schedule &schedule, const VectorTarget &target,
                         Value rows)
    : b(b), nest(nest), schedule(schedule), target(target), rows(rows),
      frame(b, nest.numLoops()), values(b, nest, schedule, frame, rows) {
  values.masksAreSlow = target.masksAreSlow;
  for (const NestLoop &loop : nest.loops) {
    if (ShapedType::isDynamic(loop.extent))
      left.push_back({ShapedType::kDynamic, extentValue(loop)});
    else
      left.push_back({loop.extent, nullptr});
  }
}

Value NestEmitter::extentValue(const NestLoop &loop) {
  if (loop.multiple == 1)
    return rows;
  return arith::MulIOp::create(b, rows, frame.constant(loop.multiple));
}

/// The results of a loop, which carries no values that it does not change then:
/// the conversion to branches fails on those.
static SmallVector<Value> carryChanged(scf::ForOp loop) {
  SmallVector<Value> results(loop.getResults()), inits, yields;
  auto yield = cast<scf::YieldOp>(loop.getBody()->getTerminator());
  SmallVector<unsigned> changed;
  for (unsigned k = 0; k < results.size(); ++k) {
    if (yield.getOperand(k) == loop.getRegionIterArg(k)) {
      results[k] = loop.getInitArgs()[k];
      continue;
    }
    changed.push_back(k);
    inits.push_back(loop.getInitArgs()[k]);
    yields.push_back(yield.getOperand(k));
  }
  if (changed.size() == results.size())
    return results;
  OpBuilder b(loop);
  auto made = scf::ForOp::create(b, loop.getLoc(), loop.getLowerBound(),
                                 loop.getUpperBound(), loop.getStep(), inits);
  SmallVector<Value> arguments = {made.getInductionVar()};
  llvm::append_range(arguments, loop.getInitArgs());
  for (auto [number, k] : llvm::enumerate(changed)) {
    arguments[k + 1] = made.getRegionIterArg(number);
    results[k] = made.getResult(number);
  }
  for (auto [old, value] : llvm::zip(loop.getBody()->getArguments(), arguments))
    old.replaceAllUsesWith(value);
  yield->setOperands(yields);
  if (inits.empty())
    made.getBody()->clear();
  made.getBody()->getOperations().splice(made.getBody()->end(),
                                         loop.getBody()->getOperations());
  loop.erase();
  return results;
}

NestEmitter::Values NestEmitter::emitCounted(unsigned loop, Value start,
                                             int64_t startConstant,
                                             int64_t count, Value dynamicCount,
                                             int64_t size,
                                             ArrayRef<LoopStep> rest,
                                             Values carried, Inside inside) {
  IndexFrame::Index saved = frame[loop];
  Extent savedLeft = left[loop];
  left[loop] = {size, nullptr};
  frame[loop].constant += startConstant;
  if (start) {
    values.pushScope();
    frame[loop].terms.push_back({frame.push(start), 1});
  }
  Values result;
  if (!dynamicCount && count == 1) {
    result = emitLoops(rest, std::move(carried), inside);
  } else {
    Value end = dynamicCount ? dynamicCount : frame.constant(count);
    auto op = scf::ForOp::create(b, frame.constant(0), end, frame.constant(1),
                                 carried);
    if (carried.empty())
      op.getBody()->getTerminator()->erase();
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(op.getBody());
    values.pushScope();
    frame[loop].terms.push_back({frame.push(op.getInductionVar()), size});
    Values inner(op.getRegionIterArgs());
    inner = emitLoops(rest, std::move(inner), inside);
    b.setInsertionPointToEnd(op.getBody());
    scf::YieldOp::create(b, inner);
    frame.pop();
    values.popScope();
    result = carryChanged(op);
  }
  if (start) {
    frame.pop();
    values.popScope();
  }
  frame[loop] = saved;
  left[loop] = savedLeft;
  return result;
}

NestEmitter::Values NestEmitter::emitStatic(LoopStep loop,
                                            ArrayRef<LoopStep> rest,
                                            Values carried, Inside inside) {
  int64_t extent = left[loop.loop].size;
  SmallVector<Piece> pieces = isLane(loop.loop)
                                  ? wholePieces(extent, loop.step)
                                  : balancedPieces(extent, loop.step);
  for (const Piece &piece : pieces)
    carried = emitCounted(loop.loop, nullptr, piece.start, piece.count, nullptr,
                          piece.size, rest, std::move(carried), inside);
  return carried;
}

NestEmitter::Values NestEmitter::emitDynamic(LoopStep loop,
                                             ArrayRef<LoopStep> rest,
                                             Values carried, Inside inside) {
  Value extent = left[loop.loop].dynamic;
  if (loop.step == 1 && !isLane(loop.loop))
    return emitCounted(loop.loop, nullptr, 0, 0, extent, 1, rest,
                       std::move(carried), inside);
  Value step = frame.constant(loop.step);
  Value count = arith::DivUIOp::create(b, extent, step);
  carried = emitCounted(loop.loop, nullptr, 0, 0, count, loop.step, rest,
                        std::move(carried), inside);
  Value start = arith::MulIOp::create(b, count, step);
  Value over = arith::SubIOp::create(b, extent, start);
  // The last lanes, if there are any: one by one, or one vector with a mask,
  // which reads and writes nothing where none count.
  if (!isLane(loop.loop) || !target.hasMasks)
    return emitCounted(loop.loop, start, 0, 0, over, 1, rest,
                       std::move(carried), inside);
  auto type = VectorType::get({loop.step}, b.getI1Type());
  values.setMask(vector::CreateMaskOp::create(b, type, ValueRange{over}));
  carried = emitCounted(loop.loop, start, 0, 1, nullptr, loop.step, rest,
                        std::move(carried), inside);
  values.setMask(nullptr);
  return carried;
}

void NestEmitter::emitBatch(LoopStep loop, ArrayRef<LoopStep> rest,
                            Inside inside) {
  SmallVector<Piece> pieces =
      balancedPieces(nest.loops[loop.loop].bound, loop.step);
  SmallVector<int64_t> sizes = {pieces[0].size};
  if (pieces.size() > 1)
    sizes.push_back(pieces[1].size);
  if (sizes.back() > 1)
    sizes.push_back(1);
  Value over = left[loop.loop].dynamic, start;
  for (int64_t size : sizes) {
    Value count = over;
    if (size > 1) {
      Value step = frame.constant(size);
      count = arith::DivUIOp::create(b, over, step);
      // Where large pieces took all they can, small ones would not fit.
      if (size == pieces[0].size && pieces.size() > 1)
        count =
            arith::MinUIOp::create(b, count, frame.constant(pieces[0].count));
    }
    emitCounted(loop.loop, start, 0, 0, count, size, rest, {}, inside);
    if (size == 1)
      return;
    Value done = arith::MulIOp::create(b, count, frame.constant(size));
    over = arith::SubIOp::create(b, over, done);
    start = start ? arith::AddIOp::create(b, start, done) : done;
  }
}

NestEmitter::Values NestEmitter::emitBounded(unsigned loop,
                                             ArrayRef<LoopStep> rest,
                                             Values carried, Inside inside) {
  Value none = frame.constant(0), first = none,
        end = frame.constant(left[loop].size);
  for (const LinearForm &form : nest.nonzero) {
    int64_t step = form.coeffs[loop];
    if (step != 1 && step != -1)
      continue;
    // The most that it comes to in the tile, without this loop.
    LinearForm others = form;
    others.coeffs[loop] = 0;
    int64_t spread = 0;
    bool isKnown = true;
    for (unsigned k = 0; k < nest.numLoops(); ++k)
      if (others.coeffs[k] != 0) {
        isKnown &= !nest.loops[k].reduces && !left[k].dynamic;
        spread += std::max<int64_t>(0, others.coeffs[k]) * (left[k].size - 1);
      }
    if (!isKnown)
      continue;
    if (step == 1) {
      Value most = frame.offset(others, spread);
      Value start = arith::SubIOp::create(b, none, most);
      first = arith::MaxSIOp::create(b, first, start);
    } else {
      Value most = frame.offset(others, spread + 1);
      end = arith::MinSIOp::create(b, end, most);
    }
  }
  Value count = arith::SubIOp::create(b, end, first);
  count = arith::MaxSIOp::create(b, count, none);
  return emitCounted(loop, first == none ? nullptr : first, 0, 0, count, 1,
                     rest, std::move(carried), inside);
}

NestEmitter::Values NestEmitter::emitLoops(ArrayRef<LoopStep> loops,
                                           Values carried, Inside inside) {
  if (loops.empty())
    return inside(std::move(carried));
  LoopStep loop = loops.front();
  if (llvm::is_contained(schedule.bounded, loop.loop))
    return emitBounded(loop.loop, loops.drop_front(), std::move(carried),
                       inside);
  if (!left[loop.loop].dynamic)
    return emitStatic(loop, loops.drop_front(), std::move(carried), inside);
  if (loop.step > 1 && carried.empty() && !isLane(loop.loop)) {
    emitBatch(loop, loops.drop_front(), inside);
    return {};
  }
  return emitDynamic(loop, loops.drop_front(), std::move(carried), inside);
}

//===----------------------------------------------------------------------===//
// Tiles that threads share
//===----------------------------------------------------------------------===//

SmallVector<Value> NestEmitter::parallelCounts() {
  SmallVector<Value> counts;
  for (LoopStep loop :
       ArrayRef(schedule.outer).take_front(schedule.numParallel)) {
    Extent extent = left[loop.loop];
    if (!extent.dynamic) {
      int64_t count = 0;
      for (const Piece &piece : isLane(loop.loop)
                                    ? wholePieces(extent.size, loop.step)
                                    : balancedPieces(extent.size, loop.step))
        count += piece.count;
      counts.push_back(frame.constant(count));
    } else if (loop.step == 1) {
      counts.push_back(extent.dynamic);
    } else {
      Value over = arith::AddIOp::create(b, extent.dynamic,
                                         frame.constant(loop.step - 1));
      counts.push_back(
          arith::DivUIOp::create(b, over, frame.constant(loop.step)));
    }
  }
  return counts;
}

AffineExpr NestEmitter::parallelCount() {
  AffineExpr total = b.getAffineConstantExpr(1);
  for (LoopStep loop :
       ArrayRef(schedule.outer).take_front(schedule.numParallel)) {
    const NestLoop &about = nest.loops[loop.loop];
    if (!ShapedType::isDynamic(about.extent)) {
      int64_t count = 0;
      for (const Piece &piece : isLane(loop.loop)
                                    ? wholePieces(about.extent, loop.step)
                                    : balancedPieces(about.extent, loop.step))
        count += piece.count;
      total = total * count;
      continue;
    }
    AffineExpr extent = b.getAffineDimExpr(0) * about.multiple;
    total = total * extent.ceilDiv(loop.step);
  }
  return total;
}

void NestEmitter::atTile(unsigned loop, Value number, int64_t start,
                         int64_t size, Extent inner,
                         llvm::function_ref<void()> inside) {
  IndexFrame::Index savedIndex = frame[loop];
  Extent savedLeft = left[loop];
  values.pushScope();
  frame[loop].constant += start;
  frame[loop].terms.push_back({frame.push(number), size});
  left[loop] = inner;
  inside();
  frame.pop();
  values.popScope();
  frame[loop] = savedIndex;
  left[loop] = savedLeft;
}

void NestEmitter::emitTile(ArrayRef<Value> numbers) {
  if (nest.shared.empty())
    return enterParallel(0, numbers);
  // The shared loops step one by one.
  auto enter = [&](auto &&self, size_t k) -> void {
    if (k == nest.shared.size())
      return emitOuter(0);
    atTile(nest.shared[k], numbers[k], 0, 1, {1, nullptr},
           [&] { self(self, k + 1); });
  };
  enter(enter, 0);
}

void NestEmitter::emitPieces(llvm::function_ref<void(Tile)> forTiles) {
  auto tiles = [&](Stage now) {
    stage = now;
    values.pushScope();
    forTiles([&](ArrayRef<Value> numbers) { emitTile(numbers); });
    values.popScope();
  };
  openSums();
  emitLoops(schedule.pieces, {}, [&](Values) -> Values {
    tiles(Stage::Sum);
    return {};
  });
  tiles(Stage::Finish);
}

void NestEmitter::openSums() {
  sumMark = frame.mark();
  sumPlace = LinearForm(nest.numLoops());
  int64_t count = 1;
  auto place = [&](unsigned loop) {
    if (sumPlace.coeffs[loop] != 0 || nest.loops[loop].reduces)
      return;
    sumPlace.coeffs[loop] = count;
    count *= left[loop].dynamic ? nest.loops[loop].bound : left[loop].size;
  };
  // Lanes are whole vectors.
  sumPlace.coeffs[*schedule.lanes] = 1;
  count = llvm::alignTo(left[*schedule.lanes].size, schedule.width);
  for (LoopStep loop : llvm::reverse(schedule.outer))
    place(loop.loop);
  for (unsigned loop = 0; loop < nest.numLoops(); ++loop)
    if (left[loop].dynamic || left[loop].size > 1)
      place(loop);
  TypedAttr start = values.initialValue(nest.findContraction()->op, 0);
  {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(rows.getParentBlock());
    sums = memref::AllocaOp::create(
        b, MemRefType::get({count}, start.getType()), b.getI64IntegerAttr(64));
  }
  values.width = schedule.width;
  Value none = values.splat(start);
  auto loop = scf::ForOp::create(b, frame.constant(0), frame.constant(count),
                                 frame.constant(schedule.width));
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(loop.getBody());
  vector::StoreOp::create(b, none, sums, loop.getInductionVar());
}

void NestEmitter::emitOuter(unsigned position) {
  ArrayRef<LoopStep> loops = ArrayRef(schedule.outer).drop_front(position);
  auto tile = [&](Values) -> Values {
    emitRegisterTile();
    return {};
  };
  if (schedule.pieces.empty() || schedule.piecesAroundTiles()) {
    emitLoops(loops, {}, tile);
    return;
  }
  unsigned around = schedule.piecesAt - position;
  emitLoops(loops.take_front(around), {}, [&](Values) -> Values {
    ArrayRef<LoopStep> within = loops.drop_front(around);
    openSums();
    stage = Stage::Sum;
    SmallVector<LoopStep> pieces = schedule.pieces;
    llvm::append_range(pieces, within);
    emitLoops(pieces, {}, tile);
    stage = Stage::Finish;
    emitLoops(within, {}, tile);
    stage = Stage::Whole;
    return {};
  });
}

void NestEmitter::enterParallel(unsigned position, ArrayRef<Value> numbers) {
  if (position == schedule.numParallel)
    return emitOuter(position);
  LoopStep loop = schedule.outer[position];
  Value number = numbers[position];
  Extent extent = left[loop.loop];
  auto next = [&] { enterParallel(position + 1, numbers); };
  if (loop.step == 1)
    return atTile(loop.loop, number, 0, 1, {1, nullptr}, next);
  if (extent.dynamic) {
    // The last tile is smaller.
    Value step = frame.constant(loop.step);
    Value start = arith::MulIOp::create(b, number, step);
    Value rest = arith::SubIOp::create(b, extent.dynamic, start);
    rest = arith::MinUIOp::create(b, rest, step);
    if (isLane(loop.loop))
      return atTile(loop.loop, number, 0, loop.step,
                    {ShapedType::kDynamic, rest}, next);
    // Whole tiles are unrolled; what is left of the batch goes row by row.
    Value isWhole =
        arith::CmpIOp::create(b, arith::CmpIPredicate::eq, rest, step);
    auto branch = scf::IfOp::create(b, isWhole, /*withElse=*/true);
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(branch.thenBlock());
    atTile(loop.loop, number, 0, loop.step, {loop.step, nullptr}, next);
    b.setInsertionPointToStart(branch.elseBlock());
    atTile(loop.loop, number, 0, loop.step, {ShapedType::kDynamic, rest}, [&] {
      emitCounted(loop.loop, nullptr, 0, 0, rest, 1, {}, {},
                  [&](Values) -> Values {
                    next();
                    return {};
                  });
    });
    return;
  }
  SmallVector<Piece> pieces = isLane(loop.loop)
                                  ? wholePieces(extent.size, loop.step)
                                  : balancedPieces(extent.size, loop.step);
  if (pieces.size() == 1)
    return atTile(loop.loop, number, 0, pieces[0].size,
                  {pieces[0].size, nullptr}, next);
  Value isFirst = arith::CmpIOp::create(b, arith::CmpIPredicate::ult, number,
                                        frame.constant(pieces[0].count));
  auto branch = scf::IfOp::create(b, isFirst, /*withElse=*/true);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(branch.thenBlock());
  atTile(loop.loop, number, 0, pieces[0].size, {pieces[0].size, nullptr}, next);
  b.setInsertionPointToStart(branch.elseBlock());
  Value later =
      arith::SubIOp::create(b, number, frame.constant(pieces[0].count));
  // A single piece has the number 0.
  atTile(loop.loop, later, pieces[1].start,
         pieces[1].count == 1 ? 0 : pieces[1].size, {pieces[1].size, nullptr},
         next);
}

//===----------------------------------------------------------------------===//
// Register tile
//===----------------------------------------------------------------------===//

Value NestEmitter::constantMask(int64_t count, int64_t width) {
  Value &known = masks[{count, width}];
  if (!known) {
    SmallVector<bool> counts;
    for (int64_t lane = 0; lane < width; ++lane)
      counts.push_back(lane < count);
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(rows.getParentBlock());
    known = arith::ConstantOp::create(
        b, DenseElementsAttr::get(VectorType::get({width}, b.getI1Type()),
                                  counts));
  }
  return known;
}

void NestEmitter::forPoints(bool reducing,
                            llvm::function_ref<void(unsigned)> inside) {
  SmallVector<unsigned> unrolled;
  for (unsigned k = 0; k < nest.numLoops(); ++k)
    if (nest.loops[k].reduces == reducing && !isLane(k) && !left[k].dynamic &&
        left[k].size > 1)
      unrolled.push_back(k);
  // A tile's rows are outside: what a row reads is alive for that row only.
  if (schedule.rows)
    llvm::sort(unrolled, [&](unsigned x, unsigned y) {
      return std::pair(x != *schedule.rows, x) <
             std::pair(y != *schedule.rows, y);
    });
  unsigned number = 0;
  // Lanes are innermost: one value of the other operand is alive at a time.
  auto lanes = [&] {
    if (!schedule.lanes || lanesReduce() != reducing) {
      inside(number++);
      return;
    }
    unsigned loop = *schedule.lanes;
    int64_t extent = left[loop].size;
    if (values.mask) {
      values.width = extent;
      inside(number++);
      return;
    }
    IndexFrame::Index saved = frame[loop];
    if (reducing) {
      // Accumulators stay whole vectors; a rest is masked.
      for (const Piece &piece : wholePieces(extent, schedule.width))
        for (int64_t k = 0; k < piece.count; ++k) {
          frame[loop].constant =
              saved.constant + piece.start + k * schedule.width;
          if (piece.size < schedule.width)
            values.setMask(constantMask(piece.size, schedule.width),
                           piece.size);
          inside(number++);
          values.setMask(nullptr);
        }
    } else {
      for (VectorPiece piece :
           vectorPieces(extent, schedule.width, target.hasMasks)) {
        frame[loop].constant = saved.constant + piece.start;
        values.width = piece.width;
        if (piece.count < piece.width)
          values.setMask(constantMask(piece.count, piece.width), piece.count);
        inside(number++);
        values.setMask(nullptr);
      }
    }
    frame[loop] = saved;
  };
  auto walk = [&](auto &&self, size_t k) -> void {
    if (k == unrolled.size())
      return lanes();
    unsigned loop = unrolled[k];
    int64_t saved = frame[loop].constant;
    for (int64_t at = 0; at < left[loop].size; ++at) {
      frame[loop].constant = saved + at;
      self(self, k + 1);
    }
    frame[loop].constant = saved;
  };
  walk(walk, 0);
}

void NestEmitter::emitRegisterTile() {
  finished.clear();
  values.clearReduced();
  values.width = lanesReduce() ? 1 : schedule.width;
  for (unsigned phase = 0; phase < nest.numPhases; ++phase) {
    emitPhase(phase);
  }
  if (stage == Stage::Whole || stage == Stage::Finish)
    emitRowStores();
}

NestEmitter::Values NestEmitter::loadSums() {
  Values loaded;
  forPoints(false, [&](unsigned) {
    Value place = frame.offsetSince(sumMark, sumPlace);
    Type element = cast<MemRefType>(sums.getType()).getElementType();
    if (values.width == 1)
      loaded.push_back(memref::LoadOp::create(b, sums, place));
    else
      loaded.push_back(vector::LoadOp::create(
          b, VectorType::get({values.width}, element), sums, place));
  });
  return loaded;
}

void NestEmitter::storeSums(ArrayRef<Value> stored) {
  forPoints(false, [&](unsigned point) {
    Value place = frame.offsetSince(sumMark, sumPlace);
    if (values.width == 1)
      memref::StoreOp::create(b, stored[point], sums, place);
    else
      vector::StoreOp::create(b, stored[point], sums, place);
  });
}

int64_t NestEmitter::openSets(ArrayRef<const NestReduction *> running,
                              Values &sums) {
  if (running.size() != 1 || !running[0]->isContraction ||
      schedule.inner.empty() || lanesReduce() || stage == Stage::Finish)
    return 1;
  int64_t sets = accumulatorSets(sums.size(), schedule.inner.back().step);
  const size_t count = sums.size();
  for (int64_t set = 1; set < sets; ++set)
    for (size_t point = 0; point < count; ++point)
      sums.push_back(
          arith::ConstantOp::create(b, b.getZeroAttr(sums[point].getType())));
  return sets;
}

void NestEmitter::joinSets(Values &sums, size_t count) {
  for (; sums.size() > count; sums.pop_back()) {
    Value &sum = sums[(sums.size() - 1) % count];
    if (isa<FloatType>(getElementTypeOrSelf(sum.getType())))
      sum = arith::AddFOp::create(b, sum, sums.back());
    else
      sum = arith::AddIOp::create(b, sum, sums.back());
  }
}

void NestEmitter::emitPhase(unsigned phase) {
  SmallVector<const NestReduction *> running;
  for (const NestReduction &reduction : nest.reductions)
    if (reduction.phase == phase)
      running.push_back(&reduction);
  bool stores = llvm::any_of(nest.stores, [&](const NestStore &store) {
    return store.full && store.phase == phase;
  });
  if (running.empty() && !stores)
    return;

  if (schedule.fetchesUpdated && stage == Stage::Whole)
    fetchUpdated();
  // One accumulator per reduction result and row point.
  int64_t outerWidth = values.width;
  Values carried;
  unsigned numPoints = 0;
  SmallVector<int64_t> widths; // of the row points
  forPoints(false, [&](unsigned) {
    ++numPoints;
    widths.push_back(lanesReduce() ? schedule.width : values.width);
  });
  for (const NestReduction *reduction : running)
    for (unsigned point = 0; point < numPoints; ++point)
      for (unsigned k = 0; k < reduction->op->getNumResults(); ++k) {
        values.width = widths[point];
        Location outer = b.getLoc();
        b.setLoc(reduction->op->getLoc());
        carried.push_back(values.splat(values.initialValue(reduction->op, k)));
        b.setLoc(outer);
      }
  values.width = outerWidth;

  if (stage != Stage::Whole)
    carried = loadSums();
  const int64_t sets = openSets(running, carried);
  auto step = [&](Values now) {
    if (lanesReduce())
      values.width = schedule.width;
    forPoints(true, [&](unsigned number) {
      // Sums of neighbouring steps are in different sets.
      size_t at = number % sets * numPoints;
      for (const NestReduction *reduction : running) {
        GenericOp op = reduction->op;
        SmallVector<LinearForm> forms = reductionLoops(nest, op);
        forPoints(false, [&](unsigned point) {
          unsigned count = op->getNumResults();
          SmallVector<Value> old =
              llvm::to_vector(ArrayRef(now).slice(at, count));
          for (auto &[done, results] : finished)
            values.setReduced(cast<GenericOp>(done), results[point]);
          SmallVector<Value> fresh;
          if (reduction->isContraction)
            fresh.push_back(
                values.multiplyAdd(op, forms, old[0], target.hasFMA));
          else
            fresh = values.applyBody(op, forms, old);
          // Lanes that do not count are zero in both factors of a product.
          if (values.mask && lanesReduce() && !reduction->isContraction)
            for (auto [value, before] : llvm::zip(fresh, old))
              value = arith::SelectOp::create(b, values.mask, value, before);
          llvm::copy(fresh, now.begin() + at);
          at += count;
        });
      }
      emitFullStores(phase);
    });
    values.storePairs();
    values.width = outerWidth;
    return now;
  };
  if (stage != Stage::Finish)
    carried = emitSum(std::move(carried), step);
  joinSets(carried, carried.size() / sets);
  if (stage == Stage::Sum)
    return storeSums(carried);

  size_t at = 0;
  for (const NestReduction *reduction : running) {
    GenericOp op = reduction->op;
    SmallVector<Values> &results = finished[op];
    for (unsigned point = 0; point < numPoints; ++point) {
      Values found;
      for (unsigned k = 0; k < op->getNumResults(); ++k, ++at) {
        Value value = carried[at];
        if (lanesReduce() && isa<VectorType>(value.getType())) {
          Location outer = b.getLoc();
          b.setLoc(op.getLoc());
          value = reduceLanes(b, op, value);
          b.setLoc(outer);
        }
        found.push_back(value);
      }
      results.push_back(std::move(found));
    }
  }
}

Value NestEmitter::valueOf(const NestStore &store) {
  if (!store.scatter)
    return values.get(store.tensor, store.point);
  Values old;
  if (store.accumulates)
    old.push_back(values.load(
        store.buffer,
        cast<RankedTensorType>(store.tensor.getType()).getElementType(),
        store.place));
  return values.applyBody(store.scatter, nest.identity(), old)[0];
}

void NestEmitter::emitFullStores(unsigned phase) {
  for (const NestStore &store : nest.stores) {
    if (!store.full || store.phase != phase)
      continue;
    forPoints(false, [&](unsigned point) {
      for (auto &[done, results] : finished)
        values.setReduced(cast<GenericOp>(done), results[point]);
      Value value = valueOf(store);
      Location outer = b.getLoc();
      b.setLoc(store.tensor.getLoc());
      // What reads its own places again stores at once.
      values.defersPairs = !store.accumulates;
      values.store(value, store.buffer, store.place);
      values.defersPairs = false;
      b.setLoc(outer);
    });
  }
}

void NestEmitter::emitRowStores() {
  forPoints(false, [&](unsigned point) {
    for (auto &[done, results] : finished)
      values.setReduced(cast<GenericOp>(done), results[point]);
    // Everything is read before anything is written: a result may take the
    // buffer of an operand.
    SmallVector<std::pair<const NestStore *, Value>> ready;
    for (const NestStore &store : nest.stores) {
      if (store.full)
        continue;
      ready.push_back({&store, valueOf(store)});
    }
    for (auto &[store, value] : ready) {
      Location outer = b.getLoc();
      b.setLoc(store->tensor.getLoc());
      values.store(value, store->buffer, store->place);
      b.setLoc(outer);
    }
  });
}

} // namespace ms
