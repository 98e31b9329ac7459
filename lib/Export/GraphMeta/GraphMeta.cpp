//===- GraphMeta.cpp - A compiled training graph for MindSpore ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The step is said in MindSpore's primitives by the exporter of .mindir files;
// here its messages become those of the other format.
//
//===----------------------------------------------------------------------===//

#include "lib/Export/GraphMeta/GraphMeta.h"

#include "lib/Export/MindIR/GraphExporter.h"
#include "lib/Import/GraphMeta/Decode.h"
#include "lib/Import/GraphMeta/anf_ir.pb.h"

#include "llvm/ADT/StringSwitch.h"

using namespace mlir;

namespace ms {

using namespace graphmeta;
using namespace mindir;

/// The number of an element type of a .mindir file.
static int32_t numberOf(int32_t dataType) {
  for (auto [number, given] : kElements)
    if (given == dataType)
      return number;
  return kUndefined;
}

/// MindSpore's class of an optimizer.
static StringRef classOf(StringRef optimizer) {
  return llvm::StringSwitch<StringRef>(optimizer)
      .Case("momentum", "Momentum")
      .Case("sgd", "SGD")
      .Case("adam", "Adam")
      .Case("adam_weight_decay", "AdamWeightDecay")
      .Case("adamw", "AdamW")
      .Case("lamb", "Lamb")
      .Case("rmsprop", "RMSProp")
      .Case("adagrad", "Adagrad")
      .Case("adadelta", "Adadelta")
      .Case("adamax", "AdaMax")
      .Case("ftrl", "FTRL")
      .Case("proximal_adagrad", "ProximalAdagrad")
      .Default(optimizer.empty() ? "Optimizer" : optimizer);
}

namespace {
class Converter {
public:
  Converter(const mind_ir::ModelProto &from, ModuleOp module,
            StringRef optimizer)
      : from(from), graph(from.graph()), module(module), optimizer(optimizer) {}

  void run(anf_ir::ModelProto &to) {
    to.set_ir_version(1);
    result = to.mutable_graph();
    result->set_name(graph.name());
    for (const mind_ir::PrimitiveProto &primitive : from.primitives())
      primitives["REF::" + primitive.name()] = &primitive;
    int inputs = 0;
    for (const mind_ir::ValueInfoProto &input : graph.input()) {
      std::string name = "inputs" + std::to_string(inputs++);
      addParameter(input.name(), name, input.tensor(0));
    }
    for (const mind_ir::TensorProto &parameter : graph.parameter())
      if (!addTable(parameter))
        addParameter(parameter.name(), parameter.ref_key(), parameter);
    findLoss();
    for (int k = 0; k < graph.node_size(); ++k)
      addNode(k);
    for (const mind_ir::ValueInfoProto &output : graph.output()) {
      anf_ir::OutputProto *info = result->add_outputs();
      info->set_name(names[output.name()]);
      if (output.tensor_size() > 0)
        setType(output.tensor(0), *info->mutable_type());
      else
        setType(output.attr_info(), *info->mutable_type());
    }
  }

private:
  void addParameter(const std::string &key, const std::string &name,
                    const mind_ir::TensorProto &tensor) {
    names[key] = name;
    anf_ir::ParameterProto *parameter = result->add_parameters();
    parameter->set_name(name);
    setType(tensor, *parameter->mutable_type());
  }

  /// A parameter that no checkpoint holds is a constant, with its value.
  bool addTable(const mind_ir::TensorProto &tensor) {
    auto parameter = module.lookupSymbol<ParameterOp>(tensor.ref_key());
    if (!parameter || !parameter.getTransient() || !parameter.getFrozen())
      return false;
    mind_ir::AttributeProto value;
    value.set_type(kGivenTensors);
    mind_ir::TensorProto *held = value.add_tensors();
    *held = tensor;
    if (auto dense = dyn_cast<DenseElementsAttr>(parameter.getInit()))
      held->set_raw_data(encodeElements(dense));
    else if (ArrayRef<char> bytes = getRawInit(parameter); !bytes.empty())
      held->set_raw_data(bytes.data(), bytes.size());
    else
      return false;
    names[tensor.name()] = addConstant(value);
    return true;
  }

  const std::string &addConstant(const mind_ir::AttributeProto &value) {
    anf_ir::NamedValueProto *constant = result->add_const_vals();
    constant->set_key("cst" + std::to_string(result->const_vals_size()));
    setValue(value, *constant->mutable_value());
    return constant->key();
  }

  void setType(const mind_ir::TensorProto &tensor, anf_ir::TypeProto &type) {
    type.set_data_type(kTensor);
    type.mutable_tensor_type()->set_elem_type(numberOf(tensor.data_type()));
    for (int64_t extent : tensor.dims())
      type.mutable_tensor_type()->mutable_shape()->add_dim()->set_size(extent);
  }

  /// What a node says of its result.
  void setType(const mind_ir::AttributeProto &shape, anf_ir::TypeProto &type) {
    if (shape.type() == kGivenTensors && shape.tensors_size() == 1)
      return setType(shape.tensors(0), type);
    if (shape.type() == kGivenMonad)
      return type.set_data_type(kUMonad);
    type.set_data_type(kTuple);
    for (const mind_ir::AttributeProto &element : shape.values())
      setType(element, *type.mutable_sequence_type()->add_elem_types());
  }

