//===- Shape.cpp - Shapes changed, tensors cut, joined and filled ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/Ops/Ops.h"

#include "dialects/MindIR/Ops/Elementary.h"
#include "dialects/MindIR/Ops/Image.h"
#include "dialects/MindIR/Ops/Index.h"
#include "dialects/MindIR/Ops/Shape.h"
#include "lib/Import/ONNX/Decode.h"
#include "lib/Import/OpenBatch.h"

#include <cmath>
#include <numeric>

using namespace mlir;
using namespace ms::mindir;

namespace ms::fromonnx {

using Ints = NodeReader::Ints;

//===----------------------------------------------------------------------===//
// Shapes as numbers
//===----------------------------------------------------------------------===//

/// Numbers computed from the extents of input 0 by `compute`, for each size of
/// the batch where that is open.
template <typename Function>
static Results fromShape(NodeReader &n, Function compute) {
  RankedTensorType type = n.typeOfInput(0);
  if (!type)
    return {};
  auto at = [&](int64_t rows) -> KnownRef {
    Ints shape(type.getShape());
    for (int64_t &extent : shape)
      if (ShapedType::isDynamic(extent))
        extent = rows;
    return compute(shape);
  };
  if (type.hasStaticShape())
    return Item(at(0));
  std::vector<KnownRef> probes;
  for (int64_t rows : kProbes)
    probes.push_back(at(rows));
  Value source = n.input(0).value;
  if (auto turn = openbatch::beforeTurn(n, source))
    source = turn->source;
  return Item::varying(std::move(probes), source);
}

static Results importShape(NodeReader &n) {
  RankedTensorType type = n.typeOfInput(0);
  if (!type)
    return {};
  int64_t rank = type.getRank();
  auto place = [&](int64_t axis) {
    return std::clamp<int64_t>(axis < 0 ? axis + rank : axis, 0, rank);
  };
  int64_t start = place(n.integer("start", 0));
  int64_t end = place(n.integer("end", rank));
  int64_t count = std::max<int64_t>(end - start, 0);
  // Where no dimension is open in this part, there is nothing to vary.
  ArrayRef<int64_t> part = type.getShape().slice(start, count);
  if (!type.hasStaticShape() && !llvm::is_contained(part, ShapedType::kDynamic))
    return Item(packIntegers(part, {count}, n.getContext()));
  return fromShape(n, [&](const Ints &shape) {
    return packIntegers(ArrayRef(shape).slice(start, count), {count},
                        n.getContext());
  });
}

static Results importSize(NodeReader &n) {
  return fromShape(n, [&](const Ints &shape) {
    return packIntegers(std::accumulate(shape.begin(), shape.end(), int64_t(1),
                                        std::multiplies<>()),
                        {}, n.getContext());
  });
}

//===----------------------------------------------------------------------===//
// Another shape for the same elements
//===----------------------------------------------------------------------===//

/// Of what was turned: the dimensions up to the batch stay, those behind it are
/// reshaped.
static Value reshapeBehind(NodeReader &n, Value x, const openbatch::Turn &turn,
                           Ints shape) {
  RankedTensorType type = n.typeOf(x);
  int64_t place = llvm::find(type.getShape(), ShapedType::kDynamic) -
                  type.getShape().begin();
  auto isBatch = [&](int64_t k) {
    return ShapedType::isDynamic(shape[k]) || shape[k] == -1;
  };
  int64_t rank = static_cast<int64_t>(shape.size()), left = 1, known = 1;
  for (int64_t k = place + 1; k < type.getRank(); ++k)
    left *= type.getDimSize(k);
  bool fits = place < rank && isBatch(place);
  for (int64_t k = 0; fits && k < place; ++k)
    fits = shape[k] == type.getDimSize(k);
  int64_t inferred = -1;
  for (int64_t k = place + 1; fits && k < rank; ++k) {
    if (shape[k] == -1 && inferred < 0) {
      inferred = k;
      continue;
    }
    fits = shape[k] > 0 && shape[k] <= left / known;
    known *= fits ? shape[k] : 1;
  }
  // One entry is left, and one stands for it.
  fits = fits && (inferred < 0 || shape[place] != -1);
  if (fits && inferred >= 0 && left % known == 0)
    shape[inferred] = left / known;
  else
    fits &= known == left;
  if (!fits) {
    n.fail("makes " + shapeText(shape) + " of shape " +
           shapeText(type.getShape()) + ": " + n.shapeAdvice());
    return nullptr;
  }
  shape[place] = ShapedType::kDynamic;
  Ints perm = turn.perm;
  std::rotate(perm.begin(), perm.begin() + place, perm.begin() + place + 1);
  std::rotate(shape.begin(), shape.begin() + place, shape.begin() + place + 1);
  return openbatch::turnBatch(
      n, n.reshape(openbatch::turn(n, turn.source, perm), shape), place);
}

/// An entry 0 is that of x; an entry -1 what is left.
static Results importReshape(NodeReader &n) {
  Value x = n.tensor(0);
  auto turn = openbatch::beforeTurn(n, x);
  Ints shape = n.extents(1, "shape", /*anywhere=*/turn.has_value());
  bool allowZero = n.integer("allowzero", 0) != 0;
  if (n.hasFailed())
    return {};
  RankedTensorType type = n.typeOf(x);
  int64_t inferred = -1, known = 1;
  for (auto [k, extent] : llvm::enumerate(shape)) {
    if (extent == 0 && !allowZero) {
      if (static_cast<int64_t>(k) >= type.getRank()) {
        n.fail("takes extent " + Twine(k) + " of shape " +
               shapeText(type.getShape()));
        return {};
      }
      extent = type.getDimSize(k);
    }
    if (extent == -1)
      inferred = static_cast<int64_t>(k);
    else if (!ShapedType::isDynamic(extent))
      known *= std::clamp<int64_t>(extent, 0, kMaxElements / known + 1);
    if (known > kMaxElements) {
      n.fail("makes the shape " + shapeText(shape));
      return {};
    }
  }
  if (turn)
    return reshapeBehind(n, x, *turn, shape);
  // The batch is the one entry that is left: what -1 stands for is known.
  bool isOpen = llvm::any_of(shape, ShapedType::isDynamic);
  if (isOpen && inferred >= 0) {
    int64_t row = 1;
    for (int64_t k = 1; k < type.getRank(); ++k)
      row *= type.getDimSize(k);
    if (!type.isDynamicDim(0) || known == 0 || row % known != 0) {
      n.fail("makes " + shapeText(shape) + " of shape " +
             shapeText(type.getShape()));
      return {};
    }
    shape[inferred] = row / known;
  }
  return n.reshape(x, shape);
}

/// A matrix: the dimensions before the axis, and those from it on.
static Results importFlatten(NodeReader &n) {
  Value x = n.tensor(0);
  int64_t axis = n.integer("axis", 1);
  if (n.hasFailed())
    return {};
  RankedTensorType type = n.typeOf(x);
  int64_t rank = type.getRank();
  if (axis < -rank || axis > rank) {
    n.fail("axis " + Twine(axis) + " is outside rank " + Twine(rank));
    return {};
  }
  if (axis < 0)
    axis += rank;
  if (axis == 1)
    return n.emit<FlattenOp>(x);
  Ints shape = {1, 1};
  for (int64_t k = 0; k < rank; ++k) {
    int64_t &part = shape[k >= axis];
    part = type.isDynamicDim(k) || part < 0 ? -1 : part * type.getDimSize(k);
  }
  return n.emit<ReshapeOp>(x, n.attributes().ints("shape", shape));
}

static Results importSqueeze(NodeReader &n) {
  Value x = n.tensor(0);
  if (n.hasFailed())
    return {};
  auto axes = n.axes(1, "axes", n.typeOf(x).getRank());
  if (n.hasFailed())
    return {};
  return openbatch::squeeze(n, x, axes.value_or(Ints()));
}

static Results importUnsqueeze(NodeReader &n) {
  Value x = n.tensor(0);
  if (n.hasFailed())
    return {};
  Ints given = n.has(1) ? n.ints(1, "axes") : n.ints("axes");
  int64_t rank = n.typeOf(x).getRank() + static_cast<int64_t>(given.size());
  for (int64_t &axis : given)
    axis = n.normalize(axis, rank);
  llvm::sort(given);
  if (std::adjacent_find(given.begin(), given.end()) != given.end())
    n.fail("names an axis twice");
  for (int64_t axis : given)
    x = openbatch::expandDims(n, x, axis);
  return x;
}

static Results importTranspose(NodeReader &n) {
  Value x = n.tensor(0);
  if (n.hasFailed())
    return {};
  int64_t rank = n.typeOf(x).getRank();
  Ints reversed(rank);
  std::iota(reversed.rbegin(), reversed.rend(), 0);
  return openbatch::transpose(n, x, n.ints("perm", reversed));
}

//===----------------------------------------------------------------------===//
// Parts
//===----------------------------------------------------------------------===//

static Results importConcat(NodeReader &n) {
  SmallVector<Value> parts = n.tensors();
  if (n.hasFailed())
    return {};
  int64_t axis = n.axis("axis", std::nullopt, n.typeOf(parts[0]).getRank());
  if (parts.size() == 1 || n.hasFailed())
    return parts[0];
  // Parts that are all turned in one way are joined before it.
  auto turn = openbatch::beforeTurn(n, parts[0]);
  SmallVector<Value> sources;
  for (Value part : parts)
    if (auto other = openbatch::beforeTurn(n, part);
        turn && other && other->perm == turn->perm)
      sources.push_back(other->source);
  if (sources.size() < parts.size())
    return compose::concat(n, parts, axis);
  return openbatch::turn(n, compose::concat(n, sources, turn->perm[axis]),
                         turn->perm);
}

/// Sizes are an attribute before version 13; else the parts are equal, but for
/// the last one.
static Results importSplit(NodeReader &n) {
  Value x = n.tensor(0);
  if (n.hasFailed())
    return {};
  RankedTensorType type = n.typeOf(x);
  int64_t axis = n.axis("axis", 0, type.getRank());
  Ints sizes;
  if (n.has(1))
    sizes = n.ints(1, "split");
  else if (n.hasAttribute("split"))
    sizes = n.ints("split");
  if (n.hasFailed())
    return {};
  int64_t parts = n.integer("num_outputs", n.numOutputs());
  if (sizes.empty()) {
    int64_t extent = type.getDimSize(axis);
    if (type.isDynamicDim(axis) || parts < 1 ||
        parts > std::max<int64_t>(extent, 1)) {
      n.fail("makes " + Twine(parts) + " parts along axis " + Twine(axis) +
             " of shape " + shapeText(type.getShape()));
      return {};
    }
    int64_t size = (extent + parts - 1) / parts;
    for (int64_t left = extent, k = 0; k < parts; ++k, left -= size)
      sizes.push_back(std::clamp<int64_t>(left, 0, size));
  }
  if (sizes.size() > n.numOutputs()) {
    n.fail("makes " + Twine(sizes.size()) + " parts for " +
           Twine(n.numOutputs()) + " outputs");
    return {};
  }
  // Parts of what was turned are cut before, and turned then.
  if (auto turn = openbatch::beforeTurn(n, x)) {
    Results results;
    int64_t begin = 0;
    for (int64_t size : sizes) {
      Value part =
          compose::slice(n, turn->source, turn->perm[axis], begin, size);
      results.items.push_back(Item(compose::transpose(n, part, turn->perm)));
      begin += size;
    }
    return results;
  }
  if (llvm::all_equal(sizes))
    return n.all(n.emitOp(SplitOp::getOperationName(), x,
                          n.attributes()
                              .integer("output_num", sizes.size())
                              .integer("axis", axis)));
  return n.all(n.emitOp(
      SplitVOp::getOperationName(), x,
      n.attributes().ints("size_splits", sizes).integer("split_dim", axis)));
}

/// Places are attributes before version 10.
static Results importSlice(NodeReader &n) {
  Value x = n.tensor(0);
  if (n.hasFailed())
    return {};
  RankedTensorType type = n.typeOf(x);
  int64_t rank = type.getRank();
  bool isOld = n.getVersion() < 10;
  Ints starts, ends, axes, steps;
  if (isOld) {
    starts = n.ints("starts", std::nullopt, /*clamp=*/true);
    ends = n.ints("ends", std::nullopt, /*clamp=*/true);
  } else {
    starts = n.ints(1, "starts", /*clamp=*/true);
    ends = n.ints(2, "ends", /*clamp=*/true);
  }
  if (auto given = n.axes(isOld ? ~0u : 3, "axes", rank)) {
    axes = *given;
  } else {
    axes.resize(starts.size());
    std::iota(axes.begin(), axes.end(), 0);
  }
  steps.assign(starts.size(), 1);
  if (!isOld && n.has(4))
    steps = n.ints(4, "steps", /*clamp=*/true);
  if (n.hasFailed())
    return {};
  if (ends.size() != starts.size() || axes.size() != starts.size() ||
      steps.size() != starts.size() ||
      axes.size() > static_cast<size_t>(rank)) {
    n.fail("has " + Twine(starts.size()) + " starts, " + Twine(ends.size()) +
           " ends, " + Twine(axes.size()) + " axes and " + Twine(steps.size()) +
           " steps for rank " + Twine(rank));
    return {};
  }
  Ints begin(rank, 0), end(rank, INT32_MAX), strides(rank, 1);
  int64_t beginMask = 0, endMask = 0;
  for (int64_t k = 0; k < rank; ++k) {
    auto found = llvm::find(axes, k);
    if (found == axes.end()) {
      beginMask |= int64_t(1) << k;
      endMask |= int64_t(1) << k;
      continue;
    }
    size_t i = found - axes.begin();
    begin[k] = starts[i];
    end[k] = ends[i];
    strides[k] = steps[i];
    int64_t extent = type.getDimSize(k);
    // From the end on backwards, past the beginning.
    if (steps[i] < 0 && !type.isDynamicDim(k)) {
      if (ends[i] < -extent)
        endMask |= int64_t(1) << k;
      if (starts[i] >= extent)
        begin[k] = extent - 1;
    }
  }
  bool isSimple = llvm::all_of(strides, [](int64_t s) { return s == 1; });
  Ints size(rank, -1), first(rank, 0);
  for (int64_t k = 0; k < rank && isSimple; ++k) {
    int64_t extent = type.getDimSize(k);
    if ((endMask >> k) & 1)
      continue;
    if (type.isDynamicDim(k)) {
      isSimple = begin[k] == 0 && end[k] == INT32_MAX;
      continue;
    }
    auto place = [&](int64_t p) {
      return std::clamp<int64_t>(p < 0 ? p + extent : p, 0, extent);
    };
    first[k] = place(begin[k]);
    size[k] = std::max<int64_t>(place(end[k]) - first[k], 0);
  }
  // What was turned is cut before.
  auto turn = openbatch::beforeTurn(n, x);
  Ints perm = turn ? turn->perm : llvm::to_vector(llvm::seq<int64_t>(0, rank));
  auto placed = [&](const Ints &list) {
    Ints result(rank);
    for (int64_t k = 0; k < rank; ++k)
      result[perm[k]] = list[k];
    return result;
  };
  auto placedBits = [&](int64_t mask) {
    int64_t result = 0;
    for (int64_t k = 0; k < rank; ++k)
      result |= ((mask >> k) & 1) << perm[k];
    return result;
  };
  if (turn)
    x = turn->source;
  if (isSimple)
    x = n.emit<SliceOp>(
        x,
        n.attributes().ints("begin", placed(first)).ints("size", placed(size)));
  else
    x = n.emit<StridedSliceOp>(x,
                               n.attributes()
                                   .ints("begin", placed(begin))
                                   .ints("end", placed(end))
                                   .ints("strides", placed(strides))
                                   .integer("begin_mask", placedBits(beginMask))
                                   .integer("end_mask", placedBits(endMask)));
  return openbatch::turn(n, x, perm);
}

//===----------------------------------------------------------------------===//
// Repeated and filled
//===----------------------------------------------------------------------===//

/// What has no rows for each row of the batch, whose number is in input `k`;
/// the batch is dimension `place` of `shape`.
static Value repeatRows(NodeReader &n, Value x, Ints shape, int64_t place,
                        unsigned k) {
  // Done with the batch in front.
  Ints extents = n.extentsOf(x);
  Ints perm = llvm::to_vector(llvm::seq<int64_t>(0, shape.size()));
  extents.insert(extents.begin(), shape.size() - extents.size(), 1);
  std::rotate(perm.begin(), perm.begin() + place, perm.begin() + place + 1);
  std::rotate(shape.begin(), shape.begin() + place, shape.begin() + place + 1);
  shape[0] = ShapedType::kDynamic;
  if (place > 0)
    x = openbatch::turn(n, n.reshape(x, extents), perm);
  Value like = n.rowsOf(k, shape);
  if (!like)
    n.fail("repeats something as often as the batch, whose size is open, has "
           "rows: " +
           n.shapeAdvice());
  return openbatch::turnBatch(n, n.emit<BroadcastLikeOp>({x, like}), place);
}

/// Both shapes are broadcast to each other.
static Results importExpand(NodeReader &n) {
  Value x = n.tensor(0);
  Ints shape = n.extents(1, "shape", /*anywhere=*/true);
  if (n.hasFailed())
    return {};
  Ints from = n.extentsOf(x);
  for (int64_t &extent : shape)
    if (ShapedType::isDynamic(extent))
      extent = -1;
  while (shape.size() < from.size())
    shape.insert(shape.begin(), 1);
  size_t offset = shape.size() - from.size();
  for (size_t k = offset; k < shape.size(); ++k)
    if (shape[k] == 1 || shape[k] == from[k - offset])
      shape[k] = from[k - offset];
  int64_t place = llvm::find(shape, -1) - shape.begin();
  if (place == static_cast<int64_t>(shape.size()) ||
      (place >= static_cast<int64_t>(offset) && from[place - offset] == -1))
    return n.broadcastTo(x, shape);
  if (llvm::is_contained(from, -1)) {
    n.fail("repeats rows as often as there are rows: " + n.shapeAdvice());
    return {};
  }
  return repeatRows(n, x, shape, place, 1);
}

static Results importTile(NodeReader &n) {
  Value x = n.tensor(0);
  Ints repeats = n.ints(1, "repeats");
  return n.emit<TileOp>(x, n.attributes().ints("multiples", repeats));
}

static Results importConstantOfShape(NodeReader &n) {
  KnownRef value =
      n.hasAttribute("value")
          ? n.tensor("value")
          : packElements(0.0, RankedTensorType::get(
                                  {1}, Float32Type::get(n.getContext())));
  Ints shape = n.extents(0, "input", /*anywhere=*/true);
  if (n.hasFailed() || !value)
    return {};
  if (value->type.getNumElements() != 1) {
    n.fail("attribute 'value' has " + Twine(value->type.getNumElements()) +
           " elements, expected one");
    return {};
  }
  if (!isSensible(shape)) {
    n.fail("makes the shape " + shapeText(shape));
    return {};
  }
  auto scalar = std::make_shared<const Known>(Known{
      RankedTensorType::get({}, value->type.getElementType()), value->bytes});
  if (auto open = llvm::find_if(shape, ShapedType::isDynamic);
      open != shape.end())
    return repeatRows(n, n.constant(scalar), shape, open - shape.begin(), 0);
  return n.emit<ConstantOp>(
      {}, n.attributes().set(
              "value",
              DenseElementsAttr::get(
                  RankedTensorType::get(shape, value->type.getElementType()),
                  *scalar->elements().getValues<Attribute>().begin())));
}

static Results importRange(NodeReader &n) {
  SmallVector<double> all;
  for (unsigned k = 0; k < 3 && !n.hasFailed(); ++k) {
    constexpr StringLiteral names[] = {"start", "limit", "delta"};
    SmallVector<double> one = n.reals(k, names[k]);
    if (!n.hasFailed() && one.size() != 1)
      n.fail("input " + Twine(k) + " is no scalar");
    if (!n.hasFailed())
      all.push_back(one[0]);
  }
  if (n.hasFailed())
    return {};
  double count = std::ceil((all[1] - all[0]) / all[2]);
  if (!std::isfinite(count) || count > 1 << 24) {
    n.fail("makes a list without an end, or of too many numbers");
    return {};
  }
  std::vector<double> values;
  for (double k = 0; k < count; ++k)
    values.push_back(all[0] + k * all[2]);
  return n.constant(values, {static_cast<int64_t>(values.size())},
                    n.typeOfInput(0).getElementType());
}

/// Ones on a diagonal of a matrix of the shape of the input.
static Results importEyeLike(NodeReader &n) {
  RankedTensorType type = n.typeOfInput(0);
  int64_t k = n.integer("k", 0);
  if (n.hasFailed())
    return {};
  Type element =
      n.hasAttribute("dtype") ? n.type("dtype") : type.getElementType();
  if (type.getRank() != 2 || !type.hasStaticShape() ||
      type.getNumElements() > 1 << 24) {
    n.fail("takes a tensor of shape " + shapeText(type.getShape()) +
           ", expected a matrix of known size");
    return {};
  }
  std::vector<double> values(type.getNumElements(), 0);
  for (int64_t row = 0; row < type.getDimSize(0); ++row)
    if (row + k >= 0 && row + k < type.getDimSize(1))
      values[row * type.getDimSize(1) + row + k] = 1;
  return n.constant(values, type.getShape(), element);
}

//===----------------------------------------------------------------------===//
// Borders
//===----------------------------------------------------------------------===//

/// A border that repeats the outermost elements, or goes on from the other
/// side.
static Value repeatBorder(NodeReader &n, Value x, int64_t axis, int64_t low,
                          int64_t high, bool wraps) {
  int64_t extent = n.typeOf(x).getDimSize(axis);
  if (ShapedType::isDynamic(extent) || extent == 0 ||
      (wraps && std::max(low, high) > extent)) {
    n.fail("cannot make borders of " + Twine(low) + " and " + Twine(high) +
           " elements along axis " + Twine(axis) + " of shape " +
           shapeText(n.typeOf(x).getShape()));
    return nullptr;
  }
  SmallVector<Value> parts;
  auto add = [&](int64_t width, int64_t wrapped, int64_t outermost) {
    if (width > 0)
      parts.push_back(
          wraps ? compose::slice(n, x, axis, wrapped, width)
                : compose::repeat(n, compose::slice(n, x, axis, outermost, 1),
                                  axis, width));
  };
  add(low, extent - low, 0);
  parts.push_back(x);
  add(high, 0, extent - 1);
  return parts.size() == 1 ? x : compose::concat(n, parts, axis);
}

/// Pads and value are attributes before version 11.
static Results importPad(NodeReader &n) {
  Value x = n.tensor(0);
  if (n.hasFailed())
    return {};
  RankedTensorType type = n.typeOf(x);
  int64_t rank = type.getRank();
  std::string mode =
      n.choice("mode", {"constant", "reflect", "edge", "wrap"}, "constant");
  bool isOld = n.getVersion() < 11;
  Ints pads = isOld ? n.ints("pads") : n.ints(1, "pads");
  Ints axes(rank);
  std::iota(axes.begin(), axes.end(), 0);
  if (auto given = n.axes(isOld ? ~0u : 3, "", rank))
    axes = *given;
  double value = isOld ? n.real("value", 0) : 0;
  if (!isOld && n.has(2) && mode == "constant") {
    SmallVector<double> given = n.reals(2, "constant_value");
    value = given.size() == 1 ? given[0] : 0;
  }
  if (!n.hasFailed() && pads.size() != 2 * axes.size())
    n.fail("has " + Twine(pads.size()) + " pads for " + Twine(axes.size()) +
           " axes");
  if (n.hasFailed())
    return {};
  Ints low(rank, 0), high(rank, 0);
  for (size_t i = 0; i < axes.size(); ++i) {
    low[axes[i]] = pads[i];
    high[axes[i]] = pads[i + axes.size()];
  }
  auto isNegative = [](int64_t width) { return width < 0; };
  bool plain =
      llvm::none_of(low, isNegative) && llvm::none_of(high, isNegative);
  Type element = type.getElementType();
  bool isBool = element.isInteger(1);
  // Truth values get their border as numbers.
  if (isBool && mode == "constant")
    x = n.convert(x, IntegerType::get(n.getContext(), 32));
  if (mode == "constant" && plain) {
    x = n.emit<PadOp>(x, n.attributes()
                             .ints("low", low)
                             .ints("high", high)
                             .number("value", value));
    return n.convert(x, element);
  }
  if (mode == "reflect" && plain)
    return n.emit<MirrorPadOp>(x, n.attributes()
                                      .ints("low", low)
                                      .ints("high", high)
                                      .text("mode", "reflect"));
  for (int64_t k = 0; k < rank && !n.hasFailed(); ++k) {
    if (low[k] == 0 && high[k] == 0)
      continue;
    if (mode == "constant") {
      x = compose::pad(n, x, k, low[k], high[k], value);
    } else if (mode == "reflect" || low[k] < 0 || high[k] < 0) {
      n.fail("takes elements away in mode '" + mode + "'");
    } else {
      x = repeatBorder(n, x, k, low[k], high[k], mode == "wrap");
    }
  }
  return n.convert(x, element);
}

/// Cut or filled up with zeros, on both sides.
static Results importCenterCropPad(NodeReader &n) {
  Value x = n.tensor(0);
  if (n.hasFailed())
    return {};
  RankedTensorType type = n.typeOf(x);
  int64_t rank = type.getRank();
  Ints axes(rank), shape = n.ints(1, "shape");
  std::iota(axes.begin(), axes.end(), 0);
  if (auto given = n.axes(~0u, "axes", rank))
    axes = *given;
  if (!n.hasFailed() && axes.size() != shape.size())
    n.fail("has " + Twine(shape.size()) + " extents for " + Twine(axes.size()) +
           " axes");
  for (size_t i = 0; i < axes.size() && !n.hasFailed(); ++i) {
    int64_t extent = type.getDimSize(axes[i]), wanted = shape[i];
    if (ShapedType::isDynamic(extent) || wanted < 0) {
      n.fail("makes an extent of " + Twine(wanted) + " along axis " +
             Twine(axes[i]) + " of shape " + shapeText(type.getShape()));
      return {};
    }
    if (wanted <= extent) {
      x = compose::slice(n, x, axes[i], (extent - wanted) / 2, wanted);
    } else {
      int64_t before = (wanted - extent) / 2;
      x = compose::pad(n, x, axes[i], before, wanted - extent - before);
    }
  }
  return x;
}

//===----------------------------------------------------------------------===//
// Blocks
//===----------------------------------------------------------------------===//

/// Channels as pixels. In the mode "CRD" those of one pixel stand together.
static Results importDepthToSpace(NodeReader &n) {
  Value x = n.tensor(0);
  int64_t size = n.integer("blocksize");
  std::string mode = n.choice("mode", {"DCR", "CRD"}, "DCR");
  if (n.hasFailed())
    return {};
  if (mode == "CRD") {
    Ints shape = n.extentsOf(x);
    if (shape.size() != 4 || size < 1 || size > 4096 ||
        shape[1] % (size * size) != 0) {
      n.fail("makes blocks of " + Twine(size) + " pixels of shape " +
             shapeText(n.typeOf(x).getShape()));
      return {};
    }
    int64_t channels = shape[1] / (size * size);
    Value y = n.emit<ReshapeOp>(
        x, n.attributes().ints(
               "shape", {shape[0], channels, size * size, shape[2], shape[3]}));
    y = compose::transpose(n, y, {0, 2, 1, 3, 4});
    x = n.emit<ReshapeOp>(y, n.attributes().ints("shape", shape));
  }
  return n.emit<DepthToSpaceOp>(x, n.attributes().integer("block_size", size));
}

static Results importSpaceToDepth(NodeReader &n) {
  Value x = n.tensor(0);
  int64_t size = n.integer("blocksize");
  std::string mode = n.choice("mode", {"DCR", "CRD"}, "DCR");
  Value y =
      n.emit<SpaceToDepthOp>(x, n.attributes().integer("block_size", size));
  if (n.hasFailed() || mode == "DCR")
    return y;
  Ints shape = n.extentsOf(y);
  y = n.emit<ReshapeOp>(y,
                        n.attributes().ints("shape", {shape[0], size * size,
                                                      shape[1] / (size * size),
                                                      shape[2], shape[3]}));
  y = compose::transpose(n, y, {0, 2, 1, 3, 4});
  return n.emit<ReshapeOp>(y, n.attributes().ints("shape", shape));
}

void addShapeOps(OpTable &table) {
  table["Shape"] = importShape;
  table["Size"] = importSize;
  table["Reshape"] = importReshape;
  table["Flatten"] = importFlatten;
  table["Squeeze"] = importSqueeze;
  table["Unsqueeze"] = importUnsqueeze;
  table["Transpose"] = importTranspose;
  table["Concat"] = importConcat;
  table["Split"] = importSplit;
  table["Slice"] = importSlice;
  table["Expand"] = importExpand;
  table["Tile"] = importTile;
  table["ConstantOfShape"] = importConstantOfShape;
  table["Range"] = importRange;
  table["EyeLike"] = importEyeLike;
  table["Pad"] = importPad;
  table["CenterCropPad"] = importCenterCropPad;
  table["DepthToSpace"] = importDepthToSpace;
  table["SpaceToDepth"] = importSpaceToDepth;
}

} // namespace ms::fromonnx
