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

/// The operands of an update: the first one is the variable, whose element type
/// numbers take.
static SmallVector<Value> operands(NodeReader &n, unsigned count) {
  SmallVector<Value> values = {n.tensor(0)};
  Type element = values[0] ? n.typeOf(values[0]).getElementType() : Type();
  for (unsigned k = 1; k < count; ++k)
    values.push_back(n.tensor(k, element));
  return values;
}

/// A scalar may be a tensor of one element.
static Value scalar(NodeReader &n, Value value) {
  return n.reshape(value, {});
}

/// Marks the inputs that hold state of the optimizer.
static void markState(NodeReader &n, ArrayRef<unsigned> inputs) {
  for (unsigned k : inputs)
    n.markOptimizer(k);
}

static Item importApplyGradientDescent(NodeReader &n) {
  SmallVector<Value> v = operands(n, 3);
  Value next =
      n.emit<ApplyGradientDescentOp>({v[0], scalar(n, v[1]), v[2]});
  n.write(0, next);
  markState(n, {1});
  return Item::tensor(next);
}

/// The result of a primitive with several: new values of its parameters.
static Item results(NodeReader &n, Operation *op, ArrayRef<unsigned> inputs) {
  if (op)
    for (auto [result, input] : llvm::zip(op->getResults(), inputs))
      n.writeIfParameter(input, result);
  if (op && !n.isParameter(0))
    n.fail("input 0 is " + describe(n.input(0)) +
           ", expected a parameter to write");
  return n.tupleOf(op);
}

static Item importApplyMomentum(NodeReader &n) {
  SmallVector<Value> v = operands(n, 5);
  double scale = n.real(attribute("gradient_scale"), 1.0);
  bool nesterov = n.boolean(attribute("use_nesterov"), false);
  if (scale != 1.0 && v[3])
    v[3] = n.emit<MulOp>(
        {v[3], n.constant(n.typeOf(v[3]).getElementType(), scale)});
  Operation *op = n.emitOp(ApplyMomentumOp::getOperationName(),
                           {v[0], v[1], scalar(n, v[2]), v[3], scalar(n, v[4])},
                           n.attributes().flag("use_nesterov", nesterov));
  markState(n, {1, 2, 4});
  Item all = results(n, op, {0, 1});
  // Only the variable comes out.
  return op ? Item::tensor(op->getResult(0)) : all;
}

static Item importSGD(NodeReader &n) {
  // var, grad, lr, accum, momentum, stat
  SmallVector<Value> v = operands(n, 6);
  OpAttributes attributes =
      n.attributes()
          .number("dampening", n.real(attribute("dampening"), 0.0))
          .number("weight_decay", n.real(attribute("weight_decay"), 0.0))
          .flag("nesterov", n.boolean(attribute("nesterov"), false));
  Operation *op = n.emitOp(
      SGDOp::getOperationName(),
      {v[0], v[1], scalar(n, v[2]), v[3], scalar(n, v[4]), v[5]}, attributes);
  markState(n, {2, 3, 4, 5});
  Item all = results(n, op, {0, 3, 5});
  return op ? Item::tensor(op->getResult(0)) : all;
}

static Item importAdam(NodeReader &n) {
  // var, m, v, beta1_power, beta2_power, lr, beta1, beta2, epsilon, grad
  SmallVector<Value> v = operands(n, 10);
  for (unsigned k = 3; k < 9; ++k)
    v[k] = scalar(n, v[k]);
  Operation *op =
      n.emitOp(ApplyAdamOp::getOperationName(), v,
               n.attributes().flag(
                   "use_nesterov",
                   n.boolean(attribute("use_nesterov"), false)));
  markState(n, {1, 2, 3, 4, 5});
  return results(n, op, {0, 1, 2});
}

void addUpdateOps(OpTable &table) {
  table["ApplyGradientDescent"] = importApplyGradientDescent;
  table["ApplyMomentum"] = importApplyMomentum;
  table["SGD"] = importSGD;
  table["Adam"] = importAdam;
}

} // namespace ms