  void setValue(const mind_ir::AttributeProto &given,
                anf_ir::ValueProto &value) {
    switch (given.type()) {
    case kGivenBool:
      value.set_dtype(kBool);
      value.set_bool_val(given.i() != 0);
      break;
    case kGivenInt:
      value.set_dtype(kInt64);
      value.set_int_val(given.ints_size() > 0 ? given.ints(0) : given.i());
      break;
    case kGivenFloat:
      value.set_dtype(kFloat32);
      value.set_float_val(given.floats_size() > 0 ? given.floats(0)
                                                  : given.f());
      break;
    case kGivenString:
      value.set_dtype(kString);
      value.set_str_val(given.s());
      break;
    case kGivenTensors: {
      value.set_dtype(kTensor);
      const mind_ir::TensorProto &tensor = given.tensors(0);
      anf_ir::TensorProto *held = value.mutable_tensor_val();
      for (int64_t extent : tensor.dims())
        held->add_dims(extent);
      held->set_data_type(numberOf(tensor.data_type()));
      held->set_raw_data(tensor.raw_data());
      break;
    }
    case kGivenTuple:
      value.set_dtype(kTuple);
      for (const mind_ir::AttributeProto &element : given.values())
        setValue(element, *value.add_values());
      break;
    case kGivenMonad:
      value.set_str_val("U");
      break;
    default:
      value.set_dtype(kNone);
    }
  }

  /// Whose nodes come before it are the network's; behind it gradients begin.
  void findLoss() {
    llvm::StringMap<int> places;
    for (int k = 0; k < graph.node_size(); ++k)
      places[graph.node(k).output(0)] = k;
    std::string name = graph.output_size() ? graph.output(0).name() : "";
    loss = graph.node_size();
    for (auto found = places.find(name); found != places.end();
         found = places.find(name)) {
      const mind_ir::NodeProto &node = graph.node(found->second);
      StringRef type = typeOf(node);
      if (type != "Depend" && type != "MakeTuple" && type != "TupleGetItem") {
        loss = found->second;
        return;
      }
      if (node.input_size() == 0)
        return;
      name = node.input(0);
    }
  }

  StringRef typeOf(const mind_ir::NodeProto &node) {
    auto found = primitives.find(node.op_type());
    return found == primitives.end() ? StringRef(node.op_type())
                                     : StringRef(found->second->op_type());
  }

  /// The layer, and for what part of the step a node is there.
  std::string scopeOf(const mind_ir::NodeProto &node, int place) {
    StringRef type = typeOf(node);
    StringRef layer = StringRef(node.domain()).rsplit('/').first;
    if (type.starts_with("Apply") || type.starts_with("Assign") ||
        type == "SGD" || type == "AdamWeightDecay" ||
        layer == "Default/optimizer")
      return ("Default/optimizer-" + classOf(optimizer)).str();
    if (place <= loss || type == "Load" || type == "UpdateState" ||
        type == "Depend" || type == "MakeTuple" || type == "TupleGetItem")
      return layer.str();
    StringRef forward = type;
    for (StringRef ending : {"Grad", "BackpropInput", "BackpropFilter"})
      forward.consume_back(ending);
    if (forward == "Relu")
      forward = "ReLU";
    return ("Gradients/" + layer + "/Grad_" + forward).str();
  }

  void addNode(int place) {
    const mind_ir::NodeProto &node = graph.node(place);
    if (node.op_type() == "Constant") {
      names[node.output(0)] = addConstant(node.attribute(0));
      return;
    }
    anf_ir::NodeProto *to = result->add_node();
    for (const std::string &input : node.input()) {
      anf_ir::InputProto *edge = to->add_input();
      edge->set_name(names[input]);
      edge->set_type(0);
    }
    to->set_name(std::to_string(result->node_size()));
    names[node.output(0)] = to->name();
    to->set_op_type(typeOf(node).str());
    to->set_scope(scopeOf(node, place));
    if (auto found = primitives.find(node.op_type()); found != primitives.end())
      for (const mind_ir::AttributeProto &given : found->second->attribute()) {
        anf_ir::AttributeProto *attribute = to->add_attribute();
        attribute->set_name(given.name());
        setValue(given, *attribute->mutable_value());
      }
    for (const mind_ir::AttributeProto &shape : node.attribute())
      if (shape.name() == "shape")
        setType(shape, *to->mutable_output_type());
    std::string full = to->scope() + "/" + to->op_type();
    to->set_full_name(full + "-op" + std::to_string(used[full]++));
  }

  const mind_ir::ModelProto &from;
  const mind_ir::GraphProto &graph;
  ModuleOp module;
  StringRef optimizer;
  anf_ir::GraphProto *result = nullptr;
  llvm::StringMap<std::string> names;
  llvm::StringMap<const mind_ir::PrimitiveProto *> primitives;
  llvm::StringMap<unsigned> used;
  int loss = 0;
};
} // namespace

std::optional<std::string> exportGraphMeta(ModuleOp module,
                                           StringRef optimizer) {
  func::FuncOp function = module.lookupSymbol<func::FuncOp>("train_step");
  mind_ir::ModelProto step;
  if (!function)
    return std::nullopt;
  GraphExporter exporter(module, function);
  exporter.leaveValuesOut();
  if (!exporter.run(step))
    return std::nullopt;
  anf_ir::ModelProto model;
  Converter(step, module, optimizer).run(model);
  return model.SerializeAsString();
}

} // namespace ms
