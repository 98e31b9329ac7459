//===- NodeReader.cpp - One operator of a file ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/MindIR/NodeReader.h"

#include "dialects/MindIR/Ops/Shape.h"
#include "lib/Import/MindIR/Decode.h"
#include "lib/Import/MindIR/GraphImporter.h"
#include "lib/Import/MindIR/Promotion.h"

#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

/// Numbers beyond are no extents, axes or counts of anything.
static constexpr int64_t kMaxNumber = int64_t(1) << 40;
/// Most numbers in a list of them.
static constexpr int64_t kMaxList = 4096;

const Item &NodeReader::input(unsigned k) const {
  static const Item none;
  return k < inputs.size() ? inputs[k] : none;
}

StringRef NodeReader::getName() const {
  return node.domain().empty() ? StringRef(node.name())
                               : StringRef(node.domain());
}

void NodeReader::report(const Twine &text) {
  graph.nodeError(getName(), opName) << text;
}

//===----------------------------------------------------------------------===//
// Tensors
//===----------------------------------------------------------------------===//

Value NodeReader::tensor(const Item &item, Type like) {
  if (failed)
    return nullptr;
  std::string problem;
  Value value;
  switch (item.kind) {
  case Item::Kind::Tensor:
    return item.value;
  case Item::Kind::Parameter: {
    State before = item.state;
    unsigned conflict;
    // The node's own state holds the item's.
    if (!mergeStates(before, state, conflict))
      before = state;
    value = graph.read(item.index, before);
    failed |= !value;
    return value;
  }
  case Item::Kind::Data:
    value = graph.constant(*item.data, problem);
    if (!problem.empty())
      fail("constant " + problem);
    failed |= !value;
    return value;
  case Item::Kind::Deferred:
    value = item.deferred->emit(*this);
    failed |= !value;
    return value;
  case Item::Kind::Integer:
  case Item::Kind::Boolean:
  case Item::Kind::Real:
    if (!like)
      like = item.is(Item::Kind::Real) ? Type(b.getF32())
             : item.is(Item::Kind::Boolean)
                 ? IntegerType::get(b.getContext(), 1)
                 : IntegerType::get(b.getContext(), 64);
    return constant(like, item.number());
  default:
    fail("found " + describe(item) + ", expected a tensor");
    return nullptr;
  }
}

Value NodeReader::tensor(unsigned k, Type like) {
  if (failed)
    return nullptr;
  if (k >= inputs.size()) {
    fail("has " + Twine(inputs.size()) +
         " inputs, expected a tensor as input " + Twine(k));
    return nullptr;
  }
  if (!inputs[k].isNumber() && !inputs[k].is(Item::Kind::Tensor) &&
      !inputs[k].is(Item::Kind::Parameter) && !inputs[k].is(Item::Kind::Data) &&
      !inputs[k].is(Item::Kind::Deferred)) {
    fail("input " + Twine(k) + " is " + describe(inputs[k]) +
         ", expected a tensor");
    return nullptr;
  }
  return tensor(inputs[k], like);
}

std::pair<Value, Value> NodeReader::operands(unsigned i, unsigned k) {
  auto beside = [&](unsigned index, unsigned other) -> Type {
    if (!input(index).isNumber() || input(other).isNumber())
      return nullptr;
    Value value = tensor(other);
    return value ? promote(typeOf(value).getElementType(), input(index))
                 : Type();
  };
  Value values[] = {tensor(i, beside(i, k)), tensor(k, beside(k, i))};
  promoteAll(values);
  return {values[0], values[1]};
}

void NodeReader::promoteAll(MutableArrayRef<Value> values) {
  if (failed || llvm::is_contained(values, Value()))
    return;
  Type common = typeOf(values.front()).getElementType();
  for (Value value : values.drop_front()) {
    Type element = typeOf(value).getElementType();
    Type wider = promote(common, element);
    if (!wider) {
      std::string text;
      llvm::raw_string_ostream(text) << common << " and " << element;
      fail("has operands of the element types " + text +
           ", which have no common one");
      return;
    }
    common = wider;
  }
  for (Value &value : values)
    value = convert(value, common);
}

