//===- Encode.cpp - Types, tensors and attributes for a file --------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/MindIR/Encode.h"

#include "lib/Export/Support/NetworkExporter.h"
#include "lib/Import/MindIR/Decode.h"

using namespace mlir;
using mind_ir::AttributeProto;
using mind_ir::TensorProto;

namespace ms {

//===----------------------------------------------------------------------===//
// Types and elements
//===----------------------------------------------------------------------===//

/// The number that `typeOf` reads as `element`; there is one for every element
/// type of the dialect.
static int64_t
numberOf(Type element, int64_t last,
         llvm::function_ref<Type(int64_t, MLIRContext *)> typeOf) {
  for (int64_t number = 1; number <= last; ++number)
    if (typeOf(number, element.getContext()) == element)
      return number;
  return 0;
}

int32_t dataTypeOf(Type element) {
  return static_cast<int32_t>(
      numberOf(element, 17, [](int64_t number, MLIRContext *context) {
        return elementTypeOf(static_cast<int32_t>(number), context);
      }));
}

int64_t typeIdOf(Type element) { return numberOf(element, 64, typeOfId); }

void encodeType(RankedTensorType type, TensorProto &tensor) {
  for (int64_t extent : type.getShape())
    tensor.add_dims(ShapedType::isDynamic(extent) ? -1 : extent);
  tensor.set_data_type(dataTypeOf(type.getElementType()));
}

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

/// AttributeProto.type.
enum : int32_t {
  kFloat = 1,
  kInt64 = 7,
  kString = 8,
  kBool = 9,
  kTensors = 19,
  kTuple = 20,
  kUMonad = 23,
  kNone = 25,
};

AttributeValue AttributeValue::integer(int64_t value) {
  AttributeValue result(kInt64);
  result.proto.set_i(value);
  return result;
}

AttributeValue AttributeValue::boolean(bool value) {
  AttributeValue result(kBool);
  result.proto.set_i(value);
  return result;
}

AttributeValue AttributeValue::real(double value) {
  AttributeValue result(kFloat);
  result.proto.set_f(static_cast<float>(value));
  return result;
}

AttributeValue AttributeValue::text(StringRef value) {
  AttributeValue result(kString);
  result.proto.set_s(value.str());
  return result;
}

AttributeValue AttributeValue::ints(ArrayRef<int64_t> values) {
  AttributeValue result(kTuple);
  for (int64_t value : values) {
    AttributeProto *element = result.proto.add_values();
    element->set_type(kInt64);
    // In tuples the loader takes the plural field only.
    element->add_ints(value);
  }
  return result;
}

AttributeValue AttributeValue::tensor(DenseElementsAttr elements) {
  AttributeValue result(kTensors);
  TensorProto *tensor = result.proto.add_tensors();
  encodeType(cast<RankedTensorType>(elements.getType()), *tensor);
  tensor->set_name("value0");
  tensor->set_raw_data(encodeElements(elements));
  return result;
}

AttributeValue AttributeValue::none() { return AttributeValue(kNone); }
AttributeValue AttributeValue::monad() { return AttributeValue(kUMonad); }

AttributeValue AttributeValue::types(ArrayRef<RankedTensorType> types,
                                     bool isTuple) {
  if (!isTuple) {
    AttributeValue result(kTensors);
    encodeType(types.front(), *result.proto.add_tensors());
    return result;
  }
  AttributeValue result(kTuple);
  for (RankedTensorType type : types) {
    AttributeProto *element = result.proto.add_values();
    element->set_type(kTensors);
    encodeType(type, *element->add_tensors());
  }
  return result;
}

AttributeProto AttributeValue::named(StringRef name) const {
  AttributeProto result = proto;
  result.set_name(name.str());
  return result;
}

} // namespace ms
