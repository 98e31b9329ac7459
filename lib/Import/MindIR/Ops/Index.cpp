//===- Index.cpp - Elements and slices by index, order, masks -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/MindIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Index.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

static Item importUnsortedSegmentSum(NodeReader &n) {
  Value x = n.tensor(0), ids = n.tensor(1);
  int64_t segments = n.integer({2, "num_segments"});
  return Item::tensor(n.emit<UnsortedSegmentSumOp>(
      {x, ids}, n.attributes().integer("num_segments", segments)));
}

/// The gradient of a table: dy, indices, its number of rows.
static Item importEmbeddingGrad(NodeReader &n) {
  Value dy = n.tensor(0), indices = n.tensor(1);
  int64_t rows = n.integer({2, "num_weights"});
  if (n.has({3, "padding_idx"}))
    n.fail("has a padding_idx, which is not supported");
  n.expectInteger({4, "scale_grad_by_freq"}, {0}, "no scale_grad_by_freq");
  return Item::tensor(n.emit<UnsortedSegmentSumOp>(
      {dy, indices}, n.attributes().integer("num_segments", rows)));
}

/// A table, indices, and the first row's number.
static Item importEmbeddingLookup(NodeReader &n) {
  Value table = n.tensor(0), indices = n.tensor(1);
  n.expectInteger({2, "offset"}, {0}, "0");
  return Item::tensor(n.emit<GatherOp>({table, indices}));
}

/// x, dim, index, updates: along `dim` each row gets one element.
static Item importScatterOne(NodeReader &n) {
  if (n.isParameter(0)) {
    n.fail("changes a parameter in place, which is not supported");
    return Item();
  }
  Value x = n.tensor(0), index = n.tensor(2), updates = n.tensor(3);
  int64_t dim = n.integer({1, "dim"});
  RankedTensorType type = n.typeOf(x), given = n.typeOf(index);
  if (!type || !given || n.hasFailed())
    return Item();
  int64_t place = normalizeAxis(dim, type.getRank());
  if (place < 0 || given.getRank() != type.getRank() ||
      given.getDimSize(place) != 1) {
    n.fail("writes elements of indices " + shapeText(given.getShape()) +
           " along dimension " + Twine(dim) + " of " +
           shapeText(type.getShape()) + ", supported is one for each row");
    return Item();
  }
  OpAttributes attributes = n.attributes()
                                .integer("dim", place)
                                .integer("extent", type.getDimSize(place));
  Value one = n.number(updates, 1);
  Value marked = n.emit<GatherDGradOp>(
      {n.emit<BroadcastLikeOp>({one, updates}), index}, attributes);
  Value spread = n.emit<GatherDGradOp>({updates, index}, attributes);
  Value here = n.emit<GreaterOp>({marked, n.number(marked, 0)});
  return Item::tensor(n.emit<SelectOp>({here, spread, x}));
}

/// Indices and a table.
static Item importEmbedding(NodeReader &n) {
  Value indices = n.tensor(0), table = n.tensor(1);
  return Item::tensor(n.emit<GatherOp>({table, indices}));
}

/// x, dim, index.
static Item importGatherD(NodeReader &n) {
  Value x = n.tensor(0), index = n.tensor(2);
  int64_t dim = n.integer({1, "dim"});
  return Item::tensor(
      n.emit<GatherDOp>({x, index}, n.attributes().integer("dim", dim)));
}

/// x, dim, index, dy.
static Item importGatherDGrad(NodeReader &n) {
  Value x = n.tensor(0), index = n.tensor(2), dy = n.tensor(3);
  int64_t dim = n.integer({1, "dim"});
  RankedTensorType type = n.typeOf(x);
  int64_t place = type ? normalizeAxis(dim, type.getRank()) : -1;
  if (place < 0) {
    n.fail("dim " + Twine(dim) + " is outside the rank");
    return Item();
  }
  return Item::tensor(n.emit<GatherDGradOp>(
      {dy, index}, n.attributes()
                       .integer("dim", dim)
                       .integer("extent", type.getDimSize(place))));
}

static Item importGatherNd(NodeReader &n) {
  Value x = n.tensor(0), indices = n.tensor(1);
  return Item::tensor(n.emit<GatherNdOp>({x, indices}));
}

static Item importScatterNd(NodeReader &n) {
  Value indices = n.tensor(0), updates = n.tensor(1);
  NodeReader::Ints shape = n.shape({2, "shape"});
  return Item::tensor(n.emit<ScatterNdOp>({indices, updates},
                                          n.attributes().ints("shape", shape)));
}

template <typename OpT> static Item importTensorScatter(NodeReader &n) {
  Value x = n.tensor(0), indices = n.tensor(1), updates = n.tensor(2);
  return Item::tensor(n.emit<OpT>({x, indices, updates}));
}

static Item importTopK(NodeReader &n) {
  Value x = n.tensor(0);
  int64_t k = n.integer({1, "k"});
  return n.emitTuple<TopKOp>(x, n.attributes().integer("k", k));
}

static Item importSort(NodeReader &n) {
  Value x = n.tensor(0);
  int64_t axis = n.integer(attribute("axis"), -1);
  bool descending = n.boolean(attribute("descending"), false);
  return n.emitTuple<SortOp>(
      x, n.attributes().integer("axis", axis).flag("descending", descending));
}

template <typename OpT> static Item importTriangle(NodeReader &n) {
  Value x = n.tensor(0);
  int64_t diagonal = n.integer({1, "diagonal"}, 0);
  return Item::tensor(
      n.emit<OpT>(x, n.attributes().integer("diagonal", diagonal)));
}

/// `value` where the mask is set.
static Item importMaskedFill(NodeReader &n) {
  Value x = n.tensor(0), mask = n.tensor(1);
  Value value = n.tensor(2, x ? n.typeOf(x).getElementType() : Type());
  return Item::tensor(n.emit<MaskedFillOp>({x, mask, n.reshape(value, {})}));
}

void addIndexOps(OpTable &table) {
  table["UnsortedSegmentSum"] = importUnsortedSegmentSum;
  table["EmbeddingDenseBackward"] = importEmbeddingGrad;
  table["EmbeddingLookup"] = importEmbeddingLookup;
  table["InplaceScatterSrc"] = importScatterOne;
  table["Embedding"] = importEmbedding;
  table["GatherD"] = importGatherD;
  table["GatherDGradV2"] = importGatherDGrad;
  table["GatherNd"] = table["GatherNdExt"] = importGatherNd;
  table["ScatterNd"] = importScatterNd;
  table["TensorScatterAdd"] = importTensorScatter<TensorScatterAddOp>;
  table["TensorScatterUpdate"] = importTensorScatter<TensorScatterUpdateOp>;
  table["TopK"] = importTopK;
  table["Sort"] = importSort;
  table["Tril"] = table["TrilExt"] = importTriangle<TrilOp>;
  table["Triu"] = importTriangle<TriuOp>;
  table["MaskedFill"] = table["MaskedFillScalar"] = importMaskedFill;
}

} // namespace ms
