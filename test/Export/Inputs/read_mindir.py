#!/usr/bin/env python3
# read_mindir.py - A .mindir file, read without our messages.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: read_mindir.py FILE
# Decodes protobuf's wire format by the numbers of MindSpore's mind_ir.proto and
# prints inputs, parameters, nodes and outputs, one per line. What the format
# asks for is checked on the way: every name is made once and before it is used,
# primitives exist, tensors are as long as their shape says.

import os
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../Inputs"))
from protobuf import fields

TYPES = {1: ("f32", 4), 2: ("u8", 1), 3: ("i8", 1), 4: ("u16", 2), 5: ("i16", 2), 6: ("i32", 4), 7: ("i64", 8)}
TYPES.update({9: ("bool", 1), 10: ("f16", 2), 11: ("f64", 8), 12: ("u32", 4), 13: ("u64", 8), 16: ("bf16", 2)})


class Message:
    def __init__(self, data):
        self.all = {}
        for number, value in fields(data):
            self.all.setdefault(number, []).append(value)

    def one(self, number, otherwise=None):
        values = self.all.get(number, [])
        assert len(values) <= 1, "field %d stands twice" % number
        return values[0] if values else otherwise

    def text(self, number):
        return self.one(number, b"").decode()

    def texts(self, number):
        return [value.decode() for value in self.all.get(number, [])]

    def messages(self, number):
        return [Message(value) for value in self.all.get(number, [])]

    def numbers(self, number):
        return [value - (1 << 64) if value >> 63 else value for value in self.all.get(number, [])]


def tensor(message, with_data):
    dims = message.numbers(1)
    name, size = TYPES[message.one(2)]
    if with_data:
        count = 1
        for extent in dims:
            count *= extent
        assert len(message.one(9, b"")) == count * size, "data of %s does not fit its shape" % message.text(7)
    return "x".join([str(extent) for extent in dims] + [name])


def external(folder, place, text):
    """Where data lies that is not in the file; checks that it can."""
    name, offset, length = place.text(1), place.one(2), place.one(3)
    *dims, dtype = text.split("x")
    count = {kind: size for kind, size in TYPES.values()}[dtype]
    for extent in dims:
        count *= int(extent)
    assert length == count and offset % 64 == 0 and offset >= 64
    with open(os.path.join(folder, name), "rb") as file:
        assert file.read(64) == b"\1" + bytes(63), "no marker"
        assert file.seek(0, os.SEEK_END) >= offset + length
    return " in %s at %d" % (name, offset)


def value(attribute):
    kind = attribute.one(16)
    if kind == 1:
        return "%g" % struct.unpack("<f", attribute.one(2) or attribute.one(8))
    if kind == 8:
        return '"%s"' % (attribute.one(5) or attribute.one(11) or b"").decode()
    if kind in (7, 9):
        number = (attribute.numbers(3) + attribute.numbers(10))[0]
        return str(bool(number)).lower() if kind == 9 else str(number)
    if kind == 19:
        (inner,) = attribute.messages(12)
        return "tensor<%s>" % tensor(inner, True)
    if kind == 20:
        # In tuples the loader takes the plural fields only.
        elements = attribute.messages(17)
        assert all(3 not in element.all and 2 not in element.all for element in elements)
        return "(%s)" % ", ".join(value(element) for element in elements)
    return {23: "monad", 25: "none"}[kind]


def shape(attribute):
    kind = attribute.one(16)
    if kind == 19:
        (inner,) = attribute.messages(12)
        return tensor(inner, False)
    return {23: "monad"}[kind] if kind == 23 else "(%s)" % ", ".join(shape(part) for part in attribute.messages(17))


def read(path):
    with open(path, "rb") as file:
        model = Message(file.read())
    assert model.text(1) == "1.1" and model.one(10) == 1 and model.one(13) == 3 and model.text(2) and model.text(5)
    graph = Message(model.one(7))
    prefix = graph.text(2) + ":"
    short = lambda name: name[len(prefix) :] if name.startswith(prefix) else name
    primitives = {}
    for primitive in model.messages(12):
        assert primitive.text(1) not in primitives, "a primitive stands twice"
        primitives[primitive.text(1)] = primitive
    known, constants, lines = set(), {}, ["graph " + graph.text(2)]

    def define(name):
        assert name and name not in known, "'%s' is made twice" % name
        known.add(name)

    for info in graph.messages(5):
        define(info.text(1))
        (inner,) = info.messages(2)
        lines.append("input %s %s" % (short(info.text(1)), tensor(inner, False)))
    for parameter in graph.messages(3):
        define(parameter.text(7))
        assert short(parameter.text(7)) == parameter.text(13)
        outside = parameter.one(12)
        lines.append("parameter %s %s" % (short(parameter.text(7)), tensor(parameter, outside is None)))
        if outside is not None:
            lines[-1] += external(os.path.dirname(path), Message(outside), tensor(parameter, False))
    used = set()
    for node in graph.messages(1):
        (output,) = node.texts(2)
        assert node.text(3) == output
        attributes = {attribute.text(1): attribute for attribute in node.messages(5)}
        if node.text(4) == "Constant":
            constants[output] = value(attributes["value"])
            define(output)
            continue
        inputs = node.texts(1)
        assert all(name in known for name in inputs), "%s uses a name that is not known: %s" % (output, inputs)
        used.update(inputs)
        define(output)
        kind = node.text(4)
        assert kind.startswith("REF::")
        primitive = primitives[kind[5:]]
        arguments = ", ".join(constants.get(name, short(name)) for name in inputs)
        extra = " ".join(sorted("%s=%s" % (a.text(1), value(a)) for a in primitive.messages(3)))
        text = "%s = %s(%s)" % (short(output), primitive.text(2), arguments) + (" {%s}" % extra if extra else "")
        if "shape" in attributes:
            text += " : " + shape(attributes["shape"])
        lines.append("%s @ %s" % (text, node.text(7)))
    (result,) = graph.messages(6)
    assert result.text(1) in known
    used.add(result.text(1))
    assert not known - used - {i.text(1) for i in graph.messages(5)}, "unused: %s" % (known - used)
    types = [tensor(inner, False) for inner in result.messages(2)]
    lines.append("output %s %s" % (short(result.text(1)), types[0] if types else shape(Message(result.one(5)))))
    return lines


if __name__ == "__main__":
    print("\n".join(read(sys.argv[1])))
