# cases_index.py - Elements chosen and placed by index, order, masks.
#
# SPDX-License-Identifier: Apache-2.0

import numpy as np

from frameworks import G, P, ms, ops, torch, torch_gradients
from make_cases import Case, Random


def slice_cases():
    r = Random("slices")
    ids = r.integers(0, 4, 2, 3)
    yield Case(
        "unsorted_segment_sum",
        [r.normal(2, 3, 5), ids],
        mindspore=lambda x, i: P.UnsortedSegmentSum()(x, i, 4),
        torch=lambda x, i: torch.zeros(4, 5).double().index_add(0, i.flatten().long(), x.flatten(0, 1)),
    )
    # Numbers below 0 are left out.
    yield Case(
        "unsorted_segment_sum_outside",
        [r.integers(-9, 9, 6), np.array([1, -1, 0, 1, 2, -3], np.int32)],
        mindspore=lambda x, i: P.UnsortedSegmentSum()(x, i, 3),
        numpy=lambda x, i: np.array([sum(x[i == k]) for k in range(3)], np.int32),
    )
    yield Case(
        "gather_batch",
        [r.normal(2, 3, 4), r.integers(0, 4, 2, 5)],
        mindspore=lambda x, i: P.Gather(1)(x, i, 2),
        torch=lambda x, i: torch.stack([x[k][:, i[k].long()] for k in range(2)]),
    )
    table, indices = r.normal(3, 4, 2), r.integers(0, 4, 5)

    def torch_gradient(dy, i):
        return torch_gradients(lambda t: t[:, i.long()], [torch.zeros(3, 4, 2).double()], dy)

    def mindspore_gradient(dy, i):
        return ms.ops.GradOperation(sens_param=True)(lambda t: P.Gather()(t, i, 1))(ms.Tensor(table), dy)

    yield Case(
        "gather_grad",
        [r.normal(3, 5, 2), indices],
        mindspore=mindspore_gradient,
        torch=torch_gradient,
    )


def element_cases():
    r = Random("elements")
    x, index = r.normal(3, 4), np.array([[0, 3], [-1, 2], [1, 1]], np.int32)
    yield Case(
        "gather_d",
        [x, index],
        mindspore=lambda x, i: P.GatherD()(x, 1, i),
        torch=lambda x, i: x.gather(1, i.long() % 4),
    )
    yield Case(
        "gather_d_grad",
        [r.normal(3, 2), index],
        mindspore=lambda dy, i: G.GatherDGradV2()(ms.Tensor(x), 1, i, dy),
        torch=lambda dy, i: torch.zeros(3, 4).double().scatter_add(1, i.long() % 4, dy),
    )
    tuples = np.array([[0, 1], [3, 4], [2, 0], [0, 1]], np.int32)
    yield Case(
        "gather_nd",
        [r.normal(4, 5, 3), tuples],
        mindspore=lambda x, i: P.GatherNd()(x, i),
        torch=lambda x, i: x[i[:, 0].long(), i[:, 1].long()],
    )
    yield Case(
        "scatter_nd",
        [tuples, r.normal(4, 3)],
        mindspore=lambda i, u: P.ScatterNd()(i, u, (4, 5, 3)),
        torch=lambda i, u: torch.zeros(4, 5, 3).double().index_put(
            (i[:, 0].long(), i[:, 1].long()), u, accumulate=True
        ),
    )
    rows = np.array([[2], [0], [2]], np.int32)
    yield Case(
        "tensor_scatter_add",
        [r.normal(4, 3), rows, r.normal(3, 3)],
        mindspore=lambda x, i, u: P.TensorScatterAdd()(x, i, u),
        torch=lambda x, i, u: x.index_add(0, i[:, 0].long(), u),
    )
    yield Case(
        "tensor_scatter_update",
        [r.normal(4, 3), rows[:2], r.normal(2, 3)],
        mindspore=lambda x, i, u: P.TensorScatterUpdate()(x, i, u),
        torch=lambda x, i, u: x.index_put((i[:, 0].long(),), u),
    )


def place_cases():
    r = Random("places")
    x, updates = r.normal(4, 5, 3), r.normal(3, 2, 3)
    places = np.array([[[3, 0, -1], [1, -5, 2]]] * 3, np.int32)
    yield Case(
        "tensor_scatter_elements",
        [x, places, updates],
        mindspore=lambda x, i, u: P.TensorScatterElements(1)(x, i, u),
        torch=lambda x, i, u: x.scatter(1, i.long() % 5, u),
    )
    # Of two updates in one place both are added.
    yield Case(
        "tensor_scatter_elements_add",
        [x, np.abs(places) % 2, updates],
        mindspore=lambda x, i, u: P.TensorScatterElements(2, "add")(x, i, u),
        torch=lambda x, i, u: x.scatter_add(2, i.long(), u),
    )


def order_cases():
    r = Random("order")

    def torch_order(values, places):
        return [values, places.int()]

    yield Case(
        "top_k",
        [r.normal(2, 3, 9)],
        mindspore=lambda x: P.TopK()(x, 4),
        torch=lambda x: torch_order(*x.topk(4)),
    )
    yield Case(
        "sort",
        [r.normal(3, 7)],
        mindspore=lambda x: list(P.Sort()(x)) + list(P.Sort(0, True)(x)),
        torch=lambda x: torch_order(*x.sort()) + torch_order(*x.sort(0, True)),
    )
    # Equal elements keep their order.
    yield Case(
        "sort_stable",
        [r.integers(0, 4, 2, 20)],
        torch=lambda x: torch_order(*x.sort(stable=True))
        + torch_order(*x.sort(descending=True, stable=True)),
    )
    yield Case(
        "sort_nan",
        [np.array([1, np.nan, -np.inf, 3, np.nan, np.inf], np.float32)],
        torch=lambda x: torch_order(*x.sort(stable=True))
        + torch_order(*x.sort(descending=True, stable=True)),
    )


def mask_cases():
    r = Random("masks")
    yield Case(
        "tril",
        [r.normal(2, 3, 4)],
        mindspore=lambda x: [ops.tril(x), ops.tril(x, 1), ops.tril(x, -2)],
        torch=lambda x: [x.tril(), x.tril(1), x.tril(-2)],
    )
    yield Case(
        "triu",
        [r.normal(4, 3)],
        mindspore=lambda x: [ops.triu(x), ops.triu(x, 1), ops.triu(x, -2)],
        torch=lambda x: [x.triu(), x.triu(1), x.triu(-2)],
    )
    yield Case(
        "masked_fill",
        [r.normal(2, 3), r.booleans(3), np.array(-1.5, np.float32)],
        mindspore=lambda x, m, v: P.MaskedFill()(x, m, v),
        torch=lambda x, m, v: x.masked_fill(m, v),
    )


def cases():
    yield from slice_cases()
    yield from element_cases()
    yield from place_cases()
    yield from order_cases()
    yield from mask_cases()
