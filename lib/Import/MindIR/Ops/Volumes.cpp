//===- Volumes.cpp - Patches of images, convolution of volumes ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Patches are gathered along the rows and along the columns.
//
//===----------------------------------------------------------------------===//

#include "lib/Import/Compose.h"
#include "lib/Import/MindIR/Ops/Ops.h"
#include "lib/Import/VolumeConvolution.h"

#include "dialects/MindIR/Ops/Index.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

//===----------------------------------------------------------------------===//
// Patches
//===----------------------------------------------------------------------===//

/// The patches of an image.
struct Patches {
  Windows rows, columns;
  /// Padding, stride and so on, under the names that a primitive has.
  Patches(NodeReader &n, StringRef size, StringRef stride, StringRef dilation,
          StringRef padding) {
    NodeReader::Ints sizes = n.lastInts(attribute(size), 2);
    NodeReader::Ints strides = n.lastInts(attribute(stride), 2, 1);
    NodeReader::Ints dilations = n.lastInts(attribute(dilation), 2, 1);
    NodeReader::Ints pads = n.ints(attribute(padding), NodeReader::Ints{0});
    if (pads.size() == 1)
      pads.push_back(pads[0]);
    if (pads.size() == 2)
      pads = {pads[0], pads[0], pads[1], pads[1]};
    if (pads.size() != 4)
      n.fail("argument '" + padding + "' has " + Twine(pads.size()) +
             " entries, expected 2 or 4");
    if (n.hasFailed())
      return;
    rows = {sizes[0], strides[0], dilations[0], pads[0], pads[1]};
    columns = {sizes[1], strides[1], dilations[1], pads[2], pads[3]};
  }
  int64_t size() const { return rows.size * columns.size; }

  /// The places of the patches of an image; false after an error.
  bool locate(NodeReader &n, int64_t height, int64_t width) {
    down = rows.count(height);
    across = columns.count(width);
    if (!n.hasFailed() && (down == 0 || across == 0))
      n.fail("has no patches of " + Twine(rows.size) + " x " +
             Twine(columns.size) + " pixels in an image of " + Twine(height) +
             " x " + Twine(width));
    if (n.hasFailed())
      return false;
    rowPlaces = compose::windowPlaces(n, down, rows.stride, rows.size,
                                      rows.dilation, /*byWindow=*/false);
    columnPlaces =
        compose::windowPlaces(n, across, columns.stride, columns.size,
                              columns.dilation, /*byWindow=*/false);
    return !n.hasFailed();
  }
  int64_t down = 0, across = 0; ///< how many there are
  Value rowPlaces, columnPlaces;
};

/// [N, C, H, W] as [N, C, pixels of a patch, patches].
Item importIm2Col(NodeReader &n) {
  Value x = n.tensor(0);
  n.choice(attribute("padding_mode"), {"calculated"}, "calculated");
  Patches p(n, "ksizes", "strides", "dilations", "pads");
  RankedTensorType type = n.typeOf(x);
  if (!type || n.hasFailed())
    return Item();
  if (type.getRank() != 4) {
    n.fail("takes a tensor of shape " + shapeText(type.getShape()) +
           ", expected an image [N, C, H, W]");
    return Item();
  }
  if (!p.locate(n, type.getDimSize(2), type.getDimSize(3)))
    return Item();
  x = compose::pad(n, x, 2, p.rows.low, p.rows.high);
  x = compose::pad(n, x, 3, p.columns.low, p.columns.high);
  x = n.emit<GatherOp>({x, p.rowPlaces}, n.attributes().integer("axis", 2));
  x = n.emit<GatherOp>({x, p.columnPlaces}, n.attributes().integer("axis", 4));
  x = compose::transpose(n, x, {0, 1, 2, 4, 3, 5});
  return Item::tensor(n.reshape(x, {type.getDimSize(0), type.getDimSize(1),
                                    p.size(), p.down * p.across}));
}

