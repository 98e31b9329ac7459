//===- Attention.cpp - Scaled dot-product attention -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Builder/Attention.h"

#include "dialects/MindIR/Ops/Product.h"
#include "lib/Builder/Layers.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;

namespace ms {

static Value reshape(NetworkBuilder &b, Value x, ArrayRef<int64_t> shape) {
  return b.emit<ReshapeOp>(x, b.attributes().ints("shape", shape));
}

static Value swapMiddle(NetworkBuilder &b, Value x) {
  return b.emit<TransposeOp>(x, b.attributes().ints("perm", {0, 2, 1, 3}));
}

Value splitHeads(NetworkBuilder &b, Value x, int64_t length, int64_t heads,
                 int64_t size) {
  return swapMiddle(b, reshape(b, x, {-1, length, heads, size}));
}

Value mergeHeads(NetworkBuilder &b, Value x, int64_t heads, int64_t size) {
  return reshape(b, swapMiddle(b, x), {-1, heads * size});
}

Value buildAttention(NetworkBuilder &b, Value q, Value k, Value v, Value mask,
                     int64_t size, double p) {
  Value scores =
      b.emit<BatchMatMulOp>({q, k}, b.attributes().flag("transpose_b", true));
  double scale = 1 / std::sqrt(static_cast<double>(size));
  scores = b.emit<MulOp>({scores, b.constant(b.getF32(), scale)});
  if (mask)
    scores = b.emit<AddOp>({scores, mask});
  Value weights = b.emit<SoftmaxOp>(scores);
  return b.emit<BatchMatMulOp>({buildDropout(b, weights, p), v});
}

Value buildCausalMask(NetworkBuilder &b, int64_t length, double hidden) {
  SmallVector<int32_t> places;
  for (int64_t k = 0; k < length; ++k)
    places.push_back(static_cast<int32_t>(k));
  Type i32 = IntegerType::get(b.getContext(), 32);
  auto indices = [&](ArrayRef<int64_t> shape) {
    auto type = RankedTensorType::get(shape, i32);
    return b.emit<ConstantOp>(
        {}, b.attributes().set("value", DenseElementsAttr::get(
                                            type, ArrayRef<int32_t>(places))));
  };
  Value seen =
      b.emit<GreaterEqualOp>({indices({length, 1}), indices({1, length})});
  return b.emit<SelectOp>(
      {seen, b.constant(b.getF32(), 0), b.constant(b.getF32(), hidden)});
}

Value buildPaddingMask(NetworkBuilder &b, Value mask, int64_t length,
                       double hidden) {
  Value counts = b.emit<CastOp>(reshape(b, mask, {-1, 1, 1, length}),
                                b.attributes().type("dtype", b.getF32()));
  Value rest = b.emit<SubOp>({b.constant(b.getF32(), 1), counts});
  return b.emit<MulOp>({rest, b.constant(b.getF32(), hidden)});
}

} // namespace ms
