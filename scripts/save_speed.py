#!/usr/bin/env python3
# save_speed.py - Saving a training checkpoint beside dd with fsync.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: save_speed.py [--network NET] [--rounds N] [--folder DIR] [--mindspore PYTHON] [BIN]
# Compiles a network (zoo:resnet50) with momentum to a library, fills its state, and
# times msrt_session_save against `dd bs=1M conv=fsync` of as many bytes, in turns.
# Prints each round, the ratio of the medians, and how much memory a save takes.
# --mindspore: an interpreter with MindSpore, whose save_checkpoint (which does not
# sync) is timed on the same file.

import argparse
import ctypes
import os
import statistics
import subprocess
import sys
import tempfile
import time

MINDSPORE = """
import sys, time, mindspore as ms
values = [{"name": n, "data": v} for n, v in ms.load_checkpoint(sys.argv[1]).items()]
for _ in range(3):
    start = time.monotonic()
    ms.save_checkpoint(values, sys.argv[2])
    print("%.3f" % (time.monotonic() - start))
"""


def peak_memory():
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmHWM")) * 1024


def reset_peak():
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")


class Session:
    def __init__(self, library, symbol):
        self.library = ctypes.CDLL(library)
        self.library.msrt_session_create.restype = ctypes.c_void_p
        self.library.msrt_session_create.argtypes = [ctypes.c_void_p]
        self.library.msrt_session_parameter.restype = ctypes.c_void_p
        self.library.msrt_session_parameter.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
        self.library.msrt_session_save.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
        self.library.msrt_last_error.restype = ctypes.c_char_p
        table = ctypes.addressof(ctypes.c_char.in_dll(self.library, symbol))
        self.handle = self.library.msrt_session_create(table)
        if not self.handle:
            raise SystemExit("error: " + self.library.msrt_last_error().decode())

    def fill(self, name, count):
        """Zeros that nobody has written take no memory, and would be too fast to read."""
        data = self.library.msrt_session_parameter(self.handle, name.encode())
        ctypes.memmove(data, os.urandom(4 * count), 4 * count)

    def save(self, path):
        start = time.monotonic()
        if self.library.msrt_session_save(self.handle, path.encode()) != 0:
            raise SystemExit("error: " + self.library.msrt_last_error().decode())
        return time.monotonic() - start


def dd(source, target):
    if os.path.exists(target):
        os.unlink(target)
    start = time.monotonic()
    command = ["dd", "if=" + source, "of=" + target, "bs=1M", "conv=fsync", "status=none"]
    subprocess.run(command, check=True)
    return time.monotonic() - start


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tools", nargs="?", default="build/bin")
    parser.add_argument("--network", default="zoo:resnet50")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--folder", default=None)
    parser.add_argument("--mindspore", default=None)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as work:
        library = os.path.join(work, "net.so")
        command = [os.path.join(options.tools, "ms-compile"), options.network, "--train", "--max-batch", "1"]
        subprocess.run([*command, "--optimizer", "momentum", "-o", library], check=True)
        symbols = subprocess.run(["nm", "-D", "--defined-only", library], stdout=subprocess.PIPE, text=True).stdout
        symbol = next(line.split()[2] for line in symbols.splitlines() if line.split()[2].endswith("_artifact"))
        session = Session(library, symbol)
        path = os.path.join(work, "net.ckpt")
        session.save(path)
        sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../test/Inputs"))
        from protobuf import fields

        with open(path, "rb") as file:
            content = file.read()
        for number, entry in fields(content):
            if number == 1:
                name, tensor = (value for _, value in fields(entry))
                if name.startswith(b"moments."):
                    size = sum(len(value) for kind, value in fields(tensor) if kind == 3)
                    session.fill(name.decode(), size // 4)
        del content
        session.save(path)
        size = os.path.getsize(path)
        source = "/dev/shm/save_speed.%d" % os.getpid()
        ours, theirs = [], []
        try:
            with open(path, "rb") as file, open(source, "wb") as copy:
                copy.write(file.read())
            print("%s: %.1f MB" % (options.network, size / 1e6))
            for _ in range(options.rounds):
                theirs.append(dd(source, os.path.join(work, "dd.out")))
                os.unlink(path)
                ours.append(session.save(path))
                print("dd %.3f s, save %.3f s" % (theirs[-1], ours[-1]), flush=True)
        finally:
            os.unlink(source)
        a, b = statistics.median(theirs), statistics.median(ours)
        print("median: dd %.0f MB/s, save %.0f MB/s, ratio %.2f" % (size / a / 1e6, size / b / 1e6, a / b))
        reset_peak()
        before = peak_memory()
        session.save(path)
        print("memory of a save: %.1f MB" % ((peak_memory() - before) / 1e6))
        if options.mindspore:
            command = [options.mindspore, "-c", MINDSPORE, path, os.path.join(work, "ms.ckpt")]
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ, GLOG_v="3"))
            print("MindSpore, without a sync: %s s" % " ".join(done.stdout.split()))


if __name__ == "__main__":
    main()
