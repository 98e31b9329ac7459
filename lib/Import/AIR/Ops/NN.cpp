//===- NN.cpp - Convolution, pooling, softmax -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/AIR/Ops/Ops.h"

#include "dialects/MindIR/MindIRDialect.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::air {

/// [top, bottom, left, right].
static NodeReader::Ints padsOf(NodeReader &n) {
  NodeReader::Ints pads = n.intsAttr("pads");
  if (!n.hasFailed() && pads.size() != 4)
    n.fail("its attribute 'pads' has " + Twine(pads.size()) +
           " numbers, expected 4");
  return pads;
}

/// "SAME" or "VALID" as the dialect has it, without pads of its own.
static std::string wordOf(NodeReader &n, StringRef padding) {
  if (padding != "SAME" && padding != "VALID")
    n.fail("its attribute 'padding' is '" + padding +
           "', expected 'SAME' or 'VALID'");
  return padding.lower();
}

static OpAttributes convolution(NodeReader &n) {
  n.expectText("data_format", "NCHW");
  return n.attributes()
      .ints("stride", n.lastTwo("strides"))
      .ints("dilation", n.lastTwo("dilations"))
      .integer("group", n.intAttr("groups"));
}

static void importConv2D(NodeReader &n) {
  Value x = n.tensor("x"), filter = n.tensor("filter");
  n.expectNone("offset_w");
  OpAttributes attributes = convolution(n);
  NodeReader::Ints pads = padsOf(n);
  std::string padding = n.textAttr("padding");
  if (padding.empty())
    attributes.text("pad_mode", "pad").ints("pad", pads);
  else
    attributes.text("pad_mode", wordOf(n, padding)).ints("pad", {0, 0, 0, 0});
  if (padding == "VALID" && llvm::any_of(pads, [](int64_t p) { return p; }))
    n.fail("its padding is 'VALID', but its pads are not zero");
  Value y = n.emit<Conv2DOp>({x, filter}, attributes);
  if (n.has("bias"))
    y = n.emit<BiasAddOp>({y, n.tensor("bias")});
  n.result(y);
}

static void importConv2DBackpropInput(NodeReader &n) {
  Value dy = n.tensor("out_backprop"), filter = n.tensor("filter");
  NodeReader::Ints size = n.ints("input_size");
  if (!n.hasFailed() && size.size() != 4)
    n.fail("its input 'input_size' has " + Twine(size.size()) +
           " numbers, expected 4");
  if (n.hasFailed())
    return;
  n.result(n.emit<Conv2DBackpropInputOp>(
      {dy, filter}, convolution(n)
                        .text("pad_mode", "pad")
                        .ints("pad", padsOf(n))
                        .ints("input_size", {size[2], size[3]})));
}

template <typename OpT> static void importPool(NodeReader &n) {
  n.expectText("data_format", "NCHW");
  Value x = n.tensor("x");
  n.result(
      n.emit<OpT>(x, n.attributes()
                         .ints("kernel_size", n.lastTwo("ksize"))
                         .ints("strides", n.lastTwo("strides"))
                         .text("pad_mode", wordOf(n, n.textAttr("padding")))));
}

/// With a border of its own, which does not count.
template <typename OpT> static void importPaddedPool(NodeReader &n) {
  n.expectText("data_format", "NCHW");
  n.expectText("padding_mode", "CALCULATED");
  n.expectBool("global_pooling", false);
  n.expectBool("ceil_mode", false);
  if (n.getType() == "AvgPoolV2")
    n.expectBool("exclusive", true);
  Value x = n.tensor("x");
  n.result(n.emit<OpT>(x, n.attributes()
                              .ints("kernel_size", n.lastTwo("ksize"))
                              .ints("strides", n.lastTwo("strides"))
                              .text("pad_mode", "pad")
                              .ints("pad", padsOf(n))));
}

static void importBiasAdd(NodeReader &n) {
  n.expectText("data_format", "NCHW");
  Value x = n.tensor("x"), bias = n.tensor("bias");
  n.result(n.emit<BiasAddOp>({x, bias}));
}

template <typename OpT> static void importSoftmax(NodeReader &n) {
  Value x = n.tensor(n.slotName(0));
  NodeReader::Ints axes = n.intsAttr("axes");
  if (!n.hasFailed() && axes.size() != 1)
    n.fail("its attribute 'axes' has " + Twine(axes.size()) +
           " numbers, expected one");
  if (!n.hasFailed())
    n.result(n.emit<OpT>(x, n.attributes().integer("axis", axes[0])));
}

void addNNOps(OpTable &table) {
  table["Conv2D"] = importConv2D;
  table["Conv2DBackpropInput"] = importConv2DBackpropInput;
  table["MaxPool"] = importPool<MaxPoolOp>;
  table["MaxPoolV3"] = importPaddedPool<MaxPoolOp>;
  table["AvgPool"] = importPool<AvgPoolOp>;
  table["AvgPoolV2"] = importPaddedPool<AvgPoolOp>;
  table["BiasAdd"] = importBiasAdd;
  table["SoftmaxV2"] = importSoftmax<SoftmaxOp>;
  table["LogSoftmaxV2"] = importSoftmax<LogSoftmaxOp>;
}

} // namespace ms::air
