# mindspore_layers.py - Small networks for mindspore_sweep.py.
#
# SPDX-License-Identifier: Apache-2.0
#
# networks() lists (name, cell, inputs), steps() lists (name, cell of a training
# step, inputs): about one primitive or layer each, with odd shapes, paddings,
# groups and broadcasts, and several inputs and outputs.

import numpy as np

import mindspore as ms
from mindspore import nn, ops

RNG = np.random.default_rng(11)


def f32(*shape):
    return RNG.normal(0, 1, shape).astype(np.float32)


def positive(*shape):
    return RNG.uniform(0.5, 2.0, shape).astype(np.float32)


def f16(*shape):
    return f32(*shape).astype(np.float16)


def ids(high, *shape):
    return RNG.integers(0, high, shape).astype(np.int32)


class Call(nn.Cell):
    """A function or operator, with what it takes besides tensors."""

    def __init__(self, function, *arguments):
        super().__init__()
        self.function, self.arguments = function, arguments

    def construct(self, *tensors):
        return self.function(*tensors, *self.arguments)


class Two(nn.Cell):
    """Several outputs, of which one is an intermediate value."""

    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Dense(6, 5), nn.Dense(5, 3)

    def construct(self, x, y):
        a = ops.tanh(self.first(x) + y)
        return self.second(a), a, x * 2.0


class Joined(nn.Cell):
    def __init__(self, axis):
        super().__init__()
        self.cat = ops.Concat(axis)

    def construct(self, x, y):
        return self.cat((x, y, x))


class Stacked(nn.Cell):
    def __init__(self, axis):
        super().__init__()
        self.stack = ops.Stack(axis)

    def construct(self, x, y):
        return self.stack((x, y))


class Cut(nn.Cell):
    def construct(self, x):
        return x[:, 1:5:2], x[0], x[..., -1], x[:, None, ::-1]


class Parts(nn.Cell):
    def construct(self, x):
        a, b, c = ops.split(x, [2, 1, 3], 1)
        return a * b, c


class Halves(nn.Cell):
    def __init__(self):
        super().__init__()
        self.split = ops.Split(1, 2)

    def construct(self, x):
        a, b = self.split(x)
        return a + b


class Slices(nn.Cell):
    def construct(self, x):
        a, b, c = ops.unstack(x, 1)
        return a * b + c


class Table(nn.Cell):
    """A constant that is too large to be one, and one that is not."""

    def __init__(self):
        super().__init__()
        self.large, self.small = ms.Tensor(f32(70, 80)), ms.Tensor(f32(80))
        self.mask = ms.Tensor(np.tril(np.ones((70, 80), bool)))

    def construct(self, x):
        return ops.select(self.mask, x + self.large, x * self.small)


class Shared(nn.Cell):
    """A weight that is used twice, turned round once."""

    def __init__(self):
        super().__init__()
        self.table = nn.Embedding(12, 6)

    def construct(self, x):
        h = self.table(x).mean(1)
        return ops.matmul(h, self.table.embedding_table.T)


class Attention(nn.Cell):
    def __init__(self, hidden, heads):
        super().__init__()
        self.heads, self.size = heads, hidden // heads
        self.qkv, self.out = nn.Dense(hidden, 3 * hidden), nn.Dense(hidden, hidden)
        self.norm = nn.LayerNorm((hidden,), epsilon=1e-5)

    def construct(self, x, mask):
        b, s, e = x.shape
        qkv = self.qkv(x).reshape((b, s, 3, self.heads, self.size)).transpose((2, 0, 3, 1, 4))
        q, k, v = qkv[0], qkv[1], qkv[2]
        scores = ops.matmul(q, k.transpose((0, 1, 3, 2))) / float(self.size) ** 0.5
        scores = ops.masked_fill(scores, ops.logical_not(mask), -1e4)
        y = ops.matmul(ops.softmax(scores, -1), v).transpose((0, 2, 1, 3)).reshape((b, s, e))
        return self.norm(x + self.out(y))


def with_statistics(cell):
    """Moving statistics away from 0 and 1, or batch norm would compute nothing."""
    for parameter in cell.get_parameters():
        if parameter.name.endswith("moving_mean"):
            parameter.set_data(ms.Tensor(f32(*parameter.shape) * 0.1))
        elif parameter.name.endswith(("moving_variance", "gamma")):
            parameter.set_data(ms.Tensor(positive(*parameter.shape)))
        elif parameter.name.endswith("beta"):
            parameter.set_data(ms.Tensor(f32(*parameter.shape) * 0.1))
    return cell


