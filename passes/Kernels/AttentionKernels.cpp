//===- AttentionKernels.cpp - Attention in blocks -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/AttentionKernelsImpl.h"

#include "llvm/ADT/MapVector.h"

#include <limits>

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

/// Below all scores but -inf.
constexpr float kLowest = std::numeric_limits<float>::lowest();

//===----------------------------------------------------------------------===//
// Forward
//===----------------------------------------------------------------------===//

class Forward : AttentionBlocks {
public:
  Forward(KernelWriter &k, ScaledDotProductAttentionOp op)
      : AttentionBlocks(k, op), op(op) {}

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
      k.store(k.splat(kLowest, whole), largest, lane, whole);
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
        before.push_back(isOne ? k.splat(kLowest, whole)
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
    Value one = k.splat(1, whole);
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

class Backward : AttentionBlocks {
public:
  Backward(KernelWriter &k, ScaledDotProductAttentionGradOp op)
      : AttentionBlocks(k, op), op(op) {}

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
      k.store(arith::DivFOp::create(b, k.splat(1, f32), sum), factors, row);
      // One sum for each width of vectors.
      llvm::MapVector<int64_t, Value> parts;
      for (const VectorPiece &piece :
           vectorPieces(shape.valueSize, width, /*masks=*/false)) {
        VectorType type = vectorOf(piece.width);
        Spot spot = {row, 0, nullptr, piece.start};
        Value &part = parts[piece.width];
        part = k.multiplyAdd(load(*this, dy)(spot, type),
                             load(*this, output)(spot, type),
                             part ? part : k.zero(type));
      }
      Value mean = k.splat(0, f32);
      for (auto &[lanes, part] : parts)
        mean = vector::ReductionOp::create(b, vector::CombiningKind::ADD, part,
                                           mean);
      k.store(mean, means, row);
    });
  }

  /// Scores become weights, gradients of weights become those of scores.
  void writeSlopes(const Block &block) {
    VectorType whole = vectorOf(width);
    Value factor = k.splat(scale, whole);
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
