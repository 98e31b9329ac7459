# check_air.py - Reads an .air file by itself, and says what is wrong with it.
#
# SPDX-License-Identifier: Apache-2.0
#
# Written from the description of the format, not from the exporter: its own field
# tables, its own prototypes of operators. Prints a count of operators by type, or
# one line for each fault and exit code 1.

import collections
import math
import os
import struct
import sys

from air_file import Fault, decode

# name: (bytes of an element, number); the numbers are those of the file.
BYTES = {1: 4, 2: 2, 3: 1, 4: 1, 5: 2, 6: 2, 7: 4, 8: 8, 9: 4, 10: 8, 11: 1, 12: 8}
# From a number in the file to the number in attributes such as dst_type.
API_TYPE = {1: 0, 2: 1, 3: 2, 7: 3, 4: 4, 5: 6, 6: 7, 9: 8, 8: 9, 10: 10, 12: 11, 11: 12}

BINARY, UNARY = (["x1", "x2"], ["y"], []), (["x"], ["y"], [])
CONV = ["strides", "pads", "dilations", "data_format"]
# type: (inputs, outputs, attributes that must be there). "?" behind an input: it may
# be left out; "*": any number of them.
PROTOTYPES = {
    "Data": (["x"], ["y"], ["index"]),
    "Const": ([], ["y"], ["value"]),
    "Conv2D": (["x", "filter", "bias?", "offset_w?"], ["y"], CONV + ["groups"]),
    "DepthwiseConv2D": (["x", "filter", "bias?", "offset_w?"], ["y"], CONV),
    "Conv2DBackpropInput": (["input_size", "filter", "out_backprop"], ["y"], CONV + ["groups"]),
    "BiasAdd": (["x", "bias"], ["y"], ["data_format"]),
    "MatMulV2": (["x1", "x2", "bias?", "offset_w?"], ["y"], ["transpose_x1", "transpose_x2"]),
    "BatchMatMul": (["x1", "x2"], ["y"], ["adj_x1", "adj_x2"]),
    "MaxPool": (["x"], ["y"], ["ksize", "strides", "padding", "data_format"]),
    "MaxPoolV3": (["x"], ["y"], ["ksize", "strides", "padding_mode", "pads", "data_format",
                                 "global_pooling", "ceil_mode"]),
    "AvgPool": (["x"], ["y"], ["ksize", "strides", "padding", "data_format"]),
    "BatchNorm": (["x", "scale", "offset", "mean?", "variance?"],
                  ["y", "batch_mean", "batch_variance", "reserve_space_1", "reserve_space_2"],
                  ["data_format", "epsilon", "is_training"]),
    "LayerNorm": (["x", "gamma", "beta"], ["y", "mean", "variance"],
                  ["begin_norm_axis", "begin_params_axis", "epsilon"]),
    "SoftmaxV2": (["x"], ["y"], ["axes"]),
    "LogSoftmaxV2": (["logits"], ["logsoftmax"], ["axes"]),
    "Flatten": (["x"], ["y"], []),
    "Reshape": (["x", "shape"], ["y"], []),
    "Transpose": (["x", "perm"], ["y"], []),
    "ExpandDims": (["x", "axis"], ["y"], []),
    "Squeeze": (["x"], ["y"], ["axis"]),
    "AddN": (["x*"], ["y"], ["N"]),
    "Cast": (["x"], ["y"], ["dst_type"]),
    "GatherV2": (["x", "indices", "axis"], ["y"], ["batch_dims"]),
    "ReduceMean": (["x", "axes"], ["y"], ["keep_dims"]),
    "ReduceSum": (["x", "axes"], ["y"], ["keep_dims"]),
    "ReduceMaxD": (["x"], ["y"], ["axes", "keep_dims"]),
    "ConcatD": (["x*"], ["y"], ["concat_dim", "N"]),
    "Pack": (["x*"], ["y"], ["N", "axis"]),
    "SplitD": (["x"], ["y*"], ["split_dim", "num_split"]),
    "StridedSlice": (["x", "begin", "end", "strides"], ["y"],
                     ["begin_mask", "end_mask", "ellipsis_mask", "new_axis_mask", "shrink_axis_mask"]),
    "Tile": (["x", "multiples"], ["y"], []),
    "OneHot": (["x", "depth", "on_value", "off_value"], ["y"], ["axis"]),
    "PRelu": (["x", "weight"], ["y"], []),
    "Elu": (["x"], ["y"], ["alpha"]),
    "LeakyRelu": (["x"], ["y"], ["negative_slope"]),
    "Add": BINARY, "Sub": BINARY, "Mul": BINARY, "Div": BINARY, "RealDiv": BINARY,
    "Maximum": BINARY, "Minimum": BINARY, "Greater": BINARY, "GreaterEqual": BINARY,
    "Less": BINARY, "LessEqual": BINARY, "Equal": BINARY, "NotEqual": BINARY, "Pow": BINARY,
    "Relu": UNARY, "Relu6": UNARY, "Sigmoid": UNARY, "Tanh": UNARY, "Gelu": UNARY,
    "HardSwish": UNARY, "Exp": UNARY, "Log": UNARY, "Sqrt": UNARY, "Rsqrt": UNARY, "Erf": UNARY,
    "Abs": UNARY, "Neg": UNARY, "Square": UNARY, "Identity": UNARY,
}
MODEL_ATTRIBUTES = ["memory_size", "p2p_memory_size", "stream_num", "event_num", "label_num",
                    "weight_size"]


