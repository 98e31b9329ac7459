//===- DecomposeRecurrent.cpp - Formulas: recurrent layers ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/DecomposeImpl.h"

#include "passes/Analysis/UnrollGRU.h"
#include "passes/Analysis/UnrollLSTM.h"

#include "dialects/MindIR/Ops/Recurrent.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

static LogicalResult decompose(LSTMOp op, Formula &f) {
  UnrolledLSTM unrolled(f.b, op);
  return f.replace(unrolled.results(op));
}

static LogicalResult decompose(LSTMGradOp op, Formula &f) {
  UnrolledLSTM unrolled(f.b, op);
  return f.replace(unrolled.gradients(op.getDy(), op.getDhn(), op.getDcn()));
}

static LogicalResult decompose(GRUOp op, Formula &f) {
  UnrolledGRU unrolled(f.b, op);
  return f.replace(unrolled.results(op));
}

void addRecurrentFormulas(RewritePatternSet &patterns) {
  addFormula<LSTMOp, decompose>(patterns);
  addFormula<LSTMGradOp, decompose>(patterns);
  addFormula<GRUOp, decompose>(patterns);
}

} // namespace ms
