# ops_tensor.py - How random modules draw ops that move data.
#
# SPDX-License-Identifier: Apache-2.0

import math

from graph import BOOL, INDICES, INTEGERS, NUMBERS, WITHOUT_GRADIENT, Raw, Refused, count
from ops_math import op

WITHOUT_GRADIENT.update(("one_hot", "extent"))
ALL = NUMBERS + (BOOL,)


@op("constant")
def constant(g):
    element = g.number(ALL)
    shape = g.shape(dynamic=False, limit=9)
    n = count(shape)
    def draw():
        if element == BOOL:
            return g.choose("true", "false")
        if element in INTEGERS:
            return str(g.random.randint(-5 if element.startswith("i") else 0, 7))
        return repr(g.random.randint(-64, 64) / 32.0)
    def nested(shape):
        return draw() if not shape else "[%s]" % ", ".join(nested(shape[1:]) for _ in range(shape[0]))
    if n > 300 or g.chance(0.3):
        text = draw()
    else:
        text = nested(shape)
    type_ = "tensor<%s>" % "x".join([str(e) for e in shape] + [element])
    g.emit("constant", [], [(shape, element, *((0, 1) if element == BOOL else (-5 if element[0] != "u" else 0, 7)), True)],
           {"value": Raw("dense<%s> : %s" % (text, type_))})


def factors(g, n):
    """A shape of n elements."""
    shape = []
    while n > 1 and len(shape) < 4:
        divisors = [d for d in range(2, n + 1) if n % d == 0]
        d = g.random.choice(divisors)
        shape.append(d)
        n //= d
    if n > 1:
        shape.append(n)
    if g.chance(0.3) and len(shape) < 5:
        shape.insert(g.random.randrange(len(shape) + 1), 1)
    return shape


