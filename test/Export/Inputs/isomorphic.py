#!/usr/bin/env python3
# isomorphic.py - Two .mindir files hold the same graph.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: isomorphic.py A.mindir B.mindir
# Walks both graphs from their outputs, input by input: as the inputs of a node
# have an order, this finds the one mapping that there can be. Mapped nodes must
# have the same primitive, attributes and shape, mapped parameters the same name,
# type and values, and each node one partner. Names of nodes, scopes and what a
# primitive calls its inputs and outputs do not count; nor does the order of the
# reads before an UpdateState, nor how a padding that comes out the same is
# asked for. Prints how many nodes were mapped.

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from read_mindir import Message, shape, tensor, value

LABELS = ("input_names", "output_names")
NOISE = ("checkpoint",)


class Graph:
    def __init__(self, path):
        with open(path, "rb") as file:
            model = Message(file.read())
        graph = Message(model.one(7))
        self.primitives = {primitive.text(1): primitive for primitive in model.messages(12)}
        self.inputs = [info.text(1) for info in graph.messages(5)]
        self.types = [tensor(info.messages(2)[0], False) for info in graph.messages(5)]
        self.parameters = {parameter.text(7): parameter for parameter in graph.messages(3)}
        self.nodes = {node.texts(2)[0]: node for node in graph.messages(1)}
        (self.output,) = [info.text(1) for info in graph.messages(6)]

    def describe(self, name):
        """What a value is, without its name and inputs."""
        if name in self.inputs:
            k = self.inputs.index(name)
            return "input", k, self.types[k]
        if name in self.parameters:
            parameter = self.parameters[name]
            return "parameter", parameter.text(13), tensor(parameter, True), parameter.one(9, b"")
        node = self.nodes[name]
        attributes = {attribute.text(1): attribute for attribute in node.messages(5)}
        if node.text(4) == "Constant":
            constant = attributes["value"]
            data = [inner.one(9, b"") for inner in constant.messages(12)]
            return "constant", value(constant), data
        primitive = self.primitives[node.text(4)[len("REF::") :]]
        own = {a.text(1): value(a) for a in primitive.messages(3) if a.text(1) not in LABELS + NOISE}
        if "pad_list" in own:
            own = {key: text for key, text in own.items() if key not in ("pad_mode", "pad")}
        return primitive.text(2), own, shape(attributes["shape"]) if "shape" in attributes else None

    def children(self, name):
        if name not in self.nodes:
            return []
        inputs = self.nodes[name].texts(1)
        kind = self.describe(name)[0]
        if kind == "MakeTuple" and all(self.describe(child)[0] == "Load" for child in inputs):
            return sorted(inputs, key=lambda child: self.describe(self.children(child)[0])[1])
        return inputs


def compare(a, b):
    """How many nodes are mapped, or what is different."""
    partner, taken, open_pairs = {}, {}, [(a.output, b.output)]
    while open_pairs:
        x, y = open_pairs.pop()
        if x in partner or y in taken:
            if partner.get(x) != y or taken.get(y) != x:
                return "%s is %s as well as %s" % (x, y, partner.get(x, taken.get(y)))
            continue
        partner[x], taken[y] = y, x
        mine, theirs = a.describe(x), b.describe(y)
        # Of a tuple that only orders, one writer says the types.
        if mine[0] == theirs[0] == "MakeTuple":
            mine, theirs = mine[:2], theirs[:2]
        if mine != theirs:
            return "%s is %s, %s is %s" % (x, str(mine)[:300], y, str(theirs)[:300])
        first, second = a.children(x), b.children(y)
        if len(first) != len(second):
            return "%s (%s) has %d inputs, %s has %d" % (x, mine[0], len(first), y, len(second))
        open_pairs.extend(zip(first, second))
    return len(partner)


if __name__ == "__main__":
    result = compare(Graph(sys.argv[1]), Graph(sys.argv[2]))
    print("isomorphic: %d nodes" % result if isinstance(result, int) else "different: " + result)
    sys.exit(not isinstance(result, int))
