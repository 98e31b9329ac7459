# cases_pool.py - Pooling.
#
# SPDX-License-Identifier: Apache-2.0

import numpy as np

from cases_nn import same_padding
from frameworks import F, G, P, torch, torch_gradients
from make_cases import Case, Random


def pool_case(kind, name, x, y, kernel, strides=(1, 1), pad=(0, 0, 0, 0), pad_mode="valid", ties=False):
    r = Random(kind + name)
    size = x[2:]

    # MindSpore's MaxPool and AvgPool know no explicit padding.
    def mindspore(x, dy):
        if kind == "max_pool":
            pooled = P.MaxPool(kernel, strides, pad_mode)(x)
            return [pooled, G.MaxPoolGrad(kernel, strides, pad_mode)(x, pooled, dy)]
        return [P.AvgPool(kernel, strides, pad_mode)(x), G.AvgPoolGrad(kernel, strides, pad_mode)(x, x[:0], dy)]

    def pytorch(x, dy):
        sides = list(pad)
        if pad_mode == "same":
            sides = [p for k in range(2) for p in same_padding(size[k], kernel[k], strides[k], 1)]
        sides = (sides[2], sides[3], sides[0], sides[1])

        def pool(x):
            if kind == "max_pool":
                return F.max_pool2d(F.pad(x, sides, value=-float("inf")), kernel, strides)
            # What lies outside the image does not count: a sum, over how many elements are inside.
            area = kernel[0] * kernel[1]
            inside = F.avg_pool2d(F.pad(torch.ones_like(x), sides), kernel, strides) * area
            return F.avg_pool2d(F.pad(x, sides), kernel, strides) * area / inside

        return [pool(x), *torch_gradients(pool, [x], dy)]

    values = r.integers(0, 3, *x, dtype=np.float32) if ties else r.normal(*x)
    references = {"torch": pytorch}
    if pad_mode != "pad":
        references["mindspore"] = mindspore
    return Case(kind + "_" + name, [values, r.normal(*y)], **references)


def cases():
    for kind in ("max_pool", "avg_pool"):
        yield pool_case(kind, "plain", [2, 3, 7, 6], [2, 3, 3, 3], (2, 2), (2, 2))
        yield pool_case(kind, "batch", [3, 2, 5, 5], [3, 2, 4, 4], (2, 2))
        yield pool_case(kind, "overlap", [2, 3, 7, 6], [2, 3, 3, 2], (3, 3), (2, 2))
        yield pool_case(kind, "oblong", [1, 2, 6, 7], [1, 2, 4, 3], (3, 2), (1, 2))
        yield pool_case(kind, "same", [2, 3, 7, 6], [2, 3, 4, 3], (3, 3), (2, 2), pad_mode="same")
        yield pool_case(kind, "pad", [2, 2, 7, 8], [2, 2, 4, 4], (3, 3), (2, 2), (1, 1, 1, 1), "pad")
        yield pool_case(kind, "pad_uneven", [1, 2, 5, 5], [1, 2, 5, 6], (3, 3), (1, 1), (0, 2, 2, 1), "pad")
    yield pool_case("max_pool", "ties", [1, 2, 6, 6], [1, 2, 5, 5], (2, 2), ties=True)
