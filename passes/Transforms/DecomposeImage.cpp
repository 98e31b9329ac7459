//===- DecomposeImage.cpp - Formulas: resizing and adaptive pooling -------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Where windows are equal, these are poolings. Otherwise a linear op is a
// product with one matrix along the height and one along the width, and its
// gradient the product with the transposed matrices: no place is written twice.
// The matrices are computed from two vectors of places.
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/DecomposeImpl.h"

#include "passes/Analysis/Windows.h"

#include "dialects/MindIR/Ops/Image.h"
#include "dialects/MindIR/Ops/Product.h"

#include <numeric>

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

//===----------------------------------------------------------------------===//
// Matrices
//===----------------------------------------------------------------------===//

enum class Form { OutByIn, InByOut };

/// Makes the elements of a matrix from a number for each place of the result,
/// and from the number of each place of the image.
class MatrixBuilder {
public:
  MatrixBuilder(unsigned axis, int64_t in, int64_t out, Form form, Type element,
                Formula &f)
      : axis(axis), in(in), out(out), form(form), element(element), f(f) {}

  /// `numbers`, one for each place of the result.
  Value ofResult(ArrayRef<double> numbers) {
    return vector(numbers, form == Form::OutByIn);
  }
  Value ofImage() {
    SmallVector<double> numbers(static_cast<size_t>(in));
    std::iota(numbers.begin(), numbers.end(), 0);
    return vector(numbers, form == Form::InByOut);
  }

  unsigned axis; ///< 0: of the height, 1: of the width
  int64_t in, out;

private:
  Value vector(ArrayRef<double> numbers, bool column) {
    auto count = static_cast<int64_t>(numbers.size());
    SmallVector<int64_t> shape = {1, count};
    if (column)
      std::swap(shape[0], shape[1]);
    auto type = RankedTensorType::get(shape, element);
    SmallVector<APFloat> values;
    for (double number : numbers)
      values.push_back(FloatAttr::get(element, number).getValue());
    return f.make<ConstantOp>(type, DenseElementsAttr::get(type, values));
  }

  Form form;
  Type element;
  Formula &f;
};
using MakeMatrix = llvm::function_ref<Value(MatrixBuilder &)>;

/// Weight for each place in the window of a place of the result.
Value windowMatrix(ArrayRef<PlaceRange> windows, bool mean, MatrixBuilder &m,
                   Formula &f) {
  SmallVector<double> begins, ends, weights;
  for (PlaceRange window : windows) {
    begins.push_back(static_cast<double>(window.begin));
    ends.push_back(static_cast<double>(window.end));
    weights.push_back(mean ? 1 / (ends.back() - begins.back()) : 1);
  }
  Value place = m.ofImage();
  Value inside =
      f.make<LogicalAndOp>(f.make<GreaterEqualOp>(place, m.ofResult(begins)),
                           f.make<LessOp>(place, m.ofResult(ends)));
  return f.make<SelectOp>(inside, m.ofResult(weights), f.scalar(0, place));
}

SmallVector<PlaceRange> singlePlaces(ArrayRef<int64_t> places) {
  SmallVector<PlaceRange> windows;
  for (int64_t place : places)
    windows.push_back({place, place + 1});
  return windows;
}

/// How far a place of the image is from one of the result, from 1 down to 0.
Value bilinearMatrix(ResizeRule rule, MatrixBuilder &m, Formula &f) {
  Value distance =
      f.make<AbsOp>(f.sub(m.ofResult(rule.between(m.in, m.out)), m.ofImage()));
  return f.make<ReLUOp>(f.sub(f.scalar(1, distance), distance));
}

/// The weights of the four places of each place of the result.
Value bicubicMatrix(ResizeRule rule, MatrixBuilder &m, Formula &f) {
  Value place = m.ofImage();
  SmallVector<Value> sum;
  SmallVector<ResizeRule::Cubic> cubics = rule.cubic(m.in, m.out);
  for (int t = 0; t < 4; ++t) {
    SmallVector<double> places, weights;
    for (const ResizeRule::Cubic &cubic : cubics) {
      places.push_back(static_cast<double>(cubic.place[t]));
      weights.push_back(cubic.weight[t]);
    }
    sum.push_back(f.make<SelectOp>(f.make<EqualOp>(place, m.ofResult(places)),
                                   m.ofResult(weights), f.scalar(0, place)));
  }
  return f.make<AddNOp>(sum[0].getType(), sum);
}

