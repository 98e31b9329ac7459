//===- NN.cpp - Convolution, pooling, softmax -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/AIR/Ops/Ops.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "dialects/MindIR/MindIRShapes.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::air {

//===----------------------------------------------------------------------===//
// Convolution
//===----------------------------------------------------------------------===//

/// What convolutions have; `image` and `kernel` are height and width.
template <typename OpT>
static AttributeList convolution(OpT op, ArrayRef<int64_t> image,
                                 ArrayRef<int64_t> kernel) {
  SmallVector<int64_t> stride = getInts(op.getStride()),
                       dilation = getInts(op.getDilation());
  WindowError error;
  auto window = resolveWindow(image, kernel, stride, dilation,
                              getInts(op.getPad()), op.getPadMode(), error);
  // The verifier has resolved it before.
  Window w = succeeded(window) ? *window : Window();
  return AttributeList()
      .ints("strides", {1, 1, stride[0], stride[1]})
      .ints("pads", {w.low[0], w.high[0], w.low[1], w.high[1]})
      .ints("dilations", {1, 1, dilation[0], dilation[1]})
      .integer("groups", op.getGroup())
      .text("data_format", "NCHW");
}

static void exportConv2D(NodeWriter &n) {
  auto op = n.as<Conv2DOp>();
  AttributeList attributes =
      convolution(op, n.operandType(0).getShape().drop_front(2),
                  n.operandType(1).getShape().drop_front(2));
  // MindSpore says the padding in words, too.
  if (op.getPadMode() != "pad")
    attributes.text("padding", op.getPadMode().upper());
  n.result(n.call("Conv2D", n.operands(), attributes, n.resultType()));
}

static void exportConv2DBackpropInput(NodeWriter &n) {
  SmallVector<int64_t> x = extentsOf(n.resultType());
  if (x[0] < 0)
    return n.fail("the batch must be known: give --input-shape");
  n.result(n.call(
      "Conv2DBackpropInput", {n.smallInts(x), n.operand(1), n.operand(0)},
      convolution(n.as<Conv2DBackpropInputOp>(), ArrayRef(x).drop_front(2),
                  n.operandType(1).getShape().drop_front(2)),
      n.resultType()));
}

//===----------------------------------------------------------------------===//
// Pooling
//===----------------------------------------------------------------------===//

/// A border that the paddings "same" and "valid" do not give is for a newer
/// operator, which counts the image alone as well.
template <typename OpT>
static void exportPool(NodeWriter &n, StringRef type, StringRef withBorder) {
  auto op = n.as<OpT>();
  WindowError error;
  auto window = resolveWindow(
      n.operandType(0).getShape().drop_front(2), getInts(op.getKernelSize()),
      getInts(op.getStrides()), SmallVector<int64_t>{1, 1},
      getInts(op.getPad()), op.getPadMode(), error);
  Window w = succeeded(window) ? *window : Window();
  AttributeList attributes;
  attributes.ints("ksize", {1, 1, w.kernel[0], w.kernel[1]})
      .ints("strides", {1, 1, w.stride[0], w.stride[1]})
      .text("data_format", "NCHW");
  if (op.getPadMode() == "pad" && w.isPadded()) {
    attributes.ints("pads", {w.low[0], w.high[0], w.low[1], w.high[1]});
    return n.result(
        n.call(withBorder, n.operands(), attributes, n.resultType()));
  }
  attributes.text("padding", op.getPadMode() == "same" ? "SAME" : "VALID");
  n.result(n.call(type, n.operands(), attributes, n.resultType()));
}

static void exportMaxPool(NodeWriter &n) {
  exportPool<MaxPoolOp>(n, "MaxPool", "MaxPoolV3");
}

static void exportAvgPool(NodeWriter &n) {
  exportPool<AvgPoolOp>(n, "AvgPool", "AvgPoolV2");
}

//===----------------------------------------------------------------------===//
// The rest
//===----------------------------------------------------------------------===//

static void exportBiasAdd(NodeWriter &n) {
  n.result(n.call("BiasAdd", n.operands(),
                  AttributeList().text("data_format", "NCHW"), n.resultType()));
}

template <typename OpT> static void exportSoftmax(NodeWriter &n) {
  int64_t axis = n.as<OpT>().getAxis();
  n.result(n.call(n.getNodeType(), n.operands(),
                  AttributeList().ints("axes", axis), n.resultType()));
}

void addNNOps(ExportTable &table) {
  table.add<Conv2DOp>(exportConv2D);
  table.add<Conv2DBackpropInputOp>(exportConv2DBackpropInput);
  table.add<MaxPoolOp>(exportMaxPool);
  table.add<AvgPoolOp>(exportAvgPool);
  table.add<BiasAddOp>(exportBiasAdd);
  table.add<SoftmaxOp>(exportSoftmax<SoftmaxOp>, "SoftmaxV2");
  table.add<LogSoftmaxOp>(exportSoftmax<LogSoftmaxOp>, "LogSoftmaxV2");
}

} // namespace ms::air
