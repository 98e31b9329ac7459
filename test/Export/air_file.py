# air_file.py - The messages of an .air file, decoded by their description.
#
# SPDX-License-Identifier: Apache-2.0
#
# Written from the description of the format, not from the compiler's code.

import collections
import os
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "Inputs"))
import protobuf

# What each message may hold: {number: (name, kind)}. A kind with "*" is repeated; a
# kind that is no scalar is a message. "oneof" fields may hold their default value.
SCALARS = {"string", "bytes", "int", "bool", "float"}
MESSAGES = {
    "ModelDef": {1: ("name", "string"), 2: ("version", "int"), 3: ("custom_version", "string"),
                 7: ("graph", "GraphDef*"), 11: ("attr", "Entry*")},
    "GraphDef": {1: ("name", "string"), 4: ("input", "string*"), 5: ("output", "string*"),
                 6: ("op", "OpDef*"), 11: ("attr", "Entry*")},
    "OpDef": {1: ("name", "string"), 2: ("type", "string"), 5: ("input", "string*"),
              10: ("attr", "Entry*"), 20: ("has_out_attr", "bool"), 21: ("id", "int"),
              22: ("stream_id", "int"), 23: ("input_name", "string*"), 24: ("src_name", "string*"),
              25: ("src_index", "int*"), 26: ("dst_name", "string*"), 27: ("dst_index", "int*"),
              28: ("input_i", "int*"), 29: ("output_i", "int*"), 30: ("workspace", "int*"),
              31: ("workspace_bytes", "int*"), 32: ("is_input_const", "bool*"),
              33: ("input_desc", "TensorDescriptor*"), 34: ("output_desc", "TensorDescriptor*"),
              35: ("subgraph_name", "string*")},
    "TensorDescriptor": {1: ("name", "string"), 2: ("dtype", "int"), 3: ("shape", "ShapeDef"),
                         4: ("layout", "string"), 5: ("attr", "Entry*"), 9: ("has_out_attr", "bool"),
                         10: ("size", "int"), 11: ("weight_size", "int"), 12: ("reuse_input", "bool"),
                         13: ("output_tensor", "bool"), 14: ("device_type", "string"),
                         15: ("input_tensor", "bool"), 16: ("real_dim_cnt", "int"),
                         17: ("reuse_input_index", "int"), 18: ("data_offset", "int"),
                         19: ("cmps_size", "int"), 20: ("cmps_tab", "string"),
                         21: ("cmps_tab_offset", "int")},
    "ShapeDef": {1: ("dim", "int*")},
    "TensorDef": {1: ("desc", "TensorDescriptor"), 2: ("data", "bytes")},
    "Entry": {1: ("key", "string"), 2: ("value", "AttrDef")},
    "AttrDef": {1: ("list", "ListValue"), 2: ("s", "bytes"), 3: ("i", "int"), 4: ("f", "float"),
                5: ("b", "bool"), 7: ("bt", "bytes"), 10: ("func", "NamedAttrs"),
                11: ("td", "TensorDescriptor"), 12: ("t", "TensorDef"), 13: ("g", "GraphDef"),
                14: ("list_list_int", "ListListInt"), 15: ("dt", "int")},
    "ListValue": {2: ("s", "bytes*"), 3: ("i", "int*"), 4: ("f", "float*"), 5: ("b", "bool*"),
                  7: ("bt", "bytes*"), 8: ("td", "TensorDescriptor*"), 9: ("t", "TensorDef*"),
                  10: ("g", "GraphDef*"), 11: ("na", "NamedAttrs*"), 12: ("dt", "int*"),
                  20: ("val_type", "int")},
    "NamedAttrs": {1: ("name", "string"), 2: ("attr", "Entry*")},
    "ListListInt": {1: ("list_list_i", "ListInt*")},
    "ListInt": {1: ("list_i", "int*")},
}


class Fault(Exception):
    pass


def scalar(kind, value):
    if kind == "string":
        return value.decode()
    if kind == "float":
        return struct.unpack("<f", value)[0]
    if kind == "int" and isinstance(value, int):
        return value - 2**64 if value >= 2**63 else value
    return bool(value) if kind == "bool" else value


def packed(kind, data):
    if kind == "float":
        return list(struct.unpack("<%df" % (len(data) // 4), data))
    at, values = 0, []
    while at < len(data):
        value, at = protobuf.read_varint(data, at)
        values.append(scalar(kind, value))
    return values


def decode(message, data):
    """The message as an object; a field that it does not have is a fault."""
    table = MESSAGES[message]
    result = {name: [] if kind.endswith("*") else None for name, kind in table.values()}
    for number, value in protobuf.fields(data):
        if number not in table:
            raise Fault(f"{message} has an unknown field {number}")
        name, kind = table[number]
        repeated, kind = kind.endswith("*"), kind.rstrip("*")
        is_text = isinstance(value, bytes) and not isinstance(value, protobuf.Fixed)
        if is_text != (kind not in ("int", "bool", "float") or repeated):
            raise Fault(f"{message}.{name} has the wrong wire type")
        if kind not in SCALARS:
            value = decode(kind, value)
        elif repeated and kind in ("int", "bool", "float"):
            result[name] += packed(kind, value)
            continue
        else:
            value = scalar(kind, value)
        if repeated:
            result[name].append(value)
            continue
        if kind in SCALARS and not value and message != "AttrDef":
            raise Fault(f"{message}.{name} is written though it has its default value")
        result[name] = value
    return collections.namedtuple(message, result)(**result)
