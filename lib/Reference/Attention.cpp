//===- Attention.cpp - Rules: attention in one op -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Reference/EvaluatorImpl.h"

#include "dialects/MindIR/Ops/Attention.h"

#include <cmath>
#include <numeric>

using namespace mlir;
using namespace ms;
using namespace ms::reference;
using namespace ms::mindir;

namespace {

/// An attention on tensors of real extents. Stacked matrix s has rows of
/// queries i and keys j.
struct Attention {
  const ReferenceTensor &query, &key, &value;
  ArrayRef<const ReferenceTensor *> masks;
  double scale;
  bool lengthFirst;
  AttentionShape shape;

  template <typename Op>
  Attention(Op op, const Evaluation &e, unsigned firstOperand,
            unsigned firstMask)
      : query(e.operand(firstOperand)), key(e.operand(firstOperand + 1)),
        value(e.operand(firstOperand + 2)),
        masks(ArrayRef(e.operands).drop_front(firstMask)),
        scale(op.getScale().convertToDouble()),
        lengthFirst(op.getLengthFirst()),
        shape(query.shape, key.shape, value.shape, lengthFirst) {}

  int64_t numMatrices() const { return countElements(shape.stack); }

  /// Where row `i` of a stacked matrix starts, of `length` rows of `size`
  /// elements.
  int64_t row(int64_t s, int64_t i, int64_t length, int64_t size) const {
    if (!lengthFirst)
      return (s * length + i) * size;
    int64_t heads = shape.stack[1];
    return ((s / heads * length + i) * heads + s % heads) * size;
  }
  int64_t queryRow(int64_t s, int64_t i) const {
    return row(s, i, shape.queries, shape.size);
  }
  int64_t keyRow(int64_t s, int64_t j) const {
    return row(s, j, shape.keys, shape.size);
  }
  int64_t valueRow(int64_t s, int64_t j) const {
    return row(s, j, shape.keys, shape.valueSize);
  }
  int64_t outputRow(int64_t s, int64_t i) const {
    return row(s, i, shape.queries, shape.valueSize);
  }

  /// For each mask the element that is broadcast to each score.
  std::vector<std::vector<int64_t>> maskPlaces() const {
    std::vector<std::vector<int64_t>> places;
    for (const ReferenceTensor *mask : masks)
      places.push_back(broadcastIndices(mask->shape, shape.scores()));
    return places;
  }

  std::vector<double>
  scores(int64_t s, int64_t i,
         const std::vector<std::vector<int64_t>> &places) const {
    std::vector<double> result(shape.keys);
    const double *q = query.data.data() + queryRow(s, i);
    for (int64_t j = 0; j < shape.keys; ++j) {
      const double *k = key.data.data() + keyRow(s, j);
      result[j] = scale * std::inner_product(q, q + shape.size, k, 0.0);
      int64_t at = (s * shape.queries + i) * shape.keys + j;
      for (auto [mask, place] : llvm::zip(masks, places))
        result[j] += mask->data[place[at]];
    }
    return result;
  }
};

LogicalResult evaluateAttention(ScaledDotProductAttentionOp op, Evaluation &e) {
  Attention a(op, e, 0, 3);
  auto places = a.maskPlaces();
  std::vector<double> output(a.numMatrices() * a.shape.queries *
                             a.shape.valueSize);
  std::vector<double> maxima, sums;
  for (int64_t s = 0; s < a.numMatrices(); ++s)
    for (int64_t i = 0; i < a.shape.queries; ++i) {
      std::vector<double> weights = a.scores(s, i, places);
      double largest = *llvm::max_element(weights), sum = 0;
      for (double &weight : weights)
        sum += weight = std::exp(weight - largest);
      double *y = output.data() + a.outputRow(s, i);
      for (int64_t j = 0; j < a.shape.keys; ++j)
        for (int64_t d = 0; d < a.shape.valueSize; ++d)
          y[d] += weights[j] / sum * a.value.data[a.valueRow(s, j) + d];
      maxima.push_back(largest);
      sums.push_back(sum);
    }
  SmallVector<int64_t> shape(a.query.shape), rows = a.shape.stack;
  shape.back() = a.shape.valueSize;
  rows.push_back(a.shape.queries);
  e.addResult(shape).data = std::move(output);
  e.addResult(rows).data = std::move(maxima);
  e.addResult(rows).data = std::move(sums);
  return success();
}

LogicalResult evaluateAttentionGrad(ScaledDotProductAttentionGradOp op,
                                    Evaluation &e) {
  Attention a(op, e, 1, 7);
  auto places = a.maskPlaces();
  const ReferenceTensor &dy = e.operand(0), &y = e.operand(4);
  std::vector<double> dquery(a.query.data.size()), dkey(a.key.data.size()),
      dvalue(a.value.data.size());
  for (int64_t s = 0; s < a.numMatrices(); ++s)
    for (int64_t i = 0; i < a.shape.queries; ++i) {
      std::vector<double> scores = a.scores(s, i, places);
      double largest = e.operand(5).data[s * a.shape.queries + i];
      double sum = e.operand(6).data[s * a.shape.queries + i];
      const double *slope = dy.data.data() + a.outputRow(s, i);
      double mean = std::inner_product(slope, slope + a.shape.valueSize,
                                       y.data.data() + a.outputRow(s, i), 0.0);
      int64_t q = a.queryRow(s, i);
      for (int64_t j = 0; j < a.shape.keys; ++j) {
        int64_t k = a.keyRow(s, j), v = a.valueRow(s, j);
        double weight = std::exp(scores[j] - largest) / sum;
        double change = std::inner_product(slope, slope + a.shape.valueSize,
                                           a.value.data.data() + v, -mean) *
                        weight * a.scale;
        for (int64_t d = 0; d < a.shape.valueSize; ++d)
          dvalue[v + d] += weight * slope[d];
        for (int64_t d = 0; d < a.shape.size; ++d) {
          dquery[q + d] += change * a.key.data[k + d];
          dkey[k + d] += change * a.query.data[q + d];
        }
      }
    }
  e.addResult(a.query.shape).data = std::move(dquery);
  e.addResult(a.key.shape).data = std::move(dkey);
  e.addResult(a.value.shape).data = std::move(dvalue);
  return success();
}

} // namespace

void ms::reference::addAttentionRules(RuleTable &rules) {
  rules.add<ScaledDotProductAttentionOp>(evaluateAttention);
  rules.add<ScaledDotProductAttentionGradOp>(evaluateAttentionGrad);
}
