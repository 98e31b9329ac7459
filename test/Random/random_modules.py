#!/usr/bin/env python3
# random_modules.py - Random modules through the compiler, beside the evaluator.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: random_modules.py TOOLS [--mode MODE...] [--seeds FIRST:LAST] [--ops NAME...]
#   [--large] [--seconds LIMIT] [--print]
# Each seed gives one function: a single op, or a graph of 3 to 15. In the modes
# of an element type (f32, f16, bf16, f64, int) it is written and read back,
# compiled, run and compared with the reference evaluator, on one thread and several,
# with values kept and computed again; "gradients" compares gradients with finite
# differences, "steps" compiles them, "mixed" those of a function in mixed precision,
# and "train" takes steps of a whole training, with some optimizer. What evaluations
# that round at random differ by may be wrong: half precision makes elements equal
# that are not, as the largest of a tensor. A function that fails is made smaller
# while it fails, and printed. Prints a line "PASS: ..." or
# "FAIL: ..." for each group of seeds and each function that fails.

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import time

import ops_attention
import ops_elementary
import ops_image
import ops_index
import ops_loss
import ops_math
import ops_nn
import ops_norm
import ops_product
import ops_recurrent
import ops_shape
import ops_special
import ops_tensor
from function import Function
from graph import FLOATS, INTEGERS, Graph, Refused

OPS = ops_math.OPS
MODES = ("f32", "f16", "bf16", "f64", "int", "gradients", "steps", "mixed", "train")
# Modes that differentiate, and those that compile what comes of it.
GRADIENTS, STEPS = ("gradients", "steps", "mixed", "train"), ("steps", "mixed", "train")
# Relative to the largest element: of one op, of a graph.
TOLERANCES = {"f32": (1e-5, 1e-4), "f64": (1e-12, 1e-11), "f16": (6e-3, 3e-2), "bf16": (5e-2, 2e-1)}
BITS = {"f32": 24, "f64": 53, "f16": 11, "bf16": 8}
TARGETS = (
    "vector-bits=256 registers=16",
    "vector-bits=128 mcpu=x86-64-v2",
    "vector-bits=512 registers=32 twin-threads=2",
    "threads=2 twin-threads=1 twin-recomputes",
    "vector-bits=256 registers=16 twin-recomputes",
    "vector-bits=256 registers=16 channel-block=2",
    "vector-bits=256 registers=16 winograd-tile=2 twin-threads=2",
    "vector-bits=512 registers=32 winograd-tile=4 channel-block=8",
)
# Of mixed precision, and of sums of transforms with factors up to 8; times the tolerance of a graph.
CANCELLING = 4
LEVELS = ("type=f16 level=O2", "type=bf16 level=O1", "type=bf16 level=O3", "type=f16 level=O3")
# Of whole trainings: no moment is divided by much less than the first gradients.
TRAININGS = (
    "optimizer=momentum learning-rate=0.01 use-nesterov=true weight-decay=0.01",
    "optimizer=adam eps=0.01 clip-value=0.5",
    "optimizer=sgd learning-rate=0.01 momentum=0.9 dampening=0.1 clip-norm=1",
    "optimizer=adamw eps=0.01 weight-decay=0.05",
    "optimizer=rmsprop eps=0.01 centered=true momentum=0.5",
    "optimizer=lamb eps=0.01",
    "optimizer=adagrad accum=0.5",
    "optimizer=momentum lars=true learning-rate=0.1",
    "optimizer=momentum precision=f16 loss-scale=64 dynamic-loss-scale=true",
    "optimizer=adam_weight_decay eps=0.01 precision=bf16 amp-level=O3",
    "optimizer=gradient_descent learning-rate=0.1,0.01",
)
GROUP = 12
TIMEOUT_SECONDS = 300


def draw_function(mode, seed, only=None, large=False):
    """The function of a seed; None where the drawn ops do not fit."""
    names = sorted(only or OPS)
    for attempt in range(20):
        rng = random.Random("%s %d %d" % (mode, seed, attempt))
        gradients, finite = mode in GRADIENTS, mode == "gradients"
        element = rng.choice(INTEGERS) if mode == "int" else "f32" if gradients else mode
        length = 1 if rng.random() < 0.4 else rng.randint(3, 15)
        wide = not finite and (rng.random() < 0.06 or large)
        graph = Graph(rng, element, dynamic=not finite, gradients=gradients, large=wide)
        try:
            OPS[names[(seed + attempt) % len(names)]](graph)
        except Refused:
            continue
        if mode == "int" and not any(v.element in INTEGERS for v in graph.values):
            continue
        for _ in range(4 * length):
            if len(graph.nodes) >= length:
                break
            try:
                OPS[rng.choice(names)](graph)
            except Refused:
                pass
        function = Function("test_%d" % seed, graph.arguments, graph.nodes, mode in ("steps", "mixed"), mode == "train")
        if gradients and not function.has_loss():
            continue
        return function
    return None


