//===- Differentiate.cpp - Reverse-mode differentiation -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Walks the active ops from the loss back, asks each for the gradients of its
// operands and sums what meets at a value. The rules themselves stand in
// Rules/.
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/LossScale.h"
#include "passes/AutoDiff/Activity.h"
#include "passes/AutoDiff/Passes.h"

#include "dialects/Interfaces/DifferentiableOpInterface.h"
#include "dialects/MindIR/Rows.h"
#include "lib/Support/Diagnostics.h"

#include "mlir/IR/Remarks.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
#define GEN_PASS_DEF_DIFFERENTIATE
#include "passes/AutoDiff/Passes.h.inc"

namespace {

/// The gradients collected so far for each value.
class GradientTable {
public:
  explicit GradientTable(OpBuilder &builder) : builder(builder) {}

  void add(Value value, Value gradient) {
    contributions[value].push_back(gradient);
  }

  /// The sum of what was added for `value`, or null.
  Value get(Value value) {
    auto found = contributions.find(value);
    if (found == contributions.end())
      return nullptr;
    SmallVector<Value> &parts = found->second;
    if (parts.size() > 1) {
      Location loc = value.getLoc();
      parts = {AddNOp::create(builder, loc, value.getType(), parts)};
    }
    return parts[0];
  }

private:
  OpBuilder &builder;
  llvm::DenseMap<Value, SmallVector<Value>> contributions;
};

struct Differentiate : impl::DifferentiateBase<Differentiate> {
  using DifferentiateBase::DifferentiateBase;

  void runOnOperation() override {
    func::FuncOp step = findLossFunction(getOperation(), function.getValue());
    if (!step)
      return signalPassFailure();
    Activity activity(step);
    if (!reportMissingGradients(activity) ||
        failed(appendGradients(step, activity)))
      return signalPassFailure();
    eraseDeadOps(step);
  }

  LogicalResult appendGradients(func::FuncOp step, const Activity &activity) {
    Block &body = step.getBody().front();
    Operation *terminator = body.getTerminator();
    // Gradients go before the assigns: those stand at the end.
    auto assigns = body.getOps<AssignOp>();
    OpBuilder builder(assigns.empty() ? terminator
                                      : (*assigns.begin()).getOperation());
    GradientTable table(builder);

    Value loss = terminator->getOperand(0);
    auto lossType = cast<RankedTensorType>(loss.getType());
    if (activity.getTrainableLoads().empty())
      return emitCodedError(step.getLoc(), Code::Differentiation)
             << "function '" << step.getName()
             << "' loads no trainable parameter";
    table.add(loss, lossGradient(step, loss, lossType, builder));

    for (Operation *op : llvm::reverse(activity.getActiveOps()))
      if (failed(differentiate(op, activity, builder, table)))
        return failure();

    SmallVector<Value> results(terminator->getOperands());
    SmallVector<Type> resultTypes(step.getResultTypes());
    SmallVector<FlatSymbolRefAttr> gradientOf;
    llvm::SmallDenseSet<StringRef> done;
    for (Operation *op : activity.getTrainableLoads()) {
      auto load = cast<LoadOp>(op);
      if (!done.insert(load.getParameter()).second)
        continue;
      Value gradient = gradientOfParameter(load, activity, builder, table);
      if (!gradient) {
        remark::missed(load.getLoc(), remark::RemarkOpts::name("NoGradient")
                                          .category("mindir-differentiate"))
            << remark::reason("the loss does not depend on this parameter")
            << remark::metric("layer", load.getParameter());
        continue;
      }
      gradient = cutToRows(gradient, load, builder);
      results.push_back(gradient);
      resultTypes.push_back(gradient.getType());
      gradientOf.push_back(load.getParameterAttr());
    }
    unsigned first = terminator->getNumOperands();
    terminator->setOperands(results);
    step.setFunctionType(
        builder.getFunctionType(step.getArgumentTypes(), resultTypes));
    for (FlatSymbolRefAttr name : gradientOf)
      step.setResultAttr(first++, kGradientOfAttr, name);
    return success();
  }

