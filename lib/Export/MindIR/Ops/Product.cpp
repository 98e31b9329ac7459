//===- Product.cpp - Batched products -------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/MindIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Product.h"

#include <numeric>

using namespace mlir;
using namespace ms::mindir;

namespace ms {

/// `x` with its last two dimensions swapped, where `swap` says so.
static Ref matrices(NodeWriter &n, const Ref &x, bool swap) {
  if (!swap)
    return x;
  SmallVector<int64_t> perm(x.type.getRank());
  std::iota(perm.begin(), perm.end(), 0);
  std::swap(perm[perm.size() - 2], perm[perm.size() - 1]);
  return n.transpose(x, perm);
}

/// On CPU MindSpore's BatchMatMul takes stacks that differ without a word, and
/// gives wrong numbers: those are for MatMulExt.
static void exportBatchMatMul(NodeWriter &n) {
  auto op = n.as<BatchMatMulOp>();
  Ref a = n.operand(0), b = n.operand(1);
  if (a.type.getShape().drop_back(2) == b.type.getShape().drop_back(2))
    return n.result(n.call(
        "BatchMatMul",
        {a, b, n.boolean(op.getTransposeA()), n.boolean(op.getTransposeB())},
        n.resultType()));
  n.result(n.call(
      "MatMulExt",
      {matrices(n, a, op.getTransposeA()), matrices(n, b, op.getTransposeB())},
      n.resultType()));
}

void addProductOps(ExportTable &table) {
  table.add<BatchMatMulOp>(exportBatchMatMul);
}

} // namespace ms
