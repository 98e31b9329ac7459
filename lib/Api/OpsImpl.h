//===- OpsImpl.h - How functions on symbolic values emit ops ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_API_OPSIMPL_H
#define MS_LIB_API_OPSIMPL_H

#include "lib/Api/ApiImpl.h"

namespace ms::detail {

/// The numbers of all results of an op of the dialect.
inline std::vector<int> emitAll(const char *op,
                                const std::vector<Tensor> &operands,
                                const api::OpAttributeList &attributes = {}) {
  std::vector<int> values;
  for (const Tensor &operand : operands)
    values.push_back(TensorImpl::get(operand));
  return check(currentTrace()->engine->emit(op, values, attributes));
}

/// Its first result.
inline Tensor emit(const char *op, const std::vector<Tensor> &operands,
                   const api::OpAttributeList &attributes = {}) {
  return TensorImpl::wrap(emitAll(op, operands, attributes)[0]);
}

/// Two operands as tensors: a number takes the other one's element type.
inline std::pair<Tensor, Tensor> tensors(const Operand &x, const Operand &y) {
  if (!x.getTensor() && !y.getTensor())
    failUse("an op with two numbers: at least one operand must be a tensor");
  DType dtype = (x.getTensor() ? *x.getTensor() : *y.getTensor()).dtype();
  auto make = [&](const Operand &operand) {
    return operand.getTensor() ? *operand.getTensor()
                               : ops::constant(operand.getNumber(), dtype);
  };
  return {make(x), make(y)};
}

inline Tensor emitBinary(const char *op, const Operand &x, const Operand &y) {
  auto [a, b] = tensors(x, y);
  return emit(op, {a, b});
}

} // namespace ms::detail

#endif // MS_LIB_API_OPSIMPL_H
