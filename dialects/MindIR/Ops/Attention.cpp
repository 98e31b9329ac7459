//===- Attention.cpp - Attention in one op --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/Ops/Attention.h"
#include "dialects/MindIR/Ops/OpsImpl.h"

using namespace mlir;
using namespace ms::mindir;

AttentionShape::AttentionShape(ArrayRef<int64_t> query, ArrayRef<int64_t> key,
                               ArrayRef<int64_t> value, bool lengthFirst)
    : stack(query.drop_back(2)), size(query.back()), valueSize(value.back()) {
  // [batch, length, heads, size], or [..., length, size].
  size_t length = query.size() - (lengthFirst ? 3 : 2);
  queries = query[length];
  keys = key[length];
  if (lengthFirst)
    stack = {query[0], query[2]};
}

SmallVector<int64_t> AttentionShape::scores() const {
  SmallVector<int64_t> shape = stack;
  shape.append({queries, keys});
  return shape;
}

/// The types of `scaled_dot_product_attention`'s results.
template <typename Adaptor>
static LogicalResult inferForward(Adaptor op, const Inference &at,
                                  StringRef constraint, Types &types) {
  RankedTensorType query = tensorType(op.getQuery());
  RankedTensorType key = tensorType(op.getKey());
  RankedTensorType value = tensorType(op.getValue());
  // The gradient counts all of this as one constraint.
  auto fail = [&](const Twine &text, StringRef own) {
    return at.fail(text + " (" + (constraint.empty() ? own : constraint) + ")");
  };
  auto shapes = [&] {
    return "query " + shapeText(query.getShape()) + ", key " +
           shapeText(key.getShape()) + " and value " +
           shapeText(value.getShape());
  };
  bool lengthFirst = op.getLengthFirst();
  if (query.getRank() != key.getRank() || query.getRank() != value.getRank() ||
      query.getRank() < 3 || (lengthFirst && query.getRank() != 4))
    return fail(shapes() + " need one rank, " +
                    (lengthFirst ? "4" : "3 or more"),
                "C1");
  AttentionShape shape(query.getShape(), key.getShape(), value.getShape(),
                       lengthFirst);
  AttentionShape ofKey(key.getShape(), key.getShape(), value.getShape(),
                       lengthFirst);
  AttentionShape ofValue(value.getShape(), value.getShape(), value.getShape(),
                         lengthFirst);
  if (shape.stack != ofKey.stack || shape.stack != ofValue.stack ||
      shape.keys != ofValue.keys || shape.size != ofKey.size)
    return fail(shapes() + " do not fit together", "C2");
  for (RankedTensorType type : {query, key, value})
    if (llvm::is_contained(type.getShape(), 0) ||
        llvm::any_of(type.getShape().drop_front(), ShapedType::isDynamic))
      return fail(shapes() + " have an extent that is 0, or dynamic and not "
                             "the first",
                  "C3");
  SmallVector<int64_t> scores = shape.scores();
  for (Value mask : op.getMasks()) {
    ArrayRef<int64_t> own = tensorType(mask).getShape();
    auto joined = broadcastShapes(own, scores);
    if (failed(joined) || *joined != scores)
      return fail("mask " + shapeText(own) + " does not broadcast to scores " +
                      shapeText(scores),
                  "C4");
  }
  SmallVector<int64_t> output(query.getShape());
  output.back() = shape.valueSize;
  types.push_back(RankedTensorType::get(output, query.getElementType()));
  scores.pop_back();
  types.append(2, RankedTensorType::get(scores, query.getElementType()));
  return success();
}

static LogicalResult inferAttention(ScaledDotProductAttentionOp::Adaptor op,
                                    const Inference &at, Types &types) {
  return inferForward(op, at, "", types);
}
MINDIR_DEFINE_INFER(ScaledDotProductAttentionOp, inferAttention)

static LogicalResult
inferAttentionGrad(ScaledDotProductAttentionGradOp::Adaptor op,
                   const Inference &at, Types &types) {
  SmallVector<Type> forward;
  if (failed(inferForward(op, at, "C1", forward)))
    return failure();
  std::tuple<const char *, Value, Type> results[] = {
      {"dy", op.getDy(), forward[0]},
      {"output", op.getOutput(), forward[0]},
      {"softmax_max", op.getSoftmaxMax(), forward[1]},
      {"softmax_sum", op.getSoftmaxSum(), forward[2]}};
  for (auto [name, result, type] : results)
    if (!areCompatible(result.getType(), type))
      return at.fail(Twine(name) + " has type " + typeText(result.getType()) +
                     ", but the attention gives " + typeText(type) + " (C2)");
  for (Value operand : {op.getQuery(), op.getKey(), op.getValue()})
    types.push_back(operand.getType());
  return success();
}
MINDIR_DEFINE_INFER(ScaledDotProductAttentionGradOp, inferAttentionGrad)

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Attention.cpp.inc"
