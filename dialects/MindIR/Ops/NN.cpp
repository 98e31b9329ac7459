//===- NN.cpp - Shapes of convolution, pooling, softmax, dropout ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/Ops/OpsImpl.h"

using namespace mlir;
using namespace ms::mindir;

//===----------------------------------------------------------------------===//
// Convolution
//===----------------------------------------------------------------------===//

/// The window of a convolution; `rule` holds the numbers of the constraints on
/// attributes, padding mode and fit.
template <typename Adaptor>
static FailureOr<Window>
convWindow(Adaptor op, ArrayRef<int64_t> input, ArrayRef<int64_t> kernel,
           const Inference &at, std::array<const char *, 3> rule) {
  WindowError error;
  auto window = resolveWindow(input, kernel, getInts(op.getStride()),
                              getInts(op.getDilation()), getInts(op.getPad()),
                              op.getPadMode(), error);
  if (failed(window)) {
    (void)at.fail(error.text + " (" + rule[error.rule] + ")");
    return failure();
  }
  if (op.getGroup() <= 0) {
    (void)at.fail("group is " + Twine(op.getGroup()) +
                  ", but must be positive (" + rule[0] + ")");
    return failure();
  }
  return window;
}

static LogicalResult checkElementTypes(Value a, Value b, const char *rule,
                                       const Inference &at) {
  Type x = tensorType(a).getElementType(), y = tensorType(b).getElementType();
  if (x == y)
    return success();
  return at.fail("element types " + typeText(x) + " and " + typeText(y) +
                 " differ (" + rule + ")");
}

static LogicalResult inferConv2D(Conv2DOp::Adaptor op, const Inference &at,
                                 Types &types) {
  RankedTensorType x = tensorType(op.getX()), w = tensorType(op.getWeight());
  if (x.getRank() != 4 || w.getRank() != 4)
    return at.fail("input has rank " + Twine(x.getRank()) +
                   " and weight rank " + Twine(w.getRank()) +
                   ", but both need rank 4 (C1)");
  auto window = convWindow(op, x.getShape().drop_front(2),
                           w.getShape().drop_front(2), at, {"C2", "C3", "C6"});
  if (failed(window))
    return failure();
  int64_t group = op.getGroup(), channels = x.getDimSize(1);
  int64_t out = w.getDimSize(0);
  if (channels % group != 0 || out % group != 0)
    return at.fail("group " + Twine(group) + " does not divide the " +
                   Twine(channels) + " input and " + Twine(out) +
                   " output channels (C5)");
  if (w.getDimSize(1) != channels / group)
    return at.fail("weight has " + Twine(w.getDimSize(1)) +
                   " input channels, but the input has " + Twine(channels) +
                   " in " + Twine(group) + (group == 1 ? " group" : " groups") +
                   " (C4)");
  if (failed(checkElementTypes(op.getX(), op.getWeight(), "C7", at)))
    return failure();
  types.push_back(RankedTensorType::get(
      {x.getDimSize(0), out, window->output[0], window->output[1]},
      x.getElementType()));
  return success();
}
MINDIR_DEFINE_INFER(Conv2DOp, inferConv2D)

/// Whether `dy` [N, O, OH, OW] is what a convolution with `window` gives.
static LogicalResult checkConvGradient(RankedTensorType dy, int64_t out,
                                       const Window &window, const char *rule,
                                       const Inference &at) {
  if (dy.getDimSize(1) == out && dy.getDimSize(2) == window.output[0] &&
      dy.getDimSize(3) == window.output[1])
    return success();
  return at.fail(
      "the gradient has shape " + shapeText(dy.getShape()) +
      ", but the convolution gives " +
      shapeText({dy.getDimSize(0), out, window.output[0], window.output[1]}) +
      " (" + rule + ")");
}

static LogicalResult inferConv2DBackpropInput(Conv2DBackpropInputOp::Adaptor op,
                                              const Inference &at,
                                              Types &types) {
  RankedTensorType dy = tensorType(op.getDy()), w = tensorType(op.getWeight());
  SmallVector<int64_t> size = getInts(op.getInputSize());
  if (dy.getRank() != 4 || w.getRank() != 4 || size.size() != 2 ||
      size[0] <= 0 || size[1] <= 0)
    return at.fail("gradient and weight need rank 4, and input_size " +
                   shapeText(size) + " 2 positive entries (C1)");
  auto window =
      convWindow(op, size, w.getShape().drop_front(2), at, {"C2", "C2", "C2"});
  if (failed(window))
    return failure();
  if (w.getDimSize(0) % op.getGroup() != 0)
    return at.fail("group " + Twine(op.getGroup()) + " does not divide the " +
                   Twine(w.getDimSize(0)) + " output channels (C2)");
  if (failed(checkConvGradient(dy, w.getDimSize(0), *window, "C3", at)) ||
      failed(checkElementTypes(op.getDy(), op.getWeight(), "C4", at)))
    return failure();
  types.push_back(RankedTensorType::get(
      {dy.getDimSize(0), w.getDimSize(1) * op.getGroup(), size[0], size[1]},
      dy.getElementType()));
  return success();
}
MINDIR_DEFINE_INFER(Conv2DBackpropInputOp, inferConv2DBackpropInput)

