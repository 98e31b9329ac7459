# ops_math.py - How random modules draw element by element ops.
#
# SPDX-License-Identifier: Apache-2.0
#
# A table of ops: for each a function that draws operands and attributes, and
# appends the op to a graph. Bounds of results may be loose.

import math

from graph import BOOL, FLOATS, INTEGERS, NUMBERS, SIGNED, WITHOUT_GRADIENT, Raw, Refused

OPS = {}
WITHOUT_GRADIENT.update(
    ("logical_not", "logical_and", "logical_or", "equal", "not_equal", "less", "less_equal", "greater",
     "greater_equal", "argmax", "relu_grad", "sigmoid_grad", "tanh_grad")
)


def op(name):
    def register(function):
        OPS[name] = function
        return function

    return register


# Element by element: (elements, lowest x, highest x, jump, bounds of the result
# from those of x).
def same(low, high):
    return low, high


def rising(function):
    return lambda low, high: (function(low), function(high))


def fixed(low, high):
    return lambda *_: (low, high)


def magnitude(function):
    def bounds(low, high):
        largest = function(max(abs(low), abs(high)))
        return -largest, largest

    return bounds


def inverse(function):
    return lambda low, high: (function(high), function(low))


UNARY = {
    "neg": (NUMBERS, None, None, False, lambda low, high: (-high, -low)),
    "abs": (NUMBERS, None, None, False, magnitude(abs)),
    "exp": (FLOATS, -4, 3, False, rising(math.exp)),
    "log": (FLOATS, 0.1, 1e4, False, rising(math.log)),
    "sqrt": (FLOATS, 0.05, 1e4, False, rising(math.sqrt)),
    "rsqrt": (FLOATS, 0.05, 1e4, False, inverse(lambda x: x**-0.5)),
    "reciprocal": (FLOATS, 0.1, 1e4, False, inverse(lambda x: 1 / x)),
    "square": (NUMBERS, -11, 11, False, lambda low, high: (0, max(low * low, high * high))),
    "sin": (FLOATS, -50, 50, False, fixed(-1, 1)),
    "cos": (FLOATS, -50, 50, False, fixed(-1, 1)),
    "floor": (FLOATS, None, None, True, lambda low, high: (low - 1, high)),
    "ceil": (FLOATS, None, None, True, lambda low, high: (low, high + 1)),
    "sigmoid": (FLOATS, None, None, False, fixed(0, 1)),
    "tanh": (FLOATS, None, None, False, fixed(-1, 1)),
    "relu": (NUMBERS, None, None, False, lambda low, high: (0, max(high, 0))),
    "logical_not": ((BOOL,), 0, 1, False, fixed(0, 1)),
}

# Unary ops whose results are exact where x is.
EXACT = ("neg", "abs", "relu", "logical_not", "floor", "ceil")
# Their gradient has a jump: finite differences need distinct inputs.
KINKS = ("abs", "relu", "floor", "ceil")


def unary(name, row, exact=False, kink=False, attributes=None):
    elements, low, high, jump, bounds = row

    def draw(g):
        sharp = jump or (g.gradients and kink)
        limits = (-math.inf if low is None else low, math.inf if high is None else high)
        x = g.any(elements, low=limits[0], high=limits[1], sharp=sharp)
        # Unsigned numbers wrap round.
        if x.element.startswith("ui") and name == "neg":
            raise Refused
        drawn = {k: g.choose(*v) for k, v in (attributes or {}).items()}
        g.emit(name, [x], [(x.shape, x.element, *bounds(x.low, x.high), x.sharp and exact)], drawn)

    return draw


for name, row in UNARY.items():
    OPS[name] = unary(name, row, name in EXACT, name in KINKS)

# Gradients: (elements, lowest and highest of the second operand, jump, times dy).
GRADIENTS = {
    "relu_grad": (NUMBERS, None, None, True, 1),
    "sigmoid_grad": (FLOATS, 0, 1, False, 1),
    "tanh_grad": (FLOATS, -1, 1, False, 1),
}


def gradient(name, row, attributes=None):
    elements, low, high, jump, factor = row

    def draw(g):
        y = g.any(elements, low=-math.inf if low is None else low, high=math.inf if high is None else high, sharp=jump)
        dy = g.value(y.shape, y.element)
        drawn = {k: g.choose(*v) for k, v in (attributes or {}).items()}
        g.emit(name, [dy, y], [(y.shape, y.element, -factor * dy.bound, factor * dy.bound)], drawn)

    return draw


for name, row in GRADIENTS.items():
    OPS[name] = gradient(name, row)


