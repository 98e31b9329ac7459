# ops_math.py - How random modules draw element by element ops, reductions and products.
#
# SPDX-License-Identifier: Apache-2.0
#
# A table of ops: for each a function that draws operands and attributes, and
# appends the op to a graph. Bounds of results may be loose.

import math

from graph import BOOL, FLOATS, INDICES, INTEGERS, NUMBERS, ROWS, SIGNED, WITHOUT_GRADIENT, Raw, Refused, count

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


# Reductions.
def reduced(g, x, axes):
    keep = g.choose(True, False)
    shape = [1 if k in axes else e for k, e in enumerate(x.shape)]
    if not keep:
        shape = [e for k, e in enumerate(shape) if k not in axes]
    return keep, tuple(shape)


def draw_axes(g, x):
    """Axes as a set, and as they are written."""
    written = []
    for axis in range(x.rank):
        if g.chance(0.5):
            written.append(axis - x.rank if g.chance(0.3) else axis)
    g.random.shuffle(written)
    axes = {axis % x.rank for axis in written} if written else set(range(x.rank))
    # The batch stays in front, or goes.
    return axes, written


def reduction(name):
    def draw(g):
        jump = name in ("reduce_max", "reduce_min") and g.gradients
        x = g.any(FLOATS if name == "reduce_mean" else NUMBERS, sharp=jump)
        axes, written = draw_axes(g, x)
        keep, shape = reduced(g, x, axes)
        n = count([x.shape[axis] for axis in axes])
        low, high = x.low, x.high
        if name == "reduce_sum":
            low, high = n * min(low, 0), n * max(high, 0)
        exact = x.sharp and name in ("reduce_max", "reduce_min")
        g.emit(name, [x], [(shape, x.element, low, high, exact)], {"axis": written, "keep_dims": keep})

    return draw


for name in ("reduce_sum", "reduce_mean", "reduce_max", "reduce_min"):
    OPS[name] = reduction(name)


@op("argmax")
def argmax(g, name="argmax"):
    x = g.any(NUMBERS, rank=(1, 5), sharp=True)
    axis, written = g.axis(x.rank)
    element = g.choose(*INDICES)
    extent = 99 if x.shape[axis] < 0 else x.shape[axis]
    g.emit(name, [x], [(x.shape[:axis] + x.shape[axis + 1:], element, 0, extent, True)],
           {"axis": written, "output_type": Raw(element)})


# Products.
@op("mat_mul")
def mat_mul(g):
    a = g.any(NUMBERS if g.element in INTEGERS else FLOATS, rank=(2, 2))
    transpose_a = g.chance(0.3) and (a.shape[0] > 0 or g.chance(0.5))
    transpose_b = g.chance(0.4)
    rows, inner = (a.shape[1], a.shape[0]) if transpose_a else a.shape
    if transpose_a and inner < 0 and transpose_b:
        raise Refused  # the batch would not come first
    columns = g.extent()
    b = g.value((columns, inner) if transpose_b else (inner, columns), a.element)
    bound = a.bound * b.bound * count([inner])
    if a.element.startswith("ui") and bound > 2**30:
        raise Refused
    g.emit("mat_mul", [a, b], [((rows, columns), a.element, -bound, bound)],
           {"transpose_a": transpose_a, "transpose_b": transpose_b})


@op("batch_mat_mul")
def batch_mat_mul(g):
    a = g.any(NUMBERS if g.element in INTEGERS else FLOATS, rank=(2, 5), size=2000)
    transpose_a, transpose_b = g.chance(0.3), g.chance(0.4)
    if a.rank == 2 and a.shape[0] < 0 and (transpose_a or transpose_b):
        raise Refused
    stack, matrix = a.shape[:-2], a.shape[-2:]
    rows, inner = (matrix[1], matrix[0]) if transpose_a else matrix
    columns = g.extent(17)
    b_stack = [1 if g.chance(0.3) else e for e in stack]
    b_stack = b_stack[g.random.randrange(len(b_stack) + 1) if g.chance(0.3) else 0:]
    joined = list(stack)
    for k in range(1, len(b_stack) + 1):
        if stack[-k] == 1 and g.chance(0.4) and k < len(stack):
            b_stack[-k] = joined[-k] = g.extent(4)
    b = g.value((*b_stack, *((columns, inner) if transpose_b else (inner, columns))), a.element)
    bound = a.bound * b.bound * count([inner])
    g.emit("batch_mat_mul", [a, b], [((*joined, rows, columns), a.element, -bound, bound)],
           {"transpose_a": transpose_a, "transpose_b": transpose_b})
