# cases_reduction.py - Products, logical reductions, running sums.
#
# SPDX-License-Identifier: Apache-2.0

import numpy as np

from frameworks import P, ms, ops, torch
from make_cases import Case, Random

NAN, INF = np.nan, np.inf


def running(function, x, axis, exclusive, reverse, neutral):
    """cumsum or cumprod with MindSpore's options, from NumPy's."""
    if reverse:
        x = np.flip(x, axis)
    y = function(x, axis=axis, dtype=x.dtype)
    if exclusive:
        first = np.full_like(np.take(y, [0], axis), neutral)
        y = np.concatenate([first, np.delete(y, -1, axis)], axis)
    return np.flip(y, axis) if reverse else y


OPTIONS = [(False, False), (True, False), (False, True), (True, True)]


def cases():
    r = Random("reduction")
    yield Case(
        "prod",
        [r.normal(3, 4, 5)],
        mindspore=lambda x: [P.ReduceProd()(x, 1), P.ReduceProd(keep_dims=True)(x, (0, -1)), P.ReduceProd()(x, ())],
        torch=lambda x: [x.prod(1), x.prod(2, True).prod(0, True), x.prod()],
    )
    yield Case("prod_i32", [r.integers(-9, 9, 3, 12)], torch=lambda x: x.prod(1, dtype=torch.int32))
    yield Case(
        "logical",
        [r.integers(0, 4, 3, 4, 2).astype(bool)],
        mindspore=lambda x: [
            P.ReduceAll()(x, 1), P.ReduceAny()(x, 1), P.ReduceAll(keep_dims=True)(x, (0, -1)), P.ReduceAny()(x, ()),
        ],
        torch=lambda x: [x.all(1), x.any(1), x.all(2, True).all(0, True), x.any()],
    )
    x = r.integers(0, 3, 3, 4, 2, dtype=np.float32)
    yield Case(
        "argmin",
        [x],
        mindspore=lambda x: [P.Argmin(-1)(x), P.Argmin(1)(x), P.Argmin(-3)(x).astype(ms.int64)],
        numpy=lambda x: [x.argmin(-1).astype(np.int32), x.argmin(1).astype(np.int32), x.argmin(0)],
    )
    yield Case(
        "argmin_nan",
        [np.array([[1, NAN, -3, NAN], [2, 5, -INF, 1]], np.float32)],
        torch=lambda x: x.argmin(1),
    )
    yield Case(
        "cum_sum",
        [r.normal(3, 5, 2)],
        mindspore=lambda x: [P.CumSum(e, v)(x, 1) for e, v in OPTIONS],
        numpy=lambda x: [running(np.cumsum, x.astype(np.float64), 1, e, v, 0) for e, v in OPTIONS],
    )
    yield Case(
        "cum_prod",
        [r.normal(3, 5, 2)],
        mindspore=lambda x: [P.CumProd(e, v)(x, -2) for e, v in OPTIONS],
        numpy=lambda x: [running(np.cumprod, x.astype(np.float64), -2, e, v, 1) for e, v in OPTIONS],
    )
    yield Case(
        "cum_sum_i8",
        [r.integers(-100, 100, 2, 9, dtype=np.int8)],
        numpy=lambda x: running(np.cumsum, x, 0, False, False, 0),
    )
