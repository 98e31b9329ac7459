//===- GraphImporter.cpp - From messages to a module ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/MindIR/GraphImporter.h"

#include "lib/Import/MindIR/Decode.h"

#include "mlir/IR/DialectResourceBlobManager.h"
#include "llvm/Support/Path.h"

using namespace mlir;
using namespace ms::mindir;
using mind_ir::AttributeProto;
using mind_ir::GraphProto;
using mind_ir::NodeProto;
using mind_ir::PrimitiveProto;
using mind_ir::TensorProto;
using mind_ir::ValueInfoProto;

namespace ms {

/// Most nodes that are worked on, functions counting at each call.
static constexpr int64_t kMaxEvaluated = 200'000;
/// Deepest nesting of calls, and most writes of one parameter in one call.
static constexpr unsigned kMaxCalls = 200, kMaxWrites = 1000;
static constexpr unsigned kMaxTupleDepth = 32;
static constexpr size_t kMaxOutputs = 1024;

//===----------------------------------------------------------------------===//
// Errors and names
//===----------------------------------------------------------------------===//

InFlightDiagnostic GraphImporter::nodeError(StringRef node, StringRef op) {
  InFlightDiagnostic diagnostic = error(Code::ModelFile);
  diagnostic << "node '" << node << "' (" << op << "): ";
  return diagnostic;
}

/// What stands behind the graph's name.
static StringRef shortName(StringRef name) {
  auto [graph, rest] = name.split(':');
  return rest.empty() ? name : rest;
}

static StringRef nameOf(const NodeProto &node) {
  if (!node.domain().empty())
    return node.domain();
  if (!node.name().empty() || node.output_size() == 0)
    return node.name();
  return node.output(0);
}

GraphImporter::GraphImporter(ModelFile &file, StringRef path,
                             MLIRContext &context)
    : FileImporter(path, context), file(file), table(getOpTable()),
      builder(context, llvm::sys::path::stem(path)) {}

//===----------------------------------------------------------------------===//
// Tables of the file
//===----------------------------------------------------------------------===//

bool GraphImporter::readPrimitives() {
  for (const PrimitiveProto &primitive : file.getModel().primitives()) {
    if (!checkName(primitive.name(), "a primitive") ||
        !checkName(primitive.op_type(),
                   "the type of primitive '" + Twine(primitive.name()) + "'"))
      return false;
    if (!primitives.try_emplace(primitive.name(), &primitive).second) {
      error(Code::ModelFile)
          << "there are two primitives '" << primitive.name() << "'";
      return false;
    }
  }
  return true;
}

bool GraphImporter::readFunctions() {
  const auto &list = file.getModel().functions();
  for (int i = 0; i < list.size(); ++i) {
    if (!checkName(list[i].name(), "a function"))
      return false;
    if (!functions.try_emplace(list[i].name(), i).second) {
      error(Code::ModelFile)
          << "there are two functions '" << list[i].name() << "'";
      return false;
    }
  }
  return true;
}

/// What a parameter starts from where the file does not say it. Without
/// elements there is nothing to say.
static Attribute missingValue(RankedTensorType type) {
  if (type.getNumElements() == 0)
    return ZerosAttr::get(type.getContext());
  return UnitAttr::get(type.getContext());
}

bool GraphImporter::addParameter(Parameter parameter) {
  if (!builder.declareParameter(parameter.name, parameter.type, parameter.init,
                                parameter.frozen ? NetworkBuilder::Frozen
                                                 : NetworkBuilder::None))
    return false;
  parameters.push_back(std::move(parameter));
  return true;
}

bool GraphImporter::readParameters() {
  GraphProto &graph = *file.getModel().mutable_graph();
  if (graph.map_parameter_size() > 0) {
    error(Code::Unsupported) << "has hash tables as parameters";
    return false;
  }
  llvm::StringSet<> names;
  for (TensorProto &tensor : *graph.mutable_parameter()) {
    if (!checkName(tensor.name(), "a parameter"))
      return false;
    Parameter parameter;
    parameter.name = shortName(tensor.name()).str();
    auto wrong = [&](llvm::Error problem) {
      error(Code::ModelFile) << "parameter '" << parameter.name << "' "
                             << toString(std::move(problem));
      return false;
    };
    if (!names.insert(parameter.name).second || globals.count(tensor.name())) {
      error(Code::ModelFile)
          << "there are two parameters '" << parameter.name << "'";
      return false;
    }
    auto type = decodeType(tensor, /*dynamic=*/false, &context);
    if (!type)
      return wrong(type.takeError());
    parameter.type = *type;
    if (file.hasValues()) {
      auto bytes = decodeBytes(tensor, *type, /*take=*/true, file);
      if (!bytes)
        return wrong(bytes.takeError());
      parameter.init = makeResource(parameter.name, *type, *bytes);
    } else {
      parameter.init = missingValue(*type);
    }
    globals[tensor.name()] = Item::parameter(parameters.size());
    builder.setLayer(parameter.name);
    if (!addParameter(std::move(parameter)))
      return false;
  }
  return true;
}

bool GraphImporter::readInputs() {
  llvm::StringSet<> names;
  for (const ValueInfoProto &info : file.getModel().graph().input()) {
    if (!checkName(info.name(), "an input"))
      return false;
    std::string name = shortName(info.name()).str();
    if (globals.count(info.name()) || !names.insert(name).second) {
      error(Code::ModelFile) << "there are two inputs '" << name << "'";
      return false;
    }
    if (info.tensor_size() != 1) {
      error(Code::ModelFile)
          << "input '" << name << "' has " << info.tensor_size()
          << " types of tensors, expected one";
      return false;
    }
    auto type = decodeType(info.tensor(0), /*dynamic=*/true, &context);
    if (!type) {
      error(Code::ModelFile)
          << "input '" << name << "' " << toString(type.takeError());
      return false;
    }
    builder.setLayer(name);
    globals[info.name()] = Item::tensor(builder.addInput(*type, name));
  }
  return true;
}

//===----------------------------------------------------------------------===//
// Nodes
//===----------------------------------------------------------------------===//

GraphImporter::Target GraphImporter::resolve(const NodeProto &node) const {
  Target target;
  target.name = node.op_type();
  target.name.consume_front("REF::");
  if (auto found = primitives.find(target.name); found != primitives.end()) {
    target.primitive = found->second;
    target.name = target.primitive->op_type();
  } else if (auto function = functions.find(target.name);
             function != functions.end()) {
    target.function = function->second;
    return target;
  } else if (target.name.size() != node.op_type().size()) {
    target.callee = target.name.str();
    return target;
  }
  auto found = table.find(target.name);
  target.importer = found == table.end() ? nullptr : found->second;
  return target;
}

std::optional<std::vector<const NodeProto *>>
GraphImporter::liveNodes(const GraphProto &graph) {
  llvm::StringMap<int> producers;
  auto fail = [&](const Twine &text) {
    error(Code::ModelFile) << text;
    return std::nullopt;
  };
  for (int i = 0; i < graph.node_size(); ++i) {
    const NodeProto &node = graph.node(i);
    if (!node.domain().empty() && !checkName(node.domain(), "a layer"))
      return std::nullopt;
    if (!checkName(node.op_type(),
                   "the type of node " + Twine(i) + " of the graph"))
      return std::nullopt;
    if (node.output_size() != 1)
      return fail("node " + Twine(i) + " of the graph has " +
                  Twine(node.output_size()) + " outputs, expected one");
    if (!checkName(node.output(0), "the output of a node"))
      return std::nullopt;
    if (!producers.try_emplace(node.output(0), i).second ||
        globals.count(node.output(0)))
      return fail("two nodes compute '" + node.output(0) + "'");
  }
  std::vector<bool> live(graph.node_size());
  std::vector<int> open;
  auto need = [&](const std::string &name) {
    auto found = producers.find(name);
    if (found == producers.end() || live[found->second])
      return;
    live[found->second] = true;
    open.push_back(found->second);
  };
  for (const ValueInfoProto &output : graph.output())
    need(output.name());
  while (!open.empty()) {
    const NodeProto &node = graph.node(open.back());
    open.pop_back();
    for (const std::string &input : node.input())
      need(input);
    Target target = resolve(node);
    if (!target.callee.empty())
      need(target.callee);
  }
  std::vector<const NodeProto *> nodes;
  for (int i = 0; i < graph.node_size(); ++i)
    if (live[i])
      nodes.push_back(&graph.node(i));
  return nodes;
}

bool GraphImporter::checkSupport() {
  // Every graph that is used, each once.
  std::vector<const GraphProto *> open = {&file.getModel().graph()};
  llvm::DenseSet<unsigned> seen;
  std::vector<std::string> names;
  llvm::StringMap<std::vector<std::string>> layers;
  while (!open.empty()) {
    const GraphProto &graph = *open.back();
    open.pop_back();
    auto nodes = liveNodes(graph);
    if (!nodes)
      return false;
    auto use = [&](unsigned function) {
      if (seen.insert(function).second)
        open.push_back(&file.getModel().functions(static_cast<int>(function)));
    };
    for (const NodeProto *node : *nodes) {
      for (const std::string &input : node->input())
        if (auto found = functions.find(input); found != functions.end())
          use(found->second);
      Target target = resolve(*node);
      if (target.function) {
        use(*target.function);
      } else if (target.callee.empty() && !target.importer &&
                 target.name != "Constant") {
        std::vector<std::string> &list = layers[target.name];
        if (list.empty())
          names.push_back(target.name.str());
        list.push_back(nameOf(*node).str());
      }
    }
  }
  if (names.empty())
    return true;
  InFlightDiagnostic diagnostic = error(Code::Unsupported);
  diagnostic << (names.size() == 1 ? "a primitive is" : "primitives are")
             << " not supported: ";
  for (auto [k, name] : llvm::enumerate(names)) {
    const std::vector<std::string> &list = layers[name];
    diagnostic << (k ? "; " : "") << name << " ('" << list[0] << "'";
    if (list.size() > 1)
      diagnostic << " and " << list.size() - 1 << " more";
    diagnostic << ")";
  }
  return false;
}

const Item *GraphImporter::lookup(const Scope &scope,
                                  const std::string &name) const {
  if (auto found = scope.find(name); found != scope.end())
    return &found->second;
  if (auto found = globals.find(name); found != globals.end())
    return &found->second;
  return nullptr;
}

/// The file says what shape a node's result has. Where that differs from what
/// is computed, one of the two means something else than was understood.
bool GraphImporter::checkShape(const NodeProto &node, StringRef op,
                               const Item &item) {
  for (const AttributeProto &attribute : node.attribute())
    if (attribute.name() == "shape" && !checkShape(node, op, item, attribute))
      return false;
  return true;
}

bool GraphImporter::checkShape(const NodeProto &node, StringRef op,
                               const Item &item,
                               const AttributeProto &attribute) {
  if (item.is(Item::Kind::Tuple) &&
      item.list().size() == static_cast<size_t>(attribute.values_size())) {
    for (int k = 0; k < attribute.values_size(); ++k)
      if (!checkShape(node, op, item.list()[k], attribute.values(k)))
        return false;
    return true;
  }
  if (item.is(Item::Kind::Tensor) && attribute.tensors_size() == 1) {
    const TensorProto &wanted = attribute.tensors(0);
    auto found = cast<RankedTensorType>(item.value.getType());
    bool same = wanted.dims_size() == found.getRank();
    for (int k = 0; same && k < wanted.dims_size(); ++k)
      same = wanted.dims(k) < 0 || found.isDynamicDim(k) ||
             wanted.dims(k) == found.getDimSize(k);
    if (same || wanted.dims_size() == 0 || wanted.dims(0) == -2)
      return true;
    SmallVector<int64_t> shape(wanted.dims().begin(), wanted.dims().end());
    nodeError(nameOf(node), op)
        << "its result has shape " << shapeText(found.getShape())
        << ", but the file says " << shapeText(shape);
    return false;
  }
  return true;
}

bool GraphImporter::runNode(const NodeProto &node, Scope &scope,
                            unsigned depth) {
  Target target = resolve(node);
  StringRef name = nameOf(node);
  auto fail = [&](const Twine &text) {
    nodeError(name, target.name) << text;
    return false;
  };
  if (++evaluated > kMaxEvaluated)
    return fail("more than " + Twine(kMaxEvaluated) +
                " nodes with all calls written out");
  hasGradients |= name.starts_with("Gradients/");
  builder.setLayer(name);
  builder.setSource(FileLineColLoc::get(StringAttr::get(&context, path),
                                        static_cast<unsigned>(evaluated), 0));
  if (!target.primitive && target.name == "Constant") {
    for (const AttributeProto &attribute : node.attribute()) {
      if (attribute.name() != "value")
        continue;
      llvm::Expected<Item> item = decodeAttribute(attribute);
      if (!item)
        return fail("its value " + toString(item.takeError()));
      scope[node.output(0)] = *item;
      return true;
    }
    return fail("has no value");
  }
  std::vector<Item> inputs;
  State state;
  auto take = [&](const Item &item) {
    unsigned conflict;
    if (mergeStates(state, item.state, conflict))
      return true;
    return fail("parameter '" + parameters[conflict].name +
                "' is written by two nodes without an order before it");
  };
  for (const auto &[k, input] : llvm::enumerate(node.input())) {
    const Item *found = lookup(scope, input);
    auto function = functions.find(input);
    if (!found && function == functions.end())
      return fail("input " + Twine(k) + " '" + input +
                  "' is not computed by any node before it");
    Item item = found ? *found : Item::function(function->second);
    if (!take(item))
      return false;
    inputs.push_back(std::move(item));
  }
  if (target.importer) {
    NodeReader reader(*this, builder, node, target.primitive, target.name,
                      std::move(inputs), std::move(state));
    Item result = target.importer(reader);
    if (reader.hasFailed() || !checkShape(node, target.name, result))
      return false;
    if (result.depth > kMaxTupleDepth)
      return fail("nests tuples too deeply");
    unsigned conflict;
    if (!mergeStates(result.state, reader.getState(), conflict))
      return fail("parameter '" + parameters[conflict].name +
                  "' is written twice without an order");
    scope[node.output(0)] = std::move(result);
    return true;
  }
  Item callee;
  if (target.function) {
    callee = Item::function(*target.function);
  } else {
    const Item *found = lookup(scope, target.callee);
    if (!found)
      return fail("'" + target.callee +
                  "' is neither a primitive, a function nor a node before it");
    if (!take(*found))
      return false;
    callee = *found;
  }
  if (!callee.is(Item::Kind::Function))
    return fail("'" + target.callee + "' is " + describe(callee) +
                ", expected a function");
  // What happened before the call happened before all that it does.
  for (Item &item : inputs)
    if (item.is(Item::Kind::Monad))
      item.state = state;
  std::optional<Item> result = call(callee, std::move(inputs), name, depth);
  if (!result)
    return false;
  unsigned conflict;
  if (!mergeStates(result->state, state, conflict))
    return fail("parameter '" + parameters[conflict].name +
                "' is written by two nodes without an order");
  scope[node.output(0)] = std::move(*result);
  return true;
}

std::optional<Item> GraphImporter::call(const Item &function,
                                        std::vector<Item> arguments,
                                        StringRef node, unsigned depth) {
  const GraphProto &graph =
      file.getModel().functions(static_cast<int>(function.index));
  auto fail = [&](const Twine &text) {
    nodeError(node, graph.name()) << text;
    return std::nullopt;
  };
  if (depth >= kMaxCalls || llvm::is_contained(calls, function.index))
    return fail("calls itself: recursion is not supported");
  std::vector<Item> all(function.list());
  llvm::append_range(all, arguments);
  if (all.size() != static_cast<size_t>(graph.input_size()))
    return fail("is called with " + Twine(all.size()) + " arguments, takes " +
                Twine(graph.input_size()));
  Scope scope;
  for (auto [info, item] : llvm::zip(graph.input(), all))
    scope[info.name()] = item;
  calls.push_back(function.index);
  std::optional<Item> result = runGraph(graph, std::move(scope), depth + 1);
  calls.pop_back();
  return result;
}

std::optional<Item> GraphImporter::runGraph(const GraphProto &graph,
                                            Scope scope, unsigned depth) {
  auto nodes = liveNodes(graph);
  if (!nodes)
    return std::nullopt;
  for (const NodeProto *node : *nodes)
    if (!runNode(*node, scope, depth))
      return std::nullopt;
  std::vector<Item> results;
  State state;
  for (const ValueInfoProto &output : graph.output()) {
    const Item *found = lookup(scope, output.name());
    if (!found) {
      error(Code::ModelFile) << "output '" << output.name() << "' of graph '"
                             << graph.name() << "' is not computed by any node";
      return std::nullopt;
    }
    unsigned conflict;
    if (!mergeStates(state, found->state, conflict)) {
      error(Code::ModelFile) << "parameter '" << parameters[conflict].name
                             << "' is written by two nodes without an order";
      return std::nullopt;
    }
    results.push_back(*found);
  }
  if (results.empty()) {
    error(Code::ModelFile) << "graph '" << graph.name() << "' has no output";
    return std::nullopt;
  }
  Item result = results.size() == 1 ? results[0] : Item::tuple(results);
  result.state = state;
  return result;
}

//===----------------------------------------------------------------------===//
// Values and state
//===----------------------------------------------------------------------===//

llvm::Expected<Item> GraphImporter::decode(const AttributeProto &attribute) {
  return decodeAttribute(attribute);
}

Value GraphImporter::read(unsigned parameter, const State &state) {
  if (state)
    if (auto found = state->find(parameter); found != state->end())
      return found->second->value;
  Value value = builder.load(parameters[parameter].name);
  if (value)
    loaded[value] = parameter;
  return value;
}

bool GraphImporter::write(unsigned parameter, Value value, StringRef node,
                          State &state, std::string &problem) {
  const Parameter &target = parameters[parameter];
  if (value.getType() != target.type) {
    problem = "writes ";
    llvm::raw_string_ostream(problem)
        << value.getType() << " to parameter '" << target.name << "', which is "
        << target.type;
    return false;
  }
  auto write = std::make_shared<Write>();
  auto next = std::make_shared<StateMap>();
  if (state)
    *next = *state;
  write->value = value;
  write->node = node;
  write->previous = (*next)[parameter];
  write->depth = write->previous ? write->previous->depth + 1 : 1;
  if (write->depth > kMaxWrites) {
    problem = "writes parameter '" + target.name + "' too often";
    return false;
  }
  (*next)[parameter] = std::move(write);
  state = std::move(next);
  return true;
}

void GraphImporter::mark(const Item &item, Role role) {
  std::optional<unsigned> index;
  if (item.is(Item::Kind::Parameter))
    index = item.index;
  else if (item.is(Item::Kind::Tensor))
    if (auto found = loaded.find(item.value); found != loaded.end())
      index = found->second;
  if (!index)
    return;
  Parameter &parameter = parameters[*index];
  (role == Role::Frozen      ? parameter.frozen
   : role == Role::Optimizer ? parameter.optimizer
                             : parameter.variable) = true;
}

DenseElementsAttr GraphImporter::elements(const TensorProto &data,
                                          std::string &problem) {
  auto type = decodeType(data, /*dynamic=*/false, &context);
  if (!type) {
    problem = toString(type.takeError());
    return nullptr;
  }
  // Nothing is taken out of the message.
  auto bytes = decodeBytes(const_cast<TensorProto &>(data), *type,
                           /*take=*/false, file);
  if (!bytes) {
    problem = toString(bytes.takeError());
    return nullptr;
  }
  return decodeElements(bytes->bytes, *type);
}

Value GraphImporter::missingConstant(const TensorProto &data,
                                     std::string &problem) {
  auto type = decodeType(data, /*dynamic=*/false, &context);
  if (!type) {
    problem = toString(type.takeError());
    return nullptr;
  }
  Parameter parameter;
  parameter.name = data.name();
  parameter.type = *type;
  parameter.init = missingValue(*type);
  parameter.frozen = true;
  return addParameter(std::move(parameter)) ? builder.load(data.name())
                                            : Value();
}

Value GraphImporter::constant(const TensorProto &data, std::string &problem) {
  Value &value = constants[&data];
  if (value)
    return value;
  if (!file.hasValues() && !holdsData(data))
    return value = missingConstant(data, problem);
  DenseElementsAttr attr = elements(data, problem);
  if (!attr)
    return nullptr;
  if (attr.isSplat() || attr.getNumElements() <= kMaxConstant)
    return value = builder.emit<ConstantOp>(
               {}, builder.attributes().set("value", attr));
  // A table: in no checkpoint, and never trained.
  auto type = cast<RankedTensorType>(attr.getType());
  auto owned = std::make_shared<std::vector<char>>();
  if (type.getElementType().isInteger(1))
    llvm::append_range(*owned, attr.getValues<bool>());
  else
    llvm::append_range(*owned, attr.getRawData());
  std::string name = "constant." + std::to_string(++largeConstants);
  Attribute init = makeResource(
      name, type, {StringRef(owned->data(), owned->size()), owned});
  if (!builder.declareParameter(
          name, type, init, NetworkBuilder::Frozen | NetworkBuilder::Transient))
    return nullptr;
  return value = builder.load(name);
}

//===----------------------------------------------------------------------===//
// The module
//===----------------------------------------------------------------------===//

bool GraphImporter::flatten(const Item &item, SmallVectorImpl<Value> &values) {
  if (item.is(Item::Kind::Tuple)) {
    for (const Item &element : item.list())
      if (!flatten(element, values))
        return false;
    return true;
  }
  if (item.is(Item::Kind::Monad) || item.is(Item::Kind::None))
    return true;
  NodeProto node;
  node.set_name("the graph's output");
  NodeReader reader(*this, builder, node, nullptr, "Return", {}, item.state);
  Value value = reader.tensor(item);
  if (!value || values.size() >= kMaxOutputs)
    return reader.fail("more than " + Twine(kMaxOutputs) + " outputs"), false;
  values.push_back(value);
  return true;
}

/// A step of training writes parameters, beyond the statistics of batch norms,
/// after updates or gradients. One that is written out by hand is known by its
/// loss, a number.
bool GraphImporter::isTrainingStep(ValueRange outputs,
                                   const State &state) const {
  if (!state || llvm::all_of(*state, [&](const auto &entry) {
        return parameters[entry.first].frozen;
      }))
    return false;
  if (hasGradients ||
      llvm::any_of(parameters, [](const Parameter &p) { return p.variable; }))
    return true;
  auto loss = cast<RankedTensorType>(outputs[0].getType());
  return isa<FloatType>(loss.getElementType()) && loss.hasStaticShape() &&
         loss.getNumElements() == 1;
}

/// The first output of a step. Where it is no number, like the losses of all
/// rows, MindSpore derives the sum and reports the mean.
bool GraphImporter::makeLoss(Value &output) {
  auto type = cast<RankedTensorType>(output.getType());
  if (!isa<FloatType>(type.getElementType())) {
    error(Code::ModelFile) << "the first output of a step of training is its "
                              "loss, but it is a "
                           << type;
    return false;
  }
  if (!type.hasStaticShape() || type.getNumElements() != 1)
    output = builder.emit<ReduceMeanOp>(output,
                                        builder.attributes().ints("axis", {}));
  return output != nullptr;
}

bool GraphImporter::advanceStepCounter() {
  if (seeds == 0)
    return true;
  Value counter = builder.stepCounter();
  if (!counter)
    return false;
  Value one = builder.constant(
      cast<RankedTensorType>(counter.getType()).getElementType(), 1);
  Value next = builder.emit<AddOp>({counter, one});
  return next && builder.assign(kStepCounterName, next);
}

void GraphImporter::markWrittenState(const State &state) {
  // A step that is written out with plain assigns says nothing of roles.
  if (llvm::none_of(parameters, [](const Parameter &p) { return p.variable; }))
    return;
  for (const auto &entry : *state) {
    Parameter &parameter = parameters[entry.first];
    parameter.optimizer |= !parameter.variable && !parameter.frozen;
  }
}

OwningOpRef<ModuleOp> GraphImporter::finish(const Item &result) {
  SmallVector<Value> outputs;
  builder.setLayer("");
  if (!flatten(result, outputs))
    return nullptr;
  if (outputs.empty()) {
    error(Code::ModelFile) << "the graph has no tensor as its output";
    return nullptr;
  }
  if (result.state)
    for (const auto &[parameter, write] : *result.state) {
      builder.setLayer(parameters[parameter].name);
      if (read(parameter, nullptr) != write->value &&
          !builder.assign(parameters[parameter].name, write->value))
        return nullptr;
    }
  bool isStep = isTrainingStep(outputs, result.state);
  StringRef function = isStep ? "train_step" : "forward";
  if (isStep) {
    markWrittenState(result.state);
    if (!makeLoss(outputs[0]) || !advanceStepCounter())
      return nullptr;
  }
  if (llvm::any_of(parameters,
                   [&](const Parameter &p) { return p.name == function; })) {
    error(Code::ModelFile) << "a parameter has the name '" << function
                           << "', which the function needs";
    return nullptr;
  }
  builder.setFunctionName(function);
  OwningOpRef<ModuleOp> module = builder.finish(outputs);
  if (!module)
    return nullptr;
  SymbolTable symbols(*module);
  for (const Parameter &parameter : parameters) {
    auto op = symbols.lookup<ParameterOp>(parameter.name);
    op.setFrozen(parameter.frozen || parameter.optimizer);
    op.setOptimizer(parameter.optimizer);
  }
  return module;
}

OwningOpRef<ModuleOp> GraphImporter::run() {
  const GraphProto &graph = file.getModel().graph();
  builder.setSource(FileLineColLoc::get(StringAttr::get(&context, path), 0, 0));
  if (!checkName(graph.name(), "the graph") || !readPrimitives() ||
      !readFunctions() || !readParameters() || !readInputs() || !checkSupport())
    return nullptr;
  std::optional<Item> result = runGraph(graph, Scope(), 0);
  return result ? finish(*result) : nullptr;
}

OwningOpRef<ModuleOp> importModel(llvm::Expected<ModelFile> file,
                                  const std::string &path,
                                  MLIRContext &context) {
  if (file)
    return GraphImporter(*file, path, context).run();
  emitCodedError(FileLineColLoc::get(StringAttr::get(&context, path), 0, 0),
                 Code::ModelFile)
      << toString(file.takeError());
  return nullptr;
}

} // namespace ms
