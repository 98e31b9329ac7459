#!/usr/bin/env python3
# check_optimizations.py - Each optimization on against off.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: check_optimizations.py [--off NAME] TOOLS FOLDER CASE...
# Trains each network for six steps and runs it, with all optimizations and with
# each of them, or the one named, off: losses within 1e-5, weights and outputs within 1e-4 of the
# largest in a tensor. Of the code every one must change something, in one of the networks.

import argparse
import csv
import os
import re
import subprocess
import sys

import numpy as np

from checks import Checks
from compare_runs import read_checkpoint

HERE = os.path.dirname(os.path.abspath(__file__))
LOSS_TOLERANCE, TOLERANCE = 1e-5, 1e-4
ROWS, BATCH, CLASSES = 24, 8, 3
OFF = [["--disable", name] for name in
       ("fuse-attention", "fold-batch-norm", "fusion", "flatten-kernels", "split-batch-sums", "bound-sums", "winograd",
        "pack-operands", "schedule-launches", "prepare-parameters", "fetch-ahead", "approximate-math")]
OFF.append(["--channel-block", "1"])
OFF.append(["--disable", "fuse-attention,fusion,pack-operands,prepare-parameters", "--channel-block", "1"])


KEY_BIAS = re.compile(r"attention\.dense2\.bias$|\.to_k\.bias$")


def images(*dims):
    return lambda random: [random.standard_normal((ROWS, *dims)).astype(np.float32)]


def classes(random):
    return random.integers(0, CLASSES, ROWS).astype(np.int32)


def tokens(vocabulary, length):
    return lambda random: random.integers(0, vocabulary, (ROWS, length)).astype(np.int32)


def words(vocabulary, length):
    def make(random):
        mask = (np.arange(length) < random.integers(1, length + 1, (ROWS, 1))).astype(np.int32)
        return [tokens(vocabulary, length)(random), mask, random.integers(0, 2, (ROWS, length)).astype(np.int32)]
    return make


CASES = {
    "lenet5": ("zoo:lenet5", "momentum", images(1, 32, 32), classes),
    "batch_norm": (os.path.join(HERE, "../Tools/Inputs/bn_net.mlir"), "momentum", images(1, 32, 32), classes),
    "wide": (os.path.join(HERE, "Inputs/wide_net.mlir"), "momentum", images(3, 24, 24), classes),
    "bert": ("zoo:bert_tiny:seq=16,vocab=100,positions=16,classes=3,dropout=0,attention_dropout=0", "adam", words(100, 16),
             classes),
    "gpt": ("zoo:gpt_tiny:seq=520,layers=1,hidden=64,heads=2,vocab=100,dropout=0,attention_dropout=0", "momentum",
            lambda random: [tokens(100, 520)(random)], tokens(100, 520)),
    "vit": ("zoo:vit_tiny:image=92,patch=4,layers=1,hidden=64,heads=2,classes=3,dropout=0,drop_path=0", "momentum", images(3, 92, 92), classes),
}


class Runs:
    def __init__(self, tools, folder, case):
        self.tools, self.folder = tools, os.path.join(folder, case)
        self.network, self.optimizer, make, labels = CASES[case]
        os.makedirs(self.folder, exist_ok=True)
        if case == "batch_norm":
            self.widen()
        random = np.random.default_rng(5)
        inputs = make(random)
        self.data, self.inputs = self.path("data.npz"), self.path("inputs.npz")
        arrays = {"in%d" % k: value for k, value in enumerate(inputs)}
        np.savez(self.data, **arrays, **{"in%d" % len(inputs): labels(random)})
        np.savez(self.inputs, **{name: value[:5] for name, value in arrays.items()})

    def widen(self):
        """32 channels instead of eight: two blocks."""
        with open(self.network) as file:
            text = file.read().replace("8x", "32x")
        self.network = self.path("net.mlir")
        with open(self.network, "w") as file:
            file.write(text)

    def path(self, name):
        return os.path.join(self.folder, name)

    def call(self, tool, *words):
        done = subprocess.run([os.path.join(self.tools, tool), *words], capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError("%s %s: %s" % (tool, " ".join(words), done.stderr.strip()[-1000:]))

    def results(self, options):
        """Losses, weights and outputs, and the code."""
        checkpoint, losses, outputs = self.path("out.ckpt"), self.path("losses.csv"), self.path("outputs.npz")
        self.call("ms-run", "train", self.network, "--data", self.data, "--epochs", "2", "--batch", str(BATCH),
                  "--no-shuffle", "--optimizer", self.optimizer, "--lr", "0.001", "--quiet", "--threads", "1",
                  "--losses", losses, "--save", checkpoint, *options)
        self.call("ms-run", "infer", self.network, "--ckpt", checkpoint, "--inputs", self.inputs,
                  "--outputs", outputs, "--threads", "1", *options)
        self.call("ms-compile", self.network, "--train", "--optimizer", self.optimizer, "--stop-after", "llvm",
                  "-o", self.path("code.mlir"), *options)
        with open(losses) as file:
            loss = np.array([float(row["loss"]) for row in csv.DictReader(file)])
        values = {"weights of " + name: data for name, (_, data) in read_checkpoint(checkpoint).items()}
        with np.load(outputs) as archive:
            values.update((name, archive[name]) for name in archive.files)
        with open(self.path("code.mlir")) as file:
            return loss, values, file.read()


def compare(on, off):
    loss, values, _ = on
    other_loss, other_values, _ = off
    if len(loss) != 2 * ROWS // BATCH or len(loss) != len(other_loss) or values.keys() != other_values.keys():
        return "%d losses and %d values, expected %d and %d" % (len(other_loss), len(other_values), len(loss), len(values))
    apart = np.abs(loss - other_loss) / np.abs(loss)
    if not apart.max() <= LOSS_TOLERANCE:
        return "step %d: losses %.9g and %.9g" % (apart.argmax() + 1, loss[apart.argmax()], other_loss[apart.argmax()])
    for name, value in values.items():
        distance = np.abs(value.astype(np.float64) - other_values[name]).max()
        # The gradient of a key's bias is nothing but rounding; some start from 0.
        if KEY_BIAS.search(name):
            continue
        if not distance <= TOLERANCE * max(np.abs(value).max(), 1e-6):
            return "%s: %g apart, largest %g" % (name, distance, np.abs(value).max())
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--off", help="the optimization to leave out; default: each")
    parser.add_argument("tools")
    parser.add_argument("folder")
    parser.add_argument("cases", nargs="+", choices=CASES)
    given = parser.parse_args()
    all_off = [["--disable", given.off]] if given.off else OFF
    check = Checks()
    changed = set()
    for case in given.cases:
        runs = Runs(given.tools, given.folder, case)
        on = runs.results([])
        for options in all_off:
            def difference():
                off = runs.results(options)
                if off[2] != on[2]:
                    changed.add(tuple(options))
                return compare(on, off)
            check.attempt("%s with %s" % (case, " ".join(options)), difference)
    for options in all_off:
        check("%s changes code" % " ".join(options), None if tuple(options) in changed else "not in any of the networks")
    return check.failed


if __name__ == "__main__":
    sys.exit(main())
