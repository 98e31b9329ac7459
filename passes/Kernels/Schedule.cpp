//===- Schedule.cpp - How extents are cut ---------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/Schedule.h"

using namespace mlir;

namespace ms {

SmallVector<Piece> balancedPieces(int64_t extent, int64_t step) {
  if (extent == 0)
    return {};
  int64_t count = llvm::divideCeil(extent, step);
  int64_t size = llvm::divideCeil(extent, count);
  int64_t large = extent - count * (size - 1);
  SmallVector<Piece> pieces = {{0, large, size}};
  if (count > large)
    pieces.push_back({large * size, count - large, size - 1});
  return pieces;
}

SmallVector<Piece> wholePieces(int64_t extent, int64_t step) {
  SmallVector<Piece> pieces;
  int64_t full = extent / step, rest = extent % step;
  if (full > 0)
    pieces.push_back({0, full, step});
  if (rest > 0)
    pieces.push_back({full * step, 1, rest});
  return pieces;
}

SmallVector<VectorPiece> vectorPieces(int64_t extent, int64_t width,
                                      bool masks) {
  SmallVector<VectorPiece> pieces;
  for (int64_t at = 0; at < extent;) {
    int64_t rest = extent - at;
    int64_t size = std::min<int64_t>(width, llvm::bit_floor(uint64_t(rest)));
    if (masks && size < rest && rest < width) {
      pieces.push_back({at, int64_t(llvm::PowerOf2Ceil(rest)), rest});
      break;
    }
    pieces.push_back({at, size, size});
    at += size;
  }
  return pieces;
}

} // namespace ms
