//===- GraphImporter.cpp - From Ascend's graph to a module ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/AIR/GraphImporter.h"

#include "lib/Import/AIR/Decode.h"
#include "lib/Import/FileBytes.h"
#include "lib/Import/MindIR/Decode.h"

#include "llvm/Support/Path.h"

using namespace mlir;
using namespace ms::mindir;
using ge_ir::OpDef;
using ge_ir::TensorDef;

namespace ms::air {

/// What the name of a parameter's operator ends in.
static constexpr llvm::StringLiteral kParameterEnding = "_const";
static constexpr int kMaxOutputs = 1024;

GraphImporter::GraphImporter(ge_ir::ModelDef &model, StringRef path,
                             MLIRContext &context)
    : FileImporter(path, context), graph(*model.mutable_graph(0)),
      table(getOpTable()), builder(context, llvm::sys::path::stem(path)) {}

//===----------------------------------------------------------------------===//
// Errors, names, types
//===----------------------------------------------------------------------===//

bool GraphImporter::nodeFails(const OpDef &op, const Twine &text) {
  error(Code::ModelFile) << "operator '" << op.name() << "' (" << op.type()
                         << "): " << text;
  return false;
}

bool GraphImporter::checkOperatorName(StringRef name, const Twine &what) {
  if (!name.empty() && isUTF8(name))
    return true;
  error(Code::ModelFile) << what
                         << (name.empty() ? " has no name"
                                          : " has a name that is not UTF-8");
  return false;
}

RankedTensorType GraphImporter::typeOf(const ge_ir::TensorDescriptor &desc,
                                       bool dynamic, std::string &problem) {
  Type element = elementTypeOf(desc.dtype(), &context);
  if (!element) {
    problem = "has data type " + std::to_string(desc.dtype()) +
              ", which is not known";
    return nullptr;
  }
  SmallVector<int64_t> shape;
  for (int64_t extent : desc.shape().dim())
    shape.push_back(dynamic && extent == -1 ? ShapedType::kDynamic : extent);
  if (isSensible(shape))
    return RankedTensorType::get(shape, element);
  problem = "has a shape that cannot be, or too large a one";
  return nullptr;
}

//===----------------------------------------------------------------------===//
// The graph
//===----------------------------------------------------------------------===//

bool GraphImporter::readNodes() {
  for (int k = 0; k < graph.op_size(); ++k) {
    const OpDef &op = graph.op(k);
    if (!checkOperatorName(op.name(), "operator " + Twine(k)) ||
        !checkOperatorName(op.type(),
                           "the type of operator '" + op.name() + "'"))
      return false;
    Node node;
    node.index = k;
    node.prototype = findPrototype(op.type());
    node.outputs.resize(op.output_desc_size());
    if (!nodes.try_emplace(op.name(), std::move(node)).second) {
      error(Code::ModelFile) << "there are two operators '" << op.name() << "'";
      return false;
    }
  }
  return true;
}

GraphImporter::Node *GraphImporter::find(StringRef reference, unsigned &output,
                                         std::string &problem) {
  auto [name, number] = reference.rsplit(':');
  auto found = nodes.find(name);
  if (found == nodes.end() || number.getAsInteger(10, output)) {
    problem = "'" + reference.str() + "' is no output of any operator";
    return nullptr;
  }
  if (output < found->second.outputs.size())
    return &found->second;
  problem = "'" + reference.str() + "' is asked for, but '" + name.str() +
            "' has " + std::to_string(found->second.outputs.size()) +
            " outputs";
  return nullptr;
}

/// The integer attribute that says which input of the graph it is.
static std::optional<int64_t> indexOf(const OpDef &op) {
  for (const ge_ir::Entry &entry : op.attr())
    if (entry.key() == "index" &&
        entry.value().value_case() == ge_ir::AttrDef::kI)
      return entry.value().i();
  return std::nullopt;
}

bool GraphImporter::readInputs() {
  std::map<int64_t, const OpDef *> inputs;
  for (const OpDef &op : graph.op()) {
    if (op.type() != "Data")
      continue;
    std::optional<int64_t> index = indexOf(op);
    if (!index || !inputs.try_emplace(*index, &op).second)
      return nodeFails(op, index ? "has the index of another input"
                                 : "has no index");
  }
  int64_t next = 0;
  for (const auto &[index, op] : inputs) {
    if (index != next++)
      return nodeFails(*op, "has index " + Twine(index) + ", but none has " +
                                Twine(next - 1));
    if (op->output_desc_size() != 1)
      return nodeFails(*op, "has " + Twine(op->output_desc_size()) +
                                " outputs, expected one");
    std::string problem;
    RankedTensorType type = typeOf(op->output_desc(0), true, problem);
    if (!type)
      return nodeFails(*op, problem);
    builder.setLayer(op->name());
    Node &node = nodes.find(op->name())->second;
    node.outputs[0] = builder.addInput(type, op->name());
    node.state = Node::Done;
  }
  return true;
}

bool GraphImporter::sort() {
  struct Frame {
    Node *node;
    int next;
  };
  std::vector<Frame> stack;
  auto open = [&](StringRef reference, const Twine &who) {
    unsigned output;
    std::string problem;
    Node *node = find(reference, output, problem);
    if (!node) {
      error(Code::ModelFile) << who << ": " << problem;
      return false;
    }
    if (node->state == Node::Open) {
      error(Code::ModelFile)
          << who << ": '" << reference << "' depends on itself";
      return false;
    }
    if (node->state == Node::Unseen) {
      node->state = Node::Open;
      stack.push_back({node, 0});
    }
    return true;
  };
  for (const std::string &output : graph.output()) {
    if (!open(output, "an output of the graph"))
      return false;
    while (!stack.empty()) {
      Frame &frame = stack.back();
      const OpDef &op = graph.op(frame.node->index);
      if (frame.next == op.input_size()) {
        frame.node->state = Node::Done;
        order.push_back(frame.node);
        stack.pop_back();
        continue;
      }
      StringRef input = op.input(frame.next++);
      if (input.empty() || input.ends_with(":-1"))
        continue;
      if (!open(input, "operator '" + op.name() + "'"))
        return false;
    }
  }
  return true;
}

bool GraphImporter::checkSupport() {
  std::vector<std::string> names;
  llvm::StringMap<std::vector<std::string>> users;
  for (const Node *node : order) {
    const OpDef &op = graph.op(node->index);
    if ((node->prototype && table.count(op.type())) || op.type() == "Data" ||
        op.type() == "Const" || op.type() == "Constant")
      continue;
    std::vector<std::string> &list = users[op.type()];
    if (list.empty())
      names.push_back(op.type());
    list.push_back(op.name());
  }
  if (names.empty())
    return true;
  InFlightDiagnostic diagnostic = error(Code::Unsupported);
  diagnostic << (names.size() == 1 ? "an operator is" : "operators are")
             << " not supported: ";
  for (auto [k, name] : llvm::enumerate(names)) {
    const std::vector<std::string> &list = users[name];
    diagnostic << (k ? "; " : "") << name << " ('" << list[0] << "'";
    if (list.size() > 1)
      diagnostic << " and " << list.size() - 1 << " more";
    diagnostic << ")";
  }
  return false;
}

//===----------------------------------------------------------------------===//
// Weights and literals
//===----------------------------------------------------------------------===//

TensorDef *GraphImporter::tensorOf(const Node &node) {
  OpDef &op = *graph.mutable_op(node.index);
  if (op.type() != "Const" && op.type() != "Constant")
    return nullptr;
  for (ge_ir::Entry &entry : *op.mutable_attr())
    if (entry.key() == "value" && entry.value().has_t())
      return entry.mutable_value()->mutable_t();
  return nullptr;
}

bool GraphImporter::checkTensor(const TensorDef *tensor, RankedTensorType &type,
                                std::string &problem) {
  if (!tensor) {
    problem = "has no tensor as its value";
    return false;
  }
  type = typeOf(tensor->desc(), /*dynamic=*/false, problem);
  if (!type)
    return false;
  int64_t bytes =
      type.getNumElements() * ((type.getElementTypeBitWidth() + 7) / 8);
  if (static_cast<int64_t>(tensor->data().size()) == bytes)
    return true;
  problem = "has " + std::to_string(tensor->data().size()) +
            " bytes of data, its shape needs " + std::to_string(bytes);
  return false;
}

DenseElementsAttr GraphImporter::literal(StringRef reference,
                                         std::string &problem) {
  unsigned output;
  Node *node = find(reference, output, problem);
  if (!node)
    return nullptr;
  const TensorDef *tensor = tensorOf(*node);
  if (!tensor) {
    problem = "is computed, expected a constant";
    return nullptr;
  }
  RankedTensorType type;
  if (!checkTensor(tensor, type, problem))
    return nullptr;
  if (type.getNumElements() <= kMaxConstant)
    return decodeElements(tensor->data(), type);
  problem = "has " + std::to_string(type.getNumElements()) +
            " elements, which is too many for an argument";
  return nullptr;
}

/// A parameter, or a table of constants; made where it is read first.
Value GraphImporter::value(StringRef reference, std::string &problem) {
  unsigned output;
  Node *node = find(reference, output, problem);
  if (!node)
    return nullptr;
  Value &value = node->outputs[output];
  if (value)
    return value;
  OpDef &op = *graph.mutable_op(node->index);
  TensorDef *tensor = tensorOf(*node);
  if (!tensor) {
    problem = "'" + reference.str() +
              "' is a result that only training has, or that is not read here";
    return nullptr;
  }
  RankedTensorType type;
  if (!checkTensor(tensor, type, problem)) {
    problem = "'" + op.name() + "' " + problem;
    return nullptr;
  }
  StringRef name = op.name();
  bool isParameter = name.consume_back(kParameterEnding) && !name.empty();
  if (!isParameter && type.getNumElements() <= kMaxConstant)
    return value = builder.emit<ConstantOp>(
               {}, builder.attributes().set(
                       "value", decodeElements(tensor->data(), type)));
  if (name == "forward") {
    problem = "a parameter has the name 'forward', which the function needs";
    return nullptr;
  }
  auto owned = std::make_shared<std::string>();
  owned->swap(*tensor->mutable_data());
  Attribute init = makeResource(name, type, {*owned, owned});
  // A table is in no checkpoint, and never trained.
  if (!builder.declareParameter(name, type, init,
                                isParameter ? NetworkBuilder::None
                                            : NetworkBuilder::Frozen |
                                                  NetworkBuilder::Transient))
    return nullptr;
  return value = builder.load(name);
}

//===----------------------------------------------------------------------===//
// Operators
//===----------------------------------------------------------------------===//

bool GraphImporter::runNode(Node &node) {
  const OpDef &op = graph.op(node.index);
  builder.setLayer(op.name());
  builder.setSource(FileLineColLoc::get(StringAttr::get(&context, path),
                                        static_cast<unsigned>(node.index) + 1,
                                        0));
  // Made by who reads it: as a value, or as an argument.
  if (op.type() == "Data" || op.type() == "Const" || op.type() == "Constant")
    return true;
  NodeReader reader(*this, builder, op, *node.prototype);
  if (!reader.readSlots())
    return false;
  table.find(op.type())->second(reader);
  if (reader.hasFailed())
    return false;
  for (int k = 0; k < op.output_desc_size(); ++k) {
    Value value = reader.getResult(k);
    if (!value)
      continue;
    std::string problem;
    RankedTensorType type = typeOf(op.output_desc(k), true, problem);
    if (!type)
      return nodeFails(op, "output " + Twine(k) + " " + problem);
    // Where that differs from what is computed, one of the two means something
    // else than was understood.
    auto found = cast<RankedTensorType>(value.getType());
    if (found.getElementType() != type.getElementType() ||
        !areCompatible(TypeRange(found), TypeRange(type))) {
      error(Code::ModelFile)
          << "operator '" << op.name() << "' (" << op.type() << "): output "
          << k << " is " << type << " in the file, but " << found
          << " by its inputs";
      return false;
    }
    node.outputs[k] = value;
  }
  return true;
}

OwningOpRef<ModuleOp> GraphImporter::run() {
  builder.setSource(FileLineColLoc::get(StringAttr::get(&context, path), 0, 0));
  if (graph.output_size() == 0 || graph.output_size() > kMaxOutputs) {
    error(Code::ModelFile) << "the graph has " << graph.output_size()
                           << " outputs, expected 1 to " << kMaxOutputs;
    return nullptr;
  }
  if (!readNodes() || !readInputs() || !sort() || !checkSupport())
    return nullptr;
  for (Node *node : order)
    if (!runNode(*node))
      return nullptr;
  SmallVector<Value> outputs;
  builder.setLayer("");
  for (const std::string &output : graph.output()) {
    std::string problem;
    outputs.push_back(value(output, problem));
    if (outputs.back())
      continue;
    if (!problem.empty())
      error(Code::ModelFile) << "an output of the graph: " << problem;
    return nullptr;
  }
  return builder.finish(outputs);
}

} // namespace ms::air
