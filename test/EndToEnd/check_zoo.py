#!/usr/bin/env python3
# check_zoo.py - Networks of the zoo against PyTorch's numbers.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: check_zoo.py TOOLS FOLDER CASE...
# Writes weights and data of zoo_cases.py into FOLDER, runs them through ms-run
# in TOOLS and compares with Inputs/zoo_CASE.torch.npz: names and shapes of
# parameters, outputs within 1e-4 of the largest one, the gradients of one step,
# the loss of each step of training and the statistics of batch norms within 1e-3.
# A line "PASS: case" or "FAIL: case" each; exit status 1 where one fails.
#        check_zoo.py TOOLS names
# Names, order, shapes of parameters and which are trained, against the sums of
# MindSpore's model zoo in Inputs/zoo_names.txt.

import csv
import hashlib
import os
import re
import subprocess
import sys
import time

import numpy as np

import compare_runs
import zoo_cases

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../Inputs"))
from protobuf import write_field as field

HERE = os.path.dirname(os.path.abspath(__file__))
OUTPUT_TOLERANCE, LOSS_TOLERANCE = 1e-4, 1e-3
# One ReLU that flips on a rounding error is some thousandths of a gradient.
GRADIENT_TOLERANCE = 1e-2
PARAMETER = re.compile(r'^  mindir\.parameter @"?([^ "]+)"? : tensor<([0-9x]*)f32> init\([^()]*\)( frozen)?')


def write_checkpoint(path, parameters):
    with open(path, "wb") as file:
        for name, value in parameters.items():
            tensor = b"".join(field(1, extent) for extent in value.shape)
            tensor += field(2, b"Float32") + field(3, value.astype("<f4").tobytes())
            file.write(field(1, field(1, name.encode()) + field(2, tensor)))


class Problem(Exception):
    pass


class Tools:
    def __init__(self, folder):
        self.folder = folder

    def run(self, tool, *words):
        command = [os.path.join(self.folder, tool), *words]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            raise Problem("%s: %s" % (" ".join(command), done.stderr.strip()[-2000:]))
        return done.stdout

    def parameters(self, net):
        """(name, shape, whether it is frozen) of each, in order."""
        text = self.run("ms-compile", "zoo:" + net, "--stop-after=graph")
        for found in filter(None, map(PARAMETER.match, text.splitlines())):
            shape = tuple(int(extent) for extent in found.group(2).split("x") if extent)
            yield found.group(1), shape, found.group(3) is not None


def apart(have, want):
    return float(np.max(np.abs(np.asarray(have, np.float64) - want)))


def check_outputs(tools, case, name, expected, paths):
    rows = case["rows"]
    np.savez(paths("in.npz"), **{"in%d" % k: column for k, column in enumerate(zoo_cases.inputs(name, rows))})
    tools.run(
        "ms-run", "infer", "zoo:" + case["net"], "--inputs", paths("in.npz"), "--outputs", paths("out.npz"),
        "--ckpt", paths("start.ckpt"), "--max-batch", str(rows),
    )
    worst, outputs = 0, np.load(paths("out.npz"))
    for k in range(len([key for key in expected.files if key.startswith("largest")])):
        difference = apart(zoo_cases.sample(outputs["out%d" % k]), expected["out%d" % k])
        worst = max(worst, difference / float(expected["largest%d" % k]))
    if not worst <= OUTPUT_TOLERANCE:
        raise Problem("outputs differ by %.2e of the largest" % worst)
    return worst


def train(tools, case, columns, paths, optimizer, *words):
    """Returns the losses and the parameters at the end."""
    np.savez(paths("train.npz"), **{"in%d" % k: column for k, column in enumerate(columns)})
    if "loss" in case:
        words += ("--loss", case["loss"])
    elif columns[-1].dtype == np.float32:
        words += ("--loss", "mse")
    tools.run(
        "ms-run", "train", "zoo:" + case["net"], "--data", paths("train.npz"), "--ckpt", paths("start.ckpt"),
        "--batch", str(case["batch"]), "--no-shuffle", "--quiet", "--optimizer", optimizer,
        "--losses", paths("losses.csv"), "--save", paths("end.ckpt"), *words,
    )
    with open(paths("losses.csv")) as file:
        losses = np.array([float(row["loss"]) for row in csv.DictReader(file)])
    return losses, compare_runs.read_checkpoint(paths("end.ckpt"))


