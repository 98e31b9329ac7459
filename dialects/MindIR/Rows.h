//===- Rows.h - Parts of parameters -----------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A load or an assign may be about some rows of a parameter only (indices of
// its first dimension, which lie one after another in memory), and a parameter
// may be trained in some rows only. Both are attributes with two numbers: the
// first row and the one behind the last.
//
//===----------------------------------------------------------------------===//

#ifndef MS_DIALECTS_MINDIR_ROWS_H
#define MS_DIALECTS_MINDIR_ROWS_H

#include "dialects/MindIR/MindIRDialect.h"

#include <optional>

namespace ms::mindir {

/// Attribute of loads and assigns: the rows that they are about.
inline constexpr llvm::StringLiteral kRowsAttr = "mindir.rows";
/// Attribute of parameters: the rows that are trained.
inline constexpr llvm::StringLiteral kTrainRowsAttr = "mindir.train_rows";

struct Rows {
  int64_t begin, end;
  int64_t size() const { return end - begin; }
  mlir::DenseI64ArrayAttr attr(mlir::MLIRContext *context) const {
    return mlir::DenseI64ArrayAttr::get(context, {begin, end});
  }
};

/// The rows that an attribute of `op` names; nothing where it has none.
std::optional<Rows> getRows(mlir::Operation *op, llvm::StringRef attr);
/// The type of these rows of a tensor.
mlir::RankedTensorType rowsType(mlir::RankedTensorType type,
                                std::optional<Rows> rows);
/// Why `attr` names no rows of `type`, or "".
std::string checkRows(mlir::Attribute attr, mlir::RankedTensorType type);

} // namespace ms::mindir

#endif // MS_DIALECTS_MINDIR_ROWS_H
