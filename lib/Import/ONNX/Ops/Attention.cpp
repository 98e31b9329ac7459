//===- Attention.cpp - Attention and rotary embeddings --------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Attention is composed of two products and a softmax, as the dialect has it.
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/Ops/Ops.h"

#include "dialects/MindIR/Ops/Product.h"
#include "dialects/MindIR/Ops/Shape.h"

#include <cmath>
#include <limits>
#include <numeric>

using namespace mlir;
using namespace ms::mindir;

namespace ms::fromonnx {

using Ints = NodeReader::Ints;

namespace {
class Attention {
public:
  explicit Attention(NodeReader &n) : n(n) {}

  Results run() {
    Value q = heads(0, "q_num_heads"), k = heads(1, "kv_num_heads"),
          v = heads(2, "kv_num_heads");
    if (n.hasFailed())
      return {};
    if (n.has(4) != n.has(5))
      n.fail("has a past key or a past value alone");
    if (n.has(4) && !n.hasFailed()) {
      past =
          n.typeOfInput(4).getRank() == 4 ? n.typeOfInput(4).getDimSize(2) : 0;
      k = compose::concat(n, {n.tensor(4), k}, 2);
      v = compose::concat(n, {n.tensor(5), v}, 2);
    }
    Value presentK = k, presentV = v;
    if (n.hasFailed())
      return {};
    RankedTensorType type = n.typeOf(q), keys = n.typeOf(k);
    queryLength = type.getDimSize(2);
    keyLength = keys.getDimSize(2);
    element = type.getElementType();
    if (keys.getDimSize(1) < 1 ||
        type.getDimSize(1) % keys.getDimSize(1) != 0) {
      n.fail("has queries of shape " + shapeText(type.getShape()) +
             " and keys of shape " + shapeText(keys.getShape()));
      return {};
    }
    // Heads of keys serve several heads of queries.
    k = repeated(k, type.getDimSize(1) / keys.getDimSize(1));
    v = repeated(v, type.getDimSize(1) / keys.getDimSize(1));
    double scale =
        n.real("scale", 1 / std::sqrt(static_cast<double>(type.getDimSize(3))));
    double root = std::sqrt(scale);
    if (n.typeOf(k).getElementType() != element)
      k = n.convert(k, element);
    Value scores =
        n.emit<BatchMatMulOp>({times(q, root), times(k, root)},
                              n.attributes().flag("transpose_b", true));
    Value raw = scores;
    double cap = n.real("softcap", 0);
    if (cap > 0)
      scores = times(n.emit<TanhOp>(times(scores, 1 / cap)), cap);
    Value capped = scores;
    Value allowed = addMask(scores);
    Value biased = scores;
    if (allowed)
      biased = n.emit<SelectOp>(
          {allowed, scores,
           n.number(scores, -std::numeric_limits<double>::infinity())});
    Value weights = softmax(biased);
    Value y = n.emit<BatchMatMulOp>(
        {weights,
         n.convert(v, n.hasFailed() ? element
                                    : n.typeOf(weights).getElementType())});
    if (isFlat && !n.hasFailed()) {
      y = compose::transpose(n, y, {0, 2, 1, 3});
      Ints shape = n.extentsOf(y);
      if (n.hasFailed())
        return {};
      y = n.emit<ReshapeOp>(
          y, n.attributes().ints("shape",
                                 {shape[0], shape[1], shape[2] * shape[3]}));
    }
    int64_t mode = n.integer("qk_matmul_output_mode", 0);
    Value shown = mode == 0   ? raw
                  : mode == 1 ? capped
                  : mode == 2 ? biased
                              : weights;
    return {y, presentK, presentV, shown};
  }

private:
  Value times(Value x, double factor) {
    return factor == 1 ? x : n.emit<MulOp>({x, n.number(x, factor)});
  }

  /// Input `k` as [batch, heads, length, size].
  Value heads(unsigned k, StringRef count) {
    Value x = n.tensor(k);
    if (n.hasFailed())
      return nullptr;
    Ints shape = n.extentsOf(x);
    if (shape.size() == 4)
      return x;
    int64_t number = n.integer(count);
    if (n.hasFailed())
      return nullptr;
    if (shape.size() != 3 || number < 1 || shape[2] % number != 0) {
      n.fail("makes " + Twine(number) + " heads of shape " +
             shapeText(n.typeOf(x).getShape()));
      return nullptr;
    }
    isFlat = true;
    x = n.emit<ReshapeOp>(
        x, n.attributes().ints(
               "shape", {shape[0], shape[1], number, shape[2] / number}));
    return compose::transpose(n, x, {0, 2, 1, 3});
  }

