# constants.py - Values for the constants of MindSpore's -graph.meta files.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: constants.py GRAPH.meta IN.ckpt OUT.ckpt [USE=VALUE...]
# MindSpore writes no values of tensors into such a file. Writes a checkpoint that
# has what IN has, and an entry for each tensor of floats that the graph lacks, with
# one number for all its elements. USE says what it is by a node that reads it: "Adam:6" is input 6 of a node Adam, and
# "Mul(beta1_power):1" input 1 of a node Mul whose input 0 is that parameter; or it is
# the constant's name.

import math
import os
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../Inputs"))
from protobuf import fields, write_field

FLOAT32, TENSOR = 11, 14


def texts(message, number):
    return [value.decode() for n, value in fields(message) if n == number]


def uses(graph):
    """{constant without a value: its dims, and how nodes use it}"""
    found, loads = {}, {}
    nodes = []
    for number, value in fields(graph):
        if number == 5:
            constant = dict(fields(value))
            held = dict(fields(constant[2]))
            tensor = list(fields(held[8])) if held.get(1) == TENSOR else []
            if (2, FLOAT32) in tensor and 8 not in dict(tensor):
                found[constant[1].decode()] = [dim for n, dim in tensor if n == 1], {constant[1].decode()}
        elif number == 1:
            edges = [texts(edge, 1)[0] for n, edge in fields(value) if n == 1]
            nodes.append((texts(value, 3)[0], edges))
            if nodes[-1][0] == "Load":
                loads[texts(value, 2)[0]] = edges[0]
    for kind, edges in nodes:
        for k, edge in enumerate(edges):
            if edge in found:
                found[edge][1].update({"%s:%d" % (kind, k), "%s(%s):%d" % (kind, loads.get(edges[0], ""), k)})
    return found


def add(graph, source, target, values):
    with open(graph, "rb") as file:
        constants = uses(dict(fields(file.read()))[4])
    # Entries alone: what else our writer has put there is of its own file.
    with open(source, "rb") as file:
        content = b"".join(write_field(1, value) for number, value in fields(file.read()) if number == 1)
    for name, (dims, roles) in constants.items():
        fitting = [role for role in values if role in roles]
        assert len(fitting) == 1, "%s is %s: %s" % (name, sorted(roles), fitting)
        data = struct.pack("<f", float(values[fitting[0]])) * math.prod(dims)
        tensor = b"".join(write_field(1, dim) for dim in dims) + write_field(2, b"Float32") + write_field(3, data)
        content += write_field(1, write_field(1, name.encode()) + write_field(2, tensor))
    with open(target, "wb") as file:
        file.write(content)


if __name__ == "__main__":
    add(*sys.argv[1:4], dict(argument.split("=") for argument in sys.argv[4:]))
