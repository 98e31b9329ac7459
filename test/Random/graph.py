# graph.py - Random functions of the dialect, op by op.
#
# SPDX-License-Identifier: Apache-2.0
#
# Decides which shapes, element types and values an op may draw its operands from.
# What each op takes stands in ops_*.py.
#
# Numbers are kept within bounds, known for each value: an overflow or a loss of
# all digits would hide what is compared. An op with a jump takes only values that
# compiled code has exactly as the evaluator has them ("sharp" ones): inputs, and
# what is moved from them.

import math

FLOATS = ("f32", "f16", "bf16", "f64")
SIGNED = ("i8", "i16", "i32", "i64")
INTEGERS = SIGNED + ("ui8", "ui16", "ui32", "ui64")
NUMBERS = FLOATS + INTEGERS
INDICES = ("i32", "i64")
BOOL = "i1"
# Around the widths of vectors, primes, and one.
EXTENTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 15, 16, 17, 23, 31, 32, 33)
# A dynamic extent is minus its multiple of the number of rows.
ROWS = -1
LARGE_EXTENTS = EXTENTS + (64, 65, 127, 130, 257)
# In a tensor; in a large one, which several threads share.
MAX_ELEMENTS, LARGE_ELEMENTS = 6000, 150000
# Above this, values are not used further.
LARGEST = {"f16": 200.0, "bf16": 1e4, "f32": 1e4, "f64": 1e4, BOOL: 1}


def largest(element):
    if element in LARGEST:
        return LARGEST[element]
    bits = int(element.strip("ui"))
    return min(2.0 ** (bits - (element[0] == "i")) - 1, 2.0**31)


def count(shape):
    """Elements; three rows stand for a dynamic batch."""
    return math.prod(3 * -extent if extent < 0 else extent for extent in shape)


def type_text(shape, element):
    return "tensor<%s>" % "x".join(["?" if extent < 0 else str(extent) for extent in shape] + [element])


class Raw(str):
    """Text of an attribute, as it is."""


def attribute_text(value):
    if isinstance(value, Raw):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return "%d : i64" % value
    if isinstance(value, float):
        return "%s : f64" % (repr(value) if "e" not in repr(value) else "%.12e" % value)
    if isinstance(value, str):
        return '"%s"' % value
    return "[%s]" % ", ".join(map(str, value))


class Value:
    def __init__(self, shape, element, low, high, sharp=False, active=False):
        self.shape, self.element = tuple(shape), element
        self.low, self.high = low, high
        # Whether gradients flow through it, and are not all zero.
        self.sharp, self.active, self.sloping = sharp, active, active
        self.name = None
        self.inner = False  # no result of the function

    @property
    def rank(self):
        return len(self.shape)

    @property
    def bound(self):
        return max(abs(self.low), abs(self.high))

    def type(self):
        return type_text(self.shape, self.element)


class Node:
    def __init__(self, name, operands, attributes, results):
        self.name, self.operands, self.attributes, self.results = name, operands, attributes, results


# Ops without a gradient rule; ops whose gradient is zero.
WITHOUT_GRADIENT = set()
FLAT = {"floor", "ceil"}


class Refused(Exception):
    """The op that was drawn does not fit here."""


