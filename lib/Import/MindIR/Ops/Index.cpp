//===- Index.cpp - Elements and slices by index, order, masks -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/Compose.h"
#include "lib/Import/MindIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Index.h"
#include "dialects/MindIR/Ops/Shape.h"

#include <numeric>

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

/// Indices and a table.
static Item importEmbedding(NodeReader &n) {
  Value indices = n.tensor(0), table = n.tensor(1);
  return Item::tensor(n.emit<GatherOp>({table, indices}));
}

/// A table that begins at the index `offset`.
static Item importEmbeddingLookup(NodeReader &n) {
  Value table = n.tensor(0), indices = n.tensor(1);
  int64_t offset = n.integer({2, "offset"}, 0);
  if (offset != 0)
    indices = n.emit<SubOp>(
        {indices, n.number(indices, static_cast<double>(offset))});
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

static Item importTensorScatterSub(NodeReader &n) {
  Value x = n.tensor(0), indices = n.tensor(1), updates = n.tensor(2);
  return Item::tensor(
      n.emit<TensorScatterAddOp>({x, indices, n.emit<NegOp>(updates)}));
}

/// x with slices added at the indices along an axis.
static Item importIndexAdd(NodeReader &n) {
  Value x = n.tensor(0), indices = n.tensor(1), y = n.tensor(2);
  int64_t axis = n.integer(attribute("axis"));
  Value added = n.emit<GatherGradOp>({y, indices},
                                     n.attributes()
                                         .ints("shape", compose::extents(n, x))
                                         .integer("axis", axis));
  Value sum = n.emit<AddOp>({x, added});
  n.writeIfParameter(0, sum);
  return Item::tensor(sum);
}

/// x, a dimension, indices and what the elements there become.
static Item importIndexFill(NodeReader &n) {
  Value x = n.tensor(0), indices = n.tensor(2);
  int64_t dim = n.integer({1, "dim"});
  RankedTensorType type = n.typeOf(x), places = n.typeOf(indices);
  Value value = n.tensor(3, type ? type.getElementType() : Type());
  if (!type || !places || n.hasFailed())
    return Item();
  int64_t axis = normalizeAxis(dim, type.getRank());
  if (axis < 0 || type.isDynamicDim(axis)) {
    n.fail("dim " + Twine(dim) + " is outside rank " + Twine(type.getRank()) +
           " or the batch");
    return Item();
  }
  // How often each place is named.
  Value one = n.constant(Float32Type::get(n.getContext()), 1);
  Value ones = n.emit<BroadcastToOp>(
      one, n.attributes().ints("shape", places.getShape()));
  int64_t extent = type.getDimSize(axis);
  Value named = n.emit<UnsortedSegmentSumOp>(
      {ones, indices}, n.attributes().integer("num_segments", extent));
  Value mask = n.emit<GreaterOp>({named, n.number(named, 0)});
  NodeReader::Ints shape(type.getRank(), 1);
  shape[axis] = extent;
  return Item::tensor(
      n.emit<SelectOp>({n.reshape(mask, shape), n.reshape(value, {}), x}));
}

static Item importScatterElements(NodeReader &n) {
  Value x = n.tensor(0), indices = n.tensor(1), updates = n.tensor(2);
  int64_t axis = n.integer({3, "axis"}, 0);
  std::string reduction = n.choice({4, "reduction"}, {"none", "add"}, "none");
  return Item::tensor(n.emit<TensorScatterElementsOp>(
      {x, indices, updates},
      n.attributes().integer("axis", axis).text("reduction", reduction)));
}

/// x, dim, index, source.
template <bool adds> static Item importScatterSource(NodeReader &n) {
  Value x = n.tensor(0), index = n.tensor(2), source = n.tensor(3);
  int64_t axis = n.integer({1, "dim"});
  std::string reduction = "add";
  if (!adds)
    reduction = n.choice({4, "reduce"}, {"none", "add"}, "none");
  Value y = n.emit<TensorScatterElementsOp>(
      {x, index, source},
      n.attributes().integer("axis", axis).text("reduction", reduction));
  if (n.getOpName().starts_with("Inplace"))
    n.writeIfParameter(0, y);
  return Item::tensor(y);
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

/// Ones on the diagonal of a matrix.
static Value eye(NodeReader &n, int64_t rows, int64_t columns, Type element) {
  Value ones = n.emit<BroadcastToOp>(
      n.constant(element, 1), n.attributes().ints("shape", {rows, columns}));
  return n.emit<TriuOp>(n.emit<TrilOp>(ones));
}

static Item importEye(NodeReader &n) {
  int64_t rows = n.integer({0, "n"}), columns = n.integer({1, "m"}, rows);
  Type element = n.type({2, "dtype"});
  if (rows < 0 || columns < 0)
    n.fail("has " + Twine(rows) + " rows and " + Twine(columns) + " columns");
  return Item::tensor(eye(n, rows, columns, element));
}

/// The elements of x on the diagonal, each dimension of it twice.
static Item importDiag(NodeReader &n) {
  Value x = n.tensor(0);
  RankedTensorType type = n.typeOf(x);
  if (!type || n.hasFailed())
    return Item();
  if (!type.hasStaticShape()) {
    n.fail("takes a tensor of shape " + shapeText(type.getShape()) +
           ", expected known extents");
    return Item();
  }
  int64_t count = type.getNumElements();
  Value mask = eye(n, count, count, IntegerType::get(n.getContext(), 1));
  Value zero = n.number(x, 0);
  Value y = n.emit<SelectOp>({mask, n.reshape(x, {count}), zero});
  NodeReader::Ints shape(type.getShape());
  llvm::append_range(shape, type.getShape());
  return Item::tensor(n.reshape(y, shape));
}

/// Elements on a diagonal of the dimensions `dim1` and `dim2`, as the last one.
static Value diagonal(NodeReader &n, Value x, int64_t offset, int64_t dim1,
                      int64_t dim2) {
  RankedTensorType type = n.typeOf(x);
  if (!type || n.hasFailed())
    return nullptr;
  int64_t rank = type.getRank();
  dim1 = normalizeAxis(dim1, rank);
  dim2 = normalizeAxis(dim2, rank);
  if (dim1 < 0 || dim2 < 0 || dim1 == dim2 || type.isDynamicDim(dim1) ||
      type.isDynamicDim(dim2)) {
    n.fail("has no diagonal in shape " + shapeText(type.getShape()));
    return nullptr;
  }
  NodeReader::Ints perm, shape;
  for (int64_t k = 0; k < rank; ++k)
    if (k != dim1 && k != dim2) {
      perm.push_back(k);
      shape.push_back(type.getDimSize(k));
    }
  perm.append({dim1, dim2});
  int64_t rows = type.getDimSize(dim1), columns = type.getDimSize(dim2);
  int64_t row = std::max<int64_t>(-offset, 0);
  int64_t column = std::max<int64_t>(offset, 0);
  int64_t count = std::min(rows - row, columns - column);
  if (count < 1) {
    n.fail("has no diagonal " + Twine(offset) + " in shape " +
           shapeText(type.getShape()));
    return nullptr;
  }
  // The next element stands a row and a column further.
  shape.push_back(rows * columns);
  x = n.reshape(compose::transpose(n, x, perm), shape);
  int64_t last = rank - 2, first = row * columns + column;
  NodeReader::Ints begin(rank - 1, 0), end(rank - 1, INT32_MAX),
      strides(rank - 1, 1);
  begin[last] = first;
  end[last] = first + (count - 1) * (columns + 1) + 1;
  strides[last] = columns + 1;
  return n.emit<StridedSliceOp>(x, n.attributes()
                                       .ints("begin", begin)
                                       .ints("end", end)
                                       .ints("strides", strides));
}

static Item importDiagonal(NodeReader &n) {
  Value x = n.tensor(0);
  int64_t offset = n.integer({1, "offset"}, 0);
  int64_t dim1 = n.integer({2, "dim1"}, 0), dim2 = n.integer({3, "dim2"}, 1);
  return Item::tensor(diagonal(n, x, offset, dim1, dim2));
}

static Item importTrace(NodeReader &n) {
  Value line = diagonal(n, n.tensor(0), 0, 0, 1);
  return Item::tensor(
      n.emit<ReduceSumOp>(line, n.attributes().ints("axis", {0})));
}

/// As many numbers as asked for, at equal distances.
static Item importLinSpace(NodeReader &n) {
  Value start = n.tensor(0), stop = n.tensor(1);
  int64_t count = n.integer({2, "steps"});
  if (count < 1 || count > 4096)
    n.fail("makes " + Twine(count) + " numbers, supported are 1 to 4096");
  if (n.hasFailed())
    return Item();
  NodeReader::Ints places(count);
  std::iota(places.begin(), places.end(), 0);
  Value steps = n.emit<CastOp>(
      compose::numbers(n, places, {count}),
      n.attributes().type("dtype", n.typeOf(start).getElementType()));
  start = n.reshape(start, {});
  Value range = n.emit<SubOp>({n.reshape(stop, {}), start});
  Value last =
      n.number(start, static_cast<double>(std::max<int64_t>(count - 1, 1)));
  Value distance = n.emit<MulOp>({steps, n.emit<DivOp>({range, last})});
  return Item::tensor(n.emit<AddOp>({distance, start}));
}

/// `value` where the mask is set.
static Item importMaskedFill(NodeReader &n) {
  Value x = n.tensor(0), mask = n.tensor(1);
  RankedTensorType type = n.typeOf(x);
  Value value = n.tensor(2, type ? type.getElementType() : Type());
  if (!type || !value || n.hasFailed())
    return Item();
  // A tensor of another type takes the one of x.
  if (n.typeOf(value).getElementType() != type.getElementType())
    value = n.emit<CastOp>(value,
                           n.attributes().type("dtype", type.getElementType()));
  return Item::tensor(n.emit<MaskedFillOp>({x, mask, n.reshape(value, {})}));
}

void addIndexOps(OpTable &table) {
  table["UnsortedSegmentSum"] = importUnsortedSegmentSum;
  table["EmbeddingDenseBackward"] = importEmbeddingGrad;
  table["Embedding"] = importEmbedding;
  table["EmbeddingLookup"] = importEmbeddingLookup;
  table["GatherD"] = importGatherD;
  table["GatherDGradV2"] = importGatherDGrad;
  table["GatherNd"] = table["GatherNdExt"] = importGatherNd;
  table["ScatterNd"] = importScatterNd;
  table["TensorScatterAdd"] = importTensorScatter<TensorScatterAddOp>;
  table["TensorScatterSub"] = importTensorScatterSub;
  table["TensorScatterUpdate"] = importTensorScatter<TensorScatterUpdateOp>;
  table["TensorScatterElements"] = importScatterElements;
  table["Scatter"] = table["InplaceScatterSrc"] = importScatterSource<false>;
  table["ScatterAddExt"] = importScatterSource<true>;
  table["IndexAdd"] = importIndexAdd;
  table["IndexFill"] = importIndexFill;
  table["Eye"] = importEye;
  table["Diag"] = importDiag;
  table["Diagonal"] = table["DiagonalView"] = importDiagonal;
  table["Trace"] = importTrace;
  table["LinSpace"] = table["LinSpaceExt"] = importLinSpace;
  table["TopK"] = importTopK;
  table["Sort"] = importSort;
  table["Tril"] = table["TrilExt"] = importTriangle<TrilOp>;
  table["Triu"] = importTriangle<TriuOp>;
  table["MaskedFill"] = table["MaskedFillScalar"] = importMaskedFill;
}

} // namespace ms
