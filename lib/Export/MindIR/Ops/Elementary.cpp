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
}

} // namespace ms
