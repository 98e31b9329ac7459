# cases_activation.py - Activation functions and their gradients.
#
# SPDX-License-Identifier: Apache-2.0

import numpy as np

from frameworks import F, G, P, ms, ops, torch, torch_gradients
from make_cases import Case, Random

INF, NAN = np.inf, np.nan

# Where the frameworks differ only in digits, MindSpore is left out: several of its kernels approximate.
FUNCTIONS = [
    ("gelu", lambda x: F.gelu(x, approximate="tanh"), lambda x: P.GeLU()(x)),
    ("gelu_erf", lambda x: F.gelu(x), lambda x: ops.gelu(x, approximate="none")),
    ("silu", lambda x: F.silu(x), lambda x: ops.silu(x)),
    ("hsigmoid", lambda x: F.hardsigmoid(x), lambda x: P.HSigmoid()(x)),
    ("hswish", lambda x: F.hardswish(x), lambda x: P.HSwish()(x)),
    ("relu6", lambda x: F.relu6(x), lambda x: P.ReLU6()(x)),
    ("selu", lambda x: F.selu(x), lambda x: P.SeLU()(x)),
    ("softplus", lambda x: F.softplus(x), lambda x: P.Softplus()(x)),
    ("log_sigmoid", lambda x: F.logsigmoid(x), lambda x: ops.logsigmoid(x)),
    ("mish", lambda x: F.mish(x), lambda x: P.Mish()(x)),
]


def cases():
    r = Random("activation")
    for name, torch_function, mindspore_function in FUNCTIONS:
        references = {"torch": torch_function}
        if name in EXACT:
            references["mindspore"] = mindspore_function
        yield Case(name, [r.normal(3, 7) * 3], **references)
    far = np.array([-1000, -90, 90, 1000, 0, -0.0, NAN], np.float32)
    yield Case("far", [far], torch=lambda x: [f(x) for _, f, _ in FUNCTIONS])
    x = r.normal(3, 7) * 2
    yield Case(
        "slopes",
        [x],
        mindspore=lambda x: [ops.leaky_relu(x, 0.1), ops.leaky_relu(x, 0.2), ops.elu(x, 1.0)],
        torch=lambda x: [F.leaky_relu(x, 0.1), F.leaky_relu(x, 0.2), F.elu(x)],
    )
    yield Case("elu_alpha", [x], torch=lambda x: F.elu(x, 0.7))
    yield from gradient_cases()
    r = Random("prelu")
    for name, x, weight in [
        ("prelu", r.normal(2, 4, 3, 2), r.positive(4)),
        ("prelu_one", r.normal(2, 4, 3), r.positive(1)),
        ("prelu_matrix", r.normal(3, 5), r.positive(5)),
    ]:
        yield Case(
            name,
            [x, weight],
            mindspore=lambda x, w: P.PReLU()(x, w),
            torch=lambda x, w: F.prelu(x, w),
        )
        yield Case(
            name + "_gradients",
            [np.cos(x).astype(np.float32), x, weight],
            mindspore=lambda dy, x, w: G.PReLUGrad()(dy, x, w),
            torch=lambda dy, x, w: torch_gradients(F.prelu, [x, w], dy),
        )


# MindSpore's own kernels that keep six digits.
EXACT = {"silu", "hsigmoid", "hswish", "relu6", "log_sigmoid"}


def gradient_cases():
    r = Random("activation_gradients")
    # PyTorch's gradient of hardsigmoid has a constant of single precision.
    smooth = [FUNCTIONS[k][1] for k in (0, 1, 2, 4, 5, 7)]
    inputs = [r.normal(3, 7), r.normal(3, 7) * 3]
    yield Case(
        "gradients",
        inputs,
        torch=lambda dy, x: [torch_gradients(f, [x], dy)[0] for f in smooth],
    )
    yield Case(
        "gradients_piecewise",
        inputs,
        mindspore=lambda dy, x: [G.HSigmoidGrad()(dy, x), G.HSwishGrad()(dy, x), G.ReLU6Grad()(dy, x)],
    )
    yield Case(
        "gradients_elu",
        inputs,
        torch=lambda dy, x: [
            torch_gradients(lambda x: F.elu(x, alpha), [x], dy)[0] for alpha in (1.0, 0.7)
        ],
    )
