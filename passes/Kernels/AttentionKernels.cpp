//===- AttentionKernels.cpp - Attention in blocks -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Scores of a block of queries against a block of keys stand in a buffer on the
// stack, turned round: a row for each key, lanes along the queries. So sums and
// maxima over keys need no sums across lanes, queries alone are turned round,
// and every product is one of scalars with rows that lie in memory as they are.
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/KernelWriter.h"

#include "dialects/MindIR/Ops/Attention.h"

#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "llvm/ADT/MapVector.h"

#include <limits>

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

/// Queries of a block, at most, and bytes of them turned round.
constexpr int64_t kQueries = 64, kTurnedBytes = 128 << 10;
/// Keys of a block, at most.
constexpr int64_t kKeys = 256;
/// Most multiply-adds that an unrolled loop has.
constexpr int64_t kUnrolled = 64;
/// Independent multiply-adds that hide their latency.
constexpr int64_t kLatency = 8;
/// Below all scores but -inf.
constexpr float kLowest = std::numeric_limits<float>::lowest();

/// Element (row, column) stands at `offset + row * rowStride + column *
/// columnStride`.
struct Matrix {
  Value buffer, offset;
  int64_t rowStride, columnStride = 1;
};

/// The element at row `row + rowsOn` and column `column + columnsOn`; no column
/// is 0.
struct Spot {
  Value row;
  int64_t rowsOn;
  Value column;
  int64_t columnsOn;
};

/// What is added to the scores of one matrix of the stack: one number for each
/// key, each query, each pair, or all.
struct Mask {
  Value buffer, offset;
  int64_t queryStride, keyStride;
};

/// Extents of a block: rows of queries and keys.
struct Block {
  int64_t queries, keys, lanes; ///< lanes: queries filled up to whole vectors
};

class Attention {
public:
  Attention(KernelWriter &k, const AttentionShape &shape, bool lengthFirst,
            double scale)
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

protected:
  //===--------------------------------------------------------------------===//
  // Memory
  //===--------------------------------------------------------------------===//

  Value scratch(int64_t count) {
    return memref::AllocaOp::create(b, MemRefType::get({count}, f32),
                                    b.getI64IntegerAttr(64));
  }
  VectorType vectorOf(int64_t lanes) const {
    return VectorType::get({lanes}, f32);
  }
  Value number(double value, VectorType type = {}) {
    auto single = static_cast<float>(value);
    if (type)
      return arith::ConstantOp::create(b, DenseElementsAttr::get(type, single));
    return arith::ConstantOp::create(b, b.getF32FloatAttr(single));
  }
  Value shift(Value place, int64_t by) {
    return by == 0 ? place : k.add(place, k.index(by));
  }
  Value times(Value place, int64_t factor) {
    return factor == 1 ? place : k.mul(place, k.index(factor));
  }
  Value placeOf(const Matrix &m, const Spot &spot) {
    Value place = k.add(m.offset, times(spot.row, m.rowStride));
    if (spot.column)
      place = k.add(place, times(spot.column, m.columnStride));
    return shift(place,
                 spot.rowsOn * m.rowStride + spot.columnsOn * m.columnStride);
  }
  Value splat(Value scalar, VectorType type) {
    return vector::BroadcastOp::create(b, type, scalar);
  }
  Value mul(Value x, Value y) { return arith::MulFOp::create(b, x, y); }
  Value add(Value x, Value y) { return arith::AddFOp::create(b, x, y); }
  Value sub(Value x, Value y) { return arith::SubFOp::create(b, x, y); }
  Value exp(Value x) { return math::ExpOp::create(b, x); }
  /// The larger one; `y` where `x` is NaN.
  Value larger(Value x, Value y) {
    Value above = arith::CmpFOp::create(b, arith::CmpFPredicate::OGT, x, y);
    return k.select(above, x, y);
  }
  Value multiplyAdd(Value x, Value y, Value sum) {
    if (k.getTarget().hasFMA)
      return vector::FMAOp::create(b, x, y, sum);
    return add(sum, mul(x, y));
  }

