#!/usr/bin/env python3
# mindspore_sweep.py - Networks that real MindSpore exports, read and run by us.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: mindspore_sweep.py BIN [--keep FOLDER] [NAME...] (in an environment with
# mindspore). Each network of mindspore_layers.py, mindspore_models.py,
# mindspore_shapes.py, mindspore_types.py, mindspore_steps.py and
# mindspore_training.py is exported as .mindir and computed by both, or only those
# whose names begin with NAME. With --keep, what was exported stays there and is
# used again. Prints "PASS: name" or "FAIL: name: why" per network.

import argparse
import csv
import os
import subprocess
import sys
import tempfile

import numpy as np

os.environ.setdefault("GLOG_v", "3")
import mindspore as ms

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import mindspore_layers
import mindspore_models
import mindspore_shapes
import mindspore_steps
import mindspore_training
import mindspore_types
from checks import Checks

STEPS = 4
# max|a-b| <= TOLERANCE * max|b|
TOLERANCE, HALF_TOLERANCE = 1e-5, 1e-2
# MindSpore's own tanh on CPU is off by up to 8e-5; ours is within 2e-7.
TOLERANCES = {"act_tanh": 2e-4, "outputs": 2e-4}
# Of losses that chance decides, and those behind MindSpore's tanh.
STEP_TOLERANCES = {"drop_all": 3e-2, "drop_channels": 0.1, "drop_encoder": 0.3, "step_shared": 2e-4}


def arrays(outputs):
    if isinstance(outputs, (tuple, list)):
        return [array for output in outputs for array in arrays(output)]
    return [outputs.asnumpy()]


def export(cell, inputs, path, is_step):
    """Writes PATH.mindir and PATH.npz: inputs, and outputs or losses."""
    tensors = [ms.Tensor(array) for array in inputs]
    found = {"in%d" % k: array for k, array in enumerate(inputs)}
    cell.set_train(is_step)
    ms.export(cell, *tensors, file_name=path, file_format="MINDIR")
    if is_step:
        found["loss"] = np.array([float(arrays(cell(*tensors))[0].mean()) for _ in range(STEPS)])
    else:
        found.update({"out%d" % k: array for k, array in enumerate(arrays(cell(*tensors)))})
    # What is there is complete.
    np.savez(path + ".new.npz", **found)
    os.replace(path + ".new.npz", path + ".npz")


def tool(*command):
    limited = ["bash", "-c", 'ulimit -v 12000000; exec "$@"', "run", *command]
    done = subprocess.run(limited, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600)
    return None if done.returncode == 0 else (done.stdout.strip() or "status %d" % done.returncode)[:1000]


def apart(mine, theirs):
    a, b = mine.astype(np.float64), theirs.astype(np.float64)
    if not np.array_equal(np.isfinite(a), np.isfinite(b)):
        return np.inf
    good = np.isfinite(b)
    largest = np.max(np.abs(b[good]), initial=0)
    return float(np.max(np.abs(a - b)[good], initial=0) / (largest or 1))


def compare_network(tools, path, work):
    problem = tool(tools + "/ms-run", "infer", path + ".mindir", "--inputs", path + ".npz", "--outputs", work)
    if problem:
        return problem
    wanted, found = np.load(path + ".npz"), np.load(work)
    names = [name for name in wanted.files if name.startswith("out")]
    if len(names) != len(found.files):
        return "%d outputs, MindSpore has %d" % (len(found.files), len(names))
    half = any(wanted[name].dtype == np.float16 for name in wanted.files) or path.endswith("_f16")
    for name in names:
        mine, theirs = found[name], wanted[name]
        if mine.shape != theirs.shape:
            return "%s: shape %s, MindSpore has %s" % (name, mine.shape, theirs.shape)
        if mine.dtype != theirs.dtype and os.path.basename(path).startswith(("types_", "number_")):
            return "%s: type %s, MindSpore has %s" % (name, mine.dtype, theirs.dtype)
        distance = apart(mine, theirs)
        limit = TOLERANCES.get(os.path.basename(path), HALF_TOLERANCE if half else TOLERANCE)
        if not distance <= limit:
            return "%s: apart by %.3g" % (name, distance)
    return None


def compare_step(tools, path, work):
    wanted = np.load(path + ".npz")
    np.savez(work, **{name: wanted[name] for name in wanted.files if name.startswith("in")})
    command = ["train", path + ".mindir", "--data", work, "--epochs", str(STEPS), "--no-shuffle", "--quiet"]
    problem = tool(tools + "/ms-run", *command, "--losses", work + ".csv")
    if problem:
        return problem
    with open(work + ".csv") as file:
        mine = np.array([float(row["loss"]) for row in csv.DictReader(file)])
    if len(mine) != STEPS:
        return "%d losses" % len(mine)
    distance = np.max(np.abs(mine - wanted["loss"]) / np.abs(wanted["loss"]))
    limit = STEP_TOLERANCES.get(os.path.basename(path), HALF_TOLERANCE if path.endswith("_f16") else TOLERANCE)
    return None if distance <= limit else "losses apart by %.3g" % distance


def check(tools, folder, name, cell, inputs, is_step):
    path = os.path.join(folder, name)
    if not os.path.exists(path + ".npz"):
        export(cell, inputs, path, is_step)
    return (compare_step if is_step else compare_network)(tools, path, path + ".ours.npz")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tools")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--keep")
    options = parser.parse_args()
    ms.set_device("CPU")
    ms.set_context(mode=ms.GRAPH_MODE)
    ms.set_seed(1)
    cases = [(case, False) for case in mindspore_layers.networks()]
    cases += [(case, False) for case in mindspore_models.networks()]
    cases += [(case, False) for case in mindspore_shapes.networks()]
    cases += [(case, False) for case in mindspore_types.networks()]
    cases += [(case, True) for case in mindspore_layers.steps()]
    cases += [(case, True) for case in mindspore_steps.steps()]
    cases += [(case, True) for case in mindspore_shapes.steps()]
    cases += [(case, True) for case in mindspore_training.steps()]
    report = Checks()
    with tempfile.TemporaryDirectory() as work:
        folder = options.keep or work
        os.makedirs(folder, exist_ok=True)
        for (name, cell, inputs), is_step in cases:
            if options.names and not name.startswith(tuple(options.names)):
                continue
            report.attempt("MindIR, " + name, check, options.tools, folder, name, cell, inputs, is_step)
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
