# mindspore_models.py - Whole networks for mindspore_sweep.py.
#
# SPDX-License-Identifier: Apache-2.0
#
# networks() lists (name, cell, inputs). ResNet-50 comes last: it takes the
# longest.

import numpy as np

import mindspore as ms
from mindspore import nn, ops

from mindspore_layers import f32, ids, with_statistics


def conv_bn(cin, cout, kernel, stride=1, group=1):
    padding = kernel // 2
    return [nn.Conv2d(cin, cout, kernel, stride, pad_mode="pad", padding=padding, group=group), nn.BatchNorm2d(cout)]


def lenet():
    return nn.SequentialCell([
        nn.Conv2d(1, 6, 5, pad_mode="valid"), nn.ReLU(), nn.MaxPool2d(2, 2),
        nn.Conv2d(6, 16, 5, pad_mode="valid"), nn.ReLU(), nn.MaxPool2d(2, 2),
        nn.Flatten(), nn.Dense(400, 120, activation="relu"), nn.Dense(120, 84, activation="relu"), nn.Dense(84, 10),
    ])


class Bottleneck(nn.Cell):
    def __init__(self, cin, cout, stride):
        super().__init__()
        middle = cout // 4
        self.body = nn.SequentialCell([
            *conv_bn(cin, middle, 1), nn.ReLU(), *conv_bn(middle, middle, 3, stride), nn.ReLU(), *conv_bn(middle, cout, 1),
        ])
        self.shortcut = nn.SequentialCell(conv_bn(cin, cout, 1, stride)) if stride > 1 or cin != cout else None
        self.relu = nn.ReLU()

    def construct(self, x):
        y = self.body(x)
        if self.shortcut is not None:
            x = self.shortcut(x)
        return self.relu(y + x)


class ResNet(nn.Cell):
    def __init__(self, blocks, classes):
        super().__init__()
        self.stem = nn.SequentialCell([*conv_bn(3, 64, 7, 2), nn.ReLU(), nn.MaxPool2d(3, 2, pad_mode="same")])
        layers, cin = [], 64
        for stage, count in enumerate(blocks):
            for k in range(count):
                layers.append(Bottleneck(cin, 256 << stage, 2 if stage > 0 and k == 0 else 1))
                cin = 256 << stage
        self.layers = nn.SequentialCell(layers)
        self.mean, self.flatten, self.head = ops.ReduceMean(keep_dims=True), nn.Flatten(), nn.Dense(cin, classes)

    def construct(self, x):
        return self.head(self.flatten(self.mean(self.layers(self.stem(x)), (2, 3))))


class Inverted(nn.Cell):
    def __init__(self, cin, cout, stride, expand):
        super().__init__()
        middle = cin * expand
        self.body = nn.SequentialCell([
            *conv_bn(cin, middle, 1), nn.ReLU6(), *conv_bn(middle, middle, 3, stride, middle), nn.ReLU6(),
            *conv_bn(middle, cout, 1),
        ])
        self.residual = stride == 1 and cin == cout

    def construct(self, x):
        return x + self.body(x) if self.residual else self.body(x)


class MobileNet(nn.Cell):
    def __init__(self):
        super().__init__()
        self.body = nn.SequentialCell([
            *conv_bn(3, 8, 3, 2), nn.ReLU6(), Inverted(8, 8, 1, 2), Inverted(8, 16, 2, 3), Inverted(16, 16, 1, 3),
        ])
        self.dropout, self.head = nn.Dropout(p=0.2), nn.Dense(16, 5)

    def construct(self, x):
        return self.head(self.dropout(self.body(x).mean((2, 3))))


class SelfAttention(nn.Cell):
    def __init__(self, hidden, heads):
        super().__init__()
        self.heads, self.size = heads, hidden // heads
        self.query, self.key, self.value, self.out = [nn.Dense(hidden, hidden) for _ in range(4)]
        self.scores, self.mix = ops.BatchMatMul(transpose_b=True), ops.BatchMatMul()
        self.softmax = nn.Softmax(axis=-1)

    def split(self, x, b, s):
        return ops.transpose(ops.reshape(x, (b, s, self.heads, self.size)), (0, 2, 1, 3))

    def construct(self, x, bias):
        b, s, e = x.shape
        q, k, v = self.split(self.query(x), b, s), self.split(self.key(x), b, s), self.split(self.value(x), b, s)
        p = self.softmax(self.scores(q, k) * (1.0 / self.size**0.5) + bias)
        return self.out(ops.reshape(ops.transpose(self.mix(p, v), (0, 2, 1, 3)), (b, s, e)))


class Encoder(nn.Cell):
    def __init__(self, hidden, heads):
        super().__init__()
        self.attention, self.first = SelfAttention(hidden, heads), nn.LayerNorm((hidden,), epsilon=1e-12)
        self.up, self.gelu, self.down = nn.Dense(hidden, 4 * hidden), nn.GELU(approximate=True), nn.Dense(4 * hidden, hidden)
        self.second, self.dropout = nn.LayerNorm((hidden,), epsilon=1e-12), nn.Dropout(p=0.1)

    def construct(self, x, bias):
        x = self.first(x + self.dropout(self.attention(x, bias)))
        return self.second(x + self.dropout(self.down(self.gelu(self.up(x)))))


class Bert(nn.Cell):
    def __init__(self, hidden=32, heads=2, layers=2, length=16):
        super().__init__()
        self.word, self.place, self.kind = nn.Embedding(200, hidden), nn.Embedding(length, hidden), nn.Embedding(2, hidden)
        self.norm = nn.LayerNorm((hidden,), epsilon=1e-12)
        self.layers = nn.CellList([Encoder(hidden, heads) for _ in range(layers)])
        self.pooler, self.head = nn.Dense(hidden, hidden, activation="tanh"), nn.Dense(hidden, 3)
        self.places = ms.Tensor(np.arange(length).reshape(1, length), ms.int32)

    def construct(self, words, kinds, mask):
        x = self.norm(self.word(words) + self.place(self.places) + self.kind(kinds))
        mask = ops.cast(ops.expand_dims(ops.expand_dims(mask, 1), 1), ms.float32)
        for layer in self.layers:
            x = layer(x, (1.0 - mask) * -10000.0)
        return self.head(self.pooler(x[:, 0]))


class LSTMCell(nn.Cell):
    def __init__(self, inputs=12, hidden=16):
        super().__init__()
        self.ih, self.hh, self.split = nn.Dense(inputs, 4 * hidden), nn.Dense(hidden, 4 * hidden), ops.Split(1, 4)

    def construct(self, x, h, c):
        i, f, g, o = self.split(self.ih(x) + self.hh(h))
        c = ops.sigmoid(f) * c + ops.sigmoid(i) * ops.tanh(g)
        return ops.sigmoid(o) * ops.tanh(c), c


def networks():
    yield "lenet", lenet(), [f32(2, 1, 32, 32)]
    yield "mobilenet", with_statistics(MobileNet()), [f32(1, 3, 32, 32)]
    mask = np.ones((2, 16), np.int32)
    mask[1, 11:] = 0
    yield "bert", Bert(), [ids(200, 2, 16), ids(2, 2, 16), mask]
    yield "lstm_cell", LSTMCell(), [f32(2, 12), f32(2, 16), f32(2, 16)]
    yield "gru", nn.GRU(3, 4, 2, batch_first=True, bidirectional=True), [f32(2, 3, 3), f32(4, 2, 4)]
    yield "resnet50", with_statistics(ResNet([3, 4, 6, 3], 10)), [f32(1, 3, 64, 64)]
