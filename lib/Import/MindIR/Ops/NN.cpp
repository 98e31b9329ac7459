//===- NN.cpp - Convolution, pooling, softmax, dropout --------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/MindIR/Ops/Ops.h"

#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

//===----------------------------------------------------------------------===//
// Windows
//===----------------------------------------------------------------------===//

/// The last two of [1, 1, height, width] or of [height, width], or one for
/// both.
static NodeReader::Ints pair(NodeReader &n, Argument argument,
                             std::optional<int64_t> otherwise = {}) {
  std::optional<NodeReader::Ints> both;
  if (otherwise)
    both = NodeReader::Ints{*otherwise, *otherwise};
  NodeReader::Ints all = n.ints(argument, both);
  if (all.size() == 1)
    return {all[0], all[0]};
  if (all.size() == 4 && all[0] == 1 && all[1] == 1)
    return {all[2], all[3]};
  if (all.size() != 2 && !n.hasFailed())
    n.fail("argument '" + argument.name + "' has " + Twine(all.size()) +
           " entries, expected height and width");
  return all;
}

/// What all three convolutions have.
static OpAttributes convolution(NodeReader &n) {
  n.expectNCHW(attribute("format"));
  n.expectInteger(attribute("mode"), {1}, "1 (cross-correlation)");
  std::string mode =
      n.choice(attribute("pad_mode"), {"pad", "same", "valid"}, "valid");
  OpAttributes result = n.attributes();
  result.ints("stride", pair(n, attribute("stride"), 1))
      .ints("dilation", pair(n, attribute("dilation"), 1))
      .text("pad_mode", mode);
  if (mode == "pad") {
    NodeReader::Ints pad = n.ints(attribute("pad"), NodeReader::Ints(4, 0));
    if (pad.size() == 1)
      pad.assign(4, pad[0]);
    result.ints("pad", pad);
  }
  return result.integer("group", n.integer(attribute("group"), 1));
}

static Item importConv2D(NodeReader &n) {
  Value x = n.tensor(0), weight = n.tensor(1);
  return Item::tensor(n.emit<Conv2DOp>({x, weight}, convolution(n)));
}

/// Height and width of a shape [N, C, H, W] that is given.
static NodeReader::Ints imageSize(NodeReader &n, Argument argument) {
  NodeReader::Ints shape = n.ints(argument);
  if (shape.size() == 4)
    return {shape[2], shape[3]};
  if (!n.hasFailed())
    n.fail("argument '" + argument.name + "' has " + Twine(shape.size()) +
           " entries, expected a shape of 4");
  return {};
}

static Item importConv2DBackpropInput(NodeReader &n) {
  Value dy = n.tensor(0), weight = n.tensor(1);
  OpAttributes attributes = convolution(n);
  attributes.ints("input_size", imageSize(n, {2, "input_sizes"}));
  return Item::tensor(n.emit<Conv2DBackpropInputOp>({dy, weight}, attributes));
}

static Item importConv2DBackpropFilter(NodeReader &n) {
  Value dy = n.tensor(0), x = n.tensor(1);
  OpAttributes attributes = convolution(n);
  attributes.ints("kernel_size", imageSize(n, {2, "filter_sizes"}));
  return Item::tensor(n.emit<Conv2DBackpropFilterOp>({dy, x}, attributes));
}

/// Pooling with everything in attributes.
static OpAttributes pooling(NodeReader &n) {
  n.expectNCHW(attribute("format"));
  return n.attributes()
      .ints("kernel_size", pair(n, attribute("kernel_size")))
      .ints("strides", pair(n, attribute("strides")))
      .text("pad_mode",
            n.choice(attribute("pad_mode"), {"pad", "same", "valid"}, "valid"));
}

static Item importMaxPool(NodeReader &n) {
  Value x = n.tensor(0);
  return Item::tensor(n.emit<MaxPoolOp>(x, pooling(n)));
}

static Item importMaxPoolGrad(NodeReader &n) {
  Value x = n.tensor(0), y = n.tensor(1), dy = n.tensor(2);
  return Item::tensor(n.emit<MaxPoolGradOp>({x, y, dy}, pooling(n)));
}

/// Pooling whose arguments start at input `k`.
static OpAttributes averagePooling(NodeReader &n, unsigned k) {
  n.expectNCHW({k + 3, "data_format"});
  n.expectNCHW(attribute("format"));
  return n.attributes()
      .ints("kernel_size", pair(n, {k, "kernel_size"}))
      .ints("strides", pair(n, {k + 1, "strides"}))
      .text("pad_mode",
            n.choice({k + 2, "pad_mode"}, {"pad", "same", "valid"}, "valid"));
}

static Item importAvgPool(NodeReader &n) {
  Value x = n.tensor(0);
  return Item::tensor(n.emit<AvgPoolOp>(x, averagePooling(n, 1)));
}

static Item importAvgPoolGrad(NodeReader &n) {
  Value x = n.tensor(0), dy = n.tensor(2);
  RankedTensorType type = n.typeOf(x);
  if (!type || type.getRank() != 4) {
    n.fail("pools a tensor that is no image");
    return Item();
  }
  OpAttributes attributes = averagePooling(n, 3);
  attributes.ints("input_size", {type.getDimSize(2), type.getDimSize(3)});
  return Item::tensor(n.emit<AvgPoolGradOp>(dy, attributes));
}

//===----------------------------------------------------------------------===//
// The rest
//===----------------------------------------------------------------------===//

static Item importBiasAdd(NodeReader &n) {
  Value x = n.tensor(0), bias = n.tensor(1);
  n.expectNCHW({2, "data_format"});
  n.expectNCHW(attribute("format"));
  return Item::tensor(n.emit<BiasAddOp>({x, bias}));
}

static Item importBiasAddGrad(NodeReader &n) {
  Value dy = n.tensor(0);
  n.expectNCHW({1, "data_format"});
  n.expectNCHW(attribute("format"));
  return Item::tensor(n.emit<BiasAddGradOp>(dy));
}

template <typename OpT> static Item importSoftmax(NodeReader &n) {
  Value x = n.tensor(0);
  NodeReader::Ints axes = n.ints({1, "axis"}, NodeReader::Ints{-1});
  if (axes.size() != 1 && !n.hasFailed())
    n.fail("has " + Twine(axes.size()) + " axes, supported is one");
  if (n.hasFailed())
    return Item();
  return Item::tensor(n.emit<OpT>(x, n.attributes().integer("axis", axes[0])));
}

void addNNOps(OpTable &table) {
  table["Conv2D"] = importConv2D;
  table["Conv2DBackpropInput"] = importConv2DBackpropInput;
  // The same computation: its result's shape is the third input.
  table["Conv2DTranspose"] = importConv2DBackpropInput;
  table["Conv2DBackpropFilter"] = importConv2DBackpropFilter;
  table["MaxPool"] = importMaxPool;
  table["MaxPoolGrad"] = importMaxPoolGrad;
  table["AvgPool"] = importAvgPool;
  table["AvgPoolGrad"] = importAvgPoolGrad;
  table["BiasAdd"] = importBiasAdd;
  table["BiasAddGrad"] = importBiasAddGrad;
  table["Softmax"] = importSoftmax<SoftmaxOp>;
  table["LogSoftmax"] = importSoftmax<LogSoftmaxOp>;
}

} // namespace ms
