#!/usr/bin/env python3
# run_unittests.py - Runs the GoogleTest binaries and sums up.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: run_unittests.py BINARY...
# A binary that crashes, hangs, or holds no test counts as failed.

import os
import re
import subprocess
import sys

TIMEOUT_SECONDS = 600


def run(binary):
    """Returns (passed, failed, skipped, problem) of one binary."""
    try:
        done = subprocess.run(
            [binary, "--gtest_color=no"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=TIMEOUT_SECONDS,
            # Every test compiles anew, but for those of the cache.
            env=dict(os.environ, MS_CACHE_SIZE="0"),
        )
    except subprocess.TimeoutExpired:
        return 0, 0, 0, "ran longer than %d s" % TIMEOUT_SECONDS
    except OSError as error:
        return 0, 0, 0, str(error)

    def count(kind):
        found = re.search(r"^\[ +%s +\] (\d+) test" % kind, done.stdout, re.MULTILINE)
        return int(found.group(1)) if found else 0

    passed, failed, skipped = count("PASSED"), count("FAILED"), count("SKIPPED")
    problem = None
    if done.returncode != 0:
        sys.stdout.write(done.stdout)
        problem = "exit status %d" % done.returncode
    elif passed + skipped == 0:
        problem = "no test ran"
    return passed, failed, skipped, problem


def main(binaries):
    if not binaries:
        print("error: no unit test is registered")
        return 1
    total = [0, 0, 0]
    problems = []
    for binary in binaries:
        name = os.path.basename(binary)
        *counts, problem = run(binary)
        total = [a + b for a, b in zip(total, counts)]
        print(
            "%-40s %4d passed %3d failed %3d skipped%s"
            % (name, *counts, ": " + problem if problem else "")
        )
        if problem:
            problems.append(name)
    print("%d binaries: %d passed, %d failed, %d skipped" % (len(binaries), *total))
    if problems:
        print("error: " + ", ".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
