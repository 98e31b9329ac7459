#!/usr/bin/env python3
# mindspore_graph_meta.py - Steps from the graphs that real MindSpore puts beside checkpoints.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: mindspore_graph_meta.py BIN [NAME...] (in an environment with mindspore)
# MindSpore trains a network for some steps and writes its -graph.meta file and its
# state before and after. ms-run trains what that file says from the same state, on
# the same rows; constants whose values MindSpore leaves out are given by what they
# are. Losses and state must agree. Prints "PASS: name" or "FAIL: name: why" per row;
# only rows whose names begin with NAME where names are given.

import os
import subprocess
import sys
import tempfile

import numpy as np

os.environ.setdefault("GLOG_v", "3")
import mindspore as ms
from mindspore import nn, ops
from mindspore.train.serialization import _save_graph

FOLDER = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, FOLDER)
sys.path.insert(0, os.path.join(FOLDER, "../Import/Inputs"))
from checks import Checks
from compare_runs import compare_losses, read_checkpoint
from constants import add
from protobuf import fields

STEPS, ROWS, CLASSES = 4, 8, 5
LOSS_TOLERANCE, WEIGHT_TOLERANCE = 1e-5, 1e-4
# Below this, of the largest number of all, a gradient's moment is rounding alone.
ROUNDING = 1e-6


class Images(nn.Cell):
    """Convolutions with and without groups, a batch norm, pools."""

    shape = (3, 8, 8)

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3, pad_mode="same")
        self.norm, self.relu = nn.BatchNorm2d(8), nn.ReLU6()
        self.mean, self.largest, self.adaptive = nn.AvgPool2d(2, 2), nn.MaxPool2d(2, 2), nn.AdaptiveAvgPool2d((3, 4))
        self.conv2 = nn.Conv2d(8, 8, 3, pad_mode="pad", padding=1, group=8, has_bias=True)
        self.fc = nn.Dense(8, CLASSES)

    def construct(self, x):
        x = self.mean(self.relu(self.norm(self.conv(x))))
        x = self.largest(ops.sigmoid(self.conv2(self.adaptive(x))))
        return self.fc(ops.mean(x, (2, 3)))


class Words(nn.Cell):
    """An encoder layer as BERT has them."""

    shape = (6,)

    def __init__(self):
        super().__init__()
        self.table = nn.Embedding(30, 16)
        self.query, self.key, self.value, self.out = (nn.Dense(16, 16) for _ in range(4))
        self.norm, self.norm2 = nn.LayerNorm((16,)), nn.LayerNorm((16,))
        self.up, self.down, self.gelu = nn.Dense(16, 32), nn.Dense(32, 16), nn.GELU()
        self.softmax, self.pooler, self.fc = nn.Softmax(-1), nn.Dense(16, 16, activation="tanh"), nn.Dense(16, CLASSES)
        self.scores, self.mix = ops.BatchMatMul(transpose_b=True), ops.BatchMatMul()

    def heads(self, x):
        return ops.transpose(ops.reshape(x, (ROWS, 6, 2, 8)), (0, 2, 1, 3))

    def construct(self, x):
        x = self.table(x)
        weights = self.softmax(self.scores(self.heads(self.query(x)), self.heads(self.key(x))) / 2.5)
        mixed = ops.reshape(ops.transpose(self.mix(weights, self.heads(self.value(x))), (0, 2, 1, 3)), (ROWS, 6, 16))
        x = self.norm(x + self.out(mixed))
        x = self.norm2(x + self.down(self.gelu(self.up(x))))
        return self.fc(self.pooler(x[:, 0, :]))


class Rows(nn.Cell):
    shape = (20,)

    def __init__(self):
        super().__init__()
        self.fc1, self.fc2 = nn.Dense(20, 16, activation="tanh"), nn.Dense(16, CLASSES)

    def construct(self, x):
        return self.fc2(self.fc1(x))


class OwnStep(nn.Cell):
    """A step that somebody has written, with names for its inputs."""

    def __init__(self, network, optimizer):
        super().__init__(auto_prefix=False)
        self.network, self.optimizer, self.weights = network, optimizer, optimizer.parameters
        self.grad = ops.GradOperation(get_by_list=True)

    def construct(self, image, label):
        loss = self.network(image, label)
        return ops.depend(loss, self.optimizer(self.grad(self.network, self.weights)(image, label)))


def groups(net):
    decayed = [p for p in net.trainable_params() if "conv" in p.name]
    others = [p for p in net.trainable_params() if "conv" not in p.name]
    return [{"params": decayed, "weight_decay": 1e-3, "lr": 0.05}, {"params": others}]


