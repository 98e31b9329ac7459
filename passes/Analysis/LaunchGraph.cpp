//===- LaunchGraph.cpp - Launches of a function and their memory ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/LaunchGraph.h"

#include "passes/Analysis/Storage.h"

#include "llvm/ADT/BitVector.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

//===----------------------------------------------------------------------===//
// Reading a function
//===----------------------------------------------------------------------===//

void LaunchGraph::fillNode(Node &node, func::FuncOp kernel,
                           ArrayRef<Value> inputs) const {
  for (Value input : inputs) {
    Value storage = ms::getStorage(input);
    auto found = ids.find(storage);
    node.operands.push_back(found == ids.end() ? kNone : found->second);
    if (auto load = storage.getDefiningOp<LoadOp>())
      node.reads.push_back(load.getParameterAttr().getAttr());
  }
  for (unsigned k = 0; k < kernel.getNumResults(); ++k) {
    SmallVector<unsigned> aliases;
    for (int64_t operand :
         getInts(kernel.getResultAttrOfType<ArrayAttr>(k, kMayAliasAttr)))
      aliases.push_back(static_cast<unsigned>(operand));
    node.aliases.push_back(aliases);
  }
}

LaunchGraph::LaunchGraph(func::FuncOp function, int64_t maxBatch)
    : function(function) {
  Block &body = function.getBody().front();
  BatchMultiples multiples(function);
  SymbolTableCollection symbols;
  for (auto launch : body.getOps<LaunchOp>()) {
    Node node;
    node.op = launch;
    fillNode(node, getKernel(launch, symbols),
             SmallVector<Value>(launch.getInputs().begin(),
                                launch.getInputs().end()));
    for (OpResult result : launch.getResults()) {
      auto type = cast<RankedTensorType>(result.getType());
      int64_t elements = 1;
      for (int64_t extent : type.getShape())
        elements *= ShapedType::isDynamic(extent)
                        ? maxBatch * std::max<int64_t>(multiples.get(result), 1)
                        : extent;
      Storage storage{
          static_cast<unsigned>(nodes.size()), result.getResultNumber(),
          alignBuffer(getStorageBytes(type.getElementType(), elements)), type};
      ids[result] = static_cast<unsigned>(storages.size());
      node.results.push_back(static_cast<unsigned>(storages.size()));
      storages.push_back(storage);
    }
    nodes.push_back(std::move(node));
  }
  for (Value result : body.getTerminator()->getOperands())
    if (auto found = ids.find(ms::getStorage(result)); found != ids.end())
      storages[found->second].placed = true;
  for (auto assign : body.getOps<AssignOp>())
    if (auto found = ids.find(ms::getStorage(assign.getValue()));
        found != ids.end()) {
      storages[found->second].placed = true;
      nodes[storages[found->second].maker].writes.push_back(
          assign.getParameterAttr().getAttr());
    }
}

SmallVector<SmallVector<unsigned>> LaunchGraph::getPredecessors() const {
  auto count = static_cast<unsigned>(nodes.size());
  SmallVector<SmallVector<unsigned>> result(count);
  llvm::DenseMap<StringAttr, SmallVector<unsigned>> readers;
  for (unsigned n = 0; n < count; ++n) {
    for (unsigned storage : nodes[n].operands)
      if (storage != kNone)
        result[n].push_back(storages[storage].maker);
    for (StringAttr name : nodes[n].reads)
      readers[name].push_back(n);
  }
  // A reader that needs what the writer makes comes after it; the parameter is
  // copied then.
  for (unsigned writer = 0; writer < count; ++writer) {
    if (nodes[writer].writes.empty())
      continue;
    llvm::BitVector behind(count);
    behind.set(writer);
    for (unsigned n = 0; n < count; ++n)
      for (unsigned before : result[n])
        if (behind.test(before))
          behind.set(n);
    for (StringAttr name : nodes[writer].writes)
      for (unsigned reader : readers[name])
        if (!behind.test(reader))
          result[writer].push_back(reader);
  }
  return result;
}

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

