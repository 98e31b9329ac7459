//===- Ops.h - Functions on symbolic values ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// mindspore.ops, as far as the compiler has them. Every function emits one op
// of the mindir dialect (docs/generated has their constraints) for the layer
// whose construct() is running, infers its shape, and throws ms::Error, with
// the layer's name, where the operands do not fit.
//
//===----------------------------------------------------------------------===//

#ifndef MS_OPS_H
#define MS_OPS_H

#include "ms/Network.h"

#include <optional>

namespace ms {

/// A tensor, or a number that takes the element type of the other operand.
class Operand {
public:
  Operand(const Tensor &tensor) : tensor(tensor) {}
  Operand(const Parameter &parameter) : tensor(Tensor(parameter)) {}
  Operand(double number) : number(number) {}
  Operand(int number) : number(number) {}

  const std::optional<Tensor> &getTensor() const { return tensor; }
  double getNumber() const { return number; }

private:
  std::optional<Tensor> tensor;
  double number = 0;
};

namespace ops {

//===----------------------------------------------------------------------===//
// Element by element
//===----------------------------------------------------------------------===//

/// The result has the shape and type of `x`.
Tensor neg(const Tensor &x);
Tensor abs(const Tensor &x);
Tensor exp(const Tensor &x);
Tensor log(const Tensor &x);
Tensor sqrt(const Tensor &x);
Tensor rsqrt(const Tensor &x);
Tensor reciprocal(const Tensor &x);
Tensor square(const Tensor &x);
Tensor sin(const Tensor &x);
Tensor cos(const Tensor &x);
Tensor floor(const Tensor &x);
Tensor ceil(const Tensor &x);
Tensor sigmoid(const Tensor &x);
Tensor tanh(const Tensor &x);
Tensor relu(const Tensor &x);
Tensor logicalNot(const Tensor &x);

/// Two operands, with NumPy's broadcasting; at least one is a tensor, both have
/// one element type.
Tensor add(const Operand &x, const Operand &y);
Tensor sub(const Operand &x, const Operand &y);
Tensor mul(const Operand &x, const Operand &y);
Tensor div(const Operand &x, const Operand &y);
Tensor pow(const Operand &x, const Operand &y);
Tensor maximum(const Operand &x, const Operand &y);
Tensor minimum(const Operand &x, const Operand &y);
/// On booleans.
Tensor logicalAnd(const Tensor &x, const Tensor &y);
Tensor logicalOr(const Tensor &x, const Tensor &y);
/// The result is boolean.
Tensor equal(const Operand &x, const Operand &y);
Tensor notEqual(const Operand &x, const Operand &y);
Tensor less(const Operand &x, const Operand &y);
Tensor lessEqual(const Operand &x, const Operand &y);
Tensor greater(const Operand &x, const Operand &y);
Tensor greaterEqual(const Operand &x, const Operand &y);
/// `condition ? x : y`, with broadcasting; at least one of x, y is a tensor.
Tensor select(const Tensor &condition, const Operand &x, const Operand &y);
/// The sum of tensors of one type.
Tensor addN(const std::vector<Tensor> &inputs);
/// Another element type.
Tensor cast(const Tensor &x, DType dtype);

//===----------------------------------------------------------------------===//
// Reductions and products
//===----------------------------------------------------------------------===//

/// Along the axes, all of them where `axis` is empty. With `keepDims` they
/// stay, with extent 1.
Tensor reduceSum(const Tensor &x, const std::vector<int64_t> &axis = {},
                 bool keepDims = false);
Tensor reduceMean(const Tensor &x, const std::vector<int64_t> &axis = {},
                  bool keepDims = false);
Tensor reduceMax(const Tensor &x, const std::vector<int64_t> &axis = {},
                 bool keepDims = false);
Tensor reduceMin(const Tensor &x, const std::vector<int64_t> &axis = {},
                 bool keepDims = false);
/// Index of the first largest element along `axis`, as Int32 or Int64.
Tensor argmax(const Tensor &x, int64_t axis = -1,
              DType outputType = DType::Int32);
/// The product of two matrices, each turned round on request; of tensors of
/// other ranks by NumPy's rules: stacks of matrices broadcast, and a vector is
/// a row on the left and a column on the right.
Tensor matMul(const Tensor &a, const Tensor &b, bool transposeA = false,
              bool transposeB = false);

//===----------------------------------------------------------------------===//
// Shapes and data movement
//===----------------------------------------------------------------------===//

/// A constant of at most 4096 elements, or a scalar.
Tensor constant(const Array &value);
Tensor constant(double value, DType dtype = DType::Float32);
/// One entry may be -1; where the batch is in front, that one is the first.
Tensor reshape(const Tensor &x, const Shape &shape);
Tensor reshapeLike(const Tensor &x, const Tensor &like);
/// All dimensions but the first in one.
Tensor flatten(const Tensor &x);
/// Dimension k of the result is dimension perm[k] of x.
Tensor transpose(const Tensor &x, const std::vector<int64_t> &perm);
/// -1 keeps an extent.
Tensor broadcastTo(const Tensor &x, const Shape &shape);
Tensor broadcastLike(const Tensor &x, const Tensor &like);
Tensor concat(const std::vector<Tensor> &inputs, int64_t axis = 0);
/// `size` elements from `begin` on in each dimension; -1 takes what is left.
Tensor slice(const Tensor &x, const std::vector<int64_t> &begin,
             const std::vector<int64_t> &size);
/// `low` elements of `value` before and `high` after it in each dimension.
Tensor pad(const Tensor &x, const std::vector<int64_t> &low,
           const std::vector<int64_t> &high, double value = 0);
/// A new dimension of extent `depth` at `axis` (-1: the last).
Tensor oneHot(const Tensor &indices, int64_t depth,
              DType dtype = DType::Float32, int64_t axis = -1,
              double onValue = 1, double offValue = 0);
/// The slices of `table` along `axis` that the integer `indices` name; zeros
/// for an index outside.
Tensor gather(const Tensor &table, const Tensor &indices, int64_t axis = 0);
/// A dimension of extent 1 before `axis`; all dimensions of extent 1, or those
/// that `axis` names, taken away.
Tensor expandDims(const Tensor &x, int64_t axis);
Tensor squeeze(const Tensor &x, const std::vector<int64_t> &axis = {});
/// Repeated `multiples[k]` times along dimension k.
Tensor tile(const Tensor &x, const std::vector<int64_t> &multiples);
/// Side by side along a new dimension, and the other way round.
Tensor stack(const std::vector<Tensor> &inputs, int64_t axis = 0);
std::vector<Tensor> unstack(const Tensor &x, int64_t axis = 0);
/// In `outputNum` equal parts, or in parts of given extents.
std::vector<Tensor> split(const Tensor &x, int64_t axis, int64_t outputNum);
std::vector<Tensor> splitV(const Tensor &x, const std::vector<int64_t> &sizes,
                           int64_t axis);
/// Bit i of a mask changes entry i, as in MindSpore's StridedSlice.
struct StridedSliceMasks {
  int64_t begin = 0, end = 0, ellipsis = 0, newAxis = 0, shrinkAxis = 0;
};
Tensor stridedSlice(const Tensor &x, const std::vector<int64_t> &begin,
                    const std::vector<int64_t> &end,
                    const std::vector<int64_t> &strides,
                    const StridedSliceMasks &masks = StridedSliceMasks());
/// In reverse order along the axes.
Tensor reverse(const Tensor &x, const std::vector<int64_t> &axis);
/// A border that mirrors the inside; `mode` is "reflect" or "symmetric".
Tensor mirrorPad(const Tensor &x, const std::vector<int64_t> &low,
                 const std::vector<int64_t> &high,
                 const std::string &mode = "reflect");

/// Sums of the slices of `x` that have one number.
Tensor unsortedSegmentSum(const Tensor &x, const Tensor &segmentIds,
                          int64_t numSegments);
/// Elements along `dim`, chosen at each place by `index` (torch.gather).
Tensor gatherD(const Tensor &x, int64_t dim, const Tensor &index);
/// Slices at the tuples in the last dimension of `indices`.
Tensor gatherNd(const Tensor &x, const Tensor &indices);
Tensor scatterNd(const Tensor &indices, const Tensor &updates,
                 const Shape &shape);
Tensor tensorScatterAdd(const Tensor &x, const Tensor &indices,
                        const Tensor &updates);
Tensor tensorScatterUpdate(const Tensor &x, const Tensor &indices,
                           const Tensor &updates);
/// Elements in order, and the places (Int32) that they had.
struct Ordered {
  Tensor values, indices;
};
/// The `k` largest along the last dimension.
Ordered topK(const Tensor &x, int64_t k);
Ordered sort(const Tensor &x, int64_t axis = -1, bool descending = false);
Tensor argSort(const Tensor &x, int64_t axis = -1, bool descending = false);
/// Zeros above, or below, a diagonal of the last two dimensions.
Tensor tril(const Tensor &x, int64_t diagonal = 0);
Tensor triu(const Tensor &x, int64_t diagonal = 0);
/// `value` where `mask` is true.
Tensor maskedFill(const Tensor &x, const Tensor &mask, const Operand &value);

/// The product of the extents along the axes (all where empty), as a scalar.
Tensor extent(const Tensor &x, const std::vector<int64_t> &axis = {},
              DType dtype = DType::Float32);

//===----------------------------------------------------------------------===//
// Layers' ops
//===----------------------------------------------------------------------===//

/// How a window moves over an image [N, C, H, W]. Pairs are [height, width],
/// `pad` is [top, bottom, left, right] and only for padMode "pad".
struct Window {
  std::vector<int64_t> stride = {1, 1};
  std::vector<int64_t> dilation = {1, 1}; ///< of convolutions
  std::vector<int64_t> pad = {0, 0, 0, 0};
  std::string padMode = "valid"; ///< "valid", "same" or "pad"
  int64_t group = 1;             ///< of convolutions
};
/// `x` [N, C, H, W] with `weight` [O, C/group, KH, KW].
Tensor conv2d(const Tensor &x, const Tensor &weight,
              const Window &window = Window());
/// `bias` [C] added to `x` [N, C, ...].
Tensor biasAdd(const Tensor &x, const Tensor &bias);
Tensor maxPool(const Tensor &x, const std::vector<int64_t> &kernel,
               const Window &window = Window());
/// The gradient of conv2d for its input, as a function of its own: a transposed
/// convolution of `x` with `weight` [C, O/group, KH, KW], which gives images of
/// [height, width] `outputSize`. The window is that of the convolution that
/// goes the other way.
Tensor conv2dTranspose(const Tensor &x, const Tensor &weight,
                       const std::vector<int64_t> &outputSize,
                       const Window &window = Window());
/// Images in another [height, width]; not with both flags.
Tensor resizeNearestNeighbor(const Tensor &x, const std::vector<int64_t> &size,
                             bool alignCorners = false,
                             bool halfPixelCenters = false);
Tensor resizeBilinear(const Tensor &x, const std::vector<int64_t> &size,
                      bool alignCorners = false, bool halfPixelCenters = false);
/// Windows that cut the image evenly into [height, width] `outputSize`.
Tensor adaptiveAvgPool2d(const Tensor &x,
                         const std::vector<int64_t> &outputSize);
Tensor adaptiveMaxPool2d(const Tensor &x,
                         const std::vector<int64_t> &outputSize);
/// What lies outside the image does not count.
Tensor avgPool(const Tensor &x, const std::vector<int64_t> &kernel,
               const Window &window = Window());
/// Each channel (dimension 1) of `x` by the statistics that are given, or,
/// while training, by its own: then `momentum` is the share that these have in
/// the new moving statistics.
Tensor batchNorm(const Tensor &x, const Tensor &scale, const Tensor &bias,
                 const Tensor &mean, const Tensor &variance,
                 double epsilon = 1e-5);
Tensor batchNormTrain(const Tensor &x, const Tensor &scale, const Tensor &bias,
                      const Parameter &movingMean,
                      const Parameter &movingVariance, double epsilon = 1e-5,
                      double momentum = 0.1);
/// Each element of the dimensions before `beginNormAxis` by the statistics of
/// what lies behind; `gamma` and `beta` have the dimensions of `x` from
/// `beginParamsAxis` on.
Tensor layerNorm(const Tensor &x, const Tensor &gamma, const Tensor &beta,
                 int64_t beginNormAxis = 1, int64_t beginParamsAxis = 1,
                 double epsilon = 1e-7);
/// Each element of the batch and each group of neighbouring channels by itself;
/// as many groups as channels make it instance normalization.
Tensor groupNorm(const Tensor &x, int64_t numGroups, const Tensor &gamma,
                 const Tensor &beta, double eps = 1e-5);
/// One layer of long short-term memory in one direction. `x` is [steps, batch,
/// in] and the states [1, batch, hidden]; with `batchFirst` [batch, steps, in]
/// and [batch, hidden]. `w` holds weight_ih, weight_hh and, with `hasBias`, the
/// bias, one after another.
struct LSTMResult {
  Tensor y, hn, cn;
};
LSTMResult lstm(const Tensor &x, const Tensor &h0, const Tensor &c0,
                const Tensor &w, bool hasBias = true, bool batchFirst = false);
/// The same for a gated recurrent unit, with both biases at the end of `w`.
struct GRUResult {
  Tensor y, hn;
};
GRUResult gru(const Tensor &x, const Tensor &h0, const Tensor &w,
              bool hasBias = true, bool batchFirst = false);
Tensor softmax(const Tensor &x, int64_t axis = -1);
Tensor logSoftmax(const Tensor &x, int64_t axis = -1);
/// While training: elements kept with probability `keepProb` and divided by it,
/// the others 0, anew in each step. In inference and evaluation: x. `seed`
/// tells masks of one step apart.
Tensor dropout(const Tensor &x, double keepProb, uint32_t seed = 0);

/// Scalar losses, for networks that return one: means over the batch.
Tensor sparseSoftmaxCrossEntropy(const Tensor &logits, const Tensor &labels);
Tensor mseLoss(const Tensor &logits, const Tensor &labels);
/// One loss per row, for labels that are probabilities [N, classes].
Tensor softmaxCrossEntropy(const Tensor &logits, const Tensor &labels);

} // namespace ops

inline Tensor operator+(const Tensor &x, const Operand &y) {
  return ops::add(x, y);
}
inline Tensor operator-(const Tensor &x, const Operand &y) {
  return ops::sub(x, y);
}
inline Tensor operator*(const Tensor &x, const Operand &y) {
  return ops::mul(x, y);
}
inline Tensor operator/(const Tensor &x, const Operand &y) {
  return ops::div(x, y);
}
inline Tensor operator+(double x, const Tensor &y) { return ops::add(x, y); }
inline Tensor operator-(double x, const Tensor &y) { return ops::sub(x, y); }
inline Tensor operator*(double x, const Tensor &y) { return ops::mul(x, y); }
inline Tensor operator/(double x, const Tensor &y) { return ops::div(x, y); }
inline Tensor operator-(const Tensor &x) { return ops::neg(x); }

} // namespace ms

#endif // MS_OPS_H
