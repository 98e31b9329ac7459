# mindspore_training.py - More networks in training for mindspore_sweep.py.
#
# SPDX-License-Identifier: Apache-2.0
#
# steps() lists (name, cell of a training step, inputs): layers of MindSpore that
# are networks themselves, and steps that are written by hand.

import numpy as np

import mindspore as ms
from mindspore import nn, ops

from mindspore_layers import f32, ids
from mindspore_steps import LABELS, entropy, step


class Layered(nn.Cell):
    """MindSpore's layer of a transformer."""

    def __init__(self):
        super().__init__()
        self.embedding, self.head = nn.Embedding(20, 16), nn.Dense(16, LABELS)
        self.layer = nn.TransformerEncoderLayer(16, 2, 32, dropout=0.0, batch_first=True)

    def construct(self, x):
        return self.head(self.layer(self.embedding(x)).mean(1))


class Attentive(nn.Cell):
    def __init__(self):
        super().__init__()
        self.attention, self.head = nn.MultiheadAttention(16, 4, batch_first=True), nn.Dense(16, LABELS)

    def construct(self, x):
        y, _ = self.attention(x, x, x)
        return self.head(y[:, 0])


class Recurrent(nn.Cell):
    def __init__(self, layer):
        super().__init__()
        self.layer, self.head = layer(6, 5, batch_first=True), nn.Dense(5, LABELS)

    def construct(self, x):
        return self.head(self.layer(x)[0][:, -1])


class ByHand(nn.Cell):
    """The steps of an LSTM, one by one."""

    def __init__(self):
        super().__init__()
        self.cell, self.head = nn.LSTMCell(6, 5), nn.Dense(5, LABELS)

    def construct(self, x):
        h = c = ops.zeros((x.shape[0], 5), ms.float32)
        for t in range(x.shape[1]):
            h, c = self.cell(x[:, t], (h, c))
        return self.head(h)


class Dense(nn.Cell):
    """A block of DenseNet."""

    def __init__(self):
        super().__init__()
        self.layers = nn.CellList(
            [nn.SequentialCell(nn.BatchNorm2d(c), nn.ReLU(), nn.Conv2d(c, 2, 3)) for c in (2, 4, 6)]
        )
        self.pool, self.head = nn.AvgPool2d(2, 2), nn.Dense(8, LABELS)

    def construct(self, x):
        for layer in self.layers:
            x = ops.concat((x, layer(x)), 1)
        return self.head(self.pool(x).mean((2, 3)))


class Branches(nn.Cell):
    """A block of Inception."""

    def __init__(self):
        super().__init__()
        self.one, self.three = nn.Conv2d(2, 3, 1), nn.Conv2d(2, 3, 3)
        self.largest, self.mean = nn.MaxPool2d(3, 1, pad_mode="same"), nn.AvgPool2d(3, 1, pad_mode="same")
        self.norm, self.head = nn.GroupNorm(2, 10), nn.Dense(10, LABELS)

    def construct(self, x):
        y = ops.concat((self.one(x), self.three(x), self.largest(x), self.mean(x)), 1)
        return self.head(self.norm(y).mean((2, 3)))


class Signal(nn.Cell):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv1d(3, 6, 3, 2, "pad", 1, has_bias=True)
        self.pool, self.even, self.head = nn.MaxPool1d(2, 2), nn.AdaptiveAvgPool1d(2), nn.Dense(12, LABELS)

    def construct(self, x):
        return self.head(ops.flatten(self.even(self.pool(ops.relu(self.conv(x))))))


class Resized(nn.Cell):
    def __init__(self):
        super().__init__()
        self.down, self.last = nn.Conv2d(2, 4, 3, 2), nn.Conv2d(4, 2, 3)

    def construct(self, x):
        y = ops.interpolate(self.down(x), size=(8, 8), mode="bilinear", align_corners=True)
        return ops.interpolate(self.last(y), scale_factor=2.0, mode="nearest", recompute_scale_factor=True)


class Likened(nn.Cell):
    """One network for two inputs."""

    def __init__(self):
        super().__init__()
        self.body = nn.SequentialCell(nn.Dense(6, 8), nn.ReLU(), nn.Dense(8, 4))
        self.loss = nn.CosineEmbeddingLoss(0.1)

    def construct(self, x, y, same):
        return self.loss(self.body(x), self.body(y), same)


class Coder(nn.Cell):
    """A variational autoencoder; its random numbers are an input."""

    def __init__(self):
        super().__init__()
        self.code, self.mean, self.spread, self.back = nn.Dense(6, 8), nn.Dense(8, 3), nn.Dense(8, 3), nn.Dense(3, 6)

    def construct(self, x, noise):
        h = ops.relu(self.code(x))
        m, v = self.mean(h), self.spread(h)
        y = self.back(m + noise * ops.exp(0.5 * v))
        return ops.mse_loss(y, x) - 0.5 * ops.mean(1 + v - m * m - ops.exp(v))


class Clipped(nn.Cell):
    """Gradients cut to a global norm."""

    def __init__(self, net):
        super().__init__(auto_prefix=False)
        self.network = nn.WithLossCell(net, entropy())
        self.network.set_grad()
        self.optimizer = nn.Momentum(net.trainable_params(), 0.1, 0.9)
        self.weights, self.grad = self.optimizer.parameters, ops.GradOperation(get_by_list=True)

    def construct(self, x, labels):
        loss = self.network(x, labels)
        gradients = ops.clip_by_global_norm(self.grad(self.network, self.weights)(x, labels), 0.5)
        return ops.depend(loss, self.optimizer(gradients))


class ValueAndGradient(nn.Cell):
    """The loss with the network's result beside it."""

    def __init__(self, net):
        super().__init__(auto_prefix=False)
        self.network, self.loss = net, entropy()
        self.optimizer = nn.Adam(net.trainable_params(), 0.01)
        self.grad = ms.value_and_grad(self.both, None, self.optimizer.parameters, has_aux=True)

    def both(self, x, labels):
        y = self.network(x)
        return self.loss(y, labels), y

    def construct(self, x, labels):
        (loss, y), gradients = self.grad(x, labels)
        self.optimizer(gradients)
        return loss, y


def alone(net):
    """A step of a network that is its own loss."""
    net.set_train(True)
    return nn.TrainOneStepCell(net, nn.Momentum(net.trainable_params(), 0.05, 0.9))


def steps():
    labels, image, rows = ids(LABELS, 3), f32(3, 2, 8, 8), f32(3, 4, 6)
    for name, net, x in (
        ("layered", Layered(), ids(20, 3, 5)),
        ("attentive", Attentive(), f32(3, 5, 16)),
        ("gru", Recurrent(nn.GRU), rows),
        ("rnn", Recurrent(nn.RNN), rows),
        ("by_hand", ByHand(), rows),
        ("dense", Dense(), image),
        ("branches", Branches(), image),
        ("signal", Signal(), f32(3, 3, 16)),
    ):
        yield "train_" + name, step(net, entropy()), [x, labels]
    yield "train_resized", step(Resized(), nn.MSELoss()), [image, f32(3, 2, 16, 16)]
    yield "train_likened", alone(Likened()), [f32(3, 6), f32(3, 6), np.array([1, -1, 1], np.int32)]
    yield "train_coder", alone(Coder()), [f32(3, 6), f32(3, 3)]
    yield "train_clipped", Clipped(nn.Dense(6, LABELS)), [f32(3, 6), labels]
    body = nn.SequentialCell(nn.Dense(6, 8), nn.GELU(), nn.Dense(8, LABELS))
    yield "train_value_and_gradient", ValueAndGradient(body), [f32(3, 6), labels]
