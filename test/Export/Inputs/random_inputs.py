#!/usr/bin/env python3
# random_inputs.py - Arrays for the inputs of a .mindir file.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: random_inputs.py FILE.mindir OUT.npz
# A dynamic batch gets 2 rows; whole numbers are small: words, masks.

import sys

import numpy as np

import read_mindir


def make_array(random, name, dims, dtype):
    """An array of this shape; dtype is "f32", "i64", "bool" and so on."""
    if dtype == "bool":
        return random.random(dims) < 0.5
    if dtype[0] in "iu":
        high = 2 if "mask" in name or "type" in name else 20
        return random.integers(0, high, dims).astype(dtype.replace("i", "int").replace("u", "uint"))
    return random.standard_normal(dims).astype("float" + dtype[1:])


def make_inputs(path):
    random = np.random.default_rng(5)
    arrays = {}
    for line in read_mindir.read(path):
        if not line.startswith("input "):
            continue
        _, name, shape = line.split()
        *dims, dtype = shape.split("x")
        dims = [2 if extent == "-1" else int(extent) for extent in dims]
        arrays[name] = make_array(random, name, dims, dtype)
    return arrays


if __name__ == "__main__":
    np.savez(sys.argv[2], **make_inputs(sys.argv[1]))
