//===- Elementary.cpp - Elementary functions, comparisons -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/AIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Elementary.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::air {

/// Either, but not both.
static void exportLogicalXor(NodeWriter &n) {
  Ref x = n.operand(0), y = n.operand(1);
  Ref both = n.unary("LogicalNot", n.binary("LogicalAnd", x, y));
  n.result(n.binary("LogicalAnd", n.binary("LogicalOr", x, y), both));
}

void addElementaryOps(ExportTable &table) {
  table.plain<ErfOp>("Erf");
  table.plain<Expm1Op>("Expm1");
  table.plain<Log1pOp>("Log1p");
  table.plain<TanOp>("Tan");
  table.plain<AsinOp>("Asin");
  table.plain<AcosOp>("Acos");
  table.plain<AtanOp>("Atan");
  table.plain<SinhOp>("Sinh");
  table.plain<CoshOp>("Cosh");
  table.plain<AsinhOp>("Asinh");
  table.plain<AcoshOp>("Acosh");
  table.plain<AtanhOp>("Atanh");
  table.plain<LgammaOp>("Lgamma");
  table.plain<DigammaOp>("Digamma");
  table.plain<InvertOp>("Invert");
  table.plain<SignOp>("Sign");
  table.plain<RoundOp>("Rint");
  table.plain<TruncOp>("Trunc");
  table.plain<IsNanOp>("IsNan");
  table.plain<IsInfOp>("IsInf");
  table.plain<IsFiniteOp>("IsFinite");

  table.plain<Atan2Op>("Atan2");
  table.plain<FloorDivOp>("FloorDiv");
  table.plain<FloorModOp>("FloorMod");
  table.plain<ModOp>("Mod");
  table.plain<XlogyOp>("Xlogy");
  table.plain<BitwiseAndOp>("BitwiseAnd");
  table.plain<BitwiseOrOp>("BitwiseOr");
  table.plain<BitwiseXorOp>("BitwiseXor");
  table.add<LogicalXorOp>(exportLogicalXor);
}

} // namespace ms::air
