# read_graph_meta.py - Nodes of -graph.meta files.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: read_graph_meta.py FILE [OTHER]
# Prints how often each type of node is there, then the scopes; checks that names are
# numbers in order and every input is known. With OTHER: which counts differ.

import collections
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../Inputs"))
from protobuf import fields


def texts(message, number):
    return [value.decode() for n, value in fields(message) if n == number]


def read(path):
    with open(path, "rb") as file:
        model = dict(fields(file.read()))
    assert model[1] == 1, "ir_version"
    graph = model[4]
    known = {texts(value, 1)[0] for n, value in fields(graph) if n in (3, 5)}
    types, scopes = collections.Counter(), set()
    for number, node in enumerate((value for n, value in fields(graph) if n == 1), 1):
        assert texts(node, 2) == [str(number)], texts(node, 2)
        for n, edge in fields(node):
            if n == 1:
                assert texts(edge, 1)[0] in known, texts(edge, 1)
        known.add(str(number))
        types[texts(node, 3)[0]] += 1
        scope = texts(node, 4)[0]
        scopes.add(scope)
        assert texts(node, 8)[0].startswith(scope + "/" + texts(node, 3)[0] + "-op"), texts(node, 8)
    outputs = [texts(value, 1)[0] for n, value in fields(graph) if n == 4]
    assert outputs and set(outputs) <= known, outputs
    return types, scopes


types, scopes = read(sys.argv[1])
print(", ".join("%s %d" % item for item in sorted(types.items())))
print("\n".join(sorted(scopes)))
if len(sys.argv) > 2:
    others, _ = read(sys.argv[2])
    print("other counts: " + ", ".join("%s %d not %d" % (name, types[name], others[name])
                                       for name in sorted(types | others) if types[name] != others[name]))
