//===- Convert.cpp - From one of MindSpore's formats to the other ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Both say the same primitives. A -graph.meta file says the attributes of a
// primitive, constants and the types of results in messages of its own, and
// does not tell inputs from parameters. What the graph means is not looked at
// beyond that.
//
//===----------------------------------------------------------------------===//

#include "lib/Import/GraphMeta/Convert.h"

#include "lib/Import/FileBytes.h"
#include "lib/Import/GraphMeta/Decode.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

using namespace llvm;

namespace ms {

using namespace graphmeta;

/// The layout of .mindir files that have arguments as inputs, as MindSpore 2.x
/// has them in both formats.
static constexpr int64_t kMindIRVersion = 3;

static Error fail(const Twine &text) {
  return createStringError(inconvertibleErrorCode(), text);
}

/// The number of an element type in a .mindir file; 0 where there is none.
static int32_t elementOf(int32_t dataType) {
  for (auto [number, given] : kElements)
    if (number == dataType)
      return given;
  return 0;
}

namespace {
class Converter {
public:
  Converter(const anf_ir::GraphProto &from, mind_ir::ModelProto &to)
      : from(from), to(to), graph(*to.mutable_graph()) {}

  Error run() {
    to.set_mind_ir_version(kMindIRVersion);
    graph.set_name(from.name());
    int inputs = countInputs();
    for (int k = 0; k < from.parameters_size(); ++k)
      if (Error error = addParameter(from.parameters(k), k < inputs))
        return error;
    findKnown();
    for (const anf_ir::NamedValueProto &constant : from.const_vals())
      if (Error error = addConstant(constant))
        return error;
    for (const anf_ir::NodeProto &node : from.node())
      if (Error error = addNode(node))
        return error;
    for (const anf_ir::OutputProto &output : from.outputs())
      graph.add_output()->set_name(nameOf(output.name()));
    return Error::success();
  }

private:
  int countInputs() const;
  void findKnown();
  Error addParameter(const anf_ir::ParameterProto &parameter, bool isInput);
  Error addConstant(const anf_ir::NamedValueProto &constant);
  Error addNode(const anf_ir::NodeProto &node);
  Error setValue(const anf_ir::ValueProto &value,
                 mind_ir::AttributeProto &given) const;
  static Error setTensor(const anf_ir::TensorProto &tensor,
                         mind_ir::TensorProto &given);
  static void setType(const anf_ir::TypeProto &type,
                      mind_ir::AttributeProto &shape);

  const std::string &nameOf(const std::string &name) const {
    auto found = names.find(name);
    return found == names.end() ? name : found->second;
  }
  /// Constants and nodes have no name of an input or a parameter.
  Error checkFree(StringRef name) const {
    if (names.contains(name))
      return fail("there are two values '" + name + "'");
    return Error::success();
  }

