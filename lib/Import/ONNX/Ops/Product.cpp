//===- Product.cpp - Products of matrices ---------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/Ops/Ops.h"

#include "dialects/MindIR/Ops/Product.h"
#include "dialects/MindIR/Ops/Shape.h"
#include "lib/Builder/Layers.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::fromonnx {

static Value product(NodeReader &n, Value a, Value b) {
  if (!a || !b)
    return nullptr;
  if (n.typeOf(a).getRank() == 2 && n.typeOf(b).getRank() == 2)
    return n.emit<MatMulOp>({a, b});
  return n.emit<BatchMatMulOp>({a, b});
}

/// NumPy's matmul: vectors are rows on the left and columns on the right.
static Results importMatMul(NodeReader &n) {
  Value a = n.tensor(0), b = n.tensor(1);
  if (n.hasFailed())
    return {};
  bool row = n.typeOf(a).getRank() == 1, column = n.typeOf(b).getRank() == 1;
  if (row)
    a = n.expand(a, 0);
  if (column)
    b = n.expand(b, 1);
  Value c = product(n, a, b);
  if (!c || !(row || column))
    return c;
  NodeReader::Ints axes;
  if (row)
    axes.push_back(-2);
  if (column)
    axes.push_back(-1);
  return n.emit<SqueezeOp>(c, n.attributes().ints("axis", axes));
}

/// alpha * A * B + beta * C
static Results importGemm(NodeReader &n) {
  Value a = n.tensor(0), b = n.tensor(1);
  double alpha = n.real("alpha", 1), beta = n.real("beta", 1);
  bool turnA = n.integer("transA", 0) != 0, turnB = n.integer("transB", 0) != 0;
  OpAttributes turns = n.attributes();
  if (turnA)
    turns.flag("transpose_a", true);
  if (turnB)
    turns.flag("transpose_b", true);
  Value y = n.emit<MatMulOp>({a, b}, turns);
  if (alpha != 1)
    y = n.emit<MulOp>({y, n.number(y, alpha)});
  if (!n.has(2) || beta == 0)
    return y;
  Value c = n.tensor(2);
  if (beta != 1)
    c = n.emit<MulOp>({c, n.number(c, beta)});
  if (n.hasFailed())
    return {};
  RankedTensorType type = n.typeOf(c), result = n.typeOf(y);
  bool isBias =
      type.getRank() == 1 && type.getDimSize(0) == result.getDimSize(1);
  return isBias ? n.emit<BiasAddOp>({y, c}) : n.emit<AddOp>({y, c});
}

/// Einstein's sum of one or two tensors.
static Results importEinsum(NodeReader &n) {
  SmallVector<Value> operands = n.tensors();
  std::string equation = n.text("equation");
  if (n.hasFailed())
    return {};
  if (operands.size() > 2) {
    n.fail("has " + Twine(operands.size()) +
           " operands, supported are one and two");
    return {};
  }
  return n.einsum(equation, operands);
}

void addProductOps(OpTable &table) {
  table["MatMul"] = importMatMul;
  table["Gemm"] = importGemm;
  table["Einsum"] = importEinsum;
}

} // namespace ms::fromonnx
