//===- Reduction.cpp - Reductions, running sums ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/MindIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Reduction.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

template <typename OpT> static void exportReduce(NodeWriter &n) {
  auto op = n.as<OpT>();
  n.result(n.call(
      n.getNodeType(),
      {n.operand(0), n.ints(op.getAxisAttr()), n.boolean(op.getKeepDims())},
      n.resultType()));
}

static void exportArgmin(NodeWriter &n) {
  n.result(n.call("Argmin",
                  {n.operand(0), n.integer(n.as<ArgminOp>().getAxis()),
                   n.typeId(n.resultType().getElementType())},
                  n.resultType()));
}

template <typename OpT> static void exportRunning(NodeWriter &n) {
  auto op = n.as<OpT>();
  n.result(n.call(n.getNodeType(),
                  {n.operand(0), n.integer(op.getAxis()),
                   n.boolean(op.getExclusive()), n.boolean(op.getReverse())},
                  n.resultType()));
}

void addReductionOps(ExportTable &table) {
  table.add<ReduceProdOp>(exportReduce<ReduceProdOp>, "ReduceProd");
  table.add<ReduceAllOp>(exportReduce<ReduceAllOp>, "ReduceAll");
  table.add<ReduceAnyOp>(exportReduce<ReduceAnyOp>, "ReduceAny");
  table.add<ArgminOp>(exportArgmin);
  table.add<CumSumOp>(exportRunning<CumSumOp>, "CumSum");
  table.add<CumProdOp>(exportRunning<CumProdOp>, "CumProd");
}

} // namespace ms