def attributes(message, where):
    """Entries of a map, as {name: (kind, value)}."""
    result = {}
    for entry in message.attr:
        if entry.key in result:
            raise Fault(f"{where}: two attributes '{entry.key}'")
        held = [(k, v) for k, v in entry.value._asdict().items() if v is not None]
        if len(held) != 1:
            raise Fault(f"{where}: attribute '{entry.key}' has {len(held)} values")
        result[entry.key] = held[0]
    return result


def dims(desc):
    return tuple(desc.shape.dim) if desc.shape else ()


def check_desc(desc, where):
    if desc.dtype not in BYTES:
        raise Fault(f"{where}: data type {desc.dtype}")
    for name, found, wanted in (("layout", desc.layout, "NCHW"), ("device_type", desc.device_type, "NPU"),
                                ("has_out_attr", desc.has_out_attr, True)):
        if found != wanted:
            raise Fault(f"{where}: {name} is {found!r}, not {wanted!r}")
    origin = attributes(desc, where)
    if "origin_shape" in origin and tuple(origin["origin_shape"][1].i) != dims(desc):
        raise Fault(f"{where}: origin_shape is not the shape")


def slots(attrs, side, count, where):
    """The names of inputs or outputs, by index."""
    keys, values = (attrs.get(f"_{side}_name_{part}", (None, None))[1] for part in ("key", "value"))
    if count == 0 and keys is None and values is None:
        return []
    if keys is None or values is None:
        raise Fault(f"{where}: no names of its {side}s")
    names = [name.decode() for name in keys.s]
    if keys.val_type is not None or values.val_type is not None:
        raise Fault(f"{where}: val_type of _{side}_name_* is set")
    if names != sorted(names) or len(set(names)) != len(names):
        raise Fault(f"{where}: names of {side}s are not in order, or twice: {names}")
    if sorted(values.i) != list(range(count)) or len(names) != count:
        raise Fault(f"{where}: {count} {side}s, but the slots {dict(zip(names, values.i))}")
    return [name for _, name in sorted(zip(values.i, names))]


