//===- NN.cpp - Gradients of layers ---------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/Rules/RulesImpl.h"

using namespace mlir;
using namespace ms::mindir;
using ms::autodiff::GradientBuilder;

namespace {

/// [H, W] of an image tensor.
ArrayAttr imageSize(Value image, GradientBuilder &g) {
  return g.ints(
      cast<RankedTensorType>(image.getType()).getShape().take_back(2));
}

void conv2DRule(Conv2DOp op, GradientBuilder &g) {
  Value dy = g.getResultGradient();
  if (g.isNeeded(0))
    g.set(0, g.make<Conv2DBackpropInputOp>(
                 dy, op.getWeight(), imageSize(op.getX(), g),
                 op.getStrideAttr(), op.getDilationAttr(), op.getPadAttr(),
                 op.getPadModeAttr(), op.getGroupAttr()));
  if (g.isNeeded(1))
    g.set(1, g.make<Conv2DBackpropFilterOp>(
                 dy, op.getX(), imageSize(op.getWeight(), g),
                 op.getStrideAttr(), op.getDilationAttr(), op.getPadAttr(),
                 op.getPadModeAttr(), op.getGroupAttr()));
}

/// The op is linear in both operands, and a transposed convolution in the
/// first.
void conv2DInputRule(Conv2DBackpropInputOp op, GradientBuilder &g) {
  Value ddx = g.getResultGradient();
  if (g.isNeeded(0))
    g.set(0, g.make<Conv2DOp>(ddx, op.getWeight(), op.getStrideAttr(),
                              op.getDilationAttr(), op.getPadAttr(),
                              op.getPadModeAttr(), op.getGroupAttr()));
  if (g.isNeeded(1))
    g.set(1, g.make<Conv2DBackpropFilterOp>(
                 op.getDy(), ddx, imageSize(op.getWeight(), g),
                 op.getStrideAttr(), op.getDilationAttr(), op.getPadAttr(),
                 op.getPadModeAttr(), op.getGroupAttr()));
}

void conv2DFilterRule(Conv2DBackpropFilterOp op, GradientBuilder &g) {
  Value ddw = g.getResultGradient();
  if (g.isNeeded(0))
    g.set(0, g.make<Conv2DOp>(op.getX(), ddw, op.getStrideAttr(),
                              op.getDilationAttr(), op.getPadAttr(),
                              op.getPadModeAttr(), op.getGroupAttr()));
  if (g.isNeeded(1))
    g.set(1, g.make<Conv2DBackpropInputOp>(
                 op.getDy(), ddw, imageSize(op.getX(), g), op.getStrideAttr(),
                 op.getDilationAttr(), op.getPadAttr(), op.getPadModeAttr(),
                 op.getGroupAttr()));
}

void biasAddRule(BiasAddOp op, GradientBuilder &g) {
  Value dy = g.getResultGradient();
  if (g.isNeeded(0))
    g.set(0, dy);
  if (g.isNeeded(1))
    g.set(1, g.make<BiasAddGradOp>(dy));
}

void maxPoolRule(MaxPoolOp op, GradientBuilder &g) {
  g.set(0, g.make<MaxPoolGradOp>(op.getX(), op.getY(), g.getResultGradient(),
                                 op.getKernelSizeAttr(), op.getStridesAttr(),
                                 op.getPadAttr(), op.getPadModeAttr()));
}

void avgPoolRule(AvgPoolOp op, GradientBuilder &g) {
  g.set(0, g.make<AvgPoolGradOp>(g.getResultGradient(), imageSize(op.getX(), g),
                                 op.getKernelSizeAttr(), op.getStridesAttr(),
                                 op.getPadAttr(), op.getPadModeAttr()));
}

/// The sum of `x` along the axis, with extent 1 in its place.
Value sumAlong(Value x, int64_t axis, GradientBuilder &g) {
  return g.make<ReduceSumOp>(x, g.ints({axis}), g.b.getBoolAttr(true));
}

void softmaxRule(SoftmaxOp op, GradientBuilder &g) {
  Value dy = g.getResultGradient(), y = op.getY();
  Value share = sumAlong(g.mul(dy, y), op.getAxis(), g);
  g.set(0, g.mul(g.sub(dy, share), y));
}

void logSoftmaxRule(LogSoftmaxOp op, GradientBuilder &g) {
  Value dy = g.getResultGradient();
  Value sum = sumAlong(dy, op.getAxis(), g);
  g.set(0, g.sub(dy, g.mul(g.make<ExpOp>(op.getY()), sum)));
}

void dropoutRule(DropoutOp op, GradientBuilder &g) {
  g.set(0, g.make<DropoutGradOp>(g.getResultGradient(), op.getCounter(),
                                 op.getKeepProbAttr(), op.getSeedAttr()));
}

} // namespace

void ms::autodiff::attachNNRules(MLIRContext *context) {
  attach<Conv2DOp, conv2DRule>(context);
  attach<Conv2DBackpropInputOp, conv2DInputRule>(context);
  attach<Conv2DBackpropFilterOp, conv2DFilterRule>(context);
  attach<BiasAddOp, biasAddRule>(context);
  attach<MaxPoolOp, maxPoolRule>(context);
  attach<AvgPoolOp, avgPoolRule>(context);
  attach<SoftmaxOp, softmaxRule>(context);
  attach<LogSoftmaxOp, logSoftmaxRule>(context);
  attach<DropoutOp, dropoutRule>(context);
}
