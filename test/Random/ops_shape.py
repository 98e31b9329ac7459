# ops_shape.py - How random modules draw dimensions added, taken, cut and joined.
#
# SPDX-License-Identifier: Apache-2.0

import math

from graph import BOOL, NUMBERS, Refused, count
from ops_math import op

ALL = NUMBERS + (BOOL,)


def is_dynamic(x):
    return x.rank > 0 and x.shape[0] < 0


def new_axis(g, x):
    """A place for a new dimension, and how it is written."""
    axis = g.random.randint(1 if is_dynamic(x) else 0, x.rank)
    return axis, axis - x.rank - 1 if g.chance(0.4) else axis


def static_axis(g, x):
    axis, written = g.axis(x.rank)
    if x.shape[axis] < 0:
        raise Refused
    return axis, written


def with_extent(x, axis, *extents):
    return x.shape[:axis] + extents + x.shape[axis + 1:]


@op("expand_dims")
def expand_dims(g):
    x = g.any(ALL, rank=(0, 4))
    axis, written = new_axis(g, x)
    g.move("expand_dims", x, {"axis": written}, x.shape[:axis] + (1,) + x.shape[axis:])


@op("squeeze")
def squeeze(g):
    x = g.any(ALL)
    ones = [k for k, extent in enumerate(x.shape) if extent == 1]
    taken = [k for k in ones if g.chance(0.6)] or ones
    written = [] if taken == ones and g.chance(0.5) else [k - x.rank if g.chance(0.4) else k for k in taken]
    g.move("squeeze", x, {"axis": written}, tuple(e for k, e in enumerate(x.shape) if k not in taken))


@op("tile")
def tile(g):
    x = g.any(ALL, size=400)
    multiples = [1 if extent < 0 else g.choose(1, 1, 2, 3, 5) for extent in x.shape]
    if is_dynamic(x):
        pass
    elif x.rank and g.chance(0.3):
        multiples = multiples[g.random.randrange(x.rank):]
    elif x.rank < 4 and g.chance(0.3):
        multiples.insert(0, g.choose(1, 2, 3))
    rank = max(x.rank, len(multiples))
    shape = (1,) * (rank - x.rank) + x.shape
    factors = [1] * (rank - len(multiples)) + multiples
    result = tuple(a * b for a, b in zip(shape, factors))
    if not multiples or count(result) > g.most:
        raise Refused
    g.move("tile", x, {"multiples": multiples}, result)


@op("stack")
def stack(g):
    x = g.any(ALL, rank=(0, 4), size=1500)
    operands = [x] + [g.value(x.shape, x.element) for _ in range(g.random.randrange(4))]
    axis, written = new_axis(g, x)
    g.emit("stack", operands, [(x.shape[:axis] + (len(operands),) + x.shape[axis:], x.element,
                                min(v.low for v in operands), max(v.high for v in operands),
                                all(v.sharp for v in operands))], {"axis": written})


def parts(g, name, x, shapes, attributes):
    g.emit(name, [x], [(shape, x.element, x.low, x.high, x.sharp) for shape in shapes], attributes)


@op("unstack")
def unstack(g):
    x = g.any(ALL, rank=(1, 5))
    axis, written = static_axis(g, x)
    if x.shape[axis] > 9:
        raise Refused
    parts(g, "unstack", x, [with_extent(x, axis)] * x.shape[axis], {"axis": written})


