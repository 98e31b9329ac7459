//===- Volumes.cpp - Patches of images, convolution of volumes ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Patches are gathered along the rows and along the columns. A convolution of a
// volume [N, C, D, H, W] is one of images: each slice of the result, along the
// depth, is made of as many slices of the volume as the kernel has, as channels
// side by side. So N * D images of C * KD channels take a kernel of the same
// elements as the volume's.
//
//===----------------------------------------------------------------------===//

#include "lib/Import/Compose.h"
#include "lib/Import/MindIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Index.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

/// Windows along one extent.
struct Windows {
  int64_t size = 1, stride = 1, dilation = 1, low = 0, high = 0;

  /// How many there are along `extent`; 0 for a wrong description.
  int64_t count(int64_t extent) const {
    int64_t reach = (size - 1) * dilation + 1;
    int64_t padded = extent + low + high;
    if (size < 1 || stride < 1 || dilation < 1 || low < 0 || high < 0 ||
        ShapedType::isDynamic(extent) || padded < reach)
      return 0;
    return (padded - reach) / stride + 1;
  }
};

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

/// A convolution of volumes: windows along the depth, and what is left, one of
/// images.
class VolumeConvolution {
public:
  /// `depth` is the volume's, `kernel` the shape of the weights.
  VolumeConvolution(NodeReader &n, int64_t depth, ArrayRef<int64_t> kernel)
      : n(n), kernel(kernel), attributes(n.attributes()) {
    n.expectInteger(attribute("mode"), {1}, "1 (cross-correlation)");
    std::string mode =
        n.choice(attribute("pad_mode"), {"pad", "same", "valid"}, "valid");
    NodeReader::Ints stride = n.lastInts(attribute("stride"), 3, 1);
    NodeReader::Ints dilation = n.lastInts(attribute("dilation"), 3, 1);
    if (kernel.size() != 5 && !n.hasFailed())
      n.fail("has weights of shape " + shapeText(kernel) +
             ", expected 5 dimensions");
    if (n.hasFailed())
      return;
    windows = {kernel[2], stride[0], dilation[0]};
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
    this->depth = depth;
    count = windows.count(depth);
    if (count == 0)
      n.fail("has no windows of " + Twine(kernel[2]) +
             " slices along a depth of " + Twine(depth));
    places = n.hasFailed()
                 ? Value()
                 : compose::windowPlaces(n, count, windows.stride, windows.size,
                                         windows.dilation,
                                         /*byWindow=*/true);
  }

  /// The volume as images of C * KD channels.
  Value stack(Value x) {
    RankedTensorType type = n.typeOf(x);
    x = compose::pad(n, x, 2, windows.low, windows.high);
    x = n.emit<GatherOp>({x, places}, n.attributes().integer("axis", 2));
    x = compose::transpose(n, x, {0, 2, 1, 3, 4, 5});
    if (n.hasFailed())
      return nullptr;
    return n.reshape(x, {images(type), type.getDimSize(1) * windows.size,
                         type.getDimSize(3), type.getDimSize(4)});
  }
  /// The reverse, for a volume of `type`: sums of what images have.
  Value unstack(Value x, RankedTensorType type) {
    NodeReader::Ints shape(type.getShape());
    x = n.reshape(
        x, {shape[0], count, shape[1], windows.size, shape[3], shape[4]});
    x = compose::transpose(n, x, {0, 2, 1, 3, 4, 5});
    shape[2] += windows.low + windows.high;
    if (type.isDynamicDim(0))
      shape[0] = -1;
    x = n.emit<GatherGradOp>(
        {x, places}, n.attributes().ints("shape", shape).integer("axis", 2));
    return compose::pad(n, x, 2, -windows.low, -windows.high);
  }
  /// Slices of a result as images, and the reverse.
  Value split(Value y) {
    RankedTensorType type = n.typeOf(y);
    y = compose::transpose(n, y, {0, 2, 1, 3, 4});
    if (n.hasFailed())
      return nullptr;
    if (type.getDimSize(2) != count) {
      n.fail("has a gradient of shape " + shapeText(type.getShape()) + " for " +
             Twine(count) + " slices");
      return nullptr;
    }
    return n.reshape(y, {images(type), type.getDimSize(1), type.getDimSize(3),
                         type.getDimSize(4)});
  }
  Value join(Value y, int64_t batch) {
    RankedTensorType type = n.typeOf(y);
    if (n.hasFailed())
      return nullptr;
    y = n.reshape(y, {batch, count, type.getDimSize(1), type.getDimSize(2),
                      type.getDimSize(3)});
    return compose::transpose(n, y, {0, 2, 1, 3, 4});
  }
  Value weights(Value weight) {
    if (n.hasFailed())
      return nullptr;
    return n.reshape(weight,
                     {kernel[0], kernel[1] * kernel[2], kernel[3], kernel[4]});
  }

  NodeReader &n;
  ArrayRef<int64_t> kernel;
  OpAttributes attributes; ///< of the convolution of images

private:
  int64_t images(RankedTensorType type) const {
    return type.isDynamicDim(0) ? ShapedType::kDynamic
                                : type.getDimSize(0) * count;
  }

  Windows windows;
  int64_t depth = 0, count = 0;
  Value places;
};

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
  VolumeConvolution c(n, type.getDimSize(2), kernel.getShape());
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
  VolumeConvolution c(n, shape[2], kernel.getShape());
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
  VolumeConvolution c(n, shape[2], kernel.getShape());
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
  VolumeConvolution c(n, type.getDimSize(2), shape);
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
