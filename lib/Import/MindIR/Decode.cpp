//===- Decode.cpp - Types, tensors and attributes of a file ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/MindIR/Decode.h"

#include "dialects/MindIR/MindIRShapes.h"
#include "lib/Import/OpEmitter.h"

#include "mlir/IR/Builders.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <cstring>

using namespace mlir;

namespace ms {

using mind_ir::AttributeProto;
using mind_ir::TensorProto;

static constexpr int64_t kMaxRank = 32;
static constexpr unsigned kMaxTupleDepth = 32;

static llvm::Error fail(const Twine &text) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), text);
}

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

Type elementTypeOf(int32_t dataType, MLIRContext *context) {
  Builder b(context);
  switch (dataType) {
  case 1:
    return b.getF32Type();
  case 2:
    return b.getIntegerType(8, /*isSigned=*/false);
  case 3:
    return b.getI8Type();
  case 4:
    return b.getIntegerType(16, /*isSigned=*/false);
  case 5:
    return b.getI16Type();
  case 6:
    return b.getI32Type();
  case 7:
    return b.getI64Type();
  case 9:
    return b.getI1Type();
  case 10:
    return b.getF16Type();
  case 11:
  case 17:
    return b.getF64Type();
  case 12:
    return b.getIntegerType(32, /*isSigned=*/false);
  case 13:
    return b.getIntegerType(64, /*isSigned=*/false);
  case 16:
    return b.getBF16Type();
  default:
    return nullptr;
  }
}

Type typeOfId(int64_t typeId, MLIRContext *context) {
  if (typeId < 0 && typeId > -64)
    return elementTypeOf(static_cast<int32_t>(-typeId), context);
  // TypeId -> TensorProto's number.
  static constexpr std::pair<int64_t, int32_t> kTypes[] = {
      {30, 9},  {32, 3},  {33, 5},  {34, 6}, {35, 7},  {37, 2}, {38, 4},
      {39, 12}, {40, 13}, {42, 10}, {43, 1}, {44, 11}, {45, 16}};
  for (auto [id, number] : kTypes)
    if (id == typeId)
      return elementTypeOf(number, context);
  return nullptr;
}