static LogicalResult
inferConv2DBackpropFilter(Conv2DBackpropFilterOp::Adaptor op,
                          const Inference &at, Types &types) {
  RankedTensorType dy = tensorType(op.getDy()), x = tensorType(op.getX());
  SmallVector<int64_t> kernel = getInts(op.getKernelSize());
  if (dy.getRank() != 4 || x.getRank() != 4 || kernel.size() != 2)
    return at.fail("gradient and input need rank 4, and kernel_size " +
                   shapeText(kernel) + " 2 positive entries (C1)");
  auto window = convWindow(op, x.getShape().drop_front(2), kernel, at,
                           {"C2", "C2", "C2"});
  if (failed(window))
    return failure();
  int64_t group = op.getGroup(), channels = x.getDimSize(1);
  int64_t out = dy.getDimSize(1);
  if (channels % group != 0 || out % group != 0)
    return at.fail("group " + Twine(group) + " does not divide the " +
                   Twine(channels) + " input and " + Twine(out) +
                   " output channels (C2)");
  if (failed(checkConvGradient(dy, out, *window, "C3", at)) ||
      failed(checkElementTypes(op.getDy(), op.getX(), "C4", at)))
    return failure();
  if (dy.getDimSize(0) != x.getDimSize(0))
    return at.fail("the gradient has shape " + shapeText(dy.getShape()) +
                   " and the input " + shapeText(x.getShape()) +
                   ", but both need one batch (C3)");
  types.push_back(RankedTensorType::get(
      {out, channels / group, kernel[0], kernel[1]}, x.getElementType()));
  return success();
}
MINDIR_DEFINE_INFER(Conv2DBackpropFilterOp, inferConv2DBackpropFilter)

static LogicalResult inferBiasAdd(BiasAddOp::Adaptor op, const Inference &at,
                                  Types &types) {
  RankedTensorType x = tensorType(op.getX()), bias = tensorType(op.getBias());
  if (x.getRank() < 2 || bias.getRank() != 1)
    return at.fail("input has rank " + Twine(x.getRank()) + " and bias rank " +
                   Twine(bias.getRank()) +
                   ", but 2 or more and 1 are needed "
                   "(C1)");
  if (bias.getDimSize(0) != x.getDimSize(1))
    return at.fail("bias has " + Twine(bias.getDimSize(0)) +
                   " elements, but the input has " + Twine(x.getDimSize(1)) +
                   " channels (C2)");
  if (failed(checkElementTypes(op.getX(), op.getBias(), "C3", at)))
    return failure();
  types.push_back(x);
  return success();
}
MINDIR_DEFINE_INFER(BiasAddOp, inferBiasAdd)

static LogicalResult inferBiasAddGrad(BiasAddGradOp::Adaptor op,
                                      const Inference &at, Types &types) {
  RankedTensorType dy = tensorType(op.getDy());
  if (dy.getRank() < 2)
    return at.fail("the gradient has rank " + Twine(dy.getRank()) +
                   ", but needs 2 or more (C1)");
  types.push_back(
      RankedTensorType::get({dy.getDimSize(1)}, dy.getElementType()));
  return success();
}
MINDIR_DEFINE_INFER(BiasAddGradOp, inferBiasAddGrad)

//===----------------------------------------------------------------------===//
// Pooling
//===----------------------------------------------------------------------===//

template <typename Adaptor>
static FailureOr<Window> poolWindow(Adaptor op, ArrayRef<int64_t> input,
                                    const Inference &at,
                                    std::array<const char *, 3> rule) {
  WindowError error;
  auto window = resolveWindow(input, getInts(op.getKernelSize()),
                              getInts(op.getStrides()), {1, 1},
                              getInts(op.getPad()), op.getPadMode(), error);
  if (failed(window)) {
    (void)at.fail(error.text + " (" + rule[error.rule] + ")");
    return failure();
  }
  for (int k = 0; k < 2; ++k)
    if (window->low[k] >= window->kernel[k] ||
        window->high[k] >= window->kernel[k]) {
      (void)at.fail("the padding " + shapeText(getInts(op.getPad())) +
                    " is not smaller than the window " +
                    shapeText(getInts(op.getKernelSize())) + " (" + rule[1] +
                    ")");
      return failure();
    }
  return window;
}

