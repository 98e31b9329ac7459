//===- Reduction.cpp - Reductions, running sums ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/ONNX/Ops/Ops.h"

#include "dialects/MindIR/MindIRShapes.h"
#include "dialects/MindIR/Ops/Reduction.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::to_onnx {

static void exportReduceProd(NodeWriter &n) {
  auto op = n.as<ReduceProdOp>();
  Ref x = n.wideOperand(0);
  n.result(n.reduce("ReduceProd", x, reducedAxes(op.getAxisAttr(), x.rank()),
                    op.getKeepDims()));
}

/// Of truth values there are no reductions: they are 0 and 1.
template <typename OpT> static void exportLogical(NodeWriter &n) {
  auto op = n.as<OpT>();
  Ref x = n.wideOperand(0);
  n.result(n.reduce(n.getNodeType(), x, reducedAxes(op.getAxisAttr(), x.rank()),
                    op.getKeepDims()));
}

static void exportArgmin(NodeWriter &n) {
  Ref x = n.wideOperand(0);
  auto type =
      withElement(n.resultType(), IntegerType::get(x.type.getContext(), 64));
  n.result(n.call(
      "ArgMin", {x}, type,
      Attributes()
          .integer("axis", normalizeAxis(n.as<ArgminOp>().getAxis(), x.rank()))
          .integer("keepdims", 0)));
}

static void exportCumSum(NodeWriter &n) {
  auto op = n.as<CumSumOp>();
  Ref x = n.exact(n.wideOperand(0));
  n.result(n.call("CumSum",
                  {x, n.integer(normalizeAxis(op.getAxis(), x.rank()))}, x.type,
                  Attributes()
                      .integer("exclusive", op.getExclusive())
                      .integer("reverse", op.getReverse())));
}

/// The elements moved by `by` along an axis, with ones behind them.
static Ref moved(NodeWriter &n, const Ref &x, int64_t axis, int64_t by,
                 bool backwards) {
  SmallVector<int64_t> low(x.rank(), 0), high(x.rank(), 0);
  int64_t extent = x.extent(axis);
  (backwards ? high : low)[axis] = by;
  Ref part = backwards ? n.slice(x, axis, by, extent)
                       : n.slice(x, axis, 0, extent - by);
  return n.pad(part, low, high, 1);
}

/// ONNX has no running product: products of 2, 4, 8, ... elements up to each.
static void exportCumProd(NodeWriter &n) {
  auto op = n.as<CumProdOp>();
  Ref y = n.exact(n.wideOperand(0));
  int64_t axis = normalizeAxis(op.getAxis(), y.rank());
  int64_t extent = y.extent(axis);
  for (int64_t by = 1; by < extent; by *= 2)
    y = n.binary("Mul", y, moved(n, y, axis, by, op.getReverse()));
  if (op.getExclusive())
    y = moved(n, y, axis, std::min<int64_t>(1, extent), op.getReverse());
  n.result(extent > 1 || op.getExclusive() ? y : n.unary("Identity", y));
}

void addReductionOps(ExportTable &table) {
  table.add<ReduceProdOp>(exportReduceProd);
  table.add<ReduceAllOp>(exportLogical<ReduceAllOp>, "ReduceMin");
  table.add<ReduceAnyOp>(exportLogical<ReduceAnyOp>, "ReduceMax");
  table.add<ArgminOp>(exportArgmin);
  table.add<CumSumOp>(exportCumSum);
  table.add<CumProdOp>(exportCumProd);
}

} // namespace ms::to_onnx