  /// What the gradients start from: 1, or the scale of the loss.
  static Value lossGradient(func::FuncOp step, Value loss,
                            RankedTensorType type, OpBuilder &builder) {
    Type element = type.getElementType();
    if (!step->hasAttr(kLossScaleAttr)) {
      auto one =
          DenseElementsAttr::get(type, FloatAttr::get(element, 1.0).getValue());
      return ConstantOp::create(builder, loss.getLoc(), type, one);
    }
    OpBuilder head = OpBuilder::atBlockBegin(&step.getBody().front());
    auto f32 = RankedTensorType::get({}, head.getF32Type());
    Value scale = LoadOp::create(head, loss.getLoc(), f32, kScaleName);
    return builder.createOrFold<CastOp>(loss.getLoc(), scale,
                                        TypeAttr::get(element));
  }

  /// The rows that are trained of a parameter.
  static Value cutToRows(Value gradient, LoadOp load, OpBuilder &builder) {
    auto parameter = SymbolTable::lookupNearestSymbolFrom<ParameterOp>(
        load, load.getParameterAttr());
    std::optional<Rows> rows = getRows(parameter, kTrainRowsAttr);
    if (!rows)
      return gradient;
    SmallVector<int64_t> begin(load.getType().getRank(), 0);
    SmallVector<int64_t> size(begin.size(), -1);
    begin[0] = rows->begin;
    size[0] = rows->size();
    return SliceOp::create(builder, load.getLoc(), gradient,
                           builder.getI64ArrayAttr(begin),
                           builder.getI64ArrayAttr(size));
  }

  /// A parameter may be loaded more than once (tied weights): all loads count.
  Value gradientOfParameter(LoadOp first, const Activity &activity,
                            OpBuilder &builder, GradientTable &table) {
    SmallVector<Value> parts;
    for (Operation *op : activity.getTrainableLoads()) {
      auto load = cast<LoadOp>(op);
      if (load.getParameterAttr() == first.getParameterAttr())
        if (Value part = table.get(load.getValue()))
          parts.push_back(part);
    }
    if (parts.size() > 1)
      return AddNOp::create(builder, first.getLoc(), first.getType(), parts);
    return parts.empty() ? Value() : parts[0];
  }

  LogicalResult differentiate(Operation *op, const Activity &activity,
                              OpBuilder &builder, GradientTable &table) {
    SmallVector<Value> resultGradients;
    for (Value result : op->getResults())
      resultGradients.push_back(activity.isActive(result) ? table.get(result)
                                                          : Value());
    if (llvm::none_of(resultGradients, [](Value v) { return bool(v); }))
      return success();
    SmallVector<bool> needed;
    for (Value operand : op->getOperands())
      needed.push_back(activity.isActive(operand));
    SmallVector<Value> gradients(op->getNumOperands());
    if (failed(cast<DifferentiableOpInterface>(op).buildGradient(
            builder, resultGradients, needed, gradients)))
      return failure();
    for (auto [operand, gradient, wanted] :
         llvm::zip(op->getOperands(), gradients, needed)) {
      if (!wanted || !gradient)
        continue;
      if (gradient.getType() != operand.getType())
        return emitCodedError(op, Code::Differentiation)
               << "its rule gives a gradient of type " << gradient.getType()
               << " for an operand of type " << operand.getType();
      table.add(operand, gradient);
    }
    return success();
  }

  void eraseDeadOps(func::FuncOp step) {
    Block &body = step.getBody().front();
    SmallVector<Operation *> ops;
    for (Operation &op : body.without_terminator())
      ops.push_back(&op);
    for (Operation *op : llvm::reverse(ops))
      if (isOpTriviallyDead(op))
        op->erase();
  }
};

} // namespace
} // namespace ms
