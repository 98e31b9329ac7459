# mindspore_shapes.py - Small networks for mindspore_sweep.py: shapes and images.
#
# SPDX-License-Identifier: Apache-2.0
#
# networks() lists (name, cell, inputs), steps() lists (name, cell of a training
# step, inputs), like mindspore_layers.py: ops that move, choose and place
# elements, resize and sample images, and convolutions over volumes.

import numpy as np

import mindspore as ms
from mindspore import nn, ops
from mindspore_layers import Call, f16, f32, ids


class Scattered(nn.Cell):
    """ops.tensor_scatter_elements, with indices for fewer places than x has."""

    def __init__(self, axis, reduction):
        super().__init__()
        self.axis, self.reduction = axis, reduction

    def construct(self, x, indices, updates):
        return ops.tensor_scatter_elements(x, indices, updates, self.axis, self.reduction)


class Scatter(nn.Cell):
    def __init__(self, axis):
        super().__init__()
        self.axis = axis

    def construct(self, x, index, src):
        return ops.scatter(x, self.axis, index, src)


class Padded(nn.Cell):
    def __init__(self, padding, mode, value=None):
        super().__init__()
        self.padding, self.mode, self.value = padding, mode, value

    def construct(self, x):
        return ops.pad(x, self.padding, self.mode, self.value)


class Columns(nn.Cell):
    """Patches of an image, and an image of patches."""

    def __init__(self, size, **options):
        super().__init__()
        self.size, self.options = size, options

    def construct(self, x):
        columns = ops.unfold(x, (3, 2), **self.options)
        return columns, ops.fold(columns * 2, ms.Tensor(self.size, ms.int32), (3, 2), **self.options)


class Shuffled(nn.Cell):
    def construct(self, x):
        return ops.pixel_shuffle(x, 2), ops.pixel_unshuffle(x, 3), ops.channel_shuffle(x, 4)


class Blocks(nn.Cell):
    def __init__(self):
        super().__init__()
        self.deep, self.wide = ops.SpaceToDepth(3), ops.DepthToSpace(2)

    def construct(self, x):
        return self.deep(x), self.wide(x)


class Made(nn.Cell):
    """Tensors that depend on no input."""

    def construct(self, x):
        eye = ops.eye(4, 6, ms.float32)
        line = ops.linspace(-1.0, 2.5, 6)
        return x + eye, x * line, ops.arange(3, 15, 2) + ops.ones(6, ms.int64), ops.full((2, 3), 1.5)


class Diagonals(nn.Cell):
    def construct(self, x, y):
        return ops.diag(y), ops.tril(x, 1), ops.triu(x, -1), ops.meshgrid(y, y * 2, indexing="ij")[1]


class OneHots(nn.Cell):
    def construct(self, x):
        return ops.one_hot(x, 7, 2.0, -1.0, 0), ops.one_hot(x, 3, ms.Tensor(1, ms.int32), ms.Tensor(0, ms.int32), 1)


class Sampled(nn.Cell):
    def __init__(self, *options):
        super().__init__()
        self.options = options

    def construct(self, x, grid):
        return ops.grid_sample(x, grid, *self.options)


class Resized(nn.Cell):
    def __init__(self, size, mode, align):
        super().__init__()
        self.size, self.mode, self.align = size, mode, align

    def construct(self, x):
        return ops.interpolate(x, size=self.size, mode=self.mode, align_corners=self.align)


def indices():
    x = f32(4, 5, 6)
    yield "scatter_elements", Scattered(1, "none"), [x, distinct(5, 2, 3, 4), f32(2, 3, 4)]
    yield "scatter_elements_add", Scattered(-1, "add"), [x, ids(6, 4, 5, 3) - 3, f32(4, 5, 3)]
    yield "scatter_elements_rank_1", Scattered(0, "add"), [f32(7), ids(7, 9), f32(9)]
    yield "scatter_elements_i32", Scattered(0, "none"), [ids(9, 6, 4), distinct(6, 3, 4, axis=0), ids(9, 3, 4)]
    yield "scatter_elements_f16", Scattered(1, "add"), [f16(3, 5), distinct(5, 3, 2), f16(3, 2)]
    yield "scatter", Scatter(1), [x, distinct(5, 4, 3, 6), f32(4, 3, 6)]
    yield "gather_batch", Call(ops.gather, 1, 1), [x, ids(5, 4, 3)]
    yield "gather_batch_axis", Call(ops.gather, 2, 1), [x, ids(6, 4, 2, 3)]
    yield "gather_batches", Call(ops.gather, 2, 2), [x, ids(6, 4, 5)]
    yield "one_hot_axes", OneHots(), [ids(7, 3, 2)]
    yield "diagonals", Diagonals(), [f32(4, 5), f32(4)]
    yield "made", Made(), [f32(4, 6)]


def distinct(high, *shape, axis=1):
    """Indices of which no two along `axis` are one."""
    rng = np.random.default_rng(3)
    lines = np.empty(shape, np.int32)
    for line in np.ndindex(*[1 if k == axis else n for k, n in enumerate(shape)]):
        where = tuple(slice(None) if k == axis else i for k, i in enumerate(line))
        lines[where] = rng.permutation(high)[: shape[axis]]
    return lines


