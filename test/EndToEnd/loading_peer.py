# loading_peer.py - What mindspore_loading.py and mindspore_breakpoints.py share.
#
# SPDX-License-Identifier: Apache-2.0
#
# Files and their entries, networks made from them, and the program loading.cpp,
# which is our side.

import json
import os
import subprocess
import sys
import tempfile
import traceback

import numpy as np

os.environ.setdefault("GLOG_v", "3")
import mindspore as ms
from mindspore import Parameter, Tensor, nn

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../Inputs"))
from checks import Checks
from protobuf import fields, write_field

TYPES = {
    "Bool": ms.bool_, "Int8": ms.int8, "Int16": ms.int16, "Int32": ms.int32, "Int64": ms.int64, "UInt8": ms.uint8,
    "UInt16": ms.uint16, "UInt32": ms.uint32, "UInt64": ms.uint64, "Float16": ms.float16, "BFloat16": ms.bfloat16,
    "Float32": ms.float32, "Float64": ms.float64,
}
NUMPY = {name: np.dtype(name.lower()) for name in TYPES if name != "BFloat16"}


class Different(Exception):
    """What is wrong in a check."""


def expect(good, why, *values):
    if not good:
        raise Different(why % values)


#
# Files
#
def entry(name, kind, dims, content):
    """One Checkpoint.Value."""
    extents = b"".join(write_field(1, extent) for extent in dims)
    tensor = extents + write_field(2, kind.encode()) + write_field(3, content)
    return write_field(1, write_field(1, name.encode()) + write_field(2, tensor))


def array_entry(name, value):
    value = np.asarray(value)
    kind = next(kind for kind, dtype in NUMPY.items() if dtype == value.dtype)
    return entry(name, kind, value.shape, value.tobytes())


def entries_of(path):
    """[name, type, dims, bytes in hexadecimal] of a file, in its order; our header and footer are passed over."""
    with open(path, "rb") as file:
        content = file.read()
    if content[-17:-10] == b"crc_num":
        content = content[:-17]
    found = []
    for number, item in fields(content):
        if number == 1:
            name, tensor = (value for _, value in fields(item))
            parts = list(fields(tensor))
            dims = [value for number, value in parts if number == 1]
            kind, data = (b"".join(value for number, value in parts if number == k) for k in (2, 3))
            found.append([name.decode(), kind.decode(), dims, data.hex()])
    return found


def described(name, value):
    """The same of a parameter or a text in memory."""
    if isinstance(value, str):
        return [name, "str", None, value]
    kind = next(kind for kind, dtype in TYPES.items() if dtype == value.dtype)
    if kind == "BFloat16":
        content = (value.astype(ms.float32).asnumpy().view(np.uint32) >> 16).astype(np.uint16)
    else:
        content = value.asnumpy()
    return [name, kind, list(value.shape), content.tobytes().hex()]


def parameters_of(cell):
    return [described(value.name, value) for value in cell.get_parameters()]


class Net(nn.Cell):
    """Parameters with the names, types and values of a file."""

    def __init__(self, path):
        super().__init__()
        for index, (name, value) in enumerate(ms.load_checkpoint(path).items()):
            setattr(self, "p%d" % index, Parameter(Tensor(value), name=name))

    def construct(self, x):
        return x


class Peer:
    """A folder for files, and our side."""

    def __init__(self, tools, work):
        self.driver = os.path.join(tools, "../test/bin/loading")
        self.work = work
        self.count = 0

    def ask_all(self, requests):
        lines = "".join("\t".join([word] + ["%s=%s" % field for field in more.items()]) + "\n"
                        for word, more in requests)
        done = subprocess.run([self.driver], input=lines, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              timeout=600)
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        expect(done.returncode == 0 and len(answers) == len(requests), "status %s: %s", done.returncode, done.stderr)
        return answers

    def ask(self, word, **more):
        return self.ask_all([(word, more)])[0]

    def path(self, name):
        return os.path.join(self.work, name)

    def write(self, content, suffix=".ckpt"):
        """A file with entries, or bytes."""
        self.count += 1
        path = self.path("%d%s" % (self.count, suffix))
        if not isinstance(content, bytes):
            content = b"".join(array_entry(name, value) for name, value in content)
        with open(path, "wb") as file:
            file.write(content)
        return path


def run_checks(checks, wanted):
    """Calls the functions of a table, or those whose names begin with one that is wanted; what is wrong they raise."""
    report = Checks()
    for name, check in checks.items():
        if wanted and not name.startswith(tuple(wanted)):
            continue
        try:
            check()
            problem = None
        except Different as error:
            problem = str(error)
        except Exception as error:
            traceback.print_exc()
            problem = repr(error)
        report(name, problem)
    return 1 if report.failed else 0


def main(make_checks):
    """make_checks gives the table for a Peer's arguments."""
    ms.set_device("CPU")
    # A graph is compiled, and written beside the checkpoints, in this mode only.
    ms.set_context(mode=ms.GRAPH_MODE)
    os.umask(0o022)
    with tempfile.TemporaryDirectory() as work:
        return run_checks(make_checks(sys.argv[1], work), sys.argv[2:])
