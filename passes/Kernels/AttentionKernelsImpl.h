//===- AttentionKernelsImpl.h - What attention's kernels share --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Scores of a block of queries against a block of keys stand in a buffer on the
// stack, turned round: a row for each key, lanes along the queries. So sums and
// maxima over keys need no sums across lanes, queries alone are turned round,
// and every product is one of scalars with rows that lie in memory as they are.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_KERNELS_ATTENTIONKERNELSIMPL_H
#define MS_PASSES_KERNELS_ATTENTIONKERNELSIMPL_H

#include "passes/Kernels/KernelWriter.h"

#include "dialects/MindIR/Ops/Attention.h"

#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace ms {

/// Writes the parts that attention and its gradient are made of.
class AttentionBlocks {
public:
  /// Of attention or its gradient.
  template <typename Op>
  AttentionBlocks(KernelWriter &k, Op op)
      : AttentionBlocks(k, mindir::AttentionShape::of(op), op.getLengthFirst(),
                        op.getScale().convertToDouble()) {}

protected:
  /// Element (row, column) stands at `offset + row * rowStride + column *
  /// columnStride`.
  struct Matrix {
    mlir::Value buffer, offset;
    int64_t rowStride, columnStride = 1;
  };

  /// The element at row `row + rowsOn` and column `column + columnsOn`; a null
  /// column counts as 0.
  struct Spot {
    mlir::Value row;
    int64_t rowsOn;
    mlir::Value column;
    int64_t columnsOn;
  };

  /// What is added to the scores of one matrix of the stack: one number for
  /// each key, each query, each pair, or all.
  struct Mask {
    mlir::Value buffer, offset;
    int64_t queryStride, keyStride;
  };

  /// Extents of a block: rows of queries and keys.
  struct Block {
    int64_t queries, keys, lanes; ///< lanes: queries filled up to whole vectors
  };

  //===--------------------------------------------------------------------===//
  // Memory
  //===--------------------------------------------------------------------===//

  mlir::Value scratch(int64_t count) {
    return mlir::memref::AllocaOp::create(
        b, mlir::MemRefType::get({count}, f32), b.getI64IntegerAttr(64));
  }
  mlir::VectorType vectorOf(int64_t lanes) const {
    return mlir::VectorType::get({lanes}, f32);
  }
  mlir::Value shift(mlir::Value place, int64_t by) {
    return by == 0 ? place : k.add(place, k.index(by));
  }
  mlir::Value times(mlir::Value place, int64_t factor) {
    return factor == 1 ? place : k.mul(place, k.index(factor));
  }
  mlir::Value placeOf(const Matrix &m, const Spot &spot) {
    mlir::Value place = k.add(m.offset, times(spot.row, m.rowStride));
    if (spot.column)
      place = k.add(place, times(spot.column, m.columnStride));
    return shift(place,
                 spot.rowsOn * m.rowStride + spot.columnsOn * m.columnStride);
  }
  mlir::Value splat(mlir::Value scalar, mlir::VectorType type) {
    return mlir::vector::BroadcastOp::create(b, type, scalar);
  }
  mlir::Value mul(mlir::Value x, mlir::Value y) {
    return mlir::arith::MulFOp::create(b, x, y);
  }
  mlir::Value add(mlir::Value x, mlir::Value y) {
    return mlir::arith::AddFOp::create(b, x, y);
  }
  mlir::Value sub(mlir::Value x, mlir::Value y) {
    return mlir::arith::SubFOp::create(b, x, y);
  }
  mlir::Value exp(mlir::Value x) { return mlir::math::ExpOp::create(b, x); }
  /// The larger one; `y` where `x` is NaN.
  mlir::Value larger(mlir::Value x, mlir::Value y) {
    mlir::Value above =
        mlir::arith::CmpFOp::create(b, mlir::arith::CmpFPredicate::OGT, x, y);
    return k.select(above, x, y);
  }

  /// A matrix of operand or result: number `stacked` of the stack, from row
  /// `first` on.
  Matrix matrixOf(mlir::Value buffer, mlir::Value stacked, mlir::Value first,
                  int64_t length, int64_t size);

  /// A mask, in `buffer`, for one matrix of the stack.
  Mask maskOf(mlir::Value buffer, mlir::Value mask, mlir::Value stacked);

  //===--------------------------------------------------------------------===//
  // Loops
  //===--------------------------------------------------------------------===//

  /// `body` of 0, step, ... as long as whole steps fit into `count`, then of
  /// what is left.
  void inSteps(int64_t count, int64_t step,
               llvm::function_ref<void(mlir::Value start, int64_t size)> body);

  /// `body` of pieces of at most two sizes.
  void inPieces(llvm::ArrayRef<Piece> pieces,
                llvm::function_ref<void(mlir::Value start, int64_t size)> body);

