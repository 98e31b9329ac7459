//===- GraphImporter.cpp - From ONNX messages to a module -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/GraphImporter.h"

#include "lib/Import/ONNX/Versions.h"

#include "llvm/Support/Path.h"

using namespace mlir;
using namespace ms::mindir;
using onnx::AttributeProto;
using onnx::GraphProto;
using onnx::NodeProto;
using onnx::TensorProto;
using onnx::ValueInfoProto;

namespace ms::fromonnx {

/// Most nodes that are worked on, graphs of loops counting at each turn.
static constexpr int64_t kMaxEvaluated = 200'000;
/// Deepest nesting of graphs.
static constexpr unsigned kMaxGraphs = 32;
static constexpr size_t kMaxOutputs = 1024;
/// A list of numbers that is no larger is a constant, under whatever name the
/// file has it.
static constexpr int64_t kFewNumbers = 16;

//===----------------------------------------------------------------------===//
// Errors and names
//===----------------------------------------------------------------------===//

static StringRef nameOf(const NodeProto &node) {
  if (!node.name().empty())
    return node.name();
  for (const std::string &output : node.output())
    if (!output.empty())
      return output;
  return "";
}

/// "Conv-11", with its domain where that is not the default one.
static std::string describeOp(const NodeProto &node, int64_t opset) {
  StringRef domain = node.domain();
  if (!domain.empty() && domain != "ai.onnx")
    return (domain + "." + node.op_type()).str();
  int64_t version = versionOf(node.op_type(), opset);
  return node.op_type() + (version ? "-" + std::to_string(version) : "");
}

InFlightDiagnostic GraphImporter::nodeError(const NodeProto &node) {
  InFlightDiagnostic diagnostic = error(Code::ModelFile);
  diagnostic << "node '" << nameOf(node) << "' ("
             << describeOp(node, file.getOpset()) << "): ";
  return diagnostic;
}

/// "--input-shape x=D,3,4", with what is known.
static std::string shapeOption(StringRef name, ArrayRef<int64_t> shape,
                               StringRef open) {
  std::string text = ("--input-shape " + name + "=").str();
  for (auto [k, extent] : llvm::enumerate(shape))
    text +=
        (k ? "," : "") +
        (ShapedType::isDynamic(extent) ? open.str() : std::to_string(extent));
  return text;
}

std::string GraphImporter::shapeAdvice() const {
  std::string text = "give";
  for (const auto &[name, type] : openInputs)
    text += " " + shapeOption(name, type.getShape(), "1");
  return text + ", or another batch than 1";
}

GraphImporter::GraphImporter(ModelFile &file, StringRef path,
                             MLIRContext &context, ArrayRef<InputShape> shapes)
    : FileImporter(path, context), file(file), shapes(shapes),
      table(getOpTable()), builder(context, llvm::sys::path::stem(path)) {}

//===----------------------------------------------------------------------===//
// Tensors of the file
//===----------------------------------------------------------------------===//

KnownRef GraphImporter::decode(const TensorProto &tensor,
                               std::string &problem) {
  // Nothing is taken out of the message.
  auto known = decodeTensor(const_cast<TensorProto &>(tensor), /*take=*/false,
                            &file, &context);
  if (known)
    return *known;
  problem = toString(known.takeError());
  return nullptr;
}

bool GraphImporter::readInitializers(GraphProto &graph, Scope &scope) {
  if (graph.sparse_initializer_size() > 0) {
    error(Code::Unsupported) << "has sparse tensors";
    return false;
  }
  for (TensorProto &tensor : *graph.mutable_initializer()) {
    if (!checkName(tensor.name(), "an initializer"))
      return false;
    auto wrong = [&](const Twine &text) {
      error(Code::ModelFile)
          << "initializer '" << tensor.name() << "' " << text;
      return false;
    };
    if (scope.items.count(tensor.name()))
      return wrong("is there twice");
    auto known = decodeTensor(tensor, /*take=*/true, &file, &context);
    if (!known)
      return wrong(toString(known.takeError()));
    scope.items[tensor.name()] = Item::initializer(initializers.size(), *known);
    initializers.push_back({tensor.name(), *known});
  }
  return true;
}

std::optional<RankedTensorType>
GraphImporter::inputType(const ValueInfoProto &info, std::string &problem) {
  auto fail = [&](const Twine &text) {
    problem = text.str();
    return std::nullopt;
  };
  if (!info.type().has_tensor_type())
    return fail("is no tensor");
  const auto &tensor = info.type().tensor_type();
  Type element = elementTypeOf(tensor.elem_type(), &context);
  if (!element)
    return fail("has elements of type " + dataTypeName(tensor.elem_type()) +
                ", which is not supported");
  const InputShape *given = llvm::find_if(shapes, [&](const InputShape &shape) {
    return shape.name == info.name();
  });
  if (given == shapes.end())
    given = nullptr;
  if (!tensor.has_shape() && !given)
    return fail("has no shape: give it one (--input-shape " + info.name() +
                "=D,D,...)");
  SmallVector<int64_t> shape;
  if (given &&
      (!tensor.has_shape() || static_cast<size_t>(tensor.shape().dim_size()) ==
                                  given->extents.size())) {
    shape = given->extents;
  } else if (given) {
    return fail("has " + Twine(tensor.shape().dim_size()) +
                " dimensions, but a shape of " + Twine(given->extents.size()) +
                " is given");
  } else {
    // Some writers have -1, or 0, for what they do not know.
    for (const auto &dim : tensor.shape().dim())
      shape.push_back(dim.has_dim_value() && dim.dim_value() >= 0
                          ? dim.dim_value()
                          : ShapedType::kDynamic);
    for (const auto &[k, dim] : llvm::enumerate(tensor.shape().dim()))
      if (k > 0 && ShapedType::isDynamic(shape[k]))
        return fail("has the open dimension " + Twine(k) +
                    (dim.has_dim_param() ? " '" + dim.dim_param() + "'"
                                         : std::string()) +
                    ": only the first one, the batch, may be open (give " +
                    shapeOption(info.name(), shape, "D") +
                    ", with a number for each D)");
  }
  if (!isSensible(shape))
    return fail("has shape " + shapeText(shape) +
                ", which is no shape of a tensor");
  for (size_t k = 0; given && k < shape.size() && tensor.has_shape(); ++k) {
    const auto &dim = tensor.shape().dim(static_cast<int>(k));
    if (dim.has_dim_value() && dim.dim_value() > 0 &&
        dim.dim_value() != shape[k])
      return fail("has extent " + Twine(dim.dim_value()) + " in dimension " +
                  Twine(k) + ", but " + Twine(shape[k]) + " is given");
  }
  return RankedTensorType::get(shape, element);
}

bool GraphImporter::readInputs(Scope &scope) {
  llvm::StringSet<> names;
  for (const ValueInfoProto &info : file.getModel().graph().input()) {
    if (!checkName(info.name(), "an input"))
      return false;
    names.insert(info.name());
  }
  for (const InputShape &shape : shapes)
    if (!names.contains(shape.name)) {
      error(Code::ModelFile) << "a shape is given for the input '" << shape.name
                             << "', which the model does not have";
      return false;
    }
  names.clear();
  for (const ValueInfoProto &info : file.getModel().graph().input()) {
    if (!names.insert(info.name()).second) {
      error(Code::ModelFile) << "there are two inputs '" << info.name() << "'";
      return false;
    }
    // An initializer of the same name is its default, and older files list all
    // weights as inputs.
    if (scope.items.count(info.name()))
      continue;
    std::string problem;
    std::optional<RankedTensorType> type = inputType(info, problem);
    if (!type) {
      error(Code::ModelFile) << "input '" << info.name() << "' " << problem;
      return false;
    }
    if (!type->hasStaticShape())
      openInputs.emplace_back(info.name(), *type);
    builder.setLayer(info.name());
    scope.items[info.name()] = Item(builder.addInput(*type, info.name()));
  }
  return true;
}

//===----------------------------------------------------------------------===//
// Nodes
//===----------------------------------------------------------------------===//

OpImporter GraphImporter::importerOf(const NodeProto &node) const {
  StringRef domain = node.domain();
  if ((!domain.empty() && domain != "ai.onnx") ||
      versionOf(node.op_type(), file.getOpset()) == 0)
    return nullptr;
  auto found = table.find(node.op_type());
  return found == table.end() ? nullptr : found->second;
}

/// The graphs that stand in a node.
static SmallVector<const GraphProto *> graphsOf(const NodeProto &node) {
  SmallVector<const GraphProto *> graphs;
  for (const AttributeProto &attribute : node.attribute()) {
    if (attribute.has_g())
      graphs.push_back(&attribute.g());
    for (const GraphProto &graph : attribute.graphs())
      graphs.push_back(&graph);
  }
  return graphs;
}

/// All names that a node, or a graph in it, may read.
static void visitReads(const NodeProto &node,
                       llvm::function_ref<void(const std::string &)> visit) {
  for (const std::string &input : node.input())
    visit(input);
  for (const GraphProto *graph : graphsOf(node)) {
    for (const NodeProto &inner : graph->node())
      visitReads(inner, visit);
    for (const ValueInfoProto &output : graph->output())
      visit(output.name());
  }
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
    if (!node.name().empty() && !checkName(node.name(), "a node"))
      return std::nullopt;
    if (!checkName(node.op_type(),
                   "the operator of node " + Twine(i) + " of the graph"))
      return std::nullopt;
    if (!node.domain().empty() && !checkName(node.domain(), "a domain"))
      return std::nullopt;
    for (const std::string &output : node.output()) {
      if (output.empty())
        continue;
      if (!checkName(output, "the output of a node"))
        return std::nullopt;
      if (!producers.try_emplace(output, i).second)
        return fail("two nodes compute '" + output + "'");
    }
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
    visitReads(node, need);
  }
  std::vector<const NodeProto *> nodes;
  for (int i = 0; i < graph.node_size(); ++i)
    if (live[i])
      nodes.push_back(&graph.node(i));
  return nodes;
}

