//===- OpsMath.cpp - More functions on symbolic values --------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Api/OpsImpl.h"

namespace ms::ops {

using namespace detail;

#define MS_UNARY(NAME, OP)                                                     \
  Tensor NAME(const Tensor &x) { return emit(OP, {x}); }
MS_UNARY(erf, "erf")
MS_UNARY(expm1, "expm1")
MS_UNARY(log1p, "log1p")
MS_UNARY(tan, "tan")
MS_UNARY(asin, "asin")
MS_UNARY(acos, "acos")
MS_UNARY(atan, "atan")
MS_UNARY(sinh, "sinh")
MS_UNARY(cosh, "cosh")
MS_UNARY(sign, "sign")
MS_UNARY(round, "round")
MS_UNARY(trunc, "trunc")
MS_UNARY(isnan, "is_nan")
MS_UNARY(isinf, "is_inf")
MS_UNARY(isfinite, "is_finite")
MS_UNARY(silu, "silu")
MS_UNARY(hardsigmoid, "hsigmoid")
MS_UNARY(hardswish, "hswish")
MS_UNARY(relu6, "relu6")
MS_UNARY(selu, "selu")
MS_UNARY(logsigmoid, "log_sigmoid")
MS_UNARY(mish, "mish")
#undef MS_UNARY

#define MS_BINARY(NAME, OP)                                                    \
  Tensor NAME(const Operand &x, const Operand &y) {                            \
    return emitBinary(OP, x, y);                                               \
  }
MS_BINARY(atan2, "atan2")
MS_BINARY(floorDiv, "floor_div")
MS_BINARY(floorMod, "floor_mod")
MS_BINARY(mod, "mod")
#undef MS_BINARY

Tensor logicalXor(const Tensor &x, const Tensor &y) {
  return emit("logical_xor", {x, y});
}

Tensor clip(const Tensor &x, const std::optional<Operand> &low,
            const std::optional<Operand> &high) {
  Tensor y = low ? maximum(x, *low) : x;
  return high ? minimum(y, *high) : y;
}

//===----------------------------------------------------------------------===//
// Reductions and running sums
//===----------------------------------------------------------------------===//

using Ints = std::vector<int64_t>;

#define MS_REDUCTION(NAME, OP)                                                 \
  Tensor NAME(const Tensor &x, const Ints &axis, bool keepDims) {              \
    return emit(OP, {x}, {{"axis", axis}, {"keep_dims", keepDims}});           \
  }
MS_REDUCTION(reduceProd, "reduce_prod")
MS_REDUCTION(reduceAll, "reduce_all")
MS_REDUCTION(reduceAny, "reduce_any")
#undef MS_REDUCTION

Tensor logsumexp(const Tensor &x, const Ints &axis, bool keepDims) {
  // Where the maximum is infinite, there is nothing to take off.
  Tensor most = reduceMax(x, axis, true);
  most = select(isfinite(most), most, 0);
  Tensor sum = log(reduceSum(exp(x - most), axis, true)) + most;
  return keepDims ? sum : reduceMax(sum, axis);
}

Tensor argmin(const Tensor &x, int64_t axis, DType outputType) {
  return emit("argmin", {x},
              {{"axis", axis}, {"output_type", toRuntime(outputType)}});
}

static Tensor running(const char *op, const Tensor &x, int64_t axis,
                      bool exclusive, bool reverse) {
  return emit(op, {x},
              {{"axis", axis}, {"exclusive", exclusive}, {"reverse", reverse}});
}

Tensor cumsum(const Tensor &x, int64_t axis, bool exclusive, bool reverse) {
  return running("cum_sum", x, axis, exclusive, reverse);
}

Tensor cumprod(const Tensor &x, int64_t axis, bool exclusive, bool reverse) {
  return running("cum_prod", x, axis, exclusive, reverse);
}

//===----------------------------------------------------------------------===//
// Activations
//===----------------------------------------------------------------------===//

Tensor gelu(const Tensor &x, const std::string &approximate) {
  if (approximate != "none" && approximate != "tanh")
    failUse("ops::gelu: approximate is '" + approximate +
            "', but must be 'none' or 'tanh'");
  return emit(approximate == "none" ? "gelu_erf" : "gelu", {x});
}

Tensor softplus(const Tensor &x, double beta) {
  if (beta == 1)
    return emit("softplus", {x});
  if (beta == 0)
    failUse("ops::softplus: beta is 0");
  return emit("softplus", {x * beta}) / beta;
}

Tensor leakyRelu(const Tensor &x, double alpha) {
  return emit("leaky_relu", {x}, {{"alpha", alpha}});
}

Tensor elu(const Tensor &x, double alpha) {
  return emit("elu", {x}, {{"alpha", alpha}});
}

Tensor prelu(const Tensor &x, const Tensor &weight) {
  return emit("prelu", {x, weight});
}

} // namespace ms::ops
