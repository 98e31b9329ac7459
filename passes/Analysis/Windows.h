//===- Windows.h - The windows of convolutions and poolings -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// For ops that the verifier has accepted: their windows always resolve.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_ANALYSIS_WINDOWS_H
#define MS_PASSES_ANALYSIS_WINDOWS_H

#include "dialects/MindIR/MindIRDialect.h"
#include "dialects/MindIR/MindIRShapes.h"

namespace ms {

/// The last two extents: height and width.
inline llvm::ArrayRef<int64_t> imageExtents(mlir::Value image) {
  return llvm::cast<mlir::RankedTensorType>(image.getType())
      .getShape()
      .take_back(2);
}

template <typename Op>
mindir::Window convWindow(Op op, llvm::ArrayRef<int64_t> input,
                          llvm::ArrayRef<int64_t> kernel) {
  mindir::WindowError ignored;
  return *mindir::resolveWindow(input, kernel, mindir::getInts(op.getStride()),
                                mindir::getInts(op.getDilation()),
                                mindir::getInts(op.getPad()), op.getPadMode(),
                                ignored);
}

template <typename Op>
mindir::Window poolWindow(Op op, llvm::ArrayRef<int64_t> input) {
  mindir::WindowError ignored;
  return *mindir::resolveWindow(input, mindir::getInts(op.getKernelSize()),
                                mindir::getInts(op.getStrides()), {1, 1},
                                mindir::getInts(op.getPad()), op.getPadMode(),
                                ignored);
}

} // namespace ms

#endif // MS_PASSES_ANALYSIS_WINDOWS_H
