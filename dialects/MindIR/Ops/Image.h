//===- Image.h - Ops of Ops/Image.td ----------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Not part of MindIRDialect.h: who uses the family includes it.
//
//===----------------------------------------------------------------------===//

#ifndef MS_DIALECTS_MINDIR_OPS_IMAGE_H
#define MS_DIALECTS_MINDIR_OPS_IMAGE_H

#include "dialects/MindIR/MindIRDialect.h"

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Image.h.inc"

namespace ms::mindir {

/// Which places of an extent a resized one takes its values from.
struct ResizeRule {
  bool alignCorners = false, halfPixelCenters = false;

  template <typename Op> static ResizeRule of(Op op) {
    return {op.getAlignCorners(), op.getHalfPixelCenters()};
  }
  /// For each of `out` places the nearest of `in`; in the f32 arithmetic of
  /// MindSpore's kernels, which decides between neighbours.
  llvm::SmallVector<int64_t> nearest(int64_t in, int64_t out) const;
  /// For each of `out` places one between the `in`, in [0, in - 1].
  llvm::SmallVector<double> between(int64_t in, int64_t out) const;
  /// For each of `out` places four of `in`, with their weights.
  struct Cubic {
    int64_t place[4];
    double weight[4];
  };
  llvm::SmallVector<Cubic> cubic(int64_t in, int64_t out) const;
};

/// A range of places, without its end.
struct PlaceRange {
  int64_t begin, end;
};
/// The window of each of `out` places of an adaptive pooling of `in`.
llvm::SmallVector<PlaceRange> adaptiveWindows(int64_t in, int64_t out);

} // namespace ms::mindir

#endif // MS_DIALECTS_MINDIR_OPS_IMAGE_H
