#!/usr/bin/env python3
# check_layering.py - Include directions between the rooms, and file lengths.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: check_layering.py [ROOT]
# Reads the include lines of our C, C++ and TableGen files and refuses a path
# that the including room may not use: the arrows of the library targets, left
# may use right, never back. Also refuses files that have grown too long.
# check_layering_test.py shows that each rule can fail.

import os
import re
import sys

SOURCES = (".h", ".hpp", ".c", ".cpp", ".td")
INCLUDE = re.compile(r'^\s*#?\s*include\s*(?:"([^"]+)"|<([^>]+)>)')

# Folders of our own files, below the root.
ROOMS = ("include", "dialects", "passes", "lib", "runtime", "tools", "test", "cmake", "python", "bench")
# A path of one of our rooms starts like this.
OURS = ("dialects/", "passes/", "lib/", "runtime/", "tools/", "test/", "ms/", "ms-c/", "msrt/")
# What a quoted path may name besides our own files.
THIRD_PARTY = (
    "mlir/", "mlir-c/", "llvm/", "llvm-c/", "clang/", "lld/", "gtest/", "gmock/", "benchmark/", "google/", "onnx/",
    "openssl/", "nanobind/",
)

# Room of the including file (the longest prefix counts) -> what it may include of ours. "{here}" is its own folder
# below passes/, so that a folder of passes does not see another one. A pattern is a prefix; one that ends in "$" is a
# whole path, where "*" stands for one or more folders.
ALLOWED = {
    "include/ms/": ["ms/"],
    "include/ms-c/": ["ms-c/"],
    "runtime/": ["msrt/", "ms-c/", "runtime/"],
    "cmake/": [],
    "dialects/": ["dialects/", "lib/Support/"],
    "dialects/Interfaces/": ["dialects/Interfaces/", "lib/Support/"],
    "passes/": ["dialects/", "lib/Support/", "passes/Analysis/", "{here}"],
    "lib/Support/": ["lib/Support/"],
    "lib/Builder/": ["dialects/", "lib/Support/", "lib/Builder/"],
    "lib/Models/": ["dialects/", "lib/Support/", "lib/Models/", "lib/Builder/"],
    "lib/Reference/": ["dialects/", "lib/Support/", "lib/Reference/", "msrt/Random.h$"],
    "lib/Import/": ["dialects/", "lib/Support/", "lib/Builder/", "lib/Import/", "msrt/", "ms-c/"],
    # What is known while a file is read is computed at once.
    "lib/Import/ONNX/": [
        "dialects/", "lib/Support/", "lib/Builder/", "lib/Import/", "lib/Reference/Evaluator.h$", "msrt/", "ms-c/",
    ],
    # Of a format's importer its exporter shares the messages, the numbers of types and the slots of operators.
    "lib/Export/": [
        "dialects/", "lib/Support/", "lib/Export/", "msrt/", "ms-c/", "lib/Import/*.pb.h$", "lib/Import/*/Decode.h$",
        "lib/Import/*/Prototypes.h$",
    ],
    "lib/Crypto/": ["lib/Crypto/", "msrt/", "ms-c/"],
    "lib/CodeGen/": ["lib/Support/", "lib/CodeGen/", "ms-c/"],
    "lib/Pipelines/": ["dialects/", "lib/Support/", "lib/Pipelines/", "passes/*/Passes.h$"],
    "lib/Driver/": [
        "dialects/", "passes/", "msrt/", "ms-c/", "lib/Support/", "lib/Driver/", "lib/Pipelines/", "lib/Import/",
        "lib/Export/", "lib/Reference/", "lib/CodeGen/", "lib/Crypto/", "lib/Builder/", "lib/Models/",
    ],
    "lib/Api/": ["dialects/", "lib/", "ms/", "ms-c/", "msrt/"],
    "tools/": ["lib/Driver/"],
    "tools/ms-opt/": ["lib/Driver/", "test/lib/TestPasses.h$"],
    "tools/ms-run/": ["lib/Driver/", "msrt/"],
    "tools/ms-ckpt/": ["lib/Driver/", "msrt/"],
    "python/": ["ms/", "ms-c/"],
    "bench/": ["ms/", "ms-c/", "msrt/", "lib/Driver/"],
    "test/": ["dialects/", "passes/", "lib/", "runtime/", "test/", "ms/", "ms-c/", "msrt/"],
}
# Rooms that live without anybody's libraries: users and trainers do not have them.
SELF_CONTAINED = ("include/", "runtime/")
# Who uses protobuf, as a library or by its generated code: what reads and writes files.
PROTOBUF_ROOMS = ("lib/Import/", "lib/Export/", "test/")
# Private headers stay in their folder.
PRIVATE = re.compile(r"Impl\.h$")

