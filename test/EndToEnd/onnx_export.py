#!/usr/bin/env python3
# onnx_export.py - Networks that we export, checked by onnx, run by ONNX Runtime.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: onnx_export.py BIN [--modules FOLDER] [--opsets N,N] [NAME...] (in an
# environment with onnx and onnxruntime). Each network of the zoo below and each
# module of test/Export and test/Export/ONNX, or only those whose names begin with
# NAME, is written as .onnx in several opsets. onnx.checker takes it,
# with its inference of shapes, ONNX Runtime and our compiler compute the same
# inputs, and both agree. With --modules it is the .mlir and .mindir files of
# that folder instead. Prints "PASS: name" or "FAIL: name: why" per network and
# opset.

import argparse
import glob
import os
import subprocess
import sys
import tempfile
import traceback

import numpy as np
import onnx
import onnxruntime

HERE = os.path.dirname(os.path.abspath(__file__))
MODULES = os.path.join(HERE, "..", "Export")
sys.path.insert(0, os.path.join(MODULES, "Inputs"))
from random_inputs import make_array

# max|a-b| <= tolerance * max|b|
TOLERANCE, HALF = 1e-4, 1e-2
OPSETS = (11, 13, 15, 17)
# Networks, and the largest ones in one opset only.
NETWORKS = {
    "lenet5": "zoo:lenet5",
    "mlp": "zoo:mlp",
    "vgg11": "zoo:vgg11:image=64,hidden=256,classes=10",
    "vgg16_bn": "zoo:vgg16:image=32,hidden=64,classes=10,batch_norm=true,bias=true",
    "resnet18": "zoo:resnet18:image=64",
    "resnet50_small": "zoo:resnet50:image=64",
    "mobilenetv2_small": "zoo:mobilenetv2:image=64,dropout=0.2",
    "unet_small": "zoo:unet:image=188,width=8",
    "bert_tiny": "zoo:bert_tiny",
    "bert_masked_lm": "zoo:bert_tiny:head=masked_lm,vocab=1000",
    "bert_pretraining": "zoo:bert_tiny:head=pretraining,vocab=1000",
    "vit_tiny": "zoo:vit_tiny",
    "gpt_tiny": "zoo:gpt_tiny",
    "gpt_small": "zoo:gpt_small:seq=64",
    "lstm_small": "zoo:lstm:seq=20,vocab=1000",
}
LARGE = {
    "resnet50": "zoo:resnet50",
    "mobilenetv2": "zoo:mobilenetv2",
    "unet": "zoo:unet",
    "bert_base": "zoo:bert_base",
    "lstm": "zoo:lstm",
    "vit_base": "zoo:vit_base",
    "vgg16": "zoo:vgg16",
}
# Modules whose ops need an opset.
NEEDS = {"ops-sampling.mlir": 16, "ops-shape.mlir": 16, "ops-types.mlir": 13}
# ONNX has no gradients.
LEFT_OUT = ("ops-gradients.mlir",)
NAMES = {"float": "f32", "double": "f64", "float16": "f16"}


def tool(*command):
    limited = ["bash", "-c", 'ulimit -v 16000000; exec "$@"', "run", *command]
    done = subprocess.run(limited, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600)
    return None if done.returncode == 0 else (done.stdout.strip() or "status %d" % done.returncode)[:1000]


def apart(mine, theirs):
    a, b = mine.astype(np.float64), theirs.astype(np.float64)
    if not np.array_equal(np.isfinite(a), np.isfinite(b)):
        return np.inf
    good = np.isfinite(b)
    if not np.array_equal(a[~good], b[~good], equal_nan=True):
        return np.inf
    return float(np.max(np.abs(a - b)[good], initial=0) / (np.max(np.abs(b[good]), initial=0) or 1))


def compare(found, wanted):
    if len(found) != len(wanted):
        return "%d outputs, not %d" % (len(found), len(wanted))
    problems = []
    for k, (theirs, mine) in enumerate(zip(found, wanted)):
        if mine.shape != theirs.shape or mine.dtype != theirs.dtype:
            problems.append("output %d is %s %s, not %s %s" % (k, theirs.dtype, theirs.shape, mine.dtype, mine.shape))
            continue
        distance = apart(mine, theirs)
        if not distance <= (HALF if mine.dtype == np.float16 else TOLERANCE):
            problems.append("output %d is apart by %.3g" % (k, distance))
    return "; ".join(problems) or None


