//===- Item.cpp - What a name in a graph stands for -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/MindIR/Item.h"

#include "lib/Import/MindIR/Decode.h"

#include "mlir/IR/Types.h"
#include "llvm/Support/raw_ostream.h"

namespace ms {

std::string describe(const Item &item) {
  std::string text;
  llvm::raw_string_ostream os(text);
  switch (item.kind) {
  case Item::Kind::None:
    os << "None";
    break;
  case Item::Kind::Monad:
    os << "a monad";
    break;
  case Item::Kind::Integer:
    os << "the number " << item.integer;
    break;
  case Item::Kind::Boolean:
    os << (item.integer ? "true" : "false");
    break;
  case Item::Kind::Real:
    os << "the number " << item.real;
    break;
  case Item::Kind::Text:
    os << "'" << item.text << "'";
    break;
  case Item::Kind::Data:
    os << "a constant tensor";
    if (!holdsData(*item.data))
      os << " without a value";
    break;
  case Item::Kind::Tensor:
    os << item.value.getType();
    break;
  case Item::Kind::Deferred:
    os << "a tensor";
    break;
  case Item::Kind::Parameter:
    os << "a parameter";
    break;
  case Item::Kind::Tuple:
    os << "a tuple of " << item.list().size();
    break;
  case Item::Kind::Function:
    os << "a function";
    break;
  }
  return text;
}

/// Whether `first` happened before `later`, or is it.
static bool isBefore(const Write *first, const Write *later) {
  while (later && later->depth > first->depth)
    later = later->previous.get();
  return first == later;
}

bool mergeStates(State &into, const State &from, unsigned &conflict) {
  if (!from || into == from)
    return true;
  if (!into) {
    into = from;
    return true;
  }
  std::shared_ptr<StateMap> merged;
  for (const auto &[parameter, write] : *from) {
    auto found = into->find(parameter);
    if (found != into->end() && isBefore(write.get(), found->second.get()))
      continue;
    if (found != into->end() && !isBefore(found->second.get(), write.get())) {
      conflict = parameter;
      return false;
    }
    if (!merged)
      merged = std::make_shared<StateMap>(*into);
    (*merged)[parameter] = write;
  }
  if (merged)
    into = std::move(merged);
  return true;
}

} // namespace ms
