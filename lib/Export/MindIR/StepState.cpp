//===- StepState.cpp - The order of reads and writes ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A step of training reads parameters as they were before it and writes them at
// its end. In a file there is no such order but what monads say: all reads, and
// all that looks at what they gave, stand before the first write.
//
//===----------------------------------------------------------------------===//

#include "lib/Export/MindIR/GraphExporter.h"

#include "dialects/MindIR/Rows.h"
#include "lib/Export/MindIR/InPlace.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

//===----------------------------------------------------------------------===//
// Reads
//===----------------------------------------------------------------------===//

static AttributeValue typeValue(Type type) {
  return AttributeValue::types(cast<RankedTensorType>(type), false);
}

/// Rows `begin` to `end` of a node.
static std::string addRows(GraphExporter &graph, const std::string &x,
                           RankedTensorType type, int64_t begin, int64_t end,
                           Location loc) {
  RankedTensorType part = rowsType(type, Rows{begin, end});
  SmallVector<int64_t> first(type.getRank(), 0);
  first[0] = begin;
  return graph.addNode(
      "Slice", PrimitiveKind::Function,
      {x, graph.addConstant(AttributeValue::ints(first)),
       graph.addConstant(AttributeValue::ints(part.getShape()))},
      {}, typeValue(part), loc);
}

/// As MindSpore has it, a parameter is read where it is first used.
std::string GraphExporter::addLoad(StringRef parameter, RankedTensorType type,
                                   Location loc) {
  std::string name =
      addNode("Load", PrimitiveKind::Operator,
              {graphName(parameter), addConstant(AttributeValue::monad())}, {},
              typeValue(type), loc);
  if (views.insert(name).second)
    loads.push_back(name);
  return name;
}

std::string GraphExporter::addLoad(LoadOp load) {
  if (load.getParameter() == kStepCounterName) {
    fail(load, "MindSpore counts random numbers for itself");
    return "";
  }
  auto parameter = module.lookupSymbol<ParameterOp>(load.getParameter());
  RankedTensorType type = parameter.getTensorType();
  std::string name = addLoad(load.getParameter(), type, load.getLoc());
  auto rows = getRows(load, kRowsAttr);
  return rows
             ? addRows(*this, name, type, rows->begin, rows->end, load.getLoc())
             : name;
}

/// Primitives whose result may be the memory of an input.
static bool isView(StringRef primitive) {
  return llvm::is_contained({"Reshape", "ExpandDims", "Squeeze", "Flatten",
                             "MakeTuple", "TupleGetItem", "Identity"},
                            primitive);
}

void GraphExporter::noteViews(StringRef primitive,
                              const std::vector<std::string> &inputs,
                              StringRef name) {
  if (!isStep || llvm::none_of(inputs, [&](const std::string &input) {
        return views.contains(input);
      }))
    return;
  viewReaders.push_back(name.str());
  if (isView(primitive))
    views.insert(name);
}

std::string GraphExporter::parameterOf(Value value) {
  LoadOp load = wholeLoad(value);
  return load ? graphName(load.getParameter()) : "";
}

std::string GraphExporter::copyOf(Value value) {
  std::string name = nameOf(value);
  if (!views.contains(name))
    return name;
  return addNode("TensorMove", PrimitiveKind::Operator, {name}, {},
                 typeValue(value.getType()), value.getLoc());
}

//===----------------------------------------------------------------------===//
// Writes
//===----------------------------------------------------------------------===//

std::string GraphExporter::addUpdateState(std::vector<std::string> inputs) {
  return addNode("UpdateState", PrimitiveKind::Operator, inputs, {},
                 AttributeValue::monad(), function.getLoc());
}

std::string GraphExporter::addChange(const NodeChange &change) {
  if (state.empty())
    state = addConstant(AttributeValue::monad());
  std::vector<std::string> inputs = change.inputs;
  inputs.push_back(state);
  AttributeList attributes = change.attributes;
  attributes.boolean("side_effect_mem", true);
  std::string name = addNode(change.primitive, change.kind, inputs, attributes,
                             change.shape, change.loc);
  state = addUpdateState({state, name});
  return name;
}

/// A whole parameter in which some rows are new.
std::string GraphExporter::addRowsOf(AssignOp op, RankedTensorType type,
                                     Rows rows) {
  Location loc = op.getLoc();
  std::string old = addLoad(op.getParameter(), type, loc);
  std::vector<std::string> parts;
  SmallVector<RankedTensorType> types;
  auto keep = [&](int64_t begin, int64_t end) {
    if (begin == end)
      return;
    parts.push_back(addRows(*this, old, type, begin, end, loc));
    types.push_back(rowsType(type, Rows{begin, end}));
  };
  keep(0, rows.begin);
  parts.push_back(nameOf(op.getValue()));
  types.push_back(cast<RankedTensorType>(op.getValue().getType()));
  keep(rows.end, type.getDimSize(0));
  std::string tuple = addNode("MakeTuple", PrimitiveKind::Operator, parts, {},
                              AttributeValue::types(types, true), loc);
  return addNode("Concat", PrimitiveKind::Function,
                 {tuple, addConstant(AttributeValue::integer(0))}, {},
                 typeValue(type), loc);
}

void GraphExporter::addAssign(AssignOp op) {
  Value value = op.getValue();
  std::string target = graphName(op.getParameter());
  if (writtenInPlace.contains(value))
    return;
  auto parameter = module.lookupSymbol<ParameterOp>(op.getParameter());
  RankedTensorType type = parameter.getTensorType();
  auto change = [&](StringRef primitive, const std::string &input) {
    addLateChange({primitive,
                   PrimitiveKind::Function,
                   {target, input},
                   {},
                   typeValue(type),
                   op.getLoc()});
  };
  if (auto rows = getRows(op, kRowsAttr))
    return change("Assign", addRowsOf(op, type, *rows));
  // A count of steps.
  if (auto sum = value.getDefiningOp<AddOp>()) {
    LoadOp load = wholeLoad(sum.getX());
    auto one = sum.getY().getDefiningOp<ConstantOp>();
    if (load && one && onlyAssign(value) &&
        load.getParameter() == op.getParameter())
      if (auto elements = dyn_cast<SplatElementsAttr>(one.getValue()))
        return change("AssignAdd", addConstant(AttributeValue::tensor(
                                       elements.resizeSplat(type))));
  }
  change("Assign", copyOf(value));
}

void GraphExporter::finishState() {
  if (loads.empty() && lateChanges.empty() && state.empty())
    return;
  if (state.empty())
    state = addConstant(AttributeValue::monad());
  std::vector<std::string> before = {state}, readers = viewReaders;
  if (!loads.empty())
    before.push_back(addNode("MakeTuple", PrimitiveKind::Operator, loads, {},
                             std::nullopt, function.getLoc()));
  llvm::append_range(before, readers);
  if (before.size() > 1)
    state = addUpdateState(std::move(before));
  for (const NodeChange &change : lateChanges)
    addChange(change);
}

} // namespace ms
