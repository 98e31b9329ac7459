//===- Index.cpp - Elements and slices by index, order, masks -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/MindIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Index.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

static void exportUnsortedSegmentSum(NodeWriter &n) {
  n.result(n.call("UnsortedSegmentSum",
                  {n.operand(0), n.operand(1),
                   n.integer(n.as<UnsortedSegmentSumOp>().getNumSegments())},
                  n.resultType()));
}

static void exportGatherD(NodeWriter &n) {
  n.result(n.call(
      "GatherD",
      {n.operand(0), n.integer(n.as<GatherDOp>().getDim()), n.operand(1)},
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
  n.result(
      n.call("TensorScatterElements",
             {n.operand(0), n.operand(1), n.operand(2), n.integer(op.getAxis()),
              n.integer(op.getReduction() == "add" ? 1 : 0)},
             n.resultType()));
}

static void exportTopK(NodeWriter &n) {
  n.results(
      n.callTuple("TopK", {n.operand(0), n.integer(n.as<TopKOp>().getK())},
                  AttributeList().boolean("sorted", true), n.resultTypes()));
}

static void exportSort(NodeWriter &n) {
  auto op = n.as<SortOp>();
  n.results(n.callTuple("Sort", n.operands(),
                        AttributeList()
                            .integer("axis", op.getAxis())
                            .boolean("descending", op.getDescending()),
                        n.resultTypes()));
}

static void exportTril(NodeWriter &n) {
  n.result(
      n.call("Tril", n.operands(),
             AttributeList().integer("diagonal", n.as<TrilOp>().getDiagonal()),
             n.resultType()));
}

static void exportTriu(NodeWriter &n) {
  n.result(n.call("Triu",
                  {n.operand(0), n.integer(n.as<TriuOp>().getDiagonal())},
                  n.resultType()));
}

/// Added up where they were taken from.
static void exportGatherDGrad(NodeWriter &n) {
  if (!n.resultType().hasStaticShape())
    return n.fail("MindSpore wants to know the batch: give --input-shape");
  n.result(n.call("TensorScatterElements",
                  {n.zeros(n.resultType()), n.operand(1), n.operand(0),
                   n.integer(n.as<GatherDGradOp>().getDim()), n.integer(1)},
                  n.resultType()));
}

void addIndexOps(ExportTable &table) {
  table.add<UnsortedSegmentSumOp>(exportUnsortedSegmentSum);
  table.add<GatherDOp>(exportGatherD);
  table.add<GatherDGradOp>(exportGatherDGrad);
  table.plain<GatherNdOp>("GatherNd");
  table.add<ScatterNdOp>(exportScatterNd);
  table.plain<TensorScatterAddOp>("TensorScatterAdd");
  table.plainOperator<TensorScatterUpdateOp>("TensorScatterUpdate");
  table.add<TensorScatterElementsOp>(exportScatterElements);
  table.add<TopKOp>(exportTopK);
  table.add<SortOp>(exportSort);
  table.add<TrilOp>(exportTril);
  table.add<TriuOp>(exportTriu);
  table.plain<MaskedFillOp>("MaskedFill");
}

} // namespace ms