def narrowest(function, mode):
    """The narrowest floats, or None."""
    elements = {v.element for node in function.nodes for v in node.operands + node.results}
    elements.add(narrow(function, mode))
    return max(elements.intersection(FLOATS), key=lambda element: TOLERANCES[element], default=None)


def tolerance(function, mode):
    """That of its narrowest floats."""
    graph = len(function.nodes) > 1 or mode in STEPS
    element = narrowest(function, mode)
    most = TOLERANCES[element][graph] if element else 0
    # A gradient of one number is a sum whose parts were rounded one by one.
    return most * CANCELLING if mode == "mixed" else most


def chosen(function, table):
    return table[int(function.name[5:]) % len(table)]


def narrow(function, mode):
    """What mixed precision computes in."""
    text = chosen(function, LEVELS if mode == "mixed" else TRAININGS) if mode in ("mixed", "train") else ""
    found = re.search(r"b?f16", text)
    return found.group(0) if found else None


def errors_in(outcome):
    """(error, largest) of each message of test-execute."""
    return [tuple(map(float, found)) for found in re.findall(r"\(error (\S+), largest (\S+)\)", outcome.output)]


class Outcome:
    def __init__(self, status, output):
        self.status, self.output = status, output
        self.passed = set(re.findall(r"^(test_\d+)(?: \[\d+\])?: ok$", output, re.MULTILINE))

    def good(self):
        return self.status == 0

    def message(self):
        if self.status is None:
            return "no end after %d s" % TIMEOUT_SECONDS
        found = re.search(r"error: (.*)", self.output)
        crashed = "crashed with signal %d" % -self.status if self.status < 0 else ""
        return crashed or (found.group(1) if found else "exit status %d" % self.status)


class Runner:
    def __init__(self, tools, mode, keep):
        self.ms_opt = os.path.join(tools, "ms-opt")
        self.mode, self.keep = mode, keep

    def options(self, functions, target):
        if self.mode == "gradients":
            return ["-test-gradients"]
        most = max(tolerance(f, self.mode) for f in functions)
        if "winograd-tile=4" in target and most <= max(TOLERANCES["f32"]):
            most *= CANCELLING
        execute = "tolerance=%g rows=1,3 max-batch=7 %s" % (most, target)
        if self.mode == "train":
            training = chosen(functions[0], TRAININGS)
            passes = ["mindir-train{loss=mse %s}" % training, "test-execute{%s only=train_step initial steps=2}" % execute]
            return ["-pass-pipeline=builtin.module(%s)" % ",".join(passes)]
        if self.mode in STEPS:
            passes = ["mindir-differentiate{function=%s}" % f.name for f in functions]
            if self.mode == "mixed":
                passes.insert(0, "func.func(mindir-mixed-precision{%s})" % chosen(functions[0], LEVELS))
            return ["-pass-pipeline=builtin.module(%s)" % ",".join(passes + ["test-execute{%s}" % execute])]
        return ["--verify-roundtrip", "-test-execute=" + execute]

    def run(self, functions, target, options=None):
        text = "\n".join(f.text() for f in functions)
        if self.mode == "train":
            text = re.sub(r"func @test_\d+", "func @forward", text)
        with tempfile.NamedTemporaryFile("w", suffix=".mlir", dir=self.keep, delete=False) as file:
            file.write(text)
        command = [self.ms_opt, file.name, *(options or self.options(functions, target)), "-o", os.devnull]
        try:
            done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                  errors="replace", timeout=TIMEOUT_SECONDS)
            return Outcome(done.returncode, done.stdout)
        except subprocess.TimeoutExpired:
            return Outcome(None, "")
        finally:
            os.unlink(file.name)

    def fails(self, function, target):
        """The message of a failure, or None."""
        outcome = self.run([function], target)
        if outcome.good():
            return None
        if self.excused(function, target, outcome):
            return None
        return outcome.message()

    def excused(self, function, target, outcome):
        """Whether the mathematics, not the code, is to blame."""
        if outcome.status != 1:
            return False
        if self.mode == "gradients":
            # A kink between the two points is not there for smaller steps; the
            # digits of a large sum are, for larger ones.
            if "but the differences give" not in outcome.output:
                return False
            steps = ("1e-7", "1e-4")
            options = ["-test-gradients=step=%s tolerance=1e-4" % step for step in steps]
            return any(self.run([function], target, options=[option]).good() for option in options)
        if not errors_in(outcome):
            return False
        rounding = 2.0 ** -BITS[narrowest(function, self.mode) or "f64"]
        if self.cancelled(function, outcome, rounding) or self.run([function], target + " samples=32").good():
            return True
        # What is rounded inside of ops, which is less than a jump.
        return all(error <= 32 * rounding * max(1, largest) for error, largest in errors_in(outcome)) and self.run(
            [function], target + " samples=32 jitter").good()

    @staticmethod
    def cancelled(function, outcome, rounding):
        """Whether nothing but the rounding of larger numbers is left of every wrong result."""
        found = re.findall(r"error: (\S+) (\S+) for .*\(error (\S+), largest (\S+)\)", outcome.output)
        bounds = {} if function.loss else {str(k): v.bound for k, v in enumerate(function.results)}
        return bool(found) and all(
            what == "result" and float(largest) <= float(error) <= rounding * bounds.get(k, 4)
            for what, k, error, largest in found)

    def shrink(self, function, target):
        """The smallest function found that fails too."""
        smaller = True
        while smaller:
            smaller = False
            for node in reversed(function.nodes):
                candidate = function.without(node)
                if candidate.nodes and (self.mode not in GRADIENTS or candidate.has_loss()):
                    if self.fails(candidate, target):
                        function, smaller = candidate, True
        return function


