# crash_trainer.py - A trainer whose files go wrong on purpose.
#
# SPDX-License-Identifier: Apache-2.0
#
# A small network with everything that a run must take up again: shuffled rows,
# dropout, a rate per step, a dynamic loss scale, several epochs. It saves after
# every step and keeps two files. crash_shim.c stands between it and the disk.

import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
EPOCHS, STEPS = 3, 4
GOES_ON = re.compile(r"note: goes on from (\S+), after step (\d+) of epoch (\d+)\n")
AT_START = "training starts at its beginning"
ONE_ERROR = re.compile(r"(note: [^\n]*\n)*error: \[MS\d{4}\] [^\n]*\n")


def work_folder():
    """Memory where there is any: what a disk would lose is computed, not waited for."""
    memory = "/dev/shm"
    return tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None)


def run(command, environment=None):
    variables = dict(os.environ, **(environment or {}))
    return subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120, env=variables
    )


def must(command):
    done = run(command)
    if done.returncode != 0:
        raise SystemExit("FAIL: %s: %s" % (os.path.basename(command[0]), done.stdout.strip()))


class Trainer:
    def __init__(self, tools, work):
        self.work = work
        self.shim = os.path.join(work, "crash_shim.so")
        self.program = os.path.join(work, "trainer")
        self.data = os.path.join(work, "data.npz")
        shim = os.path.join(HERE, "crash_shim.c")
        must(["cc", "-shared", "-fPIC", "-O1", "-o", self.shim, shim, "-ldl"])
        arrays = os.path.join(HERE, "../Tools/Inputs/arrays.py")
        must([sys.executable, arrays, "data", self.data, str(STEPS * 8 - 3), "20", "4"])
        rates = ",".join("%.4f" % (0.05 - 0.004 * step) for step in range(EPOCHS * STEPS))
        options = ["--train", "--lr", rates, "--precision", "f16", "--loss-scale", "dynamic"]
        # So high that the first steps overflow, and rising again afterwards.
        options += ["--loss-scale-init", "16777216", "--loss-scale-window", "3"]
        network = os.path.join(HERE, "Inputs/dropout_mlp.mlir")
        must([os.path.join(tools, "ms-compile"), network, *options, "-o", self.program])
        self.folders = 0
        self.options = []
        self.reference = self.new_folder()
        done = self.train(self.reference)
        if done.returncode != 0:
            raise SystemExit("FAIL: the run that is not stopped: " + done.stdout.strip())
        self.expected = self.content(self.reference)

    def new_folder(self):
        self.folders += 1
        folder = os.path.join(self.work, "run%d" % self.folders)
        os.mkdir(folder)
        return folder

    def train(self, folder, resume=False, **shim):
        """Trains with checkpoints in FOLDER/ckpts; shim: kill=3 stands for CRASH_KILL=3."""
        checkpoints = os.path.join(folder, "ckpts")
        command = [self.program, "train", "--data", self.data, "--quiet", "--threads", "1", "--batch", "8"]
        command += ["--epochs", str(EPOCHS), "--losses", os.path.join(folder, "losses.csv")]
        command += ["--ckpt-dir", checkpoints, "--save-steps", "1", "--keep-max", "2"]
        command += self.options
        if resume:
            command += ["--resume", checkpoints]
        environment = {"CRASH_" + name.upper(): str(value) for name, value in shim.items()}
        if environment:
            environment.update(LD_PRELOAD=self.shim, CRASH_WATCH=folder)
        return run(command, environment)

    def content(self, folder, losses=True):
        """What a run leaves: losses, and every file by its name."""
        checkpoints = os.path.join(folder, "ckpts")
        found = {}
        for name in sorted(os.listdir(checkpoints)) if os.path.isdir(checkpoints) else []:
            with open(os.path.join(checkpoints, name), "rb") as file:
                found[name] = file.read()
        if losses:
            with open(os.path.join(folder, "losses.csv"), "rb") as file:
                found["losses.csv"] = file.read()
        return found

    def difference(self, folder, losses=True):
        """What a run that was resumed to its end has left otherwise than one that was not stopped."""
        found = self.content(folder, losses)
        names = [name for name in self.expected if losses or name != "losses.csv"]
        # Those whose removal was interrupted, or lost, may stay.
        extra = [name for name in found if name not in names]
        if len(extra) > (1 if losses else 2) or not all(name.endswith(".ckpt") for name in extra) or set(names) - set(found):
            return "left %s, expected %s" % (list(found), names)
        return next((name + " differs" for name in names if found[name] != self.expected[name]), None)

    def resume(self, folder, losses=True):
        """Goes on without a shim; the global step where it did, and a problem."""
        done = self.train(folder, resume=True)
        if done.returncode != 0:
            return 0, done.stdout.strip()
        place = GOES_ON.search(done.stdout)
        if not place and AT_START not in done.stdout:
            return 0, "says not where it goes on: " + done.stdout.strip()
        step = (int(place.group(3)) - 1) * STEPS + int(place.group(2)) if place else 0
        return step, self.difference(folder, losses)

    def remove(self, folder):
        shutil.rmtree(folder)
