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

/// Polygamma of order 1.
static void exportTrigamma(NodeWriter &n) {
  n.result(n.call("Polygamma", {n.intTensor({1}, {}), n.operand(0)},
                  AttributeList(), n.resultType()));
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
  table.plain<AsinhOp>("Asinh");
  table.plain<AcoshOp>("Acosh");
  table.plain<AtanhOp>("Atanh");
  table.plain<ErfinvOp>("Erfinv");
  table.plain<SincOp>("Sinc");
  table.plainOperator<LgammaOp>("Lgamma");
  table.plainOperator<DigammaOp>("Digamma");
  table.add<TrigammaOp>(exportTrigamma);
  table.plainOperator<InvertOp>("Invert");
  table.plain<SignOp>("Sign");
  table.plainOperator<RoundOp>("Rint");
  table.plain<TruncOp>("Trunc");
  table.plainOperator<IsNanOp>("IsNan");
  table.plain<IsInfOp>("IsInf");
  table.plain<IsFiniteOp>("IsFinite");

  table.plain<Atan2Op>("Atan2");
  table.plain<FloorDivOp>("FloorDiv");
  table.plain<FloorModOp>("FloorMod");
  table.plainOperator<ModOp>("Mod");
  table.plain<LogicalXorOp>("LogicalXor");
  table.plainOperator<HypotOp>("Hypot");
  table.plain<XlogyOp>("Xlogy");
  table.plainOperator<BitwiseAndOp>("BitwiseAnd");
  table.plainOperator<BitwiseOrOp>("BitwiseOr");
  table.plainOperator<BitwiseXorOp>("BitwiseXor");
}

} // namespace ms
