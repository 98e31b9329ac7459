# mindspore_peer.py - MindSpore on CPU, in graph mode.
#
# SPDX-License-Identifier: Apache-2.0

import workloads

options = workloads.start("mindspore")

import os

os.environ.setdefault("GLOG_v", "3")
import mindspore as ms
from mindspore import nn, ops

import networks


class Network(nn.Cell):
    """Also the `f` of networks.py."""

    def __init__(self):
        super().__init__()
        self.run = getattr(networks, options.network)
        for name, value in workloads.weights(options.network).items():
            trained = ".running_" not in name
            setattr(self, name.replace(".", "_"), ms.Parameter(ms.Tensor(value), name=name, requires_grad=trained))
        self.normalize = ops.BatchNorm(is_training=options.train, epsilon=1e-5, momentum=0.1)
        self.normalize_rows = ops.LayerNorm(-1, -1, 1e-5)
        self.plain_pool = nn.MaxPool2d(2, 2)
        self.padded_pool = nn.MaxPool2d(3, 2, pad_mode="pad", padding=1)
        self.exact_gelu = nn.GELU(approximate=False)

    def construct(self, *arguments):
        return self.run(self, *arguments)

    def parameter(self, name):
        return getattr(self, name.replace(".", "_"))

    def conv(self, x, name, stride, pad):
        return self.convolution(x, self.parameter(name + ".weight"), stride, pad)

    def batch_norm(self, x, name):
        mean, variance = self.parameter(name + ".running_mean"), self.parameter(name + ".running_var")
        return self.normalize(x, self.parameter(name + ".weight"), self.parameter(name + ".bias"), mean, variance)[0]

    def layer_norm(self, x, name):
        return self.normalize_rows(x, self.parameter(name + ".weight"), self.parameter(name + ".bias"))[0]

    def dense(self, x, name):
        return ops.dense(x, self.parameter(name + ".weight"), self.parameter(name + ".bias"))

    def look_up(self, ids, name):
        return ops.gather(self.parameter(name), ids, 0)

    def attention(self, qkv, heads):
        n, tokens, width = qkv.shape
        size = width // 3 // heads
        t = qkv.reshape((n, tokens, 3, heads, size)).transpose((2, 0, 3, 1, 4))
        scores = ops.softmax(ops.matmul(t[0], t[1].swapaxes(-1, -2)) * size**-0.5, -1)
        return ops.matmul(scores, t[2]).transpose((0, 2, 1, 3)).reshape((n, tokens, width // 3))

    def max_pool(self, x, kernel, stride, pad):
        return self.padded_pool(x) if pad else self.plain_pool(x)

    def convolution(self, x, w, stride, pad):
        return ops.conv2d(x, w, None, stride, "pad", pad)

    def relu(self, x):
        return ops.relu(x)

    def gelu(self, x):
        return self.exact_gelu(x)

    def tanh(self, x):
        return ops.tanh(x)

    def flatten(self, x):
        return ops.flatten(x)

    def mean(self, x):
        return ops.mean(x, (2, 3))

    def first(self, x):
        return x[:, 0]

    def add(self, x, y):
        return x + y

    def product(self, a, b):
        return ops.matmul(a, b)


ms.set_device("CPU")
ms.set_context(mode=ms.GRAPH_MODE)
network = Network()
arguments = [ms.Tensor(array) for array in workloads.inputs(options)]
network.set_train(options.train)
if options.train:
    parameters = network.trainable_params()
    optimizer = nn.Momentum(parameters, 0.01, 0.9) if options.momentum else nn.Adam(parameters, 1e-3)
    network = nn.TrainOneStepCell(nn.WithLossCell(network, nn.CrossEntropyLoss()), optimizer)
    network.set_train()


def step():
    return network(*arguments).asnumpy().flat[0]


workloads.measure(options, step, ms.__version__)
