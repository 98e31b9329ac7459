//===- Index.cpp - Elements and slices by index, order, masks -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/ONNX/Ops/Ops.h"

#include "dialects/MindIR/MindIRShapes.h"
#include "dialects/MindIR/Ops/Index.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::to_onnx {

/// The first opset whose scatters add.
static constexpr int64_t kAddingOpset = 16;

static Ref longIndices(NodeWriter &n, unsigned operand) {
  Ref x = n.operand(operand);
  return n.cast(x, IntegerType::get(x.type.getContext(), 64));
}

static Ref zeros(NodeWriter &n, RankedTensorType type) {
  Ref zero = n.scalar(type.getElementType(), 0);
  return n.expand(zero, type.getShape());
}

/// Adds or replaces slices at tuples; ONNX Runtime adds no f16.
static Ref scatter(NodeWriter &n, const Ref &x, const Ref &indices,
                   const Ref &updates, bool adds) {
  if (adds && n.opset() < kAddingOpset) {
    n.fail("adds at places: needs opset 16");
    return x;
  }
  Attributes attributes;
  if (adds)
    attributes.text("reduction", "add");
  return n.call("ScatterND", {x, indices, updates}, x.type, attributes);
}

/// What has no segment goes to one behind the last.
static void exportUnsortedSegmentSum(NodeWriter &n) {
  Ref x = n.exact(n.wideOperand(0)), ids = longIndices(n, 1);
  int64_t count = n.as<UnsortedSegmentSumOp>().getNumSegments();
  ArrayRef<int64_t> rest = x.type.getShape().drop_front(ids.rank());
  Ref isOutside = n.compare(
      "Or", n.compare("Less", ids, 0),
      n.unary("Not", n.compare("Less", ids, static_cast<double>(count))));
  Ref places =
      n.unsqueeze(n.where(isOutside, n.integer(count), ids), {ids.rank()});
  SmallVector<int64_t> shape = {count + 1};
  llvm::append_range(shape, rest);
  Ref y = scatter(n, zeros(n, withShape(x.type, shape)), places, x, true);
  n.result(n.slice(y, 0, 0, count));
}

static void exportGatherD(NodeWriter &n) {
  Ref x = n.operand(0);
  n.result(
      n.call("GatherElements", {x, n.wideOperand(1)}, n.resultType(),
             Attributes().integer(
                 "axis", normalizeAxis(n.as<GatherDOp>().getDim(), x.rank()))));
}

static void exportGatherNd(NodeWriter &n) {
  n.result(
      n.call("GatherND", {n.operand(0), longIndices(n, 1)}, n.resultType()));
}

static void exportScatterNd(NodeWriter &n) {
  Ref updates = n.exact(n.wideOperand(1));
  n.result(scatter(n, zeros(n, withElement(n.resultType(), updates.element())),
                   longIndices(n, 0), updates, true));
}

static void exportScatterAdd(NodeWriter &n) {
  n.result(scatter(n, n.exact(n.wideOperand(0)), longIndices(n, 1),
                   n.exact(n.wideOperand(2)), true));
}

static void exportScatterUpdate(NodeWriter &n) {
  n.result(scatter(n, n.operand(0), longIndices(n, 1), n.operand(2), false));
}

static void exportScatterElements(NodeWriter &n) {
  auto op = n.as<TensorScatterElementsOp>();
  bool adds = op.getReduction() == "add";
  Ref x = n.operand(0), updates = n.operand(2);
  if (adds) {
    x = n.exact(n.wide(x));
    updates = n.exact(n.wide(updates));
  }
  if (adds && n.opset() < kAddingOpset)
    return n.fail("adds at places: needs opset 16");
  Attributes attributes;
  attributes.integer("axis", normalizeAxis(op.getAxis(), x.rank()));
  if (adds)
    attributes.text("reduction", "add");
  n.result(n.call("ScatterElements", {x, n.wideOperand(1), updates}, x.type,
                  attributes));
}

//===----------------------------------------------------------------------===//
// Order
//===----------------------------------------------------------------------===//

static void order(NodeWriter &n, int64_t axis, int64_t count, bool descending) {
  Ref x = n.wideOperand(0);
  axis = normalizeAxis(axis, x.rank());
  SmallVector<int64_t> shape(x.type.getShape());
  shape[axis] = count;
  RankedTensorType values = withShape(x.type, shape);
  SmallVector<Ref> y = n.callMany(
      "TopK", {x, n.ints({count})},
      {values, withElement(values, IntegerType::get(values.getContext(), 64))},
      Attributes()
          .integer("axis", axis)
          .integer("largest", descending)
          .integer("sorted", 1));
  for (unsigned k : {0u, 1u})
    if (n.isUsed(k))
      n.result(k, y[k]);
}

static void exportTopK(NodeWriter &n) {
  order(n, -1, n.as<TopKOp>().getK(), true);
}

static void exportSort(NodeWriter &n) {
  auto op = n.as<SortOp>();
  RankedTensorType type = n.operandType(0);
  int64_t axis = normalizeAxis(op.getAxis(), type.getRank());
  order(n, axis, type.getDimSize(axis), op.getDescending());
}

//===----------------------------------------------------------------------===//
// Masks
//===----------------------------------------------------------------------===//

/// Opset 14 has a node for it; before, and of types that ONNX Runtime does not
/// take, the places that stay are a constant.
static void triangle(NodeWriter &n, int64_t diagonal, bool upper) {
  Ref x = n.wideOperand(0);
  Type element = x.element();
  if (n.opset() >= 14 &&
      (element.isF32() || element.isF64() || element.isInteger(64)))
    return n.result(n.call("Trilu", {x, n.integer(diagonal)}, x.type,
                           Attributes().integer("upper", upper)));
  ArrayRef<int64_t> shape = x.type.getShape().take_back(2);
  if (ShapedType::isDynamic(shape[0]) || ShapedType::isDynamic(shape[1]))
    return n.fail("its matrices are dynamic");
  SmallVector<bool> stays;
  for (int64_t i = 0; i < shape[0]; ++i)
    for (int64_t k = 0; k < shape[1]; ++k)
      stays.push_back(upper ? k >= i + diagonal : k <= i + diagonal);
  auto type =
      RankedTensorType::get(shape, IntegerType::get(x.type.getContext(), 1));
  n.result(n.where(n.tensor(DenseElementsAttr::get(type, stays)), x,
                   n.scalar(element, 0)));
}

static void exportTril(NodeWriter &n) {
  triangle(n, n.as<TrilOp>().getDiagonal(), false);
}

static void exportTriu(NodeWriter &n) {
  triangle(n, n.as<TriuOp>().getDiagonal(), true);
}

static void exportMaskedFill(NodeWriter &n) {
  n.result(n.where(n.operand(1), n.wideOperand(2), n.wideOperand(0)));
}

void addIndexOps(ExportTable &table) {
  table.add<UnsortedSegmentSumOp>(exportUnsortedSegmentSum);
  table.add<GatherDOp>(exportGatherD);
  table.add<GatherNdOp>(exportGatherNd);
  table.add<ScatterNdOp>(exportScatterNd);
  table.add<TensorScatterAddOp>(exportScatterAdd);
  table.add<TensorScatterUpdateOp>(exportScatterUpdate);
  table.add<TensorScatterElementsOp>(exportScatterElements);
  table.add<TopKOp>(exportTopK);
  table.add<SortOp>(exportSort);
  table.add<TrilOp>(exportTril);
  table.add<TriuOp>(exportTriu);
  table.add<MaskedFillOp>(exportMaskedFill);
}

} // namespace ms::to_onnx
