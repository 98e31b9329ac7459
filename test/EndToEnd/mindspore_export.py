#!/usr/bin/env python3
# mindspore_export.py - Networks that we export, read and run by real MindSpore.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: mindspore_export.py BIN [--modules FOLDER] [NAME...] (in an environment
# with mindspore). Each network of the zoo below and each module of test/Export
# (ops-*.mlir, every op that can be written), or only those whose names begin with
# NAME, is written as .mindir. MindSpore's load and GraphCell, our compiler on
# the network itself and our compiler on the file compute the same inputs; all
# three must agree. With --modules it is the .mlir and .mindir files of that
# folder instead. Prints "PASS: name" or "FAIL: name: why" per network.

import argparse
import glob
import os
import subprocess
import sys
import tempfile
import traceback

import numpy as np

os.environ.setdefault("GLOG_v", "3")
import mindspore as ms
from mindspore import nn

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Export", "Inputs"))
import random_inputs

# max|a-b| <= tolerance * max|b|
TOLERANCE, ROUND_TRIP, HALF = 1e-5, 1e-6, 1e-2
# MindSpore's sigmoid is an approximation, whose errors grow from step to step.
LOOSE = {"ops-recurrent.mlir": 1e-4}
MODULES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Export")
# Network and shapes that MindSpore wants to know beforehand.
NETWORKS = {
    "lenet5": ("zoo:lenet5", ()),
    "mlp": ("zoo:mlp", ()),
    "vgg11": ("zoo:vgg11:image=64,hidden=256,classes=10", ()),
    "vgg16_bn": ("zoo:vgg16:image=32,hidden=64,classes=10,batch_norm=true,bias=true", ()),
    "resnet18": ("zoo:resnet18:image=64", ()),
    "resnet50": ("zoo:resnet50:image=64", ()),
    "mobilenetv2": ("zoo:mobilenetv2:image=64,dropout=0.2", ()),
    "unet": ("zoo:unet:image=188,width=8", ()),
    "bert_tiny": ("zoo:bert_tiny", ()),
    "bert_masked_lm": ("zoo:bert_tiny:head=masked_lm,vocab=1000", ()),
    "bert_pretraining": ("zoo:bert_tiny:head=pretraining,vocab=1000", ()),
    "vit_tiny": ("zoo:vit_tiny", ()),
    "gpt_tiny": ("zoo:gpt_tiny", ()),
    "gpt_small": ("zoo:gpt_small:seq=64", ()),
    "lstm": ("zoo:lstm:seq=20,vocab=1000", ("input_ids=2,20",)),
}


def tool(*command):
    limited = ["bash", "-c", 'ulimit -v 16000000; exec "$@"', "run", *command]
    done = subprocess.run(limited, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600)
    return None if done.returncode == 0 else (done.stdout.strip() or "status %d" % done.returncode)[:1000]


def flatten(outputs):
    if isinstance(outputs, (tuple, list)):
        return [array for output in outputs for array in flatten(output)]
    return [outputs.asnumpy()]


def apart(mine, theirs):
    a, b = mine.astype(np.float64), theirs.astype(np.float64)
    if not np.array_equal(np.isfinite(a), np.isfinite(b)):
        return np.inf
    good = np.isfinite(b)
    return float(np.max(np.abs(a - b)[good], initial=0) / (np.max(np.abs(b[good]), initial=0) or 1))


def compare(what, found, wanted, tolerance):
    if len(found) != len(wanted):
        return "%s: %d outputs, not %d" % (what, len(found), len(wanted))
    for k, (mine, theirs) in enumerate(zip(found, wanted)):
        if mine.shape != theirs.shape or mine.dtype != theirs.dtype:
            return "%s: output %d is %s %s, not %s %s" % (
                what, k, mine.dtype, mine.shape, theirs.dtype, theirs.shape,
            )
        distance = apart(mine, theirs)
        if not distance <= (max(tolerance, HALF) if mine.dtype == np.float16 else tolerance):
            return "%s: output %d is apart by %.3g" % (what, k, distance)
    return None


def check(tools, work, network, shapes):
    written, inputs = os.path.join(work, "net.mindir"), os.path.join(work, "in.npz")
    options = [word for shape in shapes for word in ("--input-shape", shape)]
    problem = tool(tools + "/ms-translate", network, "-o", written, *options)
    if problem:
        return problem
    arrays = random_inputs.make_inputs(written)
    np.savez(inputs, **arrays)
    results = []
    for source in (network, written):
        result = os.path.join(work, "out.npz")
        problem = tool(tools + "/ms-run", "infer", source, "--inputs", inputs, "--outputs", result)
        if problem:
            return problem
        loaded = np.load(result)
        results.append([loaded[name] for name in loaded.files])
    problem = compare("round trip", results[1], results[0], ROUND_TRIP)
    if problem:
        return problem
    net = nn.GraphCell(ms.load(written))
    theirs = flatten(net(*[ms.Tensor(array) for array in arrays.values()]))
    tolerance = LOOSE.get(os.path.basename(network), TOLERANCE)
    return compare("MindSpore", results[0], theirs, tolerance)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tools")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--modules")
    options = parser.parse_args()
    ms.set_device("CPU")
    folder = options.modules or MODULES
    files = sorted(glob.glob(folder + "/*.mlir") + glob.glob(folder + "/*.mindir"))
    networks = {} if options.modules else dict(NETWORKS)
    networks.update({os.path.basename(path): (path, ()) for path in files})
    failures = 0
    for name, (network, shapes) in networks.items():
        if options.names and not name.startswith(tuple(options.names)):
            continue
        with tempfile.TemporaryDirectory() as work:
            try:
                problem = check(options.tools, work, network, shapes)
            except Exception as error:  # MindSpore throws many kinds
                problem = "".join(traceback.format_exception_only(error)).strip()
        failures += problem is not None
        print("FAIL: %s: %s" % (name, " ".join(problem.split())[:600]) if problem else "PASS: " + name, flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
