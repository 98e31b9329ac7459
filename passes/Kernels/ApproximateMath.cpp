//===- ApproximateMath.cpp - Functions of f32 vectors as polynomials ------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"

using namespace mlir;

namespace ms {
#define GEN_PASS_DEF_APPROXIMATEMATH
#include "passes/Kernels/Passes.h.inc"

namespace {
struct ApproximateMath : impl::ApproximateMathBase<ApproximateMath> {
  using ApproximateMathBase::ApproximateMathBase;

  LogicalResult initialize(MLIRContext *context) override {
    auto chosen = [](StringRef name) {
      return llvm::is_contained(
          {"math.exp", "math.log", "math.tanh", "math.sin", "math.cos"}, name);
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
  }

  FrozenRewritePatternSet widen, approximate, expand;
};
} // namespace
} // namespace ms
