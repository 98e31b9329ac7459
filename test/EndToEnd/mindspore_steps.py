# mindspore_steps.py - Training steps for mindspore_sweep.py.
#
# SPDX-License-Identifier: Apache-2.0
#
# steps() lists (name, cell of a training step, inputs): pools, losses, mixed
# element types, and whole networks as people train them.

import numpy as np

import mindspore as ms
from mindspore import nn, ops

from mindspore_layers import Call, f32, ids, positive

LABELS = 4


def step(net, loss, make=lambda p: nn.Momentum(p, 0.05, 0.9)):
    net.set_train(True)
    return nn.TrainOneStepCell(nn.WithLossCell(net, loss), make(net.trainable_params()))


def entropy():
    return nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction="mean")


class Pooled(nn.Cell):
    def __init__(self, pool):
        super().__init__()
        self.conv, self.pool = nn.Conv2d(2, 3, 3, pad_mode="pad", padding=1, has_bias=True), pool

    def construct(self, x):
        return ops.flatten(self.pool(self.conv(x)))


class Rows(nn.Cell):
    """Images as sequences for pools of one dimension."""

    def __init__(self, pool):
        super().__init__()
        self.pool = pool

    def construct(self, x):
        n, c, h, w = x.shape
        return self.pool(x.reshape(n, c * h, w))


