//===- AirFile.cpp - The bytes of an .air file ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/AIR/AirFile.h"

#include "lib/Import/FileBytes.h"

#include "google/protobuf/io/coded_stream.h"

using namespace llvm;

namespace ms::air {

/// Most messages of a file: some, and one for so many bytes. Descriptors and
/// lists of slots are small.
static constexpr int64_t kSomeMessages = 50'000, kBytesOfMessage = 6;

namespace {
enum Message : unsigned {
  None,
  Model,
  Graph,
  Op,
  Desc,
  Tensor,
  Entry,
  Attr,
  Leaf
};
} // namespace

/// Which fields of a message hold messages: those of ge_ir.proto.
static unsigned childOf(unsigned message, uint32_t field) {
  switch (message) {
  case Model:
    return field == 7 ? Graph : field == 11 ? Entry : None;
  case Graph:
    return field == 6 ? Op : field == 11 ? Entry : None;
  case Op:
    return field == 10 ? Entry : field == 33 || field == 34 ? Desc : None;
  case Desc:
    return field == 3 ? Leaf : field == 5 ? Entry : None;
  case Tensor:
    return field == 1 ? Desc : None;
  case Entry:
    return field == 2 ? Attr : None;
  case Attr:
    return field == 1 ? Leaf : field == 12 ? Tensor : None;
  default:
    return None;
  }
}

static Error fail(const Twine &text) {
  return createStringError(inconvertibleErrorCode(), text);
}

Expected<std::unique_ptr<ge_ir::ModelDef>> parseModel(StringRef bytes) {
  if (bytes.empty())
    return fail("is empty");
  if (bytes.size() > static_cast<size_t>(INT32_MAX))
    return fail("has " + Twine(bytes.size()) +
                " bytes, more than a message can have");
  if (Error error =
          checkMessages(bytes, childOf, Model, kSomeMessages, kBytesOfMessage))
    return error;
  auto model = std::make_unique<ge_ir::ModelDef>();
  google::protobuf::io::CodedInputStream stream(
      reinterpret_cast<const uint8_t *>(bytes.data()),
      static_cast<int>(bytes.size()));
  stream.SetRecursionLimit(kMaxDepth + 2);
  if (!model->ParseFromCodedStream(&stream) || !stream.ConsumedEntireMessage())
    return fail("truncated or malformed");
  if (model->graph_size() == 0)
    return fail("has no graph: it is no AIR file");
  if (model->graph_size() > 1)
    return fail("has " + Twine(model->graph_size()) +
                " graphs, expected one: graphs that call others are not read");
  return model;
}

} // namespace ms::air
