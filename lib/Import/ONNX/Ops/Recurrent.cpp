//===- Recurrent.cpp - LSTM, GRU and plain recurrent layers ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What the dialect's ops compute is one of them for each direction, with the
// gates in their order. The rest, such as peepholes and other activations, is
// written out step by step. ONNX has the steps in front; where the batch is
// open, everything is computed with the batch in front, and turned.
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/Ops/Ops.h"

#include "dialects/MindIR/Ops/Activation.h"
#include "dialects/MindIR/Ops/Recurrent.h"
#include "dialects/MindIR/Ops/Shape.h"
#include "lib/Import/ONNX/Decode.h"
#include "lib/Import/OpenBatch.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::fromonnx {

using Ints = NodeReader::Ints;

namespace {
/// Most steps that are written out.
constexpr int64_t kMaxSteps = 512;

/// Inputs and attributes that all kinds of layers have.
struct Layer {
  NodeReader &n;
  int64_t gates;
  int64_t directions = 1, hidden = 0, steps = 0, batch = 0, in = 0;
  bool isReversed = false, batchFirst = false, isOpen = false;
  double clip = 0;
  SmallVector<std::string> activations;
  Type element;
  Value x; ///< [steps, batch, in], or [batch, steps, in] of an open batch

  Layer(NodeReader &n, int64_t gates, ArrayRef<StringRef> defaults)
      : n(n), gates(gates) {
    x = n.tensor(0);
    std::string direction = n.choice(
        "direction", {"forward", "reverse", "bidirectional"}, "forward");
    directions = direction == "bidirectional" ? 2 : 1;
    isReversed = direction == "reverse";
    batchFirst = n.integer("layout", 0) != 0;
    clip = n.real("clip", 0);
    activations = n.texts("activations");
    if (activations.empty())
      for (int64_t d = 0; d < directions; ++d)
        for (StringRef name : defaults)
          activations.push_back(name.str());
    if (n.hasAttribute("activation_alpha") || n.hasAttribute("activation_beta"))
      n.fail("has activations with arguments of their own, which is not "
             "supported");
    if (!n.hasFailed() &&
        activations.size() != static_cast<size_t>(directions) * defaults.size())
      n.fail("has " + Twine(activations.size()) + " activations");
    if (n.hasFailed())
      return;
    RankedTensorType type = n.typeOf(x), weights = n.typeOfInput(2);
    if (!weights)
      return;
    isOpen = type.getRank() == 3 && type.isDynamicDim(batchFirst ? 0 : 1);
    auto turn = openbatch::beforeTurn(n, x);
    if (isOpen && turn)
      x = openbatch::turn(n, turn->source,
                          {turn->perm[1], turn->perm[0], turn->perm[2]});
    else if (type.getRank() == 3 && batchFirst && !isOpen)
      x = compose::transpose(n, x, {1, 0, 2});
    if (n.hasFailed())
      return;
    type = n.typeOf(x);
    int64_t least = isOpen ? type.getDimSize(1) : type.getDimSize(0);
    if (type.getRank() != 3 || (!type.hasStaticShape() && !isOpen) ||
        weights.getRank() != 3 || weights.getDimSize(0) != directions ||
        weights.getDimSize(1) != gates * weights.getDimSize(2) || least < 1) {
      n.fail("takes sequences of shape " + shapeText(type.getShape()) +
             " and weights of shape " + shapeText(weights.getShape()));
      return;
    }
    element = type.getElementType();
    steps = type.getDimSize(stepAxis());
    batch = type.getDimSize(1 - stepAxis());
    in = type.getDimSize(2);
    hidden = weights.getDimSize(2);
    checkLengths();
  }

  /// Where the steps are in what is computed here.
  int64_t stepAxis() const { return isOpen ? 1 : 0; }

  /// Whether all activations are the usual ones, and nothing is clipped.
  bool isPlain(ArrayRef<StringRef> defaults) const {
    if (clip != 0)
      return false;
    for (size_t k = 0; k < activations.size(); ++k)
      if (activations[k] != defaults[k % defaults.size()])
        return false;
    return true;
  }

