//===- NodeWriter.cpp - One op of a module --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/MindIR/NodeWriter.h"

#include "dialects/MindIR/MindIRShapes.h"
#include "lib/Export/MindIR/GraphExporter.h"
#include "lib/Export/MindIR/InPlace.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

NodeWriter::NodeWriter(GraphExporter &graph, Operation *op, StringRef nodeType)
    : OpWriter(graph, op, nodeType), graph(graph) {}

//===----------------------------------------------------------------------===//
// Operands, results
//===----------------------------------------------------------------------===//

Ref NodeWriter::ref(Value value) {
  return {graph.nameOf(value), llvm::cast<RankedTensorType>(value.getType())};
}

SmallVector<Ref> NodeWriter::operands() {
  SmallVector<Ref> refs;
  for (unsigned k = 0; k < op->getNumOperands(); ++k)
    refs.push_back(operand(k));
  return refs;
}

void NodeWriter::result(unsigned k, const Ref &ref) {
  graph.setName(op->getResult(k), ref.name);
}

void NodeWriter::results(const TupleRef &tuple) {
  for (unsigned k = 0; k < op->getNumResults(); ++k)
    if (isUsed(k))
      result(k, item(tuple, k));
}

//===----------------------------------------------------------------------===//
// Values that are known
//===----------------------------------------------------------------------===//

Ref NodeWriter::constant(const AttributeValue &value) {
  return {graph.addConstant(value), nullptr};
}

Ref NodeWriter::real(double value) {
  checkSingle(value);
  return constant(AttributeValue::real(value));
}

Ref NodeWriter::ints(ArrayAttr values) { return ints(getInts(values)); }

Ref NodeWriter::tensor(DenseElementsAttr elements) {
  Ref ref = constant(AttributeValue::tensor(elements));
  ref.type = llvm::cast<RankedTensorType>(elements.getType());
  return ref;
}

Ref NodeWriter::scalar(Type element, double value) {
  return tensor(scalarElements(element, value));
}

Ref NodeWriter::zeros(RankedTensorType type) {
  return call("FillV2",
              {ints(type.getShape()), scalar(type.getElementType(), 0)},
              AttributeList(), type);
}

Ref NodeWriter::intTensor(ArrayRef<int64_t> values, ArrayRef<int64_t> shape) {
  return tensor(wholeElements(values, shape));
}

//===----------------------------------------------------------------------===//
// Nodes
//===----------------------------------------------------------------------===//

static std::vector<std::string> namesOf(ArrayRef<Ref> refs) {
  std::vector<std::string> names;
  for (const Ref &ref : refs)
    names.push_back(ref.name);
  return names;
}

Ref NodeWriter::call(StringRef name, ArrayRef<Ref> inputs,
                     RankedTensorType type) {
  return {graph.addNode(name, PrimitiveKind::Function, namesOf(inputs), {},
                        AttributeValue::types(type, false), op->getLoc()),
          type};
}

TupleRef NodeWriter::callTuple(StringRef name, ArrayRef<Ref> inputs,
                               ArrayRef<RankedTensorType> types) {
  return {graph.addNode(name, PrimitiveKind::Function, namesOf(inputs), {},
                        AttributeValue::types(types, true), op->getLoc()),
          llvm::to_vector(types)};
}

Ref NodeWriter::call(StringRef name, ArrayRef<Ref> inputs,
                     const AttributeList &attributes, RankedTensorType type) {
  return {graph.addNode(name, PrimitiveKind::Operator, namesOf(inputs),
                        attributes, AttributeValue::types(type, false),
                        op->getLoc()),
          type};
}

TupleRef NodeWriter::callTuple(StringRef name, ArrayRef<Ref> inputs,
                               const AttributeList &attributes,
                               ArrayRef<RankedTensorType> types) {
  return {graph.addNode(name, PrimitiveKind::Operator, namesOf(inputs),
                        attributes, AttributeValue::types(types, true),
                        op->getLoc()),
          llvm::to_vector(types)};
}

Ref NodeWriter::item(const TupleRef &tuple, unsigned k) {
  return call("TupleGetItem", {{tuple.name, nullptr}, integer(k)},
              AttributeList(), tuple.types[k]);
}

