//===- Reduction.cpp - Reductions and running sums ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/Ops/Reduction.h"
#include "dialects/MindIR/Ops/ElementsImpl.h"
#include "dialects/MindIR/Ops/FoldsImpl.h"

using namespace mlir;
using namespace ms::mindir;

MINDIR_DEFINE_INFER(ReduceProdOp, inferReduce)
MINDIR_DEFINE_INFER(ReduceAllOp, inferReduce)
MINDIR_DEFINE_INFER(ReduceAnyOp, inferReduce)
MINDIR_DEFINE_INFER(ArgminOp, inferArgExtreme)

template <typename Adaptor>
static LogicalResult inferRunning(Adaptor op, const Inference &at,
                                  Types &types) {
  RankedTensorType x = tensorType(op.getX());
  int64_t axis = normalizeAxis(op.getAxis(), x.getRank());
  if (axis < 0)
    return at.fail("axis " + Twine(op.getAxis()) + " is outside rank " +
                   Twine(x.getRank()) + " (C1)");
  if (x.isDynamicDim(axis))
    return at.fail("axis " + Twine(op.getAxis()) +
                   " is the dynamic dimension (C2)");
  types.push_back(x);
  return success();
}
MINDIR_DEFINE_INFER(CumSumOp, inferRunning)
MINDIR_DEFINE_INFER(CumProdOp, inferRunning)

OpFoldResult ReduceProdOp::fold(FoldAdaptor) { return foldReduce(*this); }
OpFoldResult ReduceAllOp::fold(FoldAdaptor) { return foldReduce(*this); }
OpFoldResult ReduceAnyOp::fold(FoldAdaptor) { return foldReduce(*this); }

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Reduction.cpp.inc"