def run_group(runner, seeds, only, large):
    """Runs one group; returns its number of functions and the failures."""
    functions = [f for f in (draw_function(runner.mode, seed, only, large) for seed in seeds) if f]
    if not functions:
        return 0, []
    failures = []
    alike = {}
    for function in functions:
        key = (tolerance(function, runner.mode), chosen(function, LEVELS), runner.mode == "train" and function.name)
        alike.setdefault(key, []).append(function)
    for group in alike.values():
        target = TARGETS[(seeds[0] // GROUP) % len(TARGETS)]
        if runner.run(group, target).good():
            continue
        for function in group:
            message = runner.fails(function, target)
            if message:
                small = runner.shrink(function, target)
                failures.append((function.name[5:], target, runner.fails(small, target) or message, small))
    return len(functions), failures


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tools", help="folder of ms-opt")
    parser.add_argument("--mode", nargs="+", default=list(MODES), choices=MODES)
    parser.add_argument("--seeds", default="0:96", metavar="FIRST:LAST", help="of each mode")
    parser.add_argument("--ops", nargs="+", choices=sorted(OPS), help="draw these only")
    parser.add_argument("--seconds", type=float, default=0, help="start no group after this time")
    parser.add_argument("--large", action="store_true", help="draw large tensors")
    parser.add_argument("--print", action="store_true", help="print the functions, run nothing")
    options = parser.parse_args()

    first, last = map(int, options.seeds.split(":"))
    start, failed = time.monotonic(), False
    with tempfile.TemporaryDirectory() as folder:
        for low in range(first, last, GROUP):
            seeds = range(low, min(low + GROUP, last))
            for mode in options.mode:
                if options.print:
                    for seed in seeds:
                        function = draw_function(mode, seed, options.ops, options.large)
                        print(function.text() if function else "// seed %d: no function\n" % seed)
                    continue
                if options.seconds and time.monotonic() - start > options.seconds:
                    print("the time is over: seeds from %d on were left out" % low)
                    return 1 if failed else 0
                runner = Runner(options.tools, mode, folder)
                number, failures = run_group(runner, seeds, options.ops, options.large)
                for seed, target, message, function in failures:
                    failed = True
                    print("FAIL: random %s, seed %s (%s): %s" % (mode, seed, target, message))
                    print(function.text(), flush=True)
                if not failures:
                    print("PASS: random %s, seeds %d to %d: %d functions" % (mode, low, seeds[-1], number), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
