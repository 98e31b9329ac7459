#!/usr/bin/env python3
# checkpoint_formats.py - .safetensors and encrypted files, between us and real MindSpore.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: checkpoint_formats.py BIN [NAME...] (in an environment with mindspore and
# safetensors). Each way: what MindSpore saves, ms-ckpt reads and converts; what
# ms-ckpt writes, MindSpore's load_checkpoint and the safetensors package read;
# every value must be the same. Prints "PASS: name" or "FAIL: name: why".

import os
import subprocess
import sys
import tempfile
import traceback

import numpy as np

os.environ.setdefault("GLOG_v", "3")
import mindspore as ms
import safetensors.numpy

TYPES = ("float32", "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16",
         "float64")
KEYS = {size: bytes((7 * k + size) % 256 for k in range(size)) for size in (16, 24, 32)}


class Failed(Exception):
    pass


def make_values(count=60):
    rng = np.random.default_rng(5)
    values = {"w." + name: (rng.random((3, count)) * 100).astype(name) for name in TYPES}
    values["epoch_num"] = np.array(5, np.int64)
    values["learning_rate"] = np.array(0.5, np.float32)
    values["global_step"] = np.array([7], np.int32)
    return values


def parameters(values):
    return [{"name": name, "data": ms.Tensor(value)} for name, value in values.items()]


def compare(found, wanted):
    found = {name: value.asnumpy() if hasattr(value, "asnumpy") else value for name, value in found.items()}
    if sorted(found) != sorted(wanted):
        raise Failed("names %s, not %s" % (sorted(found), sorted(wanted)))
    for name, value in wanted.items():
        other = found[name]
        if other.dtype != value.dtype or other.shape != value.shape or other.tobytes() != value.tobytes():
            raise Failed("%s is %s %s, not %s %s" % (name, other.dtype, other.shape, value.dtype, value.shape))


