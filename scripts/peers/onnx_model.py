# onnx_model.py - Writes what a workload infers as an ONNX file.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: onnx_model.py --workload NAME [--batch N] --model FILE
# For ONNX Runtime and OpenVINO.

import workloads

import networks
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


class Writer:
    """The `f` of networks.py: values are names."""

    def __init__(self, values):
        self.values, self.nodes, self.initializers = values, [], {}

    def emit(self, op, *names, **attributes):
        output = "%s_%d" % (op.lower(), len(self.nodes))
        self.nodes.append(helper.make_node(op, names, [output], **attributes))
        return output

    def constant(self, *numbers):
        name = "ints_" + "_".join(map(str, numbers))
        self.initializers[name] = np.array(numbers, np.int64)
        return name

    def parameter(self, name):
        self.initializers[name] = self.values[name]
        return name

    def conv(self, x, name, stride, pad):
        return self.convolution(x, self.parameter(name + ".weight"), stride, pad)

    def batch_norm(self, x, name):
        parts = [self.parameter(name + part) for part in (".weight", ".bias", ".running_mean", ".running_var")]
        return self.emit("BatchNormalization", x, *parts, epsilon=1e-5)

    def layer_norm(self, x, name):
        parts = [self.parameter(name + part) for part in (".weight", ".bias")]
        return self.emit("LayerNormalization", x, *parts, axis=-1, epsilon=1e-5)

    def dense(self, x, name):
        self.initializers[name + ".turned"] = np.ascontiguousarray(self.values[name + ".weight"].T)
        return self.add(self.product(x, name + ".turned"), self.parameter(name + ".bias"))

    def look_up(self, ids, name):
        return self.emit("Gather", self.parameter(name), ids)

    def attention(self, qkv, heads):
        split = self.emit("Reshape", qkv, self.constant(0, 0, 3, heads, -1))
        turned = self.emit("Transpose", split, perm=[2, 0, 3, 1, 4])
        q, k, v = (self.emit("Gather", turned, self.scalar(part), axis=0) for part in range(3))
        size = self.values["places"].shape[1] // heads
        self.initializers["scale"] = np.array(size**-0.5, np.float32)
        scores = self.product(q, self.emit("Transpose", k, perm=[0, 1, 3, 2]))
        scores = self.emit("Softmax", self.emit("Mul", scores, "scale"), axis=-1)
        joined = self.emit("Transpose", self.product(scores, v), perm=[0, 2, 1, 3])
        return self.emit("Reshape", joined, self.constant(0, 0, -1))

    def scalar(self, number):
        self.initializers["int_%d" % number] = np.array(number, np.int64)
        return "int_%d" % number

    def max_pool(self, x, kernel, stride, pad):
        return self.emit("MaxPool", x, kernel_shape=[kernel] * 2, strides=[stride] * 2, pads=[pad] * 4)

    def convolution(self, x, w, stride, pad):
        return self.emit("Conv", x, w, strides=[stride] * 2, pads=[pad] * 4)

    def relu(self, x):
        return self.emit("Relu", x)

    def gelu(self, x):
        return self.emit("Gelu", x)

    def tanh(self, x):
        return self.emit("Tanh", x)

    def flatten(self, x):
        return self.emit("Flatten", x)

    def mean(self, x):
        return self.flatten(self.emit("GlobalAveragePool", x))

    def first(self, x):
        return self.emit("Gather", x, self.scalar(0), axis=1)

    def add(self, x, y):
        return self.emit("Add", x, y)

    def product(self, a, b):
        return self.emit("MatMul", a, b)


options = workloads.start("onnx", has_model=True)
f = Writer(workloads.weights(options.network))
arrays = workloads.inputs(options)
names = ["x", "w"][: len(arrays)]
output = getattr(networks, options.network)(f, *names)
columns = [
    helper.make_tensor_value_info(name, helper.np_dtype_to_tensor_dtype(array.dtype), array.shape)
    for name, array in zip(names, arrays)
]
initializers = [numpy_helper.from_array(array, name) for name, array in f.initializers.items()]
extents = ["extent_%d" % k for k in range(4 if options.network == "conv3x3" else 2)]
outputs = [helper.make_tensor_value_info(output, TensorProto.FLOAT, extents)]
graph = helper.make_graph(f.nodes, options.network, columns, outputs, initializers)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
onnx.checker.check_model(model)
onnx.save(model, options.model)
