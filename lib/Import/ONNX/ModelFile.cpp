//===- ModelFile.cpp - The bytes of an .onnx file -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/ModelFile.h"

#include "lib/Import/ONNX/Versions.h"

using namespace llvm;

namespace ms::fromonnx {

/// Least bytes of a message.
static constexpr int64_t kBytesOfMessage = 8;

static Error fail(const Twine &text) {
  return createStringError(inconvertibleErrorCode(), text);
}

namespace {
enum Message {
  None,
  Model,
  Graph,
  Node,
  Attribute,
  Info,
  Tensor,
  Sparse,
  Type,
  TensorType,
  ListType,
  MapType,
  Shape,
  Function,
  Training,
  Annotation,
  Leaf,
};

/// Which fields of a message hold messages: those of onnx.proto.
unsigned childOf(unsigned message, uint32_t field) {
  switch (message) {
  case Model:
    return field == 7 ? Graph
           : field == 8 || field == 14
               ? Leaf
               : (field == 20 ? Training : (field == 25 ? Function : None));
  case Graph:
    switch (field) {
    case 1:
      return Node;
    case 5:
      return Tensor;
    case 11:
    case 12:
    case 13:
      return Info;
    case 14:
      return Annotation;
    case 15:
      return Sparse;
    default:
      return field == 16 ? Leaf : None;
    }
  case Node:
    return field == 5 ? Attribute : field == 9 ? Leaf : None;
  case Attribute:
    switch (field) {
    case 5:
    case 10:
      return Tensor;
    case 6:
    case 11:
      return Graph;
    case 14:
    case 15:
      return Type;
    default:
      return field == 22 || field == 23 ? Sparse : None;
    }
  case Info:
    return field == 2 ? Type : field == 4 ? Leaf : None;
  case Tensor:
    return field == 3 || field == 13 || field == 16 ? Leaf : None;
  case Sparse:
    return field == 1 || field == 2 ? Tensor : None;
  case Type:
    return field == 1 || field == 8   ? TensorType
           : field == 4 || field == 9 ? ListType
           : field == 5               ? MapType
                                      : None;
  case TensorType:
    return field == 2 ? Shape : None;
  case ListType:
    return field == 1 ? Type : None;
  case MapType:
    return field == 2 ? Type : None;
  case Shape:
    return field == 1 ? Leaf : None;
  case Function:
    return field == 7 ? Node : field == 9 || field == 11 ? Attribute : None;
  case Training:
    return field == 1 || field == 2 ? Graph : Leaf;
  case Annotation:
    return field == 2 ? Leaf : None;
  default:
    return None;
  }
}
} // namespace

Error ModelFile::check() {
  if (!model->has_graph())
    return fail("has no graph: it is no ONNX model");
  if (model->ir_version() < kOldestIR)
    return fail("has ir_version " + Twine(model->ir_version()) +
                ", expected at least " + Twine(kOldestIR));
  bool found = false;
  for (const onnx::OperatorSetIdProto &set : model->opset_import()) {
    if (!set.domain().empty() && set.domain() != "ai.onnx")
      continue;
    if (found && set.version() != opset)
      return fail("names two versions of the operators, " + Twine(opset) +
                  " and " + Twine(set.version()));
    opset = set.version();
    found = true;
  }
  if (!found)
    return fail("does not say which version of the operators it uses "
                "(opset_import)");
  if (opset < kOldestOpset || opset > kNewestOpset)
    return fail("uses opset " + Twine(opset) + ", known are " +
                Twine(kOldestOpset) + " to " + Twine(kNewestOpset));
  return Error::success();
}

Expected<ModelFile> ModelFile::parse(StringRef bytes, const std::string &path,
                                     SideBuffers sides) {
  ModelFile file(path, std::move(sides));
  file.model = std::make_unique<onnx::ModelProto>();
  if (Error error =
          parseMessage(bytes, childOf, Model, kBytesOfMessage, *file.model))
    return error;
  if (Error error = file.check())
    return error;
  return file;
}

Expected<ModelFile> ModelFile::open(const std::string &path) {
  auto buffer = openModel(path);
  if (!buffer)
    return buffer.takeError();
  return parse((*buffer)->getBuffer(), path);
}

Expected<OwnedBytes> ModelFile::readExternal(const onnx::TensorProto &tensor,
                                             int64_t size) {
  StringRef location;
  int64_t offset = 0, length = size;
  for (const onnx::StringStringEntryProto &entry : tensor.external_data()) {
    StringRef key = entry.key(), value = entry.value();
    if (key == "location")
      location = value;
    else if ((key == "offset" && value.getAsInteger(10, offset)) ||
             (key == "length" && value.getAsInteger(10, length)))
      return fail("external data has the " + key + " '" + value +
                  "', expected a number");
  }
  auto wrong = [&](const Twine &text) {
    return fail("external data '" + location + "' " + text);
  };
  auto file = sideFiles.open(location);
  if (!file)
    return wrong(toString(file.takeError()));
  StringRef bytes = (*file)->getBuffer();
  auto there = static_cast<int64_t>(bytes.size());
  if (offset < 0 || length < 0 || offset > there || length > there - offset)
    return wrong("has " + Twine(there) + " bytes, but " + Twine(length) +
                 " from byte " + Twine(offset) + " on are asked for");
  return OwnedBytes{bytes.substr(offset, length), *file};
}

} // namespace ms::fromonnx