  /// The part of direction `d` of input `k`, without that dimension; zeros of
  /// `shape` where the input is left out.
  Value part(unsigned k, int64_t d, ArrayRef<int64_t> shape) {
    if (!n.has(k))
      return n.broadcastTo(n.constant(element, 0), shape);
    return n.reshape(compose::slice(n, n.tensor(k), 0, d, 1), shape);
  }
  /// The state of direction `d`: [batch, hidden].
  Value state(unsigned k, int64_t d) {
    Value zero = n.has(k) ? Value() : n.constant(element, 0);
    if (zero && isOpen)
      return n.emit<BroadcastLikeOp>({zero, n.rowsLike(x, {batch, hidden})});
    if (zero)
      return n.broadcastTo(zero, {batch, hidden});
    Value all = n.tensor(k);
    if (auto turn = openbatch::beforeTurn(n, all))
      return openbatch::take(n, *turn, d);
    return n.reshape(compose::slice(n, all, batchFirst ? 1 : 0, d, 1),
                     {batch, hidden});
  }
  /// A state as the dialect's ops take it.
  Value wrapped(Value state) { return isOpen ? state : n.expand(state, 0); }
  /// The gates of weights [gates * hidden, ...] in another order.
  Value reorder(Value w, ArrayRef<int64_t> order) {
    SmallVector<Value> parts;
    for (int64_t gate : order)
      parts.push_back(gateOf(w, gate));
    return compose::concat(n, parts, 0);
  }
  Value gateOf(Value w, int64_t gate) {
    return compose::slice(n, w, 0, gate * hidden, hidden);
  }
  Value flat(Value w) {
    return n.emit<ReshapeOp>(w, n.attributes().ints("shape", {-1}));
  }
  Value turned(Value sequence) {
    return n.emit<ReverseV2Op>(sequence,
                               n.attributes().ints("axis", {stepAxis()}));
  }
  bool runsBackward(int64_t d) const { return isReversed || d == 1; }
  /// Step `t` of a sequence: [batch, ...].
  Value step(Value sequence, int64_t t) {
    Ints shape = n.extentsOf(sequence);
    if (n.hasFailed())
      return nullptr;
    shape.erase(shape.begin() + stepAxis());
    return n.reshape(compose::slice(n, sequence, stepAxis(), t, 1), shape);
  }
  Value product(Value a, Value b) {
    return n.emit<MatMulOp>({a, b}, n.attributes().flag("transpose_b", true));
  }
  Value add(Value a, Value b) { return n.emit<AddOp>({a, b}); }
  Value mul(Value a, Value b) { return n.emit<MulOp>({a, b}); }
  Value activate(Value v, int64_t number) {
    if (clip > 0)
      v = n.emit<MinimumOp>(
          {n.emit<MaximumOp>({v, n.number(v, -clip)}), n.number(v, clip)});
    StringRef name = activations[number];
    if (name.equals_insensitive("sigmoid"))
      return n.emit<SigmoidOp>(v);
    if (name.equals_insensitive("tanh"))
      return n.emit<TanhOp>(v);
    if (name.equals_insensitive("relu"))
      return n.emit<ReLUOp>(v);
    if (name.equals_insensitive("softsign"))
      return n.emit<SoftsignOp>(v);
    if (name.equals_insensitive("softplus"))
      return n.emit<SoftplusOp>(v);
    n.fail("has the activation '" + name + "', which is not supported");
    return nullptr;
  }
  bool canUnroll() {
    if (steps > kMaxSteps)
      n.fail("of this kind is written out, but has " + Twine(steps) +
             " steps, more than " + Twine(kMaxSteps));
    return !n.hasFailed();
  }
  /// The sequence of the values of all steps.
  Value stack(const SmallVector<Value> &values) {
    return join(values, stepAxis());
  }
  Value join(SmallVector<Value> parts, int64_t axis) {
    for (Value &value : parts)
      value = n.expand(value, axis);
    return parts.size() == 1 ? parts[0] : compose::concat(n, parts, axis);
  }