  /// Each head as often as it is used.
  Value repeated(Value x, int64_t times) {
    if (times == 1 || n.hasFailed())
      return x;
    Ints shape = n.extentsOf(x);
    x = compose::repeat(n, n.expand(x, 2), 2, times);
    return n.emit<ReshapeOp>(
        x, n.attributes().ints(
               "shape", {shape[0], shape[1] * times, shape[2], shape[3]}));
  }

  void restrict(Value &allowed, Value condition) {
    allowed = allowed ? n.emit<LogicalAndOp>({allowed, condition}) : condition;
  }

  /// Adds a mask of numbers to the scores; gives what may be attended to, or
  /// null for all.
  Value addMask(Value &scores) {
    Value allowed;
    if (n.has(3)) {
      Value mask = n.tensor(3);
      if (n.hasFailed())
        return nullptr;
      RankedTensorType type = n.typeOf(mask);
      bool isBool = type.getElementType().isInteger(1);
      int64_t last = type.getRank() - 1,
              lacks = last < 0 || type.getDimSize(last) == 1
                          ? 0
                          : keyLength - type.getDimSize(last);
      // What a mask is too short for is not attended to.
      if (lacks > 0 && isBool)
        mask = n.convert(
            compose::pad(n,
                         n.convert(mask, IntegerType::get(n.getContext(), 32)),
                         last, 0, lacks),
            n.getI1());
      else if (lacks > 0)
        mask = compose::pad(n, mask, last, 0, lacks,
                            -std::numeric_limits<double>::infinity());
      if (isBool)
        restrict(allowed, mask);
      else
        scores = n.emit<AddOp>({scores, n.convert(mask, element)});
    }
    bool isCausal = n.integer("is_causal", 0) != 0;
    int64_t left = n.integer("left_window_size", -1),
            right = n.integer("right_window_size", -1);
    if (isCausal)
      right = right < 0 ? 0 : std::min<int64_t>(right, 0);
    Value lengths;
    if (n.has(6) && !n.hasFailed())
      lengths = n.reshape(n.convert(n.tensor(6), n.getI64()), {-1, 1, 1, 1});
    if (n.hasFailed() || (left < 0 && right < 0 && !lengths))
      return allowed;
    if (queryLength > 1 << 16 || keyLength > 1 << 16) {
      n.fail("has sequences of " + Twine(keyLength) + " elements");
      return nullptr;
    }
    Value row = places(queryLength, {1, 1, queryLength, 1}),
          column = places(keyLength, {1, 1, 1, keyLength});
    if (lengths)
      restrict(allowed, n.emit<LessOp>({column, lengths}));
    // Where the first query stands among the keys.
    if (lengths)
      row = n.emit<AddOp>(
          {row, n.emit<SubOp>({lengths, n.number(lengths, static_cast<double>(
                                                              queryLength))})});
    else
      row = n.emit<AddOp>({row, n.number(row, static_cast<double>(past))});
    if (right >= 0)
      restrict(
          allowed,
          n.emit<LessEqualOp>(
              {column, n.emit<AddOp>(
                           {row, n.number(row, static_cast<double>(right))})}));
    if (left >= 0)
      restrict(
          allowed,
          n.emit<GreaterEqualOp>(
              {column, n.emit<SubOp>(
                           {row, n.number(row, static_cast<double>(left))})}));
    return allowed;
  }

  Value places(int64_t count, ArrayRef<int64_t> shape) {
    std::vector<double> list(count);
    std::iota(list.begin(), list.end(), 0);
    return n.constant(list, shape, n.getI64());
  }