# (path pattern, most lines). The first match counts.
LENGTHS = [
    (re.compile(r"^tools/.*\.cpp$"), 40),
    (re.compile(r"^test/.*\.(mlir|test)$"), 300),
    (re.compile(r"^test/.*\.(cpp|h)$"), 500),
    (re.compile(r"\.(cpp|c|h|hpp|td|py)$"), 800),
]


def longest_prefix(path):
    rooms = [room for room in ALLOWED if path.startswith(room)]
    return max(rooms, key=len) if rooms else None


def pass_folder(path):
    """passes/AutoDiff/Rules/Math.cpp -> passes/AutoDiff/"""
    return "/".join(path.split("/")[:2]) + "/"


def matches(pattern, target, path):
    pattern = pattern.replace("{here}", pass_folder(path))
    if not pattern.endswith("$"):
        return target.startswith(pattern)
    regex = re.escape(pattern[:-1]).replace(r"\*", r".+")
    return re.fullmatch(regex, target) is not None


def check_include(path, target, quoted):
    """Returns what is wrong with `path` including `target`, or None."""
    room = longest_prefix(path)
    if room is None:
        return "stands in no room that check_layering.py knows"
    if target.startswith(THIRD_PARTY) and path.startswith(SELF_CONTAINED):
        return "may not use another project's library"
    is_protobuf = target.startswith("google/protobuf/") or target.endswith(".pb.h")
    if is_protobuf and not path.startswith(PROTOBUF_ROOMS):
        return "may not use protobuf"
    if target.startswith(OURS):
        if not quoted:
            return "includes our own file in angle brackets"
        if not any(matches(pattern, target, path) for pattern in ALLOWED[room]):
            return "may not include it: %s uses %s" % (room, ", ".join(ALLOWED[room]))
        if PRIVATE.search(target) and os.path.dirname(target) != os.path.dirname(path):
            return "includes a private header of another folder"
        return None
    if quoted and not target.startswith(THIRD_PARTY) and not target.endswith(".pb.h"):
        return "names no room: write the path from the root"
    return None


def our_files(root):
    for room in ROOMS:
        for folder, folders, files in os.walk(os.path.join(root, room)):
            folders[:] = sorted(f for f in folders if f != "__pycache__")
            for name in sorted(files):
                full = os.path.join(folder, name)
                yield full, os.path.relpath(full, root).replace(os.sep, "/")


def check_file(full, path):
    """Yields (line number or None, message)."""
    limit = next((most for regex, most in LENGTHS if regex.search(path)), None)
    if limit is None and not path.endswith(SOURCES):
        return
    with open(full, encoding="utf-8", errors="replace") as file:
        lines = file.read().splitlines()
    if limit is not None and len(lines) > limit:
        yield None, "has %d lines, more than %d" % (len(lines), limit)
    if not path.endswith(SOURCES):
        return
    for number, line in enumerate(lines, 1):
        found = INCLUDE.match(line)
        if not found:
            continue
        target = found.group(1) or found.group(2)
        problem = check_include(path, target, found.group(1) is not None)
        if problem:
            yield number, "'%s': %s" % (target, problem)


def check_tree(root):
    """Returns (number of files, list of messages)."""
    count, errors = 0, []
    for full, path in our_files(root):
        count += 1
        for number, message in check_file(full, path):
            where = path if number is None else "%s:%d" % (path, number)
            errors.append("%s: %s" % (where, message))
    return count, errors


def main(arguments):
    root = arguments[0] if arguments else os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    count, errors = check_tree(root)
    for error in errors:
        print("error: " + error)
    if count == 0:
        print("error: no file found below " + root)
        return 1
    if not errors:
        print("layering: %d files in order" % count)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
