# mindspore_types.py - Operands of different element types for mindspore_sweep.py.
#
# SPDX-License-Identifier: Apache-2.0
#
# networks() lists (name, cell, inputs): each cell computes a function of all
# pairs of its inputs, which have one element type each, or of each of them and
# a number.

import numpy as np

from mindspore import nn, ops

TYPES = ["bool", "uint8", "int8", "int16", "int32", "int64", "float16", "float32", "float64"]


class Pairs(nn.Cell):
    def __init__(self, function):
        super().__init__()
        self.function = function

    def construct(self, *tensors):
        results = ()
        for x in tensors:
            for y in tensors:
                results += (self.function(x, y),)
        return results


class Numbers(nn.Cell):
    def __init__(self, function):
        super().__init__()
        self.function = function

    def construct(self, *tensors):
        results = ()
        for x in tensors:
            results += (self.function(x, 3), self.function(x, 2.5))
        return results


def multiply(x, y):
    return x * y


def divide(x, y):
    return x / y


def divide_down(x, y):
    return x // y


def less(x, y):
    return x < y


def equal(x, y):
    return x == y


def join(x, y):
    return ops.concat((x, y))


def choose(x, y):
    return ops.where(x > 2, x, y)


def networks():
    inputs = [np.array([1, 4, 2]).astype(name) for name in TYPES]
    for function in (multiply, divide, less, equal, ops.maximum):
        yield "types_" + function.__name__, Pairs(function), inputs
    # MindSpore adds no truth values, and makes some of all that follows them.
    for function in (ops.add, join):
        yield "types_" + function.__name__, Pairs(function), inputs[1:]
    for function in (divide_down, choose):
        yield "types_" + function.__name__, Pairs(function), inputs[3:]
    for function in (multiply, divide, less):
        yield "number_" + function.__name__, Numbers(function), inputs
    for function in (divide_down, ops.maximum):
        yield "number_" + function.__name__, Numbers(function), inputs[3:]
    # Powers of integers are refused.
    yield "types_pow", Pairs(ops.pow), inputs[6:]
    yield "number_pow", Numbers(ops.pow), inputs[6:]
