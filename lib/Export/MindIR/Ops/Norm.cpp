//===- Norm.cpp - Normalizations ------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/MindIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Norm.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

/// MindSpore's primitive takes [N, C] and [N, C, H, W]: an image of another
/// rank is one of height 1.
static RankedTensorType imageType(RankedTensorType type) {
  if (type.getRank() == 2 || type.getRank() == 4)
    return type;
  ArrayRef<int64_t> shape = type.getShape();
  int64_t pixels = 1;
  for (int64_t extent : shape.drop_front(2))
    pixels *= extent;
  return RankedTensorType::get({shape[0], shape[1], 1, pixels},
                               type.getElementType());
}

static void exportBatchNorm(NodeWriter &n) {
  auto op = n.as<BatchNormOp>();
  RankedTensorType type = imageType(n.resultType()),
                   channels = n.operandType(1);
  SmallVector<Ref> inputs = n.operands();
  inputs[0] = n.reshape(inputs[0], type);
  inputs.append({n.boolean(false), n.real(op.getEpsilon().convertToDouble()),
                 // The momentum, which counts in training only.
                 n.real(0.1), n.integer(0)});
  TupleRef y = n.callTuple("BatchNorm", inputs,
                           {type, channels, channels, channels, channels});
  n.result(n.reshape(n.item(y, 0), n.resultType()));
}

static void exportLayerNorm(NodeWriter &n) {
  auto op = n.as<LayerNormOp>();
  SmallVector<Ref> inputs = n.operands();
  inputs.append({n.integer(op.getBeginNormAxis()),
                 n.integer(op.getBeginParamsAxis()),
                 n.real(op.getEpsilon().convertToDouble())});
  n.results(n.callTuple("LayerNorm", inputs, n.resultTypes()));
}

static void exportGroupNorm(NodeWriter &n) {
  auto op = n.as<GroupNormOp>();
  n.results(
      n.callTuple("GroupNorm",
                  {n.operand(0), n.integer(op.getNumGroups()), n.operand(1),
                   n.operand(2), n.real(op.getEps().convertToDouble())},
                  n.resultTypes()));
}

void addNormOps(ExportTable &table) {
  table.add<BatchNormOp>(exportBatchNorm);
  table.add<LayerNormOp>(exportLayerNorm);
  table.add<GroupNormOp>(exportGroupNorm);
}

} // namespace ms
