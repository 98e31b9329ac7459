//===- EmulateBFloat16.cpp - Arithmetic on bf16 in f32 --------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/AttrTypeSubElements.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"

using namespace mlir;

namespace ms {
#define GEN_PASS_DEF_EMULATEBFLOAT16
#include "passes/Kernels/Passes.h.inc"

namespace {
bool isBFloat16(Type type) { return getElementTypeOrSelf(type).isBF16(); }

/// `type` with f32 in place of bf16.
Type widened(Type type) {
  if (!isBFloat16(type))
    return type;
  Type f32 = Float32Type::get(type.getContext());
  auto lanes = dyn_cast<VectorType>(type);
  return lanes ? lanes.clone(f32) : f32;
}

/// Whether the op calculates; others only move or reinterpret elements.
bool computes(Operation *op) {
  if (isa<arith::ConstantOp, arith::ExtFOp, arith::TruncFOp, arith::BitcastOp,
          arith::SelectOp>(op))
    return false;
  return isa<arith::ArithDialect, math::MathDialect>(op->getDialect()) ||
         isa<vector::FMAOp, vector::ReductionOp>(op);
}

/// Does the op in f32, between conversions.
void widen(Operation *op) {
  OpBuilder b(op);
  for (OpOperand &operand : op->getOpOperands())
    if (Type type = operand.get().getType(); isBFloat16(type))
      operand.set(
          arith::ExtFOp::create(b, op->getLoc(), widened(type), operand.get()));
  b.setInsertionPointAfter(op);
  for (OpResult result : op->getResults()) {
    Type type = result.getType();
    if (!isBFloat16(type))
      continue;
    result.setType(widened(type));
    auto rounded = arith::TruncFOp::create(b, op->getLoc(), type, result);
    result.replaceAllUsesExcept(rounded, rounded);
  }
}

/// A conversion between bf16 and f64 goes by way of f32: only that has an
/// expansion.
template <typename Op> struct MeetInF32 : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;

  LogicalResult matchAndRewrite(Op op,
                                PatternRewriter &rewriter) const override {
    Type from = op.getIn().getType(), to = op.getType();
    Type other = isBFloat16(from) ? to : from;
    if (isBFloat16(from) == isBFloat16(to) ||
        !getElementTypeOrSelf(other).isF64())
      return failure();
    Type middle = rewriter.getF32Type();
    if (auto lanes = dyn_cast<VectorType>(other))
      middle = lanes.clone(middle);
    Value half = Op::create(rewriter, op.getLoc(), middle, op.getIn());
    rewriter.replaceOpWithNewOp<Op>(op, to, half);
    return success();
  }
};

struct EmulateBFloat16 : impl::EmulateBFloat16Base<EmulateBFloat16> {
  using EmulateBFloat16Base::EmulateBFloat16Base;

  LogicalResult initialize(MLIRContext *context) override {
    RewritePatternSet first(context), second(context);
    first.add<MeetInF32<arith::TruncFOp>, MeetInF32<arith::ExtFOp>>(context);
    arith::populateExpandBFloat16Patterns(second);
    split = std::move(first);
    expand = std::move(second);
    return success();
  }

  void runOnOperation() override {
    bool any = false;
    SmallVector<Operation *> narrow;
    getOperation()->walk([&](Operation *op) {
      if (llvm::none_of(op->getOperandTypes(), isBFloat16) &&
          llvm::none_of(op->getResultTypes(), isBFloat16))
        return;
      any = true;
      if (computes(op))
        narrow.push_back(op);
    });
    if (!any)
      return;
    for (Operation *op : narrow)
      widen(op);
    walkAndApplyPatterns(getOperation(), split);
    walkAndApplyPatterns(getOperation(), expand);
    storeAsIntegers();
  }

  /// What is left moves bits: as integers, which any processor keeps in a
  /// register from one block to the next.
  void storeAsIntegers() {
    Type i16 = IntegerType::get(&getContext(), 16);
    AttrTypeReplacer replacer;
    replacer.addReplacement([&](BFloat16Type) -> Type { return i16; });
    replacer.addReplacement([&](FloatAttr number) -> std::optional<Attribute> {
      if (!number.getType().isBF16())
        return std::nullopt;
      return IntegerAttr::get(i16, number.getValue().bitcastToAPInt());
    });
    replacer.addReplacement(
        [&](DenseElementsAttr numbers) -> std::optional<Attribute> {
          if (!numbers.getElementType().isBF16())
            return std::nullopt;
          return numbers.bitcast(i16);
        });
    replacer.recursivelyReplaceElementsIn(getOperation(), /*replaceAttrs=*/true,
                                          /*replaceLocs=*/false,
                                          /*replaceTypes=*/true);
  }

  FrozenRewritePatternSet split, expand;
};
} // namespace
} // namespace ms
