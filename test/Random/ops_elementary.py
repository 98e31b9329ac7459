# ops_elementary.py - How random modules draw activations, scalar functions, running sums.
#
# SPDX-License-Identifier: Apache-2.0

import math

from graph import BOOL, FLAT, FLOATS, INTEGERS, NUMBERS, WITHOUT_GRADIENT, Refused, count
from ops_math import OPS, fixed, gradient, logical, op, rising, unary
from ops_product import argmax, draw_axes, reduced

FLAT.update(("sign", "round", "trunc", "floor_div"))
WITHOUT_GRADIENT.update(("is_nan", "is_inf", "is_finite", "logical_xor", "reduce_all", "reduce_any", "argmin"))


def cut(low, high):
    return lambda a, b: (max(a, low), max(b, high))


def within(low, high):
    """No further from zero than x, and above low."""
    return lambda a, b: (max(min(a, 0), low), max(b, high))


# As in ops_math.py.
UNARY = {
    "erf": (FLOATS, None, None, False, fixed(-1, 1)),
    "expm1": (FLOATS, -4, 3, False, rising(math.expm1)),
    "log1p": (FLOATS, -0.9, 1e4, False, rising(math.log1p)),
    "tan": (FLOATS, -1.2, 1.2, False, rising(math.tan)),
    "asin": (FLOATS, -0.95, 0.95, False, fixed(-1.6, 1.6)),
    "acos": (FLOATS, -0.95, 0.95, False, fixed(0, 3.2)),
    "atan": (FLOATS, None, None, False, fixed(-1.6, 1.6)),
    "sinh": (FLOATS, -4, 4, False, rising(math.sinh)),
    "cosh": (FLOATS, -4, 4, False, fixed(1, 28)),
    "sign": (NUMBERS, None, None, True, fixed(-1, 1)),
    "round": (FLOATS, None, None, True, lambda low, high: (low - 1, high + 1)),
    "trunc": (FLOATS, None, None, True, lambda low, high: (low - 1, high + 1)),
    "gelu": (FLOATS, None, None, False, within(-0.2, 0)),
    "gelu_erf": (FLOATS, None, None, False, within(-0.2, 0)),
    "silu": (FLOATS, None, None, False, within(-0.3, 0)),
    "hsigmoid": (FLOATS, None, None, False, fixed(0, 1)),
    "hswish": (FLOATS, None, None, False, within(-0.4, 0)),
    "relu6": (FLOATS, None, None, False, fixed(0, 6)),
    "selu": (FLOATS, None, None, False, lambda low, high: (-1.8, max(0, 1.06 * high))),
    "softplus": (FLOATS, None, None, False, lambda low, high: (0, max(high, 0) + 0.7)),
    "log_sigmoid": (FLOATS, None, None, False, lambda low, high: (min(low, 0) - 0.7, 0)),
    "mish": (FLOATS, None, None, False, within(-0.4, 0)),
    "leaky_relu": (FLOATS, None, None, False, lambda low, high: (min(low, 0), max(high, 0))),
    "elu": (FLOATS, None, None, False, lambda low, high: (-2, max(high, 0))),
}
KINKS = ("hsigmoid", "hswish", "relu6", "selu", "leaky_relu", "elu", "sign")
EXACT = ("sign", "round", "trunc", "relu6")
ATTRIBUTES = {"leaky_relu": {"alpha": (0.2, 0.01, 0.5)}, "elu": {"alpha": (1.0, 0.5, 2.0)}}
for name, row in UNARY.items():
    OPS[name] = unary(name, row, name in EXACT, name in KINKS, ATTRIBUTES.get(name))

GRADIENTS = {
    "gelu_grad": (FLOATS, None, None, False, 1.2),
    "gelu_erf_grad": (FLOATS, None, None, False, 1.2),
    "silu_grad": (FLOATS, None, None, False, 1.2),
    "hsigmoid_grad": (FLOATS, None, None, True, 1),
    "hswish_grad": (FLOATS, None, None, True, 1.6),
    "relu6_grad": (FLOATS, None, None, True, 1),
    "softplus_grad": (FLOATS, None, None, False, 1),
    "elu_grad": (FLOATS, -0.9, 50, True, 2),
}
WITHOUT_GRADIENT.update(GRADIENTS)
for name, row in GRADIENTS.items():
    OPS[name] = gradient(name, row, {"alpha": (1.0, 2.0)} if name == "elu_grad" else None)


