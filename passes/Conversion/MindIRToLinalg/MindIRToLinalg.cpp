//===- MindIRToLinalg.cpp - What ops compute, as loops over elements ------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The pass, the builder that lowerings share, and the report of ops without
// one.
//
//===----------------------------------------------------------------------===//

#include "passes/Conversion/MindIRToLinalg/MindIRToLinalgImpl.h"
#include "passes/Conversion/Passes.h"

#include "dialects/MindIR/IndexedKernel.h"
#include "lib/Support/Diagnostics.h"

#include "mlir/Transforms/WalkPatternRewriteDriver.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
#define GEN_PASS_DEF_CONVERTMINDIRTOLINALG
#include "passes/Conversion/Passes.h.inc"

namespace lowering {

Lowering::Lowering(Operation *op, PatternRewriter &rewriter)
    : b(op->getLoc(), rewriter), op(op), rewriter(rewriter) {}

Exprs Lowering::dims(unsigned n) {
  Exprs result;
  for (unsigned k = 0; k < n; ++k)
    result.push_back(d(k));
  return result;
}

Value Lowering::empty(RankedTensorType type, Value like) {
  SmallVector<Value> dynamic;
  if (!type.hasStaticShape())
    dynamic.push_back(tensor::DimOp::create(b, like, 0));
  return tensor::EmptyOp::create(b, type, dynamic);
}

Value Lowering::fill(RankedTensorType type, Value like, TypedAttr value) {
  // linalg.fill takes the value in the tensor's own type.
  Value scalar = fromSignless(b, arith::ConstantOp::create(b, value),
                              type.getElementType());
  return linalg::FillOp::create(b, scalar, empty(type, like)).getResult(0);
}

Value Lowering::extents(ArrayRef<int64_t> shape) {
  return tensor::EmptyOp::create(b, shape, b.getI8Type());
}

linalg::GenericOp Lowering::generic(StringRef iterators,
                                    ArrayRef<Access> inputs,
                                    ArrayRef<Access> outputs, Body body) {
  SmallVector<Value> ins, outs;
  SmallVector<AffineMap> maps;
  SmallVector<Type> types;
  auto map = [&](const Access &access) {
    maps.push_back(
        AffineMap::get(iterators.size(), 0, access.index, b.getContext()));
  };
  for (const Access &input : inputs) {
    ins.push_back(input.tensor);
    map(input);
  }
  for (const Access &output : outputs) {
    outs.push_back(output.tensor);
    types.push_back(output.tensor.getType());
    map(output);
  }
  SmallVector<utils::IteratorType> kinds;
  for (char letter : iterators)
    kinds.push_back(letter == 'p' ? utils::IteratorType::parallel
                                  : utils::IteratorType::reduction);
  auto op = linalg::GenericOp::create(
      b, types, ins, outs, maps, kinds,
      [&](OpBuilder &nested, Location loc, ValueRange arguments) {
        ImplicitLocOpBuilder inner(loc, nested);
        linalg::YieldOp::create(inner, body(inner, arguments));
      });
  // What the op was made of may have been another op before.
  auto name = this->op->getAttrOfType<StringAttr>(kOpNameAttr);
  op->setAttr(kOpNameAttr,
              name ? name
                   : b.getStringAttr(this->op->getName().stripDialect()));
  return op;
}

LogicalResult Lowering::replace(ValueRange values) {
  rewriter.replaceOp(op, values);
  return success();
}

TypedAttr Lowering::number(Type type, double value) {
  if (isa<FloatType>(type))
    return b.getFloatAttr(type, value);
  Type signless = b.getIntegerType(type.getIntOrFloatBitWidth());
  return b.getIntegerAttr(signless, static_cast<int64_t>(value));
}

TypedAttr Lowering::lowest(Type type) {
  if (auto real = dyn_cast<FloatType>(type))
    return FloatAttr::get(
        type, APFloat::getInf(real.getFloatSemantics(), /*Negative=*/true));
  unsigned width = type.getIntOrFloatBitWidth();
  APInt value = type.isUnsignedInteger() ? APInt::getZero(width)
                                         : APInt::getSignedMinValue(width);
  return b.getIntegerAttr(b.getIntegerType(width), value);
}

TypedAttr Lowering::highest(Type type) {
  if (auto real = dyn_cast<FloatType>(type))
    return FloatAttr::get(type, APFloat::getInf(real.getFloatSemantics()));
  unsigned width = type.getIntOrFloatBitWidth();
  APInt value = type.isUnsignedInteger() ? APInt::getMaxValue(width)
                                         : APInt::getSignedMaxValue(width);
  return b.getIntegerAttr(b.getIntegerType(width), value);
}

} // namespace lowering

