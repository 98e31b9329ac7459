# cases_elementary.py - Elementary functions.
#
# SPDX-License-Identifier: Apache-2.0

import numpy as np

from frameworks import P, torch
from make_cases import Case, Random

INF, NAN = np.inf, np.nan


def cases():
    r = Random("elementary")
    yield Case(
        "functions",
        [r.normal(3, 7) * 2],
        torch=lambda x: [x.erf(), x.expm1(), x.tan(), x.atan(), x.sinh(), x.cosh()],
    )
    inside = r.normal(3, 7)
    inside = (inside / (1 + np.abs(inside))).astype(np.float32)
    yield Case("functions_inside", [inside], torch=lambda x: [x.log1p(), x.asin(), x.acos()])
    special = np.array([0.5, 1.5, -2.5, -0.5, 0, -0.0, INF, -INF, NAN, 2, -3.7, 1e30], np.float32)
    yield Case(
        "steps",
        [special],
        mindspore=lambda x: [P.Rint()(x), P.Trunc()(x)],
        torch=lambda x: [x.round(), x.trunc()],
    )
    # PyTorch's sign of NaN is 0; ours stays NaN, as NumPy's.
    yield Case("sign", [special], numpy=np.sign)
    yield Case("sign_i32", [np.array([5, 0, -7, -(2**31)], np.int32)], torch=lambda x: x.sign())
    yield Case(
        "tests",
        [special],
        mindspore=lambda x: [P.IsNan()(x), P.IsInf()(x), P.IsFinite()(x)],
        torch=lambda x: [x.isnan(), x.isinf(), x.isfinite()],
    )
    yield Case("special", [special], torch=lambda x: [x.erf(), x.expm1(), x.log1p(), x.atan(), x.asin(), x.cosh()])
    yield Case("atan2", [r.normal(3, 7), r.normal(7)], torch=torch.atan2 if torch else None)
    yield Case(
        "remainders",
        [r.normal(3, 7) * 5, r.normal(7)],
        torch=lambda x, y: [torch.fmod(x, y), torch.remainder(x, y), torch.floor(x / y)],
    )
    yield Case(
        "remainders_i32",
        [np.array([7, -7, 7, -7, 5, 6], np.int32), np.array([2, 2, -2, -2, 9, -3], np.int32)],
        mindspore=lambda x, y: [P.Mod()(x, y), P.FloorMod()(x, y), P.FloorDiv()(x, y)],
        torch=lambda x, y: [torch.fmod(x, y), torch.remainder(x, y), torch.div(x, y, rounding_mode="floor")],
    )
    yield Case(
        "logical_xor",
        [np.array([[True, True], [False, False]]), np.array([True, False])],
        mindspore=lambda x, y: P.LogicalXor()(x, y),
        torch=lambda x, y: x ^ y,
    )
