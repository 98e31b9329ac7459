//===- Pool.cpp - Pooling with places, in volumes, of a given size --------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// MindSpore pools a padded image as a volume of depth 1. A volume is pooled
// plane by plane and then along its depth.
//
//===----------------------------------------------------------------------===//

#include "lib/Import/MindIR/Ops/Ops.h"

#include "lib/Import/MindIR/Decode.h"
#include "lib/Import/MindIR/Deferred.h"
#include "lib/Import/Pooling.h"

#include "dialects/MindIR/Ops/Image.h"
#include "dialects/MindIR/Ops/Index.h"
#include "dialects/MindIR/Ops/Shape.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

using Ints = NodeReader::Ints;

/// dy at the places that are its own: those are numbers in a plane, or volume,
/// of `elements`.
static Value scatter(NodeReader &n, Value dy, Value places,
                     RankedTensorType like) {
  if (!dy || !places || !like || n.hasFailed())
    return nullptr;
  RankedTensorType from = n.typeOf(dy), at = n.typeOf(places);
  if (!like.hasStaticShape() || like.getRank() < 2 ||
      like.getNumElements() == 0 || !from.hasStaticShape() ||
      from.getShape() != at.getShape() ||
      from.getNumElements() % (like.getDimSize(0) * like.getDimSize(1)) != 0) {
    n.fail("has a gradient of shape " + shapeText(from.getShape()) +
           " for places of shape " + shapeText(at.getShape()) +
           " in images of shape " + shapeText(like.getShape()));
    return nullptr;
  }
  int64_t rows = like.getDimSize(0) * like.getDimSize(1);
  auto flat = [&](Value value) {
    return n.reshape(value, {rows, from.getNumElements() / rows});
  };
  int64_t extent = like.getNumElements() / rows;
  Value dx = n.emit<GatherDGradOp>(
      {flat(dy), flat(places)},
      n.attributes().integer("dim", 1).integer("extent", extent));
  return n.reshape(dx, like.getShape());
}

static Value maximumGrad(NodeReader &n, Value image, Value dy,
                         const PoolWindow &w) {
  std::optional<Ints> size = sizeOf(n, image, w);
  if (!size)
    return nullptr;
  if (isDilated(w))
    return scatter(n, dy, scan(n, image, w).second, n.typeOf(image));
  OpAttributes attributes = windowAttributes(n, extended(w, *size));
  Value y = n.emit<MaxPoolOp>(image, attributes);
  return n.emit<MaxPoolGradOp>({image, y, dy}, attributes);
}

namespace {
/// Where a pool has found its maxima.
struct Places : Deferred {
  Places(Value x, PoolWindow plane, PoolWindow depth, bool isImage,
         RankedTensorType type)
      : Deferred(Kind::Places), x(x), plane(std::move(plane)),
        depth(std::move(depth)), isImage(isImage), type(type) {}

  Value emit(NodeReader &n) const override {
    if (!isImage) {
      n.fail("reads the places of maxima of a pool of this kind, which is not "
             "supported");
      return nullptr;
    }
    RankedTensorType from = n.typeOf(x);
    if (!from)
      return nullptr;
    Ints shape(from.getShape());
    shape.erase(shape.begin() + 2, shape.end() - 2);
    Value place = scan(n, n.reshape(x, shape), plane).second;
    return n.convert(n.reshape(place, type.getShape()), type.getElementType());
  }

  Value x;
  PoolWindow plane, depth;
  /// Whether the places are those in one plane.
  bool isImage;
  RankedTensorType type;
};
} // namespace

/// The places at input `k`, where they are those of this pool.
static bool areOwn(NodeReader &n, unsigned k, Value x, const PoolWindow &plane,
                   const PoolWindow &depth) {
  const Item &item = n.input(k);
  if (!item.is(Item::Kind::Deferred) ||
      item.deferred->kind != Deferred::Kind::Places)
    return false;
  const auto &places = static_cast<const Places &>(*item.deferred);
  return places.x == x && places.plane == plane && places.depth == depth;
}