/// The extents with the batch in front as -1 where it is dynamic.
SmallVector<int64_t> reshapeExtents(int64_t batch, ArrayRef<int64_t> rest) {
  SmallVector<int64_t> shape = {ShapedType::isDynamic(batch) ? -1 : batch};
  llvm::append_range(shape, rest);
  return shape;
}

/// The image, of size `size` afterwards, times matrices along height and width.
/// `forward` says whether it is the op or its gradient that is computed.
Value multiply(Value image, ArrayRef<int64_t> size, bool forward,
               MakeMatrix make, Formula &f) {
  auto type = cast<RankedTensorType>(image.getType());
  Type narrow = type.getElementType();
  Type element = narrow.isF16() || narrow.isBF16() ? f.b.getF32Type() : narrow;
  if (element != narrow)
    image = f.make<CastOp>(image, TypeAttr::get(element));
  int64_t batch = type.getDimSize(0), channels = type.getDimSize(1);
  bool isDynamic = ShapedType::isDynamic(batch);
  auto rows = [&](int64_t perImage) {
    return isDynamic ? ShapedType::kDynamic : batch * perImage;
  };
  int64_t height = type.getDimSize(2), width = type.getDimSize(3);
  auto matrix = [&](unsigned axis, int64_t from, int64_t to, Form form) {
    MatrixBuilder builder(axis, forward ? from : to, forward ? to : from, form,
                          element, f);
    return make(builder);
  };
  if (width != size[1]) {
    Value right =
        matrix(1, width, size[1], forward ? Form::InByOut : Form::OutByIn);
    image = f.make<ReshapeOp>(
        image, f.ints(reshapeExtents(rows(channels * height), {width})));
    image = f.make<MatMulOp>(image, right);
    width = size[1];
  }
  if (height != size[0]) {
    Value left =
        matrix(0, height, size[0], forward ? Form::OutByIn : Form::InByOut);
    image = f.make<ReshapeOp>(
        image, f.ints(reshapeExtents(rows(channels), {height, width})));
    image = f.make<BatchMatMulOp>(left, image);
    height = size[0];
  }
  image = f.make<ReshapeOp>(
      image, f.ints(reshapeExtents(batch, {channels, height, width})));
  return element == narrow ? image
                           : f.make<CastOp>(image, TypeAttr::get(narrow));
}

//===----------------------------------------------------------------------===//
// Equal windows
//===----------------------------------------------------------------------===//

/// The height and width of the windows where all are equal and none overlap.
std::optional<SmallVector<int64_t>> equalWindows(ArrayRef<int64_t> large,
                                                 ArrayRef<int64_t> small) {
  SmallVector<int64_t> kernel;
  for (int k = 0; k < 2; ++k) {
    if (large[k] % small[k] != 0)
      return std::nullopt;
    kernel.push_back(large[k] / small[k]);
  }
  return kernel;
}

/// The same for the pixels that a resizing repeats.
std::optional<SmallVector<int64_t>>
equalRepeats(ResizeRule rule, ArrayRef<int64_t> image, ArrayRef<int64_t> size) {
  auto kernel = equalWindows(size, image);
  for (int k = 0; kernel && k < 2; ++k)
    for (auto [at, place] : llvm::enumerate(rule.nearest(image[k], size[k])))
      if (place != static_cast<int64_t>(at) / (*kernel)[k])
        return std::nullopt;
  return kernel;
}

template <typename PoolOp>
Value pool(Value x, ArrayRef<int64_t> kernel, Formula &f) {
  return f.make<PoolOp>(x, f.ints(kernel), f.ints(kernel), f.ints({0, 0, 0, 0}),
                        f.b.getStringAttr("valid"));
}

Value avgPoolGrad(Value dy, ArrayRef<int64_t> size, ArrayRef<int64_t> kernel,
                  Formula &f) {
  return f.make<AvgPoolGradOp>(dy, f.ints(size), f.ints(kernel), f.ints(kernel),
                               f.ints({0, 0, 0, 0}),
                               f.b.getStringAttr("valid"));
}

