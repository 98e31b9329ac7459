//===- Norm.cpp - Normalizations ------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/AIR/Ops/Ops.h"

#include "dialects/MindIR/MindIRShapes.h"
#include "dialects/MindIR/Ops/Norm.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::air {

static void exportBatchNorm(NodeWriter &n) {
  auto op = n.as<BatchNormOp>();
  RankedTensorType type = imageType(n.resultType()),
                   channels = n.operandType(1);
  SmallVector<Ref> inputs = n.operands();
  inputs[0] = n.reshape(inputs[0], type);
  Ref y = n.callMany("BatchNorm", inputs,
                     AttributeList()
                         .text("data_format", "NCHW")
                         .real("epsilon", op.getEpsilon().convertToDouble())
                         .boolean("is_training", false),
                     {type, channels, channels, channels, channels})[0];
  n.result(n.reshape(y, n.resultType()));
}

static void exportLayerNorm(NodeWriter &n) {
  auto op = n.as<LayerNormOp>();
  n.results(
      n.callMany("LayerNorm", n.operands(),
                 AttributeList()
                     .integer("begin_norm_axis", op.getBeginNormAxis())
                     .integer("begin_params_axis", op.getBeginParamsAxis())
                     .real("epsilon", op.getEpsilon().convertToDouble()),
                 n.resultTypes()));
}

/// Step by step: what the operator GroupNorm gives beside y differs between
/// versions. Elements of 16 bits are computed in 32.
static void exportGroupNorm(NodeWriter &n) {
  auto op = n.as<GroupNormOp>();
  Type wide = n.resultType(1).getElementType();
  SmallVector<int64_t> shape(n.operandType(0).getShape());
  int64_t groups = op.getNumGroups(), size = shape[1] / groups;
  for (int64_t extent : ArrayRef(shape).drop_front(2))
    size *= extent;
  Ref x = n.reshape(n.cast(n.operand(0), wide), {shape[0], groups, size});
  Ref mean = n.reduce("ReduceMean", x, 2);
  Ref centered = n.binary("Sub", x, mean);
  Ref variance = n.reduce("ReduceMean", n.unary("Square", centered), 2);
  Ref rstd = n.unary("Rsqrt",
                     n.binary("Add", variance, op.getEps().convertToDouble()));
  Ref y = n.reshape(n.binary("Mul", centered, rstd), shape);
  SmallVector<int64_t> channels(shape.size() - 1, 1);
  channels[0] = shape[1];
  y = n.binary("Mul", y, n.reshape(n.operand(1), channels));
  y = n.binary("Add", y, n.reshape(n.operand(2), channels));
  n.results({n.cast(y, n.resultType().getElementType()),
             n.reshape(mean, n.resultType(1)),
             n.reshape(rstd, n.resultType(2))});
}

/// x / sqrt(max(sum of squares, epsilon))
static void exportL2Normalize(NodeWriter &n) {
  auto op = n.as<L2NormalizeOp>();
  Type element = n.resultType().getElementType();
  Type wide = element.isF64() ? element : Float32Type::get(op.getContext());
  Ref x = n.cast(n.operand(0), wide);
  int64_t axis = normalizeAxis(op.getAxis(), x.type.getRank());
  Ref sum = n.reduce("ReduceSum", n.unary("Square", x), axis);
  Ref length = n.unary(
      "Sqrt", n.binary("Maximum", sum, op.getEpsilon().convertToDouble()));
  n.result(n.cast(n.binary("RealDiv", x, length), element));
}

static void exportLRN(NodeWriter &n) {
  auto op = n.as<LRNOp>();
  n.result(n.call("LRN", n.operands(),
                  AttributeList()
                      .integer("depth_radius", op.getDepthRadius())
                      .real("bias", op.getBias().convertToDouble())
                      .real("alpha", op.getAlpha().convertToDouble())
                      .real("beta", op.getBeta().convertToDouble()),
                  n.resultType()));
}

void addNormOps(ExportTable &table) {
  table.add<BatchNormOp>(exportBatchNorm);
  table.add<LayerNormOp>(exportLayerNorm);
  table.add<GroupNormOp>(exportGroupNorm);
  table.add<L2NormalizeOp>(exportL2Normalize);
  table.add<LRNOp>(exportLRN);
}

} // namespace ms::air
