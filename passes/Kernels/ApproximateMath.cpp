//===- ApproximateMath.cpp - Functions of f32 vectors as polynomials ------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"

using namespace mlir;

namespace ms {
#define GEN_PASS_DEF_APPROXIMATEMATH
#include "passes/Kernels/Passes.h.inc"

namespace {
/// The name, for the linker without "libm.", of a function that LLVM has no
/// intrinsic for, or only one that loses digits.
StringRef libmName(Operation *op) {
  if (isa<math::ErfOp>(op))
    return "libm.erf";
  if (isa<math::ExpM1Op>(op))
    return "libm.expm1";
  return isa<math::Log1pOp>(op) ? "libm.log1p" : "";
}

/// Calls the C function of f64 for every lane.
void callLibm(Operation *op, StringRef name) {
  ImplicitLocOpBuilder b(op->getLoc(), op);
  auto module = op->getParentOfType<ModuleOp>();
  Type f64 = b.getF64Type();
  if (!module.lookupSymbol(name)) {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(module.getBody());
    func::FuncOp::create(b, name, b.getFunctionType({f64}, {f64})).setPrivate();
  }
  auto call = [&](Value x) {
    return func::CallOp::create(b, name, f64, x).getResult(0);
  };
  Value x = op->getOperand(0), result;
  if (auto lanes = dyn_cast<VectorType>(x.getType())) {
    SmallVector<Value> parts;
    for (int64_t k = 0; k < lanes.getNumElements(); ++k)
      parts.push_back(call(vector::ExtractOp::create(b, x, k)));
    result = vector::FromElementsOp::create(b, lanes, parts);
  } else {
    result = call(x);
  }
  op->getResult(0).replaceAllUsesWith(result);
  op->erase();
}

struct ApproximateMath : impl::ApproximateMathBase<ApproximateMath> {
  using ApproximateMathBase::ApproximateMathBase;

  LogicalResult initialize(MLIRContext *context) override {
    auto chosen = [](StringRef name) {
      return llvm::is_contained(
          {"math.exp", "math.log", "math.tanh", "math.erf", "math.expm1",
           "math.log1p", "math.asin", "math.acos", "math.atan", "math.atan2"},
          name);
    };
    RewritePatternSet first(context), second(context), third(context);
    populateMathF32ExpansionPatterns(first, chosen);
    populateMathPolynomialApproximationPatterns(second, chosen);
    // Without the instruction, fma would be a call for every lane.
    math::populateExpansionPatterns(third, {"fma"});
    widen = std::move(first);
    approximate = std::move(second);
    expand = std::move(third);
    return success();
  }

  void runOnOperation() override {
    bool any = false;
    getOperation()->walk([&](Operation *op) {
      any |= isa_and_present<math::MathDialect>(op->getDialect());
    });
    if (!any)
      return;
    // Patterns that feed each other get runs of their own.
    walkAndApplyPatterns(getOperation(), widen);
    walkAndApplyPatterns(getOperation(), approximate);
    if (!fma)
      walkAndApplyPatterns(getOperation(), expand);
    getOperation()->walk([&](Operation *op) {
      if (StringRef name = libmName(op);
          !name.empty() && getElementTypeOrSelf(op->getOperand(0)).isF64())
        callLibm(op, name);
    });
  }

  FrozenRewritePatternSet widen, approximate, expand;
};
} // namespace
} // namespace ms
