//===- MindIRShapes.cpp - Shape rules shared by ops and passes ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/MindIRShapes.h"

#include "lib/Support/Diagnostics.h"

#include "mlir/IR/TypeUtilities.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;

namespace ms::mindir {

SmallVector<int64_t> getInts(ArrayAttr attr) {
  SmallVector<int64_t> values;
  if (attr)
    for (Attribute a : attr)
      values.push_back(cast<IntegerAttr>(a).getInt());
  return values;
}

int64_t normalizeAxis(int64_t axis, int64_t rank) {
  if (axis < -rank || axis >= rank)
    return -1;
  return axis < 0 ? axis + rank : axis;
}

SmallVector<int64_t> reducedAxes(ArrayAttr axes, int64_t rank) {
  SmallVector<int64_t> result;
  for (int64_t axis : getInts(axes))
    if (int64_t normal = normalizeAxis(axis, rank); normal >= 0)
      result.push_back(normal);
  if (result.empty())
    for (int64_t k = 0; k < rank; ++k)
      result.push_back(k);
  llvm::sort(result);
  return result;
}

FailureOr<SmallVector<int64_t>> broadcastShapes(ArrayRef<int64_t> a,
                                                ArrayRef<int64_t> b) {
  if (a.size() < b.size())
    std::swap(a, b);
  SmallVector<int64_t> result(a.begin(), a.end());
  size_t shift = a.size() - b.size();
  for (size_t k = 0; k < b.size(); ++k) {
    int64_t &extent = result[shift + k];
    if (extent == 1)
      extent = b[k];
    else if (b[k] != 1 && b[k] != extent)
      return failure();
  }
  return result;
}

std::string shapeText(ArrayRef<int64_t> shape) {
  std::string text = "[";
  for (size_t k = 0; k < shape.size(); ++k) {
    text += k ? ", " : "";
    text += ShapedType::isDynamic(shape[k]) ? "?" : std::to_string(shape[k]);
  }
  return text + "]";
}

bool areCompatible(TypeRange inferred, TypeRange actual) {
  if (inferred.size() != actual.size())
    return false;
  for (auto [a, b] : llvm::zip(inferred, actual)) {
    auto x = dyn_cast<RankedTensorType>(a), y = dyn_cast<RankedTensorType>(b);
    if (!x || !y || x.getElementType() != y.getElementType() ||
        failed(verifyCompatibleShape(x, y)))
      return false;
  }
  return true;
}

LogicalResult verifyInferredTypes(Operation *op) {
  auto inferrable = cast<InferTypeOpInterface>(op);
  SmallVector<Type> inferred;
  if (failed(inferrable.inferReturnTypes(
          op->getContext(), op->getLoc(), op->getOperands(),
          op->getDiscardableAttrDictionary(), op->getPropertiesStorage(),
          op->getRegions(), inferred)))
    return failure();
  if (areCompatible(inferred, op->getResultTypes()))
    return success();
  InFlightDiagnostic diag = emitCodedError(op, Code::OpConstraint);
  diag << "result has type ";
  llvm::interleaveComma(op->getResultTypes(), diag);
  diag << ", but the operands give ";
  llvm::interleaveComma(inferred, diag);
  return diag;
}

Type getScalarType(Type tensor) {
  return RankedTensorType::get({}, cast<ShapedType>(tensor).getElementType());
}

FailureOr<Window>
resolveWindow(ArrayRef<int64_t> input, ArrayRef<int64_t> kernel,
              ArrayRef<int64_t> stride, ArrayRef<int64_t> dilation,
              ArrayRef<int64_t> pad, StringRef padMode, WindowError &error) {
  auto fail = [&](WindowError::Rule rule, const Twine &text) {
    error = {rule, text.str()};
    return failure();
  };
  auto positivePair = [](ArrayRef<int64_t> values) {
    return values.size() == 2 && values[0] > 0 && values[1] > 0;
  };
  // Bounds far above any image keep the arithmetic below from overflowing.
  constexpr int64_t kLargest = int64_t(1) << 31;
  auto small = [](ArrayRef<int64_t> values) {
    return llvm::all_of(values, [](int64_t v) { return v < kLargest; });
  };
  if (!positivePair(kernel) || !small(kernel))
    return fail(WindowError::Attributes, "the window is " + shapeText(kernel) +
                                             ", but needs 2 positive extents");
  if (!positivePair(stride) || !small(stride))
    return fail(WindowError::Attributes, "the stride is " + shapeText(stride) +
                                             ", but needs 2 positive entries");
  if (!positivePair(dilation) || !small(dilation))
    return fail(WindowError::Attributes, "the dilation is " +
                                             shapeText(dilation) +
                                             ", but needs 2 positive entries");
  if (pad.size() != 4 || !small(pad) ||
      llvm::any_of(pad, [](int64_t p) { return p < 0; }))
    return fail(WindowError::Attributes,
                "the padding is " + shapeText(pad) +
                    ", but needs 4 entries that are not negative");
  if (padMode != "pad" && llvm::any_of(pad, [](int64_t p) { return p != 0; }))
    return fail(WindowError::PadMode, "the padding is " + shapeText(pad) +
                                          ", but pad_mode \"" + padMode +
                                          "\" allows none");

  Window w;
  for (int k = 0; k < 2; ++k) {
    w.kernel[k] = kernel[k];
    w.stride[k] = stride[k];
    w.dilation[k] = dilation[k];
    w.input[k] = input[k];
    w.low[k] = pad[2 * k];
    w.high[k] = pad[2 * k + 1];
    if (ShapedType::isDynamic(input[k]))
      return fail(WindowError::Fit, "the image's height or width is dynamic");
    int64_t reach = dilation[k] * (kernel[k] - 1) + 1;
    if (padMode == "same") {
      w.output[k] = (input[k] + stride[k] - 1) / stride[k];
      int64_t total = std::max<int64_t>(0, (w.output[k] - 1) * stride[k] +
                                               reach - input[k]);
      w.low[k] = total / 2;
      w.high[k] = total - total / 2;
    }
    int64_t room = input[k] + w.low[k] + w.high[k] - reach;
    if (room < 0)
      return fail(WindowError::Fit, "a window of reach " + Twine(reach) +
                                        " does not fit into the padded " +
                                        (k == 0 ? "height " : "width ") +
                                        Twine(input[k] + w.low[k] + w.high[k]));
    w.output[k] = room / stride[k] + 1;
  }
  return w;
}

} // namespace ms::mindir