SmallVector<Value> NodeReader::tensors(unsigned k) {
  SmallVector<Value> values;
  if (input(k).is(Item::Kind::Tuple)) {
    for (const Item &item : input(k).list())
      values.push_back(tensor(item));
    if (values.empty())
      fail("input " + Twine(k) + " is an empty tuple");
    return values;
  }
  for (unsigned i = k; i < std::max<size_t>(inputs.size(), k + 1); ++i)
    values.push_back(tensor(i));
  return values;
}

//===----------------------------------------------------------------------===//
// Arguments
//===----------------------------------------------------------------------===//

std::string NodeReader::nameOf(Argument argument) const {
  std::string text = "argument '" + argument.name.str() + "'";
  if (argument.input < inputs.size())
    text += " (input " + std::to_string(argument.input) + ")";
  return text;
}

std::optional<Item> NodeReader::find(Argument argument) {
  if (failed)
    return std::nullopt;
  if (argument.input < inputs.size())
    return inputs[argument.input];
  const mind_ir::AttributeProto *found = nullptr;
  for (const mind_ir::AttributeProto &attribute : node.attribute())
    if (StringRef(attribute.name()) == argument.name)
      found = &attribute;
  if (!found && primitive)
    for (const mind_ir::AttributeProto &attribute : primitive->attribute())
      if (StringRef(attribute.name()) == argument.name)
        found = &attribute;
  if (!found)
    return std::nullopt;
  llvm::Expected<Item> item = graph.decode(*found);
  if (!item) {
    fail(nameOf(argument) + " " + toString(item.takeError()));
    return std::nullopt;
  }
  return *item;
}

bool NodeReader::has(Argument argument) {
  std::optional<Item> item = find(argument);
  return item && !item->is(Item::Kind::None);
}

/// A number that a file may also keep as a tensor of one element.
static std::optional<Item> unwrap(GraphImporter &graph,
                                  std::optional<Item> item) {
  if (item && item->is(Item::Kind::Tuple) && item->list().size() == 1)
    item = Item(item->list()[0]);
  if (!item || !item->is(Item::Kind::Data))
    return item;
  std::string problem;
  DenseElementsAttr elements = graph.elements(*item->data, problem);
  if (!elements || elements.getNumElements() != 1)
    return item;
  Type type = elements.getElementType();
  if (isa<FloatType>(type))
    return Item::number(elements.getSplatValue<FloatAttr>().getValueAsDouble());
  APInt value = elements.getSplatValue<APInt>();
  if (type.isInteger(1))
    return Item::boolean(value.getBoolValue());
  return Item::number(type.isUnsignedInteger()
                          ? static_cast<int64_t>(value.getLimitedValue())
                          : value.getSExtValue());
}

int64_t NodeReader::integer(Argument argument,
                            std::optional<int64_t> otherwise) {
  std::optional<Item> item = unwrap(graph, find(argument));
  if (!item || item->is(Item::Kind::None)) {
    if (!otherwise)
      fail("lacks " + nameOf(argument));
    return otherwise.value_or(0);
  }
  if (!item->is(Item::Kind::Integer) && !item->is(Item::Kind::Boolean))
    fail(nameOf(argument) + " is " + describe(*item) +
         ", expected a whole number");
  else if (item->integer > kMaxNumber || item->integer < -kMaxNumber)
    fail(nameOf(argument) + " is " + Twine(item->integer) +
         ", which is out of range");
  return failed ? 0 : item->integer;
}

double NodeReader::real(Argument argument, std::optional<double> otherwise) {
  std::optional<Item> item = unwrap(graph, find(argument));
  if (!item || item->is(Item::Kind::None)) {
    if (!otherwise)
      fail("lacks " + nameOf(argument));
    return otherwise.value_or(0);
  }
  if (!item->isNumber())
    fail(nameOf(argument) + " is " + describe(*item) + ", expected a number");
  return failed ? 0 : item->number();
}

