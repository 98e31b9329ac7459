# cases_image.py - Resizing, sampling and adaptive pooling of images.
#
# SPDX-License-Identifier: Apache-2.0

import numpy as np

from frameworks import F, G, P, ms, torch, torch_gradients
from make_cases import Case, Random


def resize_case(name, *shape, size, align=False, centers=False):
    """[y, dx]"""
    r = Random(name)
    nearest = name.startswith("nearest")

    def mindspore(x, dy):
        auto = ms.ops.auto_generate
        if nearest:
            forward = auto.ResizeNearestNeighborV2(align, centers)
            return [forward(x, size), auto.ResizeNearestNeighborV2Grad(align, centers)(dy, shape[2:])]
        return [auto.ResizeBilinearV2(align, centers)(x, size), auto.ResizeBilinearGrad(align, centers)(dy, x)]

    def pytorch(x, dy):
        def forward(x):
            if nearest:
                return F.interpolate(x, size, mode="nearest-exact" if centers else "nearest")
            return F.interpolate(x, size, mode="bilinear", align_corners=align)

        return [forward(x), *torch_gradients(forward, [x], dy)]

    # PyTorch has nearest pixels without aligned corners, and bilinear ones with one of the two.
    references = {"torch": pytorch} if align != nearest and (nearest or align or centers) else {}
    inputs = [r.normal(*shape), r.normal(*shape[:2], *size)]
    return Case(name, inputs, mindspore=mindspore, **references)


def adaptive_case(name, *shape, size):
    """[y, dx]"""
    r = Random(name)
    mean = name.startswith("adaptive_avg")

    def mindspore(x, dy):
        if mean:
            forward = P.AdaptiveAvgPool2D(size)
            return [forward(x), G.AdaptiveAvgPool2DGrad()(dy, ms.Tensor(np.array(shape, np.int64)))]
        y, places = P.AdaptiveMaxPool2D(size)(x)
        return [y, ms.ops.auto_generate.AdaptiveMaxPool2DGrad()(dy, x, places)]

    def pytorch(x, dy):
        def forward(x):
            return F.adaptive_avg_pool2d(x, size) if mean else F.adaptive_max_pool2d(x, size)

        return [forward(x), *torch_gradients(forward, [x], dy)]

    return Case(name, [r.normal(*shape), r.normal(*shape[:2], *size)], mindspore=mindspore, torch=pytorch)


def bicubic_case(name, *shape, size, align=False, centers=False):
    """[y, dx]"""
    r = Random(name)

    def mindspore(x, dy):
        forward = P.image_ops.ResizeBicubic(align, centers)
        backward = ms.ops.operations._grad_ops.ResizeBicubicGrad(align, centers)
        return [forward(x, size), backward(dy, x)]

    return Case(name, [r.normal(*shape), r.normal(*shape[:2], *size)], mindspore=mindspore)


def block_case():
    r = Random("blocks")
    return Case(
        "blocks",
        [r.normal(2, 8, 3, 4), r.normal(2, 2, 6, 9)],
        mindspore=lambda x, y: [P.DepthToSpace(2)(x), P.SpaceToDepth(3)(y)],
    )


def sample_case(mode, padding, align):
    """[y, dx, dgrid]"""
    name = "_".join(["sample", mode, padding] + ["aligned"] * align)
    r = Random(name)
    x, grid, dy = r.normal(2, 3, 5, 7), r.normal(2, 4, 3, 2), r.normal(2, 3, 4, 3)

    def mindspore(x, grid, dy):
        auto = ms.ops.auto_generate
        forward = auto.GridSampler2D(mode, padding, align)
        return [forward(x, grid), *auto.GridSampler2DGrad(mode, padding, align)(dy, x, grid)]

    def pytorch(x, grid, dy):
        def forward(x, grid):
            return F.grid_sample(x, grid, mode, padding, align)

        return [forward(x, grid), *torch_gradients(forward, [x, grid], dy)]

    return Case(name, [x, grid, dy], mindspore=mindspore, torch=pytorch)


def cases():
    yield bicubic_case("bicubic_odd", 2, 2, 5, 7, size=(9, 4))
    yield bicubic_case("bicubic_aligned", 2, 2, 5, 4, size=(7, 9), align=True)
    yield bicubic_case("bicubic_centers", 2, 2, 5, 7, size=(13, 3), centers=True)
    yield block_case()
    for mode in ("bilinear", "nearest"):
        for padding in ("zeros", "border", "reflection"):
            for align in (False, True):
                yield sample_case(mode, padding, align)
    for kind in ["nearest", "bilinear"]:
        yield resize_case(kind + "_double", 2, 3, 4, 3, size=(8, 6))
        yield resize_case(kind + "_odd", 2, 2, 5, 7, size=(9, 4))
        yield resize_case(kind + "_aligned", 2, 2, 5, 4, size=(7, 9), align=True)
        yield resize_case(kind + "_centers", 2, 2, 5, 7, size=(13, 3), centers=True)
    yield resize_case("bilinear_one", 2, 2, 3, 4, size=(1, 1), align=True)
    for kind in ["adaptive_avg", "adaptive_max"]:
        yield adaptive_case(kind + "_equal", 2, 3, 6, 4, size=(3, 2))
        yield adaptive_case(kind + "_uneven", 2, 2, 8, 7, size=(3, 3))
        yield adaptive_case(kind + "_larger", 2, 2, 3, 4, size=(5, 4))