/// The reverse: the sums of what patches have for each pixel.
Item importCol2Im(NodeReader &n) {
  Value x = n.tensor(0);
  NodeReader::Ints size = n.ints({1, "output_size"});
  Patches p(n, "kernel_size", "stride", "dilation", "padding");
  RankedTensorType type = n.typeOf(x);
  if (!type || n.hasFailed())
    return Item();
  if (size.size() != 2 || !p.locate(n, size[0], size[1])) {
    n.fail("has an output_size of " + shapeText(size));
    return Item();
  }
  if (type.getRank() != 4 || type.getDimSize(2) != p.size() ||
      type.getDimSize(3) != p.down * p.across) {
    n.fail("takes a tensor of shape " + shapeText(type.getShape()) +
           ", expected [N, C, " + Twine(p.size()) + ", " +
           Twine(p.down * p.across) + "]");
    return Item();
  }
  NodeReader::Ints shape = compose::extents(n, x);
  shape.resize(2);
  x = n.reshape(x, {type.getDimSize(0), type.getDimSize(1), p.rows.size,
                    p.columns.size, p.down, p.across});
  x = compose::transpose(n, x, {0, 1, 2, 4, 3, 5});
  shape.append({p.rows.size, p.down, size[1] + p.columns.low + p.columns.high});
  x = n.emit<GatherGradOp>(
      {x, p.columnPlaces},
      n.attributes().ints("shape", shape).integer("axis", 4));
  int64_t width = shape.back();
  shape.resize(2);
  shape.append({size[0] + p.rows.low + p.rows.high, width});
  x = n.emit<GatherGradOp>(
      {x, p.rowPlaces}, n.attributes().ints("shape", shape).integer("axis", 2));
  x = compose::pad(n, x, 2, -p.rows.low, -p.rows.high);
  return Item::tensor(compose::pad(n, x, 3, -p.columns.low, -p.columns.high));
}

//===----------------------------------------------------------------------===//
// Volumes
//===----------------------------------------------------------------------===//

/// The windows and attributes of a convolution of volumes: `depth` is the
/// volume's, `kernel` the shape of the weights.
VolumeConvolution readConvolution(NodeReader &n, int64_t depth,
                                  ArrayRef<int64_t> kernel) {
  OpAttributes attributes = n.attributes();
  Windows windows;
  n.expectInteger(attribute("mode"), {1}, "1 (cross-correlation)");
  std::string mode =
      n.choice(attribute("pad_mode"), {"pad", "same", "valid"}, "valid");
  NodeReader::Ints stride = n.lastInts(attribute("stride"), 3, 1);
  NodeReader::Ints dilation = n.lastInts(attribute("dilation"), 3, 1);
  if (kernel.size() != 5 && !n.hasFailed())
    n.fail("has weights of shape " + shapeText(kernel) +
           ", expected 5 dimensions");
  if (n.hasFailed())
    return VolumeConvolution(n, windows, attributes, depth, kernel);
  windows.size = kernel[2];
  windows.stride = stride[0];
  windows.dilation = dilation[0];
  if (mode == "pad") {
    NodeReader::Ints pad = n.lastInts(attribute("pad"), 6, 0);
    windows.low = pad[0];
    windows.high = pad[1];
    attributes.ints("pad", ArrayRef<int64_t>(pad).drop_front(2));
  } else if (mode == "same" && stride[0] > 0 && depth > 0) {
    int64_t count = (depth + stride[0] - 1) / stride[0];
    int64_t reach = (kernel[2] - 1) * dilation[0] + 1;
    int64_t total =
        std::max<int64_t>((count - 1) * stride[0] + reach - depth, 0);
    windows.low = total / 2;
    windows.high = total - total / 2;
  }
  attributes.ints("stride", ArrayRef<int64_t>(stride).drop_front())
      .ints("dilation", ArrayRef<int64_t>(dilation).drop_front())
      .text("pad_mode", mode)
      .integer("group", n.integer(attribute("group"), 1));
  return VolumeConvolution(n, windows, attributes, depth, kernel);
}

/// The type of a volume or of weights; null after an error.
RankedTensorType volumeType(NodeReader &n, Value x) {
  RankedTensorType type = n.typeOf(x);
  if (!type || n.hasFailed())
    return nullptr;
  if (type.getRank() == 5)
    return type;
  n.fail("takes a tensor of shape " + shapeText(type.getShape()) +
         ", expected 5 dimensions");
  return nullptr;
}

Item importConv3D(NodeReader &n) {
  Value x = n.tensor(0), weight = n.tensor(1);
  RankedTensorType type = volumeType(n, x), kernel = volumeType(n, weight);
  if (!type || !kernel)
    return Item();
  VolumeConvolution c =
      readConvolution(n, type.getDimSize(2), kernel.getShape());
  Value images = c.stack(x);
  Value y = n.emit<Conv2DOp>({images, c.weights(weight)}, c.attributes);
  return Item::tensor(c.join(y, type.getDimSize(0)));
}

