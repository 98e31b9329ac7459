//===- Product.cpp - Products of matrices ---------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/AIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Product.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::air {

/// `flag` is what the transposition of the operands is called.
template <typename OpT>
static void importProduct(NodeReader &n, const std::string &flag) {
  Value a = n.tensor("x1"), b = n.tensor("x2");
  Value c =
      n.emit<OpT>({a, b}, n.attributes()
                              .flag("transpose_a", n.boolAttr(flag + "_x1"))
                              .flag("transpose_b", n.boolAttr(flag + "_x2")));
  n.expectNone("offset_w");
  if (n.has("bias"))
    c = n.emit<AddOp>({c, n.tensor("bias")});
  n.result(c);
}

static void importMatMul(NodeReader &n) {
  importProduct<MatMulOp>(n, "transpose");
}

static void importBatchMatMul(NodeReader &n) {
  importProduct<BatchMatMulOp>(n, "adj");
}

void addProductOps(OpTable &table) {
  table["MatMulV2"] = importMatMul;
  table["BatchMatMul"] = table["BatchMatMulV2"] = importBatchMatMul;
}

} // namespace ms::air
