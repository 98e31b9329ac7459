//===- Image.cpp - Gradients: resizing, sampling, adaptive pooling --------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/Rules/RulesImpl.h"

#include "dialects/MindIR/Ops/Image.h"

using namespace mlir;
using namespace ms::mindir;
using ms::autodiff::GradientBuilder;

namespace {

ArrayAttr imageSize(Value image, GradientBuilder &g) {
  return g.ints(
      cast<RankedTensorType>(image.getType()).getShape().take_back(2));
}

template <typename Op, typename GradOp>
void resizeRule(Op op, GradientBuilder &g) {
  g.set(0,
        g.make<GradOp>(g.getResultGradient(), imageSize(op.getX(), g),
                       op.getAlignCornersAttr(), op.getHalfPixelCentersAttr()));
}

void depthToSpaceRule(DepthToSpaceOp op, GradientBuilder &g) {
  g.set(0,
        g.make<SpaceToDepthOp>(g.getResultGradient(), op.getBlockSizeAttr()));
}
void spaceToDepthRule(SpaceToDepthOp op, GradientBuilder &g) {
  g.set(0,
        g.make<DepthToSpaceOp>(g.getResultGradient(), op.getBlockSizeAttr()));
}

void gridSamplerRule(GridSampler2DOp op, GradientBuilder &g) {
  auto both = GridSampler2DGradOp::create(
      g.b, g.getResultGradient(), op.getX(), op.getGrid(),
      op.getInterpolationModeAttr(), op.getPaddingModeAttr(),
      op.getAlignCornersAttr());
  g.set(0, both.getDx());
  g.set(1, both.getDgrid());
}

void adaptiveAvgRule(AdaptiveAvgPool2DOp op, GradientBuilder &g) {
  g.set(0, g.make<AdaptiveAvgPool2DGradOp>(g.getResultGradient(),
                                           imageSize(op.getX(), g)));
}

void adaptiveMaxRule(AdaptiveMaxPool2DOp op, GradientBuilder &g) {
  g.set(0, g.make<AdaptiveMaxPool2DGradOp>(op.getX(), op.getY(),
                                           g.getResultGradient()));
}

} // namespace

void ms::autodiff::attachImageRules(MLIRContext *context) {
  attach<ResizeNearestNeighborOp,
         resizeRule<ResizeNearestNeighborOp, ResizeNearestNeighborGradOp>>(
      context);
  attach<ResizeBilinearOp, resizeRule<ResizeBilinearOp, ResizeBilinearGradOp>>(
      context);
  attach<ResizeBicubicOp, resizeRule<ResizeBicubicOp, ResizeBicubicGradOp>>(
      context);
  attach<DepthToSpaceOp, depthToSpaceRule>(context);
  attach<SpaceToDepthOp, spaceToDepthRule>(context);
  attach<GridSampler2DOp, gridSamplerRule>(context);
  attach<AdaptiveAvgPool2DOp, adaptiveAvgRule>(context);
  attach<AdaptiveMaxPool2DOp, adaptiveMaxRule>(context);
}
