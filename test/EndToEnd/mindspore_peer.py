#!/usr/bin/env python3
# mindspore_peer.py - Real MindSpore beside our trainer, on MNIST.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: mindspore_peer.py BIN MNIST (in an environment with mindspore)
# LeNet-5 starts from MindSpore's own initial weights, and both train on the same
# rows in the same order. Checkpoints go both ways, the optimizer's state included.
# Prints "PASS: name" or "FAIL: name: why" per check.

import csv
import filecmp
import os
import subprocess
import sys
import tempfile

import numpy as np

import mindspore as ms
from mindspore import nn

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from checks import Checks
from compare_runs import read_checkpoint

# Later the rounding of one ReLU is enough to part two runs.
BATCH, EPOCHS, STEPS = 32, 1, 40
OPTIMIZERS = {
    "momentum": (["--lr", "0.01", "--momentum", "0.9"], lambda p: nn.Momentum(p, 0.01, 0.9)),
    "adam": (["--lr", "0.001"], lambda p: nn.Adam(p, 0.001)),
    "sgd": (["--lr", "0.05", "--momentum", "0.9"], lambda p: nn.SGD(p, 0.05, momentum=0.9)),
}
LOSS_TOLERANCE, WEIGHT_TOLERANCE = 1e-4, 1e-3


class LeNet5(nn.Cell):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5, pad_mode="valid")
        self.conv2 = nn.Conv2d(6, 16, 5, pad_mode="valid")
        self.fc1 = nn.Dense(400, 120)
        self.fc2 = nn.Dense(120, 84)
        self.fc3 = nn.Dense(84, 10)
        self.relu, self.pool, self.flatten = nn.ReLU(), nn.MaxPool2d(2, 2), nn.Flatten()

    def construct(self, x):
        x = self.pool(self.relu(self.conv1(x)))
        x = self.pool(self.relu(self.conv2(x)))
        x = self.relu(self.fc1(self.flatten(x)))
        return self.fc3(self.relu(self.fc2(x)))


def read_mnist(folder):
    def content(name, skip):
        with open(os.path.join(folder, name), "rb") as file:
            return np.frombuffer(file.read(), np.uint8, offset=skip)

    images = content("train-images-idx3-ubyte", 16).reshape(-1, 1, 28, 28).astype(np.float32) / 255
    return np.pad(images, ((0, 0), (0, 0), (2, 2), (2, 2))), content("train-labels-idx1-ubyte", 8).astype(np.int32)


def first_steps(mnist, folder):
    """The data of that many steps, as a folder of its own."""
    os.mkdir(folder)
    for name in os.listdir(mnist):
        if not name.startswith("train-"):
            os.symlink(os.path.join(os.path.abspath(mnist), name), os.path.join(folder, name))
            continue
        header = 16 if "images" in name else 8
        with open(os.path.join(mnist, name), "rb") as file:
            content = file.read()
        size = (len(content) - header) // int.from_bytes(content[4:8], "big")
        rows = BATCH * STEPS
        with open(os.path.join(folder, name), "wb") as file:
            file.write(content[:4] + rows.to_bytes(4, "big") + content[8 : header + rows * size])
    return folder


def tool(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600)
    if done.returncode != 0:
        raise RuntimeError("%s: %s" % (os.path.basename(command[0]), done.stdout.strip()))


def apart(mine, theirs):
    largest = np.max(np.abs(theirs))
    return float(np.max(np.abs(mine.astype(np.float64) - theirs)) / (largest or 1))


