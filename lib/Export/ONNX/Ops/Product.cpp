//===- Product.cpp - Batched products -------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/ONNX/Ops/Ops.h"

#include "dialects/MindIR/Ops/Product.h"

#include <numeric>

using namespace mlir;
using namespace ms::mindir;

namespace ms::to_onnx {

/// `x` with its last two dimensions swapped, where `swap` says so.
static Ref matrices(NodeWriter &n, const Ref &x, bool swap) {
  if (!swap)
    return x;
  SmallVector<int64_t> perm(x.rank());
  std::iota(perm.begin(), perm.end(), 0);
  std::swap(perm[perm.size() - 2], perm[perm.size() - 1]);
  return n.transpose(x, perm);
}

static void exportBatchMatMul(NodeWriter &n) {
  auto op = n.as<BatchMatMulOp>();
  Ref a = matrices(n, n.wideOperand(0), op.getTransposeA());
  Ref b = matrices(n, n.wideOperand(1), op.getTransposeB());
  n.result(n.call("MatMul", {a, b}, withElement(n.resultType(), a.element())));
}

void addProductOps(ExportTable &table) {
  table.add<BatchMatMulOp>(exportBatchMatMul);
}

} // namespace ms::to_onnx
