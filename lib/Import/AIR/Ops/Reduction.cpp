//===- Reduction.cpp - Reductions, running sums ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/AIR/Ops/Ops.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "dialects/MindIR/Ops/Reduction.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::air {

template <typename OpT>
static void reduce(NodeReader &n, Value x, NodeReader::Ints axes) {
  // Without axes nothing is reduced; in the dialect it would be all of them.
  if (x && axes.empty() && n.typeOf(x).getRank() > 0)
    n.fail("has no axes");
  n.result(n.emit<OpT>(x, n.attributes()
                              .ints("axis", axes)
                              .flag("keep_dims", n.boolAttr("keep_dims"))));
}

template <typename OpT> static void importReduce(NodeReader &n) {
  Value x = n.tensor("x");
  reduce<OpT>(n, x, n.ints("axes"));
}

/// With the axes as an attribute.
template <typename OpT> static void importReduceD(NodeReader &n) {
  Value x = n.tensor("x");
  reduce<OpT>(n, x, n.intsAttr("axes"));
}

template <typename OpT> static void importPlaceOf(NodeReader &n) {
  Value x = n.tensor("x");
  Type type = n.typeAttr("dtype");
  if (!type)
    return;
  n.result(n.emit<OpT>(x, n.attributes()
                              .integer("axis", n.integer("dimension"))
                              .type("output_type", type)));
}

template <typename OpT> static void importRunning(NodeReader &n) {
  Value x = n.tensor("x");
  n.result(n.emit<OpT>(x, n.attributes()
                              .integer("axis", n.integer("axis"))
                              .flag("exclusive", n.boolAttr("exclusive"))
                              .flag("reverse", n.boolAttr("reverse"))));
}

void addReductionOps(OpTable &table) {
  table["ReduceSum"] = importReduce<ReduceSumOp>;
  table["ReduceMean"] = importReduce<ReduceMeanOp>;
  table["ReduceMax"] = importReduce<ReduceMaxOp>;
  table["ReduceMin"] = importReduce<ReduceMinOp>;
  table["ReduceMaxD"] = importReduceD<ReduceMaxOp>;
  table["ReduceMinD"] = importReduceD<ReduceMinOp>;
  table["ReduceProd"] = importReduce<ReduceProdOp>;
  table["ReduceAll"] = importReduce<ReduceAllOp>;
  table["ReduceAny"] = importReduce<ReduceAnyOp>;
  table["ArgMaxV2"] = importPlaceOf<ArgmaxOp>;
  table["ArgMin"] = importPlaceOf<ArgminOp>;
  table["Cumsum"] = importRunning<CumSumOp>;
  table["Cumprod"] = importRunning<CumProdOp>;
}

} // namespace ms::air
