//===- NodeWriter.cpp - One op of a module --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/AIR/NodeWriter.h"

#include "dialects/MindIR/MindIRShapes.h"
#include "lib/Export/AIR/GraphExporter.h"
#include "lib/Import/AIR/Decode.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::air {

NodeWriter::NodeWriter(GraphExporter &graph, Operation *op, StringRef nodeType)
    : OpWriter(graph, op, nodeType), graph(graph) {}

//===----------------------------------------------------------------------===//
// Operands, results
//===----------------------------------------------------------------------===//

Ref NodeWriter::operand(unsigned k) {
  Ref ref = graph.refOf(op->getOperand(k));
  // Where the op before it failed, exporters still ask for the type.
  ref.type = operandType(k);
  return ref;
}

SmallVector<Ref> NodeWriter::operands() {
  SmallVector<Ref> refs;
  for (unsigned k = 0; k < op->getNumOperands(); ++k)
    refs.push_back(operand(k));
  return refs;
}

void NodeWriter::result(unsigned k, const Ref &ref) {
  graph.setRef(op->getResult(k), ref);
}

void NodeWriter::results(ArrayRef<Ref> refs) {
  for (unsigned k = 0; k < op->getNumResults(); ++k)
    result(k, refs[k]);
}

//===----------------------------------------------------------------------===//
// Literals
//===----------------------------------------------------------------------===//

Ref NodeWriter::tensor(DenseElementsAttr elements) {
  return graph.addConstant(llvm::cast<RankedTensorType>(elements.getType()),
                           encodeElements(elements));
}

Ref NodeWriter::scalar(Type element, double value) {
  return tensor(scalarElements(element, value));
}

Ref NodeWriter::ints(ArrayRef<int64_t> values, ArrayRef<int64_t> shape) {
  return tensor(wholeElements(values, shape));
}

Ref NodeWriter::ints(ArrayRef<int64_t> values) {
  return ints(values, static_cast<int64_t>(values.size()));
}

Ref NodeWriter::ints(ArrayAttr values) { return ints(getInts(values)); }

Ref NodeWriter::smallInts(ArrayRef<int64_t> values) {
  return tensor(wholeElements(values, static_cast<int64_t>(values.size()),
                              /*width=*/32));
}

Ref NodeWriter::integer(int64_t value) {
  return ints(value, ArrayRef<int64_t>());
}

//===----------------------------------------------------------------------===//
// Operators
//===----------------------------------------------------------------------===//

Ref NodeWriter::call(StringRef type, ArrayRef<Ref> inputs,
                     const AttributeList &attributes, RankedTensorType result) {
  return callMany(type, inputs, attributes, result)[0];
}

SmallVector<Ref> NodeWriter::callMany(StringRef type, ArrayRef<Ref> inputs,
                                      const AttributeList &attributes,
                                      ArrayRef<RankedTensorType> types) {
  if (attributes.outOfRange())
    failSingle(*attributes.outOfRange());
  return graph.addOp(type, inputs, attributes, types, op->getLoc());
}

//===----------------------------------------------------------------------===//
// Often used
//===----------------------------------------------------------------------===//

Ref NodeWriter::reshape(const Ref &x, RankedTensorType type) {
  if (x.type == type)
    return x;
  return call("Reshape", {x, ints(extentsOf(type))}, type);
}

Ref NodeWriter::reshape(const Ref &x, ArrayRef<int64_t> shape) {
  return reshape(x, RankedTensorType::get(shape, x.type.getElementType()));
}

Ref NodeWriter::transpose(const Ref &x, ArrayRef<int64_t> perm) {
  SmallVector<int64_t> shape;
  for (int64_t axis : perm)
    shape.push_back(x.type.getDimSize(axis));
  return call("Transpose", {x, ints(perm)},
              RankedTensorType::get(shape, x.type.getElementType()));
}

Ref NodeWriter::slice(const Ref &x, ArrayRef<int64_t> begin,
                      RankedTensorType type) {
  return call("Slice", {x, ints(begin), ints(extentsOf(type))}, type);
}

Ref NodeWriter::cast(const Ref &x, Type element) {
  if (x.type.getElementType() == element)
    return x;
  std::optional<int64_t> number = apiNumberOf(element);
  if (!number) {
    fail("a type that is not known");
    return x;
  }
  return call("Cast", {x}, AttributeList().integer("dst_type", *number),
              RankedTensorType::get(x.type.getShape(), element));
}

Ref NodeWriter::binary(StringRef type, const Ref &x, const Ref &y) {
  auto shape = broadcastShapes(x.type.getShape(), y.type.getShape());
  if (failed(shape)) {
    fail("shapes do not broadcast");
    return x;
  }
  return call(type, {x, y},
              RankedTensorType::get(*shape, x.type.getElementType()));
}

Ref NodeWriter::reduce(StringRef type, const Ref &x, ArrayRef<int64_t> axes) {
  SmallVector<int64_t> shape(x.type.getShape());
  for (int64_t axis : axes)
    shape[axis] = 1;
  return call(type, {x, ints(axes)}, AttributeList().boolean("keep_dims", true),
              RankedTensorType::get(shape, x.type.getElementType()));
}

Ref NodeWriter::broadcastLike(const Ref &x, const Ref &like) {
  auto type =
      RankedTensorType::get(like.type.getShape(), x.type.getElementType());
  if (x.type == type)
    return x;
  if (type.hasStaticShape())
    return call("BroadcastTo", {x, ints(extentsOf(type))}, type);
  Ref zeros = cast(unary("ZerosLike", like), x.type.getElementType());
  return binary(x.type.getElementType().isInteger(1) ? "LogicalOr" : "Add", x,
                zeros);
}

} // namespace ms::air