  /// A matrix of operand or result: number `stacked` of the stack, from row
  /// `first` on.
  Matrix matrixOf(Value buffer, Value stacked, Value first, int64_t length,
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

  Mask maskOf(Value buffer, Value mask, Value stacked) {
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

  //===--------------------------------------------------------------------===//
  // Loops
  //===--------------------------------------------------------------------===//

  /// `body` of 0, step, ... as long as whole steps fit into `count`, then of
  /// what is left.
  void inSteps(int64_t count, int64_t step,
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

  /// `body` of pieces of at most two sizes.
  void inPieces(ArrayRef<Piece> pieces,
                function_ref<void(Value start, int64_t size)> body) {
    for (const Piece &piece : pieces)
      inSteps(piece.count * piece.size, piece.size,
              [&](Value start, int64_t size) {
                body(shift(start, piece.start), size);
              });
  }

  /// The first lanes of the vectors in `lanes` lanes, some at a time: what is
  /// computed for one does not wait for another.
  void inVectors(int64_t lanes, function_ref<void(ArrayRef<Value>)> body) {
    constexpr int64_t kTogether = 2;
    inSteps(lanes, kTogether * width, [&](Value first, int64_t size) {
      SmallVector<Value> starts;
      for (int64_t lane = 0; lane < size; lane += width)
        starts.push_back(shift(first, lane));
      body(starts);
    });
  }

  /// Values carried through `count` steps.
  using Carried = SmallVector<Value>;
  Carried carry(int64_t count, int64_t step, const Carried &start,
                function_ref<Carried(Value, ValueRange)> body) {
    auto loop =
        scf::ForOp::create(b, k.index(0), k.index(count), k.index(step), start);
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    Carried next = body(loop.getInductionVar(), loop.getRegionIterArgs());
    scf::YieldOp::create(b, next);
    return Carried(loop.getResults());
  }

  //===--------------------------------------------------------------------===//
  // Products
  //===--------------------------------------------------------------------===//

  /// What a vector of a product starts from, or where it goes.
  using Start = function_ref<Value(const Spot &spot, VectorType type)>;
  using Finish = function_ref<void(const Spot &spot, Value value)>;

  /// Rows of a register tile, and vectors side by side.
  struct Tile {
    int64_t rows = 1, vectors = 1;
  };
  int64_t mostRows(int64_t numRows, int64_t vectors) const {
    int64_t most = (k.getTarget().registers - 1 - vectors) / vectors;
    return std::max<int64_t>(std::min<int64_t>({most, 12, numRows}), 1);
  }
  Tile chooseTile(int64_t numRows, int64_t numVectors) const {
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

  /// The sums over `terms` of x (rows x terms) times y (terms x columns).
  void product(int64_t numRows, int64_t numColumns, int64_t terms,
               const Matrix &x, const Matrix &y, Start start, Finish finish) {
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
      panel(times(at, width),
            vectorPieces(size * width, width, /*masks=*/false), tile.rows);
    });
    // The rest, in narrower vectors.
    if (int64_t rest = numColumns % width) {
      SmallVector<VectorPiece> vectors =
          vectorPieces(rest, width, /*masks=*/false);
      panel(k.index(whole * width), vectors,
            mostRows(numRows, static_cast<int64_t>(vectors.size())));
    }
  }

  void productTile(Value row, int64_t size, Value column,
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
        factors.push_back(
            k.load(y.buffer, shift(yPlace, ahead * y.rowStride + piece.start),
                   vectorOf(piece.width)));
      size_t at = 0;
      for (int64_t r = 0; r < size; ++r) {
        Value scalar = k.load(
            x.buffer, shift(xPlace, r * x.rowStride + ahead * x.columnStride));
        for (Value factor : factors) {
          sums[at] =
              multiplyAdd(splat(scalar, cast<VectorType>(factor.getType())),
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

  static auto store(Attention &self, const Matrix &to) {
    return [&self, to](const Spot &spot, Value value) {
      self.k.store(value, to.buffer, self.placeOf(to, spot),
                   cast<VectorType>(value.getType()));
    };
  }
  static auto load(Attention &self, const Matrix &from) {
    return [&self, from](const Spot &spot, VectorType type) {
      return self.k.load(from.buffer, self.placeOf(from, spot), type);
    };
  }
  static auto zeros(Attention &self) {
    return [&self](const Spot &, VectorType type) { return self.k.zero(type); };
  }

  //===--------------------------------------------------------------------===//
  // Parts of a block
  //===--------------------------------------------------------------------===//

  /// Writes `from` (queries x columns) turned round to `to` (columns x lanes).
  /// Lanes beyond the last query repeat it. `change` may alter what is stored
  /// in its place.
  void turnRound(int64_t queries, int64_t columns, const Matrix &from,
                 const Matrix &to,
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
        Value place =
            k.add(to.offset, k.add(times(column, to.rowStride), query));
        for (int64_t c = 0; c < width; ++c)
          put(square[c], shift(place, c * to.rowStride));
      });
      inSteps(columns - inVectors, 1, [&](Value rest, int64_t) {
        Value column = shift(rest, inVectors);
        Value at = k.add(source, times(column, from.columnStride));
        Value place =
            k.add(to.offset, k.add(times(column, to.rowStride), query));
        for (int64_t r = 0; r < width; ++r)
          put(k.load(from.buffer, shift(at, lane(r))), shift(place, r));
      });
    });
  }

  void swapBlocks(Value &x, Value &y, int64_t block) {
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

  /// Scores of a block: scale * key * query^T + masks, keys x lanes. `turned`
  /// holds the queries, scaled and turned round.
  void writeScores(const Block &block, Value query, Value key,
                   const Matrix &keyRows, const Matrix &turned,
                   ArrayRef<Mask> masks, const Matrix &scores) {
    bool filled = false;
    for (const Mask &mask : masks) {
      if (mask.queryStride == 0)
        continue;
      // A number for each pair: it stands where the score will.
      Matrix from = {
          mask.buffer,
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
                  place =
                      shift(k.add(place, k.add(key, spot.row)), spot.rowsOn);
                value = add(value, splat(k.load(mask.buffer, place), type));
              }
              Value place = placeOf(scores, spot);
              if (filled)
                value = add(value, k.load(scores.buffer, place, type));
              k.store(value, scores.buffer, place, type);
            });
  }

  void clear(const Matrix &to, int64_t numRows, int64_t columns) {
    inSteps(numRows, 1, [&](Value row, int64_t) {
      for (const VectorPiece &piece :
           vectorPieces(columns, width, /*masks=*/false))
        store(*this, to)({row, 0, nullptr, piece.start},
                         k.zero(vectorOf(piece.width)));
    });
  }

  /// Queries of a block, scaled and turned round: size x lanes.
  void turnQueries(const Block &block, const Matrix &from, const Matrix &to) {
    turnRound(block.queries, shape.size, from, to, [&](Value value, Value) {
      auto type = dyn_cast<VectorType>(value.getType());
      return mul(value, number(scale, type));
    });
  }

  /// Tiles of one matrix of the stack: `body` of the first query and the
  /// number of queries.
  void forBlock(Value block, function_ref<void(Value, int64_t)> body) {
    Value first = times(block, rows);
    int64_t rest = shape.queries - (numBlocks - 1) * rows;
    if (rest == rows)
      return body(first, rows);
    Value isWhole = k.isBelow(block, k.index(numBlocks - 1));
    k.ifTrue(isWhole, [&] { body(first, rows); });
    Value one = arith::ConstantIntOp::create(b, 1, 1);
    k.ifTrue(arith::XOrIOp::create(b, isWhole, one),
             [&] { body(first, rest); });
  }

  AffineExpr numMatrices(Value query) { return k.extent(query, 0, 1) * heads; }
  int64_t lanesOf(int64_t queries) const {
    return llvm::alignTo(queries, width);
  }
  int64_t largestPiece() const { return keys.front().size; }

  KernelWriter &k;
  ImplicitLocOpBuilder &b;
  AttentionShape shape;
  bool lengthFirst;
  double scale;
  Type f32;
  int64_t width;         ///< lanes of a vector
  int64_t heads = 1;     ///< matrices for each row of the batch
  int64_t rows;          ///< queries of a block
  int64_t numBlocks = 1; ///< of queries
  SmallVector<Piece> keys;
};

//===----------------------------------------------------------------------===//
// Forward
//===----------------------------------------------------------------------===//

class Forward : Attention {
public:
  Forward(KernelWriter &k, ScaledDotProductAttentionOp op)
      : Attention(k, AttentionShape::of(op), op.getLengthFirst(),
                  op.getScale().convertToDouble()),
        op(op) {}

  /// A tile is a block of queries.
  void write() {
    int64_t lanes = lanesOf(rows);
    turned = scratch(shape.size * lanes);
    scores = scratch(largestPiece() * lanes);
    largest = scratch(lanes);
    sums = scratch(lanes);
    factors = scratch(lanes);
    double products = static_cast<double>(rows * shape.keys *
                                          (shape.size + shape.valueSize)) /
                      static_cast<double>(width) / 2;
    double functions = 8.0 * static_cast<double>(rows * shape.keys) /
                       static_cast<double>(width);
    k.write(numMatrices(op.getQuery()) * numBlocks, products + functions,
            [&](Value tile) {
              Value stacked = k.div(tile, k.index(numBlocks));
              Value block = k.rem(tile, k.index(numBlocks));
              forBlock(block, [&](Value first, int64_t queries) {
                writeBlock(stacked, first, queries);
              });
            });
  }

private:
  void writeBlock(Value stacked, Value first, int64_t queries) {
    int64_t lanes = lanesOf(queries);
    Value none = k.index(0);
    Matrix query =
        matrixOf(k.operand(0), stacked, first, shape.queries, shape.size);
    Matrix output =
        matrixOf(k.result(0), stacked, first, shape.queries, shape.valueSize);
    Matrix turnedQuery = {turned, none, lanes};
    Matrix weights = {scores, none, lanes};
    SmallVector<Mask> masks;
    for (auto [m, mask] : llvm::enumerate(op.getMasks()))
      masks.push_back(maskOf(k.operand(3 + m), mask, stacked));
    turnQueries({queries, 0, lanes}, query, turnedQuery);
    bool isOne = keys.size() == 1 && keys[0].count == 1;
    if (!isOne)
      startSums(queries, lanes, output);
    inPieces(keys, [&](Value key, int64_t count) {
      Block block = {queries, count, lanes};
      Matrix keyRows =
          matrixOf(k.operand(1), stacked, key, shape.keys, shape.size);
      Matrix valueRows =
          matrixOf(k.operand(2), stacked, key, shape.keys, shape.valueSize);
      writeScores(block, first, key, keyRows, turnedQuery, masks, weights);
      writeWeights(block, isOne);
      Matrix turnedWeights = {scores, none, 1, lanes};
      auto factor = [&](const Spot &spot, VectorType type) {
        return splat(k.load(factors, shift(spot.row, spot.rowsOn)), type);
      };
      if (isOne) {
        writeResults(stacked, first, queries, lanes);
        product(queries, shape.valueSize, count, turnedWeights, valueRows,
                zeros(*this), [&](const Spot &spot, Value value) {
                  auto type = cast<VectorType>(value.getType());
                  store(*this, output)(spot, mul(value, factor(spot, type)));
                });
        return;
      }
      product(
          queries, shape.valueSize, count, turnedWeights, valueRows,
          [&](const Spot &spot, VectorType type) {
            return mul(load(*this, output)(spot, type), factor(spot, type));
          },
          store(*this, output));
    });
    if (isOne)
      return;
    writeResults(stacked, first, queries, lanes);
    inSteps(queries, 1, [&](Value row, int64_t) {
      Value factor = k.load(factors, row);
      for (const VectorPiece &piece :
           vectorPieces(shape.valueSize, width, /*masks=*/false)) {
        VectorType type = vectorOf(piece.width);
        Spot spot = {row, 0, nullptr, piece.start};
        Value value = load(*this, output)(spot, type);
        store(*this, output)(spot, mul(value, splat(factor, type)));
      }
    });
  }

  /// What sums over several blocks of keys start from.
  void startSums(int64_t queries, int64_t lanes, const Matrix &output) {
    VectorType whole = vectorOf(width);
    inSteps(lanes, width, [&](Value lane, int64_t) {
      k.store(number(kLowest, whole), largest, lane, whole);
      k.store(k.zero(whole), sums, lane, whole);
    });
    clear(output, queries, shape.valueSize);
  }

  /// Scores become exponentials, less the largest score so far; their sums, the
  /// largest scores and the factors of what was summed before go to their rows.
  void writeWeights(const Block &block, bool isOne) {
    VectorType whole = vectorOf(width);
    inVectors(block.lanes, [&](ArrayRef<Value> lanes) {
      auto at = [&](Value lane, Value key) {
        return k.add(lane, times(key, block.lanes));
      };
      Carried before, sum;
      for (Value lane : lanes)
        before.push_back(isOne ? number(kLowest, whole)
                               : k.load(largest, lane, whole));
      Carried most = carry(
          block.keys, 1, before, [&](Value key, ValueRange carried) -> Carried {
            Carried next;
            for (auto [lane, most] : llvm::zip(lanes, carried))
              next.push_back(
                  larger(k.load(scores, at(lane, key), whole), most));
            return next;
          });
      for (auto [v, lane] : llvm::enumerate(lanes)) {
        sum.push_back(k.zero(whole));
        k.store(most[v], largest, lane, whole);
        if (isOne)
          continue;
        Value factor = exp(sub(before[v], most[v]));
        k.store(factor, factors, lane, whole);
        sum[v] = mul(k.load(sums, lane, whole), factor);
      }
      sum = carry(
          block.keys, 1, sum, [&](Value key, ValueRange carried) -> Carried {
            Carried next;
            for (auto [v, lane] : llvm::enumerate(lanes)) {
              Value place = at(lane, key);
              Value weight = exp(sub(k.load(scores, place, whole), most[v]));
              k.store(weight, scores, place, whole);
              next.push_back(add(carried[v], weight));
            }
            return next;
          });
      for (auto [v, lane] : llvm::enumerate(lanes))
        k.store(sum[v], sums, lane, whole);
    });
  }

  /// The largest scores and the sums; as factors one over the sums.
  void writeResults(Value stacked, Value first, int64_t queries,
                    int64_t lanes) {
    VectorType whole = vectorOf(width);
    Value one = number(1, whole);
    inSteps(lanes, width, [&](Value lane, int64_t) {
      Value sum = k.load(sums, lane, whole);
      k.store(arith::DivFOp::create(b, one, sum), factors, lane, whole);
    });
    Value place = k.add(times(stacked, shape.queries), first);
    inSteps(queries, 1, [&](Value row, int64_t) {
      k.store(k.load(largest, row), k.result(1), k.add(place, row));
      k.store(k.load(sums, row), k.result(2), k.add(place, row));
    });
  }

  ScaledDotProductAttentionOp op;
  Value turned, scores, largest, sums, factors;
};

//===----------------------------------------------------------------------===//
// Backward
//===----------------------------------------------------------------------===//

class Backward : Attention {
public:
  Backward(KernelWriter &k, ScaledDotProductAttentionGradOp op)
      : Attention(k, AttentionShape::of(op), op.getLengthFirst(),
                  op.getScale().convertToDouble()),
        op(op) {}

  /// A tile is a matrix of the stack: all its queries add to the gradients of
  /// its keys and values.
  void write() {
    int64_t lanes = lanesOf(rows);
    turned = scratch(shape.size * lanes);
    turnedGradient = scratch(shape.valueSize * lanes);
    weights = scratch(largestPiece() * lanes);
    slopes = scratch(largestPiece() * lanes);
    largest = scratch(lanes);
    factors = scratch(lanes);
    means = scratch(lanes);
    double products =
        static_cast<double>(shape.queries * shape.keys *
                            (3 * shape.size + 2 * shape.valueSize)) /
        static_cast<double>(width) / 2;
    double functions = 8.0 * static_cast<double>(shape.queries * shape.keys) /
                       static_cast<double>(width);
    k.write(numMatrices(op.getQuery()), products + functions,
            [&](Value stacked) { writeMatrix(stacked); });
  }

private:
  void writeMatrix(Value stacked) {
    SmallVector<Mask> masks;
    for (auto [m, mask] : llvm::enumerate(op.getMasks()))
      masks.push_back(maskOf(k.operand(7 + m), mask, stacked));
    Value none = k.index(0);
    bool isOne = keys.size() == 1 && keys[0].count == 1;
    if (!isOne)
      clear(matrixOf(k.result(0), stacked, none, shape.queries, shape.size),
            shape.queries, shape.size);
    inPieces(keys, [&](Value key, int64_t count) {
      clear(matrixOf(k.result(1), stacked, key, shape.keys, shape.size), count,
            shape.size);
      clear(matrixOf(k.result(2), stacked, key, shape.keys, shape.valueSize),
            count, shape.valueSize);
      inSteps(shape.queries, rows, [&](Value first, int64_t queries) {
        writeBlock(stacked, first, key, {queries, count, lanesOf(queries)},
                   masks, isOne);
      });
    });
  }

  void writeBlock(Value stacked, Value first, Value key, const Block &block,
                  ArrayRef<Mask> masks, bool isOne) {
    Value none = k.index(0);
    auto rowsOf = [&](Value buffer, int64_t size) {
      return matrixOf(buffer, stacked, first, shape.queries, size);
    };
    auto keysOf = [&](Value buffer, int64_t size) {
      return matrixOf(buffer, stacked, key, shape.keys, size);
    };
    Matrix dy = rowsOf(k.operand(0), shape.valueSize);
    Matrix query = rowsOf(k.operand(1), shape.size);
    Matrix keyRows = keysOf(k.operand(2), shape.size);
    Matrix valueRows = keysOf(k.operand(3), shape.valueSize);
    Matrix dquery = rowsOf(k.result(0), shape.size);
    Matrix dkey = keysOf(k.result(1), shape.size);
    Matrix dvalue = keysOf(k.result(2), shape.valueSize);
    Matrix turnedQuery = {turned, none, block.lanes};
    Matrix turnedDy = {turnedGradient, none, block.lanes};
    Matrix weightRows = {weights, none, block.lanes};
    Matrix slopeRows = {slopes, none, block.lanes};

    turnQueries(block, query, turnedQuery);
    turnRound(block.queries, shape.valueSize, dy, turnedDy,
              [](Value value, Value) { return value; });
    loadRows(stacked, first, block, dy);
    writeScores(block, first, key, keyRows, turnedQuery, masks, weightRows);
    product(block.keys, block.lanes, shape.valueSize, valueRows, turnedDy,
            zeros(*this), store(*this, slopeRows));
    writeSlopes(block);
    product(block.keys, shape.valueSize, block.queries, weightRows, dy,
            load(*this, dvalue), store(*this, dvalue));
    product(block.keys, shape.size, block.queries, slopeRows, query,
            load(*this, dkey), store(*this, dkey));
    Matrix turnedSlopes = {slopes, none, 1, block.lanes};
    if (isOne)
      product(block.queries, shape.size, block.keys, turnedSlopes, keyRows,
              zeros(*this), store(*this, dquery));
    else
      product(block.queries, shape.size, block.keys, turnedSlopes, keyRows,
              load(*this, dquery), store(*this, dquery));
  }

  /// What there is for each query: its largest score, one over its sum, and the
  /// mean of the gradients of its weights, which is the product of `dy` and
  /// `output`.
  void loadRows(Value stacked, Value first, const Block &block,
                const Matrix &dy) {
    Matrix output =
        matrixOf(k.operand(4), stacked, first, shape.queries, shape.valueSize);
    VectorType whole = vectorOf(width);
    inSteps(block.lanes, width, [&](Value lane, int64_t) {
      k.store(k.zero(whole), largest, lane, whole);
      k.store(k.zero(whole), factors, lane, whole);
      k.store(k.zero(whole), means, lane, whole);
    });
    Value place = k.add(times(stacked, shape.queries), first);
    inSteps(block.queries, 1, [&](Value row, int64_t) {
      k.store(k.load(k.operand(5), k.add(place, row)), largest, row);
      Value sum = k.load(k.operand(6), k.add(place, row));
      k.store(arith::DivFOp::create(b, number(1), sum), factors, row);
      // One sum for each width of vectors.
      llvm::MapVector<int64_t, Value> parts;
      for (const VectorPiece &piece :
           vectorPieces(shape.valueSize, width, /*masks=*/false)) {
        VectorType type = vectorOf(piece.width);
        Spot spot = {row, 0, nullptr, piece.start};
        Value &part = parts[piece.width];
        part = multiplyAdd(load(*this, dy)(spot, type),
                           load(*this, output)(spot, type),
                           part ? part : k.zero(type));
      }
      Value mean = number(0);
      for (auto &[lanes, part] : parts)
        mean = vector::ReductionOp::create(b, vector::CombiningKind::ADD, part,
                                           mean);
      k.store(mean, means, row);
    });
  }

  /// Scores become weights, gradients of weights become those of scores.
  void writeSlopes(const Block &block) {
    VectorType whole = vectorOf(width);
    Value factor = number(scale, whole);
    inVectors(block.lanes, [&](ArrayRef<Value> lanes) {
      Carried most, share, mean;
      for (Value lane : lanes) {
        most.push_back(k.load(largest, lane, whole));
        share.push_back(k.load(factors, lane, whole));
        mean.push_back(k.load(means, lane, whole));
      }
      k.forEach(k.index(0), k.index(block.keys), [&](Value key) {
        for (auto [v, lane] : llvm::enumerate(lanes)) {
          Value place = k.add(lane, times(key, block.lanes));
          Value score = k.load(weights, place, whole);
          Value weight = mul(exp(sub(score, most[v])), share[v]);
          Value slope = sub(k.load(slopes, place, whole), mean[v]);
          k.store(weight, weights, place, whole);
          k.store(mul(mul(weight, factor), slope), slopes, place, whole);
        }
      });
    });
  }

  ScaledDotProductAttentionGradOp op;
  Value turned, turnedGradient, weights, slopes, largest, factors, means;
};

} // namespace

LogicalResult writeAttentionKernel(KernelWriter &k) {
  if (auto op = dyn_cast<ScaledDotProductAttentionOp>(k.op)) {
    Forward(k, op).write();
    return success();
  }
  if (auto op = dyn_cast<ScaledDotProductAttentionGradOp>(k.op)) {
    Backward(k, op).write();
    return success();
  }
  return failure();
}

} // namespace ms
