//===- Norm.cpp - Normalizations ------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/ONNX/Ops/Ops.h"

#include "dialects/MindIR/MindIRShapes.h"
#include "dialects/MindIR/Ops/Norm.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;

namespace ms::to_onnx {

static void exportBatchNorm(NodeWriter &n) {
  auto op = n.as<BatchNormOp>();
  SmallVector<Ref> inputs;
  for (const Ref &input : n.operands())
    inputs.push_back(n.exact(input));
  n.result(n.call(
      "BatchNormalization", inputs, inputs[0].type,
      Attributes().real("epsilon", n.fits(op.getEpsilon().convertToDouble()))));
}

namespace {
/// Means and variances along axes, and what is normalized by them.
struct Moments {
  Ref mean, variance, normalized;

  Moments(NodeWriter &n, const Ref &x, ArrayRef<int64_t> axes, double epsilon) {
    mean = n.reduce("ReduceMean", x, axes, true);
    Ref apart = n.binary("Sub", x, mean);
    variance =
        n.reduce("ReduceMean", n.binary("Mul", apart, apart), axes, true);
    deviation = n.unary("Sqrt", n.binary("Add", variance, epsilon));
    normalized = n.binary("Div", apart, deviation);
  }
  Ref deviation;
};
} // namespace

static SmallVector<int64_t> axesFrom(int64_t first, int64_t rank) {
  SmallVector<int64_t> axes;
  for (int64_t k = first; k < rank; ++k)
    axes.push_back(k);
  return axes;
}

/// One node since opset 17, unless its statistics are read: ONNX has 1 /
/// deviation where the dialect has the variance.
static void exportLayerNorm(NodeWriter &n) {
  auto op = n.as<LayerNormOp>();
  Ref x = n.exact(n.operand(0)), gamma = n.exact(n.operand(1)),
      beta = n.exact(n.operand(2));
  int64_t axis = normalizeAxis(op.getBeginNormAxis(), x.rank());
  double epsilon = op.getEpsilon().convertToDouble();
  bool isPlain = axis == normalizeAxis(op.getBeginParamsAxis(), x.rank()) &&
                 !n.isUsed(1) && !n.isUsed(2);
  if (n.opset() >= 17 && isPlain)
    return n.result(n.call(
        "LayerNormalization", {x, gamma, beta}, x.type,
        Attributes().integer("axis", axis).real("epsilon", n.fits(epsilon))));
  Moments moments(n, x, axesFrom(axis, x.rank()), epsilon);
  n.result(0,
           n.binary("Add", n.binary("Mul", moments.normalized, gamma), beta));
  n.result(1, moments.mean);
  n.result(2, moments.variance);
}

/// A group is one long row.
static void exportGroupNorm(NodeWriter &n) {
  auto op = n.as<GroupNormOp>();
  Ref x = n.exact(n.operand(0)), gamma = n.exact(n.operand(1)),
      beta = n.exact(n.operand(2));
  int64_t groups = op.getNumGroups(), elements = 1;
  for (int64_t extent : x.type.getShape().drop_front())
    elements *= extent;
  int64_t batch = x.extent(0);
  Ref long_ = n.reshape(x, {batch, groups, elements / groups});
  Moments moments(n, long_, {2}, op.getEps().convertToDouble());
  Ref y = n.reshape(moments.normalized, x.type.getShape());
  n.result(0, n.binary("Add", n.binary("Mul", y, n.perChannel(gamma, x.rank())),
                       n.perChannel(beta, x.rank())));
  n.result(1, n.reshape(moments.mean, {batch, groups}));
  n.result(
      2, n.reshape(n.unary("Reciprocal", moments.deviation), {batch, groups}));
}

//===----------------------------------------------------------------------===//
// Lengths of vectors
//===----------------------------------------------------------------------===//

static Ref lengths(NodeWriter &n, const Ref &x, double p,
                   ArrayRef<int64_t> axes, bool keepDims) {
  if (p == 1)
    return n.reduce("ReduceL1", x, axes, keepDims);
  if (p == 2)
    return n.reduce("ReduceL2", x, axes, keepDims);
  Ref size = n.unary("Abs", x);
  if (std::isinf(p))
    return n.reduce("ReduceMax", size, axes, keepDims);
  if (p == 0) {
    Ref isThere = n.unary("Not", n.compare("Equal", x, 0));
    return n.reduce("ReduceSum", n.cast(isThere, x.element()), axes, keepDims);
  }
  Ref sum = n.reduce("ReduceSum", n.binary("Pow", size, p), axes, keepDims);
  return n.binary("Pow", sum, 1 / p);
}

static void exportLpNorm(NodeWriter &n) {
  auto op = n.as<LpNormOp>();
  Ref x = n.exact(n.operand(0));
  Ref length = lengths(n, x, op.getP().convertToDouble(), op.getReducedAxes(),
                       op.getKeepDims());
  n.result(n.binary("Max", length, op.getEpsilon().convertToDouble()));
}

static void exportL2Normalize(NodeWriter &n) {
  auto op = n.as<L2NormalizeOp>();
  Ref x = n.exact(n.operand(0));
  Ref sum = n.reduce("ReduceSum", n.binary("Mul", x, x),
                     {normalizeAxis(op.getAxis(), x.rank())}, true);
  Ref bounded = n.binary("Max", sum, op.getEpsilon().convertToDouble());
  n.result(n.binary("Div", x, n.unary("Sqrt", bounded)));
}

/// ONNX divides alpha by the number of channels.
static void exportLRN(NodeWriter &n) {
  auto op = n.as<LRNOp>();
  int64_t size = 2 * op.getDepthRadius() + 1;
  double alpha = op.getAlpha().convertToDouble() * static_cast<double>(size);
  n.result(n.unary("LRN", n.exact(n.operand(0)),
                   Attributes()
                       .integer("size", size)
                       .real("alpha", n.fits(alpha))
                       .real("beta", n.fits(op.getBeta().convertToDouble()))
                       .real("bias", n.fits(op.getBias().convertToDouble()))));
}

void addNormOps(ExportTable &table) {
  table.add<BatchNormOp>(exportBatchNorm);
  table.add<LayerNormOp>(exportLayerNorm);
  table.add<GroupNormOp>(exportGroupNorm);
  table.add<LpNormOp>(exportLpNorm);
  table.add<L2NormalizeOp>(exportL2Normalize);
  table.add<LRNOp>(exportLRN);
}

} // namespace ms::to_onnx
