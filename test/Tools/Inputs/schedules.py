# schedules.py - Files of schedules for tests, from one that --tune has written.
#
# SPDX-License-Identifier: Apache-2.0
#
# schedules.py other FILE OUT          every kernel gets a tile of fewer rows than the default
# schedules.py target FILE OUT TEXT    for another target
# schedules.py refused FILE OUT COMMAND...   runs the command with --schedules OUT for files that each
#                                      have something wrong: it must say what, and where

import re
import subprocess
import sys


def other(text):
    lines, defaults = text.splitlines(), iter([])
    for k, line in enumerate(lines):
        if line.startswith("kernel "):
            end = next(j for j in range(k + 1, len(lines)) if not lines[j].strip())
            defaults = iter([l.split(None, 1)[1] for l in lines[k:end] if l.startswith("  default ")])
        if line.startswith("  schedule "):
            choice = next(defaults)
            rows = re.search(r"rows=(d\d+):(\d+)", choice)
            if rows and int(rows[2]) > 1:
                fewer = "rows=%s:%d" % (rows[1], int(rows[2]) - 1)
                choice = choice.replace(rows[0], fewer)
            lines[k] = "  schedule " + choice
    return "\n".join(lines) + "\n"


def bad(text):
    """Texts, each with the line that is wrong (None: any) and what is said of it."""
    lines = text.splitlines(keepends=True)
    at = next(k for k, line in enumerate(lines) if line.startswith("  schedule "))
    kernel = next(k for k, line in enumerate(lines) if line.startswith("kernel "))
    loop = "expected a dimension and a number from 1 to 1024, as d0:6"

    def put(k, line):
        return "".join(lines[:k] + [line + "\n"] + lines[k + 1 :])

    yield "", 0, "found '', expected mindirc schedules 1"
    yield put(0, "mindirc schedules 2"), 1, "found 'mindirc schedules 2', expected mindirc schedules 1"
    yield text[: len(text) // 2], None, "the file is cut off"
    yield "".join(lines[:-1]), None, "the file is cut off: its last line is no 'end'"
    yield put(len(lines) - 1, "end 999"), len(lines), "found '999', expected the number of kernels"
    yield text + "more\n", len(lines) + 1, "found 'more', expected nothing behind the end"
    yield put(1, "target vector-bits=0 registers=16 fma=yes"), 2, "found 'vector-bits=0', expected"
    yield put(1, "target vector-bits=256 fma=yes"), 2, "the target lacks vector-bits, registers or fma"
    yield put(1, ""), kernel + 1, "a kernel stands before the first target"
    yield put(kernel, "kernel 01234"), kernel + 1, "found '01234', expected 16 hexadecimal digits"
    yield put(at, ""), None, "has no schedule"
    yield put(at, "  schedul lanes=d1"), at + 1, "found 'schedul', expected shape, schedule"
    yield put(at, "  \x01"), at + 1, "it has a byte that is no text"
    yield put(at, "  shape " + "x" * 5000), at + 1, "the line is longer than 2000 bytes"
    for words, why in (
        ("lanes=d1 lanes=d1", "'lanes' is said twice"),
        ("vectors=2", "it does not say the lanes"),
        ("lanes=1", "found 'lanes=1', expected a dimension, as d1"),
        ("lanes=d1 rows=d0:0", "found 'rows=d0:0', " + loop),
        ("lanes=d1 rows=d0:-4", "found 'rows=d0:-4', " + loop),
        ("lanes=d1 rows=d0:99999999999999999999", "found 'rows=d0:99999999999999999999', " + loop),
        ("lanes=d1 vectors=0", "found 'vectors=0', expected a whole number from 1 to 1024"),
        ("lanes=d1 pieces=0", "found 'pieces=0', expected a whole number from 1 to 2147483648"),
        ("lanes=d1 order=pieces", "order=pieces, order=columns and slab need the length of pieces"),
        ("lanes=d1 packed=yes", "packed=yes needs the operand"),
        # These are read, and fit no kernel.
        ("lanes=d60", "the schedule does not fit kernel"),
        ("lanes=d1 operand=1 rows=d0:1000", "the schedule does not fit kernel"),
        ("lanes=d1 operand=1 vectors=1000", "the schedule does not fit kernel"),
    ):
        yield put(at, "  schedule " + words), at + 1, why
    yield put(at, "  schedule default\n" * 9), kernel + 1, "found 9 schedules for kernel"


def refuse(text, out, command):
    for content, line, why in bad(text):
        with open(out, "w") as file:
            file.write(content)
        done = subprocess.run(command + ["--schedules", out], capture_output=True, text=True)
        place = r"\d+" if line is None else str(line)
        said = re.search(re.escape(out) + ":" + place + r"\b.*" + re.escape(why), done.stderr)
        if done.returncode != 1 or "[MS3001]" not in done.stderr or not said:
            sys.exit("line %s: expected '%s', found exit code %d: %s" % (line, why, done.returncode, done.stderr))


def main(command, path, out, *words):
    text = open(path).read()
    if command == "refused":
        return refuse(text, out, list(words))
    text = other(text) if command == "other" else re.sub("target .*", "target " + words[0], text)
    open(out, "w").write(text)


main(*sys.argv[1:])
