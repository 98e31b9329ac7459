//===- Control.cpp - Constants, branches, loops ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Loops are written out: how often they turn is known.
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/Ops/Ops.h"

#include "lib/Import/ONNX/Decode.h"
#include "lib/Import/ONNX/GraphImporter.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::fromonnx {

/// Most turns of a loop.
static constexpr int64_t kMaxTurns = 4096;

static Results importConstant(NodeReader &n) {
  auto floats = [&](ArrayRef<double> values, ArrayRef<int64_t> shape) {
    return Item(packElements(
        values,
        RankedTensorType::get(shape, Float32Type::get(n.getContext()))));
  };
  if (n.hasAttribute("value"))
    return Item(n.tensor("value"));
  if (n.hasAttribute("value_int"))
    return Item(packIntegers(n.integer("value_int"), {}, n.getContext()));
  if (n.hasAttribute("value_float"))
    return floats(n.real("value_float"), {});
  if (n.hasAttribute("value_ints")) {
    NodeReader::Ints list = n.ints("value_ints");
    return Item(packIntegers(list, {static_cast<int64_t>(list.size())},
                             n.getContext()));
  }
  if (n.hasAttribute("value_floats")) {
    SmallVector<double> list = n.reals("value_floats");
    return floats(list, {static_cast<int64_t>(list.size())});
  }
  n.fail("has no value that is supported (value, value_int, value_ints, "
         "value_float or value_floats)");
  return {};
}

static const onnx::GraphProto *graphOf(NodeReader &n, StringRef name) {
  const onnx::AttributeProto *found = n.findAttribute(name);
  if (found && found->has_g())
    return &found->g();
  n.fail("lacks the graph '" + name + "'");
  return nullptr;
}

/// The results of a graph; nothing after an error, which has been reported.
static std::optional<std::vector<Item>> runGraph(NodeReader &n,
                                                 const onnx::GraphProto *graph,
                                                 std::vector<Item> inputs) {
  if (!graph || n.hasFailed())
    return std::nullopt;
  auto results = n.getGraph().runSubgraph(*graph, std::move(inputs));
  if (!results)
    n.setFailed();
  return results;
}

/// One branch, where the condition is known; else both, and a choice.
static Results importIf(NodeReader &n) {
  const onnx::GraphProto *yes = graphOf(n, "then_branch"),
                         *no = graphOf(n, "else_branch");
  Results results;
  if (std::optional<double> known = n.findReal(0)) {
    if (auto made = runGraph(n, *known != 0 ? yes : no, {}))
      results.items.assign(made->begin(), made->end());
    return results;
  }
  Value cond = n.tensor(0);
  if (n.hasFailed())
    return {};
  cond = n.reshape(cond, {});
  auto a = runGraph(n, yes, {});
  auto b = runGraph(n, no, {});
  if (!a || !b)
    return {};
  if (a->size() != b->size()) {
    n.fail("has branches with " + Twine(a->size()) + " and " +
           Twine(b->size()) + " results");
    return {};
  }
  for (size_t k = 0; k < a->size(); ++k) {
    Value x = n.tensor((*a)[k]), y = n.tensor((*b)[k]);
    if (n.hasFailed())
      return {};
    if (x.getType() != y.getType()) {
      n.fail("has branches with different types of result " + Twine(k) +
             ", and its condition is computed");
      return {};
    }
    results.items.push_back(Item(n.emit<SelectOp>({cond, x, y})));
  }
  return results;
}

/// Values of all turns, along a new dimension `axis`.
static Item stackTurns(NodeReader &n, ArrayRef<Value> turns, int64_t axis,
                       bool reversed) {
  if (turns.empty()) {
    n.fail("makes a list of all turns, but there is none");
    return Item();
  }
  SmallVector<Value> order(turns);
  if (reversed)
    std::reverse(order.begin(), order.end());
  int64_t rank = n.hasFailed() ? 0 : n.typeOf(turns[0]).getRank() + 1;
  axis = n.normalize(axis, rank);
  SmallVector<Value> parts;
  for (Value value : order)
    parts.push_back(n.expand(value, axis));
  return Item(parts.size() == 1 ? parts[0] : compose::concat(n, parts, axis));
}