def convolutions():
    image = f32(2, 6, 9, 7)
    for name, options in {
        "same": {"pad_mode": "same"},
        "valid": {"pad_mode": "valid"},
        "same_stride": {"pad_mode": "same", "stride": 2},
        "pad": {"pad_mode": "pad", "padding": (1, 2, 0, 3)},
        "stride": {"pad_mode": "pad", "padding": 1, "stride": (2, 3)},
        "dilation": {"pad_mode": "pad", "padding": 2, "dilation": (2, 1)},
        "groups": {"group": 3, "has_bias": True},
        "depthwise": {"group": 6, "pad_mode": "pad", "padding": 1},
    }.items():
        yield "conv2d_" + name, nn.Conv2d(6, 12, 3, **options), [image]
    yield "conv2d_kernel", nn.Conv2d(6, 4, (1, 5), pad_mode="valid", has_bias=True), [image]
    yield "conv2d_f16", nn.Conv2d(6, 4, 3).to_float(ms.float16), [image]
    yield "conv1d", nn.Conv1d(6, 4, 3, stride=2, has_bias=True), [f32(2, 6, 11)]
    for mode, padding in (("same", 0), ("valid", 0), ("pad", 1)):
        cell = nn.Conv2dTranspose(6, 4, 3, 2, pad_mode=mode, padding=padding, has_bias=True)
        yield "conv2d_transpose_" + mode, cell, [image]


def pooling():
    image = f32(2, 3, 9, 7)
    yield "max_pool_same", nn.MaxPool2d(3, 2, pad_mode="same"), [image]
    yield "max_pool_valid", nn.MaxPool2d((2, 3), (1, 2)), [image]
    yield "avg_pool_same", nn.AvgPool2d(3, 2, pad_mode="same"), [image]
    yield "avg_pool_valid", nn.AvgPool2d((3, 2), 1), [image]
    yield "global_mean", Call(ops.ReduceMean(keep_dims=True), (2, 3)), [image]
    yield "adaptive_avg_pool", nn.AdaptiveAvgPool2d((3, 1)), [f32(2, 3, 9, 7)]


def norms():
    image = f32(4, 6, 5, 3)
    yield "batch_norm_2d", with_statistics(nn.BatchNorm2d(6)), [image]
    yield "batch_norm_1d", with_statistics(nn.BatchNorm1d(6)), [f32(4, 6)]
    yield "layer_norm", with_statistics(nn.LayerNorm((5, 3), 2, 2, epsilon=1e-5)), [image]
    yield "layer_norm_last", with_statistics(nn.LayerNorm((7,), epsilon=1e-12)), [f32(3, 4, 7)]
    yield "group_norm", with_statistics(nn.GroupNorm(3, 6)), [image]


def activations():
    for name in ("ReLU", "ReLU6", "Tanh", "Sigmoid", "ELU", "LeakyReLU", "SiLU", "HSwish", "HSigmoid", "Mish", "Softplus"):
        if hasattr(nn, name):
            yield "act_" + name.lower(), getattr(nn, name)(), [f32(3, 17) * 3]
    yield "act_gelu", nn.GELU(approximate=False), [f32(3, 17) * 3]
    yield "act_gelu_tanh", nn.GELU(approximate=True), [f32(3, 17) * 3]
    yield "act_prelu", nn.PReLU(4), [f32(2, 4, 5, 3)]
    yield "act_softmax", nn.Softmax(1), [f32(2, 5, 4)]
    yield "act_log_softmax", nn.LogSoftmax(-1), [f32(2, 5, 4)]
    yield "act_hard_shrink", nn.HShrink(0.5), [f32(3, 17)]


