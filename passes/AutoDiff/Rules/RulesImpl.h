//===- RulesImpl.h - How gradient rules are written -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A rule is a function of an op and a GradientBuilder. This file turns such
// functions into external models of DifferentiableOpInterface and holds what
// the rules share: short names for ops, and the reverse of broadcasting.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_AUTODIFF_RULES_RULESIMPL_H
#define MS_PASSES_AUTODIFF_RULES_RULESIMPL_H

#include "dialects/Interfaces/DifferentiableOpInterface.h"
#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Support/Diagnostics.h"

namespace ms::autodiff {

/// What a rule reads (gradients of the results) and fills (of the operands).
class GradientBuilder {
public:
  GradientBuilder(mlir::OpBuilder &builder, mlir::Location loc,
                  llvm::ArrayRef<mlir::Value> resultGradients,
                  llvm::ArrayRef<bool> needed,
                  llvm::MutableArrayRef<mlir::Value> operandGradients)
      : b(loc, builder), resultGradients(resultGradients), needed(needed),
        operandGradients(operandGradients) {}

  mlir::Value getResultGradient(unsigned k = 0) const {
    return resultGradients[k];
  }
  bool isNeeded(unsigned operand) const { return needed[operand]; }
  void set(unsigned operand, mlir::Value gradient) {
    operandGradients[operand] = gradient;
  }
  /// Reports why this op cannot be differentiated here.
  void refuse(mlir::Operation *op, const llvm::Twine &why) {
    emitCodedError(op, Code::MissingGradient) << why;
    refused = true;
  }
  bool isRefused() const { return refused; }
  /// Sets the gradient of an operand that was broadcast: sums what it was
  /// repeated along.
  void setSummed(unsigned operand, mlir::Value value, mlir::Value gradient) {
    set(operand, sumTo(gradient, value));
  }

  /// An op with inferred result types; its first result.
  template <typename Op, typename... Args> mlir::Value make(Args &&...args) {
    return Op::create(b, std::forward<Args>(args)...)->getResult(0);
  }

  mlir::Value add(mlir::Value x, mlir::Value y) {
    return make<mindir::AddOp>(x, y);
  }
  mlir::Value sub(mlir::Value x, mlir::Value y) {
    return make<mindir::SubOp>(x, y);
  }
  mlir::Value mul(mlir::Value x, mlir::Value y) {
    return make<mindir::MulOp>(x, y);
  }
  mlir::Value div(mlir::Value x, mlir::Value y) {
    return make<mindir::DivOp>(x, y);
  }
  mlir::Value neg(mlir::Value x) { return make<mindir::NegOp>(x); }
  /// `condition ? x : 0`.
  mlir::Value where(mlir::Value condition, mlir::Value x) {
    return make<mindir::SelectOp>(condition, x, scalar(0, x));
  }
  /// A scalar constant with the element type of `like`.
  mlir::Value scalar(double value, mlir::Value like);
  /// `x` times a number.
  mlir::Value scale(mlir::Value x, double factor) {
    return mul(x, scalar(factor, x));
  }
  /// Sums `gradient` over the dimensions along which `value` was repeated to
  /// the gradient's shape.
  mlir::Value sumTo(mlir::Value gradient, mlir::Value value);
  /// `reduced`, the result of a reduction of `x` along `axes`, with extent 1 in
  /// their places.
  mlir::Value keepDims(mlir::Value reduced, mlir::Value x,
                       llvm::ArrayRef<int64_t> axes);
  mlir::ArrayAttr ints(llvm::ArrayRef<int64_t> values) {
    return b.getI64ArrayAttr(values);
  }

  mlir::ImplicitLocOpBuilder b;

private:
  llvm::ArrayRef<mlir::Value> resultGradients;
  llvm::ArrayRef<bool> needed;
  llvm::MutableArrayRef<mlir::Value> operandGradients;
  bool refused = false;
};

/// The external model of a rule `void rule(Op, GradientBuilder &)`.
template <typename Op, void (*rule)(Op, GradientBuilder &)>
struct RuleModel
    : DifferentiableOpInterface::ExternalModel<RuleModel<Op, rule>, Op> {
  llvm::LogicalResult
  buildGradient(mlir::Operation *op, mlir::OpBuilder &builder,
                mlir::ArrayRef<mlir::Value> resultGradients,
                mlir::ArrayRef<bool> needed,
                mlir::MutableArrayRef<mlir::Value> operandGradients) const {
    GradientBuilder gradients(builder, op->getLoc(), resultGradients, needed,
                              operandGradients);
    rule(llvm::cast<Op>(op), gradients);
    return mlir::success(!gradients.isRefused());
  }
};

template <typename Op, void (*rule)(Op, GradientBuilder &)>
void attach(mlir::MLIRContext *context) {
  Op::template attachInterface<RuleModel<Op, rule>>(*context);
}

void attachMathRules(mlir::MLIRContext *context);
void attachTensorRules(mlir::MLIRContext *context);
void attachNNRules(mlir::MLIRContext *context);
void attachLossRules(mlir::MLIRContext *context);
void attachElementaryRules(mlir::MLIRContext *context);
void attachActivationRules(mlir::MLIRContext *context);
void attachReductionRules(mlir::MLIRContext *context);
void attachProductRules(mlir::MLIRContext *context);
void attachNormRules(mlir::MLIRContext *context);
void attachImageRules(mlir::MLIRContext *context);
void attachShapeRules(mlir::MLIRContext *context);
void attachIndexRules(mlir::MLIRContext *context);
void attachRecurrentRules(mlir::MLIRContext *context);
void attachAttentionRules(mlir::MLIRContext *context);

} // namespace ms::autodiff

#endif // MS_PASSES_AUTODIFF_RULES_RULESIMPL_H
