//===- OpWriter.cpp - One op that is exported, in any format --------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/Support/OpWriter.h"

#include "dialects/MindIR/MindIRShapes.h"

#include "llvm/Support/FormatVariadic.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;

namespace ms {

RankedTensorType OpWriter::operandType(unsigned k) const {
  return llvm::cast<RankedTensorType>(op->getOperand(k).getType());
}

RankedTensorType OpWriter::resultType(unsigned k) const {
  return llvm::cast<RankedTensorType>(op->getResult(k).getType());
}

SmallVector<RankedTensorType> OpWriter::resultTypes() const {
  SmallVector<RankedTensorType> types;
  for (unsigned k = 0; k < op->getNumResults(); ++k)
    types.push_back(resultType(k));
  return types;
}

bool OpWriter::isUsed(unsigned result) const {
  return !op->getResult(result).use_empty();
}

void OpWriter::failSingle(double value) {
  fail(llvm::formatv("{0:E3} is out of range of its 32 bits", value).str());
}

void OpWriter::checkSingle(double value) {
  auto narrow = static_cast<float>(value);
  if (std::isinf(narrow) != std::isinf(value) || (narrow == 0) != (value == 0))
    failSingle(value);
}

DenseElementsAttr OpWriter::scalarElements(Type element, double value) {
  auto type = RankedTensorType::get({}, element);
  if (auto real = llvm::dyn_cast<FloatType>(element))
    return DenseElementsAttr::get(type, FloatAttr::get(real, value).getValue());
  return DenseElementsAttr::get(
      type, APInt(element.getIntOrFloatBitWidth(),
                  static_cast<uint64_t>(static_cast<int64_t>(value)),
                  /*isSigned=*/true, /*implicitTrunc=*/true));
}

DenseElementsAttr OpWriter::wholeElements(ArrayRef<int64_t> values,
                                          ArrayRef<int64_t> shape,
                                          unsigned width) const {
  SmallVector<APInt> numbers;
  for (int64_t value : values)
    numbers.emplace_back(width, static_cast<uint64_t>(value),
                         /*isSigned=*/true);
  return DenseElementsAttr::get(
      RankedTensorType::get(shape, IntegerType::get(op->getContext(), width)),
      numbers);
}

SmallVector<int64_t> extentsOf(RankedTensorType type) {
  SmallVector<int64_t> extents(type.getShape());
  for (int64_t &extent : extents)
    if (ShapedType::isDynamic(extent))
      extent = -1;
  return extents;
}

RankedTensorType imageType(RankedTensorType type) {
  if (type.getRank() == 4)
    return type;
  ArrayRef<int64_t> shape = type.getShape();
  int64_t pixels = 1;
  for (int64_t extent : shape.drop_front(2))
    pixels *= extent;
  return RankedTensorType::get({shape[0], shape[1], 1, pixels},
                               type.getElementType());
}

ExtentParts partsOf(ExtentOp op) {
  auto type = llvm::cast<RankedTensorType>(op->getOperand(0).getType());
  ExtentParts parts;
  for (int64_t axis : reducedAxes(op.getAxisAttr(), type.getRank())) {
    if (type.isDynamicDim(axis))
      parts.hasBatch = true;
    else
      parts.known *= static_cast<double>(type.getDimSize(axis));
  }
  return parts;
}

} // namespace ms