@op("reshape")
def reshape(g):
    x = g.any(ALL)
    if x.rank and x.shape[0] < 0:
        inner = math.prod(x.shape[1:])
        if g.chance(0.3):  # rows that are split: ?x12 -> ?x4, three rows for each
            divisors = [d for d in range(1, inner + 1) if inner % d == 0]
            d = g.random.choice(divisors)
            if inner // d > 12:
                raise Refused
            rest = factors(g, d)
            shape = (x.shape[0] * (inner // d), *rest)
        else:
            rest = factors(g, inner)
            shape = (x.shape[0], *rest)
        written = [-1, *rest]
    else:
        shape = tuple(factors(g, math.prod(x.shape)))
        written = list(shape)
        if written and g.chance(0.3):
            written[g.random.randrange(len(written))] = -1
    g.move("reshape", x, {"shape": written}, shape)


@op("flatten")
def flatten(g):
    x = g.any(ALL, rank=(1, 5))
    g.move("flatten", x, {}, (x.shape[0], math.prod(x.shape[1:])))


@op("transpose")
def transpose(g):
    x = g.any(ALL)
    perm = list(range(x.rank))
    g.random.shuffle(perm)
    if x.rank and x.shape[0] < 0:
        perm = [0] + [k for k in perm if k]
    g.move("transpose", x, {"perm": perm}, tuple(x.shape[k] for k in perm))


@op("broadcast_to")
def broadcast_to(g):
    x = g.any(ALL, size=400)
    shape = [g.extent(7) if e == 1 and g.chance(0.6) else e for e in x.shape]
    if x.rank < 5 and (not x.rank or x.shape[0] > 0):
        shape = [g.extent(4) for _ in range(g.random.randrange(min(3, 6 - x.rank)))] + shape
    shift = len(shape) - x.rank
    written = [-1 if k >= shift and (e < 0 or (e == x.shape[k - shift] and g.chance(0.3))) else e for k, e in enumerate(shape)]
    g.move("broadcast_to", x, {"shape": written}, tuple(shape))


@op("broadcast_like")
def broadcast_like(g):
    like = g.any(ALL)
    x = g.value(tuple(1 if g.chance(0.4) else e for e in like.shape)[g.random.randrange(2) if like.rank else 0:], g.number())
    g.emit("broadcast_like", [x, like], [(like.shape, x.element, x.low, x.high, x.sharp)])


@op("reshape_like")
def reshape_like(g):
    like = g.any(ALL)
    if like.rank and like.shape[0] < 0:
        shape = (like.shape[0], *factors(g, math.prod(like.shape[1:])))
    else:
        shape = tuple(factors(g, math.prod(like.shape)))
    x = g.value(shape, g.number())
    g.emit("reshape_like", [x, like], [(like.shape, x.element, x.low, x.high, x.sharp)])


@op("concat")
def concat(g):
    x = g.any(ALL, rank=(1, 5))
    axis, written = g.axis(x.rank)
    if x.shape[axis] < 0:
        raise Refused
    operands = [x]
    for _ in range(g.random.randrange(4)):
        shape = list(x.shape)
        shape[axis] = x.shape[axis] if g.chance(0.5) else g.extent(9)
        if count(shape) < g.most:
            operands.append(g.value(tuple(shape), x.element))
    g.random.shuffle(operands)
    shape = list(x.shape)
    shape[axis] = sum(v.shape[axis] for v in operands)
    g.emit("concat", operands, [(tuple(shape), x.element, min(v.low for v in operands), max(v.high for v in operands),
                                 all(v.sharp for v in operands))], {"axis": written})


@op("slice")
def slice_(g):
    x = g.any(ALL)
    begin, size, shape = [], [], []
    for e in x.shape:
        if e < 0 or g.chance(0.3):
            begin.append(0)
            size.append(-1)
            shape.append(e)
            continue
        first = g.random.randrange(e)
        length = g.random.randint(1, e - first)
        begin.append(first)
        size.append(-1 if first + length == e and g.chance(0.5) else length)
        shape.append(length)
    g.move("slice", x, {"begin": begin, "size": size}, tuple(shape))


@op("pad")
def pad(g):
    x = g.any(NUMBERS, size=2000)
    low = [0 if e < 0 or g.chance(0.4) else g.random.randint(0, 3) for e in x.shape]
    high = [0 if e < 0 or g.chance(0.4) else g.random.randint(0, 4) for e in x.shape]
    value = float(g.random.randint(0, 3)) if g.chance(0.5) else 0.0
    shape = tuple(e if e < 0 else a + e + b for a, e, b in zip(low, x.shape, high))
    g.move("pad", x, {"low": low, "high": high, "value": value}, shape, value, value)


@op("one_hot")
def one_hot(g):
    x = g.any(INTEGERS, rank=(0, 3), size=300)
    depth = g.extent(13)
    axis = g.random.randint(-1, x.rank)
    if axis == 0 and x.rank and x.shape[0] < 0:
        axis = -1
    at = x.rank if axis < 0 else axis
    element = g.number()
    on, off = g.choose((1.0, 0.0), (3.0, 1.0), (0.0, 2.0))
    g.emit("one_hot", [x], [(x.shape[:at] + (depth,) + x.shape[at:], element, min(on, off), max(on, off), True)],
           {"depth": depth, "dtype": Raw(element), "axis": axis, "on_value": on, "off_value": off})


@op("gather")
def gather(g):
    table = g.any(ALL, rank=(1, 4), size=2000)
    axis, written = g.axis(table.rank)
    if table.shape[axis] < 0:
        raise Refused
    dynamic = axis == 0
    batch = g.random.randint(0, axis) if g.chance(0.4) else 0
    shape = table.shape[:batch] + g.shape(0, 2, limit=9, dynamic=dynamic)
    # Indices outside give zeros.
    indices = g.value(shape, g.choose(*INDICES), low=-1, high=table.shape[axis])
    result = table.shape[:axis] + shape[batch:] + table.shape[axis + 1:]
    g.emit("gather", [table, indices], [(result, table.element, min(0, table.low), max(0, table.high), table.sharp)],
           {"axis": written, "batch_dims": batch})


@op("extent")
def extent(g):
    x = g.any(ALL)
    written = [k - x.rank if g.chance(0.3) else k for k in range(x.rank) if g.chance(0.5)]
    element = g.float()
    n = count(x.shape)
    if n > 200 and element == "f16":
        raise Refused
    g.emit("extent", [x], [((), element, 0, n, True)], {"axis": written, "dtype": Raw(element)})