def check_gradients(tools, case, name, expected, paths, start):
    """One step of gradient descent with rate 1 moves a parameter by its gradient."""
    columns = [column[: case["batch"]] for column in zoo_cases.training(name)]
    _, end = train(tools, case, columns, paths, "gradient_descent", "--lr", "1")
    worst = 0
    keys = [key for key in expected.files if key.startswith("gradient:")]
    # A shift before a convolution with batch norm behind it has no effect: its
    # gradient is what rounding leaves of a sum of terms as large as the others'.
    noise = 1e-6 * max(np.max(np.abs(expected[key])) for key in keys)
    for key in keys:
        value = start[key[9:]]
        mine = zoo_cases.summary(key[9:], end[key[9:]][1], value.reshape(-1))
        size, difference = np.max(np.abs(expected[key])), apart(mine, expected[key])
        # What is smaller than rounding of the value itself cannot be compared.
        if not difference <= case.get("gradient", GRADIENT_TOLERANCE) * size + noise + 3e-7 * np.linalg.norm(value):
            raise Problem("gradient of %s is %s, expected %s" % (key[9:], mine, expected[key]))
        worst = max(worst, difference / size if size > 1e-3 else 0)
    return worst


def check_training(tools, case, name, expected, paths):
    words = ["--momentum", "0.9"] if case["optimizer"] == "momentum" else []
    columns = zoo_cases.training(name)
    losses, end = train(tools, case, columns, paths, case["optimizer"], "--lr", repr(case["lr"]), *words)
    if len(losses) != len(expected["loss"]):
        raise Problem("%d losses, expected %d" % (len(losses), len(expected["loss"])))
    differences = np.abs(losses - expected["loss"]) / np.abs(expected["loss"])
    if not np.max(differences) <= LOSS_TOLERANCE:
        step = int(np.argmax(differences))
        raise Problem("loss %d is %.9g, expected %.9g" % (step + 1, losses[step], expected["loss"][step]))
    worst = 0
    for key in (key for key in expected.files if key.startswith("statistic:")):
        mine = end[key[10:]][1]
        difference = apart(mine, expected[key]) / np.max(np.abs(expected[key]))
        if not difference <= case.get("statistics", LOSS_TOLERANCE):
            raise Problem("%s differs by %.2e of the largest" % (key[10:], difference))
        worst = max(worst, difference)
    return np.max(differences), worst


def check(tools, folder, name):
    def paths(file):
        return os.path.join(folder, name + "." + file)

    case = zoo_cases.CASES[name]
    expected = np.load(os.path.join(HERE, "Inputs", "zoo_%s.torch.npz" % name))
    shapes = {key: shape for key, shape, _ in tools.parameters(case["net"])}
    mine = sorted("%s %s" % (key, "x".join(map(str, shape))) for key, shape in shapes.items())
    if mine != list(expected["parameters"]):
        different = sorted(set(mine) ^ set(expected["parameters"]))
        raise Problem("parameters differ: " + ", ".join(different[:6]))
    start = {key: zoo_cases.weight(key, shape) for key, shape in shapes.items()}
    write_checkpoint(paths("start.ckpt"), start)
    text = "outputs within %.1e" % check_outputs(tools, case, name, expected, paths)
    if case["steps"]:
        text += ", gradients within %.1e" % check_gradients(tools, case, name, expected, paths, start)
        loss, statistics = check_training(tools, case, name, expected, paths)
        text += ", losses of %d steps within %.1e" % (case["steps"], loss)
        text += ", statistics within %.1e" % statistics if statistics else ""
    return text


def check_names(tools):
    with open(os.path.join(HERE, "Inputs", "zoo_names.txt")) as file:
        lines = file.read().split("\n")[:-1]
    for line in lines:
        net, count, digest = line.split(" ")
        mine = [
            "%s %s %s" % (name, "x".join(map(str, shape)), "frozen" if frozen else "trained")
            for name, shape, frozen in tools.parameters(net)
        ]
        if len(mine) != int(count) or hashlib.sha256("\n".join(mine).encode()).hexdigest() != digest:
            print("\n".join(mine))
            raise Problem("%s: other parameters than MindSpore's" % net)
    return "%d networks" % len(lines)


def main(tools, folder, *names):
    if folder == "names":
        print("PASS: names: " + check_names(Tools(tools)))
        return 0
    os.makedirs(folder, exist_ok=True)
    failed = False
    for name in names:
        begin = time.monotonic()
        try:
            text = "PASS: %s: %s" % (name, check(Tools(tools), folder, name))
        except Problem as problem:
            text, failed = "FAIL: %s: %s" % (name, problem), True
        print("%s (%.1f s)" % (text, time.monotonic() - begin), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
