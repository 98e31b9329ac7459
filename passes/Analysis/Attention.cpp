//===- Attention.cpp - Recognizing attention ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/Attention.h"

#include "dialects/MindIR/MindIRShapes.h"

#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

/// Most ops between the first product and the softmax.
static constexpr unsigned kMaxSteps = 8;

/// The number that all elements of a constant are.
static std::optional<double> constantNumber(Value value) {
  APFloat number(0.0);
  if (!matchPattern(value, m_ConstantFloat(&number)))
    return std::nullopt;
  return number.convertToDouble();
}

/// Follows scales back to a product; multiplies `scale` with them.
static BatchMatMulOp scaledProduct(Value value, double &scale) {
  for (unsigned step = 0; step < kMaxSteps; ++step) {
    if (auto product = value.getDefiningOp<BatchMatMulOp>())
      return product;
    std::optional<double> factor;
    if (auto mul = value.getDefiningOp<MulOp>()) {
      bool onLeft = constantNumber(mul.getX()).has_value();
      factor = constantNumber(onLeft ? mul.getX() : mul.getY());
      value = onLeft ? mul.getY() : mul.getX();
    } else if (auto div = value.getDefiningOp<DivOp>()) {
      factor = constantNumber(div.getY());
      if (factor)
        factor = 1 / *factor;
      value = div.getX();
    }
    if (!factor)
      return nullptr;
    scale *= *factor;
  }
  return nullptr;
}

/// Follows sums back to the scaled product that the mask is added to.
static bool matchScores(Value value, AttentionChain &chain) {
  for (unsigned step = 0; step < kMaxSteps; ++step) {
    double scale = 1;
    if (BatchMatMulOp product = scaledProduct(value, scale)) {
      chain.scores = product;
      chain.scale = scale;
      return true;
    }
    auto sum = value.getDefiningOp<AddOp>();
    if (!sum)
      return false;
    // The side with the shape of the scores; the mask may have it too.
    Value left = sum.getX(), right = sum.getY();
    double ignored = 1;
    bool onRight =
        left.getType() != sum.getType() ||
        (right.getType() == sum.getType() && scaledProduct(right, ignored));
    chain.masks.push_back(onRight ? left : right);
    value = onRight ? right : left;
  }
  return false;
}

std::optional<AttentionChain> matchAttention(BatchMatMulOp output) {
  AttentionChain chain;
  chain.output = output;
  Value weights = output.getA();
  if (auto dropout = weights.getDefiningOp<DropoutOp>()) {
    chain.dropout = dropout;
    weights = dropout.getX();
  }
  chain.softmax = weights.getDefiningOp<SoftmaxOp>();
  if (!chain.softmax || output.getTransposeA())
    return std::nullopt;
  int64_t rank = chain.softmax.getType().getRank();
  if (normalizeAxis(chain.softmax.getAxis(), rank) != rank - 1 ||
      !matchScores(chain.softmax.getX(), chain) ||
      chain.scores.getType() != chain.softmax.getType())
    return std::nullopt;
  chain.query = chain.scores.getA();
  chain.key = chain.scores.getB();
  chain.value = output.getB();
  return chain;
}

} // namespace ms
