//===- RandomInputs.cpp - Numbers for tests of functions ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "test/lib/RandomInputs.h"

#include "mlir/IR/BuiltinAttributes.h"

using namespace mlir;

namespace ms::test {

ReferenceTensor randomTensor(RankedTensorType type, int64_t rows,
                             ArrayAttr range, std::mt19937 &generator) {
  SmallVector<int64_t> shape(type.getShape());
  for (int64_t &extent : shape)
    if (ShapedType::isDynamic(extent))
      extent = rows;
  Type element = type.getElementType();
  ReferenceTensor tensor(shape, element);
  double low = 0, high = 4;
  if (range) {
    auto number = [&](unsigned k) {
      if (auto real = dyn_cast<FloatAttr>(range[k]))
        return real.getValueAsDouble();
      return static_cast<double>(cast<IntegerAttr>(range[k]).getInt());
    };
    low = number(0);
    high = number(1);
  }
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform(low, high);
  for (double &value : tensor.data) {
    if (isa<FloatType>(element)) {
      value = range ? uniform(generator) : normal(generator);
      value = FloatAttr::get(element, value).getValueAsDouble();
    } else if (element.isInteger(1)) {
      value = static_cast<double>(generator() & 1);
    } else {
      value = std::floor(uniform(generator));
    }
  }
  return tensor;
}

} // namespace ms::test
