#!/usr/bin/env python3
# onnx_node_tests.py - The ONNX project's tests of single operators.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: onnx_node_tests.py BIN [--filter TEXT] [--compiled STEP] [--jobs N]
#   [--write] [--reasons]   (in an environment with onnx)
# BIN holds ms-run; evaluate-onnx lies in BIN/../test/bin. All node tests of the
# onnx package, less training, sequences, optionals, strings and quantized types
# (see `excluded`), are read by our importer and computed by the reference
# evaluator, and every STEPth one that passes also by compiled code. The list
# onnx_node_tests.txt beside this file says what each shall do: "passed",
# "passed-known", where inputs that decide a shape are made initializers, or
# "refused". A test that does less, or whose numbers are wrong, is a FAIL; with
# --write the list is made new.

import argparse
import concurrent.futures
import os
import re
import subprocess
import sys
import tempfile
import warnings

import numpy as np
import onnx
from onnx import TensorProto, numpy_helper
from onnx.backend.test.loader import load_model_tests

HERE = os.path.dirname(os.path.abspath(__file__))
LIST = os.path.join(HERE, "onnx_node_tests.txt")
PLAIN = {
    TensorProto.FLOAT, TensorProto.UINT8, TensorProto.INT8, TensorProto.UINT16, TensorProto.INT16, TensorProto.INT32,
    TensorProto.INT64, TensorProto.BOOL, TensorProto.FLOAT16, TensorProto.DOUBLE, TensorProto.UINT32,
    TensorProto.UINT64, TensorProto.BFLOAT16,
}  # fmt: skip
COMPLEX = {TensorProto.COMPLEX64, TensorProto.COMPLEX128}
QUANTIZED = {
    "QuantizeLinear", "DequantizeLinear", "DynamicQuantizeLinear", "QLinearConv", "QLinearMatMul", "ConvInteger",
    "MatMulInteger",
}  # fmt: skip
TYPES = {
    "f32": np.float32, "f64": np.float64, "f16": np.float16, "i1": np.bool_, "i8": np.int8, "i16": np.int16,
    "i32": np.int32, "i64": np.int64, "ui8": np.uint8, "ui16": np.uint16, "ui32": np.uint32, "ui64": np.uint64,
}  # fmt: skip
RANK = {"wrong": 0, "crashed": 0, "refused": 1, "passed-known": 2, "passed": 3}
# A process gets so many models, and so long for each.
CHUNK, SECONDS = 40, 60


def excluded(model):
    """Why a test is not counted: a set of words, mostly empty."""
    why = set()
    if any(entry.domain == "ai.onnx.preview.training" for entry in model.opset_import):
        why.add("training")

    def visit(graph):
        for value in [*graph.input, *graph.output, *graph.value_info]:
            kind = value.type.WhichOneof("value")
            if kind in ("sequence_type", "optional_type"):
                why.add(kind)
            element = value.type.tensor_type.elem_type if kind == "tensor_type" else 0
            if element == TensorProto.STRING:
                why.add("string")
            elif element and element not in PLAIN and element not in COMPLEX:
                why.add("quantized")
        if any(tensor.data_type == TensorProto.STRING for tensor in graph.initializer):
            why.add("string")
        for node in graph.node:
            if node.op_type in QUANTIZED:
                why.add("quantized")
            if node.op_type.startswith("Optional"):
                why.add("optional_type")
            for attribute in node.attribute:
                if attribute.name == "training_mode" and attribute.i:
                    why.add("training")
                if attribute.HasField("g"):
                    visit(attribute.g)

    visit(model.graph)
    # Dropout has its mode as an input.
    if model.graph.name.startswith("test_training_"):
        why.add("training")
    return why


def to_array(value):
    return numpy_helper.to_array(value) if isinstance(value, TensorProto) else np.asarray(value)


