# checks.py - How scripts say which of their checks passed.
#
# SPDX-License-Identifier: Apache-2.0
#
# A line "PASS: name" or "FAIL: name: what is wrong" each: check.py counts them.

import traceback


class Checks:
    def __init__(self):
        self.failed = False

    def __call__(self, name, problem=None):
        self.failed |= problem is not None
        print("PASS: " + name if problem is None else "FAIL: %s: %s" % (name, problem), flush=True)

    def attempt(self, name, check, *arguments):
        """`check` returns what is wrong, or None; what it raises is wrong, too."""
        try:
            problem = check(*arguments)
        except Exception as error:
            traceback.print_exc()
            problem = str(error) or repr(error)
        self(name, problem)
