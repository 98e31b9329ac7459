# nest.py - Hostile -graph.meta files.
#
# SPDX-License-Identifier: Apache-2.0
#
# nest.py value DEPTH   a constant of tuples in tuples
# nest.py type DEPTH    a node whose result is tuples of tuples
# nest.py many COUNT    a value of so many empty ones

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../Inputs"))
from protobuf import write_field

TUPLE = 31


def nested(depth, wrap):
    message = b""
    for _ in range(depth):
        message = wrap(message)
    return message


def main(kind, count):
    if kind == "type":
        type_ = nested(int(count) // 2, lambda inner: write_field(1, TUPLE) + write_field(3, write_field(1, inner)))
        body = write_field(1, write_field(2, b"1") + write_field(3, b"ReLU") + write_field(6, type_))
        output = b"1"
    else:
        if kind == "value":
            value = nested(int(count), lambda inner: write_field(1, TUPLE) + write_field(18, inner))
        else:
            value = write_field(1, TUPLE) + write_field(18, b"") * int(count)
        body = write_field(5, write_field(1, b"cst1") + write_field(2, value))
        output = b"cst1"
    graph = write_field(2, b"g") + body + write_field(4, write_field(1, output))
    sys.stdout.buffer.write(write_field(1, 1) + write_field(4, graph))


main(*sys.argv[1:])