/// The rows or columns of the image at `places`.
Value take(Value image, ArrayRef<int64_t> places, int64_t axis, Formula &f) {
  SmallVector<int32_t> numbers(places.begin(), places.end());
  auto type = RankedTensorType::get({static_cast<int64_t>(numbers.size())},
                                    f.b.getI32Type());
  Value indices = f.make<ConstantOp>(
      type, DenseElementsAttr::get(type, ArrayRef<int32_t>(numbers)));
  return f.make<GatherOp>(image, indices, f.b.getI64IntegerAttr(axis));
}

//===----------------------------------------------------------------------===//
// Resizing
//===----------------------------------------------------------------------===//

LogicalResult decompose(ResizeNearestNeighborOp op, Formula &f) {
  ResizeRule rule = ResizeRule::of(op);
  Value x = op.getX();
  ArrayRef<int64_t> image = imageExtents(x);
  SmallVector<int64_t> size = getInts(op.getSize());
  auto kernel = equalRepeats(rule, image, size);
  // Shares that are powers of two are exact.
  if (kernel && isa<FloatType>(op.getType().getElementType()) &&
      llvm::isPowerOf2_64(static_cast<uint64_t>((*kernel)[0] * (*kernel)[1]))) {
    double count = static_cast<double>((*kernel)[0] * (*kernel)[1]);
    return f.replace(avgPoolGrad(f.scale(x, count), size, *kernel, f));
  }
  for (int64_t k = 0; k < 2; ++k)
    if (image[k] != size[k])
      x = take(x, rule.nearest(image[k], size[k]), k + 2, f);
  return f.replace(x);
}

LogicalResult decompose(ResizeNearestNeighborGradOp op, Formula &f) {
  ResizeRule rule = ResizeRule::of(op);
  SmallVector<int64_t> size = getInts(op.getInputSize());
  if (auto kernel = equalRepeats(rule, size, imageExtents(op.getDy())))
    return f.replace(f.scale(pool<AvgPoolOp>(op.getDy(), *kernel, f),
                             static_cast<double>((*kernel)[0] * (*kernel)[1])));
  return f.replace(multiply(
      op.getDy(), size, /*forward=*/false,
      [&](MatrixBuilder &m) {
        return windowMatrix(singlePlaces(rule.nearest(m.in, m.out)),
                            /*mean=*/false, m, f);
      },
      f));
}

LogicalResult decompose(ResizeBilinearOp op, Formula &f) {
  return f.replace(multiply(
      op.getX(), getInts(op.getSize()), /*forward=*/true,
      [&](MatrixBuilder &m) {
        return bilinearMatrix(ResizeRule::of(op), m, f);
      },
      f));
}

LogicalResult decompose(ResizeBilinearGradOp op, Formula &f) {
  return f.replace(multiply(
      op.getDy(), getInts(op.getInputSize()), /*forward=*/false,
      [&](MatrixBuilder &m) {
        return bilinearMatrix(ResizeRule::of(op), m, f);
      },
      f));
}

template <typename Op>
LogicalResult decomposeBicubic(Op op, Value image, ArrayAttr size, bool forward,
                               Formula &f) {
  return f.replace(multiply(
      image, getInts(size), forward,
      [&](MatrixBuilder &m) { return bicubicMatrix(ResizeRule::of(op), m, f); },
      f));
}
LogicalResult decompose(ResizeBicubicOp op, Formula &f) {
  return decomposeBicubic(op, op.getX(), op.getSize(), /*forward=*/true, f);
}
LogicalResult decompose(ResizeBicubicGradOp op, Formula &f) {
  return decomposeBicubic(op, op.getDy(), op.getInputSize(), /*forward=*/false,
                          f);
}

//===----------------------------------------------------------------------===//
// Adaptive pooling
//===----------------------------------------------------------------------===//

Value meanMatrix(MatrixBuilder &m, Formula &f) {
  return windowMatrix(adaptiveWindows(m.in, m.out), /*mean=*/true, m, f);
}

