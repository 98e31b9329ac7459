# ops_nn.py - How random modules draw convolutions, pooling, norms, losses, updates.
#
# SPDX-License-Identifier: Apache-2.0

import math

from graph import FLOATS, INDICES, NUMBERS, WITHOUT_GRADIENT, Refused, count
from ops_math import OPS, op

WITHOUT_GRADIENT.update(
    ("bias_add_grad", "max_pool_grad", "avg_pool_grad",
     "dropout_grad", "sparse_softmax_cross_entropy_grad",
     "float_status")
)


class Window:
    """A moving window over an image of extents size."""

    def __init__(self, g, size, dilations=True, pads=True, square=False):
        self.kernel = [3, 3] if square else [g.random.randint(1, min(5, e + 2)) for e in size]
        self.stride = [1, 1] if square else [g.choose(1, 1, 2, 3) for _ in size]
        self.dilation = [g.choose(1, 1, 1, 2, 3) if dilations and not square else 1 for _ in size]
        self.mode = g.choose("pad", "same", "valid")
        self.pad = [0, 0, 0, 0]
        if self.mode == "pad" and pads:
            self.pad = [g.random.randint(0, min(3, self.kernel[k // 2] - 1)) for k in range(4)]
        self.out = []
        for k, e in enumerate(size):
            reach = self.dilation[k] * (self.kernel[k] - 1) + 1
            if self.mode == "same":
                self.out.append(-(-e // self.stride[k]))
                continue
            room = e + self.pad[2 * k] + self.pad[2 * k + 1] - reach
            if room < 0:
                raise Refused
            self.out.append(room // self.stride[k] + 1)

    def convolution(self, group):
        return {"stride": self.stride, "dilation": self.dilation, "pad": self.pad, "pad_mode": self.mode, "group": group}

    def pooling(self):
        return {"kernel_size": self.kernel, "strides": self.stride, "pad": self.pad, "pad_mode": self.mode}


def draw_square(g):
    """Whether a convolution shall be one that Winograd's algorithm may compute."""
    return g.element == "f32" and g.dynamic and g.chance(0.4)


def draw_convolution(g, square=False):
    """Extents of a convolution: batch, channels in and out, group, image."""
    if square:
        return g.batch(), g.choose(16, 32, 48), g.choose(16, 32, 48), 1, [g.extent(9), g.extent(11)]
    group = g.choose(1, 1, 1, 2, 3, 4)
    inputs, outputs = g.choose(1, 2, 3, 5, 8, 9), g.choose(1, 2, 3, 7, 8, 17)
    if group > 1:
        inputs, outputs = g.choose(1, 2, 3), g.choose(1, 2, 3)
    if g.chance(0.15):  # depthwise
        group, inputs, outputs = g.choose(3, 8, 9, 16), 1, g.choose(1, 1, 2)
    return g.batch(), inputs * group, outputs * group, group, [g.extent(13), g.extent(17)]


def emit_convolution(g, x, outputs, group, square=False):
    batch, inputs, *size = x.shape
    window = Window(g, size, square=square)
    shape = (outputs, inputs // group, *window.kernel)
    w = g.value(shape, x.element, low=-0.1, high=0.1) if square else g.value(shape, x.element)
    bound = x.bound * w.bound * math.prod(window.kernel) * inputs // group
    return g.emit("conv2d", [x, w], [((batch, outputs, *window.out), x.element, -bound, bound)], window.convolution(group))[0]


@op("conv2d")
def conv2d(g):
    square = draw_square(g)
    batch, inputs, outputs, group, size = draw_convolution(g, square)
    if not square and g.chance(0.5):
        x = g.any(FLOATS, rank=(4, 4), size=3000)
        inputs = x.shape[1]
        group = g.choose(*[d for d in range(1, min(inputs, 9) + 1) if inputs % d == 0], 1)
        outputs = group * g.choose(1, 2, 3)
    else:
        x = g.value((batch, inputs, *size), g.float())
    x = emit_convolution(g, x, outputs, group, square)
    # Blocks of channels are worth their copies for several.
    while square and g.chance(0.6) and x.bound < 1e4 and min(x.shape[2:]) > 2:
        if g.chance(0.5):
            x = g.emit("relu", [x], [(x.shape, x.element, 0, max(x.high, 0))])[0]
        x = emit_convolution(g, x, g.choose(16, 32, 48), 1, square)


@op("conv2d_backprop_input")
def conv2d_backprop_input(g):
    square = draw_square(g)
    batch, inputs, outputs, group, size = draw_convolution(g, square)
    window = Window(g, size, square=square)
    dy = g.value((batch, outputs, *window.out), g.float())
    w = g.value((outputs, inputs // group, *window.kernel), dy.element)
    bound = dy.bound * w.bound * math.prod(window.kernel) * outputs // group
    g.emit("conv2d_backprop_input", [dy, w], [((batch, inputs, *size), dy.element, -bound, bound)],
           {"input_size": size, **window.convolution(group)})


@op("conv2d_backprop_filter")
def conv2d_backprop_filter(g):
    batch, inputs, outputs, group, size = draw_convolution(g)
    window = Window(g, size)
    dy = g.value((batch, outputs, *window.out), g.float())
    x = g.value((batch, inputs, *size), dy.element)
    bound = dy.bound * x.bound * count([batch, *window.out])
    g.emit("conv2d_backprop_filter", [dy, x], [((outputs, inputs // group, *window.kernel), dy.element, -bound, bound)],
           {"kernel_size": window.kernel, **window.convolution(group)})


@op("bias_add")
def bias_add(g):
    x = g.any(NUMBERS, rank=(2, 5))
    b = g.value(x.shape[1:2], x.element)
    g.emit("bias_add", [x, b], [(x.shape, x.element, x.low + b.low, x.high + b.high)])


@op("bias_add_grad")
def bias_add_grad(g):
    dy = g.any(NUMBERS, rank=(2, 5))
    n = count(dy.shape) // dy.shape[1]
    g.emit("bias_add_grad", [dy], [(dy.shape[1:2], dy.element, n * min(dy.low, 0), n * max(dy.high, 0))])


@op("max_pool")
def max_pool(g):
    x = g.any(FLOATS if g.gradients else NUMBERS, rank=(4, 4), sharp=g.gradients)
    window = Window(g, x.shape[2:], dilations=False)
    g.move("max_pool", x, window.pooling(), (*x.shape[:2], *window.out))


@op("avg_pool")
def avg_pool(g):
    x = g.any(FLOATS, rank=(4, 4))
    window = Window(g, x.shape[2:], dilations=False)
    g.emit("avg_pool", [x], [((*x.shape[:2], *window.out), x.element, x.low, x.high)], window.pooling())


@op("max_pool_grad")
def max_pool_grad(g):
    x = g.any(FLOATS, rank=(4, 4), sharp=True)
    window = Window(g, x.shape[2:], dilations=False)
    y = g.move("max_pool", x, window.pooling(), (*x.shape[:2], *window.out))
    dy = g.value(y.shape, x.element)
    n = math.prod(window.kernel)
    g.emit("max_pool_grad", [x, y, dy], [(x.shape, x.element, -n * dy.bound, n * dy.bound)], window.pooling())


@op("avg_pool_grad")
def avg_pool_grad(g):
    shape = (g.batch(), g.extent(9), g.extent(13), g.extent(17))
    window = Window(g, shape[2:], dilations=False)
    dy = g.value((*shape[:2], *window.out), g.float())
    n = math.prod(window.kernel)
    g.emit("avg_pool_grad", [dy], [(shape, dy.element, -n * dy.bound, n * dy.bound)],
           {"input_size": list(shape[2:]), **window.pooling()})


def softmax(name):
    def draw(g):
        x = g.any(FLOATS, rank=(1, 5), high=60)
        axis, written = g.axis(x.rank)
        low, high = (0, 1) if name == "softmax" else (x.low - x.high - 9, 0)
        g.emit(name, [x], [(x.shape, x.element, low, high)], {"axis": written})

    return draw


for name in ("softmax", "log_softmax"):
    OPS[name] = softmax(name)


def dropout(name):
    def draw(g):
        x = g.any(FLOATS)
        counter = g.value((), "i64")
        keep = g.choose(0.5, 0.9, 0.25, 1.0)
        g.emit(name, [x, counter], [(x.shape, x.element, min(0, x.low) / keep, max(0, x.high) / keep)],
               {"keep_prob": keep, "seed": g.random.randint(-3, 1000)})

    return draw


for name in ("dropout", "dropout_grad"):
    OPS[name] = dropout(name)


# Losses.
def logits(g):
    x = g.any(FLOATS, rank=(2, 2), high=60, low=-60)
    return x, g.value(x.shape[:1], g.choose(*INDICES), low=0, high=x.shape[1] - 1)


@op("sparse_softmax_cross_entropy")
def sparse_softmax_cross_entropy(g):
    x, labels = logits(g)
    g.emit("sparse_softmax_cross_entropy", [x, labels], [((), x.element, 0, 2 * x.bound + 9)])


@op("sparse_softmax_cross_entropy_grad")
def sparse_softmax_cross_entropy_grad(g):
    x, labels = logits(g)
    g.emit("sparse_softmax_cross_entropy_grad", [x, labels], [(x.shape, x.element, -1, 1)])


@op("softmax_cross_entropy")
def softmax_cross_entropy(g):
    x, _ = logits(g)
    labels = g.value(x.shape, x.element, low=0)
    bound = x.shape[1] * labels.high * (2 * x.bound + 9)
    results = g.emit("softmax_cross_entropy", [x, labels],
                     [(x.shape[:1], x.element, 0, bound), (x.shape, x.element, -bound, bound)])
    g.without_gradients(results[1:])


@op("mse_loss")
def mse_loss(g):
    x = g.any(FLOATS, high=20, low=-20)
    y = g.value(x.shape, x.element, high=20, low=-20)
    g.emit("mse_loss", [x, y], [((), x.element, 0, (x.bound + y.bound) ** 2)])


# Update rules: (operands, results, attributes). v: a tensor, p: one above 0, s: a
# scalar in (0, 1), m: one below 0, q: one above 1, i: a number of steps.
UPDATES = {
    "apply_gradient_descent": ("vsv", 1, {}),
    "apply_momentum": ("vvsvs", 2, {"use_nesterov": (True, False)}),
    "sgd": ("vvsvsv", 3, {"nesterov": (True, False), "dampening": (0.0, 0.5), "weight_decay": (0.0, 0.1)}),
    "apply_adam": ("vvpssssssv", 3, {"use_nesterov": (True, False)}),
    "apply_adam_with_amsgrad_v2": ("vvppssssssv", 4, {}),
    "adam_weight_decay": ("vvpsssssv", 3, {}),
    "adam_w": ("vvpvisssss", 3, {}),
    "lamb": ("vvpsssssiv", 3, {}),
    "lars_update": ("vvqqss", 1, {"epsilon": (1e-5, 0.1), "hyperpara": (0.001, 0.5), "use_clip": (True, False)}),
    "apply_rms_prop": ("vpvsvsss", 3, {}),
    "apply_centered_rms_prop": ("vnpvvssss", 4, {}),
    "apply_adagrad": ("vpsv", 2, {"update_slots": (True, False)}),
    "apply_adadelta": ("vppsssv", 3, {}),
    "apply_ada_max": ("vvpsssssv", 3, {}),
    "apply_ftrl": ("vpvvsssm", 3, {}),
    "apply_proximal_adagrad": ("vpsssv", 2, {}),
}
WITHOUT_GRADIENT.update(UPDATES)
BOUNDS = {"v": (-20, 20), "p": (0.2, 20), "n": (-0.2, 0.2), "s": (0.05, 0.9), "m": (-0.9, -0.1), "q": (1, 9)}


def update(name):
    operands, results, attributes = UPDATES[name]

    def draw(g):
        var = g.any(FLOATS, low=-20, high=20)
        values = [var]
        for kind in operands[1:]:
            if kind == "i":
                values.append(g.value((), "i32", low=1, high=9))
                continue
            low, high = BOUNDS[kind]
            shape = var.shape if kind in "vpn" else ()
            values.append(g.value(shape, var.element, low=low, high=high, sharp=name == "sgd"))
        result = (var.shape, var.element, -1e3, 1e3)
        g.emit(name, values, [result] * results, {k: g.choose(*v) for k, v in attributes.items()})

    return draw


for name in UPDATES:
    OPS[name] = update(name)


@op("float_status")
def float_status(g):
    x = g.any(FLOATS)
    g.emit("float_status", [x], [((1,), "f32", 0, 1, True)])
