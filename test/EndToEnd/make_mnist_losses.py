#!/usr/bin/env python3
# make_mnist_losses.py - PyTorch's losses of LeNet-5's first steps on MNIST.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: make_mnist_losses.py MNIST_FOLDER
# Writes Inputs/mnist_start.ckpt, LeNet-5 with He's initial values (MindSpore's
# own let the loss stand still for longer than this), and
# Inputs/mnist_losses.torch.npz: the loss of each of 100 steps from there (batch
# 32 in the order of the files, Momentum 0.01 and 0.9), and the sum of squares of
# every weight after them. Needs PyTorch; mnist-losses.test compares with what
# our code gives.

import os
import struct
import sys

import numpy as np
import torch
import torch.nn.functional as F

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../Inputs"))
from protobuf import write_field as field

HERE = os.path.dirname(os.path.abspath(__file__))
STEPS, BATCH = 100, 32


SHAPES = {
    "conv1.weight": (6, 1, 5, 5),
    "conv2.weight": (16, 6, 5, 5),
    "fc1.weight": (120, 400),
    "fc1.bias": (120,),
    "fc2.weight": (84, 120),
    "fc2.bias": (84,),
    "fc3.weight": (10, 84),
    "fc3.bias": (10,),
}


def initial_weights():
    # A seed for which PyTorch with oneDNN, without it, and in f64 agree within
    # 1e-6. For about every second one a ReLU flips on a rounding error within
    # these steps, and even those three differ by 0.01 to 0.5 at the end.
    rng = np.random.default_rng(8)
    weights = {}
    for name, shape in SHAPES.items():
        deviation = np.sqrt(2 / np.prod(shape[1:])) if len(shape) > 1 else 0.01
        weights[name] = (deviation * rng.standard_normal(shape)).astype(np.float32)
    return weights


def write_checkpoint(path, weights):
    with open(path, "wb") as file:
        for name, value in weights.items():
            tensor = b"".join(field(1, int(extent)) for extent in value.shape)
            tensor += field(2, b"Float32") + field(3, value.tobytes())
            file.write(field(1, field(1, name.encode()) + field(2, tensor)))


def read_idx(path):
    with open(path, "rb") as file:
        data = file.read()
    rank = data[3]
    shape = struct.unpack(">%dI" % rank, data[4 : 4 + 4 * rank])
    return np.frombuffer(data, np.uint8, offset=4 + 4 * rank).reshape(shape)


def forward(w, x):
    x = F.max_pool2d(F.relu(F.conv2d(x, w["conv1.weight"])), 2)
    x = F.max_pool2d(F.relu(F.conv2d(x, w["conv2.weight"])), 2).flatten(1)
    x = F.relu(F.linear(x, w["fc1.weight"], w["fc1.bias"]))
    x = F.relu(F.linear(x, w["fc2.weight"], w["fc2.bias"]))
    return F.linear(x, w["fc3.weight"], w["fc3.bias"])


def main(folder):
    torch.set_num_threads(1)
    images = read_idx(os.path.join(folder, "train-images-idx3-ubyte"))
    labels = read_idx(os.path.join(folder, "train-labels-idx1-ubyte"))
    images = np.pad(images[:, None] / np.float32(255), ((0, 0), (0, 0), (2, 2), (2, 2)))
    start = initial_weights()
    write_checkpoint(os.path.join(HERE, "Inputs", "mnist_start.ckpt"), start)
    weights = {name: torch.tensor(value, requires_grad=True) for name, value in start.items()}
    optimizer = torch.optim.SGD(weights.values(), lr=0.01, momentum=0.9)
    losses = []
    for step in range(STEPS):
        rows = slice(step * BATCH, (step + 1) * BATCH)
        optimizer.zero_grad()
        loss = F.cross_entropy(forward(weights, torch.tensor(images[rows])), torch.tensor(labels[rows].astype(np.int64)))
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    squares = {name: float((value.detach().double() ** 2).sum()) for name, value in weights.items()}
    np.savez(
        os.path.join(HERE, "Inputs", "mnist_losses.torch.npz"),
        loss=np.array(losses),
        names=np.array(list(squares)),
        squares=np.array(list(squares.values())),
    )
    print("losses", losses[0], "to", losses[-1])


if __name__ == "__main__":
    main(sys.argv[1])
