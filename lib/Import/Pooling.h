//===- Pooling.h - Maxima and means of windows of images --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What formats have and the dialect's ops have not: dilated windows, windows
// that lie only partly inside, the places of maxima, borders that count.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_POOLING_H
#define MS_LIB_IMPORT_POOLING_H

#include "lib/Import/OpEmitter.h"

#include <optional>

namespace ms {

/// A window that moves over images: entries for height and width.
struct PoolWindow {
  using Ints = llvm::SmallVector<int64_t>;

  Ints kernel, strides, dilation = {1, 1};
  /// Top, bottom, left, right.
  Ints pad = {0, 0, 0, 0};
  /// Whether a window that lies only partly inside counts.
  bool ceil = false;

  bool operator==(const PoolWindow &other) const {
    return kernel == other.kernel && strides == other.strides &&
           dilation == other.dilation && pad == other.pad && ceil == other.ceil;
  }
};

/// What a mean is taken of, where it is not that of the elements inside.
struct Divisor {
  bool withBorder = false;
  /// Or a number for all windows; 0: none.
  int64_t number = 0;
};

/// How many windows fit along a dimension of `in` elements.
int64_t countWindows(const PoolWindow &w, unsigned k, int64_t in);
/// With a border that all windows fit into.
PoolWindow extended(PoolWindow w, llvm::ArrayRef<int64_t> size);
/// Whether the window is one, and fits into an image of `size`.
bool checkWindow(OpEmitter &n, llvm::ArrayRef<int64_t> size,
                 const PoolWindow &w);
/// Height and width of an image, once it is sure that the window fits.
std::optional<OpEmitter::Ints> sizeOf(OpEmitter &n, mlir::Value image,
                                      const PoolWindow &w);
OpAttributes windowAttributes(OpEmitter &n, const PoolWindow &w);
/// The largest element of each window and its place in the plane, i64, going
/// through the windows element by element.
std::pair<mlir::Value, mlir::Value> scan(OpEmitter &n, mlir::Value image,
                                         PoolWindow w);
bool isDilated(const PoolWindow &w);
/// Whether a window can lie in the border altogether.
bool isWide(const PoolWindow &w);
mlir::Value maximum(OpEmitter &n, mlir::Value image, const PoolWindow &w);
/// `value`, one element for each window, times what its mean has to be
/// multiplied by.
mlir::Value scaleWindows(OpEmitter &n, mlir::Value value, const PoolWindow &w,
                         llvm::ArrayRef<int64_t> size, Divisor divisor);
/// Of windows that are neither dilated nor in the border altogether.
mlir::Value mean(OpEmitter &n, mlir::Value image, const PoolWindow &w,
                 Divisor divisor);

} // namespace ms

#endif // MS_LIB_IMPORT_POOLING_H
