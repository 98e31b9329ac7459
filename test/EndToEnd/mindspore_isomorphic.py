#!/usr/bin/env python3
# mindspore_isomorphic.py - MindSpore's files, read and written again.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: mindspore_isomorphic.py BIN [NAME...] (in an environment with mindspore).
# MindSpore exports each network below; ms-translate reads the file and writes it
# again. Both files must hold the same graph (test/Export/Inputs/isomorphic.py),
# and MindSpore must compute the same outputs from both, to the last bit. Prints
# "PASS: name" or "FAIL: name: why".

import os
import sys
import tempfile
import traceback

import numpy as np

os.environ.setdefault("GLOG_v", "3")
import mindspore as ms
from mindspore import nn, ops

from mindspore_export import flatten, tool
from mindspore_layers import f32, with_statistics
from mindspore_models import MobileNet, ResNet, conv_bn, lenet

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Export", "Inputs"))
import isomorphic


class Block(nn.Cell):
    def __init__(self, cin, cout, stride):
        super().__init__()
        self.body = nn.SequentialCell([*conv_bn(cin, cout, 3, stride), nn.ReLU(), *conv_bn(cout, cout, 3)])
        self.shortcut = nn.SequentialCell(conv_bn(cin, cout, 1, stride)) if stride > 1 else None
        self.relu = nn.ReLU()

    def construct(self, x):
        y = self.body(x)
        if self.shortcut is not None:
            x = self.shortcut(x)
        return self.relu(y + x)


class ResNet18(nn.Cell):
    def __init__(self, classes):
        super().__init__()
        self.stem = nn.SequentialCell([*conv_bn(3, 64, 7, 2), nn.ReLU(), nn.MaxPool2d(3, 2, pad_mode="same")])
        widths = [64, 64, 64, 128, 128, 256, 256, 512, 512]
        self.layers = nn.SequentialCell([Block(a, b, 1 if a == b else 2) for a, b in zip(widths, widths[1:])])
        self.mean, self.flatten, self.head = ops.ReduceMean(keep_dims=True), nn.Flatten(), nn.Dense(512, classes)

    def construct(self, x):
        return self.head(self.flatten(self.mean(self.layers(self.stem(x)), (2, 3))))


def networks():
    yield "lenet5", lenet(), f32(2, 1, 32, 32)
    yield "resnet18", with_statistics(ResNet18(10)), f32(2, 3, 64, 64)
    yield "mobilenet", with_statistics(MobileNet()), f32(2, 3, 32, 32)
    yield "resnet50", with_statistics(ResNet([3, 4, 6, 3], 10)), f32(1, 3, 64, 64)


def check(tools, work, net, x):
    net.set_train(False)
    first, second = os.path.join(work, "first.mindir"), os.path.join(work, "second.mindir")
    ms.export(net, ms.Tensor(x), file_name=first[: -len(".mindir")], file_format="MINDIR")
    problem = tool(tools + "/ms-translate", first, "-o", second)
    if problem:
        return problem
    result = isomorphic.compare(isomorphic.Graph(first), isomorphic.Graph(second))
    if not isinstance(result, int):
        return "not the same graph: " + result
    outputs = [flatten(nn.GraphCell(ms.load(path))(ms.Tensor(x))) for path in (first, second)]
    for mine, theirs in zip(outputs[1], outputs[0]):
        if not np.array_equal(mine, theirs):
            return "other outputs"
    return None


def main():
    ms.set_device("CPU")
    tools, names = sys.argv[1], tuple(sys.argv[2:])
    failures = 0
    for name, net, x in networks():
        if names and not name.startswith(names):
            continue
        with tempfile.TemporaryDirectory() as work:
            try:
                problem = check(tools, work, net, x)
            except Exception as error:  # MindSpore throws many kinds
                problem = "".join(traceback.format_exception_only(error)).strip()
        failures += problem is not None
        print("FAIL: %s: %s" % (name, " ".join(problem.split())[:600]) if problem else "PASS: " + name, flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
