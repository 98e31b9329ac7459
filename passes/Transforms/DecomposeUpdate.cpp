//===- DecomposeUpdate.cpp - Formulas: update rules of optimizers ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/DecomposeImpl.h"

#include "dialects/MindIR/Ops/Update.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

LogicalResult decompose(ApplyGradientDescentOp op, Formula &f) {
  return f.replace(f.sub(op.getVar(), f.mul(op.getDelta(), op.getAlpha())));
}

LogicalResult decompose(ApplyMomentumOp op, Formula &f) {
  Value accum = f.add(f.mul(op.getAccum(), op.getMomentum()), op.getGrad());
  Value direction = accum;
  if (op.getUseNesterov())
    direction = f.add(op.getGrad(), f.mul(accum, op.getMomentum()));
  return f.replace({f.sub(op.getVar(), f.mul(direction, op.getLr())), accum});
}

LogicalResult decompose(SGDOp op, Formula &f) {
  Value gradient = op.getGrad(), zero = f.scalar(0, op.getVar());
  double decay = op.getWeightDecay().convertToDouble();
  if (decay != 0)
    gradient = f.add(gradient, f.scale(op.getVar(), decay));
  double rest = 1 - op.getDampening().convertToDouble();
  Value later = f.add(f.mul(op.getAccum(), op.getMomentum()),
                      rest == 1 ? gradient : f.scale(gradient, rest));
  // `stat` is positive until the first step with momentum is done.
  Value moves = f.make<GreaterOp>(op.getMomentum(), zero);
  Value first = f.make<GreaterOp>(op.getStat(), zero);
  Value sum = f.make<SelectOp>(first, gradient, later);
  Value direction =
      op.getNesterov() ? f.add(gradient, f.mul(sum, op.getMomentum())) : sum;
  Value used = f.make<SelectOp>(moves, direction, gradient);
  return f.replace({f.sub(op.getVar(), f.mul(used, op.getLr())),
                    f.make<SelectOp>(moves, sum, op.getAccum()),
                    f.make<SelectOp>(moves, zero, op.getStat())});
}

LogicalResult decompose(ApplyAdamOp op, Formula &f) {
  Value one = f.scalar(1, op.getVar());
  Value g = op.getGrad();
  Value rest1 = f.sub(one, op.getBeta1()), rest2 = f.sub(one, op.getBeta2());
  Value m = f.add(op.getM(), f.mul(f.sub(g, op.getM()), rest1));
  Value v =
      f.add(op.getV(), f.mul(f.sub(f.make<SquareOp>(g), op.getV()), rest2));
  Value correction = f.div(f.make<SqrtOp>(f.sub(one, op.getBeta2Power())),
                           f.sub(one, op.getBeta1Power()));
  Value rate = f.mul(op.getLr(), correction);
  Value direction =
      op.getUseNesterov() ? f.add(f.mul(m, op.getBeta1()), f.mul(g, rest1)) : m;
  Value step =
      f.div(f.mul(direction, rate), f.add(f.make<SqrtOp>(v), op.getEpsilon()));
  return f.replace({f.sub(op.getVar(), step), m, v});
}

} // namespace

void addUpdateFormulas(RewritePatternSet &patterns) {
  addFormula<ApplyGradientDescentOp, decompose>(patterns);
  addFormula<ApplyMomentumOp, decompose>(patterns);
  addFormula<SGDOp, decompose>(patterns);
  addFormula<ApplyAdamOp, decompose>(patterns);
}

} // namespace ms