  /// The first lanes of the vectors in `lanes` lanes, some at a time: what is
  /// computed for one does not wait for another.
  void inVectors(int64_t lanes,
                 llvm::function_ref<void(llvm::ArrayRef<mlir::Value>)> body);

  /// Values carried through `count` steps.
  using Carried = llvm::SmallVector<mlir::Value>;
  Carried
  carry(int64_t count, int64_t step, const Carried &start,
        llvm::function_ref<Carried(mlir::Value, mlir::ValueRange)> body);

  //===--------------------------------------------------------------------===//
  // Products
  //===--------------------------------------------------------------------===//

  /// What a vector of a product starts from, or where it goes.
  using Start =
      llvm::function_ref<mlir::Value(const Spot &spot, mlir::VectorType type)>;
  using Finish = llvm::function_ref<void(const Spot &spot, mlir::Value value)>;

  /// Rows of a register tile, and vectors side by side.
  struct Tile {
    int64_t rows = 1, vectors = 1;
  };
  int64_t mostRows(int64_t numRows, int64_t vectors) const;
  Tile chooseTile(int64_t numRows, int64_t numVectors) const;

  /// The sums over `terms` of x (rows x terms) times y (terms x columns).
  void product(int64_t numRows, int64_t numColumns, int64_t terms,
               const Matrix &x, const Matrix &y, Start start, Finish finish);

  /// The same for `size` rows from `row` on, and vectors from `column` on.
  void productTile(mlir::Value row, int64_t size, mlir::Value column,
                   llvm::ArrayRef<VectorPiece> vectors, int64_t terms,
                   const Matrix &x, const Matrix &y, Start start,
                   Finish finish);

  static auto store(AttentionBlocks &self, const Matrix &to) {
    return [&self, to](const Spot &spot, mlir::Value value) {
      self.k.store(value, to.buffer, self.placeOf(to, spot),
                   llvm::cast<mlir::VectorType>(value.getType()));
    };
  }
  static auto load(AttentionBlocks &self, const Matrix &from) {
    return [&self, from](const Spot &spot, mlir::VectorType type) {
      return self.k.load(from.buffer, self.placeOf(from, spot), type);
    };
  }
  static auto zeros(AttentionBlocks &self) {
    return [&self](const Spot &, mlir::VectorType type) {
      return self.k.zero(type);
    };
  }

  //===--------------------------------------------------------------------===//
  // Parts of a block
  //===--------------------------------------------------------------------===//

  /// Writes `from` (queries x columns) turned round to `to` (columns x lanes).
  /// Lanes beyond the last query repeat it. `change` may alter what is stored
  /// in its place.
  void turnRound(
      int64_t queries, int64_t columns, const Matrix &from, const Matrix &to,
      llvm::function_ref<mlir::Value(mlir::Value value, mlir::Value place)>
          change);

  /// Swaps the lanes of `x` that have bit `block` set with those of `y` that
  /// have not.
  void swapBlocks(mlir::Value &x, mlir::Value &y, int64_t block);

  /// Scores of a block: scale * key * query^T + masks, keys x lanes. `turned`
  /// holds the queries, scaled and turned round.
  void writeScores(const Block &block, mlir::Value query, mlir::Value key,
                   const Matrix &keyRows, const Matrix &turned,
                   llvm::ArrayRef<Mask> masks, const Matrix &scores);

  /// Fills rows with zeros.
  void clear(const Matrix &to, int64_t numRows, int64_t columns);

  /// Queries of a block, scaled and turned round: size x lanes.
  void turnQueries(const Block &block, const Matrix &from, const Matrix &to);

  /// Tiles of one matrix of the stack: `body` of the first query and the
  /// number of queries.
  void forBlock(mlir::Value block,
                llvm::function_ref<void(mlir::Value, int64_t)> body);

  mlir::AffineExpr numMatrices(mlir::Value query) {
    return k.extent(query, 0, 1) * heads;
  }
  int64_t lanesOf(int64_t queries) const {
    return llvm::alignTo(queries, width);
  }
  int64_t largestPiece() const { return keys.front().size; }

private:
  AttentionBlocks(KernelWriter &k, const mindir::AttentionShape &shape,
                  bool lengthFirst, double scale);

protected:
  KernelWriter &k;
  mlir::ImplicitLocOpBuilder &b;
  mindir::AttentionShape shape;
  bool lengthFirst;
  double scale;
  mlir::Type f32;
  int64_t width;         ///< lanes of a vector
  int64_t heads = 1;     ///< matrices for each row of the batch
  int64_t rows;          ///< queries of a block
  int64_t numBlocks = 1; ///< of queries
  llvm::SmallVector<Piece> keys;
};

} // namespace ms

#endif // MS_PASSES_KERNELS_ATTENTIONKERNELSIMPL_H