template <typename Adaptor>
static LogicalResult inferPool(Adaptor op, const Inference &at, Types &types) {
  RankedTensorType x = tensorType(op.getX());
  if (x.getRank() != 4)
    return at.fail("input has rank " + Twine(x.getRank()) +
                   ", but needs rank 4 (C1)");
  auto window =
      poolWindow(op, x.getShape().drop_front(2), at, {"C2", "C3", "C4"});
  if (failed(window))
    return failure();
  types.push_back(RankedTensorType::get(
      {x.getDimSize(0), x.getDimSize(1), window->output[0], window->output[1]},
      x.getElementType()));
  return success();
}
MINDIR_DEFINE_INFER(MaxPoolOp, inferPool)
MINDIR_DEFINE_INFER(AvgPoolOp, inferPool)

static LogicalResult inferMaxPoolGrad(MaxPoolGradOp::Adaptor op,
                                      const Inference &at, Types &types) {
  RankedTensorType x = tensorType(op.getX());
  if (x.getRank() != 4)
    return at.fail("input has rank " + Twine(x.getRank()) +
                   ", but needs rank 4 (C1)");
  auto window =
      poolWindow(op, x.getShape().drop_front(2), at, {"C1", "C1", "C1"});
  if (failed(window))
    return failure();
  auto pooled = RankedTensorType::get(
      {x.getDimSize(0), x.getDimSize(1), window->output[0], window->output[1]},
      x.getElementType());
  for (Value operand : {op.getY(), op.getDy()})
    if (operand.getType() != pooled)
      return at.fail("operand has type " + typeText(operand.getType()) +
                     ", but the pooling gives " + typeText(pooled) + " (C2)");
  types.push_back(x);
  return success();
}
MINDIR_DEFINE_INFER(MaxPoolGradOp, inferMaxPoolGrad)

static LogicalResult inferAvgPoolGrad(AvgPoolGradOp::Adaptor op,
                                      const Inference &at, Types &types) {
  RankedTensorType dy = tensorType(op.getDy());
  SmallVector<int64_t> size = getInts(op.getInputSize());
  if (dy.getRank() != 4 || size.size() != 2 || size[0] <= 0 || size[1] <= 0)
    return at.fail("the gradient needs rank 4, and input_size " +
                   shapeText(size) + " 2 positive entries (C1)");
  auto window = poolWindow(op, size, at, {"C1", "C1", "C1"});
  if (failed(window))
    return failure();
  if (dy.getDimSize(2) != window->output[0] ||
      dy.getDimSize(3) != window->output[1])
    return at.fail("the gradient has shape " + shapeText(dy.getShape()) +
                   ", but the pooling gives " +
                   shapeText({dy.getDimSize(0), dy.getDimSize(1),
                              window->output[0], window->output[1]}) +
                   " (C2)");
  types.push_back(RankedTensorType::get(
      {dy.getDimSize(0), dy.getDimSize(1), size[0], size[1]},
      dy.getElementType()));
  return success();
}
MINDIR_DEFINE_INFER(AvgPoolGradOp, inferAvgPoolGrad)

//===----------------------------------------------------------------------===//
// Softmax, dropout
//===----------------------------------------------------------------------===//

template <typename Adaptor>
static LogicalResult inferSoftmax(Adaptor op, const Inference &at,
                                  Types &types) {
  RankedTensorType x = tensorType(op.getX());
  if (normalizeAxis(op.getAxis(), x.getRank()) < 0)
    return at.fail("axis " + Twine(op.getAxis()) + " is outside rank " +
                   Twine(x.getRank()) + " (C1)");
  types.push_back(x);
  return success();
}
MINDIR_DEFINE_INFER(SoftmaxOp, inferSoftmax)
MINDIR_DEFINE_INFER(LogSoftmaxOp, inferSoftmax)

template <typename Adaptor>
static LogicalResult inferDropout(Adaptor op, const Inference &at,
                                  Types &types) {
  // The parser infers the result before it has the attributes; the verifier
  // infers again with them.
  if (FloatAttr attr = op.getKeepProbAttr())
    if (double keep = attr.getValueAsDouble(); !(keep > 0 && keep <= 1))
      return at.fail("keep_prob is " + std::to_string(keep) +
                     ", but must be in (0, 1] (C1)");
  types.push_back(op.getX().getType());
  return success();
}
MINDIR_DEFINE_INFER(DropoutOp, inferDropout)
MINDIR_DEFINE_INFER(DropoutGradOp, inferDropout)

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/NN.cpp.inc"
