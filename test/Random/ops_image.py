# ops_image.py - How random modules draw resizing, sampling and adaptive pooling.
#
# SPDX-License-Identifier: Apache-2.0

import math

from graph import BOOL, FLOATS, NUMBERS, WITHOUT_GRADIENT, Refused
from ops_math import OPS, op

WITHOUT_GRADIENT.update(
    ("resize_nearest_neighbor_grad", "resize_bilinear_grad", "resize_bicubic_grad", "adaptive_avg_pool2d_grad",
     "adaptive_max_pool2d_grad", "grid_sampler2d_grad")
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
        # Cubics go beyond what they pass through, by less than a half in each direction.
        beyond = (x.bound if name == "resize_bicubic" else 0) * 1.25
        bounds = min(x.low, -beyond), max(x.high, beyond)
        g.emit(name, [x], [((*x.shape[:2], *out), x.element, *bounds, exact)], {"size": out, **g.choose(*PLACES)})

    return draw


def resize_gradient(name):
    def draw(g):
        dy = g.any(FLOATS, rank=(4, 4), size=2000)
        out = size(g)
        n = math.prod(dy.shape[2:])
        g.emit(name, [dy], [((*dy.shape[:2], *out), dy.element, -n * dy.bound, n * dy.bound)],
               {"input_size": out, **g.choose(*PLACES)})

    return draw


for name, elements in (("resize_nearest_neighbor", NUMBERS), ("resize_bilinear", FLOATS), ("resize_bicubic", FLOATS)):
    OPS[name] = resize(name, elements)
    OPS[name + "_grad"] = resize_gradient(name + "_grad")


@op("depth_to_space")
def depth_to_space(g):
    block = g.random.randint(1, 3)
    shape = (g.batch(), block * block * g.extent(3), g.extent(6), g.extent(6))
    x = g.value(shape, g.choose(*NUMBERS, BOOL))
    n, c, h, w = shape
    g.move("depth_to_space", x, {"block_size": block}, (n, c // (block * block), h * block, w * block))


@op("space_to_depth")
def space_to_depth(g):
    block = g.random.randint(1, 3)
    n, c, h, w = g.batch(), g.extent(4), g.extent(4), g.extent(4)
    x = g.value((n, c, h * block, w * block), g.choose(*NUMBERS, BOOL))
    g.move("space_to_depth", x, {"block_size": block}, (n, c * block * block, h, w))


def sampled(g):
    """An image, places in it, the shape of what is there, and how it is read."""
    x = g.any(FLOATS, rank=(4, 4), size=1500)
    rows, columns = g.extent(7), g.extent(7)
    grid = g.value((x.shape[0], rows, columns, 2), x.element, low=-2.5, high=2.5)
    # A small difference of places may not decide between pixels.
    mode = "nearest" if grid.sharp and not g.gradients and g.chance(0.3) else "bilinear"
    attributes = {"interpolation_mode": mode, "padding_mode": g.choose("zeros", "border", "reflection"),
                  "align_corners": g.chance(0.5)}
    return x, grid, (*x.shape[:2], rows, columns), attributes


@op("grid_sampler2d")
def grid_sampler2d(g):
    x, grid, shape, attributes = sampled(g)
    g.emit("grid_sampler2d", [x, grid], [(shape, x.element, min(0, x.low), max(0, x.high))], attributes)


@op("grid_sampler2d_grad")
def grid_sampler2d_grad(g):
    x, grid, shape, attributes = sampled(g)
    if not grid.sharp:
        raise Refused  # slopes jump between pixels
    dy = g.value(shape, x.element)
    n, slope = math.prod(shape[2:]), x.bound * dy.bound * shape[1] * max(x.shape[2:])
    g.emit("grid_sampler2d_grad", [dy, x, grid],
           [(x.shape, x.element, -n * dy.bound, n * dy.bound), (grid.shape, x.element, -slope, slope)], attributes)


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
