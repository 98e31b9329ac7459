#!/usr/bin/env python3
# make_layer_runs.py - Training runs of MindSpore with layers of every kind.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: python3 make_layer_runs.py [RUN...] (in an environment with mindspore 2.10)
# Writes Inputs/run_<RUN>.mindspore.npz: the data "x" (all batches) and "label", the
# parameters before ("init.<name>") and after ("final.<name>") in MindSpore's order,
# the loss of each step, and what the network then says of the first batch in
# evaluation ("eval"). test/unit/Api trains the same networks.

import os
import sys

import mindspore as ms
import numpy as np
from mindspore import nn

BATCH, STEPS, CLASSES = 8, 6, 5


class BatchNorms(nn.Cell):
    """Batch normalization of images, behind a sum, and of a matrix; the first layer is used twice."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 3, pad_mode="same")
        self.bn1 = nn.BatchNorm2d(6)
        self.conv2 = nn.Conv2d(6, 6, 3, pad_mode="same")
        self.bn2 = nn.BatchNorm2d(6, eps=1e-3, momentum=0.8)
        self.conv3 = nn.Conv2d(6, 9, 3, stride=2, pad_mode="same")
        self.bn3 = nn.BatchNorm2d(9, affine=False)
        self.flatten = nn.Flatten()
        self.fc1 = nn.Dense(9 * 4 * 3, 16)
        self.bn4 = nn.BatchNorm1d(16)
        self.fc2 = nn.Dense(16, CLASSES)
        self.relu = nn.ReLU()

    def construct(self, x):
        x = self.relu(self.bn1(self.conv1(x)))
        x = self.relu(self.bn2(self.conv2(x)) + x)
        x = self.bn1(x)
        x = self.bn3(self.conv3(x))
        return self.fc2(self.relu(self.bn4(self.fc1(self.flatten(x)))))


class RowNorms(nn.Cell):
    """Group normalization of images, layer normalization of rows, of images, and with few parameters."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 3, pad_mode="same")
        self.gn1 = nn.GroupNorm(3, 6)
        self.ln1 = nn.LayerNorm((6, 8, 6), begin_norm_axis=1, begin_params_axis=1)
        self.conv2 = nn.Conv2d(6, 8, 3, stride=2, pad_mode="same")
        self.gn2 = nn.GroupNorm(8, 8, affine=False)
        self.ln2 = nn.LayerNorm((3,), begin_norm_axis=2, begin_params_axis=3)
        self.flatten = nn.Flatten()
        self.fc1 = nn.Dense(8 * 4 * 3, 16)
        self.ln3 = nn.LayerNorm((16,))
        self.fc2 = nn.Dense(16, CLASSES)
        self.relu = nn.ReLU()

    def construct(self, x):
        x = self.ln1(self.relu(self.gn1(self.conv1(x))))
        x = self.ln2(self.relu(self.gn2(self.conv2(x))))
        return self.fc2(self.relu(self.ln3(self.fc1(self.flatten(x)))))


class Images(nn.Cell):
    """Transposed and one-dimensional convolutions, poolings with counted zeros and to a size, resizing."""

    def __init__(self):
        super().__init__()
        self.up1 = nn.Conv2dTranspose(3, 6, 3, stride=2, pad_mode="same", has_bias=True)
        self.pool = nn.AvgPool2d(3, 2, "pad", 1)
        self.up2 = nn.Conv2dTranspose(6, 4, 4, stride=(2, 3), pad_mode="pad", padding=1, output_padding=1, group=2)
        self.up3 = nn.Conv2dTranspose(4, 4, (2, 3), stride=1, pad_mode="valid", dilation=(2, 1))
        self.bilinear = nn.Upsample(size=(9, 7), mode="bilinear", align_corners=False)
        self.corners = nn.Upsample(size=(11, 8), mode="bilinear", align_corners=True)
        self.max = nn.AdaptiveMaxPool2d((4, 3))
        self.mean = nn.AdaptiveAvgPool2d((4, 3))
        self.nearest = nn.Upsample(size=(8, 7))
        self.conv1 = nn.Conv1d(4, 5, 3, stride=2, pad_mode="pad", padding=1, has_bias=True)
        self.conv2 = nn.Conv1d(5, 6, 3, group=1)
        self.flatten = nn.Flatten()
        self.fc = nn.Dense(6 * 28, CLASSES)
        self.relu = nn.ReLU()

    def construct(self, x):
        x = self.pool(self.relu(self.up1(x)))
        x = self.up3(self.up2(x))
        x = self.corners(self.bilinear(self.relu(x)))
        x = self.nearest(self.max(x) + self.mean(x))
        x = x.reshape((x.shape[0], 4, 56))
        return self.fc(self.flatten(self.conv2(self.relu(self.conv1(x)))))


RUNS = {
    "batch_norm": (BatchNorms, (3, 8, 6)),
    "row_norm": (RowNorms, (3, 8, 6)),
    "image": (Images, (3, 8, 6)),
}


def run(name):
    network, shape = RUNS[name]
    ms.set_seed(11)
    ms.set_context(mode=ms.GRAPH_MODE, device_target="CPU")
    random = np.random.Generator(np.random.PCG64(7))
    arrays = {
        "x": (random.standard_normal((BATCH * STEPS, *shape)) + 0.5).astype(np.float32),
        "label": random.integers(0, CLASSES, BATCH * STEPS).astype(np.int32),
    }
    net = network()
    for parameter in net.get_parameters():
        if "moving" not in parameter.name:
            noise = 0.2 * random.standard_normal(parameter.shape)
            parameter.set_data(ms.Tensor((parameter.asnumpy() + noise).astype(np.float32)))
        arrays["init." + parameter.name] = parameter.asnumpy().copy()
    loss = nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction="mean")
    optimizer = nn.Momentum(net.trainable_params(), 0.05, 0.9, weight_decay=1e-3)
    step = nn.TrainOneStepCell(nn.WithLossCell(net, loss), optimizer)
    step.set_train()
    losses = []
    for k in range(STEPS):
        rows = slice(k * BATCH, (k + 1) * BATCH)
        losses.append(step(ms.Tensor(arrays["x"][rows]), ms.Tensor(arrays["label"][rows])).asnumpy())
    for parameter in net.get_parameters():
        arrays["final." + parameter.name] = parameter.asnumpy().copy()
    net.set_train(False)
    arrays["eval"] = net(ms.Tensor(arrays["x"][:BATCH])).asnumpy()
    arrays["loss"] = np.array(losses, np.float32)
    here = os.path.dirname(os.path.abspath(__file__))
    np.savez(os.path.join(here, "Inputs", "run_%s.mindspore.npz" % name), **arrays)
    print("%s: losses %s" % (name, arrays["loss"]))


if __name__ == "__main__":
    for name in sys.argv[1:] or RUNS:
        run(name)