class Graph:
    """A function while it grows. With `gradients` its float inputs are parameters,
    and jumps are avoided."""

    def __init__(self, random, element, dynamic=True, gradients=False, large=False):
        self.random, self.element = random, element
        self.extents = LARGE_EXTENTS if large else EXTENTS
        self.most = LARGE_ELEMENTS if large else MAX_ELEMENTS
        self.dynamic, self.gradients = dynamic, gradients
        self.arguments, self.nodes, self.values = [], [], []

    # What is drawn.

    def chance(self, probability):
        return self.random.random() < probability

    def choose(self, *items):
        return self.random.choice(items)

    def extent(self, limit=257):
        return self.random.choice([extent for extent in self.extents if extent <= limit])

    def shape(self, low=0, high=5, limit=257, dynamic=True):
        rank = self.random.randint(low, high)
        while True:
            shape = [self.extent(limit) for _ in range(rank)]
            if dynamic and self.dynamic and rank and self.chance(0.4):
                shape[0] = ROWS
            if count(shape) <= self.most:
                return tuple(shape)
            limit = max(3, min(limit, 40 if limit > 40 else limit - 6))

    def batch(self):
        """A first dimension."""
        return ROWS if self.dynamic and self.chance(0.5) else self.extent(7)

    def axis(self, rank):
        """As a number from the front, and as it is written."""
        axis = self.random.randrange(rank)
        return axis, axis - rank if self.chance(0.4) else axis

    def float(self):
        """The element type of most values."""
        return self.element if self.element in FLOATS else "f32"

    def number(self, among=NUMBERS):
        return self.element if self.element in among else self.random.choice(among)

    # Operands.

    def argument(self, shape, element, low, high):
        multiple = -shape[0] if shape and shape[0] < 0 else 1
        if multiple > 1:
            return self.move("reshape", self.argument((ROWS, multiple) + shape[1:], element, low, high),
                             {"shape": [-1, *shape[1:]]}, shape)
        value = Value(shape, element, low, high, sharp=True,
                      active=self.gradients and element in FLOATS and not (shape and shape[0] < 0))
        self.arguments.append(value)
        self.values.append(value)
        return value

    def range(self, element, low, high):
        """Of a new argument."""
        if element == BOOL:
            return 0, 1
        if element in FLOATS:
            low = max(low, -2.0)
            return low, min(high, max(2.0, low + 2.0))
        return max(low, -8 if element in SIGNED else 0), min(high, 8)

    def value(self, shape, element, low=-math.inf, high=math.inf, sharp=False, reuse=0.6):
        """A value of this type: one that is there, or a new argument."""
        low = max(low, -largest(element)) if element in SIGNED + FLOATS else max(low, 0)
        high = min(high, largest(element))
        fits = [v for v in self.values
                if v.shape == tuple(shape) and v.element == element and self.usable(v, low, high, sharp)]
        if fits and self.chance(reuse):
            return self.random.choice(fits)
        return self.argument(tuple(shape), element, *self.range(element, low, high))

    def usable(self, value, low, high, sharp):
        return low <= value.low and value.high <= high and (value.sharp or not sharp)

    def any(self, elements, rank=(0, 5), low=-math.inf, high=math.inf, sharp=False, dynamic=True, reuse=0.88, size=None):
        """A value of any shape."""
        size = size or self.most
        fits = []
        for v in self.values:
            bound = largest(v.element)
            if (v.element in elements and rank[0] <= v.rank <= rank[1] and count(v.shape) <= size
                    and (dynamic or not v.shape or v.shape[0] > 0)
                    and self.usable(v, max(low, -bound), min(high, bound), sharp)):
                fits.append(v)
        if fits and self.chance(reuse):
            return self.random.choice(fits[-5:])
        element = self.element if self.element in elements else self.random.choice(elements)
        while True:
            shape = self.shape(*rank, dynamic=dynamic)
            if count(shape) <= size:
                return self.value(shape, element, low, high, sharp, reuse=0)

    def broadcast_pair(self, elements, **bounds):
        """Two values of one element type whose shapes broadcast, and that shape."""
        x = self.any(elements, **bounds)
        shape = list(x.shape)
        other = [1 if self.chance(0.3) else extent for extent in shape]
        other = other[self.random.randrange(len(other) + 1) if self.chance(0.3) else 0:]
        joined = list(shape)
        # An extent of one in x, or a dimension more, in y.
        for k in range(1, len(other) + 1):
            if shape[-k] == 1 and self.chance(0.5) and count(joined) * 5 < self.most and k < len(shape):
                other[-k] = joined[-k] = self.extent(5)
        if len(other) == len(shape) < 5 and all(e > 0 for e in shape) and self.chance(0.1):
            other.insert(0, 2)
            joined.insert(0, 2)
        if count(joined) > self.most:
            other, joined = shape, shape
        y = self.value(tuple(other), x.element, **bounds)
        return (x, y, tuple(joined)) if self.chance(0.7) else (y, x, tuple(joined))

    # Results.

    def emit(self, name, operands, results, attributes=None):
        """Appends an op. Each result is (shape, element, low, high[, sharp])."""
        active = any(v.active for v in operands)
        sloping = any(v.sloping for v in operands) and name not in FLAT
        if active and name in WITHOUT_GRADIENT:
            raise Refused
        values = []
        for shape, element, low, high, *sharp in results:
            if count(shape) > 4 * self.most:
                raise Refused
            if not low <= high:
                raise ValueError("mindir.%s has no number between %s and %s" % (name, low, high))
            is_sharp = bool(sharp and sharp[0]) and not self.gradients
            value = Value(shape, element, low, high, is_sharp, active and element in FLOATS)
            value.sloping = value.active and sloping
            values.append(value)
        written = {k: v for k, v in (attributes or {}).items() if v is not None}
        self.nodes.append(Node(name, list(operands), written, values))
        self.values += values
        return values

    def without_gradients(self, results):
        """These results have no gradient; the others of their op do."""
        if self.gradients:
            for value in results:
                value.inner, value.active, value.sloping = True, False, False
                self.values.remove(value)

    def move(self, name, x, attributes, shape, low=None, high=None):
        """An op whose result has elements of x (and numbers between low and high)."""
        low = x.low if low is None else min(low, x.low)
        high = x.high if high is None else max(high, x.high)
        return self.emit(name, [x], [(shape, x.element, low, high, x.sharp)], attributes)[0]