llvm::Expected<RankedTensorType>
decodeType(const TensorProto &tensor, bool dynamic, MLIRContext *context) {
  Type element = elementTypeOf(tensor.data_type(), context);
  if (!element)
    return fail("has element type " + Twine(tensor.data_type()) +
                ", which is not supported");
  if (tensor.dims_size() > kMaxRank)
    return fail("has " + Twine(tensor.dims_size()) +
                " dimensions, expected at most " + Twine(kMaxRank));
  SmallVector<int64_t> shape(tensor.dims().begin(), tensor.dims().end());
  for (auto [axis, extent] : llvm::enumerate(shape)) {
    if (extent == -1 && dynamic && axis == 0)
      extent = ShapedType::kDynamic;
    else if (extent == -1 && dynamic)
      return fail("has a dynamic dimension " + Twine(axis) +
                  ": only the first one, the batch, may be -1");
    else if (extent < 0)
      return fail("has extent " + Twine(extent) + " in dimension " +
                  Twine(axis));
  }
  if (!isSensible(shape))
    return fail("has shape " + mindir::shapeText(shape) +
                ", more elements than any memory");
  return RankedTensorType::get(shape, element);
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

bool holdsData(const TensorProto &tensor) {
  return tensor.has_raw_data() || tensor.has_external_data() ||
         tensor.float_data_size() || tensor.int32_data_size() ||
         tensor.int64_data_size() || tensor.double_data_size() ||
         tensor.uint64_data_size();
}

/// Elements outside raw_data, as old writers may have them.
static std::optional<OwnedBytes> listedBytes(const TensorProto &tensor,
                                             Type element) {
  int64_t width = bytesOf(element);
  if (element.isF32() && tensor.float_data_size())
    return packList(tensor.float_data(), width);
  if (element.isF64() && tensor.double_data_size())
    return packList(tensor.double_data(), width);
  if (isa<IntegerType>(element) && width <= 4 && tensor.int32_data_size())
    return packList(tensor.int32_data(), width);
  if (isa<IntegerType>(element) && width == 8 && tensor.int64_data_size())
    return packList(tensor.int64_data(), width);
  if (element.isUnsignedInteger() && width >= 4 && tensor.uint64_data_size())
    return packList(tensor.uint64_data(), width);
  return std::nullopt;
}

llvm::Expected<OwnedBytes> decodeBytes(TensorProto &tensor,
                                       RankedTensorType type, bool take,
                                       ModelFile &file) {
  if (tensor.compression_type() != 0)
    return fail("is compressed, which is not supported");
  if (tensor.quant_params_size() > 0)
    return fail("is quantized, which is not supported");
  OwnedBytes result;
  if (tensor.has_external_data()) {
    llvm::Expected<OwnedBytes> bytes = file.readExternal(tensor);
    if (!bytes)
      return bytes.takeError();
    result = *bytes;
  } else if (tensor.has_raw_data() && take) {
    std::shared_ptr<std::string> bytes(tensor.release_raw_data());
    result = {StringRef(*bytes), bytes};
  } else if (tensor.has_raw_data()) {
    result.bytes = tensor.raw_data();
  } else if (auto listed = listedBytes(tensor, type.getElementType())) {
    result = *listed;
  } else if (type.getNumElements() > 0) {
    return fail("has no data");
  }
  int64_t wanted = type.getNumElements() * bytesOf(type.getElementType());
  if (static_cast<int64_t>(result.bytes.size()) != wanted)
    return fail("has " + Twine(result.bytes.size()) + " bytes of data, but " +
                (type.getRank() == 0
                     ? std::string("a scalar")
                     : "shape " + mindir::shapeText(type.getShape())) +
                " needs " + Twine(wanted));
  return result;
}

DenseElementsAttr decodeElements(StringRef bytes, RankedTensorType type) {
  if (type.getElementType().isInteger(1)) {
    SmallVector<bool> values;
    for (char byte : bytes)
      values.push_back(byte != 0);
    return DenseElementsAttr::get(type, values);
  }
  return DenseElementsAttr::getFromRawBuffer(
      type, ArrayRef<char>(bytes.data(), bytes.size()));
}

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

namespace {
/// AttributeProto.type; 0 to 16 are TensorProto's data types.
enum AttributeType {
  kUndefined = 0,
  kFloat = 1,
  kString = 8,
  kBool = 9,
  kDouble = 11,
  kTensor = 17,
  kTensors = 19,
  kTuple = 20,
  kList = 21,
  kUMonad = 23,
  kIOMonad = 24,
  kNone = 25,
};

bool isInteger(int type) {
  return (type >= 2 && type <= 7) || type == 12 || type == 13;
}

Item textItem(const std::string &text) {
  Item item;
  item.kind = Item::Kind::Text;
  item.text = text;
  return item;
}

Item dataItem(const TensorProto &tensor) {
  Item item;
  item.kind = Item::Kind::Data;
  item.data = &tensor;
  return item;
}

/// Element k of a list attribute: the plural fields, or the singular one where
/// there is one element.
llvm::Expected<Item> elementOf(const AttributeProto &attribute, int k) {
  int type = attribute.type();
  auto missing = [&] {
    return fail("has no element " + Twine(k) + " of type " + Twine(type));
  };
  if (type == kFloat) {
    if (k < attribute.floats_size())
      return Item::number(static_cast<double>(attribute.floats(k)));
    return k == 0 && attribute.has_f()
               ? llvm::Expected<Item>(
                     Item::number(static_cast<double>(attribute.f())))
               : missing();
  }
  if (type == kDouble) {
    if (k < attribute.doubles_size())
      return Item::number(attribute.doubles(k));
    return k == 0 && attribute.has_d()
               ? llvm::Expected<Item>(Item::number(attribute.d()))
               : missing();
  }
  if (type == kString) {
    if (k < attribute.strings_size())
      return textItem(attribute.strings(k));
    return k == 0 && attribute.has_s()
               ? llvm::Expected<Item>(textItem(attribute.s()))
               : missing();
  }
  if (isInteger(type) || type == kBool) {
    int64_t value;
    if (k < attribute.ints_size())
      value = attribute.ints(k);
    else if (k == 0 && attribute.has_i())
      value = attribute.i();
    else
      return missing();
    return type == kBool ? Item::boolean(value != 0) : Item::number(value);
  }
  if (type == kTensor || type == kTensors) {
    if (k < attribute.tensors_size())
      return dataItem(attribute.tensors(k));
    if (k == 0 && attribute.has_t())
      return dataItem(attribute.t());
  }
  return missing();
}

/// r1.x: "scalar:Tuple[value1,List[value2,],]" says how the plain lists of the
/// message nest. The names are not read: they count up.
class OldReader {
public:
  OldReader(const AttributeProto &attribute, StringRef form)
      : attribute(attribute), form(form) {}

  llvm::Expected<Item> read() {
    llvm::Expected<Item> item = value(0);
    if (item && !form.empty())
      return fail("has the form '" + attribute.ref_attr_name() +
                  "', which is not known");
    return item;
  }

private:
  llvm::Expected<Item> value(unsigned depth) {
    if (depth > kMaxTupleDepth)
      return fail("nests tuples too deeply");
    if (!form.consume_front("Tuple[") && !form.consume_front("List[")) {
      form = form.drop_until([](char c) { return c == ',' || c == ']'; });
      return elementOf(attribute, next++);
    }
    std::vector<Item> items;
    while (!form.consume_front("]")) {
      if (form.empty())
        return fail("has a tuple without an end");
      llvm::Expected<Item> item = value(depth + 1);
      if (!item)
        return item;
      items.push_back(*item);
      form.consume_front(",");
    }
    return Item::tuple(std::move(items));
  }

  const AttributeProto &attribute;
  StringRef form;
  int next = 0;
};

llvm::Expected<Item> decodeOld(const AttributeProto &attribute) {
  StringRef name = attribute.ref_attr_name();
  auto [kind, form] = name.split(':');
  if (kind == "Monad")
    return Item::monad();
  if (kind == "none")
    return Item();
  if (kind.starts_with("tensor")) {
    if (attribute.tensors_size())
      return dataItem(attribute.tensors(0));
    if (attribute.has_t())
      return dataItem(attribute.t());
    return fail("has no tensor");
  }
  if (kind == "type") {
    // A number of TensorProto, not a TypeId: its sign tells them apart.
    int64_t number =
        attribute.tensors_size() ? attribute.tensors(0).data_type() : 0;
    return Item::number(-number);
  }
  if (kind == "scalar" || kind == "shape")
    return OldReader(attribute, form).read();
  return fail("has the form '" + name + "', which is not known");
}

llvm::Expected<Item> decodeNew(const AttributeProto &attribute,
                               unsigned depth) {
  int type = attribute.type();
  if (depth > kMaxTupleDepth)
    return fail("nests tuples too deeply");
  switch (type) {
  case kUMonad:
  case kIOMonad:
    return Item::monad();
  case kNone:
    return Item();
  case kTuple:
  case kList: {
    std::vector<Item> items;
    for (const AttributeProto &value : attribute.values()) {
      llvm::Expected<Item> item = decodeNew(value, depth + 1);
      if (!item)
        return item;
      items.push_back(*item);
    }
    return Item::tuple(std::move(items));
  }
  case kTensor:
  case kTensors:
    if (attribute.tensors_size() > 1) {
      std::vector<Item> items;
      for (const TensorProto &tensor : attribute.tensors())
        items.push_back(dataItem(tensor));
      return Item::tuple(std::move(items));
    }
    return elementOf(attribute, 0);
  default:
    break;
  }
  // Without a type the field that is there tells: hand-made files.
  if (type == kUndefined) {
    if (attribute.has_i())
      return Item::number(static_cast<int64_t>(attribute.i()));
    if (attribute.has_f())
      return Item::number(static_cast<double>(attribute.f()));
    if (attribute.has_s())
      return textItem(attribute.s());
  }
  if (type == kString || type == kFloat || type == kDouble || type == kBool ||
      isInteger(type))
    return elementOf(attribute, 0);
  return fail("has type " + Twine(type) + ", which is not supported");
}
} // namespace

llvm::Expected<Item> decodeAttribute(const AttributeProto &attribute) {
  if (!attribute.ref_attr_name().empty())
    return decodeOld(attribute);
  return decodeNew(attribute, 0);
}

} // namespace ms
