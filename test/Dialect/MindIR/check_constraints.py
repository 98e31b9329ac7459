#!/usr/bin/env python3
# check_constraints.py - Every constraint of every op is tested.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: check_constraints.py --tblgen MLIR_TBLGEN --source TD --include DIR...
#   --ops TEST... --invalid TEST...
# Each (Cn) of an op's documentation must have a section in the tests that starts
# with "// mindir.op (Cn)" and expects an error; each op must be in one of the
# tests given with --ops.

import argparse
import re
import sys

from op_docs import read_ops

MARK = re.compile(r"^// (mindir\.\w+) \((C\d+)\)", re.MULTILINE)


def tested_constraints(path):
    """The marks of a file, and what is wrong with its sections."""
    tested, errors = set(), []
    with open(path) as file:
        sections = re.split(r"^// -----$", file.read(), flags=re.MULTILINE)
    for section in sections:
        marks = MARK.findall(section)
        if marks and "expected-error" not in section:
            errors.append("%s: the section of %s (%s) expects no error" % (path, *marks[0]))
        for op, constraint in marks:
            # The body is about that op, and a code in the message is this one.
            if not re.search(r"^[^/]*%s\b" % re.escape(op), section, re.MULTILINE):
                errors.append("%s: the section of %s (%s) has no such op" % (path, op, constraint))
            cited = re.findall(r"expected-error.*\((C\d+)\)", section)
            if cited and constraint not in cited:
                errors.append("%s: the section of %s (%s) expects (%s)" % (path, op, constraint, cited[0]))
        tested.update(marks)
    return tested, errors


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tblgen", required=True)
    parser.add_argument("--source", required=True)
    parser.add_argument("--include", nargs="+", required=True)
    parser.add_argument("--ops", nargs="+", required=True, help="round-trip tests")
    parser.add_argument("--invalid", nargs="+", required=True, help="tests of errors")
    options = parser.parse_args()

    ops = read_ops(options.tblgen, options.source, options.include)
    tested, errors = set(), []
    for path in options.invalid:
        marks, problems = tested_constraints(path)
        tested |= marks
        errors += problems
    shown = ""
    for path in options.ops:
        with open(path) as file:
            shown += re.sub(r"//.*", "", file.read())

    known = {(op.name, constraint) for op in ops for constraint in op.constraints}
    for op, constraint in sorted(known - tested):
        errors.append("no test expects an error for %s (%s)" % (op, constraint))
    for op, constraint in sorted(tested - known):
        errors.append("a test names %s (%s), which is not documented" % (op, constraint))
    for op in ops:
        if not re.search(r"\b%s[ (]" % re.escape(op.name), shown):
            errors.append("no round-trip test has %s" % op.name)

    for error in errors:
        print("error: " + error)
    if not errors:
        print("constraints: %d of %d ops" % (len(known), len(ops)))
    return 1 if errors or not ops else 0


if __name__ == "__main__":
    sys.exit(main())
