//===- GraphExporter.cpp - From a function to a graph of ONNX -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/ONNX/GraphExporter.h"

#include "dialects/MindIR/Rows.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;
using onnx::NodeProto;
using onnx::TensorProto;
using onnx::ValueInfoProto;

namespace ms::to_onnx {

/// The name of the dynamic dimension.
static constexpr char kBatch[] = "batch";
/// Where data lie in a file of their own, each begins at a multiple of this.
static constexpr uint64_t kAlignment = 64;
/// Before, operators do not take bf16.
static constexpr int64_t kBrainFloatOpset = 13;
/// Smaller tensors stay in the model.
static constexpr uint64_t kLeastExternal = 1024;

GraphExporter::GraphExporter(ModuleOp module, func::FuncOp function,
                             const OnnxOptions &options)
    : NetworkExporter(module, function, "ONNX"), options(options),
      table(getExportTable()) {}

/// The version of the format that came with an opset.
static int64_t irVersion(int64_t opset) {
  if (opset < 12)
    return 6;
  return opset < 15 ? 7 : 8;
}

void GraphExporter::addHeader(onnx::ModelProto &model) {
  model.set_ir_version(irVersion(options.opset));
  model.set_producer_name("mindirc");
  model.set_producer_version(MS_VERSION);
  onnx::OperatorSetIdProto *opset = model.add_opset_import();
  opset->set_domain("");
  opset->set_version(options.opset);
  graph = model.mutable_graph();
  StringRef name = module.getSymName().value_or("");
  graph->set_name(name.empty() ? "network" : name.str());
}

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

std::string GraphExporter::unique(const Twine &wanted) {
  std::string name = wanted.str();
  for (unsigned k = 1; !taken.insert(name).second; ++k)
    name = (wanted + "_" + Twine(k)).str();
  return name;
}

std::string GraphExporter::nameOf(Value value) { return names.lookup(value); }

void GraphExporter::setName(Value value, StringRef name) {
  names[value] = name.str();
  // Also where a helper has said its type without the rows.
  auto known = types.find(name);
  if (known != types.end())
    known->second.second = rowsName(value);
}

std::string GraphExporter::addConstant(DenseElementsAttr elements) {
  TensorProto proto = encodeTensor(elements);
  std::string &name = constants[proto.SerializeAsString()];
  if (name.empty()) {
    name = unique("constant_" + Twine(constants.size()));
    proto.set_name(name);
    *graph->add_initializer() = std::move(proto);
  }
  return name;
}

std::vector<std::string>
GraphExporter::addNode(StringRef type, const std::vector<std::string> &inputs,
                       const Attributes &attributes,
                       ArrayRef<RankedTensorType> results, Location loc) {
  std::string scope = scopeOf(loc) + "/" + type.str();
  std::string name = unique(scope + "-op" + Twine(scopes[scope]++));
  NodeProto *node = graph->add_node();
  node->set_name(name);
  node->set_op_type(type.str());
  size_t given = inputs.size();
  while (given > 0 && inputs[given - 1].empty())
    --given;
  for (size_t k = 0; k < given; ++k)
    node->add_input(inputs[k]);
  std::vector<std::string> outputs;
  for (auto [k, result] : llvm::enumerate(results)) {
    outputs.push_back(!result  ? ""
                      : k == 0 ? name
                               : unique(name + ":" + Twine(k)));
    if (result)
      types[outputs.back()] = {result, ""};
  }
  for (const std::string &output : outputs)
    node->add_output(output);
  for (const onnx::AttributeProto &attribute : attributes.get())
    *node->add_attribute() = attribute;
  return outputs;
}

//===----------------------------------------------------------------------===//
// Rows
//===----------------------------------------------------------------------===//

static double elementsOfRow(RankedTensorType type) {
  double elements = 1;
  for (int64_t extent : type.getShape().drop_front())
    elements *= static_cast<double>(extent);
  return elements;
}

static bool isDynamic(Value value) {
  return !cast<RankedTensorType>(value.getType()).hasStaticShape();
}

void GraphExporter::countRows(Operation *op) {
  // What says the extent: the batch of all operands is one, but that of
  // reshapes differs.
  Value source;
  if (isa<ReshapeLikeOp, BroadcastLikeOp>(op))
    source = op->getOperand(1);
  else
    for (Value operand : op->getOperands())
      if (!source && isDynamic(operand))
        source = operand;
  if (!source || !rows.count(source))
    return;
  double count = rows.lookup(source);
  for (Value result : op->getResults())
    if (isDynamic(result)) {
      bool isReshape = isa<ReshapeOp>(op);
      rows[result] =
          !isReshape
              ? count
              : count *
                    elementsOfRow(cast<RankedTensorType>(source.getType())) /
                    elementsOfRow(cast<RankedTensorType>(result.getType()));
    }
}

std::string GraphExporter::rowsName(Value value) const {
  auto found = rows.find(value);
  if (found == rows.end())
    return "";
  double count = found->second;
  if (count == 1)
    return kBatch;
  if (count > 1 && std::floor(count) == count)
    return (kBatch + ("*" + Twine(static_cast<int64_t>(count)))).str();
  return "";
}

//===----------------------------------------------------------------------===//
// Inputs, parameters, outputs
//===----------------------------------------------------------------------===//

bool GraphExporter::addInputs() {
  for (BlockArgument argument : function.getArguments()) {
    std::optional<std::string> name = claimInput(argument.getArgNumber());
    if (!name)
      return false;
    taken.insert(*name);
    if (isDynamic(argument))
      rows[argument] = 1;
    ValueInfoProto *info = graph->add_input();
    info->set_name(*name);
    encodeType(cast<RankedTensorType>(argument.getType()), kBatch,
               *info->mutable_type());
    setName(argument, *name);
  }
  return true;
}

bool GraphExporter::addParameter(LoadOp load) {
  if (load->hasAttr(kRowsAttr)) {
    fail(load, "reads a part of a parameter");
    return true;
  }
  if (!claimParameter(load))
    return false;
  auto parameter = module.lookupSymbol<ParameterOp>(load.getParameter());
  std::optional<ParameterBytes> values = valuesOf(parameter);
  if (!values)
    return false;
  std::string name = parameter.getSymName().str();
  taken.insert(name);
  Weight weight{TensorProto(), std::move(*values)};
  weight.proto.set_name(name);
  for (int64_t extent : parameter.getTensorType().getShape())
    weight.proto.add_dims(extent);
  weight.proto.set_data_type(
      dataTypeOf(parameter.getTensorType().getElementType()));
  weights.push_back(std::move(weight));
  setName(load.getResult(), name);
  return true;
}

/// A value that a node computes gets the output's name; an input, a parameter,
/// or what is an output already is one by a node of its own.
void GraphExporter::addOutputs(func::ReturnOp op) {
  llvm::StringMap<std::string> renamed;
  for (auto [k, value] : llvm::enumerate(op.getOperands())) {
    auto type = cast<RankedTensorType>(value.getType());
    std::string source = nameOf(value);
    std::string name = unique("out" + Twine(k));
    if (!types.count(source) || renamed.count(source))
      source = addNode("Identity", {source}, {}, {type}, op.getLoc())[0];
    renamed[source] = name;
    types.erase(source);
    ValueInfoProto *info = graph->add_output();
    info->set_name(name);
    encodeType(type, rowsName(value), *info->mutable_type());
  }
  for (NodeProto &node : *graph->mutable_node()) {
    for (std::string &input : *node.mutable_input())
      if (auto found = renamed.find(input); found != renamed.end())
        input = found->second;
    for (std::string &output : *node.mutable_output())
      if (auto found = renamed.find(output); found != renamed.end())
        output = found->second;
  }
}

/// Takes away nodes and parameters that nothing reads.
void GraphExporter::dropUnread() {
  llvm::StringSet<> read = dropUnreadNodes(*graph);
  int kept = 0;
  for (int k = 0; k < graph->initializer_size(); ++k)
    if (read.contains(graph->initializer(k).name()))
      graph->mutable_initializer()->SwapElements(kept++, k);
  graph->mutable_initializer()->DeleteSubrange(kept, graph->initializer_size() -
                                                         kept);
  llvm::erase_if(weights, [&](const Weight &weight) {
    return !read.contains(weight.proto.name());
  });
}

void GraphExporter::addValueInfo() {
  for (const NodeProto &node : graph->node())
    for (const std::string &output : node.output()) {
      auto found = types.find(output);
      if (found == types.end())
        continue;
      ValueInfoProto *info = graph->add_value_info();
      info->set_name(output);
      encodeType(found->second.first, found->second.second,
                 *info->mutable_type());
    }
}

//===----------------------------------------------------------------------===//
// Data
//===----------------------------------------------------------------------===//

static void addEntry(TensorProto &proto, StringRef key, const Twine &value) {
  onnx::StringStringEntryProto *entry = proto.add_external_data();
  entry->set_key(key.str());
  entry->set_value(value.str());
}

void GraphExporter::addWeights(ExportedModel &files) {
  uint64_t total = 0;
  for (const Weight &weight : weights)
    total += weight.values.text().size();
  bool isExternal = total > options.externalDataAbove;
  SideFile side{options.dataName, {}};
  static const char zeros[kAlignment] = {};
  uint64_t offset = 0;
  // Parameters come first, in their order.
  std::vector<TensorProto> constants(graph->initializer().begin(),
                                     graph->initializer().end());
  graph->clear_initializer();
  for (Weight &weight : weights) {
    StringRef data = weight.values.text();
    if (!isExternal || data.size() < kLeastExternal) {
      weight.proto.set_raw_data(data.data(), data.size());
    } else {
      if (uint64_t rest = offset % kAlignment) {
        side.pieces.emplace_back(zeros, kAlignment - rest);
        offset += kAlignment - rest;
      }
      if (!weight.values.own.empty()) {
        files.owned.push_back(std::move(weight.values.own));
        data = files.owned.back();
      }
      side.pieces.emplace_back(data.data(), data.size());
      weight.proto.set_data_location(TensorProto::EXTERNAL);
      addEntry(weight.proto, "location", options.dataName);
      addEntry(weight.proto, "offset", Twine(offset));
      addEntry(weight.proto, "length", Twine(data.size()));
      offset += data.size();
    }
    *graph->add_initializer() = std::move(weight.proto);
  }
  for (TensorProto &constant : constants)
    *graph->add_initializer() = std::move(constant);
  if (!side.pieces.empty())
    files.sides.push_back(std::move(side));
}

//===----------------------------------------------------------------------===//
// The function
//===----------------------------------------------------------------------===//

static bool isBrainFloat(Type type) {
  return getElementTypeOrSelf(type).isBF16();
}

void GraphExporter::addOp(Operation *op) {
  auto found = table.find(op->getName().getStringRef());
  if (found == table.end())
    return fail(op, "");
  if (options.opset < kBrainFloatOpset &&
      (llvm::any_of(op->getOperandTypes(), isBrainFloat) ||
       llvm::any_of(op->getResultTypes(), isBrainFloat)))
    return fail(op, "bf16 needs opset 13");
  countRows(op);
  NodeWriter writer(*this, op, found->second.nodeType);
  found->second.run(writer);
}

bool GraphExporter::run(onnx::ModelProto &model, ExportedModel &files) {
  addHeader(model);
  if (!addInputs())
    return false;
  for (Operation &op : function.getBody().front()) {
    if (auto load = dyn_cast<LoadOp>(op)) {
      if (!addParameter(load))
        return false;
    } else if (auto end = dyn_cast<func::ReturnOp>(op)) {
      addOutputs(end);
    } else {
      addOp(&op);
    }
  }
  if (!report())
    return false;
  dropUnread();
  addValueInfo();
  addWeights(files);
  return true;
}

} // namespace ms::to_onnx
