//===- GraphExporter.cpp - From a function to messages --------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/MindIR/GraphExporter.h"

#include "dialects/MindIR/Rows.h"

#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace ms::mindir;
using mind_ir::AttributeProto;
using mind_ir::NodeProto;
using mind_ir::PrimitiveProto;
using mind_ir::TensorProto;
using mind_ir::ValueInfoProto;

namespace ms {

/// What MindSpore 2.10 writes; version 3 has arguments as inputs.
static constexpr char kIrVersion[] = "1.1", kModelVersion[] = "2.10.0";
static constexpr int64_t kMindIRVersion = 3;

/// A colon ends the graph's name in others.
static std::string plainName(StringRef name) {
  std::string result = name.empty() ? "network" : name.str();
  for (char &c : result)
    if (!llvm::isAlnum(c) && c != '_')
      c = '_';
  return result;
}

GraphExporter::GraphExporter(ModuleOp module, func::FuncOp function)
    : NetworkExporter(module, function, "MINDIR"), table(getExportTable()),
      prefix(plainName(module.getSymName().value_or(""))),
      isStep(function.getName() == "train_step") {}

void GraphExporter::addHeader() {
  model->set_ir_version(kIrVersion);
  // The loader wants to know a producer, and which version's files these are.
  model->set_producer_name("mindirc");
  model->set_model_version(kModelVersion);
  model->set_little_endian(true);
  model->set_mind_ir_version(kMindIRVersion);
  graph = model->mutable_graph();
  graph->set_name(prefix);
}

//===----------------------------------------------------------------------===//
// Nodes
//===----------------------------------------------------------------------===//

std::string GraphExporter::nameOf(Value value) {
  auto found = names.find(value);
  if (found != names.end())
    return found->second;
  if (auto load = value.getDefiningOp<LoadOp>()) {
    std::string name = addLoad(load);
    setName(value, name);
    return name;
  }
  // An op that failed.
  return "";
}

void GraphExporter::setName(Value value, StringRef name) {
  names[value] = name.str();
}

std::string GraphExporter::addConstant(const AttributeValue &value) {
  std::string &name = constants[value.key()];
  if (!name.empty())
    return name;
  name = "ValueNode_" + std::to_string(++constantCount);
  NodeProto *node = graph->add_node();
  node->add_output(name);
  node->set_name(name);
  node->set_op_type("Constant");
  *node->add_attribute() = value.named("value");
  return name;
}

std::string GraphExporter::primitiveName(StringRef primitive,
                                         PrimitiveKind kind,
                                         const AttributeList &attributes) {
  PrimitiveProto proto;
  proto.set_op_type(primitive.str());
  for (const AttributeProto &attribute : attributes.get())
    *proto.add_attribute() = attribute;
  proto.set_instance_name("");
  proto.set_prim_type(static_cast<int32_t>(kind));
  std::string &name = primitives[proto.SerializeAsString()];
  if (name.empty()) {
    name = (primitive + ":" + Twine(primitives.size())).str();
    proto.set_name(name);
    *model->add_primitives() = std::move(proto);
  }
  return name;
}

std::string GraphExporter::addNode(StringRef primitive, PrimitiveKind kind,
                                   const std::vector<std::string> &inputs,
                                   const AttributeList &attributes,
                                   const std::optional<AttributeValue> &shape,
                                   Location loc) {
  std::string reference = primitiveName(primitive, kind, attributes);
  // Gradients may ask for a node that the network has already.
  std::string key = reference + "\n" + llvm::join(inputs, "\n");
  if (auto found = computed.find(key); found != computed.end())
    return found->second;
  std::string scope = scopeOf(loc) + "/" + primitive.str();
  StringRef local = scope;
  local.consume_front("Default/");
  std::string name = graphName((local + ":" + Twine(++nodeCount)).str());
  NodeProto *node = graph->add_node();
  for (const std::string &input : inputs)
    node->add_input(input);
  node->add_output(name);
  node->set_name(name);
  node->set_op_type("REF::" + reference);
  if (shape)
    *node->add_attribute() = shape->named("shape");
  node->set_domain(scope + "-op" + std::to_string(scopes[scope]++));
  noteViews(primitive, inputs, name);
  computed[key] = name;
  return name;
}

//===----------------------------------------------------------------------===//
// Inputs, parameters, outputs
//===----------------------------------------------------------------------===//

bool GraphExporter::addInputs() {
  for (BlockArgument argument : function.getArguments()) {
    std::optional<std::string> name = claimInput(argument.getArgNumber());
    if (!name)
      return false;
    ValueInfoProto *info = graph->add_input();
    info->set_name(graphName(*name));
    encodeType(cast<RankedTensorType>(argument.getType()), *info->add_tensor());
    setName(argument, info->name());
  }
  return true;
}

/// Those that the function reads, in the order of its reads; of a step those
/// that it reads or writes, in the module's order: the network's first.
bool GraphExporter::addParameters() {
  if (!isStep) {
    for (auto load : function.getOps<LoadOp>())
      if (!addParameter(module.lookupSymbol<ParameterOp>(load.getParameter()),
                        load.getLoc()))
        return false;
    return true;
  }
  llvm::StringSet<> used;
  for (auto load : function.getOps<LoadOp>())
    if (!load.use_empty())
      used.insert(load.getParameter());
  for (auto assign : function.getOps<AssignOp>())
    used.insert(assign.getParameter());
  // MindSpore counts for itself what it has drawn.
  used.erase(kStepCounterName);
  for (auto parameter : module.getOps<ParameterOp>())
    if (used.contains(parameter.getSymName()) &&
        !addParameter(parameter, parameter.getLoc()))
      return false;
  return true;
}

bool GraphExporter::addParameter(ParameterOp parameter, Location loc) {
  StringRef name = parameter.getSymName();
  if (!claimParameter(name, loc))
    return false;
  if (withValues) {
    std::optional<ParameterBytes> value = valuesOf(parameter);
    if (!value)
      return false;
    values.push_back(std::move(*value));
  }
  TensorProto *tensor = graph->add_parameter();
  encodeType(parameter.getTensorType(), *tensor);
  tensor->set_name(graphName(name));
  tensor->set_ref_key(name.str());
  tensor->set_compression_type(0);
  return true;
}

void GraphExporter::addOutputs(func::ReturnOp op) {
  SmallVector<RankedTensorType> types;
  std::vector<std::string> outputs;
  for (Value value : op.getOperands()) {
    types.push_back(cast<RankedTensorType>(value.getType()));
    outputs.push_back(isStep ? copyOf(value) : nameOf(value));
  }
  bool isTuple = types.size() != 1;
  AttributeValue shape = AttributeValue::types(types, isTuple);
  Location loc = function.getLoc();
  std::string result;
  if (isTuple)
    result =
        addNode("MakeTuple", PrimitiveKind::Operator, outputs, {}, shape, loc);
  else if (isa<BlockArgument>(op.getOperand(0)))
    // The loader wants a node.
    result =
        addNode("Identity", PrimitiveKind::Function, outputs, {}, shape, loc);
  else
    result = outputs[0];
  finishState();
  if (!state.empty())
    result = addNode("Depend", PrimitiveKind::Operator, {result, state},
                     AttributeList().integer("side_effect_propagate", 1), shape,
                     loc);
  ValueInfoProto *info = graph->add_output();
  info->set_name(result);
  if (isTuple)
    *info->mutable_attr_info() = shape.named("");
  else
    encodeType(types[0], *info->add_tensor());
}

//===----------------------------------------------------------------------===//
// The function
//===----------------------------------------------------------------------===//

void GraphExporter::addOp(Operation *op) {
  auto found = table.find(op->getName().getStringRef());
  if (found == table.end())
    return fail(op, "");
  NodeWriter writer(*this, op, found->second.nodeType);
  found->second.run(writer);
}

/// The counter of random numbers, and what makes its next value.
static bool countsDraws(Operation &op) {
  if (auto assign = dyn_cast<AssignOp>(op))
    return assign.getParameter() == kStepCounterName;
  if (op.getNumResults() != 1 || !op.getResult(0).hasOneUse())
    return false;
  auto assign = dyn_cast<AssignOp>(*op.user_begin());
  return assign && assign.getParameter() == kStepCounterName;
}

bool GraphExporter::run(mind_ir::ModelProto &file) {
  model = &file;
  addHeader();
  if (!addInputs() || !addParameters())
    return false;
  for (Operation &op : function.getBody().front()) {
    if (isa<LoadOp>(op) || countsDraws(op))
      continue;
    if (auto assign = dyn_cast<AssignOp>(op); assign && isStep)
      addAssign(assign);
    else if (auto end = dyn_cast<func::ReturnOp>(op))
      addOutputs(end);
    else
      addOp(&op);
  }
  if (!report())
    return false;
  dropUnreadNodes(*graph);
  return true;
}

} // namespace ms