  /// A row without anything to attend to gives zeros.
  Value softmax(Value scores) {
    if (n.hasFailed())
      return nullptr;
    Type inner = n.hasAttribute("softmax_precision")
                     ? n.type("softmax_precision")
                     : element;
    Value x = n.convert(scores, inner);
    Value lowest = n.number(x, -std::numeric_limits<double>::infinity());
    Value top = reduce<ReduceMaxOp>(n, x, {-1}, true);
    Value isEmpty = n.emit<EqualOp>({top, lowest});
    Value y = n.emit<SoftmaxOp>(n.emit<SelectOp>({isEmpty, n.number(x, 0), x}),
                                n.attributes().integer("axis", -1));
    y = n.emit<SelectOp>({isEmpty, n.number(y, 0), y});
    return n.convert(y, element);
  }

  NodeReader &n;
  bool isFlat = false;
  int64_t queryLength = 0, keyLength = 0, past = 0;
  Type element;
};
} // namespace

static Results importAttention(NodeReader &n) { return Attention(n).run(); }

/// Pairs of elements turned by angles: halves of the last dimension, or
/// neighbours in it.
static Results importRotary(NodeReader &n) {
  Value x = n.tensor(0), cosines = n.tensor(1), sines = n.tensor(2);
  bool neighbours = n.integer("interleaved", 0) != 0;
  int64_t size = n.integer("rotary_embedding_dim", 0),
          count = n.integer("num_heads", 0);
  if (n.hasFailed())
    return {};
  Ints given = n.extentsOf(x);
  // [batch, length, heads, size]
  if (given.size() == 4)
    x = compose::transpose(n, x, {0, 2, 1, 3});
  else if (given.size() == 3 && count > 0 && given[2] % count == 0)
    x = n.emit<ReshapeOp>(
        x, n.attributes().ints("shape",
                               {given[0], given[1], count, given[2] / count}));
  else
    n.fail("makes " + Twine(count) + " heads of shape " +
           shapeText(n.typeOf(x).getShape()));
  if (n.hasFailed())
    return {};
  Ints shape = n.extentsOf(x);
  if (size == 0)
    size = shape[3];
  if (size < 2 || size > shape[3] || size % 2 != 0) {
    n.fail("attribute 'rotary_embedding_dim' is " + Twine(size));
    return {};
  }
  Value turned = compose::slice(n, x, 3, 0, size), rest;
  if (size < shape[3])
    rest = compose::slice(n, x, 3, size, shape[3] - size);
  if (n.has(3)) {
    Value places = n.tensor(3);
    cosines = n.emit<GatherOp>({cosines, places});
    sines = n.emit<GatherOp>({sines, places});
  }
  if (n.hasFailed())
    return {};
  if (n.typeOf(cosines).getRank() != 3 || n.typeOf(sines).getRank() != 3) {
    n.fail("has angles of shape " + shapeText(n.typeOf(cosines).getShape()));
    return {};
  }
  cosines = n.expand(cosines, 2);
  sines = n.expand(sines, 2);
  Ints pairs = {shape[0], shape[1], shape[2], size / 2, 2};
  if (!neighbours)
    std::swap(pairs[3], pairs[4]);
  int64_t axis = neighbours ? 4 : 3;
  Value split = n.emit<ReshapeOp>(turned, n.attributes().ints("shape", pairs));
  auto part = [&](int64_t k) {
    return n.emit<SqueezeOp>(compose::slice(n, split, axis, k, 1),
                             n.attributes().ints("axis", {axis}));
  };
  Value a = part(0), b = part(1);
  Value real =
      n.emit<SubOp>({n.emit<MulOp>({cosines, a}), n.emit<MulOp>({sines, b})});
  Value imaginary =
      n.emit<AddOp>({n.emit<MulOp>({sines, a}), n.emit<MulOp>({cosines, b})});
  Value y = compose::concat(
      n, {n.expand(real, axis), n.expand(imaginary, axis)}, axis);
  shape[3] = size;
  y = n.emit<ReshapeOp>(y, n.attributes().ints("shape", shape));
  if (rest)
    y = compose::concat(n, {y, rest}, 3);
  if (given.size() == 4)
    return compose::transpose(n, y, {0, 2, 1, 3});
  return n.emit<ReshapeOp>(y, n.attributes().ints("shape", given));
}

void addAttentionOps(OpTable &table) {
  table["Attention"] = importAttention;
  table["RotaryEmbedding"] = importRotary;
}

} // namespace ms::fromonnx
