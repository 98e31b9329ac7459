#!/usr/bin/env python3
# same_weights.py - Two .onnx files have the same initializers.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: same_weights.py A.onnx B.onnx
# Wherever they lie, in the file or beside it, type and bytes are equal.

import os
import sys

import read_onnx


def weights(path):
    with open(path, "rb") as file:
        (graph,) = read_onnx.Message(file.read()).messages(7)
    folder = os.path.dirname(path)
    return {tensor.text(8): read_onnx.tensor(tensor, folder)[:2] for tensor in graph.messages(5)}


first, second = weights(sys.argv[1]), weights(sys.argv[2])
wrong = [name for name in first.keys() | second.keys() if first.get(name) != second.get(name)]
print("differ: %s" % sorted(wrong) if wrong or not first else "agree")
sys.exit(bool(wrong) or not first)
