//===- Control.cpp - Tuples, state, functions -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What a graph says with operators that compute nothing. The order of side
// effects needs no word here: every result carries the state of all inputs.
//
//===----------------------------------------------------------------------===//

#include "lib/Import/MindIR/Ops/Ops.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

static Item importDepend(NodeReader &n) {
  ArrayRef<Item> all = n.getAllInputs();
  if (!all.empty())
    return all[0];
  n.fail("has no input");
  return Item();
}

static Item importUpdateState(NodeReader &) { return Item::monad(); }

static Item importMakeTuple(NodeReader &n) {
  return Item::tuple(n.getAllInputs().vec());
}

static Item importTupleGetItem(NodeReader &n) {
  int64_t index = n.integer({1, "index"});
  const Item &tuple = n.input(0);
  if (n.hasFailed())
    return Item();
  if (!tuple.is(Item::Kind::Tuple)) {
    n.fail("input 0 is " + describe(tuple) + ", expected a tuple");
    return Item();
  }
  auto size = static_cast<int64_t>(tuple.list().size());
  if (index < -size || index >= size) {
    n.fail("takes element " + Twine(index) + " of " + describe(tuple));
    return Item();
  }
  return tuple.list()[index < 0 ? index + size : index];
}

/// The parameter's value at this place in the order of side effects.
static Item importLoad(NodeReader &n) { return Item::tensor(n.tensor(0)); }

static Item importIdentity(NodeReader &n) { return Item::tensor(n.tensor(0)); }

/// Prints and the like: nothing that is computed depends on them.
static Item importNothing(NodeReader &) { return Item(); }

static Item importPartial(NodeReader &n) {
  ArrayRef<Item> all = n.getAllInputs();
  if (all.empty() || !all[0].is(Item::Kind::Function)) {
    n.fail("input 0 is " + describe(n.input(0)) + ", expected a function");
    return Item();
  }
  std::vector<Item> arguments(all[0].list());
  llvm::append_range(arguments, all.drop_front());
  return Item::function(all[0].index, std::move(arguments));
}

static Item importSwitch(NodeReader &n) {
  ArrayRef<Item> all = n.getAllInputs();
  if (all.size() != 3) {
    n.fail("has " + Twine(all.size()) + " inputs, expected 3");
    return Item();
  }
  if (all[0].is(Item::Kind::Tensor) || all[0].is(Item::Kind::Parameter)) {
    n.fail("chooses by a value that is computed: control flow that depends on "
           "data is not supported");
    return Item();
  }
  bool condition = n.boolean({0, "cond"});
  return n.hasFailed() ? Item() : all[condition ? 1 : 2];
}

//===----------------------------------------------------------------------===//
// Writes
//===----------------------------------------------------------------------===//

/// Writes and gives the parameter, which then has the new value.
static Item written(NodeReader &n, Value value) {
  n.write(0, value);
  Item item = n.input(0);
  item.state = n.getState();
  return item;
}

static Item importAssign(NodeReader &n) {
  Value old = n.tensor(0);
  return written(n, n.tensor(1, old ? n.typeOf(old).getElementType() : Type()));
}

template <typename OpT> static Item importAssignBinary(NodeReader &n) {
  Value old = n.tensor(0);
  Type element = old ? n.typeOf(old).getElementType() : Type();
  Value value = n.convert(n.tensor(1, element), element);
  return written(n, n.emit<OpT>({old, value}));
}

//===----------------------------------------------------------------------===//
// What is known of shapes
//===----------------------------------------------------------------------===//

static Item importShape(NodeReader &n) {
  Value x = n.tensor(0);
  std::vector<Item> extents;
  if (!x)
    return Item();
  for (int64_t extent : n.typeOf(x).getShape()) {
    if (ShapedType::isDynamic(extent)) {
      n.fail("asks for the number of rows, which is not known before the "
             "network runs");
      return Item();
    }
    extents.push_back(Item::number(extent));
  }
  return Item::tuple(std::move(extents));
}

static Item importRank(NodeReader &n) {
  Value x = n.tensor(0);
  return x ? Item::number(n.typeOf(x).getRank()) : Item();
}

void addControlOps(OpTable &table) {
  table["Depend"] = importDepend;
  table["UpdateState"] = importUpdateState;
  table["MakeTuple"] = table["MakeList"] = table["make_list"] =
      table["make_tuple"] = importMakeTuple;
  table["TupleGetItem"] = table["tuple_getitem"] = table["list_getitem"] =
      table["ListGetItem"] = table["RealTupleGetItem"] = importTupleGetItem;
  table["Load"] = importLoad;
  table["TensorMove"] = table["StopGradient"] = table["stop_gradient"] =
      table["Identity"] = table["identity"] = importIdentity;
  table["Print"] = importNothing;
  table["Partial"] = importPartial;
  table["Switch"] = table["switch"] = importSwitch;
  table["Assign"] = importAssign;
  table["AssignAdd"] = importAssignBinary<AddOp>;
  table["AssignSub"] = importAssignBinary<SubOp>;
  table["InplaceMul"] = importAssignBinary<MulOp>;
  table["Shape"] = table["TensorShape"] = importShape;
  table["Rank"] = importRank;
}

const OpTable &getOpTable() {
  static const OpTable table = [] {
    OpTable all;
    addControlOps(all);
    addMathOps(all);
    addTensorOps(all);
    addNNOps(all);
    addActivationOps(all);
    addDropoutOps(all);
    addElementaryOps(all);
    addImageOps(all);
    addIndexOps(all);
    addRecurrentOps(all);
    addReductionOps(all);
    addLossOps(all);
    addNormOps(all);
    addPoolOps(all);
    addProductOps(all);
    addShapeOps(all);
    addBorderOps(all);
    addVolumeOps(all);
    addUpdateOps(all);
    return all;
  }();
  return table;
}

} // namespace ms