namespace {

/// What may stay: state, data that is no computation, views, and kernels.
bool stays(Operation *op) {
  return isIndexedKernel(op) || isa<LoadOp, AssignOp, ParameterOp, ConstantOp,
                                    ReshapeOp, FlattenOp, LaunchOp>(op);
}

struct ConvertMindIRToLinalg
    : impl::ConvertMindIRToLinalgBase<ConvertMindIRToLinalg> {
  using ConvertMindIRToLinalgBase::ConvertMindIRToLinalgBase;

  LogicalResult initialize(MLIRContext *context) override {
    RewritePatternSet set(context);
    lowering::addMathPatterns(set);
    lowering::addTensorPatterns(set);
    lowering::addNNPatterns(set);
    lowering::addElementaryPatterns(set);
    lowering::addActivationPatterns(set);
    lowering::addReductionPatterns(set);
    lowering::addProductPatterns(set);
    lowering::addNormPatterns(set);
    lowering::addImagePatterns(set);
    lowering::addShapePatterns(set);
    lowering::addIndexPatterns(set);
    lowering::addRecurrentPatterns(set);
    patterns = std::move(set);
    return success();
  }

  void runOnOperation() override {
    if (getOperation().isExternal())
      return;
    walkAndApplyPatterns(getOperation(), patterns);
    fillOperands();
    bool complete = true;
    getOperation().walk([&](Operation *op) {
      if (!isa_and_present<MindIRDialect>(op->getDialect()))
        return;
      if (stays(op)) {
        // Splats have become numbers in the bodies that read them.
        if (isa<ConstantOp>(op) && op->use_empty())
          op->erase();
        return;
      }
      emitCodedError(op, Code::MissingLowering) << "has no lowering";
      complete = false;
    });
    if (!complete)
      signalPassFailure();
  }

  /// Splats that kernels read become fills: data of an object is small.
  void fillOperands() {
    SmallVector<OpOperand *> uses;
    getOperation().walk([&](Operation *op) {
      if (isIndexedKernel(op))
        for (OpOperand &use : op->getOpOperands())
          if (auto value = use.get().getDefiningOp<ConstantOp>();
              value && isa<SplatElementsAttr>(value.getValue()))
            uses.push_back(&use);
    });
    for (OpOperand *use : uses) {
      ImplicitLocOpBuilder b(use->getOwner()->getLoc(), use->getOwner());
      auto constant = use->get().getDefiningOp<ConstantOp>();
      auto splat = cast<SplatElementsAttr>(constant.getValue());
      RankedTensorType type = constant.getType();
      Attribute value = splat.getSplatValue<Attribute>();
      if (auto number = dyn_cast<IntegerAttr>(value))
        value = b.getIntegerAttr(
            b.getIntegerType(type.getElementTypeBitWidth()), number.getValue());
      Value scalar = lowering::fromSignless(
          b, arith::ConstantOp::create(b, cast<TypedAttr>(value)),
          type.getElementType());
      Value empty = tensor::EmptyOp::create(b, type, ValueRange());
      use->set(linalg::FillOp::create(b, scalar, empty).getResult(0));
    }
  }

  FrozenRewritePatternSet patterns;
};

} // namespace
} // namespace ms