bool GraphImporter::checkSupport() {
  std::vector<const GraphProto *> open = {&file.getModel().graph()};
  std::vector<std::string> names;
  llvm::StringMap<std::vector<std::string>> layers;
  while (!open.empty()) {
    const GraphProto &graph = *open.back();
    open.pop_back();
    auto nodes = liveNodes(graph);
    if (!nodes)
      return false;
    for (const NodeProto *node : *nodes) {
      llvm::append_range(open, graphsOf(*node));
      if (importerOf(*node))
        continue;
      std::string op = describeOp(*node, file.getOpset());
      std::vector<std::string> &list = layers[op];
      if (list.empty())
        names.push_back(op);
      list.push_back(nameOf(*node).str());
    }
  }
  if (names.empty())
    return true;
  InFlightDiagnostic diagnostic = error(Code::Unsupported);
  diagnostic << (names.size() == 1 ? "an operator is" : "operators are")
             << " not supported in opset " << file.getOpset() << ": ";
  for (auto [k, name] : llvm::enumerate(names)) {
    const std::vector<std::string> &list = layers[name];
    diagnostic << (k ? "; " : "") << name << " ('" << list[0] << "'";
    if (list.size() > 1)
      diagnostic << " and " << list.size() - 1 << " more";
    diagnostic << ")";
  }
  return false;
}

