//===- Decode.cpp - Types and tensors of an ONNX file ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/Decode.h"

#include "dialects/MindIR/MindIRShapes.h"
#include "lib/Import/OpEmitter.h"

#include "mlir/IR/Builders.h"

#include <cmath>
#include <cstring>

using namespace mlir;
using onnx::TensorProto;

namespace ms::fromonnx {

static llvm::Error fail(const Twine &text) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), text);
}

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

Type elementTypeOf(int64_t dataType, MLIRContext *context) {
  Builder b(context);
  switch (dataType) {
  case TensorProto::FLOAT:
    return b.getF32Type();
  case TensorProto::UINT8:
    return b.getIntegerType(8, /*isSigned=*/false);
  case TensorProto::INT8:
    return b.getI8Type();
  case TensorProto::UINT16:
    return b.getIntegerType(16, /*isSigned=*/false);
  case TensorProto::INT16:
    return b.getI16Type();
  case TensorProto::INT32:
    return b.getI32Type();
  case TensorProto::INT64:
    return b.getI64Type();
  case TensorProto::BOOL:
    return b.getI1Type();
  case TensorProto::FLOAT16:
    return b.getF16Type();
  case TensorProto::DOUBLE:
    return b.getF64Type();
  case TensorProto::UINT32:
    return b.getIntegerType(32, /*isSigned=*/false);
  case TensorProto::UINT64:
    return b.getIntegerType(64, /*isSigned=*/false);
  case TensorProto::BFLOAT16:
    return b.getBF16Type();
  default:
    return nullptr;
  }
}