Ref NodeWriter::tuple(ArrayRef<Ref> elements) {
  SmallVector<RankedTensorType> types;
  for (const Ref &element : elements)
    types.push_back(element.type);
  return {callTuple("MakeTuple", elements, AttributeList(), types).name,
          nullptr};
}

//===----------------------------------------------------------------------===//
// Changes of parameters
//===----------------------------------------------------------------------===//

SmallVector<Ref> NodeWriter::update(ArrayRef<unsigned> written,
                                    unsigned first) {
  SmallVector<Ref> inputs;
  for (unsigned k = 0; k < op->getNumOperands(); ++k) {
    Value value = op->getOperand(k);
    LoadOp load = wholeLoad(value);
    // What nobody writes is taken as it is, as MindSpore takes the rate.
    bool isItself =
        llvm::is_contained(written, k) || (load && !isWritten(load));
    inputs.push_back({isItself ? graph.parameterOf(value) : graph.copyOf(value),
                      operandType(k)});
  }
  for (unsigned k = 0; k < written.size(); ++k)
    graph.setWrittenInPlace(op->getResult(first + k));
  return inputs;
}

void NodeWriter::change(StringRef name, PrimitiveKind kind,
                        ArrayRef<Ref> inputs, const AttributeList &attributes,
                        ArrayRef<RankedTensorType> types) {
  graph.addLateChange({name, kind, namesOf(inputs), attributes,
                       AttributeValue::types(types, types.size() > 1),
                       op->getLoc()});
}

TupleRef NodeWriter::changeNow(StringRef name, ArrayRef<Ref> inputs,
                               ArrayRef<RankedTensorType> types) {
  return {graph.addChange({name,
                           PrimitiveKind::Function,
                           namesOf(inputs),
                           {},
                           AttributeValue::types(types, true),
                           op->getLoc()}),
          llvm::to_vector(types)};
}

//===----------------------------------------------------------------------===//
// Often used
//===----------------------------------------------------------------------===//

Ref NodeWriter::reshape(const Ref &x, RankedTensorType type) {
  if (x.type == type)
    return x;
  return call("Reshape", {x, ints(extentsOf(type))}, type);
}

Ref NodeWriter::transpose(const Ref &x, ArrayRef<int64_t> perm) {
  SmallVector<int64_t> shape;
  for (int64_t axis : perm)
    shape.push_back(x.type.getDimSize(axis));
  return call("Transpose", {x, ints(perm)},
              RankedTensorType::get(shape, x.type.getElementType()));
}

Ref NodeWriter::cast(const Ref &x, Type element) {
  if (x.type.getElementType() == element)
    return x;
  return call("Cast", {x, typeId(element)}, AttributeList(),
              RankedTensorType::get(x.type.getShape(), element));
}

Ref NodeWriter::binary(StringRef name, const Ref &x, const Ref &y) {
  auto shape = broadcastShapes(x.type.getShape(), y.type.getShape());
  if (failed(shape)) {
    fail("shapes do not broadcast");
    return x;
  }
  return call(name, {x, y},
              RankedTensorType::get(*shape, x.type.getElementType()));
}

Ref NodeWriter::compare(StringRef name, const Ref &x, const Ref &y) {
  return call(name, {x, y},
              RankedTensorType::get(x.type.getShape(),
                                    IntegerType::get(op->getContext(), 1)));
}

Ref NodeWriter::broadcastLike(const Ref &x, const Ref &like) {
  auto type =
      RankedTensorType::get(like.type.getShape(), x.type.getElementType());
  if (x.type == type)
    return x;
  if (type.hasStaticShape())
    return call("BroadcastTo", {x, ints(extentsOf(type))}, type);
  // -1 keeps the extent that x has there.
  if (x.type.getRank() == type.getRank() && x.type.isDynamicDim(0))
    return call("BroadcastTo", {x, ints(extentsOf(type))}, type);
  // What may be a constant second, as canonicalization has it.
  Ref zeros = cast(unary("ZerosLike", like), x.type.getElementType());
  return x.type.getElementType().isInteger(1) ? binary("LogicalOr", zeros, x)
                                              : binary("Add", zeros, x);
}

} // namespace ms
