# ops_image.py - How random modules draw resizing and adaptive pooling.
#
# SPDX-License-Identifier: Apache-2.0

import math

from graph import FLOATS, NUMBERS, WITHOUT_GRADIENT
from ops_math import OPS, op

WITHOUT_GRADIENT.update(
    ("resize_nearest_neighbor_grad", "resize_bilinear_grad", "adaptive_avg_pool2d_grad", "adaptive_max_pool2d_grad")
)
PLACES = (
    {"align_corners": False, "half_pixel_centers": False},
    {"align_corners": True, "half_pixel_centers": False},
    {"align_corners": False, "half_pixel_centers": True},
    {},
)


def size(g):
    return [g.extent(17), g.extent(17)]


def resize(name, elements):
    def draw(g):
        x = g.any(elements, rank=(4, 4), size=1500)
        out = size(g) if g.chance(0.6) else [2 * x.shape[2], 3 * x.shape[3]]
        exact = x.sharp and name == "resize_nearest_neighbor" and not g.gradients
        g.emit(name, [x], [((*x.shape[:2], *out), x.element, x.low, x.high, exact)], {"size": out, **g.choose(*PLACES)})

    return draw


def resize_gradient(name):
    def draw(g):
        dy = g.any(FLOATS, rank=(4, 4), size=2000)
        out = size(g)
        n = math.prod(dy.shape[2:])
        g.emit(name, [dy], [((*dy.shape[:2], *out), dy.element, -n * dy.bound, n * dy.bound)],
               {"input_size": out, **g.choose(*PLACES)})

    return draw


for name, elements in (("resize_nearest_neighbor", NUMBERS), ("resize_bilinear", FLOATS)):
    OPS[name] = resize(name, elements)
    OPS[name + "_grad"] = resize_gradient(name + "_grad")


@op("adaptive_avg_pool2d")
def adaptive_avg_pool2d(g):
    x = g.any(FLOATS, rank=(4, 4), size=2000)
    out = size(g)
    g.emit("adaptive_avg_pool2d", [x], [((*x.shape[:2], *out), x.element, x.low, x.high)], {"output_size": out})


@op("adaptive_avg_pool2d_grad")
def adaptive_avg_pool2d_grad(g):
    dy = g.any(FLOATS, rank=(4, 4), size=2000)
    out = size(g)
    n = math.prod(dy.shape[2:])
    g.emit("adaptive_avg_pool2d_grad", [dy], [((*dy.shape[:2], *out), dy.element, -n * dy.bound, n * dy.bound)],
           {"input_size": out})


def adaptive_max(g, elements, sharp):
    x = g.any(elements, rank=(4, 4), size=2000, sharp=sharp)
    out = size(g)
    return x, g.move("adaptive_max_pool2d", x, {"output_size": out}, (*x.shape[:2], *out))


@op("adaptive_max_pool2d")
def adaptive_max_pool2d(g):
    adaptive_max(g, NUMBERS, g.gradients)


@op("adaptive_max_pool2d_grad")
def adaptive_max_pool2d_grad(g):
    x, y = adaptive_max(g, FLOATS, True)
    dy = g.value(y.shape, x.element)
    n = math.prod(y.shape[2:])
    g.emit("adaptive_max_pool2d_grad", [x, y, dy], [(x.shape, x.element, -n * dy.bound, n * dy.bound)])
