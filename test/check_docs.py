#!/usr/bin/env python3
# check_docs.py - The generated pages of the documentation.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: check_docs.py [--write] --tblgen MLIR_TBLGEN --include DIR... FOLDER PAGE=GENERATOR=FILE.td...
# The committed pages must be what mlir-tblgen makes of the .td files; --write
# makes them so. A page that nothing generates is an error too.

import argparse
import os
import subprocess
import sys


def generate(tblgen, includes, generator, source):
    command = [tblgen, generator, source] + ["-I" + path for path in includes]
    if generator == "-gen-dialect-doc":
        command.append("-dialect=mindir")
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=100)
    if done.returncode != 0:
        raise SystemExit("error: mlir-tblgen failed on " + source)
    # No blanks at the ends of lines: what mlir-tblgen leaves there has no meaning.
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()).rstrip() + "\n"


def read(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--tblgen", required=True)
    parser.add_argument("--include", action="append", default=[])
    parser.add_argument("folder")
    parser.add_argument("pages", nargs="+")
    options = parser.parse_args()

    expected = {}
    for page in options.pages:
        name, generator, source = page.split("=")
        expected[name + ".md"] = generate(options.tblgen, options.include, generator, source)
    os.makedirs(options.folder, exist_ok=True)
    stale = []
    for name, text in sorted(expected.items()):
        path = os.path.join(options.folder, name)
        if read(path) == text:
            continue
        stale.append(name)
        if options.write:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
    extra = sorted(set(os.listdir(options.folder)) - set(expected))
    if options.write:
        print("docs: %d pages, %d written" % (len(expected), len(stale)))
        stale = []
    for name in stale:
        print("error: docs/generated/%s is not what the .td file says: ninja ms-docs writes it" % name)
    for name in extra:
        print("error: docs/generated/%s is made by nothing" % name)
    if not stale and not extra and not options.write:
        print("docs: %d pages in order" % len(expected))
    return 1 if stale or extra else 0


if __name__ == "__main__":
    sys.exit(main())
