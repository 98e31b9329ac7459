//===- Reduction.cpp - Reductions, running sums ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/AIR/Ops/Ops.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "dialects/MindIR/MindIRShapes.h"
#include "dialects/MindIR/Ops/Reduction.h"
#include "lib/Import/AIR/Decode.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::air {

template <typename OpT> static void exportReduce(NodeWriter &n) {
  auto op = n.as<OpT>();
  SmallVector<int64_t> axes =
      reducedAxes(op.getAxisAttr(), n.operandType(0).getRank());
  n.result(n.call(n.getNodeType(), {n.operand(0), n.ints(axes)},
                  AttributeList().boolean("keep_dims", op.getKeepDims()),
                  n.resultType()));
}

/// MindSpore writes these with their axes as an attribute.
template <typename OpT> static void exportExtremum(NodeWriter &n) {
  auto op = n.as<OpT>();
  SmallVector<int64_t> axes =
      reducedAxes(op.getAxisAttr(), n.operandType(0).getRank());
  n.result(n.call(
      n.getNodeType(), {n.operand(0)},
      AttributeList().ints("axes", axes).boolean("keep_dims", op.getKeepDims()),
      n.resultType()));
}

template <typename OpT> static void exportPlaceOf(NodeWriter &n) {
  Type element = n.resultType().getElementType();
  n.result(n.call(
      n.getNodeType(), {n.operand(0), n.integer(n.as<OpT>().getAxis())},
      AttributeList().type("dtype", *apiNumberOf(element)), n.resultType()));
}

template <typename OpT> static void exportRunning(NodeWriter &n) {
  auto op = n.as<OpT>();
  n.result(n.call(n.getNodeType(), {n.operand(0), n.integer(op.getAxis())},
                  AttributeList()
                      .boolean("exclusive", op.getExclusive())
                      .boolean("reverse", op.getReverse()),
                  n.resultType()));
}

void addReductionOps(ExportTable &table) {
  table.add<ReduceSumOp>(exportReduce<ReduceSumOp>, "ReduceSum");
  table.add<ReduceMeanOp>(exportReduce<ReduceMeanOp>, "ReduceMean");
  table.add<ReduceMaxOp>(exportExtremum<ReduceMaxOp>, "ReduceMaxD");
  table.add<ReduceMinOp>(exportExtremum<ReduceMinOp>, "ReduceMinD");
  table.add<ReduceProdOp>(exportReduce<ReduceProdOp>, "ReduceProd");
  table.add<ReduceAllOp>(exportReduce<ReduceAllOp>, "ReduceAll");
  table.add<ReduceAnyOp>(exportReduce<ReduceAnyOp>, "ReduceAny");
  table.add<ArgmaxOp>(exportPlaceOf<ArgmaxOp>, "ArgMaxV2");
  table.add<ArgminOp>(exportPlaceOf<ArgminOp>, "ArgMin");
  table.add<CumSumOp>(exportRunning<CumSumOp>, "Cumsum");
  table.add<CumProdOp>(exportRunning<CumProdOp>, "Cumprod");
}

} // namespace ms::air
