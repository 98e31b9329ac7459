# networks.py - The peers' networks, in any framework.
#
# SPDX-License-Identifier: Apache-2.0
#
# Each is written once, over an object `f` that knows a framework's operations and
# the parameters by name: f.conv(x, NAME, stride, pad), f.dense(x, NAME), ... Shapes
# and weights are those of workloads.py. Must stay simple enough for MindSpore, which
# compiles the source.

from workloads import BERTS, RESNET50


def lenet5(f, x):
    x = f.max_pool(f.relu(f.conv(x, "conv1", 1, 0)), 2, 2, 0)
    x = f.max_pool(f.relu(f.conv(x, "conv2", 1, 0)), 2, 2, 0)
    x = f.relu(f.dense(f.flatten(x), "fc1"))
    return f.dense(f.relu(f.dense(x, "fc2")), "fc3")


def mlp(f, x):
    x = f.relu(f.dense(x, "fc1"))
    return f.dense(f.relu(f.dense(x, "fc2")), "fc3")


def resnet50(f, x):
    x = f.relu(f.batch_norm(f.conv(x, "conv1", 2, 3), "bn1"))
    x = f.max_pool(x, 3, 2, 1)
    for stage in range(4):
        for block in range(RESNET50[stage]):
            at = "layer%d.%d." % (stage + 1, block)
            stride = 2 if stage > 0 and block == 0 else 1
            y = f.relu(f.batch_norm(f.conv(x, at + "conv1", 1, 0), at + "bn1"))
            y = f.relu(f.batch_norm(f.conv(y, at + "conv2", stride, 1), at + "bn2"))
            y = f.batch_norm(f.conv(y, at + "conv3", 1, 0), at + "bn3")
            if block == 0:
                x = f.batch_norm(f.conv(x, at + "down.conv", stride, 0), at + "down.bn")
            x = f.relu(f.add(y, x))
    return f.dense(f.mean(x), "fc")


def bert(f, x, layers, heads):
    x = f.layer_norm(f.add(f.look_up(x, "words"), f.parameter("places")), "norm")
    for layer in range(layers):
        at = "layer%d." % layer
        y = f.dense(f.attention(f.dense(x, at + "qkv"), heads), at + "out")
        x = f.layer_norm(f.add(x, y), at + "norm1")
        y = f.dense(f.gelu(f.dense(x, at + "up")), at + "down")
        x = f.layer_norm(f.add(x, y), at + "norm2")
    return f.dense(f.tanh(f.dense(f.first(x), "pooler")), "classes")


def bert_tiny(f, x):
    return bert(f, x, BERTS["bert_tiny"][0], BERTS["bert_tiny"][2])


def bert_base(f, x):
    return bert(f, x, BERTS["bert_base"][0], BERTS["bert_base"][2])


def gemm(f, a, b):
    return f.product(a, b)


def conv3x3(f, x, w):
    return f.convolution(x, w, 1, 1)
