#!/usr/bin/env python3
# make_cases.py - Expected numbers for the reference evaluator.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: python3 make_cases.py {mindspore|torch|numpy} [FAMILY...]
# Runs the cases of cases_*.py in one framework (MindSpore 2.10, PyTorch 2) and
# writes Inputs/<FAMILY>.<framework>.npz, which hold, for each function of
# Inputs/<FAMILY>.mlir, its inputs "<function>.in<k>" and results
# "<function>.out<k>". PyTorch computes in double precision, MindSpore in single.
# "numpy" is for what no framework has: our own definitions, written again.
# test/unit/Reference compares the evaluator with these files.

import argparse
import importlib
import os
import sys
import zlib

import numpy as np

FAMILIES = [
    "Math",
    "Elementary",
    "Special",
    "Activation",
    "Product",
    "Reduction",
    "Tensor",
    "NN",
    "Norm",
    "Image",
    "Pool",
    "Loss",
    "Train",
    "Shape",
    "Index",
    "Recurrent",
    "Attention",
    "Update",
]


class Case:
    """The function `name`, its inputs, and by framework a function that computes the results from them."""

    def __init__(self, name, inputs, **references):
        self.name = name
        self.inputs = inputs
        self.references = references


class Random:
    """Inputs of one case: a function of its name alone."""

    def __init__(self, name):
        self.generator = np.random.Generator(np.random.PCG64(zlib.crc32(name.encode())))

    def normal(self, *shape):
        return self.generator.standard_normal(shape).astype(np.float32)

    def positive(self, *shape):
        return (self.generator.random(shape) * 3 + 0.1).astype(np.float32)

    def integers(self, low, high, *shape, dtype=np.int32):
        return self.generator.integers(low, high, shape).astype(dtype)

    def booleans(self, *shape):
        return self.generator.integers(0, 2, shape).astype(bool)


def run_mindspore(function, inputs):
    import mindspore

    mindspore.set_context(mode=mindspore.PYNATIVE_MODE, device_target="CPU")
    try:
        # Under NumPy 2 the first tuple argument of a process is an error, later ones are not.
        mindspore.ops.operations.ReduceSum()(mindspore.Tensor([1.0]), (0,))
    except SystemError:
        pass
    return [r.asnumpy() for r in as_list(function(*[mindspore.Tensor(x) for x in inputs]))]


def run_torch(function, inputs):
    import torch

    def tensor(x):
        x = np.asarray(x)
        return torch.from_numpy(x.astype(np.float64) if x.dtype == np.float32 else x.copy())

    return [r.detach().numpy() for r in as_list(function(*[tensor(x) for x in inputs]))]


def run_numpy(function, inputs):
    return [np.asarray(r) for r in as_list(function(*inputs))]


def as_list(results):
    return list(results) if isinstance(results, (list, tuple)) else [results]


def write_family(family, framework, folder):
    run = {"mindspore": run_mindspore, "torch": run_torch, "numpy": run_numpy}[framework]
    arrays = {}
    for case in importlib.import_module("cases_" + family.lower()).cases():
        if framework not in case.references:
            continue
        for k, value in enumerate(case.inputs):
            arrays["%s.in%d" % (case.name, k)] = np.asarray(value)
        for k, value in enumerate(run(case.references[framework], case.inputs)):
            arrays["%s.out%d" % (case.name, k)] = np.asarray(value, order="C")
    if not arrays:
        return
    path = os.path.join(folder, "%s.%s.npz" % (family, framework))
    np.savez(path, **arrays)
    print("%s: %d arrays, %d bytes" % (os.path.basename(path), len(arrays), os.path.getsize(path)))


def main():
    parser = argparse.ArgumentParser(description="Write the expected numbers of test/unit/Reference.")
    parser.add_argument("framework", choices=["mindspore", "torch", "numpy"])
    parser.add_argument("family", nargs="*", default=FAMILIES, help="some of " + ", ".join(FAMILIES))
    arguments = parser.parse_args()
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path.insert(0, here)
    for family in arguments.family:
        write_family(family, arguments.framework, os.path.join(here, "Inputs"))


if __name__ == "__main__":
    main()