/// i32 or i64, by a name or by its number in 2.x.
static Type placeType(NodeReader &n) {
  std::string name = n.choice(attribute("argmax_type"),
                              {"", "", "", "int32", "int64"}, "int64");
  return IntegerType::get(n.getContext(), name == "int32" ? 32 : 64);
}

static Item withPlaces(NodeReader &n, Value x, Value y, const PoolWindow &plane,
                       const PoolWindow &depth, bool isImage) {
  if (!y || n.hasFailed())
    return Item();
  auto type = RankedTensorType::get(n.typeOf(y).getShape(), placeType(n));
  return Item::tuple({Item::tensor(y), Item::later(std::make_shared<Places>(
                                           x, plane, depth, isImage, type))});
}

static PoolWindow readImageWindow(NodeReader &n) {
  PoolWindow w;
  w.kernel = n.lastInts(attribute("kernel_size"), 2);
  w.strides = n.lastInts(attribute("strides"), 2);
  w.dilation = n.lastInts(attribute("dilation"), 2, 1);
  Ints pads = n.lastInts(attribute("pads"), 2, 0);
  w.ceil = n.boolean(attribute("ceil_mode"), false);
  if (!n.hasFailed())
    w.pad = {pads[0], pads[0], pads[1], pads[1]};
  return w;
}

static Item importMaxPoolWithArgmax(NodeReader &n) {
  Value x = n.tensor(0);
  PoolWindow w = readImageWindow(n);
  if (n.hasFailed())
    return Item();
  return withPlaces(n, x, maximum(n, x, w), w, {}, /*isImage=*/true);
}

/// x, dy, places.
static Item importMaxPoolGradWithArgmax(NodeReader &n) {
  Value x = n.tensor(0), dy = n.tensor(1);
  PoolWindow w = readImageWindow(n);
  if (n.hasFailed())
    return Item();
  if (areOwn(n, 2, x, w, {}))
    return Item::tensor(maximumGrad(n, x, dy, w));
  return Item::tensor(scatter(n, dy, n.tensor(2), n.typeOf(x)));
}

//===----------------------------------------------------------------------===//
// Means
//===----------------------------------------------------------------------===//

static Value meanGrad(NodeReader &n, Value dy, const PoolWindow &w,
                      ArrayRef<int64_t> size, Divisor divisor) {
  if (n.hasFailed())
    return nullptr;
  Value scaled = scaleWindows(n, dy, w, size, divisor);
  return n.emit<AvgPoolGradOp>(
      scaled, windowAttributes(n, extended(w, size)).ints("input_size", size));
}

//===----------------------------------------------------------------------===//
// Volumes
//===----------------------------------------------------------------------===//

namespace {
/// [N, C, D, H, W] as images: the planes side by side as channels, and what was
/// pooled in the planes as columns of all depths.
class Volume {
public:
  Volume(NodeReader &n, ArrayRef<int64_t> shape, StringRef kernel)
      : n(n), shape(shape) {
    if (n.hasFailed())
      return;
    if (shape.size() != 5 || llvm::any_of(shape.drop_front(), [](int64_t e) {
          return ShapedType::isDynamic(e) || e < 0;
        })) {
      n.fail("pools a tensor of shape " + shapeText(shape) +
             ", expected a volume [N, C, D, H, W]");
      return;
    }
    Ints size = n.lastInts(attribute(kernel), 3),
         strides = n.lastInts(attribute("strides"), 3),
         dilation = n.lastInts(attribute("dilation"), 3, 1),
         pad = borders(size, strides);
    // Older files have None where they round down.
    bool ceil = n.boolean(attribute("ceil_mode"), false);
    if (n.hasFailed())
      return;
    plane.kernel = {size[1], size[2]};
    plane.strides = {strides[1], strides[2]};
    plane.dilation = {dilation[1], dilation[2]};
    plane.pad = {pad[2], pad[3], pad[4], pad[5]};
    depth.kernel = {size[0], 1};
    depth.strides = {strides[0], 1};
    depth.dilation = {dilation[0], 1};
    depth.pad = {pad[0], pad[1], 0, 0};
    plane.ceil = depth.ceil = ceil;
    isFlat = size[0] == 1 && pad[0] == 0 && pad[1] == 0 &&
             (strides[0] == 1 || shape[2] == 1);
    if (checkWindow(n, {shape[3], shape[4]}, plane))
      checkWindow(n, {shape[2], 1}, depth);
  }

