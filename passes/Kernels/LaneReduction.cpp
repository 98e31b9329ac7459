//===- LaneReduction.cpp - Lanes of accumulators in one -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/LaneReduction.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using linalg::GenericOp;

namespace ms {

/// The op that joins the accumulator with the next value, as a way to combine
/// lanes; none where it is no single such op.
static std::optional<vector::CombiningKind> combiningKind(GenericOp op) {
  auto yield = op.getBody()->getTerminator();
  if (yield->getNumOperands() != 1)
    return std::nullopt;
  Operation *last = yield->getOperand(0).getDefiningOp();
  Value accumulator = op.getRegionOutputArgs()[0];
  // Unsigned values go through casts.
  auto isCast = [](Operation *o) {
    return isa_and_present<UnrealizedConversionCastOp>(o);
  };
  while (isCast(last))
    last = last->getOperand(0).getDefiningOp();
  if (!last || last->getNumOperands() != 2)
    return std::nullopt;
  bool joins = false;
  for (Value operand : last->getOperands()) {
    while (isCast(operand.getDefiningOp()))
      operand = operand.getDefiningOp()->getOperand(0);
    joins |= operand == accumulator;
  }
  if (!joins || !accumulator.hasOneUse())
    return std::nullopt;
  using Kind = vector::CombiningKind;
  if (isa<arith::AddFOp, arith::AddIOp>(last))
    return Kind::ADD;
  if (isa<arith::MulFOp, arith::MulIOp>(last))
    return Kind::MUL;
  if (isa<arith::AndIOp>(last))
    return Kind::AND;
  if (isa<arith::OrIOp>(last))
    return Kind::OR;
  if (isa<arith::MaximumFOp>(last))
    return Kind::MAXIMUMF;
  if (isa<arith::MinimumFOp>(last))
    return Kind::MINIMUMF;
  if (isa<arith::MaxSIOp>(last))
    return Kind::MAXSI;
  if (isa<arith::MinSIOp>(last))
    return Kind::MINSI;
  if (isa<arith::MaxUIOp>(last))
    return Kind::MAXUI;
  if (isa<arith::MinUIOp>(last))
    return Kind::MINUI;
  return std::nullopt;
}

bool hasLaneReduction(GenericOp op) { return combiningKind(op).has_value(); }

Value reduceLanes(ImplicitLocOpBuilder &b, GenericOp op, Value lanes) {
  // Reassociation lets the lanes be added as a tree; which one is fixed when
  // the kernel is compiled.
  auto sum = vector::ReductionOp::create(b, *combiningKind(op), lanes,
                                         arith::FastMathFlags::reassoc);
  return sum;
}

} // namespace ms