const Item *GraphImporter::lookup(const Scope &scope, StringRef name) {
  for (const Scope *s = &scope; s; s = s->outer)
    if (auto found = s->items.find(name); found != s->items.end())
      return &found->second;
  return nullptr;
}

bool GraphImporter::runNode(const NodeProto &node, Scope &scope) {
  auto fail = [&](const Twine &text) {
    nodeError(node) << text;
    return false;
  };
  if (++evaluated > kMaxEvaluated)
    return fail("more than " + Twine(kMaxEvaluated) +
                " nodes with all loops written out");
  builder.setLayer(nameOf(node));
  builder.setSource(FileLineColLoc::get(StringAttr::get(&context, path),
                                        static_cast<unsigned>(evaluated), 0));
  std::vector<Item> inputs;
  for (const auto &[k, input] : llvm::enumerate(node.input())) {
    if (input.empty()) {
      inputs.emplace_back();
      continue;
    }
    const Item *found = lookup(scope, input);
    if (!found)
      return fail("input " + Twine(k) + " '" + input +
                  "' is not computed by any node before it");
    inputs.push_back(*found);
  }
  OpImporter importer = importerOf(node);
  std::vector<Item> results;
  if (auto folded = fold(node, importer, inputs)) {
    results = std::move(*folded);
  } else {
    current = &scope;
    NodeReader reader(*this, builder, node,
                      versionOf(node.op_type(), file.getOpset()),
                      std::move(inputs));
    Results made = importer(reader);
    if (reader.hasFailed())
      return false;
    for (Item &item : made.items)
      results.push_back(std::move(item));
  }
  for (const auto &[k, output] : llvm::enumerate(node.output())) {
    if (output.empty())
      continue;
    // What is not made is an error where it is read.
    if (k < results.size() && results[k].getType())
      scope.items[output] = results[k];
  }
  return true;
}

