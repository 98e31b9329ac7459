//===- NodeWriter.cpp - One op of a module --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/ONNX/NodeWriter.h"

#include "dialects/MindIR/MindIRShapes.h"
#include "lib/Export/ONNX/GraphExporter.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::to_onnx {

RankedTensorType withShape(RankedTensorType type, ArrayRef<int64_t> shape) {
  return RankedTensorType::get(shape, type.getElementType());
}

RankedTensorType withElement(RankedTensorType type, Type element) {
  return RankedTensorType::get(type.getShape(), element);
}

int64_t NodeWriter::opset() const { return graph.getOpset(); }

NodeWriter::NodeWriter(GraphExporter &graph, Operation *op, StringRef nodeType)
    : OpWriter(graph, op, nodeType), graph(graph) {}

double NodeWriter::fits(double value) {
  checkSingle(value);
  return value;
}

//===----------------------------------------------------------------------===//
// Operands, results
//===----------------------------------------------------------------------===//

Ref NodeWriter::valueOf(Value value) {
  return {graph.nameOf(value), llvm::cast<RankedTensorType>(value.getType())};
}

Ref NodeWriter::operand(unsigned k) { return valueOf(op->getOperand(k)); }

SmallVector<Ref> NodeWriter::operands() {
  SmallVector<Ref> refs;
  for (unsigned k = 0; k < op->getNumOperands(); ++k)
    refs.push_back(operand(k));
  return refs;
}

void NodeWriter::result(unsigned k, const Ref &ref) {
  graph.setName(op->getResult(k),
                cast(ref, resultType(k).getElementType()).name);
}

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

Ref NodeWriter::tensor(DenseElementsAttr elements) {
  return {graph.addConstant(elements),
          llvm::cast<RankedTensorType>(elements.getType())};
}

Ref NodeWriter::scalar(Type element, double value) {
  return tensor(scalarElements(element, value));
}

Ref NodeWriter::ints(ArrayRef<int64_t> values) {
  return ints(values, {static_cast<int64_t>(values.size())});
}

Ref NodeWriter::ints(ArrayRef<int64_t> values, ArrayRef<int64_t> shape) {
  return tensor(wholeElements(values, shape));
}

Ref NodeWriter::reals(ArrayRef<double> values, RankedTensorType type) {
  SmallVector<APFloat> numbers;
  for (double value : values)
    numbers.push_back(FloatAttr::get(type.getElementType(), value).getValue());
  return tensor(DenseElementsAttr::get(type, numbers));
}

//===----------------------------------------------------------------------===//
// Nodes
//===----------------------------------------------------------------------===//

Ref NodeWriter::call(StringRef type, ArrayRef<Ref> inputs,
                     RankedTensorType result, const Attributes &attributes) {
  return callMany(type, inputs, result, attributes)[0];
}

