//===- Promotion.h - Element types that meet --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// MindSpore lets operands of one primitive have different element types and
// converts them when it runs; a file has no node for that. The rules are those
// of MindSpore 2, which a table in test/EndToEnd compares.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_MINDIR_PROMOTION_H
#define MS_LIB_IMPORT_MINDIR_PROMOTION_H

#include "lib/Import/MindIR/Item.h"

#include "mlir/IR/Types.h"

namespace ms {

/// The type that operands of types `a` and `b` are converted to; null where
/// MindSpore has none.
mlir::Type promote(mlir::Type a, mlir::Type b);

/// The type of a computation with tensors of `type` and the number `item`: a
/// number does not widen a type of its own kind.
mlir::Type promote(mlir::Type type, const Item &item);

} // namespace ms

#endif // MS_LIB_IMPORT_MINDIR_PROMOTION_H
