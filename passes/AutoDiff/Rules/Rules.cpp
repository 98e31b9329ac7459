//===- Rules.cpp - Registration of gradient rules, shared parts -----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/Passes.h"
#include "passes/AutoDiff/Rules/RulesImpl.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

void registerGradientRules(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, MindIRDialect *) {
    autodiff::attachMathRules(context);
    autodiff::attachTensorRules(context);
    autodiff::attachNNRules(context);
    autodiff::attachLossRules(context);
    autodiff::attachElementaryRules(context);
    autodiff::attachActivationRules(context);
    autodiff::attachReductionRules(context);
    autodiff::attachProductRules(context);
    autodiff::attachNormRules(context);
    autodiff::attachImageRules(context);
    autodiff::attachShapeRules(context);
    autodiff::attachIndexRules(context);
    autodiff::attachRecurrentRules(context);
    autodiff::attachAttentionRules(context);
  });
}

namespace autodiff {

Value GradientBuilder::scalar(double value, Value like) {
  auto type = cast<RankedTensorType>(getScalarType(like.getType()));
  TypedAttr element =
      isa<FloatType>(type.getElementType())
          ? TypedAttr(b.getFloatAttr(type.getElementType(), value))
          : TypedAttr(b.getIntegerAttr(type.getElementType(),
                                       static_cast<int64_t>(value)));
  return ConstantOp::create(b, type, DenseElementsAttr::get(type, element));
}

Value GradientBuilder::sumTo(Value gradient, Value value) {
  auto from = cast<RankedTensorType>(gradient.getType());
  auto to = cast<RankedTensorType>(value.getType());
  if (from == to)
    return gradient;
  SmallVector<int64_t> axes;
  int64_t shift = from.getRank() - to.getRank();
  for (int64_t k = 0; k < from.getRank(); ++k)
    if (k < shift || (to.getDimSize(k - shift) == 1 && from.getDimSize(k) != 1))
      axes.push_back(k);
  if (axes.empty())
    return make<ReshapeLikeOp>(gradient, value);
  bool keep = shift == 0;
  Value sum = make<ReduceSumOp>(gradient, ints(axes), b.getBoolAttr(keep));
  return sum.getType() == to ? sum : make<ReshapeLikeOp>(sum, value);
}

Value GradientBuilder::keepDims(Value reduced, Value x,
                                ArrayRef<int64_t> axes) {
  SmallVector<int64_t> shape(cast<RankedTensorType>(x.getType()).getShape());
  for (int64_t axis : axes)
    shape[axis] = 1;
  for (int64_t &extent : shape)
    if (ShapedType::isDynamic(extent))
      extent = -1;
  return make<ReshapeOp>(reduced, ints(shape));
}

} // namespace autodiff
} // namespace ms
