//===- Update.cpp - Update rules of optimizers ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// In MindSpore an optimizer's primitive writes its parameters; here it computes
// new values, which are then written.
//
//===----------------------------------------------------------------------===//

#include "lib/Import/MindIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Update.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

/// How a primitive's inputs map to an op that has them in the same order.
struct Rule {
  unsigned inputs;
  /// Inputs that are as large as the variable; the others are scalars, which a
  /// file may also keep as one element.
  SmallVector<unsigned> tensors;
  /// The inputs that the results are written to, in the order of the results.
  SmallVector<unsigned> written;
  /// An input that counts steps, or none.
  std::optional<unsigned> step = {};
};

static SmallVector<Value> readOperands(NodeReader &n, const Rule &rule) {
  SmallVector<Value> values;
  Type element;
  for (unsigned k = 0; k < rule.inputs && !n.hasFailed(); ++k) {
    Value value = n.tensor(k, element);
    if (k == 0 && value)
      element = n.typeOf(value).getElementType();
    if (!llvm::is_contained(rule.tensors, k))
      value = n.reshape(value, {});
    Type wanted =
        rule.step == k ? IntegerType::get(element.getContext(), 32) : element;
    values.push_back(n.convert(value, wanted));
  }
  return values;
}

/// Emits the op and writes what it computes. Everything a parameter keeps but
/// the variable is the optimizer's.
static Operation *emitUpdate(NodeReader &n, StringRef name, const Rule &rule,
                             ArrayRef<Value> operands,
                             const OpAttributes &attributes) {
  if (!n.hasFailed() && !n.isParameter(0))
    n.fail("input 0 is " + describe(n.input(0)) +
           ", expected a parameter to write");
  Operation *op = n.emitOp(name, operands, attributes);
  if (!op)
    return nullptr;
  for (auto [result, input] : llvm::zip(op->getResults(), rule.written))
    n.writeIfParameter(input, result);
  n.markVariable(0);
  for (unsigned k = 1; k < rule.inputs; ++k)
    if (llvm::is_contained(rule.written, k) ||
        !llvm::is_contained(rule.tensors, k))
      n.markOptimizer(k);
  return op;
}

/// An update whose result in the file is a tuple of all new values.
template <typename OpT>
static Item importUpdate(NodeReader &n, const Rule &rule,
                         const OpAttributes &attributes) {
  return n.tupleOf(emitUpdate(n, OpT::getOperationName(), rule,
                              readOperands(n, rule), attributes));
}

/// One whose result is the variable alone.
static Item variableOf(Operation *op) {
  return op ? Item::tensor(op->getResult(0)) : Item();
}

static Item importApplyGradientDescent(NodeReader &n) {
  Rule rule = {3, {0, 2}, {0}};
  return variableOf(emitUpdate(n, ApplyGradientDescentOp::getOperationName(),
                               rule, readOperands(n, rule), n.attributes()));
}

static Item importApplyMomentum(NodeReader &n) {
  // var, accum, lr, grad, momentum
  Rule rule = {5, {0, 1, 3}, {0, 1}};
  SmallVector<Value> operands = readOperands(n, rule);
  double scale = n.real(attribute("gradient_scale"), 1.0);
  if (!n.hasFailed() && scale != 1.0)
    operands[3] = n.emit<MulOp>(
        {operands[3],
         n.constant(n.typeOf(operands[3]).getElementType(), scale)});
  bool nesterov = n.boolean(attribute("use_nesterov"), false);
  return variableOf(emitUpdate(n, ApplyMomentumOp::getOperationName(), rule,
                               operands,
                               n.attributes().flag("use_nesterov", nesterov)));
}

static Item importSGD(NodeReader &n) {
  // var, grad, lr, accum, momentum, stat
  Rule rule = {6, {0, 1, 3, 5}, {0, 3, 5}};
  OpAttributes attributes =
      n.attributes()
          .number("dampening", n.real(attribute("dampening"), 0.0))
          .number("weight_decay", n.real(attribute("weight_decay"), 0.0))
          .flag("nesterov", n.boolean(attribute("nesterov"), false));
  return variableOf(emitUpdate(n, SGDOp::getOperationName(), rule,
                               readOperands(n, rule), attributes));
}

static Item importAdam(NodeReader &n) {
  // var, m, v, beta1_power, beta2_power, lr, beta1, beta2, epsilon, grad
  bool nesterov = n.boolean(attribute("use_nesterov"), false);
  return importUpdate<ApplyAdamOp>(
      n, {10, {0, 1, 2, 9}, {0, 1, 2}},
      n.attributes().flag("use_nesterov", nesterov));
}

static Item importAdamWithAmsgrad(NodeReader &n) {
  // var, m, v, vhat, beta1_power, beta2_power, lr, beta1, beta2, epsilon, grad
  return importUpdate<ApplyAdamWithAmsgradV2Op>(
      n, {11, {0, 1, 2, 3, 10}, {0, 1, 2, 3}}, n.attributes());
}

static Item importAdamWeightDecay(NodeReader &n) {
  // var, m, v, lr, beta1, beta2, epsilon, decay, gradient
  return importUpdate<AdamWeightDecayOp>(n, {9, {0, 1, 2, 8}, {0, 1, 2}},
                                         n.attributes());
}

