//===- Index.cpp - Elements and slices by index, order, masks -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/Ops/Ops.h"

#include "dialects/MindIR/Ops/Index.h"
#include "dialects/MindIR/Ops/Shape.h"
#include "lib/Import/ONNX/Decode.h"
#include "lib/Import/OpenBatch.h"

#include <numeric>

using namespace mlir;
using namespace ms::mindir;

namespace ms::fromonnx {

using Ints = NodeReader::Ints;

/// Indices that count from the end where they are negative, as indices that
/// count from the start. `extents` is a number, or a list of them along the
/// last dimension.
static Value wrap(NodeReader &n, unsigned k, ArrayRef<int64_t> extents) {
  if (const Known *known = n.findKnown(k)) {
    // Those that are known are changed here, and mostly none is.
    auto list = integersOf(*known);
    if (list && llvm::all_of(*list, [](int64_t v) { return v >= 0; }))
      return n.tensor(k);
  }
  Value indices = n.tensor(k);
  if (n.hasFailed())
    return nullptr;
  Type element = n.typeOf(indices).getElementType();
  if (!isa<IntegerType>(element) || element.isUnsignedInteger())
    return indices;
  std::vector<double> values(extents.begin(), extents.end());
  Ints shape;
  if (values.size() > 1)
    shape.push_back(static_cast<int64_t>(values.size()));
  Value size = n.constant(values, shape, element);
  Value isNegative = n.emit<LessOp>({indices, n.number(indices, 0)});
  return n.emit<SelectOp>(
      {isNegative, n.emit<AddOp>({indices, size}), indices});
}

/// The extent of an axis that indices are about.
static int64_t extentOf(NodeReader &n, Value x, int64_t axis) {
  if (n.hasFailed())
    return 1;
  int64_t extent = n.typeOf(x).getDimSize(axis);
  if (!ShapedType::isDynamic(extent))
    return extent;
  n.fail("has indices into the batch, whose size is open");
  return 1;
}

static Results importGather(NodeReader &n) {
  Value x = n.tensor(0);
  if (n.hasFailed())
    return {};
  int64_t axis = n.axis("axis", 0, n.typeOf(x).getRank());
  int64_t extent = extentOf(n, x, axis);
  // One of several tensors, as queries, keys and values are made.
  auto turn = openbatch::beforeTurn(n, x);
  if (const Known *known = n.findKnown(1);
      turn && known && axis == 0 && known->type.getRank() == 0) {
    int64_t place = n.integer(1, "indices");
    return openbatch::take(n, *turn, n.normalize(place, extent));
  }
  Value indices = wrap(n, 1, extent);
  return n.emit<GatherOp>({x, indices}, n.attributes().integer("axis", axis));
}

/// Places in x with as many elements, besides the axis, as the indices have.
static Value cutTo(NodeReader &n, Value x, Value indices, int64_t axis) {
  if (n.hasFailed())
    return nullptr;
  RankedTensorType type = n.typeOf(x), places = n.typeOf(indices);
  if (type.getRank() != places.getRank()) {
    n.fail("has indices of shape " + shapeText(places.getShape()) +
           " for shape " + shapeText(type.getShape()));
    return nullptr;
  }
  for (int64_t k = 0; k < type.getRank(); ++k)
    if (k != axis && !places.isDynamicDim(k) && !type.isDynamicDim(k) &&
        places.getDimSize(k) < type.getDimSize(k))
      x = compose::slice(n, x, k, 0, places.getDimSize(k));
  return x;
}

static Results importGatherElements(NodeReader &n) {
  Value x = n.tensor(0), indices = n.tensor(1);
  if (n.hasFailed())
    return {};
  int64_t axis = n.axis("axis", 0, n.typeOf(x).getRank());
  x = cutTo(n, x, indices, axis);
  return n.emit<GatherDOp>({x, indices}, n.attributes().integer("dim", axis));
}

/// Tuples of indices, each completed by its place in the first `batch`
/// dimensions.
static Value completed(NodeReader &n, Value indices, int64_t batch) {
  if (batch == 0 || n.hasFailed())
    return indices;
  RankedTensorType type = n.typeOf(indices);
  if (!type.hasStaticShape() || batch >= type.getRank()) {
    n.fail("has batch_dims " + Twine(batch) + " and indices of shape " +
           shapeText(type.getShape()));
    return nullptr;
  }
  SmallVector<Value> parts;
  Ints whole(type.getShape());
  whole.back() = 1;
  for (int64_t k = 0; k < batch; ++k) {
    std::vector<double> places(type.getDimSize(k));
    std::iota(places.begin(), places.end(), 0);
    Ints shape(type.getRank(), 1);
    shape[k] = type.getDimSize(k);
    parts.push_back(
        n.broadcastTo(n.constant(places, shape, type.getElementType()), whole));
  }
  parts.push_back(indices);
  return compose::concat(n, parts, type.getRank() - 1);
}

/// The extents that tuples at input `k` are about, from dimension `first` on.
static Value wrapTuples(NodeReader &n, unsigned k, Value x, int64_t first) {
  RankedTensorType type = n.typeOfInput(k);
  if (!type || n.hasFailed())
    return nullptr;
  int64_t size = type.getRank() ? type.getDimSize(type.getRank() - 1) : 0;
  if (size < 1 || first < 0 || first + size > n.typeOf(x).getRank()) {
    n.fail("has indices of shape " + shapeText(type.getShape()) +
           " for shape " + shapeText(n.typeOf(x).getShape()));
    return nullptr;
  }
  Ints extents;
  for (int64_t i = 0; i < size; ++i)
    extents.push_back(extentOf(n, x, first + i));
  return wrap(n, k, extents);
}

static Results importGatherND(NodeReader &n) {
  Value x = n.tensor(0);
  int64_t batch = n.integer("batch_dims", 0);
  Value indices = completed(n, wrapTuples(n, 1, x, batch), batch);
  return n.emit<GatherNdOp>({x, indices});
}

//===----------------------------------------------------------------------===//
// Scattering
//===----------------------------------------------------------------------===//

static std::string readReduction(NodeReader &n) {
  return n.choice("reduction", {"none", "add", "mul", "max", "min"}, "none");
}

static Value combine(NodeReader &n, StringRef reduction, Value x, Value y) {
  if (reduction == "mul")
    return n.emit<MulOp>({x, y});
  if (reduction == "max")
    return n.emit<MaximumOp>({x, y});
  return n.emit<MinimumOp>({x, y});
}

/// Most steps of a reduction that the dialect has no op for.
static constexpr int64_t kMaxSteps = 256;

static Results importScatterElements(NodeReader &n) {
  Value x = n.tensor(0), indices = n.tensor(1), updates = n.tensor(2);
  if (n.hasFailed())
    return {};
  int64_t axis = n.axis("axis", 0, n.typeOf(x).getRank());
  std::string reduction = readReduction(n);
  auto scatter = [&](Value to, Value at, Value what, StringRef how) {
    return n.emit<TensorScatterElementsOp>(
        {to, at, what},
        n.attributes().integer("axis", axis).text("reduction", how));
  };
  if (reduction == "none" || reduction == "add")
    return scatter(x, indices, updates, reduction);
  // Elements of one slice go to different places.
  int64_t steps = n.typeOf(indices).getDimSize(axis);
  if (ShapedType::isDynamic(steps) || steps > kMaxSteps) {
    n.fail("has the reduction '" + reduction + "' along more than " +
           Twine(kMaxSteps) + " elements, which is not supported");
    return {};
  }
  for (int64_t k = 0; k < steps; ++k) {
    Value at = compose::slice(n, indices, axis, k, 1),
          what = compose::slice(n, updates, axis, k, 1);
    Value old = n.emit<GatherDOp>({cutTo(n, x, at, axis), at},
                                  n.attributes().integer("dim", axis));
    x = scatter(x, at, combine(n, reduction, old, what), "none");
  }
  return x;
}

static Results importScatterND(NodeReader &n) {
  Value x = n.tensor(0);
  Value indices = wrapTuples(n, 1, x, 0), updates = n.tensor(2);
  std::string reduction = readReduction(n);
  if (n.hasFailed())
    return {};
  if (reduction == "none")
    return n.emit<TensorScatterUpdateOp>({x, indices, updates});
  if (reduction == "add")
    return n.emit<TensorScatterAddOp>({x, indices, updates});
  // One tuple after another.
  RankedTensorType type = n.typeOf(indices), slices = n.typeOf(updates);
  int64_t size = type.getDimSize(type.getRank() - 1);
  if (!type.hasStaticShape() || !slices.hasStaticShape() ||
      type.getNumElements() / size > kMaxSteps) {
    n.fail("has the reduction '" + reduction + "' for more than " +
           Twine(kMaxSteps) + " places, which is not supported");
    return {};
  }
  int64_t count = type.getNumElements() / size;
  indices = n.reshape(indices, {count, size});
  Ints shape = {count};
  shape.append(slices.getShape().begin() + type.getRank() - 1,
               slices.getShape().end());
  updates = n.reshape(updates, shape);
  for (int64_t k = 0; k < count; ++k) {
    Value at = compose::slice(n, indices, 0, k, 1),
          what = compose::slice(n, updates, 0, k, 1);
    Value old = n.emit<GatherNdOp>({x, at});
    x = n.emit<TensorScatterUpdateOp>(
        {x, at, combine(n, reduction, old, what)});
  }
  return x;
}

//===----------------------------------------------------------------------===//
// Masks and order
//===----------------------------------------------------------------------===//

/// Indices, the depth, the values for "off" and "on".
static Results importOneHot(NodeReader &n) {
  Value indices = n.tensor(0);
  SmallVector<double> depths = n.reals(1, "depth");
  Value values = n.tensor(2);
  int64_t axis = n.integer("axis", -1);
  if (n.hasFailed())
    return {};
  int64_t rank = n.typeOf(indices).getRank() + 1;
  axis = n.normalize(axis, rank);
  if (depths.size() != 1 || depths[0] < 1 || depths[0] > 1 << 30) {
    n.fail("input 1 'depth' is no positive number");
    return {};
  }
  auto depth = static_cast<int64_t>(depths[0]);
  indices = n.convert(indices, n.getI64());
  Value isNegative = n.emit<LessOp>({indices, n.number(indices, 0)});
  indices = n.emit<SelectOp>(
      {isNegative,
       n.emit<AddOp>({indices, n.number(indices, static_cast<double>(depth))}),
       indices});
  Value hot = n.emit<OneHotOp>(
      indices, n.attributes()
                   .integer("depth", depth)
                   .integer("axis", axis == rank - 1 ? -1 : axis)
                   .type("dtype", Float32Type::get(n.getContext())));
  auto value = [&](int64_t k) {
    return n.reshape(compose::slice(n, values, 0, k, 1), {});
  };
  Value isHot = n.emit<GreaterOp>({hot, n.number(hot, 0)});
  return n.emit<SelectOp>({isHot, value(1), value(0)});
}

/// `perm` exchanges the axis and the last dimension.
static Ints lastAxis(int64_t axis, int64_t rank) {
  Ints perm(rank);
  std::iota(perm.begin(), perm.end(), 0);
  std::swap(perm[axis], perm[rank - 1]);
  return perm;
}

/// The number is an attribute before version 10.
static Results importTopK(NodeReader &n) {
  Value x = n.tensor(0);
  if (n.hasFailed())
    return {};
  RankedTensorType type = n.typeOf(x);
  int64_t axis = n.axis("axis", -1, type.getRank());
  int64_t k = n.getVersion() < 10 ? n.integer("k") : n.integer(1, "k");
  bool largest = n.integer("largest", 1) != 0;
  if (n.hasFailed())
    return {};
  if (k < 1 || type.isDynamicDim(axis) || k > type.getDimSize(axis)) {
    n.fail("takes " + Twine(k) + " elements along axis " + Twine(axis) +
           " of shape " + shapeText(type.getShape()));
    return {};
  }
  Operation *op;
  if (largest) {
    bool isLast = axis == type.getRank() - 1;
    Ints perm = lastAxis(axis, type.getRank());
    op = n.emitOp(TopKOp::getOperationName(),
                  isLast ? x : compose::transpose(n, x, perm),
                  n.attributes().integer("k", k));
    if (!op)
      return {};
    Value values = op->getResult(0), places = op->getResult(1);
    if (!isLast) {
      values = compose::transpose(n, values, perm);
      places = compose::transpose(n, places, perm);
    }
    return {values, n.convert(places, n.getI64())};
  }
  op = n.emitOp(SortOp::getOperationName(), x,
                n.attributes().integer("axis", axis));
  if (!op)
    return {};
  return {
      compose::slice(n, op->getResult(0), axis, 0, k),
      n.convert(compose::slice(n, op->getResult(1), axis, 0, k), n.getI64())};
}

static Results importTrilu(NodeReader &n) {
  Value x = n.tensor(0);
  int64_t k = n.has(1) ? n.integer(1, "k") : 0;
  bool upper = n.integer("upper", 1) != 0;
  OpAttributes attributes = n.attributes().integer("diagonal", k);
  return upper ? n.emit<TriuOp>(x, attributes) : n.emit<TrilOp>(x, attributes);
}

/// Slices, or elements, where a condition that is known is true.
static Results importCompress(NodeReader &n) {
  Value x = n.tensor(0);
  const Known *known = n.findKnown(1);
  if (!known)
    n.fail("input 1 'condition' must be known when the model is read, but '" +
           (n.has(1) ? n.getNode().input(1) : std::string()) + "' is computed");
  if (n.hasFailed())
    return {};
  std::vector<double> list = realsOf(*known), places;
  for (size_t k = 0; k < list.size(); ++k)
    if (list[k] != 0)
      places.push_back(static_cast<double>(k));
  int64_t axis = 0;
  if (n.hasAttribute("axis"))
    axis = n.axis("axis", 0, n.typeOf(x).getRank());
  else
    x = n.emit<ReshapeOp>(x, n.attributes().ints("shape", {-1}));
  if (static_cast<int64_t>(list.size()) > extentOf(n, x, axis))
    n.fail("has a condition of " + Twine(list.size()) + " elements");
  if (n.hasFailed())
    return {};
  Value at =
      n.constant(places, {static_cast<int64_t>(places.size())}, n.getI64());
  return n.emit<GatherOp>({x, at}, n.attributes().integer("axis", axis));
}

/// The first elements of sequences in reverse order: as many as input 1 says.
static Results importReverseSequence(NodeReader &n) {
  Value x = n.tensor(0), lengths = n.tensor(1);
  int64_t batch = n.integer("batch_axis", 1), time = n.integer("time_axis", 0);
  if (n.hasFailed())
    return {};
  RankedTensorType type = n.typeOf(x);
  batch = n.normalize(batch, type.getRank());
  time = n.normalize(time, type.getRank());
  int64_t extent = extentOf(n, x, time);
  if (n.hasFailed())
    return {};
  if (batch == time || n.typeOf(lengths).getRank() != 1 ||
      !type.hasStaticShape()) {
    n.fail("has time_axis " + Twine(time) + " and batch_axis " + Twine(batch) +
           " for shape " + shapeText(type.getShape()));
    return {};
  }
  std::vector<double> steps(extent);
  std::iota(steps.begin(), steps.end(), 0);
  Ints row(type.getRank(), 1), column(type.getRank(), 1);
  row[time] = extent;
  column[batch] = type.getDimSize(batch);
  Value step = n.constant(steps, row, n.getI64());
  Value length = n.reshape(n.convert(lengths, n.getI64()), column);
  Value isInside = n.emit<LessOp>({step, length});
  Value mirrored =
      n.emit<SubOp>({n.emit<SubOp>({length, n.number(length, 1)}), step});
  Value places = n.emit<SelectOp>({isInside, mirrored, step});
  places = n.broadcastTo(places, type.getShape());
  return n.emit<GatherDOp>({x, places}, n.attributes().integer("dim", time));
}

void addIndexOps(OpTable &table) {
  table["Gather"] = importGather;
  table["GatherElements"] = importGatherElements;
  table["GatherND"] = importGatherND;
  table["ScatterElements"] = table["Scatter"] = importScatterElements;
  table["ScatterND"] = importScatterND;
  table["OneHot"] = importOneHot;
  table["TopK"] = importTopK;
  table["Trilu"] = importTrilu;
  table["Compress"] = importCompress;
  table["ReverseSequence"] = importReverseSequence;
}

} // namespace ms::fromonnx
