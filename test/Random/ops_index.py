# ops_index.py - How random modules draw ops whose places are data.
#
# SPDX-License-Identifier: Apache-2.0

from graph import BOOL, INDICES, NUMBERS, Refused, count
from ops_math import OPS, op

ALL = NUMBERS + (BOOL,)


def indices(g, shape, extent):
    """Places below extent, some outside."""
    return g.value(shape, g.choose(*INDICES), low=-1, high=extent)


def added(dy, n):
    return min(0, dy.low * n), max(0, dy.high * n)


@op("unsorted_segment_sum")
def unsorted_segment_sum(g):
    x = g.any(NUMBERS, rank=(1, 4), size=2000)
    rank = g.random.randint(1, x.rank)
    number = g.extent(9)
    ids = indices(g, x.shape[:rank], number)
    g.emit("unsorted_segment_sum", [x, ids],
           [((number,) + x.shape[rank:], x.element, *added(x, count(x.shape[:rank])))], {"num_segments": number})


@op("gather_grad")
def gather_grad(g):
    table = g.shape(1, 4, limit=9)
    axis, written = g.axis(len(table))
    if table[axis] < 0:
        raise Refused
    batch = g.random.randint(0, axis) if g.chance(0.4) else 0
    picked = g.shape(0, 2, limit=7, dynamic=axis == 0)
    dy = g.value(table[:axis] + picked + table[axis + 1:], g.number(NUMBERS))
    ids = indices(g, table[:batch] + picked, table[axis])
    g.emit("gather_grad", [dy, ids], [(table, dy.element, *added(dy, count(picked)))],
           {"shape": [-1 if e < 0 else e for e in table], "axis": written, "batch_dims": batch})


def along(g, x):
    """A dimension that is not dynamic, and indices of the shape of x but for it."""
    dim, written = g.axis(x.rank)
    if x.shape[dim] < 0:
        raise Refused
    shape = x.shape[:dim] + (g.extent(9),) + x.shape[dim + 1:]
    return dim, written, shape


@op("gather_d")
def gather_d(g):
    x = g.any(ALL, rank=(1, 4), size=2000)
    dim, written, shape = along(g, x)
    ids = g.value(shape, g.choose(*INDICES), low=-x.shape[dim] - 1, high=x.shape[dim])
    g.emit("gather_d", [x, ids], [(shape, x.element, min(0, x.low), max(0, x.high), x.sharp)], {"dim": written})


@op("gather_d_grad")
def gather_d_grad(g):
    dy = g.any(NUMBERS, rank=(1, 4), size=2000)
    dim, written, shape = along(g, dy)
    extent = shape[dim]
    ids = g.value(dy.shape, g.choose(*INDICES), low=-extent - 1, high=extent)
    g.emit("gather_d_grad", [dy, ids], [(shape, dy.element, *added(dy, dy.shape[dim]))], {"dim": written, "extent": extent})


def tuples(g, shape):
    """Index tuples into a tensor of this shape, and the shape of what they name."""
    depth = g.random.randint(1, len(shape))
    where = g.shape(0, 2, limit=7)
    return g.value(where + (depth,), g.choose(*INDICES), low=-1, high=min(shape[:depth])), where + shape[depth:]


@op("gather_nd")
def gather_nd(g):
    x = g.any(ALL, rank=(1, 4), dynamic=False, size=2000)
    ids, shape = tuples(g, x.shape)
    g.emit("gather_nd", [x, ids], [(shape, x.element, min(0, x.low), max(0, x.high), x.sharp)])


@op("scatter_nd")
def scatter_nd(g):
    target = g.shape(1, 4, limit=9, dynamic=False)
    ids, shape = tuples(g, target)
    updates = g.value(shape, g.number(NUMBERS))
    g.emit("scatter_nd", [ids, updates], [(target, updates.element, *added(updates, count(shape)))], {"shape": list(target)})


@op("tensor_scatter_add")
def tensor_scatter_add(g):
    x = g.any(NUMBERS, rank=(1, 4), dynamic=False, size=2000)
    ids, shape = tuples(g, x.shape)
    updates = g.value(shape, x.element)
    low, high = added(updates, count(shape))
    g.emit("tensor_scatter_add", [x, ids, updates], [(x.shape, x.element, x.low + low, x.high + high)])


@op("tensor_scatter_update")
def tensor_scatter_update(g):
    x = g.any(ALL, rank=(1, 4), dynamic=False, size=2000)
    ids, shape = tuples(g, x.shape)
    if g.gradients and count(ids.shape[:-1]) > 1:
        raise Refused  # as in MindSpore, slices that are replaced again have a gradient too
    updates = g.value(shape, x.element)
    g.emit("tensor_scatter_update", [x, ids, updates],
           [(x.shape, x.element, min(x.low, updates.low), max(x.high, updates.high), x.sharp and updates.sharp)])


@op("tensor_scatter_elements")
def tensor_scatter_elements(g):
    x = g.any(ALL, rank=(1, 4), size=2000)
    axis, written, shape = along(g, x)
    shape = tuple(e if e < 0 or k == axis or g.chance(0.6) else g.random.randint(1, e) for k, e in enumerate(shape))
    add = x.element != BOOL and g.chance(0.5)
    if g.gradients and not add and shape[axis] > 1:
        raise Refused  # as for tensor_scatter_update
    ids = g.value(shape, g.choose(*INDICES), low=-x.shape[axis] - 1, high=x.shape[axis])
    updates = g.value(shape, x.element)
    if add:
        low, high = added(updates, shape[axis])
        result = (x.shape, x.element, x.low + low, x.high + high)
    else:
        result = (x.shape, x.element, min(x.low, updates.low), max(x.high, updates.high), x.sharp and updates.sharp)
    g.emit("tensor_scatter_elements", [x, ids, updates], [result], {"axis": written, "reduction": "add" if add else "none"})


def ordered(g):
    x = g.any(NUMBERS, rank=(1, 4), sharp=True)
    return x, g.random.randrange(2) == 1


@op("top_k")
def top_k(g):
    x, _ = ordered(g)
    if x.shape[-1] < 0:
        raise Refused
    k = g.random.randint(1, x.shape[-1])
    shape = x.shape[:-1] + (k,)
    g.emit("top_k", [x], [(shape, x.element, x.low, x.high, True), (shape, "i32", 0, x.shape[-1], True)], {"k": k})


@op("sort")
def sort(g):
    x, descending = ordered(g)
    axis, written = g.axis(x.rank)
    if x.shape[axis] < 0:
        raise Refused
    g.emit("sort", [x], [(x.shape, x.element, x.low, x.high, True), (x.shape, "i32", 0, x.shape[axis], True)],
           {"axis": written, "descending": descending})


def triangle(name):
    def draw(g):
        x = g.any(ALL, rank=(2, 5))
        if x.shape[-2] < 0:
            raise Refused
        g.move(name, x, {"diagonal": g.random.randint(-5, 5)}, x.shape, 0, 0)

    return draw


for name in ("tril", "triu"):
    OPS[name] = triangle(name)


@op("masked_fill")
def masked_fill(g):
    x, other, shape = g.broadcast_pair(ALL)
    mask = g.value(other.shape, BOOL)
    value = g.value((), x.element)
    g.emit("masked_fill", [x, mask, value],
           [(shape, x.element, min(x.low, value.low), max(x.high, value.high), x.sharp and value.sharp)])
