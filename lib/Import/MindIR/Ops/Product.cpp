//===- Product.cpp - Batched products -------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/MindIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Product.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

/// A product of matrices, or of stacks of them.
static Value product(NodeReader &n, Value a, Value b, bool transposeA,
                     bool transposeB) {
  if (!a || !b || n.hasFailed())
    return nullptr;
  OpAttributes attributes = n.attributes()
                                .flag("transpose_a", transposeA)
                                .flag("transpose_b", transposeB);
  if (n.typeOf(a).getRank() == 2 && n.typeOf(b).getRank() == 2)
    return n.emit<MatMulOp>({a, b}, attributes);
  return n.emit<BatchMatMulOp>({a, b}, attributes);
}

static Item importBatchMatMul(NodeReader &n) {
  Value a = n.tensor(0), b = n.tensor(1);
  bool transposeA = n.boolean({2, "transpose_a"}, false);
  bool transposeB = n.boolean({3, "transpose_b"}, false);
  return Item::tensor(product(n, a, b, transposeA, transposeB));
}

/// NumPy's rules: a vector is a row on the left and a column on the right, and
/// that dimension is not in the result.
static Item importMatMulExt(NodeReader &n) {
  Value a = n.tensor(0), b = n.tensor(1);
  if (!a || !b)
    return Item();
  bool row = n.typeOf(a).getRank() == 1, column = n.typeOf(b).getRank() == 1;
  auto withOne = [&](Value value, bool front) {
    NodeReader::Ints shape(n.typeOf(value).getShape());
    shape.insert(front ? shape.begin() : shape.end(), 1);
    return n.reshape(value, shape);
  };
  Value c = product(n, row ? withOne(a, true) : a,
                    column ? withOne(b, false) : b, false, false);
  if (!c || !(row || column))
    return Item::tensor(c);
  NodeReader::Ints shape(n.typeOf(c).getShape());
  if (column)
    shape.pop_back();
  if (row)
    shape.erase(column ? shape.end() - 1 : shape.end() - 2);
  return Item::tensor(n.reshape(c, shape));
}

/// x * weight^T + bias, where x may have any number of dimensions in front.
static Item importDense(NodeReader &n) {
  Value x = n.tensor(0), weight = n.tensor(1);
  Value y = product(n, x, weight, false, true);
  if (n.size() > 2 && !n.input(2).is(Item::Kind::None))
    y = n.emit<AddOp>({y, n.tensor(2)});
  return Item::tensor(y);
}

void addProductOps(OpTable &table) {
  table["BatchMatMul"] = importBatchMatMul;
  table["MatMulExt"] = table["BatchMatMulExt"] = importMatMulExt;
  table["Dense"] = importDense;
}

} // namespace ms