# Two operands, with broadcasting.
def products(x, y):
    corners = [a * b for a in (x.low, x.high) for b in (y.low, y.high)]
    return min(corners), max(corners)


BINARY = {
    "add": (NUMBERS, lambda x, y: (x.low + y.low, x.high + y.high)),
    "sub": (NUMBERS, lambda x, y: (x.low - y.high, x.high - y.low)),
    "mul": (NUMBERS, products),
    "maximum": (NUMBERS, lambda x, y: (max(x.low, y.low), max(x.high, y.high))),
    "minimum": (NUMBERS, lambda x, y: (min(x.low, y.low), min(x.high, y.high))),
}


def binary(name):
    elements, bounds = BINARY[name]

    def draw(g):
        kink = g.gradients and name in ("maximum", "minimum")
        x, y, shape = g.broadcast_pair(elements, sharp=kink)
        if x is y and kink:
            raise Refused
        low, high = bounds(x, y)
        if x.element.startswith("ui") and low < 0:
            raise Refused
        exact = x.sharp and y.sharp and (name in ("maximum", "minimum") or x.element in INTEGERS)
        g.emit(name, [x, y], [(shape, x.element, low, high, exact)])

    return draw


for name in BINARY:
    OPS[name] = binary(name)


@op("div")
def div(g):
    x, _, _ = g.broadcast_pair(NUMBERS)
    if x.element in INTEGERS:
        # Division by zero gives zero.
        y = g.value(x.shape, x.element, sharp=True)
        if x.element in SIGNED:
            g.emit("div", [x, y], [(x.shape, x.element, -x.bound, x.bound)])
        else:
            g.emit("div", [x, y], [(x.shape, x.element, 0, x.high)])
        return
    y = g.value(x.shape[g.random.randrange(x.rank + 1):], x.element, low=0.25)
    g.emit("div", [x, y], [(x.shape, x.element, -4 * x.bound, 4 * x.bound)])


@op("pow")
def power(g):
    x = g.any(FLOATS, low=0.1, high=8)
    y = g.value(x.shape[g.random.randrange(x.rank + 1):], x.element, low=-2, high=3)
    g.emit("pow", [x, y], [(x.shape, x.element, 0, max(x.high, 1 / x.low) ** 3)])


def logical(name):
    def draw(g):
        x, y, shape = g.broadcast_pair((BOOL,))
        g.emit(name, [x, y], [(shape, BOOL, 0, 1, True)])

    return draw


for name in ("logical_and", "logical_or"):
    OPS[name] = logical(name)


def compare(name):
    def draw(g):
        x, y, shape = g.broadcast_pair(NUMBERS if g.gradients else NUMBERS + (BOOL,), sharp=True)
        g.emit(name, [x, y], [(shape, BOOL, 0, 1, True)])

    return draw


for name in ("equal", "not_equal", "less", "less_equal", "greater", "greater_equal"):
    OPS[name] = compare(name)


@op("select")
def select(g):
    x, y, shape = g.broadcast_pair(NUMBERS)
    c = g.value(tuple(1 if g.chance(0.2) else e for e in shape)[g.random.randrange(3) if g.chance(0.2) else 0:], BOOL)
    g.emit("select", [c, x, y], [(shape, x.element, min(x.low, y.low), max(x.high, y.high), x.sharp and y.sharp)])


@op("add_n")
def add_n(g):
    x = g.any(NUMBERS)
    operands = [x] + [g.value(x.shape, x.element) for _ in range(g.random.randrange(4))]
    low, high = sum(v.low for v in operands), sum(v.high for v in operands)
    g.emit("add_n", operands, [(x.shape, x.element, low, high)])


@op("cast")
def cast(g):
    elements = FLOATS if g.gradients else NUMBERS + (BOOL,)
    x = g.any(elements)
    to = g.choose(*elements)
    low, high = x.low, x.high
    if to in INTEGERS and x.element in FLOATS and not x.sharp:
        raise Refused  # the fraction that is cut off is a jump
    if to == BOOL:
        if not x.sharp:
            raise Refused
        low, high = 0, 1
    elif to.startswith("ui"):
        if low < 0:
            raise Refused
    # Fewer digits are kept from here on.
    narrow = FLOATS.index(to) if to in FLOATS else None
    exact = x.sharp and (to in INTEGERS or to == BOOL or to in ("f64", x.element) or x.element == BOOL)
    if narrow is not None and x.element in FLOATS and to in ("f16", "bf16") and g.element not in ("f16", "bf16"):
        raise Refused
    g.emit("cast", [x], [(x.shape, to, low, high, exact)], {"dtype": Raw(to)})
