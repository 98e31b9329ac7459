# ops_special.py - How random modules draw special functions, bits, lengths of vectors.
#
# SPDX-License-Identifier: Apache-2.0

import math

from graph import FLOATS, INTEGERS, ROWS, WITHOUT_GRADIENT, Refused, count
from ops_elementary import within
from ops_math import OPS, fixed, gradient, op, rising, unary
from ops_product import draw_axes, reduced

WITHOUT_GRADIENT.update(
    ("trigamma", "invert", "bitwise_and", "bitwise_or", "bitwise_xor", "fast_gelu_grad", "lp_norm_grad",
     "l2_normalize_grad", "lrn_grad")
)

# As in ops_math.py. Near the zeros of lgamma and digamma few digits are left.
UNARY = {
    "softsign": (FLOATS, None, None, False, fixed(-1, 1)),
    "fast_gelu": (FLOATS, None, None, False, within(-0.2, 0)),
    "celu": (FLOATS, None, None, False, lambda low, high: (-2, max(high, 0))),
    "asinh": (FLOATS, None, None, False, rising(math.asinh)),
    "acosh": (FLOATS, 1.1, None, False, rising(math.acosh)),
    "atanh": (FLOATS, -0.95, 0.95, False, rising(math.atanh)),
    "erfinv": (FLOATS, -0.95, 0.95, False, fixed(-1.4, 1.4)),
    "sinc": (FLOATS, -20, 20, False, fixed(-0.3, 1)),
    "lgamma": (FLOATS, 2.2, 50, False, fixed(0, 150)),
    "digamma": (FLOATS, 1.7, 50, False, fixed(0, 4)),
    "trigamma": (FLOATS, 0.2, 50, False, fixed(0, 27)),
}
for name, row in UNARY.items():
    OPS[name] = unary(name, row, False, name == "celu", {"alpha": (1.0, 0.5, 2.0)} if name == "celu" else None)
OPS["fast_gelu_grad"] = gradient("fast_gelu_grad", (FLOATS, None, None, False, 1.2))


@op("hypot")
def hypot(g):
    x, y, shape = g.broadcast_pair(FLOATS, low=0.1)
    g.emit("hypot", [x, y], [(shape, x.element, 0, x.bound + y.bound)])


@op("xlogy")
def xlogy(g):
    x, y, shape = g.broadcast_pair(FLOATS, low=0.1)
    bound = x.bound * max(3, math.log(y.high))
    g.emit("xlogy", [x, y], [(shape, x.element, -bound, bound)])


def bounds_of_bits(element, *values):
    """The least powers of two around them."""
    most = 2.0 ** math.ceil(math.log2(1 + max(v.bound for v in values)))
    return (0 if element.startswith("ui") else -most), most - 1


@op("invert")
def invert(g):
    x = g.any(INTEGERS)
    if x.element.startswith("ui"):
        raise Refused  # the result is as large as the type allows
    g.emit("invert", [x], [(x.shape, x.element, -1 - x.high, -1 - x.low, x.sharp)])


def bits(name):
    def draw(g):
        x, y, shape = g.broadcast_pair(INTEGERS)
        g.emit(name, [x, y], [(shape, x.element, *bounds_of_bits(x.element, x, y), x.sharp and y.sharp)])

    return draw


for name in ("bitwise_and", "bitwise_or", "bitwise_xor"):
    OPS[name] = bits(name)


# Lengths of vectors.
def lp_attributes(g, x):
    axes, written = draw_axes(g, x)
    keep, shape = reduced(g, x, axes)
    return {"axis": written, "keep_dims": keep, "p": g.choose(1.0, 2.0, 2.0, 3.0)}, shape, count([x.shape[a] for a in axes])


@op("lp_norm")
def lp_norm(g):
    x = g.any(FLOATS, sharp=g.gradients, low=-20, high=20)
    attributes, shape, n = lp_attributes(g, x)
    g.emit("lp_norm", [x], [(shape, x.element, 0, n * x.bound)], attributes)


@op("lp_norm_grad")
def lp_norm_grad(g):
    x = g.any(FLOATS, sharp=True, low=-20, high=20)
    attributes, shape, _ = lp_attributes(g, x)
    dy, y = g.value(shape, x.element), g.value(shape, x.element, low=0.5)
    bound = dy.bound * max(1, 2 * x.bound) ** 2
    g.emit("lp_norm_grad", [dy, x, y], [(x.shape, x.element, -bound, bound)], attributes)


def l2_attributes(g, x):
    return {"axis": g.axis(x.rank)[1], "epsilon": g.choose(1e-4, 0.25)}


@op("l2_normalize")
def l2_normalize(g):
    x = g.any(FLOATS, rank=(1, 5), sharp=g.gradients)
    attributes = l2_attributes(g, x)
    if g.gradients:  # short vectors are not treated apart
        attributes["epsilon"] = 1e-9
        # Of one number nothing but its sign is left: the gradient is rounding alone.
        if x.shape[attributes["axis"]] in (1, ROWS):
            raise Refused
    g.emit("l2_normalize", [x], [(x.shape, x.element, -1, 1)], attributes)


@op("l2_normalize_grad")
def l2_normalize_grad(g):
    x = g.any(FLOATS, rank=(1, 5), sharp=True)
    y, dy = (g.value(x.shape, x.element, low=-9, high=9) for _ in range(2))
    bound = 100 * dy.bound * y.bound**2 * max(count([extent]) for extent in x.shape)
    g.emit("l2_normalize_grad", [x, y, dy], [(x.shape, x.element, -bound, bound)], l2_attributes(g, x))


def neighbours(g):
    return {"depth_radius": g.choose(0, 1, 2, 5), "bias": g.choose(1.0, 2.0), "alpha": g.choose(1.0, 1e-4, 0.1),
            "beta": g.choose(0.5, 0.75)}


@op("lrn")
def lrn(g):
    x = g.any(FLOATS, rank=(4, 4), low=-20, high=20)
    g.emit("lrn", [x], [(x.shape, x.element, -x.bound, x.bound)], neighbours(g))


@op("lrn_grad")
def lrn_grad(g):
    dy = g.any(FLOATS, rank=(4, 4), low=-20, high=20)
    x, y = (g.value(dy.shape, dy.element, low=-8, high=8) for _ in range(2))
    bound = dy.bound * (1 + 22 * x.bound * y.bound)
    g.emit("lrn_grad", [dy, x, y], [(x.shape, x.element, -bound, bound)], neighbours(g))
