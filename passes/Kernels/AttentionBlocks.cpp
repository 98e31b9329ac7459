//===- AttentionBlocks.cpp - Blocks of scores, and their products ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/AttentionKernelsImpl.h"

#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

/// Queries of a block, at most, and bytes of them turned round.
static constexpr int64_t kQueries = 64, kTurnedBytes = 128 << 10;
/// Keys of a block, at most.
static constexpr int64_t kKeys = 256;
/// Most multiply-adds that an unrolled loop has.
static constexpr int64_t kUnrolled = 64;

AttentionBlocks::AttentionBlocks(KernelWriter &k, const AttentionShape &shape,
                                 bool lengthFirst, double scale)
    : k(k), b(k.b), shape(shape), lengthFirst(lengthFirst), scale(scale),
      f32(b.getF32Type()), width(k.getTarget().vectorBytes / 4) {
  for (int64_t extent : ArrayRef(shape.stack).drop_front())
    heads *= extent;
  int64_t most = kTurnedBytes / 4 / (shape.size + shape.valueSize);
  most = std::clamp(most / width * width, width, kQueries);
  rows = balancedPieces(shape.queries, most).front().size;
  if (rows < shape.queries)
    rows = llvm::alignTo(rows, width);
  numBlocks = llvm::divideCeil(shape.queries, rows);
  keys = balancedPieces(shape.keys, kKeys);
}

AttentionBlocks::Matrix AttentionBlocks::matrixOf(Value buffer, Value stacked,
                                                  Value first, int64_t length,
                                                  int64_t size) {
  if (!lengthFirst)
    return {buffer, k.add(times(stacked, length * size), times(first, size)),
            size};
  int64_t stride = heads * size;
  Value batch = k.div(stacked, k.index(heads));
  Value head = k.rem(stacked, k.index(heads));
  Value place = k.add(times(batch, length * stride), times(head, size));
  return {buffer, k.add(place, times(first, stride)), stride};
}

AttentionBlocks::Mask AttentionBlocks::maskOf(Value buffer, Value mask,
                                              Value stacked) {
  ArrayRef<int64_t> own = cast<RankedTensorType>(mask.getType()).getShape();
  SmallVector<int64_t> scores = shape.scores();
  int64_t stride = 1;
  Mask result = {buffer, k.index(0), 0, 0};
  for (size_t d = scores.size(); d-- > 0;) {
    bool isQuery = d + 2 == scores.size(), isKey = d + 1 == scores.size();
    Value along;
    if (!isQuery && !isKey) {
      along = d == 0 ? stacked : k.rem(stacked, k.index(scores[d]));
      if (d > 0)
        stacked = k.div(stacked, k.index(scores[d]));
    }
    size_t missing = scores.size() - own.size();
    if (d < missing || own[d - missing] == 1)
      continue;
    if (isQuery)
      result.queryStride = stride;
    else if (isKey)
      result.keyStride = stride;
    else
      result.offset = k.add(result.offset, times(along, stride));
    // The dynamic extent is the first: no other stride needs it.
    if (d > missing)
      stride *= own[d - missing];
  }
  return result;
}

void AttentionBlocks::inSteps(
    int64_t count, int64_t step,
    function_ref<void(Value start, int64_t size)> body) {
  int64_t whole = count / step * step;
  if (whole == step) {
    body(k.index(0), step);
  } else if (whole > 0) {
    auto loop =
        scf::ForOp::create(b, k.index(0), k.index(whole), k.index(step));
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    body(loop.getInductionVar(), step);
  }
  if (whole < count)
    body(k.index(whole), count - whole);
}

void AttentionBlocks::inPieces(
    ArrayRef<Piece> pieces,
    function_ref<void(Value start, int64_t size)> body) {
  for (const Piece &piece : pieces)
    inSteps(piece.count * piece.size, piece.size,
            [&](Value start, int64_t size) {
              body(shift(start, piece.start), size);
            });
}

void AttentionBlocks::inVectors(int64_t lanes,
                                function_ref<void(ArrayRef<Value>)> body) {
  constexpr int64_t kTogether = 2;
  inSteps(lanes, kTogether * width, [&](Value first, int64_t size) {
    SmallVector<Value> starts;
    for (int64_t lane = 0; lane < size; lane += width)
      starts.push_back(shift(first, lane));
    body(starts);
  });
}

AttentionBlocks::Carried
AttentionBlocks::carry(int64_t count, int64_t step, const Carried &start,
                       function_ref<Carried(Value, ValueRange)> body) {
  auto loop =
      scf::ForOp::create(b, k.index(0), k.index(count), k.index(step), start);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(loop.getBody());
  Carried next = body(loop.getInductionVar(), loop.getRegionIterArgs());
  scf::YieldOp::create(b, next);
  return Carried(loop.getResults());
}

