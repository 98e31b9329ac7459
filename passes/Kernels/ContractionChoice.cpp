//===- ContractionChoice.cpp - A schedule by what decides it --------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/ContractionChoice.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/raw_ostream.h"

#include <tuple>

using namespace llvm;

namespace ms {
namespace {

/// No tile is larger, no sum longer, no generic has more loops: products of
/// what is read stay far from overflow.
constexpr int64_t kMostInTile = 1024, kMostSteps = int64_t(1) << 31;
constexpr unsigned kMostDims = 64;

constexpr std::pair<StringLiteral, ContractionChoice::Order> kOrders[] = {
    {"rows", ContractionChoice::Order::Rows},
    {"pieces", ContractionChoice::Order::Pieces},
    {"columns", ContractionChoice::Order::Columns},
};

bool readNumber(StringRef text, int64_t least, int64_t most, int64_t &value) {
  return !text.getAsInteger(10, value) && value >= least && value <= most;
}

bool readDim(StringRef text, unsigned &dim) {
  return text.consume_front("d") && !text.getAsInteger(10, dim) &&
         dim < kMostDims;
}

/// Reads the value of one word; what was expected, or "".
std::string readValue(StringRef name, StringRef value,
                      ContractionChoice &choice) {
  auto number = [&](int64_t least, int64_t most, auto &place) -> std::string {
    int64_t read;
    if (!readNumber(value, least, most, read))
      return "a whole number from " + std::to_string(least) + " to " +
             std::to_string(most);
    place = read;
    return "";
  };
  auto loop =
      [&](std::optional<ContractionChoice::Loop> &place) -> std::string {
    auto [dim, count] = value.split(':');
    ContractionChoice::Loop read;
    if (!readDim(dim, read.dim) ||
        !readNumber(count, 1, kMostInTile, read.count))
      return "a dimension and a number from 1 to " +
             std::to_string(kMostInTile) + ", as d0:6";
    place = read;
    return "";
  };
  if (name == "lanes")
    return readDim(value, choice.lanes) ? "" : "a dimension, as d1";
  if (name == "operand")
    return number(0, kMostDims - 1, choice.operand);
  if (name == "vectors")
    return number(1, kMostInTile, choice.vectors);
  if (name == "rows")
    return loop(choice.rows);
  if (name == "columns")
    return loop(choice.columns);
  if (name == "pieces")
    return number(1, kMostSteps, choice.pieces);
  if (name == "slab")
    return number(1, kMostDims - 1, choice.slab);
  if (name == "packed") {
    choice.packed = value == "yes";
    return value == "yes" || value == "no" ? "" : "yes or no";
  }
  if (name == "order") {
    for (const auto &[known, order] : kOrders)
      if (value == known) {
        choice.order = order;
        return "";
      }
    return "rows, pieces or columns";
  }
  return "lanes, operand, vectors, rows, columns, packed, order, pieces or "
         "slab";
}

} // namespace

bool ContractionChoice::operator==(const ContractionChoice &other) const {
  auto key = [](const ContractionChoice &choice) {
    return std::tie(choice.lanes, choice.vectors, choice.rows, choice.columns,
                    choice.operand, choice.packed, choice.order, choice.pieces,
                    choice.slab);
  };
  return key(*this) == key(other);
}

std::string ContractionChoice::text() const {
  std::string result;
  raw_string_ostream stream(result);
  stream << "lanes=d" << lanes;
  if (operand)
    stream << " operand=" << *operand;
  stream << " vectors=" << vectors;
  if (rows)
    stream << " rows=d" << rows->dim << ":" << rows->count;
  if (columns)
    stream << " columns=d" << columns->dim << ":" << columns->count;
  if (packed)
    stream << " packed=yes";
  for (const auto &[name, known] : kOrders)
    if (order == known)
      stream << " order=" << name;
  if (pieces)
    stream << " pieces=" << pieces;
  if (slab)
    stream << " slab=" << slab;
  return result;
}

std::string ContractionChoice::parse(StringRef text,
                                     ContractionChoice &choice) {
  ContractionChoice read;
  StringSet<> seen;
  SmallVector<StringRef> words;
  text.split(words, ' ', -1, /*KeepEmpty=*/false);
  for (StringRef word : words) {
    auto [name, value] = word.split('=');
    if (std::string expected = readValue(name, value, read); !expected.empty())
      return "found '" + word.str() + "', expected " + expected;
    if (!seen.insert(name).second)
      return "'" + name.str() + "' is said twice";
  }
  if (!seen.contains("lanes"))
    return "it does not say the lanes";
  if (read.packed && !read.operand)
    return "packed=yes needs the operand";
  bool waits = read.order == Order::Pieces || read.order == Order::Columns;
  if ((waits || read.slab) && read.pieces == 0)
    return "order=pieces, order=columns and slab need the length of pieces";
  if (read.order == Order::Rows && read.pieces)
    return "order=rows has no pieces";
  if (read.order == Order::Pieces && read.slab)
    return "order=pieces has no slab";
  choice = read;
  return "";
}

} // namespace ms
