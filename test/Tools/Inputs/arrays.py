# arrays.py - Small .npz files for tests, with nothing but Python's library.
#
# SPDX-License-Identifier: Apache-2.0
#
# arrays.py data OUT ROWS DIMS CLASSES   in0 [ROWS, DIMS] and labels in1
# arrays.py rows OUT NAME ROWS DIMS      one array 0, 1, 2, ... of that name
# arrays.py show FILE                    every array, a line each
# arrays.py near FILE FILE TOLERANCE     arrays a and b of a name: |a - b| <= TOLERANCE * max|b|
# DIMS is "1,32,32".

import random
import struct
import sys
import zipfile


def npy(kind, dims, values):
    shape = "(" + "".join("%d," % d for d in dims) + ")"
    header = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }" % (kind, shape)
    header += " " * (-(len(header) + 11) % 64) + "\n"
    head = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode()
    return head + struct.pack("<%d%s" % (len(values), "f" if kind == "<f4" else "i"), *values)


def write(path, arrays):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            archive.writestr(name + ".npy", npy(*array))


def read(path):
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            length = struct.unpack("<H", data[8:10])[0]
            info = eval(data[10 : 10 + length].decode())
            count = 1
            for d in info["shape"]:
                count *= d
            assert info["descr"] == "<f4", info
            yield name[:-4], list(info["shape"]), struct.unpack("<%df" % count, data[10 + length :])


def show(path):
    for name, shape, values in read(path):
        print(name, shape, " ".join("%.6g" % v for v in values))


def near(path, other, tolerance):
    ours, theirs = list(read(path)), list(read(other))
    assert [a[:2] for a in ours] == [b[:2] for b in theirs]
    for (name, _, a), (_, _, b) in zip(ours, theirs):
        largest = max(map(abs, b))
        apart = max(abs(x - y) for x, y in zip(a, b)) / largest
        # What is all zero, or no number, compares as nothing.
        assert 0 < largest < float("inf") and apart <= tolerance, (name, largest, apart)
        print("%s: %.2g apart" % (name, apart))


def main(command, path, *words):
    if command == "show":
        return show(path)
    if command == "near":
        return near(path, words[0], float(words[1]))
    if command == "rows":
        name, rows, dims = words[0], int(words[1]), [int(d) for d in words[2].split(",")]
        count = rows
        for d in dims:
            count *= d
        return write(path, {name: ("<f4", [rows] + dims, [float(k) for k in range(count)])})
    rows, dims, classes = int(words[0]), [int(d) for d in words[1].split(",")], int(words[2])
    random.seed(rows)
    labels = [random.randrange(classes) for _ in range(rows)]
    count = 1
    for d in dims:
        count *= d
    # The mean of a row tells its label, more or less.
    values = [random.gauss(label / classes, 1) for label in labels for _ in range(count)]
    write(path, {"in0": ("<f4", [rows] + dims, values), "in1": ("<i4", [rows], labels)})


main(*sys.argv[1:])
