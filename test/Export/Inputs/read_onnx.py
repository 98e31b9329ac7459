#!/usr/bin/env python3
# read_onnx.py - An .onnx file, read without our messages.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: read_onnx.py FILE
# Decodes protobuf's wire format by the numbers of onnx.proto and prints the
# versions, inputs, initializers, nodes and outputs, one per line; constants
# stand where they are used. What the format asks for is checked on the way:
# every name is made once and before it is used, every value has a type, and
# tensors are as long as their shape says, in the file or beside it.

import os
import struct
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from read_mindir import Message

TYPES = {1: ("f32", 4), 2: ("u8", 1), 3: ("i8", 1), 4: ("u16", 2), 5: ("i16", 2), 6: ("i32", 4), 7: ("i64", 8)}
TYPES.update({9: ("bool", 1), 10: ("f16", 2), 11: ("f64", 8), 12: ("u32", 4), 13: ("u64", 8), 16: ("bf16", 2)})
CODES = {"f32": "f", "f64": "d", "i32": "i", "i64": "q", "bool": "?"}


def tensor(message, folder):
    """Its type, its bytes, and where they lie beside the file."""
    dims = message.numbers(1)
    name, size = TYPES[message.one(2)]
    count = 1
    for extent in dims:
        count *= extent
    place, data = "", message.one(9, b"")
    if message.one(14):
        entries = {entry.text(1): entry.text(2) for entry in message.messages(13)}
        assert "/" not in entries["location"]
        with open(os.path.join(folder, entries["location"]), "rb") as file:
            file.seek(int(entries["offset"]))
            data = file.read(int(entries["length"]))
        place = " in %s at %s" % (entries["location"], entries["offset"])
    assert len(data) == count * size, "data of %s does not fit its shape" % message.text(8)
    return "x".join([str(extent) for extent in dims] + [name]), data, place


def constant(type_name, data):
    *dims, name = type_name.split("x")
    if name not in CODES or len(data) > 64:
        return "<%s>" % type_name
    numbers = ["%g" % number for (number,) in struct.iter_unpack("<" + CODES[name], data)]
    return "[%s]" % ", ".join(numbers) if dims else numbers[0]


def value(attribute, folder):
    kind = attribute.one(20)
    if kind == 1:
        return "%g" % struct.unpack("<f", attribute.one(2))
    if kind == 2:
        return str(attribute.numbers(3)[0])
    if kind == 3:
        return '"%s"' % attribute.text(4)
    if kind == 4:
        (inner,) = attribute.messages(5)
        return constant(*tensor(inner, folder)[:2])
    assert kind == 7, kind
    return "(%s)" % ", ".join(str(number) for number in attribute.numbers(8))


def shape(info):
    (kind,) = info.messages(2)
    (inner,) = kind.messages(1)
    (dims,) = inner.messages(2)
    extents = [dim.text(2) or str((dim.numbers(1) or ["?"])[0]) for dim in dims.messages(1)]
    return "x".join(extents + [TYPES[inner.one(1)][0]])


def read(path):
    folder = os.path.dirname(path)
    with open(path, "rb") as file:
        model = Message(file.read())
    (opset,) = model.messages(8)
    (graph,) = model.messages(7)
    assert opset.text(1) == "" and model.text(2) == "mindirc" and model.text(3)
    lines = ["ir %d, opset %d, graph %s" % (model.one(1), opset.one(2), graph.text(2))]
    known, constants = {}, {}

    def define(name, type_name):
        assert name and name not in known, "'%s' is made twice" % name
        known[name] = type_name

    for info in graph.messages(11):
        define(info.text(1), shape(info))
        lines.append("input %s %s" % (info.text(1), shape(info)))
    for initializer in graph.messages(5):
        name = initializer.text(8)
        type_name, data, place = tensor(initializer, folder)
        define(name, type_name)
        if name.startswith("constant_"):
            constants[name] = constant(type_name, data)
        else:
            lines.append("initializer %s %s%s" % (name, type_name, place))
    types = {info.text(1): shape(info) for number in (12, 13) for info in graph.messages(number)}
    used, names = set(), set()
    for node in graph.messages(1):
        inputs, outputs = node.texts(1), node.texts(2)
        assert all(not name or name in known for name in inputs), "a name is not known: %s" % inputs
        assert node.text(3) and node.text(3) not in names, "the node '%s' stands twice" % node.text(3)
        names.add(node.text(3))
        used.update(inputs)
        for name in outputs:
            if name:
                define(name, types[name])
        extra = " ".join("%s=%s" % (a.text(1), value(a, folder)) for a in node.messages(5))
        lines.append("%s = %s(%s)%s : %s @ %s" % (
            ", ".join(outputs), node.text(4), ", ".join(constants.get(name, name) for name in inputs),
            " {%s}" % extra if extra else "", ", ".join(known.get(name, "-") for name in outputs), node.text(3),
        ))
    for info in graph.messages(12):
        assert info.text(1) in known
        used.add(info.text(1))
        lines.append("output %s %s" % (info.text(1), shape(info)))
    unread = {initializer.text(8) for initializer in graph.messages(5)} - used
    assert not unread, "unused: %s" % unread
    return lines


if __name__ == "__main__":
    print("\n".join(read(sys.argv[1])))