  /// `y` of all directions, of the layout of `x`, and last states [batch,
  /// hidden] as the results of the node.
  Results finish(ArrayRef<Value> y, ArrayRef<SmallVector<Value>> states) {
    if (n.hasFailed())
      return {};
    if (isOpen)
      return finishOpen(y, states);
    int64_t axis = batchFirst ? 2 : 1;
    SmallVector<Value> sequences;
    for (Value value : y)
      sequences.push_back(batchFirst ? compose::transpose(n, value, {1, 0, 2})
                                     : value);
    Results results = {join(sequences, axis)};
    for (const SmallVector<Value> &state : states)
      results.items.push_back(Item(join(state, batchFirst ? 1 : 0)));
    return results;
  }

private:
  /// Directions behind the batch, where layout 1 has them, and then turned.
  Results finishOpen(ArrayRef<Value> y, ArrayRef<SmallVector<Value>> states) {
    Value all = join(SmallVector<Value>(y), 2);
    Results results = {batchFirst ? all
                                  : openbatch::turn(n, all, {1, 2, 0, 3})};
    for (const SmallVector<Value> &state : states) {
      Value last = join(state, 1);
      results.items.push_back(
          Item(batchFirst ? last : openbatch::turn(n, last, {1, 0, 2})));
    }
    return results;
  }
  /// Sequences of different lengths are not supported.
  void checkLengths() {
    if (!n.has(4))
      return;
    const Known *known = n.findKnown(4);
    auto lengths = known ? integersOf(*known) : std::nullopt;
    if (!lengths ||
        llvm::any_of(*lengths, [&](int64_t l) { return l != steps; }))
      n.fail("input 4 'sequence_lens' says that sequences end early, which is "
             "not supported");
  }
};
} // namespace

//===----------------------------------------------------------------------===//
// LSTM
//===----------------------------------------------------------------------===//

/// Gates are input, output, forget, cell; the dialect's input, forget, cell,
/// output.
static Results importLSTM(NodeReader &n) {
  Layer l(n, 4, {"Sigmoid", "Tanh", "Tanh"});
  bool couples = n.integer("input_forget", 0) != 0;
  bool isPlain =
      l.isPlain({"Sigmoid", "Tanh", "Tanh"}) && !n.has(7) && !couples;
  if (n.hasFailed() || (!isPlain && !l.canUnroll()))
    return {};
  SmallVector<Value> y, lastH, lastC;
  int64_t size = l.hidden;
  for (int64_t d = 0; d < l.directions; ++d) {
    Value x = l.runsBackward(d) ? l.turned(l.x) : l.x;
    Value w = l.part(1, d, {4 * size, l.in}),
          r = l.part(2, d, {4 * size, size});
    Value b = l.part(3, d, {8 * size});
    b = l.add(compose::slice(n, b, 0, 0, 4 * size),
              compose::slice(n, b, 0, 4 * size, 4 * size));
    Value h = l.state(5, d), c = l.state(6, d), sequence;
    if (isPlain) {
      SmallVector<Value> parts;
      for (Value part : {w, r, b})
        parts.push_back(l.flat(l.reorder(part, {0, 2, 3, 1})));
      Operation *op = n.emitOp(
          LSTMOp::getOperationName(),
          {x, l.wrapped(h), l.wrapped(c), compose::concat(n, parts, 0)},
          n.attributes().flag("has_bias", true).flag("batch_first", l.isOpen));
      if (!op)
        return {};
      sequence = op->getResult(0);
      h = n.reshape(op->getResult(1), {l.batch, size});
      c = n.reshape(op->getResult(2), {l.batch, size});
    } else {
      Value p = l.part(7, d, {3 * size});
      SmallVector<Value> all;
      for (int64_t t = 0; t < l.steps && !n.hasFailed(); ++t) {
        Value sum =
            l.add(l.add(l.product(l.step(x, t), w), l.product(h, r)), b);
        auto gate = [&](int64_t k) {
          return compose::slice(n, sum, 1, k * size, size);
        };
        auto peep = [&](Value v, int64_t k, Value state) {
          return n.has(7) ? l.add(v, l.mul(l.gateOf(p, k), state)) : v;
        };
        Value i = l.activate(peep(gate(0), 0, c), 3 * d);
        Value f = couples ? n.emit<SubOp>({n.number(i, 1), i})
                          : l.activate(peep(gate(2), 2, c), 3 * d);
        Value g = l.activate(gate(3), 3 * d + 1);
        c = l.add(l.mul(f, c), l.mul(i, g));
        Value o = l.activate(peep(gate(1), 1, c), 3 * d);
        double clip = std::exchange(l.clip, 0);
        h = l.mul(o, l.activate(c, 3 * d + 2));
        l.clip = clip;
        all.push_back(h);
      }
      sequence = l.stack(all);
    }
    y.push_back(l.runsBackward(d) ? l.turned(sequence) : sequence);
    lastH.push_back(h);
    lastC.push_back(c);
  }
  return l.finish(y, {lastH, lastC});
}

