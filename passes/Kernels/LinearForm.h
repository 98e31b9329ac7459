//===- LinearForm.h - Index expressions as numbers --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A sum of loop indices times constants, plus a constant: what an affine index
// map, or a place in a dense buffer, comes to. Where a packed operand is cut
// into blocks of lanes, one loop counts twice: its blocks, and its place in
// one.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_KERNELS_LINEARFORM_H
#define MS_PASSES_KERNELS_LINEARFORM_H

#include "mlir/IR/AffineExpr.h"
#include "mlir/IR/AffineMap.h"
#include "llvm/ADT/SmallVector.h"

namespace ms {

struct LinearForm {
  LinearForm() = default;
  explicit LinearForm(unsigned numDims, int64_t constant = 0)
      : coeffs(numDims, 0), constant(constant) {}

  /// The index of loop `dim`.
  static LinearForm loop(unsigned numDims, unsigned dim) {
    LinearForm form(numDims);
    form.coeffs[dim] = 1;
    return form;
  }

  /// Adds `other` times `factor`.
  void add(const LinearForm &other, int64_t factor = 1);

  bool operator==(const LinearForm &other) const {
    return coeffs == other.coeffs && constant == other.constant &&
           blockSize == other.blockSize && blockCoeff == other.blockCoeff &&
           blockLoop == other.blockLoop;
  }

  llvm::SmallVector<int64_t, 8> coeffs; ///< of each loop
  int64_t constant = 0;
  /// Where blockSize is not 0, the index i of loop `blockLoop` counts as
  /// coeffs[blockLoop] * (i mod blockSize) + blockCoeff * (i floordiv
  /// blockSize). What walks that loop steps in whole blocks.
  unsigned blockLoop = 0;
  int64_t blockSize = 0, blockCoeff = 0;
};

/// An index of a tensor: a form per dimension.
using Point = llvm::SmallVector<LinearForm, 4>;

/// `expr` with `loops` in place of its dimensions. The expressions that
/// convert-mindir-to-linalg makes are all linear; mindir-pack-operands adds
/// `d floordiv c` and `d mod c` of one loop.
LinearForm evaluate(mlir::AffineExpr expr, llvm::ArrayRef<LinearForm> loops,
                    unsigned numDims);
Point evaluate(mlir::AffineMap map, llvm::ArrayRef<LinearForm> loops,
               unsigned numDims);

/// The place of `point` in a dense row-major buffer of `shape`.
LinearForm flatten(const Point &point, llvm::ArrayRef<int64_t> shape,
                   unsigned numDims);

} // namespace ms

#endif // MS_PASSES_KERNELS_LINEARFORM_H
