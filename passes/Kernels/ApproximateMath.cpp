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

/// Calls the C function of f64 for every lane, of f32 as well.
void callLibm(Operation *op, StringRef name) {
  ImplicitLocOpBuilder b(op->getLoc(), op);
  auto module = op->getParentOfType<ModuleOp>();
  Type f64 = b.getF64Type();
  if (!module.lookupSymbol(name)) {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(module.getBody());
    func::FuncOp::create(b, name, b.getFunctionType({f64}, {f64})).setPrivate();
  }
  Type element = getElementTypeOrSelf(op->getOperand(0));
  auto call = [&](Value x) -> Value {
    if (element != f64)
      x = arith::ExtFOp::create(b, f64, x);
    Value y = func::CallOp::create(b, name, f64, x).getResult(0);
    return element == f64 ? y : arith::TruncFOp::create(b, element, y);
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

/// erf of f32 as a quotient of polynomials in x^2, both for all arguments:
/// fewer instructions than a polynomial for each of several intervals, of which
/// lanes choose their coefficients. Fitted to the relative error; beyond
/// kErfEnd the result rounds to 1 or the number before it.
constexpr float kErfEnd = 3.8375f;
constexpr float kErfAbove[] = {1.128379225730896f,      0.18497680127620697f,
                               0.05413549393415451f,    0.00382105796597898f,
                               0.000372801732737571f,   4.504429398366483e-06f,
                               -1.2228655421608892e-08f};
constexpr float kErfBelow[] = {1.0f,
                               0.4972648322582245f,
                               0.11373084783554077f,
                               0.01538076065480709f,
                               0.001292695989832282f,
                               6.141849735286087e-05f};

struct QuotientErf : OpRewritePattern<math::ErfOp> {
  using OpRewritePattern<math::ErfOp>::OpRewritePattern;

  LogicalResult matchAndRewrite(math::ErfOp op,
                                PatternRewriter &rewriter) const override {
    Type type = op.getType();
    if (!getElementTypeOrSelf(type).isF32())
      return failure();
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    auto number = [&](float value) -> Value {
      TypedAttr attr = b.getF32FloatAttr(value);
      if (auto lanes = dyn_cast<ShapedType>(type))
        attr = SplatElementsAttr::get(lanes, attr);
      return arith::ConstantOp::create(b, attr);
    };
    // NaN is neither above nor below a bound, and stays.
    auto clamp = [&](Value value, float bound) {
      using Predicate = arith::CmpFPredicate;
      for (auto [sign, order] : {std::pair(1.0f, Predicate::OGT),
                                 std::pair(-1.0f, Predicate::OLT)}) {
        Value end = number(sign * bound);
        Value beyond = arith::CmpFOp::create(b, order, value, end);
        value = arith::SelectOp::create(b, beyond, end, value);
      }
      return value;
    };
    Value x = clamp(op.getOperand(), kErfEnd);
    Value square = arith::MulFOp::create(b, x, x);
    auto polynomial = [&](ArrayRef<float> coefficients) {
      Value sum = number(coefficients.back());
      for (float coefficient : llvm::reverse(coefficients.drop_back()))
        sum = math::FmaOp::create(b, sum, square, number(coefficient));
      return sum;
    };
    Value above = arith::MulFOp::create(b, x, polynomial(kErfAbove));
    Value below = polynomial(kErfBelow);
    rewriter.replaceOp(op, clamp(arith::DivFOp::create(b, above, below), 1.0f));
    return success();
  }
};

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
    second.add<QuotientErf>(context, /*benefit=*/2);
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
    if (polynomials)
      walkAndApplyPatterns(getOperation(), approximate);
    if (!fma)
      walkAndApplyPatterns(getOperation(), expand);
    getOperation()->walk([&](Operation *op) {
      // What is f32 still has become no polynomial.
      if (StringRef name = libmName(op); !name.empty())
        callLibm(op, name);
    });
  }

  FrozenRewritePatternSet widen, approximate, expand;
};
} // namespace
} // namespace ms
