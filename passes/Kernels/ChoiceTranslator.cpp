//===- ChoiceTranslator.cpp - Candidates as choices -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/ChoiceTranslator.h"

using namespace mlir;

namespace ms {

using Order = ContractionChoice::Order;
using TileLoop = std::optional<ContractionChoice::Loop>;

ChoiceTranslator::ChoiceTranslator(const Nest &nest, const VectorTarget &target)
    : ContractionModel(nest, target) {
  SmallVector<LinearForm> forms = reductionLoops(nest, product.op);
  for (auto [dim, form] : llvm::enumerate(forms))
    for (unsigned k = 0; k < nest.numLoops(); ++k)
      if (form.coeffs[k] == 1)
        dims.push_back({k, static_cast<unsigned>(dim)});
}

std::optional<unsigned> ChoiceTranslator::loopOf(unsigned dim) const {
  for (auto [loop, known] : dims)
    if (known == dim)
      return loop;
  return std::nullopt;
}

unsigned ChoiceTranslator::dimOf(unsigned loop) const {
  const auto *found = llvm::find_if(
      dims, [&](const auto &entry) { return entry.first == loop; });
  return found->second;
}

std::optional<ContractionModel::Candidate>
ChoiceTranslator::toCandidate(const ContractionChoice &choice) const {
  Candidate result;
  result.lanes = loopOf(choice.lanes);
  if (!result.lanes)
    return std::nullopt;
  auto place = [&](const TileLoop &loop, std::optional<unsigned> &to,
                   int64_t &count) {
    if (!loop)
      return true;
    to = loopOf(loop->dim);
    count = loop->count;
    return to.has_value();
  };
  if (!place(choice.rows, result.rows, result.rowCount) ||
      !place(choice.columns, result.columns, result.columnCount))
    return std::nullopt;
  // Along the sum both operands are vectors.
  if (choice.operand.has_value() == nest.loops[*result.lanes].reduces)
    return std::nullopt;
  if (choice.operand) {
    result.swap = *choice.operand != numberOf(false);
    if (*choice.operand != numberOf(result.swap))
      return std::nullopt;
  }
  result.packed = wantsCopy(choice);
  if (result.packed && !isPackable(result.swap ? 0 : 1))
    return std::nullopt;
  result.side = choice.vectors;
  result.rowsOutside = choice.order == Order::Rows;
  result.aroundTiles = choice.order == Order::Pieces;
  result.columnsOutside = choice.order == Order::Columns;
  result.pieceSteps = choice.pieces;
  result.slabLoops = choice.slab;
  return result;
}

ContractionChoice ChoiceTranslator::toChoice(const Candidate &candidate) const {
  ContractionChoice result;
  result.lanes = dimOf(*candidate.lanes);
  result.vectors = candidate.side;
  if (candidate.rows)
    result.rows = {dimOf(*candidate.rows), candidate.rowCount};
  if (candidate.columns)
    result.columns = {dimOf(*candidate.columns), candidate.columnCount};
  if (!nest.loops[*candidate.lanes].reduces) {
    result.operand = numberOf(candidate.swap);
    result.packed =
        candidate.packed || (candidate.swap ? first : second).blockSize != 0;
  }
  result.order = candidate.rowsOutside      ? Order::Rows
                 : candidate.aroundTiles    ? Order::Pieces
                 : candidate.columnsOutside ? Order::Columns
                                            : Order::Plain;
  result.pieces = candidate.pieceSteps;
  result.slab = candidate.slabLoops;
  return result;
}

std::string ChoiceTranslator::whyNot(const ContractionChoice &choice) const {
  auto name = [](unsigned dim) { return "d" + std::to_string(dim); };
  std::optional<unsigned> lanes = loopOf(choice.lanes);
  if (!lanes)
    return "it has no loop " + name(choice.lanes);
  for (const TileLoop &loop : {choice.rows, choice.columns}) {
    std::optional<unsigned> place;
    if (!loop)
      continue;
    if (!(place = loopOf(loop->dim)))
      return "it has no loop " + name(loop->dim);
    if (bound(place) < loop->count)
      return "a tile of " + std::to_string(loop->count) + " iterations of " +
             name(loop->dim) + ", which has " + std::to_string(bound(place));
  }
  if (bound(*lanes) < 2 || isDynamic(*lanes))
    return "lanes along " + name(choice.lanes) + ", whose extent is " +
           (isDynamic(*lanes) ? "not fixed" : std::to_string(bound(*lanes)));
  const bool alongSum = nest.loops[*lanes].reduces;
  if (alongSum && choice.operand)
    return "lanes run along the sum: both operands give vectors";
  if (!alongSum && !choice.operand)
    return "it does not say which operand gives vectors";
  if (choice.operand && *choice.operand != numberOf(false) &&
      *choice.operand != numberOf(true))
    return "operand " + std::to_string(*choice.operand) + " is no factor";
  if (wantsCopy(choice) &&
      !isPackable(*choice.operand != numberOf(false) ? 0 : 1))
    return "operand " + std::to_string(*choice.operand) +
           " cannot be packed: its places overlap";
  int64_t rows = choice.rows ? choice.rows->count : 1,
          columns = choice.columns ? choice.columns->count : 1;
  int64_t vectors = choice.vectors * columns;
  int64_t needed = alongSum ? rows * columns + std::min(rows, columns) + 1
                            : rows * vectors + vectors + 1;
  if (needed > target.registers)
    return "a tile of " + std::to_string(rows) + " rows x " +
           std::to_string(vectors) + " vectors needs " +
           std::to_string(needed) + " registers, the target has " +
           std::to_string(target.registers);
  return "these lanes, this tile and this order do not go together here";
}

} // namespace ms
