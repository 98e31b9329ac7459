//===- Dropout.cpp - Random zeros -----------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// MindSpore's numbers depend on a generator that no file holds. Here a mask is
// a function of a seed for each node and of the step.
//
//===----------------------------------------------------------------------===//

#include "lib/Import/MindIR/Ops/Ops.h"

#include "lib/Import/MindIR/Deferred.h"

#include "dialects/MindIR/Ops/Shape.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

namespace {
/// Which elements a dropout has kept: 1, the others 0.
struct Mask : Deferred {
  Mask(Value x, Value counter, double keep, int64_t seed)
      : Deferred(Kind::Mask), x(x), counter(counter), keep(keep), seed(seed) {}

  OpAttributes attributes(NodeReader &n) const {
    return n.attributes().number("keep_prob", keep).integer("seed", seed);
  }

  Value emit(NodeReader &n) const override {
    Value ones = n.emit<BroadcastLikeOp>({n.number(x, 1), x});
    Value drawn = n.emit<DropoutOp>({ones, counter}, attributes(n));
    Value kept = n.emit<NotEqualOp>({drawn, n.number(x, 0)});
    return kept ? n.convert(kept, n.typeOf(x).getElementType()) : Value();
  }

  Value x, counter;
  double keep;
  int64_t seed;
};
} // namespace

/// x, keep_prob: the result and the mask.
static Item importDropout(NodeReader &n) {
  Value x = n.tensor(0);
  double keep = n.real({1, "keep_prob"}, 0.5);
  Value counter = n.stepCounter();
  if (n.hasFailed())
    return Item();
  auto mask = std::make_shared<Mask>(x, counter, keep, n.newSeed());
  Value y = n.emit<DropoutOp>({x, counter}, mask->attributes(n));
  return Item::tuple({Item::tensor(y), Item::later(mask)});
}

/// dy, mask.
static Item importDropoutGrad(NodeReader &n) {
  Value dy = n.tensor(0);
  double keep = n.real({2, "keep_prob"}, 0.5);
  if (n.hasFailed())
    return Item();
  const Item &item = n.input(1);
  if (item.is(Item::Kind::Deferred) &&
      item.deferred->kind == Deferred::Kind::Mask) {
    const auto &mask = static_cast<const Mask &>(*item.deferred);
    if (static_cast<float>(mask.keep) == static_cast<float>(keep) &&
        mask.x.getType() == dy.getType())
      return Item::tensor(
          n.emit<DropoutGradOp>({dy, mask.counter}, mask.attributes(n)));
  }
  Value kept = n.emit<MulOp>({dy, n.tensor(1)});
  return Item::tensor(n.emit<DivOp>({kept, n.number(kept, keep)}));
}

void addDropoutOps(OpTable &table) {
  table["Dropout"] = importDropout;
  table["DropoutGrad"] = importDropoutGrad;
}

} // namespace ms
