# table.py - A .mindir file of a dense layer behind a product with a large constant.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: table.py OUT.mindir COLUMNS CLASSES

import os
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../Inputs"))
from protobuf import write_field

FLOAT, BOOL, TENSORS = 1, 9, 19


def text(number, value):
    return write_field(number, value.encode())


def tensor(name, dims, values=None):
    body = b"".join(write_field(1, dim) for dim in dims) + write_field(2, FLOAT) + text(7, name)
    return body + (write_field(9, struct.pack("<%df" % len(values), *values)) if values else b"")


def attribute(name, kind, body):
    return write_field(5, text(1, name) + body + write_field(16, kind))


def node(kind, output, inputs, body=b""):
    edges = b"".join(text(1, name) for name in inputs)
    return write_field(1, edges + text(2, output) + text(4, kind) + body + text(7, "Default/" + output))


def main(path, columns, classes):
    weights = [(k * 7919 % 1000) / 50000 - 0.01 for k in range(columns * classes)]
    table = tensor("table", [columns], [(k * 104729 % 1000) / 500 - 1 for k in range(columns)])
    graph = node("Constant", "table", [], attribute("value", TENSORS, write_field(12, table)))
    graph += node("Constant", "no", [], attribute("value", BOOL, write_field(3, 0)))
    graph += node("Constant", "yes", [], attribute("value", BOOL, write_field(3, 1)))
    graph += node("Mul", "product", ["g:x", "table"])
    graph += node("MatMul", "y", ["product", "g:w", "no", "yes"])
    graph += text(2, "g") + write_field(3, tensor("g:w", [classes, columns], weights))
    graph += write_field(5, text(1, "g:x") + write_field(2, tensor("g:x", [2, columns])))
    graph += write_field(6, text(1, "y"))
    # Field 1 is the version as a text, 13 that of the layout.
    with open(path, "wb") as file:
        file.write(text(1, "0.1.1") + write_field(7, graph) + write_field(13, 3))


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
