# ops_loss.py - How random modules draw losses of elements and rows.
#
# SPDX-License-Identifier: Apache-2.0

from graph import FLOATS, INDICES, WITHOUT_GRADIENT
from ops_math import OPS, op

WITHOUT_GRADIENT.update(("smooth_l1_loss_grad", "binary_cross_entropy_grad"))


@op("smooth_l1_loss")
def smooth_l1_loss(g):
    x = g.any(FLOATS)
    y = g.value(x.shape, x.element)
    g.emit("smooth_l1_loss", [x, y], [(x.shape, x.element, 0, x.bound + y.bound)], {"beta": g.choose(1.0, 0.5, 2.0)})


@op("smooth_l1_loss_grad")
def smooth_l1_loss_grad(g):
    x = g.any(FLOATS)
    y, d = g.value(x.shape, x.element), g.value(x.shape, x.element)
    g.emit("smooth_l1_loss_grad", [x, y, d], [(x.shape, x.element, -d.bound, d.bound)], {"beta": g.choose(1.0, 0.5, 2.0)})


# (bounds of logits, labels and what else there is, bound of the result)
P = (0.05, 0.95)
ANY = (-8, 8)
WEIGHTED = {
    "binary_cross_entropy": ((P, P, ANY), 60),
    "binary_cross_entropy_grad": ((P, P, ANY, ANY), 1500),
    "bce_with_logits_loss": ((ANY, P, (0.1, 8), (0.1, 8)), 600),
    "kl_div_loss": ((ANY, (0.1, 2)), 30),
}


def weighted(name):
    bounds, largest = WEIGHTED[name]

    def draw(g):
        x = g.any(FLOATS, low=bounds[0][0], high=bounds[0][1])
        operands = [x]
        for low, high in bounds[1:]:
            shape = [1 if g.chance(0.2) else extent for extent in x.shape]
            shape = shape[g.random.randrange(len(shape) + 1) if g.chance(0.3) else 0:]
            operands.append(g.value(tuple(shape), x.element, low=low, high=high))
        g.emit(name, operands, [(x.shape, x.element, -largest, largest)])

    return draw


for name in WEIGHTED:
    OPS[name] = weighted(name)


@op("nll_loss")
def nll_loss(g):
    x = g.any(FLOATS, rank=(2, 2), low=-60, high=60)
    labels = g.value(x.shape[:1], g.choose(*INDICES), low=0, high=x.shape[1] - 1)
    weight = g.value(x.shape[1:], x.element)
    bound = x.bound * weight.bound
    g.emit("nll_loss", [x, labels, weight],
           [(x.shape[:1], x.element, -bound, bound), (x.shape[:1], x.element, weight.low, weight.high)],
           {"ignore_index": g.choose(-100, 0, 1)})
