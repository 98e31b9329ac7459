#!/usr/bin/env python3
# check_format.py - Runs clang-format 22 over our C++ files.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: check_format.py ROOT [CLANG_FORMAT]
# Another version formats differently, so that without 22 nothing is checked and
# a message says so.

import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from check_layering import our_files

VERSION = 22


def major_version(program):
    try:
        text = subprocess.run([program, "--version"], stdout=subprocess.PIPE, text=True).stdout
    except OSError:
        return None
    found = re.search(r"version (\d+)\.", text)
    return int(found.group(1)) if found else None


def main(arguments):
    root = arguments[0]
    program = arguments[1] if len(arguments) > 1 else "clang-format-22"
    if major_version(program) != VERSION:
        print("format: skipped, there is no clang-format %d" % VERSION)
        return 0
    files = [full for full, path in our_files(root) if path.endswith((".h", ".hpp", ".c", ".cpp"))]
    if not files:
        print("error: no C++ file found below " + root)
        return 1
    done = subprocess.run([program, "--dry-run", "-Werror", *files])
    if done.returncode == 0:
        print("format: %d files in order" % len(files))
    return 1 if done.returncode else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
