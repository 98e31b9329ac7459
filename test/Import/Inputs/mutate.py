# mutate.py - Networks that a broken or hostile writer could have made.
#
# SPDX-License-Identifier: Apache-2.0
#
# mutate.py TRANSLATE FOLDER NET... [--seeds FIRST:LAST] [--seconds LIMIT]
#   [--cut STEP]
# Changes messages of a network here and there, or, with --cut, ends the file at
# every STEPth byte. TRANSLATE, with at most 100 MiB more than for the whole file,
# shall give a module, or errors that start with one that has a code. Files that
# make it fail stay in FOLDER. NET is a .mindir, .air, .onnx or
# -graph.meta file.

import argparse
import os
import random
import resource
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../Inputs"))
from protobuf import Fixed, fields, write_field

# Which fields hold messages, as mind_ir.proto, ge_ir.proto, onnx.proto and anf_ir.proto have them.
MINDIR = {
    "model": {7: "graph", 8: "graph", 12: "primitive"},
    "graph": {1: "node", 3: "tensor", 5: "info", 6: "info"},
    "node": {5: "attribute"},
    "primitive": {3: "attribute"},
    "info": {2: "tensor", 5: "attribute"},
    "tensor": {12: "place"},
    "attribute": {6: "tensor", 12: "tensor", 17: "attribute"},
}
AIR = {
    "model": {7: "graph", 11: "entry"},
    "graph": {6: "op", 11: "entry"},
    "op": {10: "entry", 33: "desc", 34: "desc"},
    "desc": {3: "shape", 5: "entry"},
    "entry": {2: "attribute"},
    "attribute": {1: "list", 12: "tensor"},
    "tensor": {1: "desc"},
}
ONNX = {
    "model": {7: "graph", 8: "opset"},
    "graph": {1: "node", 5: "tensor", 11: "info", 12: "info", 13: "info"},
    "node": {5: "attribute"},
    "info": {2: "type"},
    "type": {1: "tensor_type"},
    "tensor_type": {2: "shape"},
    "shape": {1: "dim"},
    "tensor": {13: "entry"},
    "attribute": {5: "tensor", 6: "graph", 10: "tensor", 11: "graph"},
}
META = {
    "model": {4: "graph"},
    "graph": {1: "node", 3: "parameter", 4: "parameter", 5: "named"},
    "node": {1: "edge", 5: "named", 6: "type"},
    "parameter": {2: "type"},
    "named": {2: "value"},
    "value": {8: "tensor", 18: "value", 20: "type"},
    "type": {2: "tensor_type", 3: "sequence"},
    "tensor_type": {2: "shape"},
    "shape": {1: "dim"},
    "sequence": {1: "type"},
}
CHILDREN = {".mindir": MINDIR, ".air": AIR, ".onnx": ONNX, ".meta": META}
NUMBERS = (0, 1, -1, 2, 3, 7, 17, 20, 255, 65536, 2**31 - 1, -(2**31), 2**32, 2**40, 2**62, 2**63 - 1, -(2**63))
TEXTS = (b"", b"\xff\xfe", b"x" * 5000, b"../../etc/passwd", b"/etc/passwd", b"a\0b", b"g:", b":", b"scalar:" + b"Tuple[" * 3000,
         b"scalar:Tuple[value1,value2,]", b"tensor:value0", b"REF::", b"none")
MEBIBYTE = 2**20
TIMEOUT_SECONDS = 60


class Message:
    def __init__(self, table, kind, data):
        children = table.get(kind, {})
        self.kind = kind
        self.fields = [
            [number, Message(table, children[number], value) if number in children else value]
            for number, value in fields(data)
        ]

    def encode(self):
        return b"".join(write_field(n, v.encode() if isinstance(v, Message) else v) for n, v in self.fields)

    def walk(self):
        yield self
        for _, value in self.fields:
            if isinstance(value, Message):
                yield from value.walk()


