# cases_tensor.py - Constants, shapes and data movement.
#
# SPDX-License-Identifier: Apache-2.0

import numpy as np

from frameworks import F, P, ms, ops, torch
from make_cases import Case, Random


def cast_cases():
    floats = np.array([0.0, 1.9, -1.9, 0.5, -0.5, 1e6, -123456.7, 3.0], np.float32)
    yield Case(
        "cast_float",
        [floats],
        mindspore=lambda x: [x.astype(t) for t in (ms.int32, ms.int64, ms.bool_, ms.float64)],
        torch=lambda x: [x.int(), x.long(), x.bool(), x.double()],
    )
    # The low bits stay.
    integers = np.array([0, 1, -1, 200, -129, 70000], np.int32)
    yield Case(
        "cast_integer",
        [integers],
        mindspore=lambda x: [x.astype(t) for t in (ms.int8, ms.uint8, ms.int16, ms.float32, ms.bool_)],
        torch=lambda x: [x.to(torch.int8), x.to(torch.uint8), x.short(), x.float(), x.bool()],
    )
    yield Case(
        "cast_bool",
        [np.array([True, False, True])],
        mindspore=lambda x: [x.astype(ms.float32), x.astype(ms.int32)],
        torch=lambda x: [x.double(), x.int()],
    )


def shape_cases():
    r = Random("shape")
    yield Case(
        "reshape",
        [r.normal(3, 3, 4)],
        mindspore=lambda x: [P.Reshape()(x, (-1, 2, 6)), P.Flatten()(x), x],
        torch=lambda x: [x.reshape(-1, 2, 6), x.flatten(1), x],
    )
    yield Case(
        "reshape_open",
        [r.normal(2, 3, 4)],
        mindspore=lambda x: [P.Reshape()(x, (3, -1)), P.Reshape()(x, (24,))],
        torch=lambda x: [x.reshape(3, -1), x.reshape(24)],
    )
    yield Case(
        "transpose",
        [r.normal(2, 3, 4, 5)],
        mindspore=lambda x: [P.Transpose()(x, (0, 2, 3, 1)), P.Transpose()(x, (3, 1, 0, 2))],
        torch=lambda x: [x.permute(0, 2, 3, 1), x.permute(3, 1, 0, 2)],
    )
    yield Case(
        "broadcast_to",
        [r.normal(3, 1)],
        mindspore=lambda x: [P.BroadcastTo((2, 3, 4))(x), P.BroadcastTo((-1, 5))(x)],
        torch=lambda x: [x.expand(2, 3, 4), x.expand(-1, 5)],
    )
    yield Case(
        "broadcast_like",
        [r.normal(3), np.zeros((2, 3), np.int32)],
        torch=lambda x, like: x.expand_as(like),
    )
    yield Case(
        "extent",
        [r.normal(4, 3, 2)],
        numpy=lambda x: [np.float32(4), np.float32(x.size), np.float64(8)],
    )


def move_cases():
    r = Random("move")
    yield Case(
        "concat",
        [r.normal(2, 3, 2), r.normal(2, 1, 2), r.normal(2, 4, 2)],
        mindspore=lambda a, b, c: [P.Concat(1)((a, b, c)), P.Concat(-1)((a, a))],
        torch=lambda a, b, c: [torch.cat([a, b, c], 1), torch.cat([a, a], -1)],
    )
    yield Case(
        "concat_first",
        [r.integers(0, 99, 2, 3), r.integers(0, 99, 1, 3)],
        mindspore=lambda a, b: P.Concat()((a, b)),
        torch=lambda a, b: torch.cat([a, b]),
    )
    yield Case(
        "slice",
        [r.normal(4, 5, 6)],
        mindspore=lambda x: [P.Slice()(x, (1, 0, 2), (2, -1, 3)), P.Slice()(x, (0, 4, 5), (-1, -1, -1))],
        torch=lambda x: [x[1:3, :, 2:5], x[:, 4:, 5:]],
    )
    yield Case(
        "pad",
        [r.normal(2, 3)],
        mindspore=lambda x: [
            P.Pad(((1, 0), (2, 3)))(x), ops.pad(x, [0, 1], "constant", -1.5),
        ],
        torch=lambda x: [F.pad(x, (2, 3, 1, 0)), F.pad(x, (0, 1), value=-1.5)],
    )


def index_cases():
    r = Random("index")

    def one_hot(indices, axis, on, off):
        hot = indices[..., None] == torch.arange(4)
        return torch.where(hot, on, off).movedim(-1, axis)

    indices = np.array([[0, 3, -1], [4, 2, 1]], np.int32)
    yield Case(
        "one_hot",
        [indices],
        mindspore=lambda i: [
            P.OneHot()(i, 4, ms.Tensor(1.0, ms.float32), ms.Tensor(0.0, ms.float32)),
            P.OneHot(0)(i, 4, ms.Tensor(0.75, ms.float32), ms.Tensor(-0.25, ms.float32)),
            P.OneHot(1)(i, 4, ms.Tensor(7, ms.int32), ms.Tensor(0, ms.int32)),
        ],
        torch=lambda i: [
            one_hot(i, -1, 1.0, 0.0).double(), one_hot(i, 0, 0.75, -0.25).double(), one_hot(i, 1, 7, 0).int(),
        ],
    )
    yield Case(
        "gather",
        [r.normal(5, 3), r.integers(0, 5, 3, 2)],
        mindspore=lambda t, i: P.Gather()(t, i, 0),
        torch=lambda t, i: t[i],
    )
    yield Case(
        "gather_inner",
        [r.normal(2, 5, 3), r.integers(0, 3, 4, dtype=np.int64)],
        mindspore=lambda t, i: [P.Gather()(t, i, 1), P.Gather()(t, i, -1)],
        torch=lambda t, i: [t[:, i], t[:, :, i]],
    )
    # MindSpore refuses such an index, or reads what lies there, depending on the target; ours gives zeros.
    yield Case(
        "gather_outside",
        [r.normal(3, 2), np.array([0, 3, 2, -1], np.int32)],
        numpy=lambda t, i: np.where(((i >= 0) & (i < 3))[:, None], t[i % 3], np.float32(0)),
    )


def cases():
    yield from cast_cases()
    yield from shape_cases()
    yield from move_cases()
    yield from index_cases()
    yield Case(
        "constant",
        [],
        numpy=lambda: [
            np.array([[1.5, -2.25, 0.0], [0.1, 3.0e38, 1.0e-40]], np.float32), np.array([-128, 127, -1], np.int8),
            np.full((2, 2), 0.1, np.float16), np.array([True, False, True]), np.array([255, 1], np.uint8),
        ],
    )
