//===- Product.cpp - Batched products -------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/AIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Product.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::air {

/// Stacks that differ are for the newer operator.
static void exportBatchMatMul(NodeWriter &n) {
  auto op = n.as<BatchMatMulOp>();
  bool isPlain = n.operandType(0).getShape().drop_back(2) ==
                 n.operandType(1).getShape().drop_back(2);
  n.result(n.call(isPlain ? "BatchMatMul" : "BatchMatMulV2", n.operands(),
                  AttributeList()
                      .boolean("adj_x1", op.getTransposeA())
                      .boolean("adj_x2", op.getTransposeB()),
                  n.resultType()));
}

void addProductOps(ExportTable &table) {
  table.add<BatchMatMulOp>(exportBatchMatMul);
}

} // namespace ms::air