  const anf_ir::GraphProto &from;
  mind_ir::ModelProto &to;
  mind_ir::GraphProto &graph;
  /// Inputs and parameters in `graph`.
  StringMap<std::string> names;
  /// What constants without values are, where the graph tells.
  StringMap<std::vector<int64_t>> known;
};
} // namespace

//===----------------------------------------------------------------------===//
// Inputs and parameters
//===----------------------------------------------------------------------===//

/// Inputs come before parameters, and nothing else tells them apart than how
/// they are used: parameters are read by Load, or given to nodes with side
/// effects, which have a monad as their last input. MindSpore's Model calls its
/// inputs inputs0, inputs1, ...
int Converter::countInputs() const {
  StringSet<> monads, parameters;
  for (const anf_ir::NamedValueProto &constant : from.const_vals())
    if (constant.value().dtype() == kUndefined &&
        constant.value().has_str_val())
      monads.insert(constant.key());
  for (const anf_ir::NodeProto &node : from.node()) {
    StringRef type = node.op_type();
    if (type == "UpdateState")
      monads.insert(node.name());
    if (type == "UpdateState" || type == "Depend" || node.input_size() == 0 ||
        !monads.contains(node.input(node.input_size() - 1).name()))
      continue;
    // A batch norm's first input is what it normalizes.
    int first = type == "BatchNorm" ? 1 : 0;
    int behind = type == "Load" ? 1 : node.input_size();
    for (int k = first; k < behind; ++k)
      parameters.insert(node.input(k).name());
  }
  int count = 0;
  for (const anf_ir::ParameterProto &parameter : from.parameters()) {
    if (parameter.name() != "inputs" + std::to_string(count) &&
        parameters.contains(parameter.name()))
      break;
    ++count;
  }
  return count;
}

Error Converter::addParameter(const anf_ir::ParameterProto &parameter,
                              bool isInput) {
  // In a .mindir file the graph's name stands before a colon.
  std::string name = parameter.name().empty() ? "" : ":" + parameter.name();
  names[parameter.name()] = name;
  mind_ir::TensorProto *tensor;
  if (isInput) {
    mind_ir::ValueInfoProto *input = graph.add_input();
    input->set_name(name);
    tensor = input->add_tensor();
  } else {
    tensor = graph.add_parameter();
    tensor->set_name(name);
  }
  auto wrong = [&](const Twine &text) {
    return fail((isInput ? "input '" : "parameter '") + parameter.name() +
                "' " + text);
  };
  const anf_ir::TypeProto &type = parameter.type();
  if (type.data_type() != kTensor)
    return wrong("has type " + Twine(type.data_type()) + ", expected a tensor");
  int32_t element = elementOf(type.tensor_type().elem_type());
  if (element == 0)
    return wrong("has element type " + Twine(type.tensor_type().elem_type()) +
                 ", which is not supported");
  tensor->set_data_type(element);
  for (const auto &dim : type.tensor_type().shape().dim())
    tensor->add_dims(dim.size());
  return Error::success();
}

//===----------------------------------------------------------------------===//
// Values and types
//===----------------------------------------------------------------------===//

Error Converter::setTensor(const anf_ir::TensorProto &tensor,
                           mind_ir::TensorProto &given) {
  int32_t element = elementOf(tensor.data_type());
  if (element == 0)
    return fail("has element type " + Twine(tensor.data_type()) +
                ", which is not supported");
  given.set_data_type(element);
  given.mutable_dims()->Add(tensor.dims().begin(), tensor.dims().end());
  if (tensor.has_raw_data())
    given.set_raw_data(tensor.raw_data());
  return Error::success();
}

Error Converter::setValue(const anf_ir::ValueProto &value,
                          mind_ir::AttributeProto &given) const {
  int32_t type = value.dtype();
  switch (type) {
  case kUndefined:
    // MindSpore writes monads as their names, and nothing of what it cannot
    // say: an attribute that may never be read.
    given.set_type(value.str_val() == "U" || value.str_val() == "IO"
                       ? kGivenMonad
                       : kGivenNothing);
    return Error::success();
  case kBool:
    given.set_type(kGivenBool);
    given.set_i(value.bool_val());
    return Error::success();
  case kFloat32:
    given.set_type(kGivenFloat);
    given.set_f(value.float_val());
    return Error::success();
  case kFloat64:
    given.set_type(kGivenDouble);
    given.set_d(value.double_val());
    return Error::success();
  case kString:
    given.set_type(kGivenString);
    given.set_s(value.str_val());
    return Error::success();
  case kTensor:
    given.set_type(kGivenTensors);
    return setTensor(value.tensor_val(), *given.add_tensors());
  case kTuple:
  case kList:
    given.set_type(kGivenTuple);
    for (const anf_ir::ValueProto &element : value.values())
      if (Error error = setValue(element, *given.add_values()))
        return error;
    return Error::success();
  case kNone:
    given.set_type(kGivenNone);
    return Error::success();
  case kType: {
    // The number of an element type, with the sign of those of a .mindir file.
    const anf_ir::TypeProto &held = value.type_val();
    given.set_type(kGivenInt);
    given.set_i(-elementOf(held.data_type() == kTensor
                               ? held.tensor_type().elem_type()
                               : held.data_type()));
    return Error::success();
  }
  default:
    break;
  }
  // The others are kinds of values that no primitive reads.
  if (type < kInt8 || type > kUInt64) {
    given.set_type(kGivenNothing);
    return Error::success();
  }
  given.set_type(kGivenInt);
  given.set_i(value.has_uint_val() ? static_cast<int64_t>(value.uint_val())
                                   : value.int_val());
  return Error::success();
}

/// What a node says of its result; elements of tuples have no shapes.
void Converter::setType(const anf_ir::TypeProto &type,
                        mind_ir::AttributeProto &shape) {
  if (type.data_type() == kTensor) {
    shape.set_type(kGivenTensors);
    mind_ir::TensorProto *tensor = shape.add_tensors();
    tensor->set_data_type(elementOf(type.tensor_type().elem_type()));
    for (const auto &dim : type.tensor_type().shape().dim())
      tensor->add_dims(dim.size());
  } else if (type.data_type() == kTuple || type.data_type() == kList) {
    shape.set_type(kGivenTuple);
    for (const anf_ir::TypeProto &element : type.sequence_type().elem_types())
      setType(element, *shape.add_values());
  }
}

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

/// MindSpore writes no values of tensors. Some are known: its optimizers count
/// their steps by one, and a pool's gradient has the shape that it is told.
void Converter::findKnown() {
  for (const anf_ir::NodeProto &node : from.node()) {
    if (node.input_size() < 2)
      continue;
    StringRef counter = node.input(0).name();
    std::vector<int64_t> numbers;
    if (node.op_type() == "AssignAdd" &&
        (counter == "global_step" || counter.ends_with(".global_step")))
      numbers = {1};
    else if (node.op_type() == "AdaptiveAvgPool2DGrad")
      for (const auto &dim : node.output_type().tensor_type().shape().dim())
        numbers.push_back(dim.size());
    if (!numbers.empty())
      known[node.input(1).name()] = std::move(numbers);
  }
}

/// Gives a tensor of whole numbers what it is known to be.
static void setNumbers(mind_ir::TensorProto &tensor,
                       ArrayRef<int64_t> numbers) {
  if (tensor.has_raw_data() || tensor.dims_size() != 1 ||
      tensor.dims(0) != static_cast<int64_t>(numbers.size()))
    return;
  int64_t width = tensor.data_type() == elementOf(kInt32)   ? 4
                  : tensor.data_type() == elementOf(kInt64) ? 8
                                                            : 0;
  if (width > 0)
    tensor.set_raw_data(packList(numbers, width).bytes.str());
}

Error Converter::addConstant(const anf_ir::NamedValueProto &constant) {
  if (Error error = checkFree(constant.key()))
    return error;
  mind_ir::NodeProto *node = graph.add_node();
  node->set_op_type("Constant");
  node->add_output(constant.key());
  mind_ir::AttributeProto *value = node->add_attribute();
  value->set_name("value");
  if (Error error = setValue(constant.value(), *value))
    return fail("constant '" + constant.key() + "' " +
                toString(std::move(error)));
  if (value->tensors_size() == 0)
    return Error::success();
  mind_ir::TensorProto &tensor = *value->mutable_tensors(0);
  tensor.set_name(constant.key());
  if (auto found = known.find(constant.key()); found != known.end())
    setNumbers(tensor, found->second);
  return Error::success();
}

//===----------------------------------------------------------------------===//
// Nodes
//===----------------------------------------------------------------------===//

Error Converter::addNode(const anf_ir::NodeProto &node) {
  if (Error error = checkFree(node.name()))
    return error;
  mind_ir::PrimitiveProto *primitive = to.add_primitives();
  primitive->set_name(std::to_string(to.primitives_size()));
  primitive->set_op_type(node.op_type());
  mind_ir::NodeProto *result = graph.add_node();
  result->set_op_type("REF::" + primitive->name());
  result->add_output(node.name());
  result->set_domain(node.full_name().empty() ? node.scope()
                                              : node.full_name());
  auto wrong = [&](const Twine &text) {
    return fail("node '" + node.name() + "' (" + node.op_type() + "): " + text);
  };
  for (const anf_ir::InputProto &input : node.input()) {
    if (input.type() != 0)
      return wrong("input '" + input.name() + "' is an edge of type " +
                   Twine(input.type()) + ", expected 0, data");
    result->add_input(nameOf(input.name()));
  }
  for (const anf_ir::AttributeProto &attribute : node.attribute()) {
    mind_ir::AttributeProto *given = primitive->add_attribute();
    given->set_name(attribute.name());
    if (Error error = setValue(attribute.value(), *given))
      return wrong("attribute '" + attribute.name() + "' " +
                   toString(std::move(error)));
  }
  mind_ir::AttributeProto *shape = result->add_attribute();
  shape->set_name("shape");
  setType(node.output_type(), *shape);
  return Error::success();
}

Expected<std::unique_ptr<mind_ir::ModelProto>>
convertGraphMeta(const anf_ir::ModelProto &model) {
  if (!model.has_graph())
    return fail("has no graph: it is no -graph.meta file");
  auto result = std::make_unique<mind_ir::ModelProto>();
  if (Error error = Converter(model.graph(), *result).run())
    return error;
  return result;
}

} // namespace ms