def expected(names, found, where, optional):
    """Whether the slots `found` are those of a prototype."""
    if names and names[-1].endswith("*"):
        wanted = [names[-1][:-1] + str(k) for k in range(len(found))]
    else:
        wanted = [name.rstrip("?") for name in names][: len(found)]
        for name in names[len(found) :]:
            if not name.endswith("?"):
                raise Fault(f"{where}: slot '{name}' is missing")
        for name in names[: len(found)]:
            if name.endswith("?") != (name.rstrip("?") in optional):
                raise Fault(f"{where}: _opt_input does not fit '{name}': {optional}")
    if found != wanted:
        raise Fault(f"{where}: slots {found}, not {wanted}")


def check_const(op, attrs, where):
    kind, tensor = attrs.get("value", (None, None))
    if kind != "t":
        raise Fault(f"{where}: a Const without a tensor")
    check_desc(tensor.desc, where)
    if (tensor.desc.dtype, dims(tensor.desc)) != (op.output_desc[0].dtype, dims(op.output_desc[0])):
        raise Fault(f"{where}: value and output differ in type or shape")
    size = math.prod(dims(tensor.desc)) * BYTES[tensor.desc.dtype]
    if len(tensor.data or b"") != size:
        raise Fault(f"{where}: {len(tensor.data or b'')} bytes of data, {size} by its shape")


def check_numbers(op, attrs, where):
    """What attributes say in numbers that can be compared."""
    def value(name):
        return attrs[name][1]
    if op.type in ("AddN", "ConcatD", "Pack") and value("N") != len(op.input_desc):
        raise Fault(f"{where}: N is {value('N')}, but there are {len(op.input_desc)} inputs")
    if op.type == "SplitD" and value("num_split") != len(op.output_desc):
        raise Fault(f"{where}: num_split is {value('num_split')}")
    if op.type == "Cast" and value("dst_type") != API_TYPE[op.output_desc[0].dtype]:
        raise Fault(f"{where}: dst_type {value('dst_type')} for data type {op.output_desc[0].dtype}")
    for name in ("strides", "pads", "dilations", "ksize"):
        if name in attrs and attrs[name][0] == "list" and len(value(name).i) != 4:
            raise Fault(f"{where}: {name} has {len(value(name).i)} numbers")
    if op.type == "Conv2D":
        x, w, y = dims(op.input_desc[0]), dims(op.input_desc[1]), dims(op.output_desc[0])
        if x[1] != w[1] * value("groups") or y[1] != w[0]:
            raise Fault(f"{where}: channels {x}, {w}, {y} with {value('groups')} groups")
        for k in (2, 3):
            pads = value("pads").i[2 * k - 4] + value("pads").i[2 * k - 3]
            kernel = value("dilations").i[k] * (w[k] - 1) + 1
            if y[k] != (x[k] + pads - kernel) // value("strides").i[k] + 1:
                raise Fault(f"{where}: extent {k} is {y[k]}")
    if op.type == "Reshape" and -1 not in dims(op.input_desc[0]) + dims(op.output_desc[0]):
        if math.prod(dims(op.input_desc[0])) != math.prod(dims(op.output_desc[0])):
            raise Fault(f"{where}: the number of elements changes")