bool NodeReader::boolean(Argument argument, std::optional<bool> otherwise) {
  std::optional<Item> item = unwrap(graph, find(argument));
  if (!item || item->is(Item::Kind::None)) {
    if (!otherwise)
      fail("lacks " + nameOf(argument));
    return otherwise.value_or(false);
  }
  if (!item->is(Item::Kind::Boolean) && !item->is(Item::Kind::Integer))
    fail(nameOf(argument) + " is " + describe(*item) +
         ", expected true or false");
  return !failed && item->integer != 0;
}

std::string NodeReader::text(Argument argument,
                             std::optional<StringRef> otherwise) {
  std::optional<Item> item = find(argument);
  if (!item || item->is(Item::Kind::None)) {
    if (!otherwise)
      fail("lacks " + nameOf(argument));
    return otherwise.value_or("").str();
  }
  if (!item->is(Item::Kind::Text))
    fail(nameOf(argument) + " is " + describe(*item) + ", expected a text");
  return failed ? "" : item->text.str();
}

std::string NodeReader::choice(Argument argument, ArrayRef<StringRef> names,
                               StringRef otherwise) {
  std::optional<Item> item = find(argument);
  if (!item || item->is(Item::Kind::None))
    return otherwise.str();
  std::string found;
  if (item->is(Item::Kind::Text))
    found = item->text.lower();
  else if (item->is(Item::Kind::Integer) && item->integer >= 0 &&
           item->integer < static_cast<int64_t>(names.size()))
    found = names[item->integer].str();
  if (!failed && !llvm::is_contained(names, found))
    fail(nameOf(argument) + " is " + describe(*item) + ", expected one of " +
         llvm::join(names, ", "));
  return found;
}

NodeReader::Ints NodeReader::ints(Argument argument,
                                  std::optional<Ints> otherwise) {
  return readInts(argument, std::move(otherwise), kMaxNumber, /*clamp=*/false);
}

NodeReader::Ints NodeReader::lastInts(Argument argument, unsigned count,
                                      std::optional<int64_t> otherwise) {
  std::optional<Ints> all;
  if (otherwise)
    all = Ints(count, *otherwise);
  Ints found = ints(argument, all);
  if (found.size() == 1)
    found.assign(count, found[0]);
  if (found.size() == count + 2)
    found.erase(found.begin(), found.begin() + 2);
  if (found.size() != count && !hasFailed())
    fail("argument '" + argument.name + "' has " + Twine(found.size()) +
         " entries, expected " + Twine(count));
  return hasFailed() ? Ints(count, 1) : found;
}

NodeReader::Ints NodeReader::bounds(Argument argument) {
  return readInts(argument, std::nullopt, INT32_MAX, /*clamp=*/true);
}

NodeReader::Ints NodeReader::readInts(Argument argument,
                                      std::optional<Ints> otherwise,
                                      int64_t largest, bool clamp) {
  std::optional<Item> item = find(argument);
  Ints result;
  if (!item || item->is(Item::Kind::None)) {
    if (!otherwise)
      fail("lacks " + nameOf(argument));
    return otherwise.value_or(result);
  }
  auto wrong = [&](const Item &what) {
    fail(nameOf(argument) + " has " + describe(what) +
         ", expected whole numbers");
  };
  auto add = [&](const Item &element) {
    std::optional<Item> number = unwrap(graph, element);
    if (!number->is(Item::Kind::Integer) && !number->is(Item::Kind::Boolean))
      return wrong(*number);
    int64_t value = std::clamp(number->integer, -largest, largest);
    if (value != number->integer && !clamp)
      fail(nameOf(argument) + " has " + Twine(number->integer) +
           ", which is out of range");
    result.push_back(value);
  };
  if (item->is(Item::Kind::Tuple)) {
    for (const Item &element : item->list())
      if (element.is(Item::Kind::Tuple))
        llvm::for_each(element.list(), add);
      else
        add(element);
  } else if (item->is(Item::Kind::Data)) {
    std::string problem;
    DenseElementsAttr elements = graph.elements(*item->data, problem);
    if (!elements || !isa<IntegerType>(elements.getElementType()) ||
        elements.getNumElements() > kMaxList)
      wrong(*item);
    else
      for (const APInt &value : elements.getValues<APInt>())
        add(Item::number(value.getSExtValue()));
  } else {
    add(*item);
  }
  return failed ? Ints() : result;
}