LogicalResult decompose(AdaptiveAvgPool2DOp op, Formula &f) {
  SmallVector<int64_t> size = getInts(op.getOutputSize());
  if (size[0] == 1 && size[1] == 1)
    return f.replace(
        f.make<ReduceMeanOp>(op.getX(), f.ints({2, 3}), f.flag(true)));
  if (auto kernel = equalWindows(imageExtents(op.getX()), size))
    return f.replace(pool<AvgPoolOp>(op.getX(), *kernel, f));
  return f.replace(multiply(
      op.getX(), size, /*forward=*/true,
      [&](MatrixBuilder &m) { return meanMatrix(m, f); }, f));
}

LogicalResult decompose(AdaptiveAvgPool2DGradOp op, Formula &f) {
  SmallVector<int64_t> size = getInts(op.getInputSize());
  if (auto kernel = equalWindows(size, imageExtents(op.getDy())))
    return f.replace(avgPoolGrad(op.getDy(), size, *kernel, f));
  return f.replace(multiply(
      op.getDy(), size, /*forward=*/false,
      [&](MatrixBuilder &m) { return meanMatrix(m, f); }, f));
}

/// The places of windows that are made equally long: the last place of a
/// shorter one is repeated, which changes neither the maximum nor which place
/// has it first.
SmallVector<int64_t> paddedWindows(int64_t in, int64_t out) {
  SmallVector<PlaceRange> windows = adaptiveWindows(in, out);
  int64_t longest = 0;
  for (PlaceRange window : windows)
    longest = std::max(longest, window.end - window.begin);
  SmallVector<int64_t> places;
  for (PlaceRange window : windows)
    for (int64_t k = 0; k < longest; ++k)
      places.push_back(std::min(window.begin + k, window.end - 1));
  return places;
}

/// An image whose windows are equal and apart.
struct PaddedImage {
  PaddedImage(Value x, ArrayRef<int64_t> size, Formula &f) : image(x) {
    for (int64_t k = 0; k < 2; ++k) {
      int64_t in = imageExtents(x)[k];
      places[k] = paddedWindows(in, size[k]);
      kernel.push_back(static_cast<int64_t>(places[k].size()) / size[k]);
      if (in % size[k] != 0)
        image = take(image, places[k], k + 2, f);
    }
  }
  Value image;
  SmallVector<int64_t> places[2], kernel;
};

LogicalResult decompose(AdaptiveMaxPool2DOp op, Formula &f) {
  PaddedImage padded(op.getX(), getInts(op.getOutputSize()), f);
  return f.replace(pool<MaxPoolOp>(padded.image, padded.kernel, f));
}

LogicalResult decompose(AdaptiveMaxPool2DGradOp op, Formula &f) {
  ArrayRef<int64_t> size = imageExtents(op.getX());
  PaddedImage padded(op.getX(), imageExtents(op.getY()), f);
  Value dx = f.make<MaxPoolGradOp>(
      padded.image, op.getY(), op.getDy(), f.ints(padded.kernel),
      f.ints(padded.kernel), f.ints({0, 0, 0, 0}), f.b.getStringAttr("valid"));
  if (padded.image == op.getX())
    return f.replace(dx);
  return f.replace(multiply(
      dx, size, /*forward=*/false,
      [&](MatrixBuilder &m) {
        return windowMatrix(singlePlaces(padded.places[m.axis]),
                            /*mean=*/false, m, f);
      },
      f));
}

} // namespace

void addImageFormulas(RewritePatternSet &patterns) {
  addFormula<ResizeNearestNeighborOp, decompose>(patterns);
  addFormula<ResizeNearestNeighborGradOp, decompose>(patterns);
  addFormula<ResizeBilinearOp, decompose>(patterns);
  addFormula<ResizeBilinearGradOp, decompose>(patterns);
  addFormula<ResizeBicubicOp, decompose>(patterns);
  addFormula<ResizeBicubicGradOp, decompose>(patterns);
  addFormula<AdaptiveAvgPool2DOp, decompose>(patterns);
  addFormula<AdaptiveAvgPool2DGradOp, decompose>(patterns);
  addFormula<AdaptiveMaxPool2DOp, decompose>(patterns);
  addFormula<AdaptiveMaxPool2DGradOp, decompose>(patterns);
}

} // namespace ms
