//===- OpenBatch.h - An open batch that files turn --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The compiler wants an open batch in front. Files put other dimensions there,
// the steps of a sequence or the layers of a state, and turn them back later.
// Operators on shapes are therefore done before such a transposition, which
// goes on behind them until it meets the one that turns the batch back.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_OPENBATCH_H
#define MS_LIB_IMPORT_OPENBATCH_H

#include "lib/Import/OpEmitter.h"

#include <optional>

namespace ms::openbatch {

/// A transposition that has put an open batch behind another dimension.
struct Turn {
  mlir::Value source; ///< the tensor before it, with the batch in front
  OpEmitter::Ints perm;
};

/// The one that has made `x`; nothing where it was none.
std::optional<Turn> beforeTurn(OpEmitter &n, mlir::Value x);

/// `x` transposed; itself where nothing moves.
mlir::Value turn(OpEmitter &n, mlir::Value x, llvm::ArrayRef<int64_t> perm);
/// Dimension 0, the open batch, put at `place`.
mlir::Value turnBatch(OpEmitter &n, mlir::Value x, int64_t place);
/// The index `place` of dimension 0, without that dimension.
mlir::Value take(OpEmitter &n, const Turn &turn, int64_t place);

/// What transpose, expand_dims and squeeze make of `x`, turned or not. Axes are
/// in the range of their rank; without any, squeeze takes all of extent 1 away.
mlir::Value transpose(OpEmitter &n, mlir::Value x,
                      llvm::ArrayRef<int64_t> perm);
mlir::Value expandDims(OpEmitter &n, mlir::Value x, int64_t axis);
mlir::Value squeeze(OpEmitter &n, mlir::Value x, llvm::ArrayRef<int64_t> axes);

} // namespace ms::openbatch

#endif // MS_LIB_IMPORT_OPENBATCH_H