std::string dataTypeName(int64_t dataType) {
  // Those that are newer than the library.
  static constexpr const char *kNewer[] = {
      "FLOAT8E4M3FN", "FLOAT8E4M3FNUZ", "FLOAT8E5M2", "FLOAT8E5M2FNUZ", "UINT4",
      "INT4",         "FLOAT4E2M1",     "FLOAT8E8M0", "UINT2",          "INT2"};
  if (dataType >= 17 && dataType < 27)
    return kNewer[dataType - 17];
  auto known = static_cast<TensorProto::DataType>(dataType);
  if (dataType == static_cast<int32_t>(dataType) &&
      onnx::TensorProto_DataType_IsValid(static_cast<int>(dataType)))
    return onnx::TensorProto_DataType_Name(known);
  return std::to_string(dataType);
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

/// Elements outside raw_data.
static OwnedBytes listedBytes(const TensorProto &tensor, Type element) {
  int64_t width = bytesOf(element);
  if (element.isF32())
    return packList(tensor.float_data(), width);
  if (element.isF64())
    return packList(tensor.double_data(), width);
  if (element.isUnsignedInteger() && width >= 4)
    return packList(tensor.uint64_data(), width);
  if (isa<IntegerType>(element) && width == 8)
    return packList(tensor.int64_data(), width);
  return packList(tensor.int32_data(), width);
}

llvm::Expected<KnownRef> decodeTensor(TensorProto &tensor, bool take,
                                      ModelFile *file, MLIRContext *context) {
  Type element = elementTypeOf(tensor.data_type(), context);
  if (!element)
    return fail("has elements of type " + dataTypeName(tensor.data_type()) +
                ", which is not supported");
  if (tensor.has_segment())
    return fail("is one segment of a tensor, which is not supported");
  SmallVector<int64_t> shape(tensor.dims().begin(), tensor.dims().end());
  // The least number there is would be an open extent.
  if (llvm::any_of(shape, [](int64_t extent) { return extent < 0; }) ||
      !isSensible(shape))
    return fail("has shape " + mindir::shapeText(shape) +
                ", which is no shape of a tensor");
  auto type = RankedTensorType::get(shape, element);
  int64_t wanted = type.getNumElements() * bytesOf(element);
  Known known;
  known.type = type;
  if (tensor.data_location() == TensorProto::EXTERNAL) {
    if (!file)
      return fail("lies in a side file");
    llvm::Expected<OwnedBytes> bytes = file->readExternal(tensor, wanted);
    if (!bytes)
      return bytes.takeError();
    known.bytes = *bytes;
  } else if (tensor.has_raw_data() && take) {
    std::shared_ptr<std::string> bytes(tensor.release_raw_data());
    known.bytes = {StringRef(*bytes), bytes};
  } else if (tensor.has_raw_data()) {
    auto bytes = std::make_shared<std::string>(tensor.raw_data());
    known.bytes = {StringRef(*bytes), bytes};
  } else {
    known.bytes = listedBytes(tensor, element);
  }
  if (static_cast<int64_t>(known.bytes.bytes.size()) != wanted)
    return fail("has " + Twine(known.bytes.bytes.size()) +
                " bytes of data, but " +
                (shape.empty() ? std::string("a scalar")
                               : "shape " + mindir::shapeText(shape)) +
                " needs " + Twine(wanted));
  return std::make_shared<const Known>(std::move(known));
}

llvm::Expected<KnownRef> decodeTensor(const TensorProto &tensor,
                                      MLIRContext *context) {
  return decodeTensor(const_cast<TensorProto &>(tensor), /*take=*/false,
                      nullptr, context);
}

DenseElementsAttr Known::elements() const {
  if (type.getElementType().isInteger(1)) {
    SmallVector<bool> values;
    for (char byte : bytes.bytes)
      values.push_back(byte != 0);
    return DenseElementsAttr::get(type, values);
  }
  return DenseElementsAttr::getFromRawBuffer(
      type, ArrayRef<char>(bytes.bytes.data(), bytes.bytes.size()));
}

RankedTensorType Item::getType() const {
  switch (kind) {
  case Kind::None:
    return nullptr;
  case Kind::Tensor:
    return value ? cast<RankedTensorType>(value.getType()) : nullptr;
  case Kind::Varying:
    return probes->front()->type;
  default:
    return known->type;
  }
}

/// The bits of a number, as an element of `type`.
static uint64_t bitsOf(double value, Type type) {
  if (auto floating = dyn_cast<FloatType>(type)) {
    APFloat number(value);
    bool inexact;
    number.convert(floating.getFloatSemantics(), APFloat::rmNearestTiesToEven,
                   &inexact);
    return number.bitcastToAPInt().getZExtValue();
  }
  if (type.isInteger(1))
    return value != 0;
  if (value >= 9.3e18)
    return static_cast<uint64_t>(value);
  return static_cast<uint64_t>(static_cast<int64_t>(value));
}

KnownRef packElements(ArrayRef<double> values, RankedTensorType type) {
  Type element = type.getElementType();
  auto text = std::make_shared<std::string>();
  auto width = static_cast<size_t>(bytesOf(element));
  text->reserve(values.size() * width);
  for (double value : values) {
    uint64_t bits = bitsOf(value, element);
    text->append(reinterpret_cast<const char *>(&bits), width);
  }
  return std::make_shared<const Known>(
      Known{type, {StringRef(*text), std::move(text)}});
}

KnownRef packIntegers(ArrayRef<int64_t> values, ArrayRef<int64_t> shape,
                      MLIRContext *context) {
  auto type = RankedTensorType::get(shape, IntegerType::get(context, 64));
  return std::make_shared<const Known>(Known{type, packList(values, 8)});
}

std::optional<SmallVector<int64_t>> integersOf(const Known &known) {
  Type element = known.type.getElementType();
  if (!isa<IntegerType>(element))
    return std::nullopt;
  SmallVector<int64_t> result;
  auto width = static_cast<size_t>(bytesOf(element));
  for (StringRef rest = known.bytes.bytes; !rest.empty();
       rest = rest.drop_front(width)) {
    uint64_t bits = 0;
    std::memcpy(&bits, rest.data(), width);
    unsigned unused = 64 - 8 * static_cast<unsigned>(width);
    result.push_back(element.isUnsignedInteger() || element.isInteger(1)
                         ? static_cast<int64_t>(bits)
                         : static_cast<int64_t>(bits << unused) >> unused);
  }
  return result;
}

std::vector<double> realsOf(const Known &known) {
  std::vector<double> result;
  auto floating = dyn_cast<FloatType>(known.type.getElementType());
  if (!floating) {
    SmallVector<int64_t> list = *integersOf(known);
    for (int64_t value : list)
      result.push_back(static_cast<double>(value));
    return result;
  }
  auto width = static_cast<size_t>(bytesOf(floating));
  for (StringRef rest = known.bytes.bytes; !rest.empty();
       rest = rest.drop_front(width)) {
    uint64_t bits = 0;
    std::memcpy(&bits, rest.data(), width);
    result.push_back(
        APFloat(floating.getFloatSemantics(), APInt(floating.getWidth(), bits))
            .convertToDouble());
  }
  return result;
}

} // namespace ms::fromonnx
