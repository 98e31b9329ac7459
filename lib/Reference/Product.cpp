//===- Product.cpp - Rules: batched products ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Reference/EvaluatorImpl.h"

#include "dialects/MindIR/Ops/Product.h"

using namespace mlir;
using namespace ms;
using namespace ms::reference;
using namespace ms::mindir;

static LogicalResult evaluateBatchMatMul(BatchMatMulOp op, Evaluation &e) {
  const ReferenceTensor &a = e.operand(0), &b = e.operand(1);
  bool ta = op.getTransposeA(), tb = op.getTransposeB();
  ArrayRef<int64_t> stackA = ArrayRef(a.shape).drop_back(2),
                    stackB = ArrayRef(b.shape).drop_back(2);
  auto shape = broadcastShapes(stackA, stackB);
  if (failed(shape))
    return e.fail("stacks " + shapeText(stackA) + " and " + shapeText(stackB) +
                  " do not broadcast");
  auto extent = [](const ReferenceTensor &x, bool last) {
    return x.shape[x.getRank() - (last ? 1 : 2)];
  };
  int64_t rows = extent(a, ta), terms = extent(a, !ta),
          columns = extent(b, !tb);
  if (extent(b, tb) != terms)
    return e.fail("the first matrices have " + Twine(terms) +
                  " columns, but the second have " + Twine(extent(b, tb)) +
                  " rows");
  std::vector<int64_t> first = broadcastIndices(stackA, *shape);
  std::vector<int64_t> second = broadcastIndices(stackB, *shape);
  shape->append({rows, columns});
  ReferenceTensor &c = e.addResult(*shape);
  Type element = c.elementType;
  bool isFloat = isa<FloatType>(element);
  for (size_t s = 0; s < first.size(); ++s) {
    const double *x = a.data.data() + first[s] * rows * terms;
    const double *y = b.data.data() + second[s] * terms * columns;
    double *z = c.data.data() + s * rows * columns;
    for (int64_t i = 0; i < rows; ++i)
      for (int64_t j = 0; j < columns; ++j) {
        double sum = 0;
        for (int64_t k = 0; k < terms; ++k) {
          double p = x[ta ? k * rows + i : i * terms + k];
          double q = y[tb ? j * terms + k : k * columns + j];
          // Integers wrap.
          sum = isFloat
                    ? sum + p * q
                    : wrapInteger(toBits(sum) + toBits(p) * toBits(q), element);
        }
        z[i * columns + j] = sum;
      }
  }
  return success();
}

void ms::reference::addProductRules(RuleTable &rules) {
  rules.add<BatchMatMulOp>(evaluateBatchMatMul);
}
