//===- ImportGraphMeta.cpp - A step from a -graph.meta file ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/GraphMeta/ImportGraphMeta.h"

#include "lib/Import/FileBytes.h"
#include "lib/Import/GraphMeta/Convert.h"
#include "lib/Import/MindIR/GraphImporter.h"

using namespace mlir;

namespace ms {

/// Least bytes of a message; MindSpore's files have one for every 14.
static constexpr int64_t kBytesOfMessage = 8;

namespace {
enum Message {
  None,
  Model,
  Graph,
  Node,
  Leaf,
  Named,
  Value,
  Parameter,
  Type,
  TensorType,
  Shape,
  Sequence,
};

/// Which fields of a message hold messages: those of anf_ir.proto.
unsigned childOf(unsigned message, uint32_t field) {
  switch (message) {
  case Model:
    return field == 4 ? Graph : None;
  case Graph:
    return field == 1                 ? Node
           : field == 3 || field == 4 ? Parameter
           : field == 5               ? Named
                                      : None;
  case Node:
    return field == 1 ? Leaf : field == 5 ? Named : field == 6 ? Type : None;
  case Named:
    return field == 2 ? Value : None;
  case Value:
    return field == 8 ? Leaf : field == 18 ? Value : field == 20 ? Type : None;
  case Parameter:
    return field == 2 ? Type : None;
  case Type:
    return field == 2 ? TensorType : field == 3 ? Sequence : None;
  case TensorType:
    return field == 2 ? Shape : None;
  case Shape:
    return field == 1 ? Leaf : None;
  case Sequence:
    return field == 1 ? Type : None;
  default:
    return None;
  }
}
} // namespace

static llvm::Expected<ModelFile> parse(StringRef bytes,
                                       const std::string &path) {
  anf_ir::ModelProto model;
  if (llvm::Error error =
          parseMessage(bytes, childOf, Model, kBytesOfMessage, model))
    return error;
  auto converted = convertGraphMeta(model);
  if (!converted)
    return converted.takeError();
  return ModelFile::withoutValues(std::move(*converted), path);
}

static llvm::Expected<ModelFile> open(const std::string &path) {
  auto buffer = openModel(path);
  if (!buffer)
    return buffer.takeError();
  return parse((*buffer)->getBuffer(), path);
}

OwningOpRef<ModuleOp> importGraphMeta(const std::string &path,
                                      MLIRContext &context) {
  return importModel(open(path), path, context);
}

OwningOpRef<ModuleOp> importGraphMeta(StringRef bytes, const std::string &path,
                                      MLIRContext &context) {
  return importModel(parse(bytes, path), path, context);
}

} // namespace ms