SmallVector<Ref> NodeWriter::callMany(StringRef type, ArrayRef<Ref> inputs,
                                      ArrayRef<RankedTensorType> types,
                                      const Attributes &attributes) {
  std::vector<std::string> names;
  for (const Ref &input : inputs)
    names.push_back(input.name);
  SmallVector<Ref> results;
  auto outputs = graph.addNode(type, names, attributes, types, op->getLoc());
  for (auto [output, resultType] : llvm::zip(outputs, types))
    results.push_back({output, resultType});
  return results;
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

Ref NodeWriter::cast(const Ref &x, Type element) {
  if (x.element() == element)
    return x;
  return call("Cast", {x}, withElement(x.type, element),
              Attributes().integer("to", dataTypeOf(element)));
}

Ref NodeWriter::wide(const Ref &x) {
  Type element = x.element();
  MLIRContext *context = op->getContext();
  if (element.isBF16())
    return cast(x, Float32Type::get(context));
  if (isa<FloatType>(element))
    return x;
  unsigned width = element.getIntOrFloatBitWidth();
  bool isUnsigned = element.isUnsignedInteger();
  if (width < 32)
    return cast(x, IntegerType::get(context, 32));
  // What carries over and compares for equality does not see the sign.
  bool isBlind = isa<AddOp, SubOp, MulOp, SquareOp, NegOp, AddNOp, SelectOp,
                     EqualOp, NotEqualOp>(op);
  if (isUnsigned && width == 64 && !isBlind)
    fail("numbers of 64 bits without a sign");
  return isUnsigned ? cast(x, IntegerType::get(context, 64)) : x;
}

Ref NodeWriter::exact(const Ref &x) {
  Type element = x.element();
  return element.isF16() || element.isBF16()
             ? cast(x, Float32Type::get(op->getContext()))
             : x;
}

static RankedTensorType broadcastType(NodeWriter &n, const Ref &x, const Ref &y,
                                      Type element) {
  auto shape = broadcastShapes(x.type.getShape(), y.type.getShape());
  if (failed(shape)) {
    n.fail("shapes do not broadcast");
    return x.type;
  }
  return RankedTensorType::get(*shape, element);
}

Ref NodeWriter::binary(StringRef type, const Ref &x, const Ref &y) {
  return call(type, {x, y}, broadcastType(*this, x, y, x.element()));
}

Ref NodeWriter::compare(StringRef type, const Ref &x, const Ref &y) {
  return call(
      type, {x, y},
      broadcastType(*this, x, y, IntegerType::get(op->getContext(), 1)));
}

Ref NodeWriter::where(const Ref &condition, const Ref &x, const Ref &y) {
  Ref shape{"", broadcastType(*this, x, y, x.element())};
  return call("Where", {condition, x, y},
              broadcastType(*this, condition, shape, x.element()));
}

/// Opset 11 has maxima of floats only.
static Ref extremum(NodeWriter &n, StringRef type, StringRef better,
                    const Ref &x, const Ref &y) {
  if (isa<FloatType>(x.element()) || n.opset() >= 12)
    return n.binary(type, x, y);
  return n.where(n.compare(better, x, y), x, y);
}

Ref NodeWriter::larger(const Ref &x, const Ref &y) {
  return extremum(*this, "Max", "Greater", x, y);
}

Ref NodeWriter::smaller(const Ref &x, const Ref &y) {
  return extremum(*this, "Min", "Less", x, y);
}

//===----------------------------------------------------------------------===//
// Shapes
//===----------------------------------------------------------------------===//

Ref NodeWriter::reshape(const Ref &x, ArrayRef<int64_t> shape) {
  if (x.type.getShape() == shape)
    return x;
  SmallVector<int64_t> given(shape);
  for (int64_t &extent : given)
    if (ShapedType::isDynamic(extent))
      extent = -1;
  return call("Reshape", {x, ints(given)}, withShape(x.type, shape));
}

Ref NodeWriter::transpose(const Ref &x, ArrayRef<int64_t> perm) {
  SmallVector<int64_t> shape;
  for (int64_t axis : perm)
    shape.push_back(x.extent(axis));
  return call("Transpose", {x}, withShape(x.type, shape),
              Attributes().ints("perm", perm));
}

/// A list that is an input since opset 13, and an attribute before.
static Ref callWithAxes(NodeWriter &n, StringRef type, const Ref &x,
                        ArrayRef<int64_t> axes, RankedTensorType result) {
  if (n.opset() >= 13)
    return n.call(type, {x, n.ints(axes)}, result);
  return n.call(type, {x}, result, Attributes().ints("axes", axes));
}

Ref NodeWriter::unsqueeze(const Ref &x, ArrayRef<int64_t> axes) {
  SmallVector<int64_t> shape(x.type.getShape());
  for (int64_t axis : axes)
    shape.insert(shape.begin() + axis, 1);
  return callWithAxes(*this, "Unsqueeze", x, axes, withShape(x.type, shape));
}

Ref NodeWriter::squeeze(const Ref &x, ArrayRef<int64_t> axes) {
  if (axes.empty())
    return x;
  SmallVector<int64_t> shape;
  for (int64_t k = 0; k < x.rank(); ++k)
    if (!llvm::is_contained(axes, k))
      shape.push_back(x.extent(k));
  return callWithAxes(*this, "Squeeze", x, axes, withShape(x.type, shape));
}

Ref NodeWriter::expand(const Ref &x, ArrayRef<int64_t> shape) {
  if (x.type.getShape() == shape)
    return x;
  // The shape broadcasts, too: 1 keeps what x has.
  SmallVector<int64_t> given(shape);
  for (int64_t &extent : given)
    if (ShapedType::isDynamic(extent))
      extent = 1;
  return call("Expand", {x, ints(given)}, withShape(x.type, shape));
}

Ref NodeWriter::slice(const Ref &x, int64_t axis, int64_t begin, int64_t end) {
  SmallVector<int64_t> shape(x.type.getShape());
  shape[axis] = end - begin;
  if (withShape(x.type, shape) == x.type)
    return x;
  return call("Slice", {x, ints(begin), ints(end), ints(axis)},
              withShape(x.type, shape));
}

Ref NodeWriter::concat(ArrayRef<Ref> parts, int64_t axis) {
  SmallVector<int64_t> shape(parts[0].type.getShape());
  for (const Ref &part : parts.drop_front())
    shape[axis] += part.extent(axis);
  return call("Concat", parts, withShape(parts[0].type, shape),
              Attributes().integer("axis", axis));
}

Ref NodeWriter::pad(const Ref &x, ArrayRef<int64_t> low, ArrayRef<int64_t> high,
                    double value) {
  SmallVector<int64_t> pads(low), shape(x.type.getShape());
  llvm::append_range(pads, high);
  for (size_t k = 0; k < shape.size(); ++k)
    if (low[k] + high[k] > 0)
      shape[k] += low[k] + high[k];
  return call("Pad", {x, ints(pads), scalar(x.element(), value)},
              withShape(x.type, shape));
}

Ref NodeWriter::perChannel(const Ref &x, int64_t rank) {
  SmallVector<int64_t> axes;
  for (int64_t k = 1; k + 1 < rank; ++k)
    axes.push_back(k);
  return axes.empty() ? x : unsqueeze(x, axes);
}

Ref NodeWriter::reduce(StringRef type, const Ref &x, ArrayRef<int64_t> axes,
                       bool keepDims) {
  SmallVector<int64_t> shape;
  for (int64_t k = 0; k < x.rank(); ++k) {
    if (!llvm::is_contained(axes, k))
      shape.push_back(x.extent(k));
    else if (keepDims)
      shape.push_back(1);
  }
  // Without axes all of them would be meant.
  if (axes.empty())
    return unary("Identity", x);
  RankedTensorType result = withShape(x.type, shape);
  Attributes attributes;
  attributes.integer("keepdims", keepDims);
  if (type == "ReduceSum" && opset() >= 13)
    return call(type, {x, ints(axes)}, result, attributes);
  return call(type, {x}, result, attributes.ints("axes", axes));
}

} // namespace ms::to_onnx
