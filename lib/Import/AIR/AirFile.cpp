//===- AirFile.cpp - The bytes of an .air file ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/AIR/AirFile.h"

#include "lib/Import/FileBytes.h"

using namespace llvm;

namespace ms::air {

/// Least bytes of a message: descriptors and lists of slots are small.
static constexpr int64_t kBytesOfMessage = 6;

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
  auto model = std::make_unique<ge_ir::ModelDef>();
  if (Error error =
          parseMessage(bytes, childOf, Model, kBytesOfMessage, *model))
    return error;
  if (model->graph_size() == 0)
    return fail("has no graph: it is no AIR file");
  if (model->graph_size() > 1)
    return fail("has " + Twine(model->graph_size()) +
                " graphs, expected one: graphs that call others are not read");
  return model;
}

} // namespace ms::air
