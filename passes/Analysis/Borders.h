//===- Borders.h - Zeros around what a generic writes -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_ANALYSIS_BORDERS_H
#define MS_PASSES_ANALYSIS_BORDERS_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"

#include <optional>

namespace ms {

/// How many places at both ends of each dimension are zero for sure.
struct Border {
  llvm::SmallVector<int64_t, 5> before, after;

  /// What both promise.
  void intersect(const Border &other);
};

/// The border of `op`'s only result, if it is zero where `op` does not write.
std::optional<Border> borderOf(mlir::linalg::GenericOp op);

} // namespace ms

#endif // MS_PASSES_ANALYSIS_BORDERS_H
