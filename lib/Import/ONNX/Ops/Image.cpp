//===- Image.cpp - Resizing and sampling ----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A tensor is resized along one dimension after another: by a list of places,
// or by a product with a matrix of weights, which is known. The usual ways to
// resize images are ops of the dialect.
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/Ops/Ops.h"

#include "dialects/MindIR/Ops/Image.h"
#include "dialects/MindIR/Ops/Product.h"
#include "dialects/MindIR/Ops/Shape.h"

#include <cmath>
#include <numeric>

using namespace mlir;
using namespace ms::mindir;

namespace ms::fromonnx {

using Ints = NodeReader::Ints;

namespace {
struct Resize {
  std::string mode, coordinates, nearest;
  bool excludesOutside = false, antialias = false;
  double cubic = -0.75, outside = 0;
};

/// Along one dimension.
struct Line {
  int64_t axis, in, out;
  double scale;
  double start = 0, end = 1; ///< the part that is resized
};
} // namespace

/// Where element `k` of the result stands in the source.
static double sourceOf(const Resize &r, const Line &l, int64_t k) {
  // The length that a scale asks for need not be whole.
  auto at = static_cast<double>(k), in = static_cast<double>(l.in);
  double length = l.scale * in;
  if (r.coordinates == "asymmetric")
    return at / l.scale;
  if (r.coordinates == "tf_half_pixel_for_nn")
    return (at + 0.5) / l.scale;
  if (r.coordinates == "align_corners")
    return l.out == 1 ? 0 : at * (in - 1) / (length - 1);
  if (r.coordinates == "pytorch_half_pixel" && l.out == 1)
    return 0;
  if (r.coordinates == "half_pixel_symmetric") {
    double adjustment = static_cast<double>(l.out) / length;
    return in / 2 * (1 - adjustment) + (at + 0.5) / l.scale - 0.5;
  }
  if (r.coordinates == "tf_crop_and_resize")
    return l.out > 1 ? l.start * (in - 1) +
                           at * (l.end - l.start) * (in - 1) / (length - 1)
                     : 0.5 * (l.start + l.end) * (in - 1);
  return (at + 0.5) / l.scale - 0.5;
}

static int64_t nearestOf(const Resize &r, double x) {
  if (r.nearest == "floor")
    return static_cast<int64_t>(std::floor(x));
  if (r.nearest == "ceil")
    return static_cast<int64_t>(std::ceil(x));
  if (r.nearest == "round_prefer_ceil")
    return static_cast<int64_t>(std::floor(x + 0.5));
  return static_cast<int64_t>(std::ceil(x - 0.5));
}

/// The weight of an element at a distance.
static double weightOf(const Resize &r, double distance) {
  double t = std::fabs(distance);
  if (r.mode == "linear")
    return std::max(1 - t, 0.0);
  double a = r.cubic;
  if (t <= 1)
    return ((a + 2) * t - (a + 3)) * t * t + 1;
  return t < 2 ? ((a * t - 5 * a) * t + 8 * a) * t - 4 * a : 0;
}

/// Weights [out, in] of all elements; rows outside of the source are zero, and
/// `outside` says which.
static std::vector<double> weightsOf(const Resize &r, const Line &l,
                                     std::vector<double> &outside) {
  std::vector<double> weights(l.out * l.in, 0.0);
  for (int64_t k = 0; k < l.out; ++k) {
    double x = sourceOf(r, l, k), *row = &weights[k * l.in];
    bool isOut = r.coordinates == "tf_crop_and_resize" &&
                 (x < 0 || x > static_cast<double>(l.in - 1));
    outside.push_back(isOut);
    if (isOut)
      continue;
    if (r.mode == "nearest") {
      row[std::clamp<int64_t>(nearestOf(r, x), 0, l.in - 1)] = 1;
      continue;
    }
    double stretch = r.antialias ? std::min(l.scale, 1.0) : 1;
    double reach = (r.mode == "linear" ? 1 : 2) / stretch;
    double total = 0;
    for (auto j = static_cast<int64_t>(std::floor(x - reach));
         j <= static_cast<int64_t>(std::ceil(x + reach)); ++j) {
      double weight = weightOf(r, (static_cast<double>(j) - x) * stretch);
      if (r.excludesOutside && (j < 0 || j >= l.in))
        continue;
      row[std::clamp<int64_t>(j, 0, l.in - 1)] += weight;
      total += weight;
    }
    if ((r.excludesOutside || r.antialias) && total != 0)
      for (int64_t j = 0; j < l.in; ++j)
        row[j] /= total;
  }
  return weights;
}

/// Most elements of a matrix of weights.
static constexpr int64_t kMaxWeights = 1 << 24;

static Value resizeLine(NodeReader &n, Value x, const Resize &r,
                        const Line &l) {
  if (l.in < 1 || l.out < 1 || l.out > kMaxWeights / l.in) {
    n.fail("makes an extent of " + Twine(l.out) + " from one of " +
           Twine(l.in));
    return nullptr;
  }
  std::vector<double> outside, weights = weightsOf(r, l, outside);
  bool anyOut = llvm::is_contained(outside, 1.0);
  if (r.mode == "nearest" && !anyOut) {
    std::vector<double> places;
    for (int64_t k = 0; k < l.out; ++k)
      places.push_back(
          std::find(&weights[k * l.in], &weights[k * l.in] + l.in, 1.0) -
          &weights[k * l.in]);
    Value at = n.constant(places, {l.out}, n.getI64());
    return n.emit<GatherOp>({x, at}, n.attributes().integer("axis", l.axis));
  }
  RankedTensorType type = n.typeOf(x);
  Type element = type.getElementType();
  int64_t rank = type.getRank();
  Value matrix = n.constant(weights, {l.out, l.in}, element);
  Ints perm(rank);
  std::iota(perm.begin(), perm.end(), 0);
  std::swap(perm[l.axis], perm[rank - 1]);
  bool isLast = l.axis == rank - 1;
  Value y = isLast ? x : compose::transpose(n, x, perm);
  if (rank == 1)
    y = n.expand(y, 0);
  OpAttributes turned = n.attributes().flag("transpose_b", true);
  y = rank <= 2 ? n.emit<MatMulOp>({y, matrix}, turned)
                : n.emit<BatchMatMulOp>({y, matrix}, turned);
  if (anyOut) {
    for (double &value : outside)
      value *= r.outside;
    y = n.emit<AddOp>({y, n.constant(outside, {l.out}, element)});
  }
  if (rank == 1)
    y = n.reshape(y, {l.out});
  return isLast ? y : compose::transpose(n, y, perm);
}

/// What the dialect has an op for: null for other ways.
static Value resizeImage(NodeReader &n, Value x, const Resize &r,
                         ArrayRef<Line> lines) {
  RankedTensorType type = n.typeOf(x);
  if (type.getRank() != 4 || !isa<FloatType>(type.getElementType()) ||
      lines.empty() || r.excludesOutside || r.antialias)
    return nullptr;
  Ints size = {type.getDimSize(2), type.getDimSize(3)};
  for (const Line &l : lines) {
    bool isRatio =
        l.scale == static_cast<double>(l.out) / static_cast<double>(l.in);
    if (l.axis < 2 || !isRatio || l.out > 4096 || l.in > 4096 || l.out < 2)
      return nullptr;
    size[l.axis - 2] = l.out;
  }
  bool half =
      r.coordinates == "half_pixel" || r.coordinates == "pytorch_half_pixel";
  bool corners = r.coordinates == "align_corners";
  bool plain = r.coordinates == "asymmetric";
  OpAttributes attributes = n.attributes().ints("size", size);
  if (r.mode == "nearest" && plain && r.nearest == "floor")
    return n.emit<ResizeNearestNeighborOp>(x, attributes);
  if (r.mode == "linear" && (half || corners || plain) && lines.size() == 2)
    return n.emit<ResizeBilinearOp>(x, attributes.flag("align_corners", corners)
                                           .flag("half_pixel_centers", half));
  return nullptr;
}

static Value resizeAll(NodeReader &n, Value x, const Resize &r,
                       ArrayRef<Line> all) {
  if (n.hasFailed())
    return nullptr;
  SmallVector<Line> lines;
  for (const Line &l : all)
    if (l.in != l.out || l.scale != 1 || r.coordinates == "tf_crop_and_resize")
      lines.push_back(l);
  if (Value image = resizeImage(n, x, r, lines); image || n.hasFailed())
    return image;
  Type element = n.typeOf(x).getElementType();
  bool isNumber = !isa<FloatType>(element) && r.mode != "nearest";
  if (isNumber)
    n.fail("interpolates whole numbers, which is not supported");
  for (const Line &l : lines)
    if (!n.hasFailed())
      x = resizeLine(n, x, r, l);
  return x;
}

/// Before version 11 there are neither coordinates nor sizes.
static Results importResize(NodeReader &n) {
  Value x = n.tensor(0);
  if (n.hasFailed())
    return {};
  RankedTensorType type = n.typeOf(x);
  int64_t rank = type.getRank();
  bool isOld = n.getOpName() == "Upsample" || n.getVersion() < 11;
  Resize r;
  r.mode =
      n.choice("mode", {"nearest", "linear", "cubic", "bilinear"}, "nearest");
  if (r.mode == "bilinear")
    r.mode = "linear";
  r.coordinates =
      isOld ? "asymmetric"
            : n.choice("coordinate_transformation_mode",
                       {"half_pixel", "half_pixel_symmetric",
                        "pytorch_half_pixel", "align_corners", "asymmetric",
                        "tf_half_pixel_for_nn", "tf_crop_and_resize"},
                       "half_pixel");
  r.nearest = isOld ? "floor"
                    : n.choice("nearest_mode",
                               {"round_prefer_floor", "round_prefer_ceil",
                                "floor", "ceil"},
                               "round_prefer_floor");
  r.excludesOutside = n.integer("exclude_outside", 0) != 0;
  r.antialias = n.integer("antialias", 0) != 0 && r.mode != "nearest";
  r.cubic = n.real("cubic_coeff_a", -0.75);
  r.outside = n.real("extrapolation_value", 0);
  std::string policy =
      n.choice("keep_aspect_ratio_policy",
               {"stretch", "not_larger", "not_smaller"}, "stretch");
  Ints axes(rank);
  std::iota(axes.begin(), axes.end(), 0);
  if (auto given = n.axes(~0u, "axes", rank))
    axes = *given;
  SmallVector<double> scales;
  Ints sizes;
  if (isOld && n.size() < 2)
    scales = n.reals("scales");
  else
    scales = !isOld && !n.has(2) ? SmallVector<double>()
                                 : n.reals(isOld ? 1 : 2, "scales");
  if (!isOld && n.has(3))
    sizes = n.ints(3, "sizes");
  if (n.hasFailed())
    return {};
  size_t given = scales.empty() ? sizes.size() : scales.size();
  if (given != axes.size()) {
    n.fail("has " + Twine(given) + " scales or sizes for " +
           Twine(axes.size()) + " axes");
    return {};
  }
  SmallVector<double> roi;
  if (r.coordinates == "tf_crop_and_resize") {
    roi = n.reals(1, "roi");
    if (!n.hasFailed() && roi.size() != 2 * axes.size())
      n.fail("input 1 'roi' has " + Twine(roi.size()) + " elements");
    if (n.hasFailed())
      return {};
  }
  SmallVector<Line> lines;
  double common = policy == "not_larger" ? HUGE_VAL : 0;
  for (size_t k = 0; k < axes.size(); ++k) {
    Line l;
    l.axis = axes[k];
    l.in = type.getDimSize(l.axis);
    if (ShapedType::isDynamic(l.in)) {
      // The batch stays as it is.
      if (!scales.empty() && scales[k] == 1)
        continue;
      n.fail("resizes the batch, whose size is open");
      return {};
    }
    auto in = static_cast<double>(l.in);
    if (!scales.empty()) {
      l.scale = scales[k];
      double out = std::floor(in * l.scale);
      if (!(out >= 1 && out < 1 << 24)) {
        n.fail("makes an extent that is none");
        return {};
      }
      l.out = static_cast<int64_t>(out);
    } else {
      l.out = sizes[k];
      l.scale = static_cast<double>(l.out) / in;
      common = policy == "not_larger" ? std::min(common, l.scale)
                                      : std::max(common, l.scale);
    }
    if (!roi.empty()) {
      l.start = roi[k];
      l.end = roi[k + axes.size()];
    }
    lines.push_back(l);
  }
  if (scales.empty() && policy != "stretch")
    for (Line &l : lines) {
      l.scale = common;
      l.out = static_cast<int64_t>(
          std::floor(common * static_cast<double>(l.in) + 0.5));
    }
  return resizeAll(n, x, r, lines);
}

//===----------------------------------------------------------------------===//
// Sampling
//===----------------------------------------------------------------------===//

static Results importGridSample(NodeReader &n) {
  Value x = n.tensor(0), grid = n.tensor(1);
  std::string mode =
      n.choice("mode", {"bilinear", "linear", "nearest"}, "bilinear");
  std::string padding =
      n.choice("padding_mode", {"zeros", "border", "reflection"}, "zeros");
  bool corners = n.integer("align_corners", 0) != 0;
  return n.emit<GridSampler2DOp>(
      {x, grid}, n.attributes()
                     .text("interpolation_mode",
                           mode == "nearest" ? "nearest" : "bilinear")
                     .text("padding_mode", padding)
                     .flag("align_corners", corners));
}

/// The places that an affine map takes the pixels of an image, or of a volume,
/// to.
static Results importAffineGrid(NodeReader &n) {
  Value theta = n.tensor(0);
  Ints size = n.ints(1, "size");
  bool corners = n.integer("align_corners", 0) != 0;
  if (n.hasFailed())
    return {};
  int64_t dims = static_cast<int64_t>(size.size()) - 2;
  int64_t count = 1;
  for (int64_t extent :
       ArrayRef(size).drop_front(std::min<size_t>(size.size(), 2)))
    count *= std::clamp<int64_t>(extent, 0, kMaxWeights / count + 1);
  if (dims < 2 || dims > 3 || count < 1 || count > kMaxWeights) {
    n.fail("makes a grid for shape " + shapeText(size));
    return {};
  }
  // Coordinates from the last dimension on, and a one.
  std::vector<double> places;
  for (int64_t k = 0; k < count; ++k) {
    int64_t rest = k;
    for (int64_t d = dims; d-- > 0;) {
      int64_t extent = size[d + 2];
      auto at = static_cast<double>(rest % extent),
           all = static_cast<double>(extent);
      rest /= extent;
      places.push_back(corners ? (extent == 1 ? 0 : -1 + 2 * at / (all - 1))
                               : (2 * at + 1) / all - 1);
    }
    places.push_back(1);
  }
  Value base = n.constant(places, {1, count, dims + 1},
                          n.typeOf(theta).getElementType());
  Value grid = n.emit<BatchMatMulOp>({base, theta},
                                     n.attributes().flag("transpose_b", true));
  Ints shape = {size[0]};
  shape.append(size.begin() + 2, size.end());
  shape.push_back(dims);
  return n.reshape(grid, shape);
}

void addImageOps(OpTable &table) {
  table["Resize"] = table["Upsample"] = importResize;
  table["GridSample"] = importGridSample;
  table["AffineGrid"] = importAffineGrid;
}

} // namespace ms::fromonnx
