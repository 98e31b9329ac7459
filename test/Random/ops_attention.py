# ops_attention.py - How random modules draw attention.
#
# SPDX-License-Identifier: Apache-2.0

from graph import WITHOUT_GRADIENT, Refused, count
from ops_math import op

WITHOUT_GRADIENT.add("scaled_dot_product_attention_grad")
# Scores are kept below: exponentials of larger ones lose digits.
MOST = 3.0


def draw_operands(g):
    """Query, key, value, masks, attributes, the types of the results and the bound of the scores."""
    length_first = g.chance(0.4)
    q = g.any(("f32",), rank=(4, 4) if length_first else (3, 5), size=2000)
    length = 1 if length_first else q.rank - 2
    stack = (q.shape[0], q.shape[2]) if length_first else q.shape[:-2]
    if any(extent < 0 for extent in q.shape[1:]):
        raise Refused
    keys, width = g.extent(), g.extent(65)
    # The weight of a single key is one: the gradient of its score is rounding alone.
    if g.gradients and keys == 1:
        raise Refused

    def shaped(extent, size):
        return q.shape[:length] + (extent,) + q.shape[length + 1:-1] + (size,)

    if max(count(shaped(keys, q.shape[-1])), count(shaped(keys, width)), count(stack) * q.shape[length] * keys) > 4 * g.most:
        raise Refused
    k, v = g.value(shaped(keys, q.shape[-1]), "f32"), g.value(shaped(keys, width), "f32")
    scale = MOST / max(1.0, q.bound * k.bound * q.shape[-1])
    masks = []
    # A mask has no gradient.
    while not g.gradients and g.chance(0.5) and len(masks) < 3:
        shape = [1 if g.chance(0.4) else extent for extent in (*stack, q.shape[length], keys)]
        masks.append(g.value(tuple(shape[g.random.randrange(len(shape)):] if g.chance(0.4) else shape), "f32", low=-MOST, high=MOST))
    bound = MOST * (1 + len(masks))
    rows = (*stack, q.shape[length])
    results = [(shaped(q.shape[length], width), "f32", v.low, v.high), (rows, "f32", -bound, bound), (rows, "f32", 0, keys)]
    return q, k, v, masks, {"scale": scale, "length_first": length_first}, results, bound


@op("scaled_dot_product_attention")
def attention(g):
    q, k, v, masks, attributes, types, _ = draw_operands(g)
    results = g.emit("scaled_dot_product_attention", [q, k, v, *masks], types, attributes)
    g.without_gradients(results[1:])


@op("scaled_dot_product_attention_grad")
def attention_grad(g):
    q, k, v, masks, attributes, (y, rows, _), bound = draw_operands(g)
    dy, out = (g.value(y[0], "f32") for _ in range(2))
    largest, total = g.value(rows[0], "f32", low=-2, high=2), g.value(rows[0], "f32", low=1)
    weight = 2.72 ** (bound + 2)
    if weight > 5000:
        raise Refused
    slope = weight * (v.bound + out.bound) * dy.bound * v.shape[-1]
    share = max(k.shape[k.rank - 3 if attributes["length_first"] else k.rank - 2], count(q.shape))
    g.emit("scaled_dot_product_attention_grad", [dy, q, k, v, out, largest, total, *masks],
           [(x.shape, "f32", -b, b) for x, b in ((q, slope * k.bound * share), (k, slope * q.bound * share),
                                                  (v, weight * dy.bound * share))], attributes)