def mutate(rng, message):
    """Changes one field of one message somewhere."""
    places = [m for m in message.walk() if m.fields]
    if not places:
        return
    kind = rng.choice(sorted({m.kind for m in places}))
    target = rng.choice([m for m in places if m.kind == kind])
    at = rng.randrange(len(target.fields))
    number, value = target.fields[at]
    alike = [v for m in places if m.kind == kind for n, v in m.fields if n == number]
    what = rng.randrange(8)
    if what == 0:
        del target.fields[at]
    elif what == 1:
        target.fields[at:at] = [[number, value]] * rng.choice((1, 2, 40, 1000))
    elif what == 2:
        target.fields[at][1] = rng.choice(alike)
    elif what == 3:
        target.fields[at][0] = rng.choice([n for n, _ in rng.choice(places).fields])
    elif what == 4:
        rng.shuffle(target.fields)
    elif isinstance(value, Message):
        other = rng.choice(places).encode()
        target.fields[at][1] = other if what < 7 and len(other) < 20000 else b"\x08" * 3
    elif isinstance(value, int):
        target.fields[at][1] = rng.choice(NUMBERS)
    elif isinstance(value, Fixed):
        target.fields[at][1] = Fixed(rng.choice((bytes(4), b"\0\0\xc0\x7f", b"\0\0\x80\xff")))
    elif what < 6 and value:
        cut = rng.randrange(len(value))
        target.fields[at][1] = value[:cut] + (value[cut + 1 :] if rng.random() < 0.5 else b"")
    else:
        target.fields[at][1] = rng.choice(TEXTS)


class Translator:
    def __init__(self, tool):
        self.tool, self.limit = tool, 0

    def run(self, path):
        """(status, output, bytes) of the tool."""
        process = subprocess.Popen([self.tool, path], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                   preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (TIMEOUT_SECONDS,) * 2))
        output = process.stderr.read().decode(errors="replace")
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        return process.returncode, output, usage.ru_maxrss * 1024

    def problem(self, path):
        status, output, memory = self.run(path)
        if status not in (0, 1):
            return "exit status %d: %s" % (status, output[-300:])
        if status == 1 and ": error: [MS" not in output.split("\n")[0]:
            return "no coded error: " + output[:300]
        if memory > self.limit:
            return "%d MiB more than for the whole file" % ((memory - self.limit) // MEBIBYTE + 100)
        return None


def variants(content, table, options):
    """(name, bytes) of each file to try."""
    if options.cut:
        for size in range(0, len(content), options.cut):
            yield "cut%d" % size, content[:size]
        return
    first, last = map(int, options.seeds.split(":"))
    for seed in range(first, last):
        rng = random.Random("%d %d" % (len(content), seed))
        message = Message(table, "model", content)
        for _ in range(rng.choice((1, 1, 1, 2, 5))):
            mutate(rng, message)
        yield "seed%d" % seed, message.encode()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tool")
    parser.add_argument("folder")
    parser.add_argument("nets", nargs="+")
    parser.add_argument("--seeds", default="0:100", metavar="FIRST:LAST")
    parser.add_argument("--seconds", type=float, default=1e9, help="start no file after this time")
    parser.add_argument("--cut", type=int, default=0, metavar="STEP")
    options = parser.parse_args()

    os.makedirs(options.folder, exist_ok=True)
    translator = Translator(options.tool)
    start, number, failed = time.monotonic(), 0, 0
    for net in options.nets:
        with open(net, "rb") as file:
            content = file.read()
        status, output, memory = translator.run(net)
        assert status == 0, output
        translator.limit = memory + 100 * MEBIBYTE
        stem, suffix = os.path.splitext(os.path.basename(net))
        for name, data in variants(content, CHILDREN[suffix], options):
            if time.monotonic() - start > options.seconds:
                break
            path = os.path.join(options.folder, "%s.%s%s" % (name, stem, suffix))
            with open(path, "wb") as file:
                file.write(data)
            problem = translator.problem(path)
            number += 1
            if problem:
                failed += 1
                print("FAIL: %s: %s" % (path, problem), flush=True)
            else:
                os.unlink(path)
    print("%d files, %d failed" % (number, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
