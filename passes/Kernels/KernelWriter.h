//===- KernelWriter.h - Loops of kernels that are no generics ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Short names for writing a kernel by hand: its operands and results as rows of
// elements in memory, arithmetic on indices, loops over elements and vectors. A
// kernel is split in tiles that write different places, so that what a tile
// computes does not depend on how threads share them.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_KERNELS_KERNELWRITER_H
#define MS_PASSES_KERNELS_KERNELWRITER_H

#include "passes/Kernels/Schedule.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/AffineExpr.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace ms {

class KernelWriter {
public:
  using Body = llvm::function_ref<void(mlir::Value)>;
  /// Work on one element at a place, or on a vector that starts there.
  using VectorBody =
      llvm::function_ref<void(mlir::Value place, mlir::VectorType vector)>;
  /// Work on loop-carried values.
  using Carried = llvm::SmallVector<mlir::Value>;

  /// New code for `kernel`, whose work is `op` and what an Epilogue takes.
  KernelWriter(mlir::func::FuncOp kernel, mlir::Operation *op,
               const VectorTarget &target);

  /// Writes `numTiles` (of the rows) tiles, a tile costing `cycles`, and takes
  /// the old body away.
  void write(mlir::AffineExpr numTiles, double cycles, Body tile);

  //===--------------------------------------------------------------------===//
  // Memory
  //===--------------------------------------------------------------------===//

  /// An operand or a result as one row of elements, in the type of storage.
  mlir::Value operand(unsigned k) const { return operands[k]; }
  mlir::Value result(unsigned k) const { return results[k]; }
  /// The same of any tensor that the kernel reads.
  mlir::Value rowOf(mlir::Value tensor);
  /// All tensors that the kernel gives, and where they go.
  llvm::SmallVector<std::pair<mlir::Value, mlir::Value>> stores();
  static mlir::Type elementOf(mlir::Value buffer);

  mlir::Value load(mlir::Value buffer, mlir::Value place,
                   mlir::VectorType vector = {});
  void store(mlir::Value value, mlir::Value buffer, mlir::Value place,
             mlir::VectorType vector = {});
  /// An element of operand k as an index. Negative numbers become large.
  mlir::Value loadIndex(unsigned k, mlir::Value place);
  /// x + y of the element type of operand or result.
  mlir::Value addElements(mlir::Value x, mlir::Value y);
  /// x * y + z of floats, rounded once where the target can.
  mlir::Value multiplyAdd(mlir::Value x, mlir::Value y, mlir::Value z);
  /// A number of a type of float or vector of floats.
  mlir::Value splat(double value, mlir::Type type);

  //===--------------------------------------------------------------------===//
  // Extents and indices
  //===--------------------------------------------------------------------===//

  /// The product of dimensions first to last - 1 of operand or result `tensor`
  /// as an expression of the rows.
  mlir::AffineExpr extent(mlir::Value tensor, unsigned first, unsigned last);
  mlir::AffineExpr constant(int64_t value) {
    return b.getAffineConstantExpr(value);
  }
  /// About how large an extent is; dynamic ones as the buffers say.
  double estimate(mlir::AffineExpr extent) const;
  mlir::Value value(mlir::AffineExpr extent);
  mlir::Value index(int64_t value);

  mlir::Value add(mlir::Value x, mlir::Value y);
  mlir::Value sub(mlir::Value x, mlir::Value y);
  mlir::Value mul(mlir::Value x, mlir::Value y);
  mlir::Value div(mlir::Value x, mlir::Value y);
  mlir::Value rem(mlir::Value x, mlir::Value y);
  mlir::Value min(mlir::Value x, mlir::Value y);
  /// x < y as numbers without sign.
  mlir::Value isBelow(mlir::Value x, mlir::Value y);
  mlir::Value both(mlir::Value x, mlir::Value y);
  mlir::Value select(mlir::Value condition, mlir::Value x, mlir::Value y);

  //===--------------------------------------------------------------------===//
  // Control
  //===--------------------------------------------------------------------===//

  void forEach(mlir::Value begin, mlir::Value end, Body body);
  /// Places begin to end - 1: as many as possible in vectors, then one by one.
  void forVectors(mlir::Value begin, mlir::Value end, mlir::Type element,
                  VectorBody body);
  void ifTrue(mlir::Value condition, llvm::function_ref<void()> body,
              llvm::function_ref<void()> otherwise = {});
  /// While `condition` of the values holds, `step` makes the next ones.
  Carried whileTrue(mlir::ValueRange start,
                    llvm::function_ref<mlir::Value(mlir::ValueRange)> condition,
                    llvm::function_ref<Carried(mlir::ValueRange)> step);
  /// Zeros of a type of element or vector.
  mlir::Value zero(mlir::Type type);
  /// Fills places begin to end - 1 of a buffer with zeros.
  void clear(mlir::Value buffer, mlir::Value begin, mlir::Value end);

  const VectorTarget &getTarget() const { return target; }

  mlir::ImplicitLocOpBuilder b;
  mlir::Operation *op; ///< what the kernel computes

private:
  mlir::Value flatten(mlir::Value tensor, mlir::Value buffer);

  mlir::func::FuncOp kernel;
  const VectorTarget &target;
  llvm::SmallVector<mlir::Operation *> before; ///< the old body
  llvm::SmallVector<mlir::Value> operands, results;
  llvm::DenseMap<mlir::Value, mlir::BlockArgument> arguments; ///< of tensors
  mlir::Value rows, begin, end;
  int64_t largestRows = 1;
};

/// Writes the loops of an op with the trait IndexedKernel; fails where the op
/// has no loops here.
mlir::LogicalResult writeScatterKernel(KernelWriter &k);
mlir::LogicalResult writeOrderKernel(KernelWriter &k);
mlir::LogicalResult writeWinogradKernel(KernelWriter &k);
mlir::LogicalResult writeAttentionKernel(KernelWriter &k);

} // namespace ms

#endif // MS_PASSES_KERNELS_KERNELWRITER_H