def elementwise():
    for name in ("exp", "sqrt", "rsqrt", "log", "abs", "neg", "square", "reciprocal", "floor", "ceil", "round", "sin", "cos"):
        yield "unary_" + name, Call(getattr(ops, name)), [positive(3, 5)]
    for name in ("erf", "erfc", "expm1", "log1p", "tan", "atan", "sign", "sinh", "cosh", "trunc"):
        yield "unary_" + name, Call(getattr(ops, name)), [f32(3, 5) * 0.5]
    for name in ("add", "sub", "mul", "div", "pow", "maximum", "minimum", "floor_div", "floor_mod"):
        yield "binary_" + name, Call(getattr(ops, name)), [positive(2, 1, 5), positive(4, 1)]
    for name in ("equal", "not_equal", "less", "le", "greater", "ge"):
        yield "compare_" + name, Call(getattr(ops, name)), [f32(3, 4), f32(4)]
    yield "logical", Call(ops.logical_and), [ids(2, 3, 4).astype(bool), ids(2, 4).astype(bool)]
    yield "scalar_add", Call(ops.add, 1.5), [f32(3, 4)]
    yield "scalar_power", Call(ops.pow, 3.0), [f32(3, 4)]
    yield "clamp", Call(ops.clamp, -0.5, 0.5), [f32(3, 4)]
    yield "where", Call(ops.where), [ids(2, 3, 4).astype(bool), f32(3, 4), f32(4)]
    yield "masked_fill", Call(ops.masked_fill), [f32(3, 4), ids(2, 3, 4).astype(bool), np.float32(2)]
    yield "cast", Call(ops.cast, ms.int32), [f32(3, 4) * 5]
    yield "f16_add", Call(ops.add), [f16(3, 4), f16(4)]
    yield "integers", Call(ops.mul), [ids(9, 3, 4), ids(9, 4)]


def reductions():
    x = f32(2, 3, 4)
    for name in ("ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin", "ReduceProd"):
        yield "reduce_" + name[6:].lower(), Call(getattr(ops, name)(), (0, -1)), [x]
    yield "reduce_keep", Call(ops.ReduceSum(keep_dims=True), 1), [x]
    yield "reduce_all_axes", Call(ops.ReduceMean()), [x]
    yield "sum", Call(ops.sum, 1), [x]
    yield "argmax", Call(ops.argmax, -1), [x]
    yield "max_with_index", Call(ops.max, 1), [x]
    yield "cumsum", Call(ops.cumsum, 1), [x]
    yield "logsumexp", Call(ops.logsumexp, 1), [x]
    yield "std", Call(ops.std, 1), [x]


def products():
    yield "dense", nn.Dense(6, 4), [f32(3, 6)]
    yield "dense_rank_3", nn.Dense(6, 4, activation="relu"), [f32(2, 3, 6)]
    yield "dense_f16", nn.Dense(6, 4).to_float(ms.float16), [f32(3, 6)]
    yield "mat_mul_turned", Call(ops.MatMul(transpose_a=True)), [f32(4, 3), f32(4, 5)]
    yield "matmul_broadcast", Call(ops.matmul), [f32(2, 1, 3, 4), f32(5, 4, 6)]
    yield "matmul_vector", Call(ops.matmul), [f32(2, 3, 4), f32(4)]
    yield "batch_mat_mul", Call(ops.BatchMatMul(transpose_b=True)), [f32(2, 3, 5, 4), f32(2, 3, 6, 4)]
    yield "attention", Attention(12, 3), [f32(2, 5, 12), np.tril(np.ones((5, 5), bool))]


def movement():
    x = f32(2, 6, 3)
    yield "reshape", Call(ops.reshape, (4, -1)), [x]
    yield "transpose", Call(ops.transpose, (2, 0, 1)), [x]
    yield "flatten", nn.Flatten(), [x]
    yield "expand_dims", Call(ops.expand_dims, 1), [x]
    yield "squeeze", Call(ops.squeeze, 1), [f32(2, 1, 3)]
    yield "tile", Call(ops.tile, (2, 1, 3)), [x]
    yield "broadcast_to", Call(ops.broadcast_to, (4, 2, 3)), [f32(2, 3)]
    yield "concat", Joined(1), [f32(2, 3), f32(2, 5)]
    yield "concat_last", Joined(-1), [f32(2, 3, 1), f32(2, 3, 4)]
    yield "stack", Stacked(1), [f32(2, 3), f32(2, 3)]
    yield "cut", Cut(), [x]
    yield "parts", Parts(), [x]
    yield "halves", Halves(), [x]
    yield "slices", Slices(), [f32(2, 3, 4)]
    yield "gather", Call(ops.gather, 1), [x, ids(6, 4)]
    yield "embedding", nn.Embedding(10, 5), [ids(10, 3, 4)]
    yield "one_hot", nn.OneHot(depth=5), [ids(5, 3, 2)]
    yield "pad", nn.Pad(((0, 0), (1, 2), (0, 3))), [x]
    yield "pad_reflect", nn.Pad(((0, 0), (1, 2), (2, 0)), mode="REFLECT"), [x]
    yield "table", Table(), [f32(70, 80)]
    yield "shared_weight", Shared(), [ids(12, 3, 4)]
    yield "outputs", Two(), [f32(4, 6), f32(5)]
    yield "zeros_like", Call(ops.zeros_like), [x]


