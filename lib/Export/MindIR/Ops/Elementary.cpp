//===- Elementary.cpp - Elementary functions, comparisons -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/MindIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Elementary.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

/// Primitives whose class has its arguments as attributes.
static void exportOperator(NodeWriter &n) {
  n.result(
      n.call(n.getPrimitive(), n.operands(), AttributeList(), n.resultType()));
}

void addElementaryOps(ExportTable &table) {
  table.plain<ErfOp>("Erf");
  table.plain<Expm1Op>("Expm1");
  table.plain<Log1pOp>("Log1p");
  table.plain<TanOp>("Tan");
  table.plain<AsinOp>("Asin");
  table.plain<AcosOp>("ACos");
  table.plain<AtanOp>("Atan");
  table.plain<SinhOp>("Sinh");
  table.plain<CoshOp>("Cosh");
  table.plain<SignOp>("Sign");
  table.add<RoundOp>(exportOperator, "Rint");
  table.plain<TruncOp>("Trunc");
  table.add<IsNanOp>(exportOperator, "IsNan");
  table.plain<IsInfOp>("IsInf");
  table.plain<IsFiniteOp>("IsFinite");

  table.plain<Atan2Op>("Atan2");
  table.plain<FloorDivOp>("FloorDiv");
  table.plain<FloorModOp>("FloorMod");
  table.add<ModOp>(exportOperator, "Mod");
  table.plain<LogicalXorOp>("LogicalXor");
}

} // namespace ms
