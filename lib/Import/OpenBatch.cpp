//===- OpenBatch.cpp - An open batch that files turn ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/OpenBatch.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "dialects/MindIR/MindIRShapes.h"
#include "dialects/MindIR/Ops/Shape.h"
#include "lib/Import/Compose.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::openbatch {

using Ints = OpEmitter::Ints;

std::optional<Turn> beforeTurn(OpEmitter &n, Value x) {
  auto transpose =
      n.hasFailed() || !x ? TransposeOp() : x.getDefiningOp<TransposeOp>();
  if (!transpose || !n.typeOf(transpose.getX()).isDynamicDim(0))
    return std::nullopt;
  Turn turn{transpose.getX(), getInts(transpose.getPerm())};
  if (turn.perm[0] == 0)
    return std::nullopt;
  return turn;
}

Value turn(OpEmitter &n, Value x, ArrayRef<int64_t> perm) {
  return llvm::is_sorted(perm) ? x : compose::transpose(n, x, perm);
}

Value turnBatch(OpEmitter &n, Value x, int64_t place) {
  if (n.hasFailed() || !x)
    return nullptr;
  Ints perm = llvm::to_vector(llvm::seq<int64_t>(1, n.typeOf(x).getRank()));
  perm.insert(perm.begin() + place, 0);
  return turn(n, x, perm);
}

Value take(OpEmitter &n, const Turn &before, int64_t place) {
  const Ints &perm = before.perm;
  Value y = compose::slice(n, before.source, perm[0], place, 1);
  y = n.emit<SqueezeOp>(y, n.attributes().ints("axis", {perm[0]}));
  Ints rest;
  for (int64_t axis : ArrayRef(perm).drop_front())
    rest.push_back(axis - (axis > perm[0]));
  return turn(n, y, rest);
}

Value transpose(OpEmitter &n, Value x, ArrayRef<int64_t> perm) {
  auto before = beforeTurn(n, x);
  // What is no permutation is the op's error.
  Ints sorted(perm);
  llvm::sort(sorted);
  if (!before ||
      !llvm::equal(sorted, llvm::seq<int64_t>(0, before->perm.size())))
    return compose::transpose(n, x, perm);
  Ints both;
  for (int64_t place : perm)
    both.push_back(before->perm[place]);
  return turn(n, before->source, both);
}

Value expandDims(OpEmitter &n, Value x, int64_t axis) {
  RankedTensorType type = n.typeOf(x);
  auto before = beforeTurn(n, x);
  if (n.hasFailed() || !type)
    return nullptr;
  int64_t rank = type.getRank();
  bool isFirst = axis == 0 && rank > 0 && type.isDynamicDim(0);
  if ((!before && !isFirst) || axis < 0 || axis > rank)
    return n.expand(x, axis);
  // Behind the batch, and then where it belongs.
  Ints perm =
      before ? before->perm : llvm::to_vector(llvm::seq<int64_t>(0, rank));
  for (int64_t &place : perm)
    place += place > 0;
  perm.insert(perm.begin() + axis, 1);
  return turn(n, n.expand(before ? before->source : x, 1), perm);
}

Value squeeze(OpEmitter &n, Value x, ArrayRef<int64_t> axes) {
  auto before = beforeTurn(n, x);
  int64_t rank = before ? static_cast<int64_t>(before->perm.size()) : 0;
  auto isOutside = [&](int64_t axis) { return axis < 0 || axis >= rank; };
  if (!before || llvm::any_of(axes, isOutside))
    return n.emit<SqueezeOp>(x, n.attributes().ints("axis", axes));
  Ints gone, rest;
  for (auto [k, place] : llvm::enumerate(before->perm))
    if (axes.empty() ? n.typeOf(x).getDimSize(k) == 1
                     : llvm::is_contained(axes, k))
      gone.push_back(place);
  if (gone.empty())
    return x;
  for (int64_t place : before->perm)
    if (!llvm::is_contained(gone, place))
      rest.push_back(
          place - llvm::count_if(gone, [&](int64_t g) { return g < place; }));
  // What a state has got for a moment.
  auto expand = before->source.getDefiningOp<ExpandDimsOp>();
  if (expand && gone.size() == 1 && expand.getAxis() == gone[0])
    return turn(n, expand.getX(), rest);
  x = n.emit<SqueezeOp>(before->source, n.attributes().ints("axis", gone));
  return turn(n, x, rest);
}

} // namespace ms::openbatch
