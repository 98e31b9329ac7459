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

/// 1 / keep where a channel is kept, 0 elsewhere: [N, C, 1, ...].
static Value drawChannels(NodeReader &n, const Mask &mask) {
  RankedTensorType type = n.typeOf(mask.x);
  if (!type || n.hasFailed())
    return nullptr;
  if (type.getRank() < 3) {
    n.fail("drops channels of a tensor of shape " + shapeText(type.getShape()));
    return nullptr;
  }
  NodeReader::Ints axes;
  for (int64_t k = 2; k < type.getRank(); ++k)
    axes.push_back(k);
  Value like = n.emit<ReduceMaxOp>(
      mask.x, n.attributes().ints("axis", axes).flag("keep_dims", true));
  Value ones = n.emit<BroadcastLikeOp>({n.number(mask.x, 1), like});
  return n.emit<DropoutOp>({ones, mask.counter}, mask.attributes(n));
}

namespace {
/// Truth values for all elements of the channels.
struct ChannelMask : Deferred {
  explicit ChannelMask(Mask mask)
      : Deferred(Kind::ChannelMask), mask(std::move(mask)) {}

  Value emit(NodeReader &n) const override {
    Value drawn = drawChannels(n, mask);
    return n.emit<BroadcastLikeOp>(
        {n.emit<NotEqualOp>({drawn, n.number(mask.x, 0)}), mask.x});
  }

  Mask mask;
};
} // namespace

/// x: the result and the mask.
static Item importChannelDropout(NodeReader &n) {
  Value x = n.tensor(0);
  double keep = n.real(attribute("keep_prob"), 0.5);
  Value counter = n.stepCounter();
  if (n.hasFailed())
    return Item();
  Mask mask(x, counter, keep, n.newSeed());
  Value y = n.emit<MulOp>({x, drawChannels(n, mask)});
  return Item::tuple(
      {Item::tensor(y), Item::later(std::make_shared<ChannelMask>(mask))});
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
  table["Dropout2D"] = table["Dropout3D"] = importChannelDropout;
}

} // namespace ms
