//===- Compose.h - Parts of primitives without an op ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Short names for the ops that such a primitive is made of. A null value gives
// null, like in OpEmitter.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_COMPOSE_H
#define MS_LIB_IMPORT_COMPOSE_H

#include "lib/Import/OpEmitter.h"

namespace ms::compose {

/// The elements `begin` to `begin + size` of `x` along `axis`.
mlir::Value slice(OpEmitter &n, mlir::Value x, int64_t axis, int64_t begin,
                  int64_t size);
/// `value` before and behind `x` along `axis`; fewer elements for negative
/// numbers.
mlir::Value pad(OpEmitter &n, mlir::Value x, int64_t axis, int64_t low,
                int64_t high, double value = 0);
mlir::Value concat(OpEmitter &n, llvm::ArrayRef<mlir::Value> parts,
                   int64_t axis);
mlir::Value transpose(OpEmitter &n, mlir::Value x,
                      llvm::ArrayRef<int64_t> perm);
/// `x` with its dimension `axis`, of extent 1, repeated.
mlir::Value repeat(OpEmitter &n, mlir::Value x, int64_t axis, int64_t times);
/// A constant of whole numbers, i32, as many as `shape` has places.
mlir::Value numbers(OpEmitter &n, llvm::ArrayRef<int64_t> values,
                    llvm::ArrayRef<int64_t> shape);
/// Where the elements of windows stand along an extent: for each of `count`
/// windows, `stride` apart, the places of its `size` elements, `dilation`
/// apart. Window by window, or element by element.
mlir::Value windowPlaces(OpEmitter &n, int64_t count, int64_t stride,
                         int64_t size, int64_t dilation, bool byWindow);
/// The extents of `x`, -1 for the dynamic one.
OpEmitter::Ints extents(OpEmitter &n, mlir::Value x);

} // namespace ms::compose

#endif // MS_LIB_IMPORT_COMPOSE_H
