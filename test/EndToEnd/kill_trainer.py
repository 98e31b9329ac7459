#!/usr/bin/env python3
# kill_trainer.py - A trainer that is killed, and one whose disk is full.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: kill_trainer.py BIN MNIST
# Compiles LeNet-5 to an executable that saves at every step, kills it at moments
# that are spread over its life, and then reads every checkpoint that lies there.
# Prints "PASS: name" or "FAIL: name: why" per check.

import os
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time

from checks import Checks

KILLS = 40


def run(command, **options):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120, **options)


def unreadable(trainer, mnist, folder):
    """The first file named .ckpt that is not whole, and why; else None."""
    for name in sorted(os.listdir(folder)):
        if name.endswith(".ckpt"):
            done = run([trainer, "eval", "--data", mnist, "--ckpt", os.path.join(folder, name)])
            if done.returncode != 0:
                return "%s: %s" % (name, done.stdout.strip())
    return None


def kills(check, trainer, mnist, work):
    folder = os.path.join(work, "ckpts")
    train = [trainer, "train", "--data", mnist, "--quiet", "--epochs", "50", "--batch", "32", "--ckpt-dir", folder]
    train += ["--save-steps", "1", "--keep-max", "3", "--threads", "1"]
    moments = random.Random(1)
    saved = 0
    for number in range(KILLS):
        process = subprocess.Popen(train, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
        time.sleep(moments.uniform(0.02, 0.25))
        process.send_signal(signal.SIGKILL)
        process.wait()
        if process.returncode != -signal.SIGKILL:
            return check("kills", "run %d ended with %d before it was killed" % (number + 1, process.returncode))
        files = [name for name in os.listdir(folder)] if os.path.isdir(folder) else []
        saved += sum(name.endswith(".ckpt") for name in files)
        problem = unreadable(trainer, mnist, folder) if files else None
        if problem:
            return check("kills", "after kill %d: %s" % (number + 1, problem))
        # The next run starts with an empty folder, but for what a save has left.
        for name in files:
            if name.endswith(".ckpt"):
                os.unlink(os.path.join(folder, name))
    check("every checkpoint is whole after %d kills" % KILLS, None if saved > KILLS else "only %d were there" % saved)
    done = run(train[:-6] + ["--epochs", "1"])
    problem = None if done.returncode == 0 else done.stdout.strip()
    check("a run after kills", problem or unreadable(trainer, mnist, folder))
    left = [name for name in os.listdir(folder) if not name.endswith(".ckpt")]
    print("note: left in the folder after kills: %s" % (left or "nothing"))


def full_disk(check, trainer, mnist, work):
    """A limit on the size of files stands for a disk with too little room."""
    for limit in (0, 1, 4096, 200000, 494000):
        folder = os.path.join(work, "full%d" % limit)
        command = [trainer, "train", "--data", mnist, "--quiet", "--ckpt-dir", folder, "--save-steps", "1"]
        done = run(command, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        # The graph of the step is smaller, and comes before the first checkpoint.
        left = [name for name in os.listdir(folder) if not name.endswith("-graph.meta")] if os.path.isdir(folder) else []
        problem = None
        if done.returncode != 1 or not re.fullmatch(r"error: \[MS\d{4}\] [^\n]*\n", done.stdout):
            problem = "exit %d with %r" % (done.returncode, done.stdout[-300:])
        elif left:
            problem = "left " + " ".join(left)
        check("no room after %d bytes" % limit, problem)


def main(tools, mnist):
    check = Checks()
    with tempfile.TemporaryDirectory() as work:
        trainer = os.path.join(work, "lenet")
        done = run([os.path.join(tools, "ms-compile"), "zoo:lenet5", "--train", "-o", trainer])
        if done.returncode != 0:
            check("compile", done.stdout.strip())
            return 1
        kills(check, trainer, mnist, work)
        full_disk(check, trainer, mnist, work)
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
