//===- Product.cpp - Batched products -------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/MindIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Product.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

static void exportBatchMatMul(NodeWriter &n) {
  auto op = n.as<BatchMatMulOp>();
  n.result(n.call("BatchMatMul",
                  {n.operand(0), n.operand(1), n.boolean(op.getTransposeA()),
                   n.boolean(op.getTransposeB())},
                  n.resultType()));
}

void addProductOps(ExportTable &table) {
  table.add<BatchMatMulOp>(exportBatchMatMul);
}

} // namespace ms
