//===- Activations.cpp - Activations as layers ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "ms/Activations.h"
#include "lib/Api/ApiImpl.h"

namespace ms::nn {

Tensor SiLU::construct(const Tensor &x) { return ops::silu(x); }
Tensor HSwish::construct(const Tensor &x) { return ops::hardswish(x); }
Tensor HSigmoid::construct(const Tensor &x) { return ops::hardsigmoid(x); }
Tensor SeLU::construct(const Tensor &x) { return ops::selu(x); }
Tensor LogSigmoid::construct(const Tensor &x) { return ops::logsigmoid(x); }
Tensor Mish::construct(const Tensor &x) { return ops::mish(x); }
Tensor GELU::construct(const Tensor &x) {
  return ops::gelu(x, approximate ? "tanh" : "none");
}
Tensor ELU::construct(const Tensor &x) { return ops::elu(x, alpha); }
Tensor Softplus::construct(const Tensor &x) { return ops::softplus(x, beta); }

PReLU::PReLU(int64_t channel, double w) {
  if (channel < 1)
    detail::failUse("PReLU: channel is " + std::to_string(channel) +
                    ", but must be positive");
  weight = addParameter("weight", {channel}, Constant(w));
}

Tensor PReLU::construct(const Tensor &x) { return ops::prelu(x, *weight); }

} // namespace ms::nn