def make_inputs(session):
    random = np.random.default_rng(5)
    arrays = {}
    for value in session.get_inputs():
        dims = [2 if not isinstance(extent, int) else extent for extent in value.shape]
        dtype = value.type[len("tensor(") : -1]
        dtype = NAMES.get(dtype, dtype.replace("int", "i").replace("ui", "u"))
        arrays[value.name] = make_array(random, value.name, dims, dtype)
    return arrays


def check_names(model):
    """Every node has a name of its own, and every value a type."""
    graph = model.graph
    names = [node.name for node in graph.node]
    if len(set(names)) != len(names) or "" in names:
        return "names of nodes are not unique"
    known = {value.name for value in [*graph.value_info, *graph.output]}
    missing = [name for node in graph.node for name in node.output if name and name not in known]
    return "no type is given for %s" % missing[:3] if missing else None


class Case:
    """A network; our outputs are computed once, for the first opset that can."""

    def __init__(self, tools, work, network):
        self.tools, self.work, self.network = tools, work, network
        self.inputs = self.wanted = None

    def run_ours(self):
        inputs, result = os.path.join(self.work, "in.npz"), os.path.join(self.work, "out.npz")
        np.savez(inputs, **self.inputs)
        problem = tool(self.tools + "/ms-run", "infer", self.network, "--inputs", inputs, "--outputs", result)
        if problem is None:
            loaded = np.load(result)
            self.wanted = [loaded[name] for name in loaded.files]
        return problem

    def check(self, opset, options=()):
        written = os.path.join(self.work, "net.onnx")
        problem = tool(self.tools + "/ms-translate", self.network, "-o", written, "--opset", str(opset), *options)
        if problem:
            return problem
        onnx.checker.check_model(written, full_check=True)
        model = onnx.load(written, load_external_data=False)
        if [entry.version for entry in model.opset_import] != [opset]:
            return "the file is of another opset"
        problem = check_names(model)
        if problem:
            return problem
        settings = onnxruntime.SessionOptions()
        settings.log_severity_level = 3
        session = onnxruntime.InferenceSession(written, settings, providers=["CPUExecutionProvider"])
        if self.wanted is None:
            self.inputs = make_inputs(session)
            problem = self.run_ours()
            if problem:
                return problem
        return compare(session.run(None, self.inputs), self.wanted)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tools")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--modules")
    parser.add_argument("--opsets", default=",".join(map(str, OPSETS)))
    options = parser.parse_args()
    opsets = [int(word) for word in options.opsets.split(",")]
    folder = options.modules or MODULES
    files = sorted(glob.glob(folder + "/*.mlir") + glob.glob(folder + "/*.mindir"))
    if not options.modules:
        files += sorted(glob.glob(MODULES + "/ONNX/*.mlir"))
    networks = {} if options.modules else {name: (net, opsets) for name, net in NETWORKS.items()}
    if not options.modules:
        networks.update({name: (net, opsets[-1:]) for name, net in LARGE.items()})
    for path in files:
        name = os.path.basename(path)
        if name in LEFT_OUT:
            continue
        networks[name] = (path, [opset for opset in opsets if opset >= NEEDS.get(name, 0)])
    failures = 0
    for name, (network, wanted) in networks.items():
        if options.names and not name.startswith(tuple(options.names)):
            continue
        with tempfile.TemporaryDirectory() as work:
            case = Case(options.tools, work, network)
            for opset in wanted:
                try:
                    problem = case.check(opset)
                except Exception as error:  # onnx and its runtime throw many kinds
                    problem = "".join(traceback.format_exception_only(error)).strip()
                failures += problem is not None
                label = "%s, opset %d" % (name, opset)
                print("FAIL: %s: %s" % (label, " ".join(problem.split())[:600]) if problem else "PASS: " + label, flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