class Volume(nn.Cell):
    def __init__(self, pool):
        super().__init__()
        self.pool = pool

    def construct(self, x):
        n, c, h, w = x.shape
        return self.pool(x.reshape(n, c, 3, h // 3, w))


class Places(nn.Cell):
    def construct(self, x):
        y, places = ops.max_pool2d(x, 3, 2, 1, return_indices=True)
        return y * (places.astype(ms.float32) * 0.01)


def pools():
    yield "max_pad", nn.MaxPool2d(3, 2, "pad", 1)
    yield "max_ceil", nn.MaxPool2d(3, 2, "pad", 1, ceil_mode=True)
    yield "max_dilated", nn.MaxPool2d(3, 2, "pad", 1, dilation=2)
    yield "max_two", nn.MaxPool2d((3, 5), (2, 1), "pad", (1, 2))
    yield "max_function", Call(ops.max_pool2d, 3, 2, 1)
    yield "max_function_dilated", Call(ops.max_pool2d, 2, 2, 1, 3)
    yield "max_places", Places()
    yield "max_rows", Rows(nn.MaxPool1d(3, 2, "pad", 1))
    yield "max_volume", Volume(nn.MaxPool3d((2, 2, 3), (1, 2, 2)))
    yield "max_volume_pad", Volume(nn.MaxPool3d(3, 2, "pad", 1))
    yield "max_volume_same", Volume(nn.MaxPool3d(2, 2, "same"))
    yield "max_adaptive", nn.AdaptiveMaxPool2d((3, 2))
    yield "max_adaptive_open", nn.AdaptiveMaxPool2d((None, 3))
    yield "mean_pad", nn.AvgPool2d(3, 2, "pad", 1)
    yield "mean_ceil", nn.AvgPool2d(3, 2, "pad", 1, ceil_mode=True)
    yield "mean_inside", nn.AvgPool2d(3, 2, "pad", 1, ceil_mode=True, count_include_pad=False)
    yield "mean_divisor", nn.AvgPool2d(3, 2, "pad", 1, divisor_override=4)
    yield "mean_function", Call(ops.avg_pool2d, 3, 2, 1)
    yield "mean_rows", Rows(nn.AvgPool1d(3, 2, "pad", 1))
    yield "mean_volume", Volume(nn.AvgPool3d((2, 2, 3), (1, 2, 2)))
    yield "mean_volume_pad", Volume(nn.AvgPool3d(3, 2, "pad", 1))
    yield "mean_volume_same", Volume(nn.AvgPool3d(2, 2, "same"))
    yield "mean_adaptive", nn.AdaptiveAvgPool2d((3, 2))
    yield "mean_adaptive_one", nn.AdaptiveAvgPool2d(1)
    yield "power", nn.LPPool2d(2, 3)


class Residual(nn.Cell):
    """The stem of a ResNet, padded as PyTorch's, and a block."""

    def __init__(self):
        super().__init__()
        self.stem = nn.SequentialCell(
            nn.Conv2d(3, 8, 7, 2, pad_mode="pad", padding=3),
            nn.BatchNorm2d(8),
            nn.ReLU(),
            nn.MaxPool2d(3, 2, pad_mode="pad", padding=1),
        )
        self.block = nn.SequentialCell(
            nn.Conv2d(8, 16, 3, 2, pad_mode="pad", padding=1),
            nn.BatchNorm2d(16),
            nn.ReLU(),
            nn.Conv2d(16, 16, 3, pad_mode="pad", padding=1),
            nn.BatchNorm2d(16),
        )
        self.short = nn.SequentialCell(nn.Conv2d(8, 16, 1, 2), nn.BatchNorm2d(16))
        self.pool, self.head = nn.AdaptiveAvgPool2d(1), nn.Dense(16, LABELS)

    def construct(self, x):
        x = self.stem(x)
        return self.head(ops.flatten(self.pool(ops.relu(self.block(x) + self.short(x)))))


class Squeeze(nn.Cell):
    def __init__(self, channels):
        super().__init__()
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.down, self.up = nn.Conv2d(channels, 4, 1, has_bias=True), nn.Conv2d(4, channels, 1, has_bias=True)
        self.gate = nn.HSigmoid()

    def construct(self, x):
        return x * self.gate(self.up(ops.relu(self.down(self.pool(x)))))


class Mobile(nn.Cell):
    """A bottleneck of MobileNetV3."""

    def __init__(self):
        super().__init__()
        self.stem = nn.SequentialCell(nn.Conv2d(3, 8, 3, 2), nn.BatchNorm2d(8), nn.HSwish())
        self.block = nn.SequentialCell(
            nn.Conv2d(8, 16, 1),
            nn.BatchNorm2d(16),
            nn.HSwish(),
            nn.Conv2d(16, 16, 5, pad_mode="pad", padding=2, group=16),
            nn.BatchNorm2d(16),
            Squeeze(16),
            nn.HSwish(),
            nn.Conv2d(16, 8, 1),
            nn.BatchNorm2d(8),
        )
        self.head = nn.Dense(8, LABELS)

    def construct(self, x):
        x = self.stem(x)
        return self.head((x + self.block(x)).mean((2, 3)))


class Sequence(nn.Cell):
    def __init__(self, layers, both, kind=nn.LSTM):
        super().__init__()
        self.embedding = nn.Embedding(20, 6)
        self.is_lstm = kind is nn.LSTM
        self.layer = kind(6, 5, layers, batch_first=True, bidirectional=both)
        self.head = nn.Dense(10 if both else 5, LABELS)

    def construct(self, x):
        y, h = self.layer(self.embedding(x))
        if self.is_lstm:
            h = h[0]
        return self.head(y.mean(1)) + h.sum()


class Encoder(nn.Cell):
    """A layer of a transformer. Without its dropout it is no chance."""

    def __init__(self, width=16, heads=2, drop=0.0):
        super().__init__()
        self.embedding, self.place = nn.Embedding(30, width), ms.Parameter(ms.Tensor(f32(7, width) * 0.1), name="place")
        self.query, self.key, self.value = nn.Dense(width, width), nn.Dense(width, width), nn.Dense(width, width)
        self.out, self.norm1, self.norm2 = nn.Dense(width, width), nn.LayerNorm((width,)), nn.LayerNorm((width,))
        self.up, self.down, self.act = nn.Dense(width, 32), nn.Dense(32, width), nn.GELU()
        self.drop1, self.drop2, self.head = nn.Dropout(p=drop), nn.Dropout(p=drop), nn.Dense(width, LABELS)
        self.heads, self.size = heads, width // heads

    def turned(self, x):
        return x.reshape(x.shape[0], x.shape[1], self.heads, self.size).transpose(0, 2, 1, 3)

    def construct(self, x):
        x = self.embedding(x) + self.place
        q, k, v = self.turned(self.query(x)), self.turned(self.key(x)), self.turned(self.value(x))
        a = ops.softmax(ops.matmul(q, k.swapaxes(-1, -2)) / self.size**0.5, -1)
        y = ops.matmul(self.drop1(a), v).transpose(0, 2, 1, 3).reshape(x.shape)
        x = self.norm1(x + self.out(y))
        x = self.norm2(x + self.drop2(self.down(self.act(self.up(x)))))
        return self.head(x[:, 0])


class Twice(nn.Cell):
    def __init__(self, inside, outside):
        super().__init__()
        self.body = nn.SequentialCell(
            nn.Conv2d(inside, outside, 3), nn.BatchNorm2d(outside), nn.ReLU(), nn.Conv2d(outside, outside, 3), nn.LeakyReLU(0.1)
        )

    def construct(self, x):
        return self.body(x)


class Segmenter(nn.Cell):
    """A U-Net of two levels."""

    def __init__(self):
        super().__init__()
        self.down, self.pool, self.deep = Twice(1, 4), nn.MaxPool2d(2, 2), Twice(4, 8)
        self.up, self.last = nn.Conv2dTranspose(8, 4, 2, 2, has_bias=True), Twice(8, 4)
        self.head = nn.Conv2d(4, 1, 1, has_bias=True)

    def construct(self, x):
        a = self.down(x)
        b = self.up(self.deep(self.pool(a)))
        return self.head(self.last(ops.concat((a, b), 1)))


class Shared(nn.Cell):
    """Two inputs, two results with a loss each."""

    def __init__(self):
        super().__init__()
        self.first, self.second, self.both = nn.Dense(6, 5), nn.Dense(4, 5), nn.Dense(10, LABELS)
        self.entropy, self.distance = entropy(), nn.SmoothL1Loss(reduction="mean")

    def construct(self, x, y, labels, aim):
        a, b = ops.tanh(self.first(x)), ops.sigmoid(self.second(y))
        return self.entropy(self.both(ops.concat((a, b), -1)), labels) + self.distance(a * b, aim)


class Dropped(nn.Cell):
    def __init__(self, drop):
        super().__init__()
        self.dense, self.drop = nn.Dense(64, 256), nn.Dropout(p=drop)

    def construct(self, x):
        return self.drop(self.dense(x))


class DroppedChannels(nn.Cell):
    def __init__(self, drop):
        super().__init__()
        self.conv, self.drop = nn.Conv2d(2, 64, 3), nn.Dropout2d(drop)

    def construct(self, x):
        return self.drop(self.conv(x))


class Largest(nn.Cell):
    """The gradient of a maximum goes to its place."""

    def __init__(self):
        super().__init__()
        self.dense = nn.Dense(7, 12)

    def construct(self, x):
        y = self.dense(x).reshape(-1, LABELS, 3)
        return ops.max(y, 2)[0] - ops.min(y, 2)[0]


class Leveled(nn.Cell):
    """Rows that are small beside epsilon."""

    def __init__(self):
        super().__init__()
        self.dense, self.norm, self.head = nn.Dense(7, 6), nn.LayerNorm((6,), epsilon=1e-2), nn.Dense(6, LABELS)

    def construct(self, x):
        return self.head(self.norm(self.dense(x) * 0.1))


class Mixed(nn.Cell):
    """Operands of several element types."""

    def __init__(self):
        super().__init__()
        self.dense = nn.Dense(7, LABELS)

    def construct(self, x):
        y = self.dense(x)
        half = ops.cast(y, ms.float16)
        return ops.concat((half * (y > 0), y), 1) * ms.Tensor(2) + ops.cast(y.sum(), ms.float16)


def steps():
    labels = ids(LABELS, 6)
    for name, pool in pools():
        net = Pooled(pool)
        image = f32(2, 2, 9, 10)
        aim = f32(*net(ms.Tensor(image)).shape)
        yield "pool_" + name, step(net, nn.MSELoss()), [image, aim]
    for name, loss in {
        "smooth_none": nn.SmoothL1Loss(),
        "smooth": nn.SmoothL1Loss(beta=0.5, reduction="sum"),
        "huber": nn.HuberLoss(delta=0.7),
        "bce_logits": nn.BCEWithLogitsLoss(),
        "bce_logits_sum": nn.BCEWithLogitsLoss("sum", ms.Tensor(positive(1, 5)), ms.Tensor(positive(5))),
        "mse_none": nn.MSELoss("none"),
        "hinge": nn.HingeEmbeddingLoss(),
    }.items():
        yield "loss_" + name, step(nn.Dense(7, 5), loss), [f32(6, 7), positive(6, 5) * 0.4]
    adam = lambda p: nn.AdamWeightDecay(p, 0.01, weight_decay=0.05)
    yield "step_residual", step(Residual(), entropy()), [f32(6, 3, 33, 30), labels]
    yield "step_mobile", step(Mobile(), entropy()), [f32(6, 3, 18, 18), labels]
    yield "step_lstm", step(Sequence(1, False), entropy()), [ids(20, 6, 5), labels]
    yield "step_lstm_both", step(Sequence(2, True), entropy(), adam), [ids(20, 6, 4), labels]
    yield "step_gru", step(Sequence(1, False, nn.GRU), entropy()), [ids(20, 6, 5), labels]
    yield "step_gru_both", step(Sequence(2, True, nn.GRU), entropy(), adam), [ids(20, 6, 4), labels]
    yield "step_encoder", step(Encoder(), entropy(), adam), [ids(30, 6, 7), labels]
    yield "step_segmenter", step(Segmenter(), nn.BCEWithLogitsLoss()), [f32(2, 1, 12, 16), positive(2, 1, 12, 16) * 0.5]
    shared = Shared()
    shared.set_train(True)
    cell = nn.TrainOneStepCell(shared, nn.Momentum(shared.trainable_params(), 0.05, 0.9))
    yield "step_shared", cell, [f32(6, 6), f32(6, 4), labels, f32(6, 5)]
    yield "step_largest", step(Largest(), entropy()), [f32(6, 7), labels]
    yield "step_leveled", step(Leveled(), entropy()), [f32(6, 7), labels]
    yield "step_mixed_f16", step(Mixed(), nn.MSELoss(), lambda p: nn.Momentum(p, 1e-3, 0.9)), [f32(6, 7), f32(6, 2 * LABELS)]
    yield "drop_all", step(Dropped(0.5), nn.MSELoss(), lambda p: nn.SGD(p, 0.0)), [f32(64, 64), f32(64, 256)]
    yield "drop_channels", step(DroppedChannels(0.3), nn.MSELoss()), [f32(32, 2, 5, 5), f32(32, 64, 5, 5)]
    yield "drop_encoder", step(Encoder(drop=0.1), entropy(), adam), [ids(30, 64, 7), ids(LABELS, 64)]
    halves = {
        "mobile": (Mobile, [f32(6, 3, 18, 18), labels]),
        "encoder": (Encoder, [ids(30, 6, 7), labels]),
        "residual": (Residual, [f32(6, 3, 33, 30), labels]),
    }
    for name, (make, inputs) in halves.items():
        yield "half_" + name + "_f16", step(make().to_float(ms.float16), entropy()), inputs
        yield "amp_" + name + "_f16", step(ms.amp.auto_mixed_precision(make(), "O2"), entropy()), inputs
