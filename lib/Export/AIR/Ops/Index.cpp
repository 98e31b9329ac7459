//===- Index.cpp - Elements and slices by index, order, masks -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/AIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Index.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::air {

static void exportUnsortedSegmentSum(NodeWriter &n) {
  n.result(n.call("UnsortedSegmentSum",
                  {n.operand(0), n.operand(1),
                   n.integer(n.as<UnsortedSegmentSumOp>().getNumSegments())},
                  n.resultType()));
}

static void exportGatherD(NodeWriter &n) {
  n.result(n.call("GatherElements", n.operands(),
                  AttributeList().integer("dim", n.as<GatherDOp>().getDim()),
                  n.resultType()));
}

static void exportScatterNd(NodeWriter &n) {
  n.result(n.call(
      "ScatterNd",
      {n.operand(0), n.operand(1), n.ints(n.as<ScatterNdOp>().getShape())},
      n.resultType()));
}

static void exportScatterElements(NodeWriter &n) {
  auto op = n.as<TensorScatterElementsOp>();
  n.result(n.call("ScatterElements", n.operands(),
                  AttributeList()
                      .integer("axis", op.getAxis())
                      .text("reduction", op.getReduction()),
                  n.resultType()));
}

static void exportTopK(NodeWriter &n) {
  auto type = RankedTensorType::get(
      {}, IntegerType::get(n.resultType().getContext(), 32));
  Ref k = n.scalar(type.getElementType(),
                   static_cast<double>(n.as<TopKOp>().getK()));
  n.results(n.callMany("TopKV2", {n.operand(0), k}, AttributeList(),
                       n.resultTypes()));
}

static void exportSort(NodeWriter &n) {
  auto op = n.as<SortOp>();
  n.results(n.callMany("Sort", n.operands(),
                       AttributeList()
                           .integer("axis", op.getAxis())
                           .boolean("descending", op.getDescending())
                           .boolean("stable", true),
                       n.resultTypes()));
}

template <typename OpT> static void exportTriangle(NodeWriter &n) {
  n.result(
      n.call(n.getNodeType(), n.operands(),
             AttributeList().integer("diagonal", n.as<OpT>().getDiagonal()),
             n.resultType()));
}

void addIndexOps(ExportTable &table) {
  table.add<UnsortedSegmentSumOp>(exportUnsortedSegmentSum);
  table.add<GatherDOp>(exportGatherD);
  table.plain<GatherNdOp>("GatherNd");
  table.add<ScatterNdOp>(exportScatterNd);
  table.plain<TensorScatterAddOp>("TensorScatterAdd");
  table.plain<TensorScatterUpdateOp>("TensorScatterUpdate");
  table.add<TensorScatterElementsOp>(exportScatterElements);
  table.add<TopKOp>(exportTopK);
  table.add<SortOp>(exportSort);
  table.add<TrilOp>(exportTriangle<TrilOp>, "Tril");
  table.add<TriuOp>(exportTriangle<TriuOp>, "Triu");
  table.plain<MaskedFillOp>("MaskedFill");
}

} // namespace ms::air
