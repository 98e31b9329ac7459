# cases_special.py - Special functions, bits, lengths of vectors.
#
# SPDX-License-Identifier: Apache-2.0

import numpy as np

from frameworks import F, G, P, torch, torch_gradients
from make_cases import Case, Random

INF, NAN = np.inf, np.nan


def functions(x):
    return [x.asinh(), x.sinc(), x.lgamma(), x.digamma(), torch.polygamma(1, x), F.softsign(x), F.celu(x, 0.5)]


def lengths(x):
    return [
        x.norm(2, 1),
        x.norm(1, -1, keepdim=True),
        x.norm(3.0, (0, 2)),
        x.norm(INF, 1),
        x.norm(0.5, 0),
        x.norm(0, 2),
        F.normalize(x, dim=1, eps=1e-2),
    ]


def length_gradients(x, dy):
    return [torch_gradients(lambda x: x.norm(p, 1), [x], dy)[0] for p in (2, 1, 3.0, INF, 1.5)]


def cases():
    r = Random("special")
    yield Case("functions", [r.normal(3, 7) * 4], torch=functions)
    inside = r.normal(3, 7)
    inside = (inside / (1 + np.abs(inside))).astype(np.float32)
    yield Case("inside", [inside], torch=lambda x: [x.atanh(), x.erfinv(), (1 / x).abs().acosh()])
    special = np.array([0, -0.0, 1, -1, 2, -2, INF, NAN, 0.5, 1e30], np.float32)
    yield Case(
        "special",
        [special],
        torch=lambda x: [x.asinh(), x.acosh(), x.atanh(), x.erfinv(), x.lgamma(), x.digamma()],
    )
    # FastGeLU is MindSpore's alone.
    yield Case(
        "fast_gelu",
        [r.normal(3, 7) * 2, r.normal(3, 7)],
        mindspore=lambda x, dy: [P.FastGeLU()(x), G.FastGeLUGrad()(dy, x)],
    )
    zeros = r.normal(3, 7)
    zeros[zeros > 1] = 0
    yield Case("hypot", [r.normal(3, 7), r.normal(7)], torch=torch.hypot if torch else None)
    yield Case("xlogy", [zeros, r.positive(3, 1)], torch=torch.xlogy if torch else None)
    yield Case(
        "xlogy_special",
        [np.array([0, 0, 0, 1, -0.0], np.float32), np.array([0, NAN, -1, 0, INF], np.float32)],
        torch=torch.xlogy if torch else None,
    )
    yield Case(
        "bits",
        [r.integers(-(2**31), 2**31, 3, 7), r.integers(-(2**31), 2**31, 7)],
        mindspore=lambda x, y: [P.BitwiseAnd()(x, y), P.BitwiseOr()(x, y), P.BitwiseXor()(x, y), P.Invert()(x)],
        torch=lambda x, y: [x & y, x | y, x ^ y, ~x],
    )
    yield Case("lengths", [r.normal(3, 4, 5)], torch=lengths)
    yield Case("length_gradients", [r.normal(3, 4, 5), r.normal(3, 5)], torch=length_gradients)
    image, dy = r.normal(2, 7, 2, 3), r.normal(2, 7, 2, 3)

    def vectors(x, dy):
        y = P.L2Normalize(1, 1e-3)(x)
        short = P.L2Normalize(-1, 2.0)(x)
        return [y, G.L2NormalizeGrad(1, 1e-3)(x, y, dy), short, G.L2NormalizeGrad(-1, 2.0)(x, short, dy)]

    yield Case("vectors", [image, dy], mindspore=vectors)

    def neighbours(x, dy):
        options = (2, 1.5, 0.3, 0.75)
        y = P.LRN(*options)(x)
        return [y, G.LRNGrad(*options)(dy, x, y), P.LRN()(x)]

    yield Case("neighbours", [image, dy], mindspore=neighbours)