//===----------------------------------------------------------------------===//
// GRU
//===----------------------------------------------------------------------===//

/// Gates are update, reset, hidden; the dialect's reset, update, hidden.
static Results importGRU(NodeReader &n) {
  Layer l(n, 3, {"Sigmoid", "Tanh"});
  bool isLinear = n.integer("linear_before_reset", 0) != 0;
  bool isPlain = l.isPlain({"Sigmoid", "Tanh"}) && isLinear;
  if (n.hasFailed() || (!isPlain && !l.canUnroll()))
    return {};
  SmallVector<Value> y, lastH;
  int64_t size = l.hidden;
  for (int64_t d = 0; d < l.directions; ++d) {
    Value x = l.runsBackward(d) ? l.turned(l.x) : l.x;
    Value w = l.part(1, d, {3 * size, l.in}),
          r = l.part(2, d, {3 * size, size});
    Value both = l.part(3, d, {6 * size});
    Value wb = compose::slice(n, both, 0, 0, 3 * size),
          rb = compose::slice(n, both, 0, 3 * size, 3 * size);
    Value h = l.state(5, d), sequence;
    if (isPlain) {
      SmallVector<Value> parts;
      for (Value part : {w, r, wb, rb})
        parts.push_back(l.flat(l.reorder(part, {1, 0, 2})));
      Operation *op = n.emitOp(
          GRUOp::getOperationName(),
          {x, l.wrapped(h), compose::concat(n, parts, 0)},
          n.attributes().flag("has_bias", true).flag("batch_first", l.isOpen));
      if (!op)
        return {};
      sequence = op->getResult(0);
      h = n.reshape(op->getResult(1), {l.batch, size});
    } else {
      SmallVector<Value> all;
      for (int64_t t = 0; t < l.steps && !n.hasFailed(); ++t) {
        Value xw = l.add(l.product(l.step(x, t), w), wb);
        auto part = [&](Value v, int64_t k) {
          return compose::slice(n, v, 1, k * size, size);
        };
        auto recurrent = [&](Value state, int64_t k) {
          return l.add(l.product(state, l.gateOf(r, k)), l.gateOf(rb, k));
        };
        Value z = l.activate(l.add(part(xw, 0), recurrent(h, 0)), 2 * d);
        Value reset = l.activate(l.add(part(xw, 1), recurrent(h, 1)), 2 * d);
        Value inner = isLinear ? l.mul(reset, recurrent(h, 2))
                               : recurrent(l.mul(reset, h), 2);
        Value g = l.activate(l.add(part(xw, 2), inner), 2 * d + 1);
        h = l.add(g, l.mul(z, n.emit<SubOp>({h, g})));
        all.push_back(h);
      }
      sequence = l.stack(all);
    }
    y.push_back(l.runsBackward(d) ? l.turned(sequence) : sequence);
    lastH.push_back(h);
  }
  return l.finish(y, {lastH});
}

//===----------------------------------------------------------------------===//
// RNN
//===----------------------------------------------------------------------===//

static Results importRNN(NodeReader &n) {
  Layer l(n, 1, {"Tanh"});
  if (n.hasFailed() || !l.canUnroll())
    return {};
  SmallVector<Value> y, lastH;
  int64_t size = l.hidden;
  for (int64_t d = 0; d < l.directions; ++d) {
    Value x = l.runsBackward(d) ? l.turned(l.x) : l.x;
    Value w = l.part(1, d, {size, l.in}), r = l.part(2, d, {size, size});
    Value both = l.part(3, d, {2 * size});
    Value b = l.add(l.gateOf(both, 0), l.gateOf(both, 1));
    Value h = l.state(5, d);
    SmallVector<Value> all;
    for (int64_t t = 0; t < l.steps && !n.hasFailed(); ++t) {
      Value sum = l.add(l.add(l.product(l.step(x, t), w), l.product(h, r)), b);
      h = l.activate(sum, d);
      all.push_back(h);
    }
    Value sequence = l.stack(all);
    y.push_back(l.runsBackward(d) ? l.turned(sequence) : sequence);
    lastH.push_back(h);
  }
  return l.finish(y, {lastH});
}

void addRecurrentOps(OpTable &table) {
  table["LSTM"] = importLSTM;
  table["GRU"] = importGRU;
  table["RNN"] = importRNN;
}

} // namespace ms::fromonnx
