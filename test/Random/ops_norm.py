# ops_norm.py - How random modules draw normalizations.
#
# SPDX-License-Identifier: Apache-2.0

import math

from graph import FLOATS, WITHOUT_GRADIENT, Refused, count
from ops_math import OPS, op

WITHOUT_GRADIENT.update(("batch_norm_grad", "batch_norm_train_grad", "layer_norm_grad", "group_norm_grad"))
NARROW = ("f16", "bf16")
EPSILONS = (1e-5, 1e-3, 0.25)


def wide(g, x):
    """The element type of a scale: that of x, or f32 where that is narrow."""
    return "f32" if x.element in NARROW and g.chance(0.5) else x.element


def statistics(x):
    return "f32" if x.element in NARROW else x.element


def normed(x):
    return (x.shape, x.element, -100, 100)


def gradient_results(dy, x, scale):
    """Types and bounds of dx, dscale, dbias."""
    n = count(x.shape)
    share = (scale.shape, scale.element, -9 * n * dy.bound, 9 * n * dy.bound)
    return [(x.shape, x.element, -50 * dy.bound, 50 * dy.bound), share, share]


def spread_out(values):
    """Few elements that happen to be close make a tiny variance, and digits are lost."""
    if values < 4:
        raise Refused


def is_dynamic(x):
    return x.shape[0] < 0


# Channels.
def channels(g, x, number):
    """Operands of one element per channel, the last one a variance."""
    element = wide(g, x)
    values = [g.value(x.shape[1:2], element) for _ in range(number - 1)]
    return values + [g.value(x.shape[1:2], element, low=0.3)]


@op("batch_norm")
def batch_norm(g):
    x = g.any(FLOATS, rank=(2, 5))
    g.emit("batch_norm", [x, *channels(g, x, 4)], [normed(x)], {"epsilon": g.choose(*EPSILONS)})


@op("batch_norm_train")
def batch_norm_train(g):
    x = g.any(FLOATS, rank=(2, 5), sharp=True)
    spread_out(math.prod(x.shape[2:]) * max(1, x.shape[0]))
    rest = channels(g, x, 4)
    statistic = (x.shape[1:2], rest[0].element, -100, 100)
    results = g.emit("batch_norm_train", [x, *rest], [normed(x)] + [statistic] * 4,
                     {"epsilon": g.choose(*EPSILONS), "momentum": g.choose(0.0, 0.1, 0.9, 1.0)})
    g.without_gradients(results[1:])


def batch_norm_gradient(name):
    def draw(g):
        x = g.any(FLOATS, rank=(2, 5))
        dy = g.value(x.shape, x.element)
        rest = channels(g, x, 3)
        results = gradient_results(dy, x, rest[0])
        g.emit(name, [dy, x, *rest], [(s, e, low * (1 + x.bound), high * (1 + x.bound)) for s, e, low, high in results],
               {"epsilon": g.choose(*EPSILONS)})

    return draw


for name in ("batch_norm_grad", "batch_norm_train_grad"):
    OPS[name] = batch_norm_gradient(name)


# Layers.
def layer_axes(g, x):
    norm, norm_written = g.axis(x.rank)
    params, params_written = (norm, norm_written) if g.chance(0.6) else g.axis(x.rank)
    if is_dynamic(x) and (norm == 0 or params == 0):
        raise Refused
    spread_out(math.prod(x.shape[norm:]))
    mean = x.shape[:norm] + (1,) * (x.rank - norm)
    attributes = {"begin_norm_axis": norm_written, "begin_params_axis": params_written, "epsilon": g.choose(*EPSILONS)}
    return attributes, x.shape[params:], mean


@op("layer_norm")
def layer_norm(g):
    x = g.any(FLOATS, rank=(1, 5), sharp=True)
    attributes, params, mean = layer_axes(g, x)
    element = wide(g, x)
    gamma, beta = g.value(params, element), g.value(params, element)
    statistic = (mean, statistics(x), -100, 100)
    results = g.emit("layer_norm", [x, gamma, beta], [normed(x), statistic, statistic], attributes)
    g.without_gradients(results[1:])


@op("layer_norm_grad")
def layer_norm_grad(g):
    x = g.any(FLOATS, rank=(1, 5))
    dy = g.value(x.shape, x.element)
    attributes, params, mean = layer_axes(g, x)
    gamma = g.value(params, wide(g, x))
    operands = [x, dy, g.value(mean, statistics(x), low=0.3), g.value(mean, statistics(x)), gamma]
    g.emit("layer_norm_grad", operands, gradient_results(dy, x, gamma), attributes)


# Groups of channels.
def draw_groups(g, x):
    groups = g.choose(*[d for d in range(1, x.shape[1] + 1) if x.shape[1] % d == 0])
    spread_out(math.prod(x.shape[1:]) // groups)
    return groups


@op("group_norm")
def group_norm(g):
    x = g.any(FLOATS, rank=(2, 5), sharp=True)
    groups = draw_groups(g, x)
    element = wide(g, x)
    gamma, beta = (g.value(x.shape[1:2], element) for _ in range(2))
    statistic = ((x.shape[0], groups), statistics(x), -100, 100)
    results = g.emit("group_norm", [x, gamma, beta], [normed(x), statistic, statistic],
                     {"num_groups": groups, "eps": g.choose(*EPSILONS)})
    g.without_gradients(results[1:])


@op("group_norm_grad")
def group_norm_grad(g):
    x = g.any(FLOATS, rank=(2, 5))
    groups = draw_groups(g, x)
    dy = g.value(x.shape, x.element)
    gamma = g.value(x.shape[1:2], wide(g, x))
    mean, rstd = (g.value((x.shape[0], groups), statistics(x), low=low) for low in (-2, 0.3))
    g.emit("group_norm_grad", [dy, x, mean, rstd, gamma], gradient_results(dy, x, gamma), {"num_groups": groups})
