# ops_recurrent.py - How random modules draw recurrent layers.
#
# SPDX-License-Identifier: Apache-2.0

from graph import FLOATS, WITHOUT_GRADIENT
from ops_math import op

WITHOUT_GRADIENT.add("lstm_grad")


def draw_lstm(g):
    """Operands, types and bounds of the results, attributes."""
    batch_first = g.chance(0.5)
    if batch_first:
        x = g.any(FLOATS, rank=(3, 3), size=600, low=-20, high=20)
        batch, steps, inputs = x.shape
    else:
        x = g.any(FLOATS, rank=(3, 3), size=600, low=-20, high=20, dynamic=False)
        steps, batch, inputs = x.shape
    hidden = g.extent(9)
    state = (batch, hidden) if batch_first else (1, batch, hidden)
    h0, c0 = (g.value(state, x.element, low=-20, high=20) for _ in range(2))
    bias = g.choose(True, False)
    w = g.value((4 * hidden * (inputs + hidden + bias),), x.element, low=-2, high=2)
    y = x.shape[:2] + (hidden,)
    c = c0.bound + steps
    results = [(y, x.element, -1, 1), (state, x.element, -1, 1), (state, x.element, -c, c)]
    return [x, h0, c0, w], results, {"has_bias": bias, "batch_first": batch_first}


@op("lstm")
def lstm(g):
    g.emit("lstm", *draw_lstm(g))


@op("lstm_grad")
def lstm_grad(g):
    operands, results, attributes = draw_lstm(g)
    gradients = [g.value(shape, element, low=-8, high=8) for shape, element, _, _ in results]
    g.emit("lstm_grad", operands + gradients, [(v.shape, v.element, -1e4, 1e4) for v in operands], attributes)


@op("gru")
def gru(g):
    batch_first = g.chance(0.5)
    if batch_first:
        x = g.any(FLOATS, rank=(3, 3), size=600, low=-20, high=20)
        batch, steps, inputs = x.shape
    else:
        x = g.any(FLOATS, rank=(3, 3), size=600, low=-20, high=20, dynamic=False)
        steps, batch, inputs = x.shape
    hidden = g.extent(9)
    state = (batch, hidden) if batch_first else (1, batch, hidden)
    h0 = g.value(state, x.element, low=-20, high=20)
    bias = g.choose(True, False)
    w = g.value((3 * hidden * (inputs + hidden + 2 * bias),), x.element, low=-2, high=2)
    y = x.shape[:2] + (hidden,)
    # A state lies between the one before and what is at most 1.
    h = max(h0.bound, 1)
    g.emit("gru", [x, h0, w], [(y, x.element, -h, h), (state, x.element, -h, h)],
           {"has_bias": bias, "batch_first": batch_first})