SmallVector<ArenaBuffer>
LaunchGraph::findBuffers(ArrayRef<unsigned> order) const {
  SmallVector<unsigned> lastUse(storages.size(), kNone);
  for (auto [time, n] : llvm::enumerate(order))
    for (unsigned storage : nodes[n].operands)
      if (storage != kNone)
        lastUse[storage] = static_cast<unsigned>(time);
  SmallVector<ArenaBuffer> buffers;
  SmallVector<unsigned> bufferOf(storages.size(), kNone);
  for (auto [place, n] : llvm::enumerate(order)) {
    auto time = static_cast<unsigned>(place);
    const Node &node = nodes[n];
    SmallVector<unsigned, 4> taken;
    for (auto [k, id] : llvm::enumerate(node.results)) {
      const Storage &storage = storages[id];
      if (storage.placed)
        continue;
      for (unsigned operand : node.aliases[k]) {
        unsigned from = node.operands[operand];
        if (from == kNone || storages[from].placed || lastUse[from] != time ||
            bufferOf[from] == kNone || llvm::is_contained(taken, from) ||
            llvm::count(node.operands, from) != 1)
          continue;
        taken.push_back(from);
        bufferOf[id] = bufferOf[from];
        break;
      }
      if (bufferOf[id] == kNone) {
        bufferOf[id] = static_cast<unsigned>(buffers.size());
        buffers.push_back({storage.bytes, time, time});
      }
      ArenaBuffer &buffer = buffers[bufferOf[id]];
      buffer.last = std::max(buffer.last, time);
      if (lastUse[id] != kNone)
        buffer.last = std::max(buffer.last, lastUse[id]);
    }
  }
  return buffers;
}

//===----------------------------------------------------------------------===//
// Changing a function
//===----------------------------------------------------------------------===//

unsigned LaunchGraph::addNode(func::FuncOp kernel, ArrayRef<Value> inputs,
                              ArrayRef<unsigned> made) {
  Node node;
  // Where its location comes from.
  node.op = nodes[storages[made.front()].maker].op;
  node.kernel = kernel;
  node.inputs.assign(inputs.begin(), inputs.end());
  fillNode(node, kernel, inputs);
  auto id = static_cast<unsigned>(nodes.size());
  for (auto [k, from] : llvm::enumerate(made)) {
    Storage storage{id, static_cast<unsigned>(k), storages[from].bytes,
                    storages[from].type};
    node.results.push_back(static_cast<unsigned>(storages.size()));
    storages.push_back(storage);
  }
  nodes.push_back(std::move(node));
  return id;
}

/// A view of `source` that shows what `view` shows of its own storage.
static Value repeatViews(OpBuilder &b, Value view, Value source) {
  if (!isView(view.getDefiningOp()))
    return source;
  Operation *op = view.getDefiningOp();
  Value from = repeatViews(b, op->getOperand(0), source);
  Operation *copy = b.clone(*op);
  copy->setOperand(0, from);
  return copy->getResult(0);
}

void LaunchGraph::apply(ArrayRef<unsigned> order) {
  Block &body = function.getBody().front();
  auto assigns = body.getOps<AssignOp>();
  Operation *end = assigns.empty() ? body.getTerminator()
                                   : (*assigns.begin()).getOperation();
  // Loads, constants and views of them first; then launches with their views.
  SmallVector<Operation *> early;
  for (Operation &op : body.without_terminator())
    if (!isa<LaunchOp, AssignOp>(op) &&
        !(isView(&op) &&
          ms::getStorage(op.getResult(0)).getDefiningOp<LaunchOp>()))
      early.push_back(&op);
  for (Operation *op : early)
    op->moveBefore(end);
  OpBuilder b(end);
  auto typesOf = [&](ArrayRef<unsigned> made) {
    SmallVector<Type> types;
    for (unsigned storage : made)
      types.push_back(storages[storage].type);
    return types;
  };
  for (unsigned n : order) {
    Node &node = nodes[n];
    b.setInsertionPoint(end);
    if (node.kernel)
      node.op = LaunchOp::create(b, node.op.getLoc(), typesOf(node.results),
                                 node.kernel.getName(), node.inputs);
    else
      node.op->moveBefore(end);
    for (auto [k, storage] : llvm::enumerate(node.operands)) {
      if (storage == kNone)
        continue;
      Value now = node.op.getInputs()[k];
      Value wanted = getValue(storage);
      if (ms::getStorage(now) == wanted)
        continue;
      b.setInsertionPoint(node.op);
      node.op->setOperand(k, repeatViews(b, now, wanted));
    }
    if (node.kernel)
      continue;
    // Views that were made for clones stand before their user already.
    SmallVector<Value> views(node.op.getResults());
    Operation *after = node.op;
    for (size_t k = 0; k < views.size(); ++k)
      for (Operation *user : llvm::make_early_inc_range(views[k].getUsers()))
        if (isView(user)) {
          user->moveAfter(after);
          after = user;
          views.push_back(user->getResult(0));
        }
  }
}

} // namespace ms