def borders():
    x = f32(2, 3, 5, 4)
    for mode in ("reflect", "replicate", "circular"):
        yield "pad_%s_1d" % mode, Padded((2, 1), mode), [f32(2, 3, 5)]
        yield "pad_%s_2d" % mode, Padded((1, 3, 2, 0), mode), [x]
    yield "pad_replicate_3d", Padded((1, 2, 0, 4, 3, 1), "replicate"), [f32(2, 2, 3, 2, 4)]
    yield "pad_constant", Padded((1, 2, 0, 3), "constant", 1.5), [x]
    yield "pad_cut", Padded((-1, 2, 1, -2), "constant", 0.5), [x]
    yield "pad_f16", Padded((1, 1), "replicate"), [f16(2, 3, 5)]
    yield "mirror_pad", nn.Pad(((1, 2), (0, 3)), mode="SYMMETRIC"), [f32(4, 5)]


def pixels():
    yield "columns", Columns((7, 6)), [f32(2, 3, 7, 6)]
    yield "columns_all", Columns((7, 6), dilation=(2, 1), padding=(1, 2), stride=(2, 3)), [f32(2, 3, 7, 6)]
    yield "shuffled", Shuffled(), [f32(2, 8, 6, 9)]
    yield "blocks", Blocks(), [f32(2, 12, 6, 9)]
    image, grid = f32(2, 3, 5, 7), f32(2, 4, 3, 2)
    for mode in ("bilinear", "nearest"):
        for padding in ("zeros", "border", "reflection"):
            yield "grid_%s_%s" % (mode, padding), Sampled(mode, padding, False), [image, grid]
            yield "grid_%s_%s_aligned" % (mode, padding), Sampled(mode, padding, True), [image, grid * 2]
    for name, size in (("up", (11, 9)), ("down", (3, 2))):
        for align in (False, True):
            yield "bicubic_%s_%d" % (name, align), Resized(size, "bicubic", align), [image]


def volumes():
    x = f32(2, 4, 5, 6, 7)
    for name, options in {
        "plain": {},
        "valid": {"pad_mode": "valid", "stride": 2, "has_bias": True},
        "pad": {"pad_mode": "pad", "padding": (1, 0, 2, 1, 0, 3), "stride": (1, 2, 3)},
        "dilation": {"pad_mode": "pad", "padding": 1, "dilation": (2, 1, 2)},
        "same_stride": {"pad_mode": "same", "stride": (2, 2, 3)},
    }.items():
        yield "conv3d_" + name, nn.Conv3d(4, 6, (3, 2, 3), **options), [x]


def networks():
    for family in (indices, borders, pixels, volumes):
        yield from family()


class Head(nn.Cell):
    """What is trained in front of and behind a layer."""

    def __init__(self, layer, inputs, rank=4):
        super().__init__()
        self.first = nn.Conv3d(2, 4, 1) if rank == 5 else nn.Conv2d(2, 4, 1)
        self.layer, self.flatten, self.head = layer, nn.Flatten(), nn.Dense(inputs, 4)

    def construct(self, x):
        return self.head(self.flatten(self.layer(self.first(x))))


class Unfolded(nn.Cell):
    def construct(self, x):
        return ops.unfold(x, (2, 3), stride=(2, 1), padding=(1, 0))


class Placed(nn.Cell):
    """Elements chosen and placed by constant indices."""

    def __init__(self):
        super().__init__()
        self.index = ms.Tensor(np.array([[3, 1], [0, 2], [1, 1]], np.int32))

    def construct(self, x):
        taken = ops.gather(x, self.index[0], 3)
        return ops.tensor_scatter_elements(x, ops.tile(self.index[0].reshape((1, 1, 1, 2)), (6, 4, 5, 1)), taken * 2, 3)


class Warped(nn.Cell):
    """A grid that is trained."""

    def __init__(self, *options):
        super().__init__()
        self.grid = ms.Parameter(ms.Tensor(np.random.default_rng(5).normal(0, 0.8, (6, 3, 4, 2)).astype(np.float32)))
        self.options = options

    def construct(self, x):
        return ops.grid_sample(x, self.grid * 1.0, *self.options)


def steps():
    def step(layer, inputs, *shape):
        net = Head(layer, inputs, len(shape))
        net.set_train(True)
        loss = nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction="mean")
        update = nn.Momentum(net.trainable_params(), 0.05, 0.9)
        return nn.TrainOneStepCell(nn.WithLossCell(net, loss), update), [f32(*shape), ids(4, 6)]

    image = (6, 2, 5, 4)
    for name, layer, inputs, shape in (
        ("reflect", Padded((1, 2, 2, 1), "reflect"), 4 * 8 * 7, image),
        ("replicate", Padded((1, 2, 2, 1), "replicate"), 4 * 8 * 7, image),
        ("circular", Padded((1, 2, 2, 1), "circular"), 4 * 8 * 7, image),
        ("unfold", Unfolded(), 4 * 6 * 3 * 2, image),
        ("placed", Placed(), 4 * 5 * 4, image),
        ("bicubic", Resized((7, 3), "bicubic", False), 4 * 7 * 3, image),
        ("warped", Warped("bilinear", "zeros", False), 4 * 3 * 4, image),
        ("warped_border", Warped("bilinear", "border", True), 4 * 3 * 4, image),
        ("warped_nearest", Warped("nearest", "reflection", False), 4 * 3 * 4, image),
        ("depth_to_space", ops.DepthToSpace(2), 4 * 5 * 4, image),
        ("conv3d", nn.Conv3d(4, 3, 3, pad_mode="pad", padding=1, stride=2), 3 * 2 * 3 * 2, (6, 2, 3, 5, 4)),
    ):
        yield ("step_" + name, *step(layer, inputs, *shape))
