//===- Recurrent.cpp - Recurrent layers -----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/Ops/Recurrent.h"
#include "dialects/MindIR/Ops/OpsImpl.h"

using namespace mlir;
using namespace ms::mindir;

/// The types of y and of the last states: of `states` the first is h0. `w` has
/// `gates` rows of weights per element of the state, each with as many biases
/// as told. `cited` are the constraints on shapes, element types and weights.
template <typename Adaptor>
static LogicalResult inferResults(Adaptor op, const Inference &at, Types &types,
                                  ArrayRef<Value> states, int64_t gates,
                                  int64_t biases, ArrayRef<StringRef> cited) {
  RankedTensorType x = tensorType(op.getX()), w = tensorType(op.getW());
  RankedTensorType h0 = tensorType(states[0]);
  bool first = op.getBatchFirst();
  int64_t rank = first ? 2 : 3;
  bool fits = x.getRank() == 3 && h0.getRank() == rank &&
              x.getShape()[!first] == h0.getShape()[rank - 2] &&
              (first || h0.getDimSize(0) == 1);
  for (Value state : states)
    fits = fits && tensorType(state).getShape() == h0.getShape();
  for (int64_t k = 0; fits && k < 3; ++k)
    fits = (first && k == 0) || !x.isDynamicDim(k);
  if (!fits || x.getDimSize(first) < 1 || h0.isDynamicDim(rank - 1)) {
    std::string shapes = "x " + shapeText(x.getShape());
    if (states.size() == 1)
      shapes += " and h0 " + shapeText(h0.getShape());
    else
      shapes += ", h0 " + shapeText(h0.getShape()) + " and c0 " +
                shapeText(tensorType(states[1]).getShape());
    return at.fail(shapes + " are not " +
                   (first ? "[batch, steps, in] and [batch, hidden]"
                          : "[steps, batch, in] and [1, batch, hidden]") +
                   cited[0]);
  }
  SmallVector<RankedTensorType> others;
  for (Value state : states)
    others.push_back(tensorType(state));
  others.push_back(w);
  for (RankedTensorType other : others)
    if (other.getElementType() != x.getElementType())
      return at.fail("operands " + typeText(x) + " and " + typeText(other) +
                     " differ in element type" + cited[1]);
  int64_t in = x.getDimSize(2), hidden = h0.getShape().back();
  int64_t want = gates * hidden * (in + hidden + biases);
  if (!w.hasStaticShape() || w.getNumElements() != want)
    return at.fail("w has shape " + shapeText(w.getShape()) + ", but " +
                   Twine(want) + " elements are needed" + cited[2]);
  types.push_back(RankedTensorType::get(
      {x.getDimSize(0), x.getDimSize(1), hidden}, x.getElementType()));
  types.append(states.size(), h0);
  return success();
}

static LogicalResult inferLSTM(LSTMOp::Adaptor op, const Inference &at,
                               Types &types) {
  return inferResults(op, at, types, {op.getH0(), op.getC0()}, 4,
                      op.getHasBias(), {" (C1)", " (C2)", " (C3)"});
}
MINDIR_DEFINE_INFER(LSTMOp, inferLSTM)

static LogicalResult inferLSTMGrad(LSTMGradOp::Adaptor op, const Inference &at,
                                   Types &types) {
  SmallVector<Type> results;
  if (failed(inferResults(op, at, results, {op.getH0(), op.getC0()}, 4,
                          op.getHasBias(), {" (C1)", " (C1)", " (C1)"})))
    return failure();
  for (auto [gradient, type] :
       llvm::zip(op.getOperands().drop_front(4), results))
    if (gradient.getType() != type)
      return at.fail("the gradient " + typeText(tensorType(gradient)) +
                     " is that of a result " +
                     typeText(cast<RankedTensorType>(type)) + " (C2)");
  for (Value operand : op.getOperands().take_front(4))
    types.push_back(operand.getType());
  return success();
}
MINDIR_DEFINE_INFER(LSTMGradOp, inferLSTMGrad)

static LogicalResult inferGRU(GRUOp::Adaptor op, const Inference &at,
                              Types &types) {
  return inferResults(op, at, types, {op.getH0()}, 3, 2 * op.getHasBias(),
                      {" (C1)", " (C2)", " (C3)"});
}
MINDIR_DEFINE_INFER(GRUOp, inferGRU)

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Recurrent.cpp.inc"
