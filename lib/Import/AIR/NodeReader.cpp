//===- NodeReader.cpp - One operator of a file ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/AIR/NodeReader.h"

#include "lib/Import/AIR/Decode.h"
#include "lib/Import/AIR/GraphImporter.h"

#include <cmath>

using namespace mlir;
using ge_ir::AttrDef;

namespace ms::air {

NodeReader::NodeReader(GraphImporter &graph, NetworkBuilder &builder,
                       const ge_ir::OpDef &op, const Prototype &prototype)
    : OpEmitter(builder), graph(graph), op(op), prototype(prototype) {}

void NodeReader::report(const Twine &text) {
  graph.error(Code::ModelFile)
      << "operator '" << op.name() << "' (" << op.type() << "): " << text;
}

//===----------------------------------------------------------------------===//
// Slots
//===----------------------------------------------------------------------===//

static const AttrDef *findAttribute(const ge_ir::OpDef &op, StringRef name) {
  for (const ge_ir::Entry &entry : op.attr())
    if (entry.key() == name)
      return &entry.value();
  return nullptr;
}

bool NodeReader::readSlots() {
  for (const std::string &input : op.input())
    if (!StringRef(input).ends_with(":-1"))
      inOrder.push_back(input);
  SmallVector<std::string> names =
      Prototype::slotNames(prototype.inputs, inOrder.size());
  // What the file says counts, where it says it.
  const AttrDef *keys = findAttribute(op, "_input_name_key"),
                *places = findAttribute(op, "_input_name_value");
  if (keys && places) {
    const auto &list = keys->list().s();
    const auto &numbers = places->list().i();
    if (list.size() != numbers.size()) {
      fail("has " + Twine(list.size()) + " names of inputs and " +
           Twine(numbers.size()) + " places of them");
      return false;
    }
    names.assign(inOrder.size(), "");
    for (int k = 0; k < list.size(); ++k) {
      if (numbers[k] < 0 || numbers[k] >= static_cast<int64_t>(names.size())) {
        fail("the name '" + list[k] + "' stands for input " +
             Twine(numbers[k]) + " of " + Twine(names.size()));
        return false;
      }
      names[numbers[k]] = list[k];
    }
  }
  for (auto [name, input] : llvm::zip(names, inOrder))
    if (!input.empty() && !name.empty())
      inputs[name] = input;
  for (const Slot &slot : prototype.inputs)
    if (slot.kind == Slot::Required && !has(slot.name)) {
      fail("its input '" + slot.name + "' is not connected");
      return false;
    }
  return true;
}

Value NodeReader::tensor(StringRef slot) {
  if (failed)
    return nullptr;
  auto found = inputs.find(slot);
  if (found == inputs.end()) {
    fail("its input '" + slot + "' is not connected");
    return nullptr;
  }
  std::string problem;
  Value value = graph.value(found->second, problem);
  if (!value && !problem.empty())
    fail("its input '" + slot + "': " + problem);
  failed |= !value;
  return value;
}

SmallVector<Value> NodeReader::tensors() {
  SmallVector<Value> values;
  SmallVector<std::string> names =
      Prototype::slotNames(prototype.inputs, inOrder.size());
  for (const std::string &name : names)
    values.push_back(tensor(name));
  if (values.empty())
    fail("has no inputs");
  return values;
}

DenseElementsAttr NodeReader::literal(StringRef slot) {
  if (failed)
    return nullptr;
  auto found = inputs.find(slot);
  if (found == inputs.end()) {
    fail("its input '" + slot + "' is not connected");
    return nullptr;
  }
  std::string problem;
  DenseElementsAttr elements = graph.literal(found->second, problem);
  if (!elements)
    fail("its input '" + slot + "' " + problem);
  return elements;
}

NodeReader::Ints NodeReader::ints(StringRef slot) {
  Ints values;
  DenseElementsAttr elements = literal(slot);
  if (!elements)
    return values;
  if (!isa<IntegerType>(elements.getElementType())) {
    fail("its input '" + slot + "' has no whole numbers");
    return values;
  }
  bool isUnsigned = elements.getElementType().isUnsignedInteger();
  for (const APInt &value : elements.getValues<APInt>())
    values.push_back(isUnsigned ? static_cast<int64_t>(value.getZExtValue())
                                : value.getSExtValue());
  return values;
}

int64_t NodeReader::integer(StringRef slot) {
  Ints values = ints(slot);
  if (!failed && values.size() != 1)
    fail("its input '" + slot + "' has " + Twine(values.size()) +
         " numbers, expected one");
  return failed ? 0 : values[0];
}

double NodeReader::real(StringRef slot) {
  DenseElementsAttr elements = literal(slot);
  if (!elements)
    return 0;
  if (elements.getNumElements() != 1) {
    fail("its input '" + slot + "' has " + Twine(elements.getNumElements()) +
         " numbers, expected one");
    return 0;
  }
  if (!isa<FloatType>(elements.getElementType()))
    return static_cast<double>(integer(slot));
  APFloat value = *elements.getValues<APFloat>().begin();
  bool isInexact;
  value.convert(APFloat::IEEEdouble(), APFloat::rmNearestTiesToEven,
                &isInexact);
  return value.convertToDouble();
}

void NodeReader::expectNone(StringRef slot) {
  if (has(slot))
    fail("its input '" + slot + "' is connected, which is not supported");
}

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

StringRef NodeReader::defaultOf(StringRef name) {
  for (const AttributeSlot &slot : prototype.attributes)
    if (slot.name == name && !slot.value.empty())
      return slot.value;
  fail("its attribute '" + name + "' is missing");
  return "0";
}

/// Null where it is left out, or after an error.
const AttrDef *NodeReader::attribute(StringRef name, AttrDef::ValueCase kind,
                                     const char *what) {
  if (failed)
    return nullptr;
  const AttrDef *found = findAttribute(op, name);
  if (!found || found->value_case() == kind)
    return found;
  fail("its attribute '" + name + "' is not " + what);
  return nullptr;
}

int64_t NodeReader::intAttr(StringRef name) {
  if (const AttrDef *found = attribute(name, AttrDef::kI, "a whole number"))
    return found->i();
  int64_t value = 0;
  if (!failed)
    defaultOf(name).getAsInteger(10, value);
  return value;
}

double NodeReader::realAttr(StringRef name) {
  if (const AttrDef *found = attribute(name, AttrDef::kF, "a number"))
    return found->f();
  double value = 0;
  if (!failed)
    defaultOf(name).getAsDouble(value);
  return static_cast<float>(value);
}

bool NodeReader::boolAttr(StringRef name) {
  if (const AttrDef *found = attribute(name, AttrDef::kB, "true or false"))
    return found->b();
  return !failed && defaultOf(name) == "true";
}

std::string NodeReader::textAttr(StringRef name) {
  if (const AttrDef *found = attribute(name, AttrDef::kS, "a text"))
    return found->s();
  return failed ? "" : defaultOf(name).drop_front().str();
}

NodeReader::Ints NodeReader::intsAttr(StringRef name) {
  Ints values;
  if (const AttrDef *found = attribute(name, AttrDef::kList, "a list"))
    llvm::append_range(values, found->list().i());
  else if (!failed)
    defaultOf(name);
  return values;
}

NodeReader::Ints NodeReader::lastTwo(StringRef name) {
  Ints values = intsAttr(name);
  if (!failed && (values.size() != 4 || values[0] != 1 || values[1] != 1))
    fail("its attribute '" + name +
         "' is not a list of four numbers, of batch, channels, height and "
         "width, that begins with 1, 1");
  return failed ? Ints{1, 1} : Ints{values[2], values[3]};
}

Type NodeReader::typeAttr(StringRef name) {
  const AttrDef *found = failed ? nullptr : findAttribute(op, name);
  std::optional<int64_t> number;
  if (found && found->value_case() == AttrDef::kDt)
    number = found->dt();
  else if (found && found->value_case() == AttrDef::kI)
    number = found->i();
  Type type = number ? typeOfApi(*number, getContext()) : Type();
  if (!type)
    fail("its attribute '" + name + "' is no type that is known");
  return type;
}

void NodeReader::expectText(StringRef name, StringRef value) {
  std::string found = textAttr(name);
  if (!failed && found != value)
    fail("its attribute '" + name + "' is '" + found + "', expected '" + value +
         "'");
}

void NodeReader::expectBool(StringRef name, bool value) {
  if (boolAttr(name) != value)
    fail("its attribute '" + name + "' is " + (value ? "false" : "true") +
         ", which is not supported");
}

void NodeReader::expectReal(StringRef name, double value) {
  double found = realAttr(name);
  if (!failed && !(std::fabs(found - value) <= 1e-6 * std::fabs(value)))
    fail("its attribute '" + name + "' is " + Twine(std::to_string(found)) +
         ", expected " + Twine(std::to_string(value)));
}

void NodeReader::expectInt(StringRef name, int64_t value) {
  int64_t found = intAttr(name);
  if (!failed && found != value)
    fail("its attribute '" + name + "' is " + Twine(found) + ", expected " +
         Twine(value));
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

void NodeReader::result(unsigned k, Value value) {
  failed |= !value;
  if (failed)
    return;
  if (k >= numOutputs())
    return fail("describes " + Twine(numOutputs()) + " outputs, expected more");
  if (given.size() <= k)
    given.resize(k + 1);
  given[k] = value;
}

void NodeReader::results(Operation *emitted) {
  failed |= !emitted;
  if (failed)
    return;
  for (unsigned k = 0; k < emitted->getNumResults(); ++k)
    result(k, emitted->getResult(k));
}

} // namespace ms::air