int64_t AttentionBlocks::mostRows(int64_t numRows, int64_t vectors) const {
  int64_t most = (k.getTarget().registers - 1 - vectors) / vectors;
  return std::max<int64_t>(std::min<int64_t>({most, 12, numRows}), 1);
}

AttentionBlocks::Tile AttentionBlocks::chooseTile(int64_t numRows,
                                                  int64_t numVectors) const {
  Tile best;
  double least = 0;
  for (int64_t vectors = 1; vectors <= std::min<int64_t>(numVectors, 4);
       ++vectors) {
    int64_t most = mostRows(numRows, vectors);
    double cycles = 0;
    for (const Piece &row : balancedPieces(numRows, most))
      for (const Piece &panel : balancedPieces(numVectors, vectors))
        cycles +=
            static_cast<double>(row.count * panel.count *
                                (std::max({row.size * panel.size,
                                           row.size + panel.size, kLatency}) +
                                 1));
    if (least == 0 || cycles < least) {
      least = cycles;
      best = {most, vectors};
    }
  }
  return best;
}

void AttentionBlocks::product(int64_t numRows, int64_t numColumns,
                              int64_t terms, const Matrix &x, const Matrix &y,
                              Start start, Finish finish) {
  auto panel = [&](Value column, ArrayRef<VectorPiece> vectors,
                   int64_t mostRows) {
    inPieces(balancedPieces(numRows, mostRows), [&](Value row, int64_t size) {
      productTile(row, size, column, vectors, terms, x, y, start, finish);
    });
  };
  // A panel of y is read by all rows before the next one comes.
  int64_t whole = numColumns / width;
  Tile tile = chooseTile(numRows, whole);
  inPieces(balancedPieces(whole, tile.vectors), [&](Value at, int64_t size) {
    panel(times(at, width), vectorPieces(size * width, width, /*masks=*/false),
          tile.rows);
  });
  // The rest, in narrower vectors.
  if (int64_t rest = numColumns % width) {
    SmallVector<VectorPiece> vectors =
        vectorPieces(rest, width, /*masks=*/false);
    panel(k.index(whole * width), vectors,
          mostRows(numRows, static_cast<int64_t>(vectors.size())));
  }
}

void AttentionBlocks::productTile(Value row, int64_t size, Value column,
                                  ArrayRef<VectorPiece> vectors, int64_t terms,
                                  const Matrix &x, const Matrix &y, Start start,
                                  Finish finish) {
  Carried sums;
  for (int64_t r = 0; r < size; ++r)
    for (const VectorPiece &piece : vectors)
      sums.push_back(
          start({row, r, column, piece.start}, vectorOf(piece.width)));
  Value xRow = k.add(x.offset, times(row, x.rowStride));
  Value yColumn = k.add(y.offset, column);
  auto step = [&](Value term, int64_t ahead, Carried &sums) {
    Value xPlace = k.add(xRow, times(term, x.columnStride));
    Value yPlace = k.add(yColumn, times(term, y.rowStride));
    SmallVector<Value> factors;
    for (const VectorPiece &piece : vectors)
      factors.push_back(k.load(y.buffer,
                               shift(yPlace, ahead * y.rowStride + piece.start),
                               vectorOf(piece.width)));
    size_t at = 0;
    for (int64_t r = 0; r < size; ++r) {
      Value scalar = k.load(
          x.buffer, shift(xPlace, r * x.rowStride + ahead * x.columnStride));
      for (Value factor : factors) {
        sums[at] =
            k.multiplyAdd(splat(scalar, cast<VectorType>(factor.getType())),
                          factor, sums[at]);
        ++at;
      }
    }
  };
  auto unroll = static_cast<int64_t>(
      llvm::bit_floor(std::clamp<uint64_t>(kUnrolled / sums.size(), 1, 8)));
  int64_t whole = terms / unroll * unroll;
  if (whole > 0)
    sums = carry(whole, unroll, sums, [&](Value term, ValueRange carried) {
      Carried next(carried);
      for (int64_t u = 0; u < unroll; ++u)
        step(term, u, next);
      return next;
    });
  for (int64_t u = 0; u < terms - whole; ++u)
    step(k.index(whole), u, sums);
  size_t at = 0;
  for (int64_t r = 0; r < size; ++r)
    for (const VectorPiece &piece : vectors)
      finish({row, r, column, piece.start}, sums[at++]);
}