/// Inputs: the number of turns, whether to begin, carried values. The graph has
/// the number of the turn, the condition and the carried values, and gives the
/// condition, the carried values and values of this turn.
static Results importLoop(NodeReader &n) {
  const onnx::GraphProto *body = graphOf(n, "body");
  int64_t turns = n.has(0) ? n.integer(0, "M") : kMaxTurns + 1;
  bool isBegun = !n.has(1) || n.findReal(1).value_or(-1) != 0;
  if (n.has(1) && !n.findReal(1))
    n.fail("input 1 'cond' must be known when the model is read");
  if (n.hasFailed())
    return {};
  std::vector<Item> carried;
  for (unsigned k = 2; k < n.size(); ++k)
    carried.push_back(n.input(k));
  std::vector<SmallVector<Value>> lists;
  if (body->output_size() > static_cast<int>(carried.size()) + 1)
    lists.resize(body->output_size() - carried.size() - 1);
  for (int64_t turn = 0; isBegun && turn < turns; ++turn) {
    if (turn >= kMaxTurns) {
      n.fail("turns more than " + Twine(kMaxTurns) + " times");
      return {};
    }
    std::vector<Item> inputs = {
        Item(packIntegers(turn, {}, n.getContext())),
        Item(packElements(1.0, RankedTensorType::get({}, n.getI1())))};
    inputs.insert(inputs.end(), carried.begin(), carried.end());
    auto results = runGraph(n, body, std::move(inputs));
    if (!results)
      return {};
    if (results->size() != carried.size() + 1 + lists.size()) {
      n.fail("has a graph with " + Twine(results->size()) + " results for " +
             Twine(carried.size()) + " carried values");
      return {};
    }
    const Item &goesOn = results->front();
    if (!goesOn.is(Item::Kind::Known) && !goesOn.is(Item::Kind::Initializer)) {
      n.fail("computes whether it goes on, which is not supported");
      return {};
    }
    isBegun = realsOf(*goesOn.known)[0] != 0;
    for (size_t k = 0; k < carried.size(); ++k)
      carried[k] = (*results)[k + 1];
    for (size_t k = 0; k < lists.size(); ++k)
      lists[k].push_back(n.tensor((*results)[k + 1 + carried.size()]));
  }
  Results made;
  made.items.assign(carried.begin(), carried.end());
  for (const SmallVector<Value> &list : lists)
    made.items.push_back(stackTurns(n, list, 0, false));
  return made;
}

/// Entries of a list of `count` numbers; zeros where it is left out.
static NodeReader::Ints listOf(NodeReader &n, StringRef name, size_t count) {
  NodeReader::Ints list = n.ints(name, NodeReader::Ints(count, 0));
  if (!n.hasFailed() && list.size() != count)
    n.fail("attribute '" + name + "' has " + Twine(list.size()) +
           " entries, expected " + Twine(count));
  return n.hasFailed() ? NodeReader::Ints(count, 0) : list;
}

/// Carried values, and tensors of which each turn gets one slice.
static Results importScan(NodeReader &n) {
  const onnx::GraphProto *body = graphOf(n, "body");
  int64_t slices = n.integer("num_scan_inputs");
  if (n.getVersion() < 9)
    n.fail("of version 8 has a dimension of sequences, which is not supported");
  if (!n.hasFailed() && (slices < 1 || slices > static_cast<int64_t>(n.size())))
    n.fail("has " + Twine(slices) + " inputs to slice, of " + Twine(n.size()));
  if (n.hasFailed())
    return {};
  size_t states = n.size() - slices;
  size_t lists =
      std::max<int64_t>(body->output_size() - static_cast<int64_t>(states), 0);
  NodeReader::Ints axes = listOf(n, "scan_input_axes", slices),
                   backward = listOf(n, "scan_input_directions", slices),
                   outAxes = listOf(n, "scan_output_axes", lists),
                   outBackward = listOf(n, "scan_output_directions", lists);
  std::vector<Item> carried;
  SmallVector<Value> sliced;
  int64_t turns = -1;
  for (unsigned k = 0; k < n.size(); ++k) {
    if (k < states) {
      carried.push_back(n.input(k));
      continue;
    }
    Value x = n.tensor(k);
    if (n.hasFailed())
      return {};
    int64_t &axis = axes[k - states];
    axis = n.normalize(axis, n.typeOf(x).getRank());
    if (n.hasFailed())
      return {};
    int64_t extent = n.typeOf(x).getDimSize(axis);
    if (ShapedType::isDynamic(extent) || extent > kMaxTurns ||
        (turns >= 0 && turns != extent)) {
      n.fail("cannot take slices along axis " + Twine(axis) + " of shape " +
             shapeText(n.typeOf(x).getShape()));
      return {};
    }
    turns = extent;
    sliced.push_back(x);
  }
  std::vector<SmallVector<Value>> made(lists);
  for (int64_t turn = 0; turn < turns; ++turn) {
    std::vector<Item> inputs = carried;
    for (auto [k, x] : llvm::enumerate(sliced)) {
      int64_t place = backward[k] ? turns - 1 - turn : turn;
      Value slice = compose::slice(n, x, axes[k], place, 1);
      NodeReader::Ints shape = n.extentsOf(slice);
      if (n.hasFailed())
        return {};
      shape.erase(shape.begin() + axes[k]);
      inputs.emplace_back(
          n.emit<ReshapeOp>(slice, n.attributes().ints("shape", shape)));
    }
    auto results = runGraph(n, body, std::move(inputs));
    if (!results)
      return {};
    if (results->size() != states + lists) {
      n.fail("has a graph with " + Twine(results->size()) + " results");
      return {};
    }
    for (size_t k = 0; k < states; ++k)
      carried[k] = (*results)[k];
    for (size_t k = 0; k < lists; ++k)
      made[k].push_back(n.tensor((*results)[states + k]));
  }
  Results all;
  all.items.assign(carried.begin(), carried.end());
  for (size_t k = 0; k < lists; ++k)
    all.items.push_back(
        stackTurns(n, made[k], outAxes[k], outBackward[k] != 0));
  return all;
}

void addControlOps(OpTable &table) {
  table["Constant"] = importConstant;
  table["If"] = importIf;
  table["Loop"] = importLoop;
  table["Scan"] = importScan;
}

} // namespace ms::fromonnx
