# compare_parts.py - What a training of some parameters changed.
#
# SPDX-License-Identifier: Apache-2.0
#
# compare_parts.py START ALL PART NAME[:BEGIN:END]...
# Checkpoints before training, after training all parameters, and after training
# those of the names only (some rows of them): these are as in ALL (to rounding:
# the kernels are others), everything else is as in START, bit by bit, and the
# moments are those of the trained rows.

import os
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../Inputs"))
from protobuf import fields


def read(path):
    """Name -> dimensions and bytes, of float tensors."""
    result = {}
    for number, entry in fields(open(path, "rb").read()):
        if number != 1:
            continue
        parts = dict(fields(entry))
        dims, kind, content = [], "", b""
        for inner, value in fields(parts[2]):
            if inner == 1:
                dims.append(value)
            elif inner == 2:
                kind = value.decode()
            else:
                content = value
        if kind == "Float32":
            result[parts[1].decode()] = (dims, content)
    return result


def floats(content):
    return struct.unpack("<%df" % (len(content) // 4), content)


def near(a, b):
    scale = max([abs(x) for x in b] + [1e-30])
    return len(a) == len(b) and all(abs(x - y) <= 1e-5 * scale for x, y in zip(a, b))


start, everything, part = (read(path) for path in sys.argv[1:4])
names = {}
for text in sys.argv[4:]:
    name, _, rows = text.partition(":")
    names[name] = [int(r) for r in rows.split(":")] if rows else [0, start[name][0][0]]
weights = [n for n in start if "." in n and not n.startswith("moments.")]
assert len(weights) == 8, weights
for name in weights:
    dims, old = start[name]
    width = len(old) // dims[0]
    begin, end = names.get(name, [0, 0])
    new = part[name][1]
    trained = slice(begin * width, end * width)
    assert new[: trained.start] == old[: trained.start] and new[trained.stop :] == old[trained.stop :], name
    if begin == end:
        assert "moments." + name not in part, name
        continue
    wanted = everything[name][1][trained]
    assert near(floats(new[trained]), floats(wanted)), name
    assert new[trained] != old[trained], name
    moments = part["moments." + name]
    assert moments[0] == [end - begin] + dims[1:], (name, moments[0])
    assert near(floats(moments[1]), floats(everything["moments." + name][1][trained])), name
