//===- NodeReader.cpp - One operator of an ONNX file ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/NodeReader.h"

#include "dialects/MindIR/MindIRShapes.h"
#include "dialects/MindIR/Ops/Shape.h"
#include "lib/Builder/Layers.h"
#include "lib/Import/Compose.h"
#include "lib/Import/ONNX/Decode.h"
#include "lib/Import/ONNX/GraphImporter.h"

#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace ms::mindir;
using onnx::AttributeProto;

namespace ms::fromonnx {

/// Numbers beyond are no extents, axes or counts of anything.
static constexpr int64_t kMaxNumber = int64_t(1) << 40;
/// Most numbers in a list of them.
static constexpr int64_t kMaxList = 1 << 16;

void NodeReader::report(const Twine &text) { graph.nodeError(node) << text; }

//===----------------------------------------------------------------------===//
// Inputs
//===----------------------------------------------------------------------===//

const Item &NodeReader::input(unsigned k) const {
  static const Item none;
  return k < inputs.size() ? inputs[k] : none;
}

Value NodeReader::tensor(const Item &item) {
  if (failed)
    return nullptr;
  Value value = graph.materialize(item, *this, b);
  failed |= !value;
  return value;
}

Value NodeReader::tensor(unsigned k) {
  if (!has(k))
    fail("lacks input " + Twine(k));
  return failed ? Value() : tensor(inputs[k]);
}

SmallVector<Value> NodeReader::tensors() {
  SmallVector<Value> values;
  for (unsigned k = 0; k < std::max<size_t>(inputs.size(), 1); ++k)
    values.push_back(tensor(k));
  return values;
}

RankedTensorType NodeReader::typeOfInput(unsigned k) {
  if (!has(k))
    fail("lacks input " + Twine(k));
  return failed ? RankedTensorType() : input(k).getType();
}

const Known *NodeReader::findKnown(unsigned k) const {
  const Item &item = input(k);
  return item.is(Item::Kind::Known) || item.is(Item::Kind::Initializer)
             ? item.known.get()
             : nullptr;
}

NodeReader::Ints NodeReader::ints(unsigned k, StringRef what, bool clamp) {
  if (!has(k))
    fail("lacks input " + Twine(k) + " '" + what + "'");
  if (failed)
    return {};
  const Known *known = findKnown(k);
  if (!known) {
    fail("input " + Twine(k) + " '" + what +
         "' must be known when the model is read, but '" +
         node.input(static_cast<int>(k)) + "' is computed" +
         (input(k).is(Item::Kind::Varying) ? " from the size of the batch"
                                           : ""));
    return {};
  }
  std::optional<Ints> found = integersOf(*known);
  if (!found || static_cast<int64_t>(found->size()) > kMaxList) {
    fail("input " + Twine(k) + " '" + what +
         "' has no whole numbers, or too many");
    return {};
  }
  int64_t largest = clamp ? INT32_MAX : kMaxNumber;
  for (int64_t &value : *found) {
    int64_t cut = std::clamp(value, -largest, largest);
    if (cut != value && !clamp)
      fail("input " + Twine(k) + " '" + what + "' has " + Twine(value) +
           ", which is out of range");
    value = cut;
  }
  return failed ? Ints() : *found;
}

int64_t NodeReader::integer(unsigned k, StringRef what) {
  Ints found = ints(k, what);
  if (!failed && found.size() != 1)
    fail("input " + Twine(k) + " '" + what + "' has " + Twine(found.size()) +
         " elements, expected one");
  return failed ? 0 : found[0];
}

SmallVector<double> NodeReader::reals(unsigned k, StringRef what) {
  const Known *known = findKnown(k);
  if (!has(k))
    fail("lacks input " + Twine(k) + " '" + what + "'");
  else if (!known)
    fail("input " + Twine(k) + " '" + what +
         "' must be known when the model is read, but '" +
         node.input(static_cast<int>(k)) + "' is computed");
  else if (known->type.getNumElements() > kMaxList)
    fail("input " + Twine(k) + " '" + what + "' has too many elements");
  if (failed)
    return {};
  std::vector<double> found = realsOf(*known);
  return SmallVector<double>(found.begin(), found.end());
}

NodeReader::Ints NodeReader::extents(unsigned k, StringRef what,
                                     bool anywhere) {
  if (!input(k).is(Item::Kind::Varying))
    return ints(k, what);
  SmallVector<Ints> all;
  for (const KnownRef &probe : *input(k).probes) {
    std::optional<Ints> found = integersOf(*probe);
    if (!found) {
      fail("input " + Twine(k) + " '" + what + "' has no whole numbers");
      return {};
    }
    all.push_back(*found);
  }
  Ints result = all[0];
  for (size_t i = 0; i < result.size(); ++i) {
    if (llvm::all_of(all, [&](const Ints &p) { return p[i] == result[i]; }))
      continue;
    // The first probe is a batch of one.
    int64_t slope = result[i];
    for (size_t p = 0; p < all.size(); ++p)
      if (all[p][i] != slope * kProbes[p])
        fail("input " + Twine(k) + " '" + what +
             "' depends on the size of the batch, but is no multiple of it: " +
             shapeAdvice());
    if (i != 0 && !anywhere)
      fail("input " + Twine(k) + " '" + what +
           "' has the size of the batch at place " + Twine(i) +
           ": only the first dimension may depend on it (" + shapeAdvice() +
           ")");
    result[i] = ShapedType::kDynamic;
  }
  if (llvm::count_if(result, ShapedType::isDynamic) > 1)
    fail("input " + Twine(k) + " '" + what +
         "' has the size of the batch more than once: " + shapeAdvice());
  return failed ? Ints() : result;
}

Value NodeReader::rowsOf(unsigned k, ArrayRef<int64_t> shape) {
  const Item &item = input(k);
  if (failed || !item.is(Item::Kind::Varying) || !item.rows)
    return nullptr;
  // The number itself, not a multiple: the first probe is a batch of one.
  Ints first = *integersOf(*item.probes->front());
  Ints last = *integersOf(*item.probes->back());
  for (auto [one, many] : llvm::zip(first, last))
    if (one != many && one != 1)
      return nullptr;
  return rowsLike(item.rows, shape);
}

std::string NodeReader::shapeAdvice() const { return graph.shapeAdvice(); }

std::optional<double> NodeReader::findReal(unsigned k) const {
  const Known *known = findKnown(k);
  if (!known || known->type.getNumElements() != 1)
    return std::nullopt;
  return realsOf(*known)[0];
}

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

const AttributeProto *NodeReader::findAttribute(StringRef name) const {
  for (const AttributeProto &attribute : node.attribute())
    if (StringRef(attribute.name()) == name)
      return &attribute;
  return nullptr;
}

void NodeReader::wrongAttribute(StringRef name, StringRef expected) {
  fail("attribute '" + name + "' is no " + expected);
}

const AttributeProto *NodeReader::take(StringRef name, int type,
                                       StringRef expected, bool mayLack) {
  const AttributeProto *found = findAttribute(name);
  if (!found && !mayLack)
    fail("lacks attribute '" + name + "'");
  // Old writers leave the type out.
  if (found && found->type() != type &&
      found->type() != AttributeProto::UNDEFINED)
    wrongAttribute(name, expected);
  return failed ? nullptr : found;
}

int64_t NodeReader::integer(StringRef name, std::optional<int64_t> otherwise) {
  const AttributeProto *found =
      take(name, AttributeProto::INT, "whole number", otherwise.has_value());
  if (!found)
    return otherwise.value_or(0);
  if (found->i() > kMaxNumber || found->i() < -kMaxNumber) {
    fail("attribute '" + name + "' is " + Twine(found->i()) +
         ", which is out of range");
    return 0;
  }
  return found->i();
}

double NodeReader::real(StringRef name, std::optional<double> otherwise) {
  const AttributeProto *found =
      take(name, AttributeProto::FLOAT, "number", otherwise.has_value());
  return found ? static_cast<double>(found->f()) : otherwise.value_or(0);
}

std::string NodeReader::text(StringRef name,
                             std::optional<StringRef> otherwise) {
  const AttributeProto *found =
      take(name, AttributeProto::STRING, "text", otherwise.has_value());
  return found ? found->s() : otherwise.value_or("").str();
}

std::string NodeReader::choice(StringRef name, ArrayRef<StringRef> allowed,
                               StringRef otherwise) {
  std::string found = text(name, otherwise);
  if (!failed && !llvm::is_contained(allowed, found))
    fail("attribute '" + name + "' is '" + found + "', supported is " +
         llvm::join(allowed, ", "));
  return found;
}

NodeReader::Ints NodeReader::ints(StringRef name, std::optional<Ints> otherwise,
                                  bool clamp) {
  const AttributeProto *found =
      take(name, AttributeProto::INTS, "list of whole numbers",
           otherwise.has_value());
  if (!found)
    return otherwise.value_or(Ints());
  if (found->ints_size() > kMaxList)
    fail("attribute '" + name + "' has " + Twine(found->ints_size()) +
         " numbers");
  Ints list;
  int64_t largest = clamp ? INT32_MAX : kMaxNumber;
  for (int64_t value : found->ints()) {
    list.push_back(std::clamp(value, -largest, largest));
    if (list.back() != value && !clamp)
      fail("attribute '" + name + "' has " + Twine(value) +
           ", which is out of range");
  }
  return failed ? Ints() : list;
}

SmallVector<double> NodeReader::reals(StringRef name) {
  SmallVector<double> list;
  if (const AttributeProto *found =
          take(name, AttributeProto::FLOATS, "list of numbers", true))
    for (float value : found->floats())
      list.push_back(static_cast<double>(value));
  return list;
}

SmallVector<std::string> NodeReader::texts(StringRef name) {
  SmallVector<std::string> list;
  if (const AttributeProto *found =
          take(name, AttributeProto::STRINGS, "list of texts", true))
    list.append(found->strings().begin(), found->strings().end());
  return list;
}

Type NodeReader::type(StringRef name, std::optional<int64_t> otherwise) {
  int64_t number = integer(name, otherwise);
  Type found = elementTypeOf(number, getContext());
  if (!failed && !found)
    fail("attribute '" + name + "' is the element type " +
         dataTypeName(number) + ", which is not supported");
  return failed ? Type() : found;
}

KnownRef NodeReader::tensor(StringRef name) {
  const AttributeProto *found = findAttribute(name);
  if (!found || !found->has_t()) {
    wrongAttribute(name, "tensor");
    return nullptr;
  }
  std::string problem;
  KnownRef known = graph.decode(found->t(), problem);
  if (!known)
    fail("attribute '" + name + "' " + problem);
  return known;
}

int64_t NodeReader::normalize(int64_t axis, int64_t rank) {
  int64_t place = axis < 0 ? axis + rank : axis;
  if (place >= 0 && place < rank)
    return place;
  fail("axis " + Twine(axis) + " is outside rank " + Twine(rank));
  return 0;
}

std::optional<NodeReader::Ints> NodeReader::axes(unsigned k, StringRef name,
                                                 int64_t rank) {
  Ints found;
  if (has(k))
    found = ints(k, name);
  else if (hasAttribute(name))
    found = ints(name);
  else
    return std::nullopt;
  for (int64_t &axis : found)
    axis = normalize(axis, rank);
  return found;
}

int64_t NodeReader::axis(StringRef name, std::optional<int64_t> otherwise,
                         int64_t rank) {
  int64_t given = integer(name, otherwise);
  return failed ? 0 : normalize(given, rank);
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

Value NodeReader::constant(const KnownRef &known) {
  return known ? tensor(Item(known)) : Value();
}

Value NodeReader::constant(ArrayRef<double> values, ArrayRef<int64_t> shape,
                           Type element) {
  if (failed || !element)
    return nullptr;
  return constant(packElements(values, RankedTensorType::get(shape, element)));
}

Results NodeReader::all(Operation *op) {
  Results results;
  if (op)
    for (Value value : op->getResults())
      results.items.push_back(Item(value));
  return results;
}

NodeReader::Ints NodeReader::extentsOf(Value value) {
  RankedTensorType type = typeOf(value);
  if (!type || failed)
    return {};
  Ints shape(type.getShape());
  for (int64_t &extent : shape)
    if (ShapedType::isDynamic(extent))
      extent = -1;
  return shape;
}

Value NodeReader::broadcastTo(Value x, ArrayRef<int64_t> shape) {
  if (failed || !x)
    return nullptr;
  if (ArrayRef<int64_t>(extentsOf(x)) == shape)
    return x;
  return emit<BroadcastToOp>(x, attributes().ints("shape", shape));
}

Value NodeReader::rowsLike(Value x, ArrayRef<int64_t> shape) {
  RankedTensorType type = typeOf(x);
  if (failed || !x || type.getShape() == shape)
    return x;
  // One element of each row.
  Ints begin(type.getRank(), 0), size(type.getRank(), 1);
  size[0] = -1;
  x = emit<SliceOp>(x, attributes().ints("begin", begin).ints("size", size));
  Ints ones(shape.size(), 1), extents(shape);
  ones[0] = extents[0] = -1;
  x = emit<ReshapeOp>(x, attributes().ints("shape", ones));
  return broadcastTo(x, extents);
}

Value NodeReader::einsum(const std::string &equation,
                         ArrayRef<Value> operands) {
  Value result =
      failed
          ? Value()
          : buildEinsum(b, equation,
                        std::vector<Value>(operands.begin(), operands.end()));
  failed |= !result;
  return result;
}

void NodeReader::markFrozen(unsigned k) {
  if (input(k).is(Item::Kind::Initializer))
    graph.markFrozen(input(k).index);
}

} // namespace ms::fromonnx
