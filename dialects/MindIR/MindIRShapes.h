//===- MindIRShapes.h - Shape rules shared by ops and passes ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Broadcasting, axes, moving windows: the arithmetic of shapes, in one place
// for inference, lowering and the reference evaluator. A dynamic extent is
// ShapedType::kDynamic.
//
//===----------------------------------------------------------------------===//

#ifndef MS_DIALECTS_MINDIR_MINDIRSHAPES_H
#define MS_DIALECTS_MINDIR_MINDIRSHAPES_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Operation.h"

#include <array>
#include <string>

namespace ms::mindir {

/// The entries of an integer array attribute; empty for null.
llvm::SmallVector<int64_t> getInts(mlir::ArrayAttr attr);

/// `axis` counted from the front, or -1 where it is outside [-rank, rank).
int64_t normalizeAxis(int64_t axis, int64_t rank);

/// Axes normalized and sorted, all of them for an empty list. Axes outside the
/// rank are left out (the verifier has refused them).
llvm::SmallVector<int64_t> reducedAxes(mlir::ArrayAttr axes, int64_t rank);

/// NumPy's broadcast of two shapes. A dynamic extent meets only itself or 1.
mlir::FailureOr<llvm::SmallVector<int64_t>>
broadcastShapes(llvm::ArrayRef<int64_t> a, llvm::ArrayRef<int64_t> b);

/// "2x3x?" for messages.
std::string shapeText(llvm::ArrayRef<int64_t> shape);

/// Whether two lists of tensor types differ at most in dynamic dimensions.
bool areCompatible(mlir::TypeRange inferred, mlir::TypeRange actual);

/// Infers the result types of `op` and compares: the verifier of every op that
/// infers. Emits the error.
mlir::LogicalResult verifyInferredTypes(mlir::Operation *op);

/// The 0-d tensor type with the element type of `tensor`.
mlir::Type getScalarType(mlir::Type tensor);

/// A window that moves over the last two dimensions of an image: of a
/// convolution or a pooling.
struct Window {
  std::array<int64_t, 2> kernel = {1, 1};
  std::array<int64_t, 2> stride = {1, 1};
  std::array<int64_t, 2> dilation = {1, 1};
  std::array<int64_t, 2> low = {0, 0};  ///< padding above and left
  std::array<int64_t, 2> high = {0, 0}; ///< padding below and right
  std::array<int64_t, 2> input = {0, 0};
  std::array<int64_t, 2> output = {0, 0};

  bool isPadded() const { return low[0] || low[1] || high[0] || high[1]; }
};

/// Why a window could not be resolved: ops number these rules differently.
struct WindowError {
  enum Rule { Attributes, PadMode, Fit } rule = Attributes;
  std::string text;
};

/// Resolves `padMode` and computes the output extents of a window on an image
/// of `input` = [H, W].
mlir::FailureOr<Window>
resolveWindow(llvm::ArrayRef<int64_t> input, llvm::ArrayRef<int64_t> kernel,
              llvm::ArrayRef<int64_t> stride, llvm::ArrayRef<int64_t> dilation,
              llvm::ArrayRef<int64_t> pad, llvm::StringRef padMode,
              WindowError &error);

} // namespace ms::mindir

#endif // MS_DIALECTS_MINDIR_MINDIRSHAPES_H