/// Weights, dy and the shape of x.
Item importConv3DBackpropInput(NodeReader &n) {
  Value weight = n.tensor(0), dy = n.tensor(1);
  NodeReader::Ints shape = n.ints({2, "input_size"});
  RankedTensorType kernel = volumeType(n, weight), result = volumeType(n, dy);
  if (!kernel || !result)
    return Item();
  if (shape.size() != 5) {
    n.fail("has the shape " + shapeText(shape) +
           " for its result, expected 5 extents");
    return Item();
  }
  shape[0] = result.getDimSize(0);
  auto type = RankedTensorType::get(shape, result.getElementType());
  VolumeConvolution c = readConvolution(n, shape[2], kernel.getShape());
  Value images = c.split(dy);
  c.attributes.ints("input_size", {shape[3], shape[4]});
  Value dx =
      n.emit<Conv2DBackpropInputOp>({images, c.weights(weight)}, c.attributes);
  return Item::tensor(n.hasFailed() ? Value() : c.unstack(dx, type));
}

/// x and weights: the gradient of a convolution whose result has the shape of
/// x.
Item importConv3DTranspose(NodeReader &n) {
  Value x = n.tensor(0), weight = n.tensor(1);
  RankedTensorType type = volumeType(n, x), kernel = volumeType(n, weight);
  if (!type || !kernel)
    return Item();
  std::string mode =
      n.choice(attribute("pad_mode"), {"pad", "same", "valid"}, "valid");
  NodeReader::Ints stride = n.lastInts(attribute("stride"), 3, 1);
  NodeReader::Ints dilation = n.lastInts(attribute("dilation"), 3, 1);
  NodeReader::Ints more = n.lastInts(attribute("output_padding"), 3, 0);
  NodeReader::Ints pad(6, 0);
  if (mode == "pad")
    pad = n.lastInts(attribute("pad"), 6, 0);
  int64_t group = n.integer(attribute("group"), 1);
  if (n.hasFailed())
    return Item();
  NodeReader::Ints shape(type.getShape());
  shape[1] = kernel.getDimSize(1) * group;
  for (unsigned k = 0; k < 3; ++k) {
    int64_t extent = type.getDimSize(2 + k);
    shape[2 + k] = mode == "same"
                       ? extent * stride[k]
                       : (extent - 1) * stride[k] - pad[2 * k] -
                             pad[2 * k + 1] + more[k] + 1 +
                             (kernel.getDimSize(2 + k) - 1) * dilation[k];
    if (shape[2 + k] < 1 || type.isDynamicDim(2 + k)) {
      n.fail("makes a volume of shape " + shapeText(shape));
      return Item();
    }
  }
  VolumeConvolution c = readConvolution(n, shape[2], kernel.getShape());
  Value images = c.split(x);
  c.attributes.ints("input_size", {shape[3], shape[4]});
  Value y =
      n.emit<Conv2DBackpropInputOp>({images, c.weights(weight)}, c.attributes);
  return Item::tensor(
      n.hasFailed()
          ? Value()
          : c.unstack(y, RankedTensorType::get(shape, type.getElementType())));
}

/// x, dy and the shape of the weights.
Item importConv3DBackpropFilter(NodeReader &n) {
  Value x = n.tensor(0), dy = n.tensor(1);
  NodeReader::Ints shape = n.ints({2, "filter_size"});
  RankedTensorType type = volumeType(n, x), result = volumeType(n, dy);
  if (!type || !result)
    return Item();
  VolumeConvolution c = readConvolution(n, type.getDimSize(2), shape);
  Value images = c.stack(x), dImages = c.split(dy);
  if (n.hasFailed())
    return Item();
  c.attributes.ints("kernel_size", {shape[3], shape[4]});
  Value dw = n.emit<Conv2DBackpropFilterOp>({dImages, images}, c.attributes);
  return Item::tensor(n.reshape(dw, shape));
}

} // namespace

void addVolumeOps(OpTable &table) {
  table["Im2Col"] = importIm2Col;
  table["Col2Im"] = importCol2Im;
  table["Conv3D"] = importConv3D;
  table["Conv3DTranspose"] = importConv3DTranspose;
  table["Conv3DBackpropInput"] = importConv3DBackpropInput;
  table["Conv3DBackpropFilter"] = importConv3DBackpropFilter;
}

} // namespace ms