  Value planes(Value x) {
    return n.reshape(x, {shape[0], shape[1] * shape[2], shape[3], shape[4]});
  }
  /// Pooled planes as columns: [N, C, D, OH * OW].
  Value columns(Value pooled) {
    Ints s = pooledSize();
    return n.reshape(pooled, {shape[0], shape[1], shape[2], s[1] * s[2]});
  }
  /// The same back to planes.
  Value fromColumns(Value columns) {
    Ints s = pooledSize();
    return n.reshape(columns, {shape[0], shape[1] * shape[2], s[1], s[2]});
  }
  /// Pooled values as [N, C, OD, OH, OW].
  Value finish(Value pooled) {
    Ints s = pooledSize();
    return n.reshape(pooled, {shape[0], shape[1], s[0], s[1], s[2]});
  }
  /// dy as what the last pool gives.
  Value start(Value dy) {
    Ints s = pooledSize();
    return isFlat ? n.reshape(dy, {shape[0], shape[1] * shape[2], s[1], s[2]})
                  : n.reshape(dy, {shape[0], shape[1], s[0], s[1] * s[2]});
  }
  Ints pooledSize() {
    return {isFlat ? shape[2] : countWindows(depth, 0, shape[2]),
            countWindows(plane, 0, shape[3]), countWindows(plane, 1, shape[4])};
  }
  Ints planeSize() { return {shape[3], shape[4]}; }
  Ints columnSize() {
    Ints s = pooledSize();
    return {shape[2], s[1] * s[2]};
  }

  NodeReader &n;
  ArrayRef<int64_t> shape;
  PoolWindow plane, depth;
  /// Whether windows are one plane deep, and all planes are pooled.
  bool isFlat = true;

private:
  /// Front, back, top, bottom, left, right.
  Ints borders(const Ints &size, const Ints &strides) {
    Ints none(6, 0);
    std::string mode = n.choice(attribute("pad_mode"),
                                {"pad", "same", "valid", "calculated"}, "pad");
    if (n.hasFailed() || mode == "valid")
      return none;
    if (mode == "same") {
      for (unsigned k = 0; k < 3; ++k) {
        int64_t in = shape[k + 2], stride = std::max<int64_t>(strides[k], 1);
        int64_t lacks =
            std::max<int64_t>((in - 1) / stride * stride + size[k] - in, 0);
        none[2 * k] = lacks / 2;
        none[2 * k + 1] = lacks - lacks / 2;
      }
      return none;
    }
    if (n.has(attribute("pads"))) {
      Ints pads = n.lastInts(attribute("pads"), 3);
      return n.hasFailed() ? none : Ints{pads[0], pads[0], pads[1],
                                         pads[1], pads[2], pads[2]};
    }
    Ints pads = n.ints(attribute("pad_list"), none);
    if (pads.size() != 6 && !n.hasFailed())
      n.fail("argument 'pad_list' has " + Twine(pads.size()) +
             " entries, expected 6");
    return pads.size() == 6 ? pads : none;
  }
};
} // namespace

static ArrayRef<int64_t> shapeOf(NodeReader &n, Value x) {
  return x ? n.typeOf(x).getShape() : ArrayRef<int64_t>();
}

static Value maximum3D(NodeReader &n, Volume &v, Value x) {
  Value y = maximum(n, v.planes(x), v.plane);
  if (y && !v.isFlat)
    y = maximum(n, v.columns(y), v.depth);
  return y ? v.finish(y) : Value();
}

static Value maximum3DGrad(NodeReader &n, Volume &v, Value x, Value dy) {
  Value image = v.planes(x);
  Value d = v.start(dy);
  if (!v.isFlat) {
    Value y = maximum(n, image, v.plane);
    if (!y)
      return nullptr;
    d = maximumGrad(n, v.columns(y), d, v.depth);
    d = d ? v.fromColumns(d) : d;
  }
  return n.reshape(maximumGrad(n, image, d, v.plane), v.shape);
}