def check_op(op, known, where):
    """`known`: the outputs of the operators before it."""
    if not op.name or not op.type:
        raise Fault(f"{where}: no name or no type")
    if op.name in known:
        raise Fault(f"{where}: the name is there twice")
    if not op.has_out_attr:
        raise Fault(f"{where}: has_out_attr is not set")
    attrs = attributes(op, where)
    data = [text for text in op.input if not text.endswith(":-1")]
    if op.input[: len(data)] != data:
        raise Fault(f"{where}: a control input stands before a data input")
    if len(data) != len(op.input_desc):
        raise Fault(f"{where}: {len(data)} inputs, {len(op.input_desc)} descriptors")
    for k, desc in enumerate(op.output_desc):
        check_desc(desc, f"{where}: output {k}")
    for k, (text, desc) in enumerate(zip(data, op.input_desc)):
        if text or op.type == "Data":
            check_desc(desc, f"{where}: input {k}")
        elif desc.dtype or dims(desc) or desc.layout != "FORMAT_RESERVED":
            raise Fault(f"{where}: input {k} is not connected, but described")
    inputs = slots(attrs, "input", len(op.input_desc), where)
    outputs = slots(attrs, "output", len(op.output_desc), where)
    optional = [name.decode() for name in attrs["_opt_input"][1].s] if "_opt_input" in attrs else []
    if set(optional) - set(inputs):
        raise Fault(f"{where}: optional inputs without a slot: {optional}")
    for text, name, desc in zip(data, inputs, op.input_desc):
        if not text:
            if name not in optional and op.type != "Data":
                raise Fault(f"{where}: input '{name}' is not connected")
            continue
        producer, _, index = text.rpartition(":")
        if producer not in known:
            raise Fault(f"{where}: input '{text}' is of no operator before it")
        if not index.isdigit() or int(index) >= len(known[producer]):
            raise Fault(f"{where}: input '{text}' is of no output")
        if known[producer][int(index)] != (desc.dtype, dims(desc)):
            raise Fault(f"{where}: input '{text}' is described as {desc.dtype, dims(desc)}, "
                        f"it is {known[producer][int(index)]}")
    if op.type in PROTOTYPES:
        wanted_inputs, wanted_outputs, wanted = PROTOTYPES[op.type]
        expected(wanted_inputs, inputs, where, optional)
        expected(wanted_outputs, outputs[: 5 if op.type == "BatchNorm" else None], where, [])
        for name in wanted:
            if name not in attrs:
                raise Fault(f"{where}: attribute '{name}' is missing")
        if op.type == "Const":
            check_const(op, attrs, where)
        check_numbers(op, attrs, where)
    known[op.name] = [(desc.dtype, dims(desc)) for desc in op.output_desc]
    return attrs


def check_graph(graph):
    known, indexes, data = {}, [], []
    for place, op in enumerate(graph.op):
        where = f"operator {place} '{op.name}' ({op.type})"
        if (op.id or 0) != place:
            raise Fault(f"{where}: its id is {op.id}")
        attrs = check_op(op, known, where)
        if op.type == "Data":
            indexes.append(attrs["index"][1])
            data.append(f"{op.name}:0")
    if sorted(indexes) != list(range(len(indexes))):
        raise Fault(f"indexes of Data operators: {indexes}")
    if list(graph.input) != data:
        raise Fault(f"inputs of the graph: {graph.input}, Data operators: {data}")
    if not graph.output:
        raise Fault("the graph has no output")
    for text in graph.output:
        producer, _, index = text.rpartition(":")
        if producer not in known or not index.isdigit() or int(index) >= len(known[producer]):
            raise Fault(f"output '{text}' is of no operator")


def check(path):
    with open(path, "rb") as file:
        model = decode("ModelDef", file.read())
    if model.name or model.version:
        raise Fault("the model has a name or a version")
    attrs = attributes(model, "the model")
    for name in MODEL_ATTRIBUTES:
        if attrs.get(name) != ("i", 0):
            raise Fault(f"the model's attribute '{name}' is {attrs.get(name)}")
    if attrs.get("target_type") != ("s", b"MINI"):
        raise Fault("the model's attribute 'target_type'")
    if len(model.graph) != 1:
        raise Fault(f"{len(model.graph)} graphs")
    check_graph(model.graph[0])
    return model.graph[0]


def main(paths):
    for path in paths:
        try:
            graph = check(path)
        except (Fault, AssertionError, IndexError, UnicodeDecodeError, struct.error) as fault:
            print(f"{path}: {fault or 'is cut off'}")
            return 1
        counts = collections.Counter(op.type for op in graph.op)
        other = sorted(set(counts) - set(PROTOTYPES))
        print(f"{os.path.basename(path)}: {len(graph.op)} operators, {len(graph.input)} inputs, "
              f"{len(graph.output)} outputs")
        print("  " + ", ".join(f"{name} {count}" for name, count in sorted(counts.items())))
        if other:
            print("  without a prototype here: " + ", ".join(other))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
