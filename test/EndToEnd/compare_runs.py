#!/usr/bin/env python3
# compare_runs.py - The losses and weights of two training runs.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: compare_runs.py losses OURS.csv EXPECTED.npz TOLERANCE [STEPS]
#        compare_runs.py weights OURS.ckpt EXPECTED.ckpt TOLERANCE
# Losses: relative, step by step. Weights: every tensor of the expected file but
# its own counters of epoch and step, |a - b| <= TOLERANCE * max|b|.

import csv
import os
import sys

import numpy as np


sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../Inputs"))
from protobuf import fields

TYPES = {b"Float32": np.float32, b"Float64": np.float64, b"Int32": np.int32, b"Int64": np.int64}


def read_checkpoint(path):
    tensors = {}
    with open(path, "rb") as file:
        content = file.read()
    if content[-17:-10] == b"crc_num":
        content = content[:-17]
    for number, item in fields(content):
        if number != 1:
            continue
        name, tensor = (value for _, value in fields(item))
        parts = list(fields(tensor))
        kind = next(value for number, value in parts if number == 2)
        if kind not in TYPES:
            continue
        dims = [value for number, value in parts if number == 1]
        data = np.frombuffer(b"".join(value for number, value in parts if number == 3), TYPES[kind])
        before = tensors.get(name.decode())
        tensors[name.decode()] = (dims, data if before is None else np.concatenate([before[1], data]))
    return tensors


def compare_losses(ours, expected, tolerance, steps):
    with open(ours) as file:
        mine = np.array([float(row["loss"]) for row in csv.DictReader(file)])
    theirs = np.load(expected)["loss"].ravel()
    count = int(steps) if steps else len(theirs)
    if len(theirs) < count or len(mine) < count or (not steps and len(mine) != count):
        return "%d losses, expected %d" % (len(mine), count)
    apart = np.abs(mine[:count] - theirs[:count]) / np.abs(theirs[:count])
    worst = int(np.argmax(apart))
    if not apart[worst] <= tolerance:
        return "step %d: loss %.9g, expected %.9g" % (worst + 1, mine[worst], theirs[worst])
    print("%d losses within %.1e" % (count, apart[worst]))
    return None


def compare_weights(ours, expected, tolerance):
    mine, theirs = read_checkpoint(ours), read_checkpoint(expected)
    names = [name for name in theirs if name not in ("epoch_num", "step_num")]
    if [name for name in mine if name not in ("epoch_num", "step_num")] != names:
        return "names %s, expected %s" % (list(mine), names)
    worst = 0
    for name in names:
        (dims, a), (shape, b) = mine[name], theirs[name]
        if dims != shape or a.dtype != b.dtype:
            return "%s: %s %s, expected %s %s" % (name, a.dtype, dims, b.dtype, shape)
        largest = np.max(np.abs(b.astype(np.float64)))
        apart = np.max(np.abs(a.astype(np.float64) - b))
        if not apart <= tolerance * largest:
            return "%s: differs by %.3g, its largest element is %.3g" % (name, apart, largest)
        worst = max(worst, apart / largest if largest else 0)
    print("%d tensors within %.1e" % (len(names), worst))
    return None


if __name__ == "__main__":
    kind, ours, expected, tolerance = sys.argv[1:5]
    if kind == "losses":
        error = compare_losses(ours, expected, float(tolerance), sys.argv[5] if len(sys.argv) > 5 else None)
    else:
        error = compare_weights(ours, expected, float(tolerance))
    if error:
        print("error: " + error)
        sys.exit(1)