bool GraphImporter::runNodes(const GraphProto &graph, Scope &scope,
                             std::vector<Item> &outputs) {
  auto nodes = liveNodes(graph);
  if (!nodes)
    return false;
  for (const NodeProto *node : *nodes)
    if (!runNode(*node, scope))
      return false;
  for (const ValueInfoProto &output : graph.output()) {
    const Item *found = lookup(scope, output.name());
    if (!found) {
      error(Code::ModelFile)
          << "output '" << output.name() << "' is not computed by any node";
      return false;
    }
    outputs.push_back(*found);
  }
  return true;
}

std::optional<std::vector<Item>>
GraphImporter::runSubgraph(const GraphProto &graph, std::vector<Item> inputs) {
  const Scope *around = current;
  Scope scope;
  scope.outer = around;
  if (++depth > kMaxGraphs) {
    error(Code::ModelFile) << "graphs are nested too deeply";
    return std::nullopt;
  }
  std::vector<Item> outputs;
  bool good = readInitializers(const_cast<GraphProto &>(graph), scope);
  if (good && static_cast<size_t>(graph.input_size()) != inputs.size()) {
    error(Code::ModelFile) << "graph '" << graph.name() << "' takes "
                           << graph.input_size() << " inputs, but gets "
                           << inputs.size();
    good = false;
  }
  if (good) {
    for (auto [info, item] : llvm::zip(graph.input(), inputs))
      scope.items[info.name()] = item;
    good = runNodes(graph, scope, outputs);
  }
  --depth;
  current = around;
  return good ? std::optional(std::move(outputs)) : std::nullopt;
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

Value GraphImporter::largeConstant(const KnownRef &known) {
  // A table: in no checkpoint, and never trained.
  std::string name = "constant." + std::to_string(++largeConstants);
  if (!builder.declareParameter(
          name, known->type, makeResource(name, known->type, known->bytes),
          NetworkBuilder::Frozen | NetworkBuilder::Transient))
    return nullptr;
  return builder.load(name);
}

Value GraphImporter::loadInitializer(unsigned index) {
  Initializer &initializer = initializers[index];
  if (!initializer.declared) {
    RankedTensorType type = initializer.known->type;
    std::string layer = builder.getLayer();
    builder.setLayer(initializer.name);
    initializer.declared = builder.declareParameter(
        initializer.name, type,
        makeResource(initializer.name, type, initializer.known->bytes));
    builder.setLayer(layer);
    initializer.frozen |= !isa<FloatType>(type.getElementType());
  }
  return initializer.declared ? builder.load(initializer.name) : Value();
}

Value GraphImporter::materialize(const Item &item, NodeReader &reader,
                                 NetworkBuilder &to) {
  if (item.is(Item::Kind::Tensor))
    return item.value;
  if (item.is(Item::Kind::None) || item.is(Item::Kind::Varying)) {
    reader.fail("needs numbers that depend on the size of the batch as a "
                "tensor, which is not supported: " +
                shapeAdvice());
    return nullptr;
  }
  RankedTensorType type = item.known->type;
  bool isMain = &to == &builder;
  bool isFew = type.getRank() == 0 || (!isa<FloatType>(type.getElementType()) &&
                                       type.getNumElements() <= kFewNumbers);
  if (isMain && item.is(Item::Kind::Initializer) && !isFew)
    return loadInitializer(item.index);
  if (isMain)
    if (Value value = constants.lookup(item.known.get()))
      return value;
  Value value;
  if (DenseElementsAttr elements = item.known->elements();
      elements.isSplat() || elements.getNumElements() <= kMaxConstant) {
    value = to.emit<ConstantOp>({}, to.attributes().set("value", elements));
  } else if (isMain) {
    value = largeConstant(item.known);
  } else {
    reader.fail("has too many elements to be folded");
  }
  if (isMain && value) {
    constants[item.known.get()] = value;
    kept.push_back(item.known);
  }
  return value;
}

//===----------------------------------------------------------------------===//
// The module
//===----------------------------------------------------------------------===//

/// The batch is the first dimension, but between two transpositions, which
/// cancel out.
bool GraphImporter::checkBatch(ModuleOp module) {
  auto isOdd = [](Value value) {
    auto type = cast<RankedTensorType>(value.getType());
    return type.getRank() > 0 &&
           llvm::is_contained(type.getShape().drop_front(),
                              ShapedType::kDynamic);
  };
  WalkResult result = module.walk([&](Operation *op) {
    for (Value value : op->getResults())
      if (isOdd(value) && !llvm::all_of(value.getUsers(), [](Operation *user) {
            return isa<TransposeOp>(user);
          })) {
        error(Code::Unsupported)
            << "node '" << getLayerName(op->getLoc()) << "' makes shape "
            << shapeText(cast<RankedTensorType>(value.getType()).getShape())
            << ", in which the batch is not the first dimension: "
            << shapeAdvice();
        return WalkResult::interrupt();
      }
    return WalkResult::advance();
  });
  return !result.wasInterrupted();
}

OwningOpRef<ModuleOp> GraphImporter::finish(ArrayRef<Item> outputs) {
  builder.setLayer("");
  if (outputs.empty() || outputs.size() > kMaxOutputs) {
    error(Code::ModelFile) << "the graph has " << outputs.size()
                           << " outputs, expected 1 to " << kMaxOutputs;
    return nullptr;
  }
  SmallVector<Value> values;
  for (const Item &item : outputs) {
    NodeProto node;
    node.set_name("the graph's output");
    node.set_op_type("Return");
    NodeReader reader(*this, builder, node, 0, {item});
    values.push_back(reader.tensor(0));
    if (!values.back())
      return nullptr;
  }
  for (const Initializer &initializer : initializers)
    if (initializer.declared && initializer.name == "forward") {
      error(Code::ModelFile) << "an initializer has the name 'forward', which "
                                "the function needs";
      return nullptr;
    }
  OwningOpRef<ModuleOp> module = builder.finish(values);
  if (!module)
    return nullptr;
  // What others were cut from before it was turned.
  module->walk([](TransposeOp op) {
    if (op->use_empty())
      op->erase();
  });
  recognizeGelu(*module);
  if (!checkBatch(*module))
    return nullptr;
  // Parameters in the order of the file.
  SymbolTable symbols(*module);
  Operation *last = nullptr;
  for (const Initializer &initializer : initializers) {
    if (!initializer.declared)
      continue;
    auto op = symbols.lookup<ParameterOp>(initializer.name);
    op.setFrozen(initializer.frozen);
    if (last)
      op->moveAfter(last);
    else
      op->moveBefore(&module->getBody()->front());
    last = op;
  }
  return module;
}

OwningOpRef<ModuleOp> GraphImporter::run() {
  GraphProto &graph = *file.getModel().mutable_graph();
  builder.setSource(FileLineColLoc::get(StringAttr::get(&context, path), 0, 0));
  Scope scope;
  std::vector<Item> outputs;
  if (!checkSupport() || !readInitializers(graph, scope) ||
      !readInputs(scope) || !runNodes(graph, scope, outputs))
    return nullptr;
  return finish(outputs);
}

const OpTable &getOpTable() {
  static const OpTable table = [] {
    OpTable result;
    addActivationOps(result);
    addAttentionOps(result);
    addControlOps(result);
    addElementaryOps(result);
    addImageOps(result);
    addIndexOps(result);
    addLossOps(result);
    addNNOps(result);
    addNormOps(result);
    addProductOps(result);
    addRecurrentOps(result);
    addReductionOps(result);
    addShapeOps(result);
    return result;
  }();
  return table;
}

} // namespace ms::fromonnx
