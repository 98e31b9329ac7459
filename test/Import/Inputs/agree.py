# agree.py - Compares what a tool has written with what MindSpore has.
#
# SPDX-License-Identifier: Apache-2.0
#
# agree.py outputs WANTED.npz GOT.npz [TOLERANCE]   out0, out1, ... of both
# agree.py losses WANTED.npz GOT.csv [TOLERANCE]    the array `loss` of one; or two .csv
# agree.py weights WANTED.ckpt GOT.ckpt [TOLERANCE] every tensor of the first, but
#                                                 for counters of epoch and step
# agree.py data SAMPLE.npz OUT.npz                  in0, in1, ... alone
# Tensors agree where max|a-b| <= TOLERANCE * max|b|; without one, 1e-5. Needs
# nothing but Python's library.

import csv
import math
import os
import struct
import sys
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../Inputs"))
from protobuf import fields

KINDS = {"f2": "e", "f4": "f", "f8": "d", "i1": "b", "i2": "h", "i4": "i", "i8": "q", "u1": "B", "b1": "?"}
# Of a checkpoint's tensor_type.
CKPT_KINDS = {"Float16": "e", "Float32": "f", "Float64": "d", "Int32": "i", "Int64": "q", "Bool": "?"}


def read_npz(path):
    arrays = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            length = struct.unpack("<H", data[8:10])[0]
            info = eval(data[10 : 10 + length].decode())
            count = math.prod(info["shape"])
            kind = KINDS[info["descr"][1:]]
            assert not info["fortran_order"] or len(info["shape"]) < 2
            values = struct.unpack("<%d%s" % (count, kind), data[10 + length :])
            arrays[name[:-4]] = (list(info["shape"]), values)
    return arrays


def read_ckpt(path):
    tensors = {}
    with open(path, "rb") as file:
        content = file.read()
    for number, value in fields(content):
        if number != 1:
            continue
        entry = dict(fields(value))
        dims, kind, data = [], None, b""
        for part, inner in fields(entry.get(2, b"")):
            if part == 1:
                dims.append(inner)
            elif part == 2:
                kind = CKPT_KINDS.get(inner.decode())
            elif part == 3:
                data += inner
        if kind:
            tensors[entry[1].decode()] = (dims, [v for (v,) in struct.iter_unpack("<" + kind, data)])
    return tensors


def read_losses(path):
    with open(path) as file:
        return [float(row[-1]) for row in list(csv.reader(file))[1:]]


def check(name, wanted, got, tolerance):
    assert got is not None, name + " is missing"
    # A scalar may be written as one element.
    shapes = [[d for d in shape if d != 1] for shape in (wanted[0], got[0])]
    assert shapes[0] == shapes[1], "%s: shapes %s and %s" % (name, wanted[0], got[0])
    largest = max((abs(v) for v in wanted[1]), default=0)
    differences = [abs(a - b) for a, b in zip(got[1], wanted[1])]
    assert all(d <= tolerance * largest for d in differences), "%s: largest %g, off by %g" % (
        name,
        largest,
        max(differences),
    )


def main(command, wanted, got, tolerance="1e-5"):
    limit = float(tolerance)
    if command == "data":
        with zipfile.ZipFile(wanted) as archive, zipfile.ZipFile(got, "w", zipfile.ZIP_STORED) as out:
            for name in archive.namelist():
                if name.startswith("in"):
                    out.writestr(name, archive.read(name))
        return
    if command == "losses":
        losses = read_losses(got)
        expected = read_losses(wanted) if wanted.endswith(".csv") else read_npz(wanted)["loss"][1]
        assert losses and len(losses) == len(expected), "%d losses, expected %d" % (len(losses), len(expected))
        for step, (a, b) in enumerate(zip(losses, expected)):
            check("loss %d" % step, ([], [b]), ([], [a]), limit)
    elif command == "weights":
        tensors = read_ckpt(got)
        expected = read_ckpt(wanted)
        assert expected
        for name, tensor in expected.items():
            if name not in ("epoch_num", "step_num"):
                check(name, tensor, tensors.get(name), limit)
    else:
        arrays = read_npz(got)
        expected = {name: a for name, a in read_npz(wanted).items() if name.startswith("out")}
        assert expected
        for name, array in expected.items():
            check(name, array, arrays.get(name), limit)
    print("agrees")


if __name__ == "__main__":
    main(*sys.argv[1:])