@op("split")
def split(g):
    x = g.any(ALL, rank=(1, 5))
    axis, written = static_axis(g, x)
    number = g.choose(*[d for d in range(1, 9) if x.shape[axis] % d == 0])
    parts(g, "split", x, [with_extent(x, axis, x.shape[axis] // number)] * number,
          {"axis": written, "output_num": number})


@op("split_v")
def split_v(g):
    x = g.any(ALL, rank=(1, 5))
    axis, written = static_axis(g, x)
    cuts = sorted(g.random.randrange(1, x.shape[axis] + 1) for _ in range(g.random.randrange(4)))
    edges = [0] + sorted(set(cuts) - {x.shape[axis]}) + [x.shape[axis]]
    sizes = [b - a for a, b in zip(edges, edges[1:])]
    text = list(sizes)
    if g.chance(0.4):
        text[g.random.randrange(len(text))] = -1
    parts(g, "split_v", x, [with_extent(x, axis, size) for size in sizes], {"size_splits": text, "split_dim": written})


def draw_strided(g, shape):
    """Attributes of a strided slice of a tensor of this shape, and its result's."""
    begin, end, strides, result = [], [], [], []
    masks = dict.fromkeys(("begin_mask", "end_mask", "ellipsis_mask", "new_axis_mask", "shrink_axis_mask"), 0)
    entry, k = 0, 0
    whole_from = g.random.randint(1, len(shape)) if shape and g.chance(0.3) else len(shape)

    def add(b, e, s, *set_masks):
        nonlocal entry
        begin.append(b)
        end.append(e)
        strides.append(s)
        for mask in set_masks:
            masks[mask] |= 1 << entry
        entry += 1

    while k < whole_from:
        extent = shape[k]
        if extent < 0:
            add(0, g.choose(0, 2**31 - 1), 1, "begin_mask", "end_mask")
            result.append(extent)
            k += 1
            continue
        if g.chance(0.1) and len(result) + len(shape) - k < 5 and result:
            add(g.choose(0, 3), g.choose(0, 1), g.choose(1, -2), "new_axis_mask")
            result.append(1)
            continue
        if g.chance(0.1) and not masks["ellipsis_mask"]:
            skipped = g.random.randint(0, len(shape) - k)
            # The entries after it must take what is left.
            add(0, 0, 1, "ellipsis_mask")
            result += shape[k:k + skipped]
            k += skipped
            whole_from = len(shape)
            continue
        k += 1
        if g.chance(0.15):
            index = g.random.randrange(extent)
            add(index - extent if g.chance(0.4) else index, g.choose(0, index + 1), 1, "shrink_axis_mask")
            continue
        stride = g.choose(1, 1, 2, 3, -1, -2)
        first, last = sorted(g.random.randint(0, extent) for _ in range(2))
        if first == last:
            first, last = 0, extent
        chosen = range(first, last)[::stride]
        b = chosen[0]
        e = last if stride > 0 else first - 1
        set_masks = []
        if (b == 0 and stride > 0) or (b == extent - 1 and stride < 0):
            if g.chance(0.4):
                set_masks.append("begin_mask")
        if (e == extent and stride > 0) or e < 0:
            if e < 0 or g.chance(0.4):
                set_masks.append("end_mask")
                e = g.choose(0, extent)
        if g.chance(0.3):
            b -= extent
        if 0 < e < extent and g.chance(0.3):
            e -= extent
        if e == extent and g.chance(0.2):
            e = extent + 7
        add(b, e, stride, *set_masks)
        result.append(len(chosen))
    result += shape[k:]
    return {"begin": begin, "end": end, "strides": strides, **masks}, tuple(result)


@op("strided_slice")
def strided_slice(g):
    x = g.any(ALL, rank=(1, 5))
    attributes, shape = draw_strided(g, x.shape)
    g.move("strided_slice", x, attributes, shape)


@op("strided_slice_grad")
def strided_slice_grad(g):
    shape = g.shape(1, 5)
    attributes, taken = draw_strided(g, shape)
    dy = g.value(taken, g.number(NUMBERS))
    written = [-1 if extent < 0 else extent for extent in shape]
    g.move("strided_slice_grad", dy, {"shape": written, **attributes}, shape, 0, 0)


@op("reverse_v2")
def reverse_v2(g):
    x = g.any(ALL)
    axes = [k - x.rank if g.chance(0.4) else k for k, extent in enumerate(x.shape) if extent > 0 and g.chance(0.5)]
    g.random.shuffle(axes)
    g.move("reverse_v2", x, {"axis": axes}, x.shape)


def borders(g, shape):
    mode = g.choose("reflect", "symmetric")
    def draw(extent):
        widest = 0 if extent < 0 else extent - (mode == "reflect")
        return g.random.randint(0, min(widest, 3)) if g.chance(0.6) else 0
    low, high = [draw(e) for e in shape], [draw(e) for e in shape]
    padded = tuple(e if e < 0 else a + e + b for a, e, b in zip(low, shape, high))
    if count(padded) > g.most:
        raise Refused
    return {"low": low, "high": high, "mode": mode}, padded


@op("mirror_pad")
def mirror_pad(g):
    x = g.any(ALL, size=2000)
    g.move("mirror_pad", x, *borders(g, x.shape))


@op("mirror_pad_grad")
def mirror_pad_grad(g):
    shape = g.shape(0, 4, limit=13)
    attributes, padded = borders(g, shape)
    dy = g.value(padded, g.number(NUMBERS))
    times = math.prod(3 for a, b in zip(attributes["low"], attributes["high"]) if a or b)
    if dy.element.startswith(("ui", "i")) and times * dy.bound > 100:
        raise Refused
    g.emit("mirror_pad_grad", [dy], [(shape, dy.element, -times * dy.bound, times * dy.bound)], attributes)