def test(name):
    def draw(g):
        x = g.any(FLOATS)
        g.emit(name, [x], [(x.shape, BOOL, 0, 1, True)])

    return draw


for name in ("is_nan", "is_inf", "is_finite"):
    OPS[name] = test(name)
OPS["logical_xor"] = logical("logical_xor")
OPS["argmin"] = lambda g: argmax(g, "argmin")


@op("atan2")
def atan2(g):
    x = g.any(FLOATS, low=0.1)
    y = g.value(x.shape[g.random.randrange(x.rank + 1):], x.element, low=0.1)
    g.emit("atan2", [x, y], [(x.shape, x.element, 0, 1.6)])


def division(name):
    """The quotient's jumps are where exact operands put them."""

    def draw(g):
        x, y, shape = g.broadcast_pair(NUMBERS, sharp=True)
        if x.element in FLOATS:
            y = g.value(y.shape, y.element, low=0.25, sharp=True, reuse=0.3)
            x, shape = g.value(shape, y.element, sharp=True), shape
            # In narrow floats x / y is rounded to the next whole number.
            if x.element != "f64":
                raise Refused
        bound = 4 * x.bound + 1 if name == "floor_div" else max(x.bound, y.bound)
        low = 0 if x.element.startswith("ui") else -bound
        g.emit(name, [x, y], [(shape, x.element, low, bound, x.element in INTEGERS)])

    return draw


for name in ("floor_div", "floor_mod", "mod"):
    OPS[name] = division(name)


# Slopes.
def slopes(g, x):
    channels = x.shape[1] if x.rank > 1 else 1
    return g.value((g.choose(1, channels),), x.element)


@op("prelu")
def prelu(g):
    x = g.any(FLOATS, sharp=g.gradients)
    w = slopes(g, x)
    bound = x.bound * max(1, w.bound)
    g.emit("prelu", [x, w], [(x.shape, x.element, -bound, bound)])


@op("prelu_grad")
def prelu_grad(g):
    x = g.any(FLOATS, sharp=True)
    dy, w = g.value(x.shape, x.element), slopes(g, x)
    bound, n = dy.bound * max(1, w.bound), count(x.shape)
    share = n * x.bound * dy.bound
    g.emit("prelu_grad", [dy, x, w], [(x.shape, x.element, -bound, bound), (w.shape, w.element, -share, share)])


WITHOUT_GRADIENT.add("prelu_grad")


# Reductions and running sums.
@op("reduce_prod")
def reduce_prod(g):
    x = g.any(NUMBERS, low=-1.5, high=1.5) if g.element in FLOATS else g.any(NUMBERS, low=-2, high=2)
    axes, written = draw_axes(g, x)
    keep, shape = reduced(g, x, axes)
    n = count([x.shape[axis] for axis in axes])
    if n > 30:
        raise Refused
    bound = max(1, x.bound) ** n
    if x.element in INTEGERS and bound > 2**30:
        raise Refused
    g.emit("reduce_prod", [x], [(shape, x.element, 0 if x.low >= 0 else -bound, bound)], {"axis": written, "keep_dims": keep})


def logical_reduction(name):
    def draw(g):
        x = g.any((BOOL,))
        axes, written = draw_axes(g, x)
        keep, shape = reduced(g, x, axes)
        g.emit(name, [x], [(shape, BOOL, 0, 1, True)], {"axis": written, "keep_dims": keep})

    return draw


for name in ("reduce_all", "reduce_any"):
    OPS[name] = logical_reduction(name)


def running(name):
    def draw(g):
        product = name == "cum_prod"
        x = g.any(NUMBERS, rank=(1, 5), low=-2 if product else -1e9, high=2 if product else 1e9)
        axis, written = g.axis(x.rank)
        n = x.shape[axis]
        if n < 0 or (product and n > 17):
            raise Refused
        bound = max(1, x.bound) ** n if product else n * x.bound
        g.emit(name, [x], [(x.shape, x.element, 0 if x.low >= 0 else -bound, bound)],
               {"axis": written, "exclusive": g.choose(True, False), "reverse": g.choose(True, False)})

    return draw


for name in ("cum_sum", "cum_prod"):
    OPS[name] = running(name)
