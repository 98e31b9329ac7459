# cases_shape.py - Dimensions added, taken, cut and joined.
#
# SPDX-License-Identifier: Apache-2.0

import numpy as np

from frameworks import G, P, ms, torch
from make_cases import Case, Random


def dimension_cases():
    r = Random("dimensions")
    yield Case(
        "expand_dims",
        [r.normal(2, 3)],
        mindspore=lambda x: [P.ExpandDims()(x, 0), P.ExpandDims()(x, -1), P.ExpandDims()(x, -2)],
        torch=lambda x: [x.unsqueeze(0), x.unsqueeze(-1), x.unsqueeze(-2)],
    )
    yield Case(
        "squeeze",
        [r.normal(1, 3, 1, 2)],
        mindspore=lambda x: [P.Squeeze()(x), P.Squeeze(2)(x), P.Squeeze((0, -2))(x)],
        torch=lambda x: [x.squeeze(), x.squeeze(2), x.squeeze((0, -2))],
    )
    yield Case(
        "tile",
        [r.normal(2, 3)],
        mindspore=lambda x: [P.Tile()(x, (2, 3)), P.Tile()(x, (2, 1, 3)), P.Tile()(x, (2,))],
        torch=lambda x: [x.tile(2, 3), x.tile(2, 1, 3), x.tile(2)],
    )


def join_cases():
    r = Random("join")
    yield Case(
        "stack",
        [r.normal(2, 3), r.normal(2, 3)],
        mindspore=lambda a, b: [P.Stack()((a, b)), P.Stack(1)((a, b)), P.Stack(-1)((a, b, a))],
        torch=lambda a, b: [torch.stack([a, b]), torch.stack([a, b], 1), torch.stack([a, b, a], -1)],
    )
    yield Case(
        "unstack",
        [r.normal(2, 3)],
        mindspore=lambda x: list(P.Unstack()(x)) + list(P.Unstack(-1)(x)),
        torch=lambda x: list(x.unbind()) + list(x.unbind(-1)),
    )
    yield Case(
        "split",
        [r.normal(2, 6)],
        mindspore=lambda x: list(P.Split(1, 3)(x)) + list(P.Split(-2, 2)(x)),
        torch=lambda x: list(x.split(2, 1)) + list(x.split(1, -2)),
    )
    # MindSpore has no SplitV on the CPU.
    yield Case(
        "split_v",
        [r.normal(2, 6)],
        torch=lambda x: list(x.split([1, 3, 2], 1)) + list(x.split([2, 4], -1)),
    )


# begin, end, strides and masks of strided slices of a tensor of 4 x 5 x 6.
SLICES = [
    ((1, 0, 2), (3, 5, 6), (1, 2, 3), {}),
    ((-1, 1), (0, 4), (1, 1), dict(shrink_axis_mask=1)),
    ((2, 0, 3), (3, 0, 4), (1, 1, 1), dict(ellipsis_mask=2, shrink_axis_mask=4)),
    ((3, -1, -1), (0, -6, -100), (-1, -2, -3), {}),
    ((1, 9, 2), (2, 9, 4), (1, 1, 1), dict(begin_mask=3, end_mask=6)),
]
# MindSpore's gradient knows no negative strides and no open ends.
GRADIENTS = 3
# MindSpore's processor kernels read other memory here, or refuse the number of entries.
MASKED = [
    ((0, 1), (0, 3), (1, 1), dict(ellipsis_mask=1)),
    ((1, 0, 1), (3, 0, 3), (1, 1, 1), dict(new_axis_mask=2)),
    ((0, 1), (2, 3), (1, 1), dict(new_axis_mask=1, shrink_axis_mask=1)),
    ((2, 0, 0, 3), (3, 0, 0, 4), (1, 1, 1, 1), dict(ellipsis_mask=2, new_axis_mask=4, shrink_axis_mask=8)),
]
NAMES = ("begin_mask", "end_mask", "ellipsis_mask", "new_axis_mask", "shrink_axis_mask")


def numpy_index(begin, end, strides, masks):
    masks = [masks.get(name, 0) for name in NAMES]
    index = []
    for i, (b, e, s) in enumerate(zip(begin, end, strides)):
        first, last, ellipsis, new, shrink = [mask >> i & 1 for mask in masks]
        if ellipsis:
            index.append(Ellipsis)
        elif new:
            index.append(None)
        elif shrink:
            index.append(b)
        else:
            index.append(slice(None if first else b, None if last else e, s))
    return tuple(index)


def take(x, entries):
    return [np.ascontiguousarray(x[numpy_index(*entry)]) for entry in entries]


def put_back(dys, entries):
    result = []
    for dy, entry in zip(dys, entries):
        dx = np.zeros((4, 5, 6), np.float32)
        dx[numpy_index(*entry)] = dy
        result.append(dx)
    return result


def slice_cases():
    r = Random("strided")
    x = r.normal(4, 5, 6)

    def masks(given):
        return [given.get(name, 0) for name in NAMES]

    yield Case(
        "strided_slice",
        [x],
        mindspore=lambda x: [P.StridedSlice(*masks(m))(x, b, e, s) for b, e, s, m in SLICES],
        numpy=lambda x: take(x, SLICES),
    )
    yield Case("strided_slice_masks", [x], numpy=lambda x: take(x, MASKED))
    first, rest = SLICES[:GRADIENTS], SLICES[GRADIENTS:] + MASKED
    yield Case(
        "strided_slice_grad",
        [r.normal(*y.shape) for y in take(x, first)],
        mindspore=lambda *dys: [
            G.StridedSliceGrad(*masks(m))(dy, (4, 5, 6), b, e, s) for dy, (b, e, s, m) in zip(dys, first)
        ],
        numpy=lambda *dys: put_back(dys, first),
    )
    yield Case(
        "strided_slice_grad_masks",
        [r.normal(*y.shape) for y in take(x, rest)],
        numpy=lambda *dys: put_back(dys, rest),
    )
    yield Case(
        "reverse_v2",
        [r.normal(2, 3, 4)],
        mindspore=lambda x: [P.ReverseV2([0])(x), P.ReverseV2([-1, 1])(x)],
        torch=lambda x: [x.flip(0), x.flip(-1, 1)],
    )


def mirror_cases():
    r = Random("mirror")
    paddings = np.array([[0, 0], [2, 1], [1, 3]], np.int64)
    yield Case(
        "mirror_pad",
        [r.normal(2, 3, 4)],
        mindspore=lambda x: [P.MirrorPad(mode)(x, ms.Tensor(paddings)) for mode in ("REFLECT", "SYMMETRIC")],
        numpy=lambda x: [np.pad(x, paddings, mode) for mode in ("reflect", "symmetric")],
    )
    yield Case(
        "mirror_pad_grad",
        [r.normal(2, 6, 8)],
        mindspore=lambda dy: [G.MirrorPadGrad(mode)(dy, ms.Tensor(paddings)) for mode in ("REFLECT", "SYMMETRIC")],
    )


def cases():
    yield from dimension_cases()
    yield from join_cases()
    yield from slice_cases()
    yield from mirror_cases()
