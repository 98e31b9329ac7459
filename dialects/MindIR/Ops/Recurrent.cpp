//===- Recurrent.cpp - Recurrent layers -----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/Ops/Recurrent.h"
#include "dialects/MindIR/Ops/OpsImpl.h"

using namespace mlir;
using namespace ms::mindir;

static LogicalResult inferLSTM(LSTMOp::Adaptor op, const Inference &at,
                               Types &types) {
  RankedTensorType x = tensorType(op.getX()), h0 = tensorType(op.getH0());
  RankedTensorType c0 = tensorType(op.getC0()), w = tensorType(op.getW());
  bool first = op.getBatchFirst();
  int64_t rank = first ? 2 : 3;
  bool fits = x.getRank() == 3 && h0.getRank() == rank &&
              h0.getShape() == c0.getShape() &&
              x.getShape()[!first] == h0.getShape()[rank - 2] &&
              (first || h0.getDimSize(0) == 1);
  for (int64_t k = 0; fits && k < 3; ++k)
    fits = (first && k == 0) || !x.isDynamicDim(k);
  if (!fits || x.getDimSize(first) < 1 || h0.isDynamicDim(rank - 1))
    return at.fail("x " + shapeText(x.getShape()) + ", h0 " +
                   shapeText(h0.getShape()) + " and c0 " +
                   shapeText(c0.getShape()) + " are not " +
                   (first ? "[batch, steps, in] and [batch, hidden]"
                          : "[steps, batch, in] and [1, batch, hidden]") +
                   " (C1)");
  for (RankedTensorType other : {h0, c0, w})
    if (other.getElementType() != x.getElementType())
      return at.fail("operands " + typeText(x) + " and " + typeText(other) +
                     " differ in element type (C2)");
  int64_t in = x.getDimSize(2), hidden = h0.getShape().back();
  int64_t want = 4 * hidden * (in + hidden + op.getHasBias());
  if (!w.hasStaticShape() || w.getNumElements() != want)
    return at.fail("w has shape " + shapeText(w.getShape()) + ", but " +
                   Twine(want) + " elements are needed (C3)");
  types.push_back(RankedTensorType::get(
      {x.getDimSize(0), x.getDimSize(1), hidden}, x.getElementType()));
  types.push_back(h0);
  types.push_back(h0);
  return success();
}
MINDIR_DEFINE_INFER(LSTMOp, inferLSTM)

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Recurrent.cpp.inc"
