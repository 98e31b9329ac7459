//===- Encode.cpp - Types, tensors and attributes for a file --------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/ONNX/Encode.h"

#include "lib/Export/Support/NetworkExporter.h"

using namespace mlir;
using onnx::AttributeProto;
using onnx::TensorProto;

namespace ms::to_onnx {

int32_t dataTypeOf(Type element) {
  if (element.isF32())
    return TensorProto::FLOAT;
  if (element.isF64())
    return TensorProto::DOUBLE;
  if (element.isF16())
    return TensorProto::FLOAT16;
  if (element.isBF16())
    return TensorProto::BFLOAT16;
  bool isUnsigned = element.isUnsignedInteger();
  switch (element.getIntOrFloatBitWidth()) {
  case 1:
    return TensorProto::BOOL;
  case 8:
    return isUnsigned ? TensorProto::UINT8 : TensorProto::INT8;
  case 16:
    return isUnsigned ? TensorProto::UINT16 : TensorProto::INT16;
  case 32:
    return isUnsigned ? TensorProto::UINT32 : TensorProto::INT32;
  default:
    return isUnsigned ? TensorProto::UINT64 : TensorProto::INT64;
  }
}

void encodeType(RankedTensorType type, StringRef rows, onnx::TypeProto &proto) {
  onnx::TypeProto::Tensor *tensor = proto.mutable_tensor_type();
  tensor->set_elem_type(dataTypeOf(type.getElementType()));
  onnx::TensorShapeProto *shape = tensor->mutable_shape();
  for (int64_t extent : type.getShape()) {
    onnx::TensorShapeProto::Dimension *dim = shape->add_dim();
    if (!ShapedType::isDynamic(extent))
      dim->set_dim_value(extent);
    else if (!rows.empty())
      dim->set_dim_param(rows.str());
  }
}

TensorProto encodeTensor(DenseElementsAttr elements) {
  TensorProto proto;
  for (int64_t extent : elements.getType().getShape())
    proto.add_dims(extent);
  proto.set_data_type(dataTypeOf(elements.getElementType()));
  proto.set_raw_data(encodeElements(elements));
  return proto;
}

AttributeProto &Attributes::add(StringRef name,
                                AttributeProto::AttributeType type) {
  list.emplace_back();
  list.back().set_name(name.str());
  list.back().set_type(type);
  return list.back();
}

Attributes &Attributes::integer(StringRef name, int64_t value) {
  add(name, AttributeProto::INT).set_i(value);
  return *this;
}

Attributes &Attributes::ints(StringRef name, ArrayRef<int64_t> values) {
  AttributeProto &proto = add(name, AttributeProto::INTS);
  for (int64_t value : values)
    proto.add_ints(value);
  return *this;
}

Attributes &Attributes::real(StringRef name, double value) {
  add(name, AttributeProto::FLOAT).set_f(static_cast<float>(value));
  return *this;
}

Attributes &Attributes::text(StringRef name, StringRef value) {
  add(name, AttributeProto::STRING).set_s(value.str());
  return *this;
}

Attributes &Attributes::tensor(StringRef name, DenseElementsAttr value) {
  *add(name, AttributeProto::TENSOR).mutable_t() = encodeTensor(value);
  return *this;
}

} // namespace ms::to_onnx
