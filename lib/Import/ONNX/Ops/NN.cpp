//===- NN.cpp - Convolution, pooling, dropout -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Signals [N, C, L] are images of height 1. Volumes are pooled plane by plane
// and then along their depth.
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/Ops/Ops.h"

#include "dialects/MindIR/Ops/Elementary.h"
#include "dialects/MindIR/Ops/Shape.h"
#include "lib/Import/Pooling.h"
#include "lib/Import/VolumeConvolution.h"

#include <numeric>

using namespace mlir;
using namespace ms::mindir;

namespace ms::fromonnx {

using Ints = NodeReader::Ints;

//===----------------------------------------------------------------------===//
// Windows
//===----------------------------------------------------------------------===//

namespace {
/// Windows along the dimensions behind batch and channels.
struct Spatial {
  Ints size; ///< of the tensor
  Ints kernel, strides, dilations, low, high;
  bool same = false; ///< the borders are those of "SAME_UPPER"
};
} // namespace

/// One entry for each of `count` dimensions.
static Ints entries(NodeReader &n, StringRef name, size_t count,
                    int64_t otherwise, int64_t least) {
  Ints list = n.ints(name, Ints(count, otherwise));
  if (!n.hasFailed() && list.size() != count)
    n.fail("attribute '" + name + "' has " + Twine(list.size()) +
           " entries, expected " + Twine(count));
  for (int64_t entry : list)
    if (entry < least || entry > INT32_MAX)
      n.fail("attribute '" + name + "' has the entry " + Twine(entry));
  return n.hasFailed() ? Ints(count, least) : list;
}

/// The windows of a node over `x`; `kernel` is that of the weights, where there
/// are some. Nothing after an error.
static std::optional<Spatial> readWindows(NodeReader &n, Value x,
                                          ArrayRef<int64_t> kernel = {}) {
  RankedTensorType type = n.typeOf(x);
  if (!type || n.hasFailed())
    return std::nullopt;
  if (type.getRank() < 3 || type.getRank() > 5) {
    n.fail("takes a tensor of shape " + shapeText(type.getShape()) +
           ", expected [N, C, ...] with one to three more dimensions");
    return std::nullopt;
  }
  Spatial s;
  s.size.assign(type.getShape().begin() + 2, type.getShape().end());
  size_t count = s.size.size();
  if (llvm::any_of(s.size, ShapedType::isDynamic)) {
    n.fail("takes a tensor of shape " + shapeText(type.getShape()));
    return std::nullopt;
  }
  s.kernel = kernel.empty() || n.hasAttribute("kernel_shape")
                 ? entries(n, "kernel_shape", count, 1, 1)
                 : Ints(kernel);
  if (!kernel.empty() && !n.hasFailed() &&
      ArrayRef<int64_t>(s.kernel) != kernel)
    n.fail("attribute 'kernel_shape' is " + shapeText(s.kernel) +
           ", but the weights have " + shapeText(kernel));
  if (kernel.empty() && !n.hasAttribute("kernel_shape"))
    n.fail("lacks attribute 'kernel_shape'");
  s.strides = entries(n, "strides", count, 1, 1);
  s.dilations = entries(n, "dilations", count, 1, 1);
  Ints pads = entries(n, "pads", 2 * count, 0, 0);
  s.low.assign(pads.begin(), pads.begin() + count);
  s.high.assign(pads.begin() + count, pads.end());
  std::string mode = n.choice(
      "auto_pad", {"NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID"}, "NOTSET");
  if (mode == "VALID") {
    s.low.assign(count, 0);
    s.high.assign(count, 0);
  }
  s.same = mode == "SAME_UPPER";
  for (size_t k = 0; k < count && StringRef(mode).starts_with("SAME"); ++k) {
    int64_t out = (s.size[k] + s.strides[k] - 1) / s.strides[k];
    int64_t reach = (s.kernel[k] - 1) * s.dilations[k] + 1;
    int64_t lacks =
        std::max<int64_t>((out - 1) * s.strides[k] + reach - s.size[k], 0);
    s.low[k] = s.same ? lacks / 2 : lacks - lacks / 2;
    s.high[k] = lacks - s.low[k];
  }
  if (n.hasFailed())
    return std::nullopt;
  return s;
}

/// A signal as an image of height 1.
static void liftWindows(Spatial &s) {
  s.size.insert(s.size.begin(), 1);
  for (Ints *list : {&s.kernel, &s.strides, &s.dilations})
    list->insert(list->begin(), 1);
  for (Ints *list : {&s.low, &s.high})
    list->insert(list->begin(), 0);
}

static Value withBias(NodeReader &n, Value y, unsigned k) {
  if (!n.has(k))
    return y;
  Value bias = n.tensor(k);
  return n.emit<BiasAddOp>({y, bias});
}

//===----------------------------------------------------------------------===//
// Convolutions
//===----------------------------------------------------------------------===//

/// Attributes of a convolution of images; of a volume those of its planes.
static OpAttributes convolution(NodeReader &n, const Spatial &s,
                                int64_t group) {
  size_t k = s.size.size() - 2;
  auto last = [&](const Ints &list) { return ArrayRef(list).take_back(2); };
  OpAttributes attributes = n.attributes();
  attributes.ints("stride", last(s.strides))
      .ints("dilation", last(s.dilations))
      .integer("group", group);
  Ints pad = {s.low[k], s.high[k], s.low[k + 1], s.high[k + 1]};
  if (llvm::all_of(pad, [](int64_t p) { return p == 0; }))
    return attributes.text("pad_mode", "valid");
  if (s.same)
    return attributes.text("pad_mode", "same");
  return attributes.text("pad_mode", "pad").ints("pad", pad);
}

static VolumeConvolution volumes(NodeReader &n, const Spatial &s, int64_t group,
                                 ArrayRef<int64_t> kernel) {
  Windows windows;
  windows.size = s.kernel[0];
  windows.stride = s.strides[0];
  windows.dilation = s.dilations[0];
  windows.low = s.low[0];
  windows.high = s.high[0];
  return VolumeConvolution(n, windows, convolution(n, s, group), s.size[0],
                           kernel);
}

static RankedTensorType weightType(NodeReader &n, Value x, Value weight) {
  if (n.hasFailed())
    return nullptr;
  RankedTensorType type = n.typeOf(weight);
  if (type.getRank() == n.typeOf(x).getRank() && type.getRank() >= 3)
    return type;
  n.fail("has weights of shape " + shapeText(type.getShape()) +
         " for a tensor of shape " + shapeText(n.typeOf(x).getShape()));
  return nullptr;
}

static Results importConv(NodeReader &n) {
  Value x = n.tensor(0), weight = n.tensor(1);
  int64_t group = n.integer("group", 1);
  RankedTensorType kernel = weightType(n, x, weight);
  if (!kernel)
    return {};
  auto s = readWindows(n, x, kernel.getShape().drop_front(2));
  if (!s)
    return {};
  RankedTensorType type = n.typeOf(x);
  if (s->size.size() == 3) {
    VolumeConvolution c = volumes(n, *s, group, kernel.getShape());
    Value images = c.stack(x);
    Value y = n.emit<Conv2DOp>({images, c.weights(weight)}, c.attributes);
    return withBias(n, c.join(y, type.getDimSize(0)), 2);
  }
  bool isSignal = s->size.size() == 1;
  if (isSignal) {
    liftWindows(*s);
    x = n.expand(x, 2);
    weight = n.expand(weight, 2);
  }
  Value y = n.emit<Conv2DOp>({x, weight}, convolution(n, *s, group));
  if (isSignal)
    y = n.emit<SqueezeOp>(y, n.attributes().ints("axis", {2}));
  return withBias(n, y, 2);
}

/// The gradient of a convolution for its input, which is the result here.
static Results importConvTranspose(NodeReader &n) {
  Value x = n.tensor(0), weight = n.tensor(1);
  int64_t group = n.integer("group", 1);
  RankedTensorType kernel = weightType(n, x, weight);
  if (!kernel)
    return {};
  // Borders are those of the result, which is not known yet.
  auto s = readWindows(n, x, kernel.getShape().drop_front(2));
  if (!s)
    return {};
  size_t count = s->size.size();
  Ints in = s->size, more = entries(n, "output_padding", count, 0, 0), out;
  std::string mode = n.text("auto_pad", "NOTSET");
  Ints wanted;
  if (n.hasAttribute("output_shape"))
    wanted = n.ints("output_shape");
  if (wanted.size() > count)
    wanted.erase(wanted.begin(), wanted.end() - count);
  if (n.hasFailed())
    return {};
  for (size_t k = 0; k < count; ++k) {
    int64_t full = (in[k] - 1) * s->strides[k] + more[k] +
                   (s->kernel[k] - 1) * s->dilations[k] + 1;
    bool isSame = StringRef(mode).starts_with("SAME");
    if (!wanted.empty() || isSame) {
      out.push_back(wanted.empty() ? in[k] * s->strides[k] : wanted[k]);
      int64_t cut = full - out[k];
      s->low[k] = mode == "SAME_UPPER" ? cut / 2 : cut - cut / 2;
      if (cut < 0)
        s->low[k] = 0;
      s->high[k] = cut - s->low[k];
    } else {
      out.push_back(full - s->low[k] - s->high[k]);
    }
    if (out[k] < 1 || out[k] > kMaxElements) {
      n.fail("makes an extent of " + Twine(out[k]));
      return {};
    }
  }
  s->same = false;
  // What the result has behind its last window are zeros.
  Ints behind(count, 0);
  for (size_t k = 0; k < count; ++k)
    if (s->high[k] < 0) {
      behind[k] = -s->high[k];
      out[k] -= behind[k];
      s->high[k] = 0;
    }
  RankedTensorType type = n.typeOf(x);
  Value y;
  if (count == 3) {
    s->size = out;
    Ints shape(type.getShape());
    shape[1] = kernel.getDimSize(1) * group;
    std::copy(out.begin(), out.end(), shape.begin() + 2);
    VolumeConvolution c = volumes(n, *s, group, kernel.getShape());
    Value images = c.split(x);
    c.attributes.ints("input_size", {out[1], out[2]});
    y = n.emit<Conv2DBackpropInputOp>({images, c.weights(weight)},
                                      c.attributes);
    if (n.hasFailed())
      return {};
    y = c.unstack(y, RankedTensorType::get(shape, type.getElementType()));
  } else {
    bool isSignal = count == 1;
    if (isSignal) {
      liftWindows(*s);
      x = n.expand(x, 2);
      weight = n.expand(weight, 2);
    }
    Ints size = isSignal ? Ints{1, out[0]} : out;
    y = n.emit<Conv2DBackpropInputOp>(
        {x, weight}, convolution(n, *s, group).ints("input_size", size));
    if (isSignal)
      y = n.emit<SqueezeOp>(y, n.attributes().ints("axis", {2}));
  }
  for (size_t k = 0; k < count; ++k)
    y = compose::pad(n, y, static_cast<int64_t>(k) + 2, 0, behind[k]);
  return withBias(n, y, 2);
}

//===----------------------------------------------------------------------===//
// Pooling
//===----------------------------------------------------------------------===//

/// Two dimensions of windows, from number `k` on.
static PoolWindow planeWindow(const Spatial &s, size_t k, bool ceil) {
  PoolWindow w;
  w.kernel = {s.kernel[k], s.kernel[k + 1]};
  w.strides = {s.strides[k], s.strides[k + 1]};
  w.dilation = {s.dilations[k], s.dilations[k + 1]};
  w.pad = {s.low[k], s.high[k], s.low[k + 1], s.high[k + 1]};
  w.ceil = ceil;
  return w;
}

/// Each window's elements side by side: [N, C, out, kernel, out, kernel, ...],
/// with `value` in the border. `counts` gets, for each dimension, how many
/// elements each window has: those inside, and with `border` those in it.
static Value gatherWindows(NodeReader &n, Value x, const Spatial &s, bool ceil,
                           bool border, double value,
                           std::vector<std::vector<double>> &counts) {
  for (size_t k = 0; k < s.size.size() && !n.hasFailed(); ++k) {
    PoolWindow w = planeWindow({{},
                                {s.kernel[k], 1},
                                {s.strides[k], 1},
                                {s.dilations[k], 1},
                                {s.low[k], 0},
                                {s.high[k], 0}},
                               0, ceil);
    if (!checkWindow(n, {s.size[k], 1}, w))
      return nullptr;
    int64_t windows = countWindows(w, 0, s.size[k]);
    int64_t reach =
        (windows - 1) * s.strides[k] + (s.kernel[k] - 1) * s.dilations[k] + 1;
    int64_t axis = static_cast<int64_t>(2 + 2 * k);
    int64_t after = std::max(s.high[k], reach - s.size[k] - s.low[k]);
    x = compose::pad(n, x, axis, s.low[k], after, value);
    Value places = compose::windowPlaces(n, windows, s.strides[k], s.kernel[k],
                                         s.dilations[k], /*byWindow=*/true);
    x = n.emit<GatherOp>({x, places}, n.attributes().integer("axis", axis));
    std::vector<double> &list = counts.emplace_back();
    for (int64_t i = 0; i < windows; ++i) {
      int64_t inside = 0;
      for (int64_t e = 0; e < s.kernel[k]; ++e) {
        int64_t place = i * s.strides[k] + e * s.dilations[k] - s.low[k];
        // What lies behind the border counts for nothing.
        inside += border ? place < s.size[k] + s.high[k]
                         : place >= 0 && place < s.size[k];
      }
      list.push_back(static_cast<double>(inside));
    }
  }
  return x;
}

static Ints kernelAxes(const Spatial &s) {
  Ints axes;
  for (size_t k = 0; k < s.size.size(); ++k)
    axes.push_back(static_cast<int64_t>(3 + 2 * k));
  return axes;
}

/// Places of maxima in the whole tensor, from those in planes.
static Value wholePlaces(NodeReader &n, Value places, RankedTensorType type,
                         bool byColumn) {
  if (n.hasFailed())
    return nullptr;
  if (!type.hasStaticShape()) {
    n.fail("gives places in a tensor whose size is open");
    return nullptr;
  }
  int64_t plane = type.getNumElements() /
                  std::max<int64_t>(type.getDimSize(0) * type.getDimSize(1), 1);
  if (byColumn && type.getRank() == 4) {
    Value width = n.number(places, static_cast<double>(type.getDimSize(3)));
    Value row = n.emit<FloorDivOp>({places, width});
    Value column = n.emit<ModOp>({places, width});
    Value height = n.number(places, static_cast<double>(type.getDimSize(2)));
    places = n.emit<AddOp>({n.emit<MulOp>({column, height}), row});
  }
  std::vector<double> starts;
  for (int64_t k = 0; k < type.getDimSize(0) * type.getDimSize(1); ++k)
    starts.push_back(static_cast<double>(k * plane));
  Ints shape(type.getRank(), 1);
  shape[0] = type.getDimSize(0);
  shape[1] = type.getDimSize(1);
  return n.emit<AddOp>({places, n.constant(starts, shape, n.getI64())});
}

static Results importMaxPool(NodeReader &n) {
  Value x = n.tensor(0);
  bool ceil = n.integer("ceil_mode", 0) != 0;
  bool byColumn = n.integer("storage_order", 0) != 0;
  auto s = readWindows(n, x);
  if (!s)
    return {};
  RankedTensorType type = n.typeOf(x);
  if (s->size.size() == 3) {
    if (n.wants(1)) {
      n.fail("gives places in a volume, which is not supported");
      return {};
    }
    Ints shape = n.extentsOf(x);
    PoolWindow planes = planeWindow(*s, 1, ceil), depth = planes;
    depth.kernel = {s->kernel[0], 1};
    depth.strides = {s->strides[0], 1};
    depth.dilation = {s->dilations[0], 1};
    depth.pad = {s->low[0], s->high[0], 0, 0};
    Value y = maximum(
        n, n.reshape(x, {shape[0], shape[1] * shape[2], shape[3], shape[4]}),
        planes);
    if (!y)
      return {};
    Ints size = n.extentsOf(y);
    y = maximum(n,
                n.reshape(y, {shape[0], shape[1], shape[2], size[2] * size[3]}),
                depth);
    if (!y)
      return {};
    return n.reshape(
        y, {shape[0], shape[1], n.typeOf(y).getDimSize(2), size[2], size[3]});
  }
  bool isSignal = s->size.size() == 1;
  if (isSignal) {
    liftWindows(*s);
    x = n.expand(x, 2);
  }
  PoolWindow w = planeWindow(*s, 0, ceil);
  auto finish = [&](Value y) {
    return isSignal ? n.emit<SqueezeOp>(y, n.attributes().ints("axis", {2}))
                    : y;
  };
  if (n.wants(1)) {
    auto [y, places] = scan(n, x, w);
    return {finish(y), wholePlaces(n, finish(places), type, byColumn)};
  }
  bool isSame = s->same && !isDilated(w) && !ceil;
  if (isSame || (!isDilated(w) && !ceil &&
                 llvm::all_of(w.pad, [](int64_t p) { return p == 0; })))
    return finish(
        n.emit<MaxPoolOp>(x, n.attributes()
                                 .ints("kernel_size", w.kernel)
                                 .ints("strides", w.strides)
                                 .text("pad_mode", isSame ? "same" : "valid")));
  return finish(maximum(n, x, w));
}

/// Sums of windows divided by how many elements they have.
static Value windowMeans(NodeReader &n, Value x, const Spatial &s, bool ceil,
                         bool border) {
  std::vector<std::vector<double>> counts;
  Value windows = gatherWindows(n, x, s, ceil, border, 0, counts);
  Value y = reduce<ReduceSumOp>(n, windows, kernelAxes(s), false);
  for (size_t k = 0; k < counts.size() && !n.hasFailed(); ++k) {
    Ints shape(counts.size() - k, 1);
    shape[0] = static_cast<int64_t>(counts[k].size());
    y = n.emit<DivOp>(
        {y, n.constant(counts[k], shape, n.typeOf(y).getElementType())});
  }
  return y;
}

static Results importAveragePool(NodeReader &n) {
  Value x = n.tensor(0);
  bool ceil = n.integer("ceil_mode", 0) != 0;
  bool border = n.integer("count_include_pad", 0) != 0;
  auto s = readWindows(n, x);
  if (!s)
    return {};
  bool isDilated = llvm::any_of(s->dilations, [](int64_t d) { return d != 1; });
  bool isWide = false;
  for (size_t k = 0; k < s->kernel.size(); ++k)
    isWide |= std::max(s->low[k], s->high[k]) >= s->kernel[k];
  if (s->size.size() == 3 || isDilated || isWide)
    return windowMeans(n, x, *s, ceil, border);
  bool isSignal = s->size.size() == 1;
  if (isSignal) {
    liftWindows(*s);
    x = n.expand(x, 2);
  }
  PoolWindow w = planeWindow(*s, 0, ceil);
  bool hasPad = llvm::any_of(w.pad, [](int64_t p) { return p != 0; });
  bool isSame = s->same && !ceil && !border;
  Value y = isSame || (!hasPad && !ceil)
                ? n.emit<AvgPoolOp>(
                      x, n.attributes()
                             .ints("kernel_size", w.kernel)
                             .ints("strides", w.strides)
                             .text("pad_mode", isSame ? "same" : "valid"))
                : mean(n, x, w, {border, 0});
  if (isSignal)
    y = n.emit<SqueezeOp>(y, n.attributes().ints("axis", {2}));
  return y;
}

/// (sum of |x|^p)^(1/p)
static Value norm(NodeReader &n, Value x, ArrayRef<int64_t> axes, double p,
                  bool keep) {
  Value size = n.emit<AbsOp>(x);
  Value power = p == 1   ? size
                : p == 2 ? n.emit<SquareOp>(size)
                         : n.emit<PowOp>({size, n.number(size, p)});
  Value sum = reduce<ReduceSumOp>(n, power, axes, keep);
  return p == 1   ? sum
         : p == 2 ? n.emit<SqrtOp>(sum)
                  : n.emit<PowOp>({sum, n.number(sum, 1 / p)});
}

static Results importLpPool(NodeReader &n) {
  Value x = n.tensor(0);
  auto p = static_cast<double>(n.integer("p", 2));
  bool ceil = n.integer("ceil_mode", 0) != 0;
  auto s = readWindows(n, x);
  if (!s)
    return {};
  if (p < 1)
    n.fail("attribute 'p' is " + Twine(static_cast<int64_t>(p)));
  std::vector<std::vector<double>> counts;
  Value windows = gatherWindows(n, x, *s, ceil, false, 0, counts);
  return norm(n, windows, kernelAxes(*s), p, false);
}

/// All dimensions behind batch and channels.
static Ints spatialAxes(NodeReader &n, Value x) {
  if (n.hasFailed())
    return {};
  Ints axes(std::max<int64_t>(n.typeOf(x).getRank() - 2, 0));
  std::iota(axes.begin(), axes.end(), 2);
  if (axes.empty())
    n.fail("takes a tensor of shape " + shapeText(n.typeOf(x).getShape()));
  return axes;
}

template <typename OpT> static Results importGlobalPool(NodeReader &n) {
  Value x = n.tensor(0);
  return reduce<OpT>(n, x, spatialAxes(n, x), true);
}

static Results importGlobalLpPool(NodeReader &n) {
  Value x = n.tensor(0);
  auto p = static_cast<double>(n.integer("p", 2));
  if (p < 1)
    n.fail("attribute 'p' is " + Twine(static_cast<int64_t>(p)));
  return norm(n, x, spatialAxes(n, x), p, true);
}

//===----------------------------------------------------------------------===//
// The rest
//===----------------------------------------------------------------------===//

/// Networks are read as they infer.
static Results importDropout(NodeReader &n) {
  Value x = n.tensor(0);
  if (n.has(2) && n.findReal(2).value_or(1) != 0)
    n.fail("trains (input 2 'training_mode'), which is not supported");
  if (n.hasFailed() || !n.wants(1))
    return x;
  Value mask = n.emit<BroadcastLikeOp>({n.constant(n.getI1(), 1), x});
  // Version 7 has a mask of numbers.
  if (n.getVersion() < 10)
    mask = n.convert(mask, n.typeOf(x).getElementType());
  return {x, mask};
}

void addNNOps(OpTable &table) {
  table["Conv"] = importConv;
  table["ConvTranspose"] = importConvTranspose;
  table["MaxPool"] = importMaxPool;
  table["AveragePool"] = importAveragePool;
  table["LpPool"] = importLpPool;
  table["GlobalAveragePool"] = importGlobalPool<ReduceMeanOp>;
  table["GlobalMaxPool"] = importGlobalPool<ReduceMaxOp>;
  table["GlobalLpPool"] = importGlobalLpPool;
  table["Dropout"] = importDropout;
}

} // namespace ms::fromonnx
