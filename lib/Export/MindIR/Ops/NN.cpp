//===- NN.cpp - Convolution, pooling, softmax -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/MindIR/Ops/Ops.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "dialects/MindIR/MindIRShapes.h"

#include <cmath>
#include <limits>

using namespace mlir;
using namespace ms::mindir;

namespace ms {

//===----------------------------------------------------------------------===//
// Convolution
//===----------------------------------------------------------------------===//

/// What all three convolutions have; `image` and `kernel` are height and width.
template <typename OpT>
static AttributeList convolution(OpT op, int64_t outChannels,
                                 ArrayRef<int64_t> image,
                                 ArrayRef<int64_t> kernel) {
  SmallVector<int64_t> stride = getInts(op.getStride()),
                       dilation = getInts(op.getDilation());
  StringRef mode = op.getPadMode();
  WindowError error;
  auto window = resolveWindow(image, kernel, stride, dilation,
                              getInts(op.getPad()), mode, error);
  // The verifier has resolved it before.
  Window w = succeeded(window) ? *window : Window();
  SmallVector<int64_t> pads = {w.low[0], w.high[0], w.low[1], w.high[1]};
  SmallVector<int64_t> given =
      mode == "pad" ? pads : SmallVector<int64_t>{0, 0, 0, 0};
  int64_t group = op.getGroup();
  return AttributeList()
      .integer("out_channel", outChannels)
      .ints("kernel_size", kernel)
      .integer("mode", 1)
      .text("pad_mode", mode)
      .ints("pad", given)
      .ints("pad_list", pads)
      .ints("stride", {1, 1, stride[0], stride[1]})
      .ints("dilation", {1, 1, dilation[0], dilation[1]})
      .integer("group", group)
      .integer("groups", group)
      .text("format", "NCHW");
}

static void exportConv2D(NodeWriter &n) {
  ArrayRef<int64_t> x = n.operandType(0).getShape(),
                    w = n.operandType(1).getShape();
  n.result(n.call(
      "Conv2D", n.operands(),
      convolution(n.as<Conv2DOp>(), w[0], x.drop_front(2), w.drop_front(2)),
      n.resultType()));
}

static void exportConv2DBackpropInput(NodeWriter &n) {
  ArrayRef<int64_t> w = n.operandType(1).getShape();
  SmallVector<int64_t> x = extentsOf(n.resultType());
  if (x[0] < 0)
    return n.fail("MindSpore wants to know the batch: give --input-shape");
  n.result(n.call("Conv2DBackpropInput",
                  {n.operand(0), n.operand(1), n.ints(x)},
                  convolution(n.as<Conv2DBackpropInputOp>(), w[0],
                              ArrayRef(x).drop_front(2), w.drop_front(2)),
                  n.resultType()));
}

static void exportConv2DBackpropFilter(NodeWriter &n) {
  ArrayRef<int64_t> w = n.resultType().getShape(),
                    x = n.operandType(1).getShape();
  n.result(n.call("Conv2DBackpropFilter",
                  {n.operand(0), n.operand(1), n.ints(w)},
                  convolution(n.as<Conv2DBackpropFilterOp>(), w[0],
                              x.drop_front(2), w.drop_front(2)),
                  n.resultType()));
}

//===----------------------------------------------------------------------===//
// Pooling
//===----------------------------------------------------------------------===//

template <typename OpT>
static Window windowOf(OpT op, ArrayRef<int64_t> image) {
  WindowError error;
  auto window = resolveWindow(
      image, getInts(op.getKernelSize()), getInts(op.getStrides()),
      SmallVector<int64_t>{1, 1}, getInts(op.getPad()), op.getPadMode(), error);
  return succeeded(window) ? *window : Window();
}

static AttributeList maxPooling(const Window &w, StringRef padMode) {
  return AttributeList()
      .ints("kernel_size", {1, 1, w.kernel[0], w.kernel[1]})
      .ints("strides", {1, 1, w.stride[0], w.stride[1]})
      .text("pad_mode", padMode)
      .text("format", "NCHW");
}

/// MindSpore pools with the paddings "same" and "valid" only: another border is
/// an op of its own.
static Ref padImage(NodeWriter &n, const Ref &x, const Window &w,
                    double value) {
  SmallVector<int64_t> shape(x.type.getShape());
  for (unsigned k = 0; k < 2; ++k)
    shape[2 + k] += w.low[k] + w.high[k];
  SmallVector<int64_t> pads = {w.low[1], w.high[1], w.low[0], w.high[0],
                               0,        0,         0,        0};
  return n.call("PadV3",
                {x, n.ints(pads), n.scalar(x.type.getElementType(), value)},
                AttributeList()
                    .text("mode", "constant")
                    .boolean("paddings_contiguous", true),
                RankedTensorType::get(shape, x.type.getElementType()));
}

/// What is not larger than anything.
static double least(Type element) {
  if (isa<FloatType>(element))
    return -std::numeric_limits<double>::infinity();
  if (element.isUnsignedInteger())
    return 0;
  return -std::ldexp(1.0,
                     static_cast<int>(element.getIntOrFloatBitWidth()) - 1);
}

static void exportMaxPool(NodeWriter &n) {
  auto op = n.as<MaxPoolOp>();
  Ref x = n.operand(0);
  Window w = windowOf(op, x.type.getShape().drop_front(2));
  StringRef mode = op.getPadMode() == "same" ? "SAME" : "VALID";
  if (op.getPadMode() == "pad" && w.isPadded()) {
    // No window is outside the image as a whole: the border never wins.
    x = padImage(n, x, w, least(x.type.getElementType()));
  }
  n.result(n.call("MaxPool", {x}, maxPooling(w, mode), n.resultType()));
}

/// Another border is an op of its own.
static bool fitsMaxPoolGrad(Operation *op) {
  auto grad = cast<MaxPoolGradOp>(op);
  auto image = cast<RankedTensorType>(op->getOperand(0).getType());
  return grad.getPadMode() != "pad" ||
         !windowOf(grad, image.getShape().drop_front(2)).isPadded();
}

static void exportMaxPoolGrad(NodeWriter &n) {
  auto op = n.as<MaxPoolGradOp>();
  Window w = windowOf(op, n.operandType(0).getShape().drop_front(2));
  StringRef mode = op.getPadMode() == "same" ? "SAME" : "VALID";
  n.result(
      n.call("MaxPoolGrad", n.operands(), maxPooling(w, mode), n.resultType()));
}

/// Of each place of the result, the elements of a window by those of them that
/// lie inside the image.
static Ref windowShares(NodeWriter &n, const Window &w, Type element) {
  auto inside = [&](unsigned k, int64_t place) {
    int64_t begin = place * w.stride[k] - w.low[k];
    int64_t end = std::min(begin + w.kernel[k], w.input[k]);
    return end - std::max<int64_t>(begin, 0);
  };
  SmallVector<double> shares;
  for (int64_t i = 0; i < w.output[0]; ++i)
    for (int64_t k = 0; k < w.output[1]; ++k)
      shares.push_back(static_cast<double>(w.kernel[0] * w.kernel[1]) /
                       static_cast<double>(inside(0, i) * inside(1, k)));
  SmallVector<APFloat> values;
  for (double share : shares)
    values.push_back(FloatAttr::get(element, share).getValue());
  return n.tensor(DenseElementsAttr::get(
      RankedTensorType::get({1, 1, w.output[0], w.output[1]}, element),
      values));
}

static Ref averagePool(NodeWriter &n, const Ref &x, const Window &w,
                       int64_t mode, RankedTensorType type) {
  return n.call("AvgPool",
                {x, n.ints({w.kernel[0], w.kernel[1]}),
                 n.ints({w.stride[0], w.stride[1]}), n.integer(mode),
                 n.integer(0)},
                type);
}

static void exportAvgPool(NodeWriter &n) {
  auto op = n.as<AvgPoolOp>();
  Ref x = n.operand(0);
  Window w = windowOf(op, x.type.getShape().drop_front(2));
  // 1 is "same", 2 "valid".
  if (op.getPadMode() != "pad" || !w.isPadded())
    return n.result(averagePool(n, x, w, op.getPadMode() == "same" ? 1 : 2,
                                n.resultType()));
  // Means that count the border, put right.
  Ref mean = averagePool(n, padImage(n, x, w, 0), w, 2, n.resultType());
  n.result(n.binary("Mul", mean, windowShares(n, w, x.type.getElementType())));
}

static Window windowOfGrad(AvgPoolGradOp op) {
  return windowOf(op, getInts(op.getInputSize()));
}
static bool fitsAvgPoolGrad(Operation *op) {
  return !windowOfGrad(cast<AvgPoolGradOp>(op)).isPadded();
}

/// Of the pooled image and the result only shapes count.
static void exportAvgPoolGrad(NodeWriter &n) {
  RankedTensorType image = n.resultType();
  Ref dy = n.operand(0);
  if (!image.hasStaticShape())
    return n.fail("MindSpore wants to know the batch: give --input-shape");
  Window w = windowOfGrad(n.as<AvgPoolGradOp>());
  n.result(
      n.call("AvgPoolGrad",
             {n.zeros(image), n.unary("ZerosLike", dy), dy,
              n.ints({w.kernel[0], w.kernel[1]}),
              n.ints({w.stride[0], w.stride[1]}), n.integer(2), n.integer(0)},
             image));
}

//===----------------------------------------------------------------------===//
// Dropout
//===----------------------------------------------------------------------===//

/// Which elements stay is decided by MindSpore's generator, not by ours; the
/// node is told from others by its seed.
static TupleRef dropout(NodeWriter &n, DropoutOp op) {
  Ref x = n.ref(op.getX());
  return n.callTuple("Dropout",
                     {x, n.real(op.getKeepProb().convertToDouble()),
                      n.integer(static_cast<int64_t>(op.getSeed())),
                      n.integer(0)},
                     {x.type, x.type});
}

static void exportDropout(NodeWriter &n) {
  n.result(n.item(dropout(n, n.as<DropoutOp>()), 0));
}

/// The gradient takes the mask of the op that drew it.
static void exportDropoutGrad(NodeWriter &n) {
  auto op = n.as<DropoutGradOp>();
  for (Operation *user : op.getCounter().getUsers()) {
    auto drawn = dyn_cast<DropoutOp>(user);
    if (!drawn || drawn.getSeed() != op.getSeed() ||
        drawn.getKeepProb() != op.getKeepProb() ||
        drawn.getType() != op.getType() || !drawn->isBeforeInBlock(op))
      continue;
    return n.result(n.call(
        "DropoutGrad", {n.operand(0), n.item(dropout(n, drawn), 1)},
        AttributeList().real("keep_prob", op.getKeepProb().convertToDouble()),
        n.resultType()));
  }
  n.fail("no dropout has its seed");
}

//===----------------------------------------------------------------------===//
// The rest
//===----------------------------------------------------------------------===//

/// With the layout NCHW behind the operands.
static void exportBias(NodeWriter &n) {
  SmallVector<Ref> inputs = n.operands();
  inputs.push_back(n.integer(0));
  n.result(n.call(n.getNodeType(), inputs, n.resultType()));
}

static void exportSoftmax(NodeWriter &n) {
  n.result(n.call("Softmax",
                  {n.operand(0), n.ints({n.as<SoftmaxOp>().getAxis()})},
                  n.resultType()));
}

static void exportLogSoftmax(NodeWriter &n) {
  n.result(n.call("LogSoftmax",
                  {n.operand(0), n.integer(n.as<LogSoftmaxOp>().getAxis())},
                  n.resultType()));
}

void addNNOps(ExportTable &table) {
  table.add<Conv2DOp>(exportConv2D);
  table.add<Conv2DBackpropInputOp>(exportConv2DBackpropInput);
  table.add<Conv2DBackpropFilterOp>(exportConv2DBackpropFilter);
  table.add<MaxPoolOp>(exportMaxPool);
  table.add<MaxPoolGradOp>(exportMaxPoolGrad, "", fitsMaxPoolGrad);
  table.add<AvgPoolOp>(exportAvgPool);
  table.add<AvgPoolGradOp>(exportAvgPoolGrad, "", fitsAvgPoolGrad);
  table.add<DropoutOp>(exportDropout);
  table.add<DropoutGradOp>(exportDropoutGrad);
  table.add<BiasAddOp>(exportBias, "BiasAdd");
  table.add<BiasAddGradOp>(exportBias, "BiasAddGrad");
  table.add<SoftmaxOp>(exportSoftmax);
  table.add<LogSoftmaxOp>(exportLogSoftmax);
}

} // namespace ms
