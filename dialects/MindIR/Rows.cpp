//===- Rows.cpp - Parts of parameters -------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/Rows.h"

using namespace mlir;

namespace ms::mindir {

std::optional<Rows> getRows(Operation *op, StringRef attr) {
  auto rows = op->getAttrOfType<DenseI64ArrayAttr>(attr);
  if (!rows || rows.size() != 2)
    return std::nullopt;
  return Rows{rows[0], rows[1]};
}

RankedTensorType rowsType(RankedTensorType type, std::optional<Rows> rows) {
  if (!rows || type.getRank() == 0)
    return type;
  SmallVector<int64_t> shape(type.getShape());
  shape[0] = rows->size();
  return RankedTensorType::get(shape, type.getElementType());
}

std::string checkRows(Attribute attr, RankedTensorType type) {
  auto rows = dyn_cast<DenseI64ArrayAttr>(attr);
  if (!rows || rows.size() != 2)
    return "must be an array of two i64";
  if (type.getRank() == 0)
    return "needs a parameter with rows, found a scalar";
  if (rows[0] < 0 || rows[0] >= rows[1] || rows[1] > type.getDimSize(0))
    return "names rows " + std::to_string(rows[0]) + " to " +
           std::to_string(rows[1]) + ", but the parameter has " +
           std::to_string(type.getDimSize(0));
  return "";
}

} // namespace ms::mindir