def losses():
    logits, labels = f32(5, 4), ids(4, 5)
    yield "cross_entropy", nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction="mean"), [logits, labels]
    yield "mse", nn.MSELoss(), [f32(3, 4), f32(3, 4)]
    yield "l1", nn.L1Loss(), [f32(3, 4), f32(3, 4)]


def networks():
    for family in (
        convolutions, pooling, norms, activations, elementwise, reductions, products, movement, losses,
    ):
        yield from family()


class Image(nn.Cell):
    """Convolution, batch norm, a residual sum and pooling."""

    def __init__(self):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(2, 6, 3), nn.BatchNorm2d(6)
        self.conv2, self.bn2 = nn.Conv2d(6, 6, 3, group=3, has_bias=True), nn.BatchNorm2d(6)
        self.pool, self.relu, self.head = nn.MaxPool2d(2, 2), nn.ReLU(), nn.Dense(6, 4)

    def construct(self, x):
        y = self.relu(self.bn1(self.conv1(x)))
        y = self.pool(self.relu(self.bn2(self.conv2(y)) + y))
        return self.head(y.mean((2, 3)))


class Text(nn.Cell):
    """An embedding, layer norm, GELU and a mean over words."""

    def __init__(self):
        super().__init__()
        self.table, self.norm = nn.Embedding(20, 8), nn.LayerNorm((8,), epsilon=1e-7)
        self.hidden, self.gelu, self.head = nn.Dense(8, 12), nn.GELU(), nn.Dense(12, 4)

    def construct(self, x):
        return self.head(self.gelu(self.hidden(self.norm(self.table(x)))).mean(1))


def multilayer():
    return nn.SequentialCell([nn.Dense(7, 9), nn.Tanh(), nn.Dense(9, 9, has_bias=False), nn.Sigmoid(), nn.Dense(9, 4)])


def steps():
    def step(net, make):
        net.set_train(True)
        loss = nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction="mean")
        return nn.TrainOneStepCell(nn.WithLossCell(net, loss), make(net.trainable_params()))

    labels = ids(4, 6)
    for name, make in {
        "momentum": lambda p: nn.Momentum(p, 0.1, 0.9),
        "momentum_decay": lambda p: nn.Momentum(p, 0.1, 0.9, weight_decay=1e-2),
        # Momentum's own use_nesterov has no effect in MindSpore on CPU.
        "sgd_nesterov": lambda p: nn.SGD(p, 0.1, momentum=0.9, nesterov=True),
        "sgd": lambda p: nn.SGD(p, 0.1, momentum=0.5, dampening=0.1, weight_decay=1e-2),
        "adam": lambda p: nn.Adam(p, 0.02, weight_decay=1e-2),
        "adam_weight_decay": lambda p: nn.AdamWeightDecay(p, 0.02, weight_decay=1e-2),
        "rms_prop": lambda p: nn.RMSProp(p, 0.01),
        "adagrad": lambda p: nn.Adagrad(p, learning_rate=0.05),
        "rates": lambda p: nn.Momentum(p, nn.piecewise_constant_lr([2, 4], [0.1, 0.01]), 0.9),
        "decay": lambda p: nn.Adam(p, nn.CosineDecayLR(0.001, 0.02, 4)),
    }.items():
        yield "step_" + name, step(multilayer(), make), [f32(6, 7), labels]
    yield "step_image", step(Image(), lambda p: nn.Momentum(p, 0.05, 0.9)), [f32(6, 2, 8, 8), labels]
    yield "step_text", step(Text(), lambda p: nn.Adam(p, 0.01)), [ids(20, 6, 5), labels]