ADAM = {"Mul(beta1_power):1": 0.9, "Mul(beta2_power):1": 0.999, "Adam:6": 0.9, "Adam:7": 0.999, "Adam:8": 1e-8}
ADAM_DECAY = {"AdamWeightDecay:%d" % k: v for k, v in ((4, 0.9), (5, 0.999), (6, 1e-6), (7, 0.0))}
# name: network, optimizer of it, kind of step, constants by their uses
TABLE = {
    "images, sgd": (
        Images, lambda n: nn.SGD(n.trainable_params(), 0.05, momentum=0.9, weight_decay=1e-3), nn.TrainOneStepCell,
        {"Mul:1": 1e-3, "RealDiv:1": 2},
    ),
    "images, momentum, groups": (
        Images, lambda n: nn.Momentum(groups(n), 0.1, 0.9), nn.TrainOneStepCell, {"Mul:1": 1e-3, "RealDiv:1": 2},
    ),
    "images, adam": (Images, lambda n: nn.Adam(n.trainable_params(), 0.01), nn.TrainOneStepCell, {"RealDiv:1": 2, **ADAM}),
    "words, momentum": (Words, lambda n: nn.Momentum(n.trainable_params(), 0.05, 0.9), nn.TrainOneStepCell, {}),
    "words, adam": (Words, lambda n: nn.Adam(n.trainable_params(), 0.01), nn.TrainOneStepCell, ADAM),
    "words, adam weight decay": (
        Words, lambda n: nn.AdamWeightDecay(n.trainable_params(), 0.01), nn.TrainOneStepCell, ADAM_DECAY,
    ),
    "rows, momentum": (Rows, lambda n: nn.Momentum(n.trainable_params(), 0.1, 0.9), nn.TrainOneStepCell, {}),
    "rows, rates": (
        Rows, lambda n: nn.Momentum(n.trainable_params(), [0.1, 0.1, 0.05, 0.05], 0.9), nn.TrainOneStepCell, {},
    ),
    "rows, loss scale": (
        Rows, lambda n: nn.Momentum(n.trainable_params(), 0.1, 0.9, loss_scale=1024.0),
        lambda n, o: nn.TrainOneStepCell(n, o, sens=1024.0), {"cst5": 1024, "cst6": 1 / 1024},
    ),
    "rows, own step": (Rows, lambda n: nn.Momentum(n.trainable_params(), 0.1, 0.9), OwnStep, {}),
    "rows, rmsprop": (
        Rows, lambda n: nn.RMSProp(n.trainable_params(), 0.01), nn.TrainOneStepCell,
        {"ApplyRMSProp:5": 0.9, "ApplyRMSProp:6": 0.0, "ApplyRMSProp:7": 1e-10},
    ),
    "rows, adagrad": (Rows, lambda n: nn.Adagrad(n.trainable_params()), nn.TrainOneStepCell, {}),
    "rows, ftrl": (
        Rows, lambda n: nn.FTRL(n.trainable_params()), nn.TrainOneStepCell,
        {"ApplyFtrl:5": 0.0, "ApplyFtrl:6": 0.0, "ApplyFtrl:7": -0.5},
    ),
}


def train(network, make, kind, folder):
    """MindSpore's part: files in the folder."""
    ms.set_seed(1)
    net = network()
    loss = nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction="mean")
    step = kind(nn.WithLossCell(net, loss), make(net))
    step.set_train(True)
    rng = np.random.default_rng(3)
    size = (STEPS * ROWS, *network.shape)
    x = rng.integers(0, 30, size).astype(np.int32) if network is Words else rng.normal(0, 1, size).astype(np.float32)
    y = rng.integers(0, CLASSES, STEPS * ROWS).astype(np.int32)

    def save(name):
        ms.save_checkpoint([{"name": p.name, "data": p} for p in step.get_parameters()], os.path.join(folder, name))

    save("init.ckpt")
    losses = []
    for k in range(STEPS):
        rows = slice(k * ROWS, (k + 1) * ROWS)
        losses.append(float(step(ms.Tensor(x[rows]), ms.Tensor(y[rows])).asnumpy()))
    _save_graph(step, os.path.join(folder, "net-graph.meta"))
    save("final.ckpt")
    np.savez(os.path.join(folder, "data.npz"), in0=x, in1=y)
    np.savez(os.path.join(folder, "losses.npz"), loss=np.array(losses))


def compare_state(graph, mine, theirs):
    with open(graph, "rb") as file:
        content = dict(fields(file.read()))[4]
    known = {dict(fields(value))[1].decode() for number, value in fields(content) if number == 3}
    mine, theirs = read_checkpoint(mine), read_checkpoint(theirs)
    for name, (dims, values) in theirs.items():
        # What the step neither reads nor writes is in no graph.
        if name not in known:
            continue
        if name not in mine:
            return "our checkpoint has no " + name
        largest = max(np.max(np.abs(values.astype(np.float64))), ROUNDING / WEIGHT_TOLERANCE)
        distance = np.max(np.abs(mine[name][1].astype(np.float64) - values)) / largest
        if not distance <= WEIGHT_TOLERANCE:
            return "%s: apart by %.3g" % (name, distance)
    return None


def check(tools, folder, network, make, kind, constants):
    train(network, make, kind, folder)
    file = lambda name: os.path.join(folder, name)
    add(file("net-graph.meta"), file("init.ckpt"), file("all.ckpt"), constants)
    command = [os.path.join(tools, "ms-run"), "train", file("net-graph.meta"), "--data", file("data.npz")]
    command += ["--ckpt", file("all.ckpt"), "--no-shuffle", "--quiet", "--epochs", "1"]
    command += ["--losses", file("got.csv"), "--save", file("got.ckpt")]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600)
    if done.returncode != 0:
        return done.stdout.strip()
    return compare_losses(file("got.csv"), file("losses.npz"), LOSS_TOLERANCE, None) or compare_state(
        file("net-graph.meta"), file("got.ckpt"), file("final.ckpt")
    )


def main(tools, wanted):
    ms.set_device("CPU")
    ms.set_context(mode=ms.GRAPH_MODE)
    report = Checks()
    for name, row in TABLE.items():
        if wanted and not any(name.startswith(start) for start in wanted):
            continue
        with tempfile.TemporaryDirectory() as folder:
            report.attempt(name, check, tools, folder, *row)
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
