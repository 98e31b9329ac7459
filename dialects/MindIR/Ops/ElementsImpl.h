//===- ElementsImpl.h - Shapes that broadcast or lose axes ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Inference for the classes of MindIRClasses.td.
//
//===----------------------------------------------------------------------===//

#ifndef MS_DIALECTS_MINDIR_OPS_ELEMENTSIMPL_H
#define MS_DIALECTS_MINDIR_OPS_ELEMENTSIMPL_H

#include "dialects/MindIR/Ops/OpsImpl.h"

namespace ms::mindir {

/// Broadcasts all operands; the elements of the result are of type
/// `element`.
inline mlir::LogicalResult inferBroadcast(mlir::ValueRange operands,
                                          mlir::Type element,
                                          const Inference &at, Types &types) {
  llvm::SmallVector<int64_t> shape(tensorType(operands[0]).getShape());
  for (mlir::Value operand : operands.drop_front()) {
    llvm::ArrayRef<int64_t> other = tensorType(operand).getShape();
    auto joined = broadcastShapes(shape, other);
    if (mlir::failed(joined))
      return at.fail("shapes " + shapeText(shape) + " and " + shapeText(other) +
                     " do not broadcast (C1)");
    shape = *joined;
  }
  types.push_back(mlir::RankedTensorType::get(shape, element));
  return mlir::success();
}

inline mlir::LogicalResult checkOneElementType(mlir::ValueRange operands,
                                               const Inference &at) {
  mlir::Type first = tensorType(operands[0]).getElementType();
  for (mlir::Value operand : operands.drop_front())
    if (mlir::Type other = tensorType(operand).getElementType(); other != first)
      return at.fail("element types " + typeText(first) + " and " +
                     typeText(other) + " differ (C2)");
  return mlir::success();
}

template <typename Adaptor>
mlir::LogicalResult inferBinary(Adaptor op, const Inference &at, Types &types) {
  if (mlir::failed(checkOneElementType(op.getOperands(), at)))
    return mlir::failure();
  return inferBroadcast(op.getOperands(),
                        tensorType(op.getX()).getElementType(), at, types);
}

template <typename Adaptor>
mlir::LogicalResult inferCompare(Adaptor op, const Inference &at,
                                 Types &types) {
  if (mlir::failed(checkOneElementType(op.getOperands(), at)))
    return mlir::failure();
  return inferBroadcast(op.getOperands(), mlir::IntegerType::get(at.context, 1),
                        at, types);
}

template <typename Adaptor>
mlir::LogicalResult inferReduce(Adaptor op, const Inference &at, Types &types) {
  mlir::RankedTensorType x = tensorType(op.getX());
  llvm::SmallVector<bool> reduced(x.getRank(), false);
  for (int64_t axis : getInts(op.getAxis())) {
    int64_t normal = normalizeAxis(axis, x.getRank());
    if (normal < 0)
      return at.fail("axis " + llvm::Twine(axis) + " is outside rank " +
                     llvm::Twine(x.getRank()) + " (C1)");
    if (reduced[normal])
      return at.fail("axis " + llvm::Twine(axis) + " stands twice (C1)");
    reduced[normal] = true;
  }
  for (int64_t axis : reducedAxes(op.getAxis(), x.getRank()))
    reduced[axis] = true;
  llvm::SmallVector<int64_t> shape;
  for (auto [extent, gone] : llvm::zip(x.getShape(), reduced)) {
    if (!gone)
      shape.push_back(extent);
    else if (op.getKeepDims())
      shape.push_back(1);
  }
  types.push_back(mlir::RankedTensorType::get(shape, x.getElementType()));
  return mlir::success();
}

/// Of argmax and argmin.
template <typename Adaptor>
mlir::LogicalResult inferArgExtreme(Adaptor op, const Inference &at,
                                    Types &types) {
  mlir::RankedTensorType x = tensorType(op.getX());
  int64_t axis = normalizeAxis(op.getAxis(), x.getRank());
  if (axis < 0)
    return at.fail("axis " + llvm::Twine(op.getAxis()) + " is outside rank " +
                   llvm::Twine(x.getRank()) + " (C1)");
  mlir::Type index =
      op.getOutputType().value_or(mlir::IntegerType::get(at.context, 32));
  if (!index.isSignlessInteger(32) && !index.isSignlessInteger(64))
    return at.fail("output_type is " + typeText(index) +
                   ", but must be i32 or i64 (C2)");
  llvm::SmallVector<int64_t> shape(x.getShape());
  shape.erase(shape.begin() + axis);
  types.push_back(mlir::RankedTensorType::get(shape, index));
  return mlir::success();
}

} // namespace ms::mindir

#endif // MS_DIALECTS_MINDIR_OPS_ELEMENTSIMPL_H