NodeReader::Ints NodeReader::shape(Argument argument) {
  Ints extents = ints(argument), known;
  for (int64_t extent : extents)
    if (extent != -1)
      known.push_back(extent);
  if (!failed && (!isSensible(known) || extents.size() > known.size() + 1))
    fail(nameOf(argument) + " is " + shapeText(extents) +
         ", which is no shape");
  return failed ? Ints() : extents;
}

Type NodeReader::type(Argument argument) {
  int64_t number = integer(argument);
  Type found = typeOfId(number, b.getContext());
  if (!failed && !found)
    fail(nameOf(argument) + " is " + Twine(number) +
         ", which is no supported element type");
  return found ? found : Float32Type::get(b.getContext());
}

void NodeReader::expectInteger(Argument argument, ArrayRef<int64_t> allowed,
                               StringRef meaning) {
  if (!has(argument))
    return;
  int64_t value = integer(argument);
  if (!failed && !llvm::is_contained(allowed, value))
    fail(nameOf(argument) + " is " + Twine(value) + ", supported is " +
         meaning);
}

/// The number of a layout that differs by a dimension only.
static constexpr int64_t kNCDHW = 14;

void NodeReader::expectNCHW(Argument argument) {
  std::optional<Item> item = find(argument);
  if (!item || item->is(Item::Kind::None) ||
      (item->is(Item::Kind::Integer) &&
       (item->integer == 0 || item->integer == kNCDHW)) ||
      (item->is(Item::Kind::Text) &&
       (item->text == "NCHW" || item->text == "NCDHW" ||
        item->text == "DefaultFormat")))
    return;
  fail(nameOf(argument) + " is " + describe(*item) + ", supported is NCHW");
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

Item NodeReader::tupleOf(Operation *op) {
  std::vector<Item> items;
  if (op)
    for (Value result : op->getResults())
      items.push_back(Item::tensor(result));
  return Item::tuple(std::move(items));
}

Value NodeReader::stepCounter() {
  if (failed)
    return nullptr;
  Value counter = b.stepCounter();
  failed |= !counter;
  return counter;
}

int64_t NodeReader::newSeed() { return graph.newSeed(); }

//===----------------------------------------------------------------------===//
// Parameters
//===----------------------------------------------------------------------===//

void NodeReader::write(unsigned k, Value value) {
  if (failed || !value)
    return;
  // A parameter keeps its type, whatever is written to it.
  if (isParameter(k))
    if (Value old = tensor(k))
      value = convert(value, typeOf(old).getElementType());
  if (failed)
    return;
  if (!isParameter(k)) {
    fail("input " + Twine(k) + " is " + describe(input(k)) +
         ", expected a parameter to write");
    return;
  }
  std::string problem;
  if (!graph.write(input(k).index, value, getName(), state, problem))
    fail(problem);
}

void NodeReader::markOptimizer(unsigned k) {
  graph.mark(input(k), GraphImporter::Role::Optimizer);
}

void NodeReader::markFrozen(unsigned k) {
  graph.mark(input(k), GraphImporter::Role::Frozen);
}

void NodeReader::markVariable(unsigned k) {
  graph.mark(input(k), GraphImporter::Role::Variable);
}

} // namespace ms
