//===- GenericKinds.h - What kind of loops a generic is ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides how a linalg.generic made by convert-mindir-to-linalg is built: as a
// contraction, a reduction, elementwise, or by writing into places.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_ANALYSIS_GENERICKINDS_H
#define MS_PASSES_ANALYSIS_GENERICKINDS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"

namespace ms {

enum class GenericKind {
  Elementwise, ///< every element of the result from its own place
  Reduction,   ///< a result per parallel point, over the reduction loops
  Contraction, ///< a reduction of products of two operands
  Scatter,     ///< writes into computed places of its initial value
};

GenericKind classify(mlir::linalg::GenericOp op);

/// The contractions of a kernel on tensors, in order.
llvm::SmallVector<mlir::linalg::GenericOp>
findContractions(mlir::func::FuncOp kernel);

/// The operands that the body reads, by number. An operand that only states
/// loop extents is none of them.
bool isRead(mlir::linalg::GenericOp op, unsigned input);

/// Whether the parallel loops write every element of the result. A
/// convolution's input gradient with a stride may leave some out.
bool coversResult(mlir::linalg::GenericOp op);

/// Extents of the loops; a dynamic one is ShapedType::kDynamic.
llvm::SmallVector<int64_t> loopExtents(mlir::linalg::GenericOp op);

/// Whether `map` reads a tensor of `shape` at the loops in order: result k is
/// the k-th loop, or a constant 0 where the extent is 1. Loops of extent 1 may
/// be left out.
bool isIdentityAccess(mlir::AffineMap map, llvm::ArrayRef<int64_t> shape,
                      llvm::ArrayRef<int64_t> extents);

/// `shape` without extents of 1.
llvm::SmallVector<int64_t> dropUnitExtents(llvm::ArrayRef<int64_t> shape);

} // namespace ms

#endif // MS_PASSES_ANALYSIS_GENERICKINDS_H
