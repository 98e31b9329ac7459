//===- ContractionModel.cpp - What a contraction costs --------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/ContractionModel.h"

#include "passes/Analysis/GenericKinds.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"

using namespace mlir;

namespace ms {
namespace {

constexpr int64_t kPageBytes = 4096;
/// Iterations of the innermost sum that stand in one loop body, as long as it
/// has no more multiply-adds than this.
constexpr int64_t kUnroll = 8, kMostUnrolled = 128;
/// Bytes of the second cache and of memory that arrive in a cycle.
constexpr double kSecondCacheRate = 256, kMemoryRate = 16;
/// Cycles per element of a copy that is contiguous on both sides, and of one
/// that is not; and of a lane that is stored alone.
constexpr double kCopyCycles = 0.6, kTransposeCycles = 2, kLaneStore = 2,
                 kFarLaneStore = 20;

} // namespace

ContractionModel::ContractionModel(const Nest &nest, const VectorTarget &target)
    : nest(nest), target(target), product(*nest.findContraction()) {
  collectPlaces();
  elementBytes = std::max<int64_t>(1, elementBits() / 8);
  width = std::max<int64_t>(1, target.vectorBytes / elementBytes);
  for (unsigned k : {0, 1})
    operandBytes[k] = countBytes(k);
}

void ContractionModel::collectPlaces() {
  linalg::GenericOp op = product.op;
  SmallVector<LinearForm> forms = reductionLoops(nest, op);
  auto place = [&](OpOperand &operand) {
    return flatten(
        evaluate(op.getMatchingIndexingMap(&operand), forms, nest.numLoops()),
        shapeOf(operand.get()), nest.numLoops());
  };
  for (OpOperand *operand : op.getDpsInputOperands())
    if (!op.getMatchingBlockArgument(operand).use_empty())
      operands.push_back(operand);
  // A square reads one operand twice.
  if (operands.size() == 1)
    operands.push_back(operands[0]);
  first = place(*operands[0]);
  second = place(*operands[1]);
  out = place(op.getDpsInitsMutable()[0]);
}

int64_t ContractionModel::elementBits() const {
  linalg::GenericOp op = product.op;
  return cast<RankedTensorType>(op.getResult(0).getType())
      .getElementTypeBitWidth();
}

double ContractionModel::countResults() const {
  if (!nest.stores.empty())
    return static_cast<double>(nest.stores.size());
  // On tensors the kernel returns them.
  linalg::GenericOp op = product.op;
  auto kernel = op->getParentOfType<func::FuncOp>();
  return std::max(1U, kernel.getNumResults());
}

double
ContractionModel::volume(llvm::function_ref<bool(unsigned)> counts) const {
  double result = 1;
  for (unsigned k = 0; k < nest.numLoops(); ++k)
    if (counts(k))
      result *= static_cast<double>(bound(k));
  return result;
}

bool ContractionModel::isPackable(unsigned operand) const {
  linalg::GenericOp op = product.op;
  AffineMap map = op.getMatchingIndexingMap(operands[operand]);
  if (operands[0] == operands[1] || map.getNumResults() < 2)
    return false;
  for (unsigned k = 0; k < map.getNumDims(); ++k)
    if (llvm::count_if(map.getResults(), [&](AffineExpr expr) {
          return expr.isFunctionOfDim(k);
        }) > 1)
      return false;
  return llvm::all_of(map.getResults(), [&](AffineExpr expr) {
    unsigned loops = 0;
    for (unsigned k = 0; k < map.getNumDims(); ++k)
      loops += expr.isFunctionOfDim(k);
    return loops < 2;
  });
}

double ContractionModel::loadCost(int64_t stride) const {
  stride = std::abs(stride);
  return stride <= 1 ? 1 : stride == 2 ? 3 : 2 * static_cast<double>(width);
}

double ContractionModel::tileCycles(ArrayRef<Piece> rows, int64_t vectors,
                                    int64_t steps, double vectorLoad,
                                    double scalarLoad) {
  double cycles = 0;
  for (const Piece &piece : rows) {
    auto fmas = static_cast<double>(piece.size * vectors);
    double loads = static_cast<double>(piece.size) * scalarLoad +
                   static_cast<double>(vectors) * vectorLoad;
    double latency =
        kLatency /
        static_cast<double>(accumulatorSets(piece.size * vectors, steps));
    cycles += static_cast<double>(piece.count) *
              (std::max({fmas, loads, latency}) + 1) / 2;
  }
  return cycles;
}

int64_t ContractionModel::unrolled(const Candidate &choice,
                                   const LinearForm &vec,
                                   const LinearForm &sca) const {
  SmallVector<unsigned> sum = sumLoops(choice, vec);
  if (sum.empty())
    return 1;
  unsigned loop = sum.back();
  // A step that reads what a neighbouring row read before: equal loads would
  // be kept in registers that are not there.
  if (choice.rows)
    if (int64_t row = sca.coeffs[*choice.rows], step = sca.coeffs[loop];
        row != 0 && step % row == 0 && step / row < choice.rowCount &&
        choice.rowCount > 1 && step != 0)
      return 1;
  // LLVM loads up to four neighbouring vectors at once, early. Where those
  // are of several steps, a full tile leaves no registers for them.
  if (choice.columnCount > 1)
    return 1;
  int64_t most =
      kMostUnrolled / (choice.rowCount * choice.side * choice.columnCount);
  most = std::clamp<int64_t>(most, 1, std::min(kUnroll, bound(loop)));
  // Whole bodies only, where that costs little.
  for (int64_t step = most; 2 * step > most; --step)
    if (bound(loop) % step == 0)
      return step;
  return most;
}

double ContractionModel::streamCycles(const LinearForm &vec, int64_t lineCount,
                                      double steps, bool packed) const {
  auto lines = static_cast<double>(lineCount);
  double bytes = steps * lines * kLineBytes;
  // Rows a power of two apart meet in few sets.
  double share = 1;
  if (!packed) {
    int64_t stride = 0;
    for (unsigned k = 0; k < nest.numLoops(); ++k)
      if (nest.loops[k].reduces && bound(k) > 1 && vec.coeffs[k] != 0) {
        int64_t here = std::abs(vec.coeffs[k]) * elementBytes;
        stride = stride ? std::min(stride, here) : here;
      }
    int64_t apart = stride & -stride;
    if (apart > lineCount * kLineBytes)
      share = lines * kLineBytes / static_cast<double>(apart);
  }
  if (bytes > share * static_cast<double>(target.l2Bytes))
    return lines * kLineBytes / 8;
  if (bytes > share * static_cast<double>(target.l1Bytes) / 2)
    return lines * kLineBytes / kSecondCacheRate;
  return 0;
}

double ContractionModel::scalarStreamCycles(const Candidate &choice,
                                            const LinearForm &vec,
                                            const LinearForm &sca) const {
  double bytes = operandBytes[choice.swap ? 1 : 0];
  return bytes > static_cast<double>(target.l2Bytes)
             ? bytes * bothVolume(choice, vec, sca) *
                   columnTiles(choice, vec, sca) / kMemoryRate
             : 0;
}

double ContractionModel::countBytes(unsigned operand) const {
  auto bytes = static_cast<double>(elementBytes);
  for (int64_t extent : shapeOf(operands[operand]->get()))
    bytes *= static_cast<double>(ShapedType::isDynamic(extent) ? largestBatch()
                                                               : extent);
  for (unsigned k = 0; k < nest.numLoops(); ++k)
    if (!nest.loops[k].reduces && first.coeffs[k] != 0 && second.coeffs[k] != 0)
      bytes /= static_cast<double>(bound(k));
  return bytes;
}

int64_t ContractionModel::largestBatch() const {
  int64_t rows = 1;
  for (const NestLoop &loop : nest.loops)
    if (ShapedType::isDynamic(loop.extent))
      rows = std::max(rows, loop.bound);
  return rows;
}

double ContractionModel::tileWork(const Candidate &choice,
                                  const LinearForm &vec,
                                  const LinearForm &sca) const {
  unsigned lanes = *choice.lanes;
  double vectorLoad = choice.packed ? 1 : loadCost(vec.coeffs[lanes]);
  double scalarLoad = sca.coeffs[lanes] == 0 ? 1 : loadCost(sca.coeffs[lanes]);
  if (choice.rows) {
    // Rows whole pages apart meet in one set of the first cache.
    int64_t apart = std::abs(sca.coeffs[*choice.rows]) * elementBytes;
    if (apart % kPageBytes == 0 && choice.rowCount > 8)
      scalarLoad += 0.5;
    else if (apart > 4 * kPageBytes)
      scalarLoad += 0.1;
  }
  SmallVector<Piece> rows = balancedPieces(bound(choice.rows), choice.rowCount);
  double perStep = 0;
  int64_t steps = unrolled(choice, vec, sca);
  forColumnTiles(choice, [&](int64_t count, int64_t vectors, int64_t) {
    perStep += static_cast<double>(count) *
               tileCycles(rows, vectors, steps, vectorLoad, scalarLoad);
  });
  double cycles = perStep * volumeAround(choice) * boundSums(choice, vec).share;
  // Of rows that cost the same, those that lie next to each other.
  if (choice.rows &&
      std::abs(sca.coeffs[*choice.rows]) * elementBytes > kLineBytes)
    cycles *= 1.03;
  // The rest of a batch that is not full goes row by row.
  if (choice.rows && isDynamic(*choice.rows))
    cycles *= 1.02;
  // A result that is not contiguous is written lane by lane, and what an update
  // writes instead of a gradient is read so, too.
  if (int64_t apart = std::abs(out.coeffs[lanes]) * elementBytes;
      apart != elementBytes) {
    double stores = volume([&](unsigned k) { return !nest.loops[k].reduces; }) *
                    countResults();
    bool isFar = apart >= kLineBytes &&
                 stores * elementBytes > static_cast<double>(target.l2Bytes);
    cycles += (isFar ? kFarLaneStore : kLaneStore) * stores;
  }
  if (choice.packed && !isPrepared(choice.swap ? 0 : 1)) {
    bool contiguous = vec.coeffs[lanes] == 1;
    cycles += (contiguous ? kCopyCycles : kTransposeCycles) *
              volume([&](unsigned k) { return vec.coeffs[k] != 0; });
  }
  return cycles;
}

void ContractionModel::forColumnTiles(
    const Candidate &choice,
    llvm::function_ref<void(int64_t, int64_t, int64_t)> inside) const {
  SmallVector<Piece> columns =
      balancedPieces(bound(choice.columns), choice.columnCount);
  for (const Piece &piece :
       wholePieces(bound(*choice.lanes), choice.side * width)) {
    auto vectors = static_cast<int64_t>(
        vectorPieces(piece.size, width, target.hasMasks).size());
    int64_t lines = llvm::divideCeil(piece.size * elementBytes, kLineBytes);
    for (const Piece &column : columns)
      inside(piece.count * column.count, vectors * column.size,
             lines * column.size);
  }
}

double ContractionModel::volumeAround(const Candidate &choice) const {
  return volume([&](unsigned k) {
    return k != *choice.lanes && choice.rows != k && choice.columns != k;
  });
}

double ContractionModel::resultCycles(const Candidate &choice,
                                      const LinearForm &vec,
                                      const LinearForm &sca) const {
  double cycles = tileWork(choice, vec, sca);
  if (choice.pieceSteps > 0)
    return cycles + pieceCycles(choice, vec, sca);
  double sum = volume([&](unsigned k) { return nest.loops[k].reduces; });
  double vectorBytes = operandBytes[choice.swap ? 0 : 1];
  // The scalar operand may come from far away, once for each block of lanes.
  double scalarStream =
      scalarStreamCycles(choice, vec, sca) * linesRead(choice, sca);
  if (choice.rowsOutside) {
    // Both the whole vector operand and what a tile reads of the other one
    // stay in the second cache, or it does not pay.
    double rowBytes = sum * static_cast<double>(choice.rowCount) *
                      static_cast<double>(elementBytes);
    if (scalarStream == 0 ||
        vectorBytes + rowBytes > 0.75 * static_cast<double>(target.l2Bytes))
      return std::numeric_limits<double>::infinity();
    scalarStream /= columnTiles(choice, vec, sca);
  }
  double waits = tileWaits(choice, [&](int64_t lines) {
    return choice.rowsOutside
               ? static_cast<double>(lines * kLineBytes) / kSecondCacheRate
               : streamCycles(vec, lines, sum, choice.packed);
  });
  return cycles + scalarStream + waits;
}

double
ContractionModel::tileWaits(const Candidate &choice,
                            llvm::function_ref<double(int64_t)> wait) const {
  auto rowTiles = static_cast<double>(
      llvm::divideCeil(bound(choice.rows), choice.rowCount));
  double perStep = 0;
  forColumnTiles(choice, [&](int64_t count, int64_t, int64_t lines) {
    perStep += static_cast<double>(count) * rowTiles * wait(lines);
  });
  return perStep * volumeAround(choice);
}

double ContractionModel::columnTiles(const Candidate &choice,
                                     const LinearForm &vec,
                                     const LinearForm &sca) const {
  double tiles = 0;
  forColumnTiles(choice, [&](int64_t count, int64_t, int64_t) {
    tiles += static_cast<double>(count);
  });
  for (unsigned k : ownLoops(choice, vec, sca))
    tiles *= static_cast<double>(bound(k));
  return tiles;
}

double ContractionModel::bothVolume(const Candidate &choice,
                                    const LinearForm &vec,
                                    const LinearForm &sca) const {
  return volume([&](unsigned k) {
    return !nest.loops[k].reduces && k != *choice.lanes && choice.rows != k &&
           choice.columns != k && vec.coeffs[k] != 0 && sca.coeffs[k] != 0;
  });
}

double ContractionModel::pieceCycles(const Candidate &choice,
                                     const LinearForm &vec,
                                     const LinearForm &sca) const {
  constexpr double never = std::numeric_limits<double>::infinity();
  double steps = 1, sum = 1;
  SmallVector<LoopStep> pieces = sumPieces(choice, vec);
  for (unsigned k = 0; k < nest.numLoops(); ++k)
    if (nest.loops[k].reduces) {
      auto found = llvm::find_if(
          pieces, [&](LoopStep piece) { return piece.loop == k; });
      steps *=
          static_cast<double>(found == pieces.end() ? bound(k) : found->step);
      sum *= static_cast<double>(bound(k));
    }
  if (pieces.empty())
    return never;
  double numPieces = sum / steps;

  // Iterations of loops that only one operand depends on, without the tile's.
  SmallVector<unsigned> scalarOnly = ownLoops(choice, sca, vec);
  double slabs = 1, both = bothVolume(choice, vec, sca),
         groups = columnTiles(choice, vec, sca);
  if (choice.slabLoops > scalarOnly.size())
    return never;
  for (unsigned k : ArrayRef(scalarOnly).take_front(choice.slabLoops))
    slabs *= static_cast<double>(bound(k));

  double bytes = static_cast<double>(elementBytes);
  double results = volume([&](unsigned k) { return !nest.loops[k].reduces; });
  double waiting = results / both / slabs * bytes;
  if (choice.columnsOutside)
    waiting /= groups;
  if (choice.aroundTiles)
    waiting = results * bytes;
  if (waiting > static_cast<double>(target.l2Bytes) / 2)
    return never;
  double vectorBytes = operandBytes[choice.swap ? 0 : 1];
  double scalarBytes =
      operandBytes[choice.swap ? 1 : 0] * linesRead(choice, sca);
  // Sums are loaded and stored for each piece.
  double cycles = numPieces * results / static_cast<double>(width) *
                  (waiting > static_cast<double>(target.l1Bytes) / 2 ? 2 : 1);
  // Where things do not lie side by side, even a piece may not stay.
  cycles += tileWaits(choice, [&](int64_t lines) {
    return streamCycles(vec, lines, steps, choice.packed);
  });
  double held = 0.75 * static_cast<double>(target.l2Bytes);
  double fromSecond = 1 / kSecondCacheRate, fromFar = 1 / kMemoryRate;
  if (choice.aroundTiles) {
    // A piece of both operands stays in the second cache: rows pass for each
    // of the columns.
    if (both > 1 || (vectorBytes + scalarBytes) / numPieces > held)
      return never;
    cycles += groups * scalarBytes * fromSecond;
    return cycles;
  }
  // The vector operand comes for each slab, rows of a slab for each column.
  cycles +=
      both * slabs * vectorBytes * (vectorBytes > held ? fromFar : fromSecond);
  double slabBytes = scalarBytes / slabs;
  if (!choice.columnsOutside)
    slabBytes /= numPieces;
  if (slabBytes > held) {
    // Short pieces of rows that lie far apart are not foreseen.
    double rate = kMemoryRate;
    if (choice.rows &&
        std::abs(sca.coeffs[*choice.rows]) * elementBytes >= kPageBytes)
      rate /= 4;
    cycles += both * (groups - 1) * scalarBytes / rate;
  } else {
    cycles += both * (groups - 1) * scalarBytes * fromSecond;
  }
  return cycles;
}

double ContractionModel::linesRead(const Candidate &choice,
                                   const LinearForm &sca) const {
  double times = 1;
  for (unsigned k = 0; k < nest.numLoops(); ++k)
    if (int64_t apart = std::abs(sca.coeffs[k]) * elementBytes;
        !nest.loops[k].reduces && bound(k) > 1 && choice.rows != k &&
        apart > 0 && apart < kLineBytes)
      times = std::max(
          times, static_cast<double>(std::min(bound(k), kLineBytes / apart)));
  return times;
}

SmallVector<unsigned>
ContractionModel::ownLoops(const Candidate &choice, const LinearForm &form,
                           const LinearForm &other) const {
  SmallVector<unsigned> loops;
  for (unsigned k = 0; k < nest.numLoops(); ++k)
    if (!nest.loops[k].reduces && bound(k) > 1 && !isShared(k) &&
        choice.lanes != k && choice.rows != k && choice.columns != k &&
        form.coeffs[k] != 0 && other.coeffs[k] == 0)
      loops.push_back(k);
  llvm::sort(loops, byStride(form));
  return loops;
}

SmallVector<unsigned> ContractionModel::sumLoops(const Candidate &choice,
                                                 const LinearForm &vec) const {
  SmallVector<unsigned> sum;
  for (unsigned k = 0; k < nest.numLoops(); ++k)
    if (nest.loops[k].reduces && bound(k) > 1 && choice.lanes != k)
      sum.push_back(k);
  llvm::sort(sum, byStride(vec));
  return sum;
}

double ContractionModel::nonzeroShare(const Candidate &choice,
                                      unsigned sum) const {
  // All limits of the loop must hang together with one loop of the result.
  std::optional<unsigned> other;
  SmallVector<const LinearForm *> limits;
  for (const LinearForm &form : nest.nonzero) {
    if (form.coeffs[sum] == 0)
      continue;
    for (unsigned k = 0; k < nest.numLoops(); ++k)
      if (k != sum && form.coeffs[k] != 0) {
        if ((other && *other != k) || nest.loops[k].reduces || isDynamic(k))
          return 1;
        other = k;
      }
    if (std::abs(form.coeffs[sum]) != 1)
      return 1;
    limits.push_back(&form);
  }
  if (!other)
    return 1;
  int64_t size = choice.rows == other      ? choice.rowCount
                 : choice.columns == other ? choice.columnCount
                 : choice.lanes == other   ? bound(*other)
                                           : 1;
  double steps = 0;
  for (const Piece &piece : balancedPieces(bound(*other), size))
    for (int64_t tile = 0; tile < piece.count; ++tile) {
      int64_t start = piece.start + tile * piece.size;
      int64_t first = 0, end = bound(sum);
      for (const LinearForm *form : limits) {
        int64_t most =
            form->constant + form->coeffs[*other] * start +
            std::max<int64_t>(0, form->coeffs[*other]) * (piece.size - 1);
        if (form->coeffs[sum] == 1)
          first = std::max(first, -most);
        else
          end = std::min(end, most + 1);
      }
      steps +=
          static_cast<double>(std::max<int64_t>(0, end - first) * piece.size);
    }
  return steps / static_cast<double>(bound(*other) * bound(sum));
}

ContractionModel::BoundedSums
ContractionModel::boundSums(const Candidate &choice,
                            const LinearForm &vec) const {
  // Limits that are computed take a few cycles.
  constexpr double kWorthwhile = 0.93;
  BoundedSums result;
  if (nest.nonzero.empty())
    return result;
  SmallVector<LoopStep> pieces = sumPieces(choice, vec);
  SmallVector<unsigned> sum = sumLoops(choice, vec);
  if (sum.empty())
    return result;
  // The innermost loop is unrolled.
  for (unsigned k : ArrayRef(sum).drop_back()) {
    double share = nonzeroShare(choice, k);
    if (share > kWorthwhile ||
        llvm::any_of(pieces, [&](LoopStep piece) { return piece.loop == k; }))
      continue;
    result.loops.push_back(k);
    result.share *= share;
  }
  return result;
}

SmallVector<LoopStep> ContractionModel::sumPieces(const Candidate &choice,
                                                  const LinearForm &vec) const {
  SmallVector<LoopStep> pieces;
  if (choice.pieceSteps == 0)
    return pieces;
  SmallVector<unsigned> sum = sumLoops(choice, vec);
  int64_t within = 1;
  for (unsigned k : sum)
    within *= bound(k);
  for (unsigned k : sum) {
    within /= bound(k);
    int64_t step = choice.pieceSteps / within;
    if (step >= bound(k))
      break;
    if (step > 1 && isDynamic(k))
      step = 1;
    // Whole pieces only, where that costs little.
    for (int64_t whole = step; 2 * whole > step && whole > 0; --whole)
      if (bound(k) % whole == 0) {
        step = whole;
        break;
      }
    pieces.push_back({k, std::max<int64_t>(1, step)});
    if (step > 0)
      break;
  }
  return pieces;
}

} // namespace ms
