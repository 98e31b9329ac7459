//===- OpsMath.h - More functions on symbolic values ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Products, and more functions of mindspore.ops that work element by element or
// reduce. As those of Ops.h, each throws ms::Error where the operands do not
// fit.
//
//===----------------------------------------------------------------------===//

#ifndef MS_OPSMATH_H
#define MS_OPSMATH_H

#include "ms/Ops.h"

namespace ms::ops {

//===----------------------------------------------------------------------===//
// Element by element
//===----------------------------------------------------------------------===//

Tensor erf(const Tensor &x);
Tensor expm1(const Tensor &x);
Tensor log1p(const Tensor &x);
Tensor tan(const Tensor &x);
Tensor asin(const Tensor &x);
Tensor acos(const Tensor &x);
Tensor atan(const Tensor &x);
Tensor sinh(const Tensor &x);
Tensor cosh(const Tensor &x);
Tensor sign(const Tensor &x);
/// To the nearest whole number, the even one of two.
Tensor round(const Tensor &x);
Tensor trunc(const Tensor &x);
/// The result is boolean.
Tensor isnan(const Tensor &x);
Tensor isinf(const Tensor &x);
Tensor isfinite(const Tensor &x);
/// The angle of the point with ordinate `x` and abscissa `y`.
Tensor atan2(const Operand &x, const Operand &y);
Tensor floorDiv(const Operand &x, const Operand &y);
/// The remainder with the sign of `y` (floorMod) or of `x` (mod).
Tensor floorMod(const Operand &x, const Operand &y);
Tensor mod(const Operand &x, const Operand &y);
/// On booleans.
Tensor logicalXor(const Tensor &x, const Tensor &y);
/// `x` within [low, high], numbers or tensors; what is left out is no bound.
/// Where `low` is above `high` the result is `high`.
Tensor clip(const Tensor &x, const std::optional<Operand> &low,
            const std::optional<Operand> &high = std::nullopt);

//===----------------------------------------------------------------------===//
// Activations
//===----------------------------------------------------------------------===//

/// `approximate` is "none" or "tanh".
Tensor gelu(const Tensor &x, const std::string &approximate = "none");
Tensor silu(const Tensor &x);
Tensor hardsigmoid(const Tensor &x);
Tensor hardswish(const Tensor &x);
Tensor relu6(const Tensor &x);
Tensor selu(const Tensor &x);
/// ln(1 + e^(beta * x)) / beta.
Tensor softplus(const Tensor &x, double beta = 1);
Tensor logsigmoid(const Tensor &x);
Tensor mish(const Tensor &x);
Tensor leakyRelu(const Tensor &x, double alpha = 0.2);
Tensor elu(const Tensor &x, double alpha = 1);
/// `weight` has one element, or one for each channel, the second dimension.
Tensor prelu(const Tensor &x, const Tensor &weight);

//===----------------------------------------------------------------------===//
// Reductions and running sums
//===----------------------------------------------------------------------===//

/// Along the axes, all of them where `axis` is empty. With `keepDims` they
/// stay, with extent 1.
Tensor reduceProd(const Tensor &x, const std::vector<int64_t> &axis = {},
                  bool keepDims = false);
/// On booleans.
Tensor reduceAll(const Tensor &x, const std::vector<int64_t> &axis = {},
                 bool keepDims = false);
Tensor reduceAny(const Tensor &x, const std::vector<int64_t> &axis = {},
                 bool keepDims = false);
/// ln(sum(e^x)), without overflow.
Tensor logsumexp(const Tensor &x, const std::vector<int64_t> &axis = {},
                 bool keepDims = false);
/// Index of the first smallest element along `axis`, as Int32 or Int64.
Tensor argmin(const Tensor &x, int64_t axis = -1,
              DType outputType = DType::Int32);
/// The sum or product of the elements up to each one along `axis`, without it
/// where `exclusive`, from the end where `reverse`.
Tensor cumsum(const Tensor &x, int64_t axis, bool exclusive = false,
              bool reverse = false);
Tensor cumprod(const Tensor &x, int64_t axis, bool exclusive = false,
               bool reverse = false);

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

/// Stacks of matrices [..., rows, columns], each matrix turned round on
/// request; the dimensions in front broadcast.
Tensor batchMatMul(const Tensor &a, const Tensor &b, bool transposeA = false,
                   bool transposeB = false);
/// One or two tensors by Einstein's summation: "bhqd,bhkd->bhqk". Without "->"
/// the result has the letters that stand once, in the order of the alphabet.
/// `...` stands for dimensions that broadcast; a letter may not stand twice in
/// one term.
Tensor einsum(const std::string &equation, const std::vector<Tensor> &operands);

} // namespace ms::ops

#endif // MS_OPSMATH_H