class Case:
    def __init__(self, test, folder):
        self.name = test.name
        self.test = test
        self.model = test.model or onnx.load(os.path.join(test.model_dir, "model.onnx"))
        self.folder = os.path.join(folder, test.name)
        self.known = []  # names of inputs that became initializers
        self.status, self.reason = None, ""

    def load(self):
        if self.test.data_sets:
            return self.test.data_sets[0]
        folder = os.path.join(self.test.model_dir, "test_data_set_0")

        def read(kind, count):
            arrays = []
            for k in range(count):
                tensor = TensorProto()
                with open(os.path.join(folder, "%s_%d.pb" % (kind, k)), "rb") as file:
                    tensor.ParseFromString(file.read())
                arrays.append(numpy_helper.to_array(tensor))
            return arrays

        return read("input", len(self.model.graph.input)), read("output", len(self.model.graph.output))

    def write(self):
        """The model and its inputs, without those that are known."""
        os.makedirs(self.folder, exist_ok=True)
        inputs, _ = self.load()
        model = onnx.ModelProto()
        model.CopyFrom(self.model)
        count = 0
        for value, array in zip(self.model.graph.input, inputs):
            tensor = array if isinstance(array, TensorProto) else numpy_helper.from_array(np.asarray(array), value.name)
            tensor.name = value.name
            if value.name in self.known:
                model.graph.initializer.append(tensor)
                continue
            with open(os.path.join(self.folder, "input_%d.pb" % count), "wb") as file:
                file.write(tensor.SerializeToString())
            count += 1
        onnx.save(model, os.path.join(self.folder, "model.onnx"))

    def results(self):
        found = []
        with open(os.path.join(self.folder, "results.bin"), "rb") as file:
            while line := file.readline():
                kind, *shape = line.decode().split()
                shape = [int(extent) for extent in shape]
                size = int(np.prod(shape, dtype=np.int64))
                found.append((kind, np.frombuffer(file.read(8 * size), np.float64).reshape(shape)))
        return found

    def compare(self, found):
        """"" or what is wrong."""
        _, wanted = self.load()
        if len(found) != len(wanted):
            return "%d results, expected %d" % (len(found), len(wanted))
        for k, ((kind, mine), theirs) in enumerate(zip(found, wanted)):
            theirs = to_array(theirs)
            name = "bf16" if theirs.dtype.name == "bfloat16" else theirs.dtype
            if kind != name and TYPES.get(kind) != theirs.dtype:
                return "result %d is of %s, expected %s" % (k, kind, theirs.dtype)
            if mine.shape != theirs.shape:
                return "result %d has shape %s, expected %s" % (k, mine.shape, theirs.shape)
            theirs = theirs.astype(np.float64)
            # Two steps between floats of a narrow type are no error.
            step = {"f16": 2e-3, "bf16": 1.6e-2}.get(kind, 0)
            close = np.isclose(mine, theirs, rtol=max(self.test.rtol, step), atol=self.test.atol, equal_nan=True)
            if not close.all():
                at = np.unravel_index(np.argmin(close), close.shape)
                return "result %d is %r at %s, expected %r (%d of %d)" % (
                    k, mine[at], list(map(int, at)), theirs[at], np.count_nonzero(~close), close.size,
                )  # fmt: skip
        return ""


def evaluate(program, cases):
    """Runs cases in one process, and again behind one that ends it."""
    left = list(cases)
    while left:
        text = "".join(case.folder + "\n" for case in left)
        command = ["bash", "-c", 'ulimit -v 8000000; exec "$0"', program]
        try:
            done = subprocess.run(
                command, input=text, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                timeout=SECONDS * len(left),
            )  # fmt: skip
            lines, end = done.stdout.split("\n"), (done.stderr.strip() or "status %d" % done.returncode)
        except subprocess.TimeoutExpired as error:
            lines, end = (error.stdout or b"").decode().split("\n"), "no end"
        answers = dict(zip(lines[0::2], lines[1::2]))
        for case in left:
            answer = answers.get("begin " + case.folder)
            if not answer:
                case.status, case.reason = "crashed", end[-300:]
                break
            case.status, case.reason = ("done", "") if answer == "done" else ("refused", answer[len("refused: ") :])
        left = left[left.index(case) + 1 :]


