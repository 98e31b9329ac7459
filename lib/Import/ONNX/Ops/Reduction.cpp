//===- Reduction.cpp - Reductions and running sums ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/Ops/Ops.h"

#include "dialects/MindIR/Ops/Elementary.h"
#include "dialects/MindIR/Ops/Index.h"
#include "dialects/MindIR/Ops/Norm.h"
#include "dialects/MindIR/Ops/Reduction.h"
#include "dialects/MindIR/Ops/Shape.h"

#include <numeric>

using namespace mlir;
using namespace ms::mindir;

namespace ms::fromonnx {

namespace {
/// What a reduction is along.
struct Reduction {
  NodeReader::Ints axes;
  bool keep = true;
  /// Neither axes nor the wish to reduce all.
  bool none = false;
};
} // namespace

static Reduction readReduction(NodeReader &n, Value x) {
  Reduction r;
  r.keep = n.integer("keepdims", 1) != 0;
  bool isNoop = n.integer("noop_with_empty_axes", 0) != 0;
  if (n.hasFailed())
    return r;
  int64_t rank = n.typeOf(x).getRank();
  auto axes = n.axes(1, "axes", rank);
  if (axes && !axes->empty()) {
    r.axes = *axes;
  } else if (isNoop) {
    r.none = true;
  } else {
    r.axes.resize(rank);
    std::iota(r.axes.begin(), r.axes.end(), 0);
  }
  return r;
}

/// `before` and `after` are what happens to elements.
template <typename OpT, typename Before, typename After>
static Results importReduce(NodeReader &n, Before before, After after) {
  Value x = n.tensor(0);
  Reduction r = readReduction(n, x);
  if (n.hasFailed())
    return {};
  Value y = before(x);
  // A scalar has no axes, and is its own reduction.
  if (!r.none && !r.axes.empty())
    y = reduce<OpT>(n, y, r.axes, r.keep);
  return after(y);
}

static Value same(Value x) { return x; }

template <typename OpT> static Results importPlain(NodeReader &n) {
  return importReduce<OpT>(n, same, same);
}

static Results importL1(NodeReader &n) {
  return importReduce<ReduceSumOp>(
      n, [&](Value x) { return n.emit<AbsOp>(x); }, same);
}
static Results importSumSquare(NodeReader &n) {
  return importReduce<ReduceSumOp>(
      n, [&](Value x) { return n.emit<SquareOp>(x); }, same);
}
static Results importLogSum(NodeReader &n) {
  return importReduce<ReduceSumOp>(n, same,
                                   [&](Value y) { return n.emit<LogOp>(y); });
}

/// The length of vectors; of whole numbers rounded down.
static Results importL2(NodeReader &n) {
  Value x = n.tensor(0);
  if (n.hasFailed())
    return {};
  Type element = n.typeOf(x).getElementType();
  bool isReal = isa<FloatType>(element);
  Type inner = isReal ? element : Float64Type::get(n.getContext());
  return importReduce<ReduceSumOp>(
      n, [&](Value v) { return n.emit<SquareOp>(n.convert(v, inner)); },
      [&](Value y) { return n.convert(n.emit<SqrtOp>(y), element); });
}

/// The maximum is taken out, where it is finite.
static Results importLogSumExp(NodeReader &n) {
  Value x = n.tensor(0);
  Reduction r = readReduction(n, x);
  if (n.hasFailed())
    return {};
  if (r.none || r.axes.empty())
    return n.emit<LogOp>(n.emit<ExpOp>(x));
  Value top = reduce<ReduceMaxOp>(n, x, r.axes, true);
  top = n.emit<SelectOp>({n.emit<IsFiniteOp>(top), top, n.number(x, 0)});
  Value sum = reduce<ReduceSumOp>(n, n.emit<ExpOp>(n.emit<SubOp>({x, top})),
                                  r.axes, r.keep);
  Value y = n.emit<LogOp>(sum);
  if (!r.keep && y)
    top = n.emit<SqueezeOp>(top, n.attributes().ints("axis", r.axes));
  return n.emit<AddOp>({y, top});
}

/// Of truth values, whether any or all are true.
template <typename OpT, typename BoolOp>
static Results importExtremum(NodeReader &n) {
  Value x = n.tensor(0);
  if (n.hasFailed())
    return {};
  if (n.typeOf(x).getElementType().isInteger(1))
    return importPlain<BoolOp>(n);
  return importPlain<OpT>(n);
}

//===----------------------------------------------------------------------===//
// Indices
//===----------------------------------------------------------------------===//

template <typename OpT> static Results importArg(NodeReader &n) {
  Value x = n.tensor(0);
  if (n.hasFailed())
    return {};
  RankedTensorType type = n.typeOf(x);
  int64_t axis = n.axis("axis", 0, type.getRank());
  bool keep = n.integer("keepdims", 1) != 0;
  bool last = n.integer("select_last_index", 0) != 0;
  if (last && !n.hasFailed() && type.isDynamicDim(axis))
    n.fail("looks for the last place along the batch, whose size is open");
  if (n.hasFailed())
    return {};
  if (last)
    x = n.emit<ReverseV2Op>(x, n.attributes().ints("axis", {axis}));
  Value place = n.emit<OpT>(
      x, n.attributes().integer("axis", axis).type("output_type", n.getI64()));
  if (last)
    place = n.emit<SubOp>(
        {n.number(place, static_cast<double>(type.getDimSize(axis) - 1)),
         place});
  return keep ? n.expand(place, axis) : place;
}

template <typename OpT> static Results importRunning(NodeReader &n) {
  Value x = n.tensor(0);
  int64_t axis = n.integer(1, "axis");
  bool exclusive = n.integer("exclusive", 0) != 0;
  bool reverse = n.integer("reverse", 0) != 0;
  return n.emit<OpT>(x, n.attributes()
                            .integer("axis", axis)
                            .flag("exclusive", exclusive)
                            .flag("reverse", reverse));
}

void addReductionOps(OpTable &table) {
  table["ReduceSum"] = importPlain<ReduceSumOp>;
  table["ReduceMean"] = importPlain<ReduceMeanOp>;
  table["ReduceProd"] = importPlain<ReduceProdOp>;
  table["ReduceMax"] = importExtremum<ReduceMaxOp, ReduceAnyOp>;
  table["ReduceMin"] = importExtremum<ReduceMinOp, ReduceAllOp>;
  table["ReduceL1"] = importL1;
  table["ReduceL2"] = importL2;
  table["ReduceSumSquare"] = importSumSquare;
  table["ReduceLogSum"] = importLogSum;
  table["ReduceLogSumExp"] = importLogSumExp;
  table["ArgMax"] = importArg<ArgmaxOp>;
  table["ArgMin"] = importArg<ArgminOp>;
  table["CumSum"] = importRunning<CumSumOp>;
  table["CumProd"] = importRunning<CumProdOp>;
}

} // namespace ms::fromonnx