void AttentionBlocks::turnRound(
    int64_t queries, int64_t columns, const Matrix &from, const Matrix &to,
    function_ref<Value(Value value, Value place)> change) {
  auto put = [&](Value value, Value place) {
    k.store(change(value, place), to.buffer, place,
            dyn_cast<VectorType>(value.getType()));
  };
  VectorType whole = vectorOf(width);
  inSteps(queries, width, [&](Value query, int64_t size) {
    Value source = k.add(from.offset, times(query, from.rowStride));
    int64_t inVectors = from.columnStride == 1 ? columns / width * width : 0;
    auto lane = [&](int64_t r) {
      return std::min(r, size - 1) * from.rowStride;
    };
    inSteps(inVectors, width, [&](Value column, int64_t) {
      Value at = k.add(source, column);
      SmallVector<Value> square;
      for (int64_t r = 0; r < width; ++r)
        square.push_back(k.load(from.buffer, shift(at, lane(r)), whole));
      // Blocks beside the diagonal change places, of all sizes.
      for (int64_t block = 1; block < width; block *= 2)
        for (int64_t r = 0; r < width; ++r)
          if ((r & block) == 0)
            swapBlocks(square[r], square[r + block], block);
      Value place = k.add(to.offset, k.add(times(column, to.rowStride), query));
      for (int64_t c = 0; c < width; ++c)
        put(square[c], shift(place, c * to.rowStride));
    });
    inSteps(columns - inVectors, 1, [&](Value rest, int64_t) {
      Value column = shift(rest, inVectors);
      Value at = k.add(source, times(column, from.columnStride));
      Value place = k.add(to.offset, k.add(times(column, to.rowStride), query));
      for (int64_t r = 0; r < width; ++r)
        put(k.load(from.buffer, shift(at, lane(r))), shift(place, r));
    });
  });
}

void AttentionBlocks::swapBlocks(Value &x, Value &y, int64_t block) {
  SmallVector<int64_t> first, second;
  for (int64_t lane = 0; lane < width; ++lane) {
    bool right = lane & block;
    first.push_back(right ? width + lane - block : lane);
    second.push_back(right ? width + lane : lane + block);
  }
  Value newX = vector::ShuffleOp::create(b, x, y, first);
  y = vector::ShuffleOp::create(b, x, y, second);
  x = newX;
}

void AttentionBlocks::writeScores(const Block &block, Value query, Value key,
                                  const Matrix &keyRows, const Matrix &turned,
                                  ArrayRef<Mask> masks, const Matrix &scores) {
  bool filled = false;
  for (const Mask &mask : masks) {
    if (mask.queryStride == 0)
      continue;
    // A number for each pair: it stands where the score will.
    Matrix from = {mask.buffer,
                   k.add(mask.offset, k.add(times(query, mask.queryStride),
                                            mask.keyStride ? key : k.index(0))),
                   mask.queryStride, mask.keyStride};
    turnRound(block.queries, block.keys, from, scores,
              [&](Value value, Value place) {
                if (!filled)
                  return value;
                auto type = dyn_cast<VectorType>(value.getType());
                return add(k.load(scores.buffer, place, type), value);
              });
    filled = true;
  }
  product(block.keys, block.lanes, shape.size, keyRows, turned, zeros(*this),
          [&](const Spot &spot, Value value) {
            auto type = cast<VectorType>(value.getType());
            for (const Mask &mask : masks) {
              if (mask.queryStride != 0)
                continue;
              Value place = mask.offset;
              if (mask.keyStride)
                place = shift(k.add(place, k.add(key, spot.row)), spot.rowsOn);
              value = add(value, splat(k.load(mask.buffer, place), type));
            }
            Value place = placeOf(scores, spot);
            if (filled)
              value = add(value, k.load(scores.buffer, place, type));
            k.store(value, scores.buffer, place, type);
          });
}

void AttentionBlocks::clear(const Matrix &to, int64_t numRows,
                            int64_t columns) {
  inSteps(numRows, 1, [&](Value row, int64_t) {
    for (const VectorPiece &piece :
         vectorPieces(columns, width, /*masks=*/false))
      store(*this, to)({row, 0, nullptr, piece.start},
                       k.zero(vectorOf(piece.width)));
  });
}

void AttentionBlocks::turnQueries(const Block &block, const Matrix &from,
                                  const Matrix &to) {
  turnRound(block.queries, shape.size, from, to, [&](Value value, Value) {
    return mul(value, k.splat(scale, value.getType()));
  });
}

void AttentionBlocks::forBlock(Value block,
                               function_ref<void(Value, int64_t)> body) {
  Value first = times(block, rows);
  int64_t rest = shape.queries - (numBlocks - 1) * rows;
  if (rest == rows)
    return body(first, rows);
  Value isWhole = k.isBelow(block, k.index(numBlocks - 1));
  k.ifTrue(isWhole, [&] { body(first, rows); }, [&] { body(first, rest); });
}

} // namespace ms