static Item importMaxPool3DWithArgmax(NodeReader &n) {
  Value x = n.tensor(0);
  Volume v(n, shapeOf(n, x), "ksize");
  if (n.hasFailed())
    return Item();
  bool isImage = v.isFlat && v.shape[2] == 1;
  return withPlaces(n, x, maximum3D(n, v, x), v.plane, v.depth, isImage);
}

/// x, dy, places.
static Item importMaxPool3DGradWithArgmax(NodeReader &n) {
  Value x = n.tensor(0), dy = n.tensor(1);
  Volume v(n, shapeOf(n, x), "ksize");
  if (n.hasFailed())
    return Item();
  if (areOwn(n, 2, x, v.plane, v.depth))
    return Item::tensor(maximum3DGrad(n, v, x, dy));
  return Item::tensor(scatter(n, dy, n.tensor(2), n.typeOf(x)));
}

static Item importMaxPool3D(NodeReader &n) {
  Value x = n.tensor(0);
  Volume v(n, shapeOf(n, x), "kernel_size");
  return n.hasFailed() ? Item() : Item::tensor(maximum3D(n, v, x));
}

/// x, y, dy.
static Item importMaxPool3DGrad(NodeReader &n) {
  Value x = n.tensor(0), dy = n.tensor(2);
  Volume v(n, shapeOf(n, x), "kernel_size");
  return n.hasFailed() ? Item() : Item::tensor(maximum3DGrad(n, v, x, dy));
}

static Divisor readDivisor(NodeReader &n) {
  return {n.boolean(attribute("count_include_pad"), true),
          n.integer(attribute("divisor_override"), 0)};
}

/// Along the depth a sum, where all windows have one divisor.
static Divisor alongDepth(Divisor divisor) {
  return {divisor.withBorder, divisor.number != 0 ? 1 : 0};
}

static Item importAvgPool3D(NodeReader &n) {
  Value x = n.tensor(0);
  Volume v(n, shapeOf(n, x), "kernel_size");
  Divisor divisor = readDivisor(n);
  if (n.hasFailed())
    return Item();
  Value y = mean(n, v.planes(x), v.plane, divisor);
  if (y && !v.isFlat)
    y = mean(n, v.columns(y), v.depth, alongDepth(divisor));
  return y ? Item::tensor(v.finish(y)) : Item();
}

/// The shape of x, dy.
static Item importAvgPool3DGrad(NodeReader &n) {
  Ints shape = n.shape({0, "origin_input_shape"});
  Value dy = n.tensor(1);
  if (n.hasFailed())
    return Item();
  // The batch is that of dy.
  RankedTensorType type = n.typeOf(dy);
  if (!shape.empty() && type.getRank() > 0)
    shape[0] = type.getDimSize(0);
  Volume v(n, shape, "kernel_size");
  Divisor divisor = readDivisor(n);
  if (n.hasFailed())
    return Item();
  Value d = v.start(dy);
  if (!v.isFlat) {
    d = meanGrad(n, d, v.depth, v.columnSize(), alongDepth(divisor));
    d = d ? v.fromColumns(d) : d;
  }
  d = meanGrad(n, d, v.plane, v.planeSize(), divisor);
  return Item::tensor(n.reshape(d, v.shape));
}

//===----------------------------------------------------------------------===//
// A result of a given size
//===----------------------------------------------------------------------===//

/// `value` as a batch of images; [C, H, W] is a batch of one.
static Value asBatch(NodeReader &n, Value value) {
  return value && n.typeOf(value).getRank() == 3 ? n.expand(value, 0) : value;
}

/// The image of a batch of one, where `like` is an image.
static Value fromBatch(NodeReader &n, Value value, RankedTensorType like) {
  return value && like.getRank() == 3
             ? n.reshape(value, n.typeOf(value).getShape().drop_front())
             : value;
}