def advance(case):
    """Judges a case; True where it shall run again with an input that is known."""
    if case.status == "done":
        case.reason = case.compare(case.results())
        case.status = "wrong" if case.reason else ("passed-known" if case.known else "passed")
        return False
    if case.status != "refused":
        return False
    needed = re.search(r"must be known when the model is read, but '(.*)' is computed", case.reason)
    names = [value.name for value in case.model.graph.input]
    if not needed or not set(names) - set(case.known):
        return False
    # What it is computed from may be an input, too: then all numbers are known.
    found = [needed.group(1)] if needed.group(1) in names else [
        value.name for value in case.model.graph.input
        if value.type.tensor_type.elem_type in (TensorProto.INT64, TensorProto.INT32, TensorProto.BOOL)
    ]  # fmt: skip
    fresh = [name for name in found if name not in case.known]
    case.known += fresh
    return bool(fresh)


def run(program, cases, jobs):
    while cases:
        for case in cases:
            case.write()
        chunks = [cases[k : k + CHUNK] for k in range(0, len(cases), CHUNK)]
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            list(pool.map(lambda chunk: evaluate(program, chunk), chunks))
        cases = [case for case in cases if advance(case)]


def compiled(program, case):
    """"" or what is wrong with compiled code for a case that passes."""
    inputs, _ = case.load()
    arrays = [a for v, a in zip(case.model.graph.input, inputs) if v.name not in case.known]
    source, target = (os.path.join(case.folder, name) for name in ("in.npz", "out.npz"))
    np.savez(source, **{"in%d" % k: to_array(array) for k, array in enumerate(arrays)})
    command = [program, "infer", os.path.join(case.folder, "model.onnx"), "--inputs", source, "--outputs", target]
    limited = ["bash", "-c", 'ulimit -v 12000000; exec "$@"', "run", *command]
    done = subprocess.run(limited, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600)
    if done.returncode:
        return "compiled: " + done.stdout.strip()[-300:]
    kinds = {np.dtype(value).name: key for key, value in TYPES.items()}
    with np.load(target) as archive:
        found = [archive[name] for name in archive.files]
    why = case.compare([(kinds[array.dtype.name], array.astype(np.float64)) for array in found])
    return why and "compiled: " + why


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bin")
    parser.add_argument("--filter", default="")
    parser.add_argument("--compiled", type=int, default=0, metavar="STEP")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--reasons", action="store_true", help="print why tests are refused")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    program = os.path.join(options.bin, "..", "test", "bin", "evaluate-onnx")
    with tempfile.TemporaryDirectory() as folder:
        cases = [Case(test, folder) for test in load_model_tests(kind="node")]
        cases = [case for case in cases if not excluded(case.model) and re.search(options.filter, case.name)]
        run(program, cases, options.jobs)
        expected = {}
        if os.path.exists(LIST) and not options.write:
            with open(LIST) as file:
                expected = dict(reversed(line.split()) for line in file if not line.startswith("#"))
        failures = 0
        for k, case in enumerate(cases):
            if options.compiled and k % options.compiled == 0 and RANK[case.status] >= 2:
                if why := compiled(os.path.join(options.bin, "ms-run"), case):
                    case.status, case.reason = "wrong", why
            wanted = expected.get(case.name, "refused")
            if RANK[case.status] < max(RANK[wanted], 1):
                failures += 1
                print("FAIL: %s: %s, expected %s: %s" % (case.name, case.status, wanted, case.reason))
            elif options.reasons and case.status == "refused":
                print("refused: %s: %s" % (case.name, case.reason))
    missing = [name for name in expected if re.search(options.filter, name)]
    missing = set(missing) - {case.name for case in cases}
    for name in sorted(missing):
        print("FAIL: %s: is in the list, but no test of onnx %s" % (name, onnx.__version__))
    if options.write:
        with open(LIST, "w") as file:
            file.write("# What the node tests of onnx %s do; made by onnx_node_tests.py --write.\n" % onnx.__version__)
            file.writelines("%s %s\n" % (case.status, case.name) for case in sorted(cases, key=lambda c: c.name))
    count = {status: sum(case.status == status for case in cases) for status in RANK}
    passed = count["passed"] + count["passed-known"]
    print(
        "passed %d (%d of them with inputs known that decide a shape), refused %d, wrong %d, crashed %d of %d"
        % (passed, count["passed-known"], count["refused"], count["wrong"], count["crashed"], len(cases))
    )
    if not failures and not missing:
        print("PASS: onnx node tests")
    return 1 if failures or missing else 0


if __name__ == "__main__":
    sys.exit(main())
