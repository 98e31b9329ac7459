# frameworks.py - The modules of the frameworks that are installed.
#
# SPDX-License-Identifier: Apache-2.0
#
# A case names both frameworks; only the one that make_cases.py runs has to be
# there.

try:
    import torch
    import torch.nn.functional as F
except ImportError:
    torch = F = None

try:
    import mindspore as ms
    from mindspore import ops
    from mindspore.ops import operations as P
    from mindspore.ops.operations import _grad_ops as G
except ImportError:
    ms = ops = P = G = None


def torch_gradients(function, inputs, gradient):
    """The gradients of `function` for its inputs, given that of its result."""
    leaves = [x.detach().clone().requires_grad_() for x in inputs]
    return torch.autograd.grad(function(*leaves), leaves, gradient)
