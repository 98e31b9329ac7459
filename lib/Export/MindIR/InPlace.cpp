//===- InPlace.cpp - Ops that may write their parameters ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/MindIR/InPlace.h"

#include "dialects/MindIR/Rows.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

LoadOp wholeLoad(Value value) {
  auto load = value.getDefiningOp<LoadOp>();
  return load && !load->hasAttr(kRowsAttr) ? load : LoadOp();
}

AssignOp onlyAssign(Value value) {
  if (!value.hasOneUse())
    return nullptr;
  auto assign = dyn_cast<AssignOp>(*value.user_begin());
  return assign && !assign->hasAttr(kRowsAttr) ? assign : AssignOp();
}

bool isInPlace(Operation *op, unsigned operand, unsigned result) {
  LoadOp load = wholeLoad(op->getOperand(operand));
  AssignOp assign = onlyAssign(op->getResult(result));
  return load && assign && load.getParameter() == assign.getParameter();
}

bool isWritten(LoadOp load) {
  // Assigns stand at the end.
  Operation *op = load->getBlock()->getTerminator();
  while ((op = op->getPrevNode()) && isa<AssignOp>(op))
    if (cast<AssignOp>(op).getParameter() == load.getParameter())
      return true;
  return false;
}

} // namespace ms
