#!/usr/bin/env python3
# kill_calls.py - A trainer that is killed at every call that changes a file.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: kill_calls.py BIN [EVERY]
# Kills a trainer at each call that writes, renames or removes, before it and in
# the middle of each write, resumes it, and compares all that it leaves with a run
# that was never stopped. Lets each of these calls fail, the disk be full from each
# of them on, and the folder be read-only: one clear error, and what was saved
# before is there. EVERY tries only each so many'th call.
# Prints "PASS: name" or "FAIL: name: why" per check.

import os
import signal
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from checks import Checks
from crash_trainer import ONE_ERROR, Trainer, work_folder

SUFFIX = ".ckpt"


def saved(folder):
    """The steps whose checkpoints lie under their final names."""
    checkpoints = os.path.join(folder, "ckpts")
    return [name for name in os.listdir(checkpoints) if name.endswith(SUFFIX)] if os.path.isdir(checkpoints) else []


def calls_of(trainer):
    """The kinds of the calls of a run, in their order."""
    folder = trainer.new_folder()
    log = os.path.join(folder, "log")
    trainer.train(folder, log=log)
    with open(log, "rb") as file:
        content = file.read()
    kinds, at = "", 0
    while at < len(content):
        sizes = [int.from_bytes(content[at + 5 + 4 * i : at + 9 + 4 * i], "little") for i in range(3)]
        kinds += chr(content[at])
        at += 17 + sum(sizes)
    trainer.remove(folder)
    return kinds


def kills(check, trainer, every, name):
    points = found = 0
    for half in (0, 1):
        number = 0
        while True:
            number += 1
            if number % every and every > 1:
                continue
            folder = trainer.new_folder()
            done = trainer.train(folder, kill=number, half=half)
            if done.returncode == 0:
                trainer.remove(folder)
                break
            if done.returncode != -signal.SIGKILL:
                return check(name, "call %d: exit %d: %s" % (number, done.returncode, done.stdout[-300:]))
            points += 1
            before = saved(folder)
            step, problem = trainer.resume(folder)
            if before and not step and not problem:
                problem = "%s were there, and training started anew" % before
            found += step > 0
            if problem:
                return check(name, "call %d, half %d: %s" % (number, half, problem))
            trainer.remove(folder)
    print("note: %s: %d points, a checkpoint was there after %d of them" % (name, points, found))
    enough = points * every >= 200 and found * 2 > points
    check(name, None if enough else "only %d points" % points)


def failures(check, trainer, every, name, **shim):
    """Each call of a kind of failure ends with one error and leaves what was saved."""
    (option,) = shim
    number, points, spared = 1, 0, 0
    while True:
        folder = trainer.new_folder()
        done = trainer.train(folder, **{option: number})
        if done.returncode == 0 and (option == "full" or number > shim[option]):
            trainer.remove(folder)
            break
        points += 1
        problem = None
        if done.returncode != 1 or not ONE_ERROR.fullmatch(done.stdout):
            problem = "exit %d with %r" % (done.returncode, done.stdout[-300:])
        files = os.listdir(os.path.join(folder, "ckpts")) if os.path.isdir(os.path.join(folder, "ckpts")) else []
        before = saved(folder)
        left = [file for file in files if file not in before and not file.endswith("-graph.meta")]
        if not problem and left:
            problem = "left " + " ".join(left)
        if not problem:
            step, problem = trainer.resume(folder)
            if before and not step and not problem:
                problem = "%s were there, and training started anew" % before
            spared += step > 0
        if problem:
            return check(name, "call %d: %s" % (number, problem))
        trainer.remove(folder)
        number += every
    print("note: %s: %d points, %d with a checkpoint before" % (name, points, spared))
    check(name, None if points * every > 50 and spared else "only %d points" % points)


def read_only(check, trainer):
    folder = trainer.new_folder()
    done = trainer.train(folder, readonly=1)
    problem = None if done.returncode == 1 and ONE_ERROR.fullmatch(done.stdout) else done.stdout
    check("read-only folder at the start", problem)
    # A run that was killed in its middle, on a disk that is read-only then.
    done = trainer.train(folder, kill=100)
    before = trainer.content(folder, losses=False)
    done = trainer.train(folder, resume=True, readonly=1)
    problem = None if done.returncode == 1 and ONE_ERROR.fullmatch(done.stdout) else done.stdout
    if not problem and trainer.content(folder, losses=False) != before:
        problem = "the files have changed"
    check("read-only folder on resuming", problem or trainer.resume(folder)[1])


def main(tools, every="1"):
    check = Checks()
    with work_folder() as work:
        trainer = Trainer(tools, work)
        calls = calls_of(trainer)
        counted = sum(kind in "cwtsrum" for kind in calls)
        print("note: a run has %d calls that change files: %s ..." % (counted, calls[:24]))
        kills(check, trainer, int(every), "killed at every call, resumed to the same bytes")
        trainer.options = ["--async-save"]
        kills(check, trainer, int(every), "killed while a thread saves")
        trainer.options = []
        failures(check, trainer, int(every), "one call fails", fail=counted)
        failures(check, trainer, int(every), "full disk", full=counted)
        read_only(check, trainer)
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
