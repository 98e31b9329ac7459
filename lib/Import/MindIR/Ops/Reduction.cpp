//===- Reduction.cpp - Reductions, running sums, statistics ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/MindIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Elementary.h"
#include "dialects/MindIR/Ops/Index.h"
#include "dialects/MindIR/Ops/Norm.h"
#include "dialects/MindIR/Ops/Reduction.h"

#include <limits>

using namespace mlir;
using namespace ms::mindir;

namespace ms {

template <typename OpT>
static Value reduce(NodeReader &n, Value x, const NodeReader::Ints &axes,
                    bool keep) {
  return n.emit<OpT>(x,
                     n.attributes().ints("axis", axes).flag("keep_dims", keep));
}

template <typename OpT> static Item importReduce(NodeReader &n) {
  Value x = n.tensor(0);
  NodeReader::Ints axes = n.ints({1, "axis"}, NodeReader::Ints{});
  bool keep = n.boolean({2, "keep_dims"}, false);
  return Item::tensor(reduce<OpT>(n, x, axes, keep));
}

/// x, dim (None: all), keepdim, dtype.
template <typename OpT> static Item importReduceExt(NodeReader &n) {
  Value x = n.tensor(0);
  NodeReader::Ints axes = n.ints({1, "dim"}, NodeReader::Ints{});
  bool keep = n.boolean({2, "keepdim"}, false);
  if (!x || n.hasFailed())
    return Item();
  Type element = n.typeOf(x).getElementType();
  if (n.has({3, "dtype"}))
    element = n.type({3, "dtype"});
  else if (element.isInteger(1) ||
           (isa<IntegerType>(element) &&
            OpT::getOperationName() != ReduceMeanOp::getOperationName()))
    // Sums of whole numbers are of 64 bits.
    element = IntegerType::get(element.getContext(), 64);
  if (element && element != n.typeOf(x).getElementType())
    x = n.emit<CastOp>(x, n.attributes().type("dtype", element));
  return Item::tensor(reduce<OpT>(n, x, axes, keep));
}

/// The extremum of all elements.
template <typename OpT> static Item importReduceAll(NodeReader &n) {
  return Item::tensor(reduce<OpT>(n, n.tensor(0), {}, false));
}

//===----------------------------------------------------------------------===//
// Indices
//===----------------------------------------------------------------------===//

template <typename OpT> static Item importArg(NodeReader &n) {
  Value x = n.tensor(0);
  int64_t axis = n.integer({1, "axis"}, -1);
  OpAttributes attributes = n.attributes().integer("axis", axis);
  if (n.has({2, "output_type"}))
    attributes.type("output_type", n.type({2, "output_type"}));
  return Item::tensor(n.emit<OpT>(x, attributes));
}

/// Of all elements where no dimension is given.
template <typename OpT> static Item importArgExt(NodeReader &n) {
  Value x = n.tensor(0);
  if (!x)
    return Item();
  bool keep = n.boolean({2, "keepdim"}, false);
  OpAttributes attributes =
      n.attributes().type("output_type", IntegerType::get(x.getContext(), 64));
  if (!n.has({1, "dim"})) {
    x = n.emit<ReshapeOp>(x, n.attributes().ints("shape", {-1}));
    return Item::tensor(n.emit<OpT>(x, attributes.integer("axis", 0)));
  }
  int64_t axis = n.integer({1, "dim"});
  Value index = n.emit<OpT>(x, attributes.integer("axis", axis));
  return Item::tensor(keep ? n.expand(index, axis) : index);
}

/// The index of an extremum and the extremum, or the other way round.
template <typename ArgOp, typename OpT>
static std::pair<Item, Item> extremum(NodeReader &n, StringRef axisName,
                                      StringRef keepName, unsigned bits) {
  Value x = n.tensor(0);
  if (!x)
    return {};
  int64_t axis = n.integer({1, axisName}, 0);
  bool keep = n.boolean({2, keepName}, false);
  Value index = n.emit<ArgOp>(
      x, n.attributes()
             .integer("axis", axis)
             .type("output_type", IntegerType::get(x.getContext(), bits)));
  Value value = reduce<OpT>(n, x, {axis}, keep);
  return {Item::tensor(keep ? n.expand(index, axis) : index),
          Item::tensor(value)};
}

template <typename ArgOp, typename OpT>
static Item importArgWithValue(NodeReader &n) {
  auto [index, value] = extremum<ArgOp, OpT>(n, "axis", "keep_dims", 32);
  return Item::tuple({index, value});
}

template <typename ArgOp, typename OpT>
static Item importMaxDim(NodeReader &n) {
  auto [index, value] = extremum<ArgOp, OpT>(n, "dim", "keepdim", 64);
  return Item::tuple({value, index});
}

/// The axis of a median of `x`, counted from the front.
static int64_t medianAxis(NodeReader &n, Value x) {
  if (n.boolean(attribute("ignore_nan"), false))
    n.fail("leaves out NaN, which is not supported");
  if (n.boolean(attribute("global_median"), false))
    n.fail("is over all elements, supported is one axis");
  int64_t given = n.integer(attribute("axis"), 0);
  if (!x || n.hasFailed())
    return 0;
  RankedTensorType type = n.typeOf(x);
  int64_t axis = normalizeAxis(given, type.getRank());
  if (axis < 0)
    n.fail("axis " + Twine(given) + " is outside rank " +
           Twine(type.getRank()));
  else if (type.isDynamicDim(axis) || type.getDimSize(axis) == 0)
    n.fail("has no known middle along axis " + Twine(given));
  return axis;
}

/// The middle element along an axis, of two the smaller one, and its place. A
/// NaN wins, as in MindSpore.
static Item importMedian(NodeReader &n) {
  Value x = n.tensor(0);
  bool keep = n.boolean(attribute("keep_dims"), false);
  int64_t axis = medianAxis(n, x);
  Operation *sorted = n.emitOp(SortOp::getOperationName(), x,
                               n.attributes().integer("axis", axis));
  if (!sorted)
    return Item();
  int64_t extent = n.typeOf(x).getDimSize(axis);
  Value middle = n.constant(IntegerType::get(x.getContext(), 32),
                            static_cast<double>((extent - 1) / 2));
  auto take = [&](Value from) {
    return n.emit<GatherOp>({from, middle},
                            n.attributes().integer("axis", axis));
  };
  Value y = take(sorted->getResult(0)), index = take(sorted->getResult(1));
  if (isa<FloatType>(n.typeOf(x).getElementType())) {
    Value any = reduce<ReduceAnyOp>(n, n.emit<IsNanOp>(x), {axis}, false);
    y = n.emit<SelectOp>(
        {any, n.number(x, std::numeric_limits<double>::quiet_NaN()), y});
  }
  index = n.emit<CastOp>(
      index,
      n.attributes().type("dtype", IntegerType::get(x.getContext(), 64)));
  if (keep)
    y = n.expand(y, axis), index = n.expand(index, axis);
  return Item::tuple({Item::tensor(y), Item::tensor(index)});
}

/// dy, x, y and the places that y was taken from.
static Item importMedianGrad(NodeReader &n) {
  Value dy = n.tensor(0), x = n.tensor(1), index = n.tensor(3);
  bool keep = n.boolean(attribute("keep_dims"), false);
  int64_t axis = medianAxis(n, x);
  if (!x || n.hasFailed())
    return Item();
  if (!keep)
    dy = n.expand(dy, axis), index = n.expand(index, axis);
  return Item::tensor(n.emit<GatherDGradOp>(
      {dy, index}, n.attributes()
                       .integer("dim", axis)
                       .integer("extent", n.typeOf(x).getDimSize(axis))));
}

//===----------------------------------------------------------------------===//
// Running
//===----------------------------------------------------------------------===//

template <typename OpT> static Item importRunning(NodeReader &n) {
  Value x = n.tensor(0);
  int64_t axis = n.integer({1, "axis"});
  bool exclusive = n.boolean({2, "exclusive"}, false);
  bool reverse = n.boolean({3, "reverse"}, false);
  return Item::tensor(n.emit<OpT>(x, n.attributes()
                                         .integer("axis", axis)
                                         .flag("exclusive", exclusive)
                                         .flag("reverse", reverse)));
}

static Item importCumSumExt(NodeReader &n) {
  Value x = n.tensor(0);
  int64_t axis = n.integer({1, "dim"});
  if (n.has({2, "dtype"}))
    x = n.emit<CastOp>(x, n.attributes().type("dtype", n.type({2, "dtype"})));
  return Item::tensor(
      n.emit<CumSumOp>(x, n.attributes().integer("axis", axis)));
}

//===----------------------------------------------------------------------===//
// Statistics
//===----------------------------------------------------------------------===//

/// Mean, and the mean of the squares around it, divided by n - correction.
static std::pair<Value, Value> variance(NodeReader &n, Value x,
                                        const NodeReader::Ints &axes,
                                        int64_t correction, bool keep) {
  if (!x || n.hasFailed())
    return {};
  int64_t count = 1;
  RankedTensorType type = n.typeOf(x);
  SmallVector<Attribute> list;
  for (int64_t axis : axes)
    list.push_back(Builder(x.getContext()).getI64IntegerAttr(axis));
  for (int64_t axis :
       reducedAxes(ArrayAttr::get(x.getContext(), list), type.getRank())) {
    if (type.isDynamicDim(axis)) {
      n.fail("takes statistics over the batch, whose size is not known");
      return {};
    }
    count *= type.getDimSize(axis);
  }
  Value kept = reduce<ReduceMeanOp>(n, x, axes, true);
  Value square = n.emit<SquareOp>(n.emit<SubOp>({x, kept}));
  Value sum = reduce<ReduceSumOp>(n, square, axes, keep);
  Value result = n.emit<DivOp>(
      {sum, n.number(x, static_cast<double>(count - correction))});
  return {reduce<ReduceMeanOp>(n, x, axes, keep), result};
}

/// x, dim, correction, keepdim.
template <bool root> static Item importVariance(NodeReader &n) {
  Value x = n.tensor(0);
  NodeReader::Ints axes = n.ints({1, "dim"}, NodeReader::Ints{});
  int64_t correction = n.integer({2, "correction"}, 1);
  bool keep = n.boolean({3, "keepdim"}, false);
  Value result = variance(n, x, axes, correction, keep).second;
  return Item::tensor(root ? n.emit<SqrtOp>(result) : result);
}

/// x, axis, unbiased, keep_dims: deviation and mean.
static Item importReduceStd(NodeReader &n) {
  Value x = n.tensor(0);
  NodeReader::Ints axes = n.ints({1, "axis"}, NodeReader::Ints{});
  bool unbiased = n.boolean({2, "unbiased"}, true);
  bool keep = n.boolean({3, "keep_dims"}, false);
  auto [mean, result] = variance(n, x, axes, unbiased, keep);
  return Item::tuple(
      {Item::tensor(n.emit<SqrtOp>(result)), Item::tensor(mean)});
}

/// ln of the sum of e^x, with the maximum taken out.
static Item importLogSumExp(NodeReader &n) {
  Value x = n.tensor(0);
  NodeReader::Ints axes = n.ints({1, "dim"});
  bool keep = n.boolean({2, "keepdim"}, false);
  Value top = reduce<ReduceMaxOp>(n, x, axes, true);
  Value sum = reduce<ReduceSumOp>(n, n.emit<ExpOp>(n.emit<SubOp>({x, top})),
                                  axes, keep);
  Value outer = keep ? top : reduce<ReduceMaxOp>(n, x, axes, false);
  return Item::tensor(n.emit<AddOp>({n.emit<LogOp>(sum), outer}));
}

/// The length of vectors.
static Item importNorm(NodeReader &n, StringRef axis, StringRef keepName) {
  Value x = n.tensor(0);
  double p = n.real({1, "p"}, 2);
  NodeReader::Ints axes = n.ints({2, axis}, NodeReader::Ints{});
  bool keep = n.boolean({3, keepName}, false);
  return Item::tensor(n.emit<LpNormOp>(x, n.attributes()
                                              .ints("axis", axes)
                                              .flag("keep_dims", keep)
                                              .number("p", p)
                                              .number("epsilon", 0)));
}
static Item importNormExt(NodeReader &n) {
  return importNorm(n, "dim", "keepdim");
}

/// dy - e^y * sum(dy), for y, dy and an axis.
static Item importLogSoftmaxGrad(NodeReader &n) {
  Value y = n.tensor(0), dy = n.tensor(1);
  int64_t axis = n.integer({2, "axis"}, -1);
  Value sum = reduce<ReduceSumOp>(n, dy, {axis}, true);
  Value share = n.emit<MulOp>({n.emit<ExpOp>(y), sum});
  return Item::tensor(n.emit<SubOp>({dy, share}));
}

/// (dy - sum(dy * y)) * y, for dy, y and an axis.
static Item importSoftmaxBackward(NodeReader &n) {
  Value dy = n.tensor(0), y = n.tensor(1);
  int64_t axis = n.integer({2, "dim"}, -1);
  Value sum = reduce<ReduceSumOp>(n, n.emit<MulOp>({dy, y}), {axis}, true);
  return Item::tensor(n.emit<MulOp>({n.emit<SubOp>({dy, sum}), y}));
}

void addReductionOps(OpTable &table) {
  table["ReduceProd"] = importReduce<ReduceProdOp>;
  table["ReduceAll"] = importReduce<ReduceAllOp>;
  table["ReduceAny"] = importReduce<ReduceAnyOp>;
  table["SumExt"] = importReduceExt<ReduceSumOp>;
  table["MeanExt"] = importReduceExt<ReduceMeanOp>;
  table["ProdExt"] = importReduceExt<ReduceProdOp>;
  table["Max"] = importReduceAll<ReduceMaxOp>;
  table["Min"] = importReduceAll<ReduceMinOp>;
  table["Argmin"] = importArg<ArgminOp>;
  table["ArgMaxExt"] = importArgExt<ArgmaxOp>;
  table["ArgMinExt"] = importArgExt<ArgminOp>;
  table["ArgMaxWithValue"] = importArgWithValue<ArgmaxOp, ReduceMaxOp>;
  table["ArgMinWithValue"] = importArgWithValue<ArgminOp, ReduceMinOp>;
  table["MaxDim"] = importMaxDim<ArgmaxOp, ReduceMaxOp>;
  table["MinDim"] = importMaxDim<ArgminOp, ReduceMinOp>;
  table["Median"] = importMedian;
  table["MedianGrad"] = importMedianGrad;
  table["CumSum"] = importRunning<CumSumOp>;
  table["CumProd"] = importRunning<CumProdOp>;
  table["CumsumExt"] = importCumSumExt;
  table["Var"] = importVariance<false>;
  table["Std"] = importVariance<true>;
  table["ReduceStd"] = importReduceStd;
  table["LogSumExp"] = importLogSumExp;
  table["Norm"] = table["LpNormV2"] = importNormExt;
  table["LogSoftmaxGrad"] = importLogSoftmaxGrad;
  table["SoftmaxBackward"] = importSoftmaxBackward;
}

} // namespace ms
