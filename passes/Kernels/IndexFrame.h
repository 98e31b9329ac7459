//===- IndexFrame.h - Loop indices and offsets while emitting ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Knows, at a point of the emission, what each loop of a nest is in terms of
// SSA values and constants, and makes offsets into buffers. What an offset adds
// for a level of loops is emitted once, at the head of that level's body: the
// code comes out hoisted.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_KERNELS_INDEXFRAME_H
#define MS_PASSES_KERNELS_INDEXFRAME_H

#include "passes/Kernels/LinearForm.h"

#include "mlir/IR/Builders.h"
#include "llvm/ADT/STLExtras.h"

#include <map>

namespace ms {

class IndexFrame {
public:
  IndexFrame(mlir::OpBuilder &builder, unsigned numLoops)
      : builder(builder), loops(numLoops) {}

  /// What a loop's index is made of: levels times scales, and a constant.
  struct Index {
    llvm::SmallVector<std::pair<unsigned, int64_t>, 2> terms;
    int64_t constant = 0;
  };

  /// Opens a level for an SSA value: a loop's induction variable, or a number
  /// computed in the current block.
  unsigned push(mlir::Value value);
  void pop();

  Index &operator[](unsigned loop) { return loops[loop]; }

  /// The part of `form` that is known now, as the constant, and the scales of
  /// the levels.
  struct Resolved {
    llvm::SmallVector<int64_t, 8> scales;
    int64_t constant = 0;
  };
  Resolved resolve(const LinearForm &form) const;

  /// `form` as an index value, plus `extra`.
  mlir::Value offset(const LinearForm &form, int64_t extra = 0);

  /// Where the loops stand now: what was opened before counts as 0.
  struct Mark {
    unsigned levels;
    llvm::SmallVector<int64_t, 8> constants; ///< of each loop
  };
  Mark mark() const;
  /// The part of `form` that was added since `mark`, as an index value.
  mlir::Value offsetSince(const Mark &mark, const LinearForm &form);

  /// An index constant, at the head of the function.
  mlir::Value constant(int64_t value);

private:
  struct Level {
    mlir::Value value;
    mlir::Block *block;
    mlir::Operation *head; ///< what was last put at the head; null: nothing
    std::map<llvm::SmallVector<int64_t>, mlir::Value> offsets;
  };
  mlir::Value offsetOf(const Resolved &known, int64_t extra);
  /// The sum over the levels up to `level`; null for zero.
  mlir::Value partial(llvm::ArrayRef<int64_t> scales, unsigned level);
  template <typename Op>
  mlir::Value atHead(Level &level, mlir::Value x, mlir::Value y);

  mlir::OpBuilder &builder;
  llvm::SmallVector<Level> levels;
  llvm::SmallVector<Index> loops;
  std::map<int64_t, mlir::Value> constants;
};

} // namespace ms

#endif // MS_PASSES_KERNELS_INDEXFRAME_H