static Item importAdamW(NodeReader &n) {
  // var, m, v, max_v, gradient, step, lr, beta1, beta2, decay, eps, amsgrad,
  // maximize
  n.expectInteger({11, "amsgrad"}, {0}, "no amsgrad");
  n.expectInteger({12, "maximize"}, {0}, "no maximize");
  Rule rule = {11, {0, 1, 2, 3, 4}, {0, 1, 2}, 5};
  SmallVector<Value> operands = readOperands(n, rule);
  if (n.hasFailed())
    return Item();
  // The largest second moments are amsgrad's.
  operands.erase(operands.begin() + 3);
  return n.tupleOf(emitUpdate(n, AdamWOp::getOperationName(), rule, operands,
                              n.attributes()));
}

static Item importLamb(NodeReader &n) {
  // var, m, v, lr, beta1, beta2, epsilon, decay, global_step, gradient
  return importUpdate<LambOp>(n, {10, {0, 1, 2, 9}, {0, 1, 2}, 8},
                              n.attributes());
}

static Item importLARSUpdate(NodeReader &n) {
  // weight, gradient, norm_weight, norm_gradient, weight_decay, learning_rate
  Rule rule = {6, {0, 1}, {}};
  OpAttributes attributes =
      n.attributes()
          .number("epsilon", n.real(attribute("epsilon"), 1e-5))
          .number("hyperpara", n.real(attribute("hyperpara"), 0.001))
          .flag("use_clip", n.boolean(attribute("use_clip"), false));
  return Item::tensor(n.emit<LARSUpdateOp>(readOperands(n, rule), attributes));
}

static Item importApplyRMSProp(NodeReader &n) {
  // var, mean_square, moment, learning_rate, grad, decay, momentum, epsilon
  Rule rule = {8, {0, 1, 2, 4}, {0, 1, 2}};
  return variableOf(emitUpdate(n, ApplyRMSPropOp::getOperationName(), rule,
                               readOperands(n, rule), n.attributes()));
}

static Item importApplyCenteredRMSProp(NodeReader &n) {
  // var, mean_gradient, mean_square, moment, grad, learning_rate, decay,
  // momentum, epsilon
  Rule rule = {9, {0, 1, 2, 3, 4}, {0, 1, 2, 3}};
  return variableOf(emitUpdate(n, ApplyCenteredRMSPropOp::getOperationName(),
                               rule, readOperands(n, rule), n.attributes()));
}

static Item importApplyAdagrad(NodeReader &n) {
  // var, accum, lr, grad
  bool update = n.boolean(attribute("update_slots"), true);
  return importUpdate<ApplyAdagradOp>(
      n, {4, {0, 1, 3}, {0, 1}}, n.attributes().flag("update_slots", update));
}

static Item importApplyAdadelta(NodeReader &n) {
  // var, accum, accum_update, lr, rho, epsilon, grad
  return importUpdate<ApplyAdadeltaOp>(n, {7, {0, 1, 2, 6}, {0, 1, 2}},
                                       n.attributes());
}

static Item importApplyAdaMax(NodeReader &n) {
  // var, m, v, beta1_power, lr, beta1, beta2, epsilon, grad
  return importUpdate<ApplyAdaMaxOp>(n, {9, {0, 1, 2, 8}, {0, 1, 2}},
                                     n.attributes());
}

static Item importApplyFtrl(NodeReader &n) {
  // var, accum, linear, grad, lr, l1, l2, lr_power
  Rule rule = {8, {0, 1, 2, 3}, {0, 1, 2}};
  return variableOf(emitUpdate(n, ApplyFtrlOp::getOperationName(), rule,
                               readOperands(n, rule), n.attributes()));
}

static Item importApplyProximalAdagrad(NodeReader &n) {
  // var, accum, lr, l1, l2, grad
  return importUpdate<ApplyProximalAdagradOp>(n, {6, {0, 1, 5}, {0, 1}},
                                              n.attributes());
}

static Item importFloatStatus(NodeReader &n) {
  return Item::tensor(n.emit<FloatStatusOp>(n.tensor(0)));
}

void addUpdateOps(OpTable &table) {
  table["ApplyGradientDescent"] = importApplyGradientDescent;
  table["ApplyMomentum"] = importApplyMomentum;
  table["SGD"] = importSGD;
  table["Adam"] = importAdam;
  table["ApplyAdamWithAmsgradV2"] = importAdamWithAmsgrad;
  table["AdamWeightDecay"] = importAdamWeightDecay;
  table["AdamW"] = importAdamW;
  table["Lamb"] = importLamb;
  table["LARSUpdate"] = importLARSUpdate;
  table["ApplyRMSProp"] = importApplyRMSProp;
  table["ApplyCenteredRMSProp"] = importApplyCenteredRMSProp;
  table["ApplyAdagrad"] = importApplyAdagrad;
  table["ApplyAdadelta"] = importApplyAdadelta;
  table["ApplyAdaMax"] = importApplyAdaMax;
  table["ApplyFtrl"] = importApplyFtrl;
  table["ApplyProximalAdagrad"] = importApplyProximalAdagrad;
  table["FloatStatus"] = importFloatStatus;
}

} // namespace ms
