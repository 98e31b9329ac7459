# ops_product.py - How random modules draw reductions and products.
#
# SPDX-License-Identifier: Apache-2.0

from graph import FLOATS, INDICES, INTEGERS, NUMBERS, Raw, Refused, count
from ops_math import OPS, op

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