class Run:
    """One optimizer, trained by both."""

    def __init__(self, name, tools, mnist, work):
        self.name, self.mnist = name, mnist
        self.file = lambda ending: os.path.join(work, name + ending)
        self.options, make = OPTIMIZERS[name]
        self.trainer = [os.path.join(tools, "ms-run"), "train", "zoo:lenet5", "--data", mnist, "--quiet"]
        self.trainer += ["--batch", str(BATCH), "--no-shuffle", "--optimizer", name, *self.options]
        ms.set_seed(1)
        self.net = LeNet5()
        self.optimizer = make(self.net.trainable_params())

    def train(self):
        ms.save_checkpoint(self.net, self.file(".init.ckpt"))
        save = ["--ckpt", self.file(".init.ckpt"), "--losses", self.file(".csv"), "--save", self.file(".ckpt")]
        tool(*self.trainer, "--epochs", str(EPOCHS), *save)
        with open(self.file(".csv")) as file:
            mine = np.array([float(row["loss"]) for row in csv.DictReader(file)])
        cell = nn.TrainOneStepCell(nn.WithLossCell(self.net, nn.CrossEntropyLoss()), self.optimizer)
        cell.set_train(True)
        images, labels = read_mnist(self.mnist)
        theirs = np.array([
            float(cell(ms.Tensor(images[i : i + BATCH]), ms.Tensor(labels[i : i + BATCH])).asnumpy())
            for _ in range(EPOCHS)
            for i in range(0, len(images), BATCH)
        ])
        return mine, theirs

    def check_losses(self):
        mine, theirs = self.train()
        if mine.shape != theirs.shape:
            return "%d losses, MindSpore has %d" % (len(mine), len(theirs))
        worst = np.max(np.abs(mine - theirs) / np.abs(theirs))
        print("note: %s: %d losses within %.1e of MindSpore's" % (self.name, len(mine), worst))
        return None if worst <= LOSS_TOLERANCE else "apart by %.3g" % worst

    def check_weights(self):
        mine = read_checkpoint(self.file(".ckpt"))
        for parameter in self.optimizer.parameters_and_names():
            name, value = parameter
            if name not in mine:
                return "the checkpoint has no " + name
            distance = apart(mine[name][1], value.asnumpy().ravel())
            if not distance <= WEIGHT_TOLERANCE:
                return "%s: apart by %.3g" % (name, distance)
        return None

    def check_load(self):
        """load_checkpoint sees the very bytes, and nothing of the network is missing."""
        expected = read_checkpoint(self.file(".ckpt"))
        loaded = ms.load_checkpoint(self.file(".ckpt"))
        if list(loaded) != list(expected):
            return "names %s, the file has %s" % (list(loaded), list(expected))
        for name, (dims, values) in expected.items():
            value = loaded[name].asnumpy()
            if value.dtype != values.dtype or list(value.shape) != dims or value.tobytes() != values.tobytes():
                return name + " differs"
        for target in (LeNet5(), OPTIMIZERS[self.name][1](LeNet5().trainable_params())):
            missing, _ = ms.load_param_into_net(target, loaded)
            missing = [name for name in missing if name in expected]
            if missing:
                return "not loaded: %s" % missing
            for name, value in target.parameters_and_names():
                if name in expected and value.asnumpy().tobytes() != expected[name][1].tobytes():
                    return "after load_param_into_net %s differs" % name
        return None

    def check_framed(self):
        """A training checkpoint: our header, footer and resume state are passed over, the CRC is MindSpore's."""
        folder = self.file(".ckpts")
        tool(*self.trainer, "--ckpt-dir", folder, "--prefix", "net", "--crc-check")
        (name,) = [name for name in os.listdir(folder) if name.endswith(".ckpt")]
        path = os.path.join(folder, name)
        expected = read_checkpoint(path)
        loaded = ms.load_checkpoint(path, crc_check=True)
        if list(loaded) != list(expected):
            return "names %s, the file has %s" % (list(loaded), list(expected))
        wrong = [name for name in expected if loaded[name].asnumpy().tobytes() != expected[name][1].tobytes()]
        if wrong:
            return "%s differ" % wrong
        with open(path, "rb") as file:
            content = file.read()
        # Damage is noticed by the trailer, which is of our fields, too.
        damaged = self.file(".damaged.ckpt")
        with open(damaged, "wb") as file:
            file.write(content[:-20] + bytes([content[-20] ^ 1]) + content[-19:])
        try:
            ms.load_checkpoint(damaged, crc_check=True)
        except ValueError:
            return None
        return "MindSpore reads a damaged footer"

    def check_resume(self):
        """What MindSpore writes from our file, we read: training goes on to the same bits."""
        items = [{"name": name, "data": value} for name, value in ms.load_checkpoint(self.file(".ckpt")).items()]
        ms.save_checkpoint(items, self.file(".theirs.ckpt"))
        for start, end in ((".ckpt", ".a.ckpt"), (".theirs.ckpt", ".b.ckpt")):
            tool(*self.trainer, "--ckpt", self.file(start), "--save", self.file(end))
        same = filecmp.cmp(self.file(".a.ckpt"), self.file(".b.ckpt"), shallow=False)
        return None if same else "training from the two files ends with different weights"


def main(tools, mnist):
    ms.set_device("CPU")
    report = Checks()
    with tempfile.TemporaryDirectory() as work:
        mnist = first_steps(mnist, os.path.join(work, "mnist"))
        for name in OPTIMIZERS:
            run = Run(name, tools, mnist, work)
            for what, check in (
                ("losses", run.check_losses),
                ("weights after training", run.check_weights),
                ("load_checkpoint", run.check_load),
                ("a training checkpoint", run.check_framed),
                ("resume", run.check_resume),
            ):
                report.attempt("MindSpore, %s, %s" % (name, what), check)
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
