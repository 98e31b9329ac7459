//===- Update.cpp - Update rules of optimizers ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A primitive of MindSpore's writes its parameters: it stands for an op whose
// results are assigned to them, and nothing else. Where something else is done
// with the results, as in steps that may be skipped, and where MindSpore's CPU
// has no kernel or one that computes other numbers, the op is decomposed.
//
//===----------------------------------------------------------------------===//

#include "lib/Export/MindIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Update.h"
#include "lib/Export/MindIR/InPlace.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

/// The operands that the results are written to, in the order of the results.
template <unsigned... written> struct Writes {
  static bool fits(Operation *op) {
    unsigned result = 0;
    return (isInPlace(op, written, result++) && ...);
  }
  static SmallVector<Ref> inputs(NodeWriter &n) {
    return n.update({written...});
  }
};

/// A primitive that gives the new variable alone.
static void change(NodeWriter &n, StringRef primitive,
                   const SmallVector<Ref> &inputs,
                   const AttributeList &attributes) {
  n.change(primitive, PrimitiveKind::Operator, inputs, attributes,
           n.resultType());
}

/// One that gives all new values.
static void changeTuple(NodeWriter &n, StringRef primitive, PrimitiveKind kind,
                        const SmallVector<Ref> &inputs,
                        const AttributeList &attributes) {
  n.change(primitive, kind, inputs, attributes, n.resultTypes());
}

static AttributeList noLocks() {
  return AttributeList().boolean("use_locking", false);
}

//===----------------------------------------------------------------------===//
// Gradient descent
//===----------------------------------------------------------------------===//

using MomentumWrites = Writes<0, 1>;
/// MindSpore's CPU has no other form than the plain one.
static bool fitsMomentum(Operation *op) {
  return MomentumWrites::fits(op) &&
         !cast<ApplyMomentumOp>(op).getUseNesterov();
}
static void exportApplyMomentum(NodeWriter &n) {
  change(n, "ApplyMomentum", MomentumWrites::inputs(n),
         noLocks().boolean("use_nesterov", false).real("gradient_scale", 1));
}

using SGDWrites = Writes<0, 3, 5>;
static void exportSGD(NodeWriter &n) {
  auto op = n.as<SGDOp>();
  change(n, "SGD", SGDWrites::inputs(n),
         AttributeList()
             .real("dampening", op.getDampening().convertToDouble())
             .real("weight_decay", op.getWeightDecay().convertToDouble())
             .boolean("nesterov", op.getNesterov()));
}

//===----------------------------------------------------------------------===//
// Adam
//===----------------------------------------------------------------------===//

using Moments = Writes<0, 1, 2>;

static void exportAdam(NodeWriter &n) {
  changeTuple(
      n, "Adam", PrimitiveKind::Operator, Moments::inputs(n),
      noLocks().boolean("use_nesterov", n.as<ApplyAdamOp>().getUseNesterov()));
}

/// Behind the operands stands whether there are locks.
static void exportAdamWeightDecay(NodeWriter &n) {
  SmallVector<Ref> inputs = Moments::inputs(n);
  inputs.push_back(n.boolean(false));
  changeTuple(n, "AdamWeightDecay", PrimitiveKind::Function, inputs, {});
}

static void exportAdaMax(NodeWriter &n) {
  changeTuple(n, "ApplyAdaMax", PrimitiveKind::Operator, Moments::inputs(n),
              {});
}

//===----------------------------------------------------------------------===//
// Rates by sums of squares
//===----------------------------------------------------------------------===//

static void exportRMSProp(NodeWriter &n) {
  change(n, "ApplyRMSProp", Moments::inputs(n), noLocks());
}

using CenteredWrites = Writes<0, 1, 2, 3>;
static void exportCenteredRMSProp(NodeWriter &n) {
  change(n, "ApplyCenteredRMSProp", CenteredWrites::inputs(n), noLocks());
}

using AdagradWrites = Writes<0, 1>;
static void exportAdagrad(NodeWriter &n) {
  changeTuple(n, "ApplyAdagrad", PrimitiveKind::Operator,
              AdagradWrites::inputs(n),
              AttributeList().boolean("update_slots",
                                      n.as<ApplyAdagradOp>().getUpdateSlots()));
}

static void exportAdadelta(NodeWriter &n) {
  changeTuple(n, "ApplyAdadelta", PrimitiveKind::Operator, Moments::inputs(n),
              {});
}

static void exportFtrl(NodeWriter &n) {
  change(n, "ApplyFtrl", Moments::inputs(n), noLocks());
}

static void exportProximalAdagrad(NodeWriter &n) {
  changeTuple(n, "ApplyProximalAdagrad", PrimitiveKind::Operator,
              AdagradWrites::inputs(n), noLocks());
}

void addUpdateOps(ExportTable &table) {
  table.add<ApplyMomentumOp>(exportApplyMomentum, "", fitsMomentum);
  table.add<SGDOp>(exportSGD, "", SGDWrites::fits);
  table.add<ApplyAdamOp>(exportAdam, "", Moments::fits);
  table.add<AdamWeightDecayOp>(exportAdamWeightDecay, "", Moments::fits);
  table.add<ApplyAdaMaxOp>(exportAdaMax, "", Moments::fits);
  table.add<ApplyRMSPropOp>(exportRMSProp, "", Moments::fits);
  table.add<ApplyCenteredRMSPropOp>(exportCenteredRMSProp, "",
                                    CenteredWrites::fits);
  table.add<ApplyAdagradOp>(exportAdagrad, "", AdagradWrites::fits);
  table.add<ApplyAdadeltaOp>(exportAdadelta, "", Moments::fits);
  table.add<ApplyFtrlOp>(exportFtrl, "", Moments::fits);
  table.add<ApplyProximalAdagradOp>(exportProximalAdagrad, "",
                                    AdagradWrites::fits);
}

} // namespace ms
