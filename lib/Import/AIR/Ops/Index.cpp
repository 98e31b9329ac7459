//===- Index.cpp - Elements and slices by index, order, masks -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/AIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Index.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::air {

/// An operator of three inputs that an op of the dialect is.
template <typename OpT> static void importThree(NodeReader &n) {
  Value a = n.tensor(n.slotName(0)), b = n.tensor(n.slotName(1)),
        c = n.tensor(n.slotName(2));
  n.result(n.emit<OpT>({a, b, c}));
}

static void importGather(NodeReader &n) {
  Value x = n.tensor("x"), indices = n.tensor("indices");
  n.result(n.emit<GatherOp>(
      {x, indices}, n.attributes()
                        .integer("axis", n.integer("axis"))
                        .integer("batch_dims", n.intAttr("batch_dims"))));
}

static void importGatherElements(NodeReader &n) {
  Value x = n.tensor("x"), index = n.tensor("index");
  n.result(n.emit<GatherDOp>({x, index},
                             n.attributes().integer("dim", n.intAttr("dim"))));
}

static void importScatterNd(NodeReader &n) {
  Value indices = n.tensor("indices"), x = n.tensor("x");
  n.result(n.emit<ScatterNdOp>({indices, x},
                               n.attributes().ints("shape", n.ints("shape"))));
}

static void importScatterElements(NodeReader &n) {
  Value data = n.tensor("data"), indices = n.tensor("indices"),
        updates = n.tensor("updates");
  n.result(n.emit<TensorScatterElementsOp>(
      {data, indices, updates},
      n.attributes()
          .integer("axis", n.intAttr("axis"))
          .text("reduction", n.textAttr("reduction"))));
}

static void importTopK(NodeReader &n) {
  n.expectBool("sorted", true);
  n.expectBool("largest", true);
  n.expectInt("dim", -1);
  Value x = n.tensor("x");
  n.results(n.emitOp(TopKOp::getOperationName(), x,
                     n.attributes().integer("k", n.integer("k"))));
}

static void importSort(NodeReader &n) {
  Value x = n.tensor("x");
  n.results(n.emitOp(SortOp::getOperationName(), x,
                     n.attributes()
                         .integer("axis", n.intAttr("axis"))
                         .flag("descending", n.boolAttr("descending"))));
}

template <typename OpT> static void importTriangle(NodeReader &n) {
  n.result(n.emit<OpT>(n.tensor("x"), n.attributes().integer(
                                          "diagonal", n.intAttr("diagonal"))));
}

static void importUnsortedSegmentSum(NodeReader &n) {
  Value x = n.tensor("x"), ids = n.tensor("segment_ids");
  n.result(n.emit<UnsortedSegmentSumOp>(
      {x, ids},
      n.attributes().integer("num_segments", n.integer("num_segments"))));
}

void addIndexOps(OpTable &table) {
  table["GatherV2"] = importGather;
  table["GatherElements"] = importGatherElements;
  table.binary<GatherNdOp>("GatherNd");
  table["ScatterNd"] = importScatterNd;
  table["TensorScatterAdd"] = importThree<TensorScatterAddOp>;
  table["TensorScatterUpdate"] = importThree<TensorScatterUpdateOp>;
  table["ScatterElements"] = importScatterElements;
  table["TopKV2"] = importTopK;
  table["Sort"] = importSort;
  table["Tril"] = importTriangle<TrilOp>;
  table["Triu"] = importTriangle<TriuOp>;
  table["MaskedFill"] = importThree<MaskedFillOp>;
  table["UnsortedSegmentSum"] = importUnsortedSegmentSum;
}

} // namespace ms::air
