//===- DecomposeActivation.cpp - Formulas: activation functions -----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The ops with trained slopes; the others are scalar functions.
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/DecomposeImpl.h"

#include "dialects/MindIR/Ops/Activation.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

/// The slopes with extents of 1 behind the channels, so that they broadcast.
Value slopesFor(Value x, Value weight, Formula &f) {
  auto own = cast<RankedTensorType>(weight.getType());
  int64_t rank = cast<RankedTensorType>(x.getType()).getRank();
  if (own.getDimSize(0) == 1)
    return rank == 0 ? f.make<ReshapeOp>(weight, f.ints({})) : weight;
  SmallVector<int64_t> shape(rank - 1, 1);
  shape[0] = own.getDimSize(0);
  return rank == 2 ? weight : f.make<ReshapeOp>(weight, f.ints(shape));
}

LogicalResult decompose(PReLUOp op, Formula &f) {
  Value x = op.getX(), slopes = slopesFor(x, op.getWeight(), f);
  Value positive = f.make<GreaterOp>(x, f.scalar(0, x));
  return f.replace(f.make<SelectOp>(positive, x, f.mul(slopes, x)));
}

LogicalResult decompose(PReLUGradOp op, Formula &f) {
  Value x = op.getX(), dy = op.getDy(), weight = op.getWeight();
  Value slopes = slopesFor(x, weight, f), zero = f.scalar(0, x);
  Value positive = f.make<GreaterOp>(x, zero);
  Value dx = f.make<SelectOp>(positive, dy, f.mul(slopes, dy));
  Value share = f.make<SelectOp>(positive, zero, f.mul(x, dy));
  SmallVector<int64_t> axes;
  bool isOne = op.getWeight().getType().getDimSize(0) == 1;
  for (int64_t k = 0; k < op.getX().getType().getRank(); ++k)
    if (isOne || k != 1)
      axes.push_back(k);
  Value sum = share;
  if (!axes.empty())
    sum = f.make<ReduceSumOp>(share, f.ints(axes), f.flag(false));
  if (sum.getType() != weight.getType())
    sum = f.make<ReshapeOp>(sum, f.ints(op.getWeight().getType().getShape()));
  return f.replace({dx, sum});
}

} // namespace

void addActivationFormulas(RewritePatternSet &patterns) {
  addFormula<PReLUOp, decompose>(patterns);
  addFormula<PReLUGradOp, decompose>(patterns);
}

} // namespace ms