class Checks:
    def __init__(self, tools, work):
        self.tool, self.work = tools + "/ms-ckpt", work
        self.values = make_values()

    def path(self, name):
        return os.path.join(self.work, name)

    def run(self, *words, good=True):
        limited = ["bash", "-c", 'ulimit -v 8000000; exec "$@"', "run", self.tool, *words]
        done = subprocess.run(limited, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300)
        if (done.returncode == 0) != good:
            raise Failed("ms-ckpt %s: status %d: %s" % (words[0], done.returncode, done.stdout.strip()[:500]))
        return done.stdout

    def key_file(self, size):
        path = self.path("key%d" % size)
        with open(path, "wb") as file:
            file.write(KEYS[size])
        return path

    def arrays(self, source, *options):
        """What ms-ckpt reads, by way of NumPy."""
        result = self.path("out.npz")
        self.run("convert", source, "-o", result, *options)
        with np.load(result) as loaded:
            return {name: loaded[name] for name in loaded.files}

    def ours(self, output, *options, values=None):
        """A file of ours with the values."""
        source = self.path("in.npz")
        np.savez(source, **(values or self.values))
        self.run("convert", source, "-o", self.path(output), *options)
        return self.path(output)

    # The checks, by name.
    def read_safetensors(self):
        path = self.path("theirs.safetensors")
        ms.save_checkpoint(parameters(self.values), path, format="safetensors")
        compare(self.arrays(path), self.values)

    def read_safetensors_crc(self):
        path = self.path("crc.safetensors")
        ms.save_checkpoint(parameters(self.values), path, format="safetensors", crc_check=True)
        if "with checksum" not in self.run("list", path):
            raise Failed("the checksum is not seen")
        compare(self.arrays(path), self.values)

    def read_other_safetensors(self):
        path = self.path("other.safetensors")
        safetensors.numpy.save_file(self.values, path, metadata={"format": "np", "note": "\"\n\u00e9"})
        compare(self.arrays(path), self.values)

    def write_safetensors(self):
        path = self.ours("ours.safetensors")
        compare(ms.load_checkpoint(path, format="safetensors"), self.values)
        compare(safetensors.numpy.load_file(path), self.values)

    def write_safetensors_crc(self):
        path = self.ours("ours_crc.safetensors", "--crc-check")
        compare(ms.load_checkpoint(path, format="safetensors", crc_check=True), self.values)

    def same_bytes_safetensors(self):
        path = self.path("theirs.safetensors")
        ms.save_checkpoint(parameters(self.values), path, format="safetensors")
        with open(path, "rb") as theirs, open(self.ours("same.safetensors"), "rb") as ours:
            if theirs.read() != ours.read():
                raise Failed("the files differ")

    def bfloat16(self):
        value = ms.Tensor(np.array([1, 2.5, -3e8], np.float32)).astype(ms.bfloat16)
        theirs, ours = self.path("bf16.safetensors"), self.path("bf16.ckpt")
        ms.save_checkpoint([{"name": "w", "data": value}], theirs, format="safetensors")
        self.run("convert", theirs, "-o", ours)
        loaded = ms.load_checkpoint(ours)["w"]
        if loaded.dtype != ms.bfloat16 or not np.array_equal(
                loaded.astype(ms.float32).asnumpy(), value.astype(ms.float32).asnumpy()):
            raise Failed("other values")

    def encrypted(self, mode, size, values=None):
        values = values or self.values
        path, key = self.path("theirs.ckpt"), self.key_file(size)
        ms.save_checkpoint(parameters(values), path, enc_key=KEYS[size], enc_mode=mode)
        compare(self.arrays(path, "--dec-key-file", key), values)
        os.chmod(path, 0o600)
        ours = self.ours("ours.ckpt", "--enc-key-file", key, "--enc-mode", mode, values=values)
        compare(ms.load_checkpoint(ours, dec_key=KEYS[size], dec_mode=mode), values)
        checked = self.ours("checked.ckpt", "--enc-key-file", key, "--enc-mode", mode, "--crc-check", values=values)
        compare(ms.load_checkpoint(checked, dec_key=KEYS[size], dec_mode=mode, crc_check=True), values)

    def large_encrypted(self, mode):
        """More than two blocks of 64 MiB."""
        rng = np.random.default_rng(1)
        self.encrypted(mode, 32, {"w": rng.random((35, 1 << 20), np.float32), "b": np.arange(7, dtype=np.int32)})

    def wrong_key(self):
        path = self.path("theirs.ckpt")
        key = self.key_file(16)
        for mode in ("AES-GCM", "AES-CBC"):
            ms.save_checkpoint(parameters(self.values), path, enc_key=KEYS[16][::-1], enc_mode=mode)
            text = self.run("list", path, "--dec-key-file", key, good=False)
            if "[MS3107]" not in text or KEYS[16][:4] in text.encode("utf-8", "surrogateescape"):
                raise Failed(text)
            ours = self.ours("ours.ckpt", "--enc-key-file", key, "--enc-mode", mode)
            try:
                ms.load_checkpoint(ours, dec_key=KEYS[16][::-1], dec_mode=mode)
            except ValueError:
                continue
            raise Failed("MindSpore takes a wrong key")

    def sm4(self):
        path = self.path("sm4.ckpt")
        ms.save_checkpoint(parameters(self.values), path, enc_key=KEYS[16], enc_mode="SM4-CBC")
        text = self.run("list", path, "--dec-key-file", self.key_file(16), good=False)
        if "SM4-CBC" not in text or "[MS3104]" not in text:
            raise Failed(text)


def main():
    ms.set_device("CPU")
    failures = 0
    names = sys.argv[2:]
    with tempfile.TemporaryDirectory() as work:
        checks = Checks(sys.argv[1], work)
        table = {name: getattr(checks, name) for name in (
            "read_safetensors", "read_safetensors_crc", "read_other_safetensors", "write_safetensors",
            "write_safetensors_crc", "same_bytes_safetensors", "bfloat16", "wrong_key", "sm4")}
        for mode in ("AES-GCM", "AES-CBC"):
            for size in KEYS:
                table["%s-%d" % (mode, size)] = lambda mode=mode, size=size: checks.encrypted(mode, size)
            table[mode + "-large"] = lambda mode=mode: checks.large_encrypted(mode)
        for name, check in table.items():
            if names and not name.startswith(tuple(names)):
                continue
            try:
                check()
                print("PASS: " + name, flush=True)
            except Failed as problem:
                failures += 1
                print("FAIL: %s: %s" % (name, problem), flush=True)
            except Exception:
                failures += 1
                print("FAIL: %s: %s" % (name, traceback.format_exc().strip().splitlines()[-1]), flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