/// An extent of None or -1 stays.
template <typename OpT> static Value adaptivePool(NodeReader &n, Value x) {
  Argument argument =
      n.size() > 1 ? Argument{1, "output_size"} : attribute("output_size");
  RankedTensorType type = n.typeOf(x);
  if (!type || n.hasFailed())
    return nullptr;
  Ints size = n.ints(argument);
  if (size.size() == 1)
    size.push_back(size[0]);
  RankedTensorType given = type;
  x = asBatch(n, x);
  type = n.typeOf(x);
  if (!type || n.hasFailed())
    return nullptr;
  if (type.getRank() != 4) {
    n.fail("takes a tensor of shape " + shapeText(type.getShape()) +
           ", expected an image [N, C, H, W]");
    return nullptr;
  }
  for (unsigned k = 0; k < 2 && k < size.size(); ++k)
    if (size[k] == -1)
      size[k] = type.getDimSize(k + 2);
  Value y = n.emit<OpT>(x, n.attributes().ints("output_size", size));
  return fromBatch(n, y, given);
}

static Item importAdaptiveAvgPool(NodeReader &n) {
  return Item::tensor(adaptivePool<AdaptiveAvgPool2DOp>(n, n.tensor(0)));
}

static Item importAdaptiveMaxPool(NodeReader &n) {
  Value x = n.tensor(0);
  Value y = adaptivePool<AdaptiveMaxPool2DOp>(n, x);
  return withPlaces(n, x, y, {}, {}, /*isImage=*/false);
}

/// dy, the shape of x.
static Item importAdaptiveAvgPoolGrad(NodeReader &n) {
  Value dy = n.tensor(0);
  Ints shape = n.shape({1, "orig_input_shape"});
  RankedTensorType type = n.typeOf(dy);
  if (!type || n.hasFailed())
    return Item();
  if (shape.size() < 3 ||
      type.getRank() != static_cast<int64_t>(shape.size())) {
    n.fail("has a gradient of shape " + shapeText(type.getShape()) +
           " for an image of shape " + shapeText(shape));
    return Item();
  }
  Value dx = n.emit<AdaptiveAvgPool2DGradOp>(
      asBatch(n, dy),
      n.attributes().ints("input_size", ArrayRef<int64_t>(shape).take_back(2)));
  return Item::tensor(fromBatch(n, dx, type));
}

/// dy, x, places.
static Item importAdaptiveMaxPoolGrad(NodeReader &n) {
  Value dy = n.tensor(0), x = n.tensor(1);
  RankedTensorType type = n.typeOf(x), given = n.typeOf(dy);
  if (!type || !given || n.hasFailed())
    return Item();
  if (!areOwn(n, 2, x, {}, {}))
    return Item::tensor(scatter(n, dy, n.tensor(2), type));
  if (given.getRank() < 3)
    return n.fail("has a gradient of shape " + shapeText(given.getShape())),
           Item();
  Value image = asBatch(n, x);
  Value y = n.emit<AdaptiveMaxPool2DOp>(
      image, n.attributes().ints("output_size", given.getShape().take_back(2)));
  Value dx = n.emit<AdaptiveMaxPool2DGradOp>({image, y, asBatch(n, dy)});
  return Item::tensor(n.reshape(dx, type.getShape()));
}

void addPoolOps(OpTable &table) {
  table["MaxPoolWithArgmaxV2"] = importMaxPoolWithArgmax;
  table["MaxPoolGradWithArgmaxV2"] = importMaxPoolGradWithArgmax;
  table["MaxPool3DWithArgmax"] = importMaxPool3DWithArgmax;
  table["MaxPool3DGradWithArgmax"] = importMaxPool3DGradWithArgmax;
  table["MaxPool3D"] = importMaxPool3D;
  table["MaxPool3DGrad"] = importMaxPool3DGrad;
  table["AvgPool3D"] = importAvgPool3D;
  table["AvgPool3DGrad"] = importAvgPool3DGrad;
  table["AdaptiveAvgPool2D"] = importAdaptiveAvgPool;
  table["AdaptiveAvgPool2DGrad"] = importAdaptiveAvgPoolGrad;
  table["AdaptiveMaxPool2D"] = importAdaptiveMaxPool;
  table["AdaptiveMaxPool2DGrad"] = importAdaptiveMaxPoolGrad;
}

} // namespace ms
