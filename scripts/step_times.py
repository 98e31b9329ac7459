#!/usr/bin/env python3
# step_times.py - How the time of a training step grows with its work.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: step_times.py [--bin FOLDER] [--repeat N] [--steps N]
#                      [--batches N[,N...] NETWORK ...]
# For each network with each batch the script measures the processor time of a
# training step's kernels on one thread (the least of the repetitions, each of
# which takes each kernel's median) and the floating-point operations in them.
# It prints a Markdown table with the line a + b * operations that fits best,
# each one's distance from it and the share of the variance that the line
# explains (R squared). Without networks: ResNet-18 over batches of 1 to 64, and
# the ResNets over their depth.

import argparse
import os
import re
import subprocess
import sys

SERIES = [
    (["zoo:resnet18:image=64,classes=100"], [1, 2, 4, 8, 16, 32, 64]),
    (["zoo:resnet%d" % depth for depth in (18, 34, 50, 101, 152)], [4]),
]


def measure(tool, network, batch, steps):
    """Returns (milliseconds, operations) of a training step."""
    command = [tool, "bench", network, "--train", "--batch", str(batch), "--threads", "1", "--steps", str(steps), "--profile"]
    process = subprocess.run(command, capture_output=True, text=True)
    total = re.search(r"^ *([0-9.]+) +100\.0 +\d+ +([0-9.]+) .*\(all\)$", process.stdout, re.M)
    if process.returncode or not total:
        sys.exit("%s ended with status %d:\n%s" % (" ".join(command), process.returncode, process.stderr[-2000:]))
    milliseconds = float(total.group(1))
    return milliseconds, float(total.group(2)) * 1e6 * milliseconds


def fit_line(points):
    """Least squares y = a + b * x: (a, b, R squared)."""
    n = len(points)
    mean_x = sum(x for x, _ in points) / n
    mean_y = sum(y for _, y in points) / n
    b = sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)
    a = mean_y - b * mean_x
    left = sum((y - a - b * x) ** 2 for x, y in points)
    return a, b, 1 - left / sum((y - mean_y) ** 2 for _, y in points)


def main():
    parser = argparse.ArgumentParser(description="Time of a training step against its work.")
    parser.add_argument("--bin", default="build/bin", help="folder of ms-run (build/bin)")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each; the fastest counts (3)")
    parser.add_argument("--steps", type=int, default=10, help="timed steps of a run (10)")
    parser.add_argument("--batches", help="of the networks, with commas between them")
    parser.add_argument("networks", nargs="*", metavar="NETWORK")
    options = parser.parse_args()
    if bool(options.networks) != bool(options.batches):
        parser.error("networks need --batches, and the other way round")
    all_series = SERIES
    if options.networks:
        all_series = [(options.networks, [int(batch) for batch in options.batches.split(",")])]
    tool = os.path.join(options.bin, "ms-run")
    for networks, batches in all_series:
        members = [(network, batch) for network in networks for batch in batches]
        if len(members) < 3:
            parser.error("a line through fewer than three members says nothing")
        # Members take turns: a neighbour on the machine slows none of them alone.
        runs = [[measure(tool, *member, options.steps) for member in members] for _ in range(options.repeat)]
        rows = [min(column) for column in zip(*runs)]
        a, b, explained = fit_line([(operations, milliseconds) for milliseconds, operations in rows])
        print("| network | batch | GFLOP | ms | GFLOP/s | a + b * GFLOP | distance |")
        print("|---|---|---|---|---|---|---|")
        for (network, batch), (milliseconds, operations) in zip(members, rows):
            line = a + b * operations
            values = (network, batch, operations / 1e9, milliseconds, operations / milliseconds / 1e6, line)
            print("| `%s` | %d | %.3g | %.2f | %.0f | %.2f | %+.1f %% |" % (*values, 100 * (milliseconds - line) / line))
        print("\na = %.2f ms, b = %.3f ms per GFLOP, R squared %.5f\n" % (a, b * 1e9, explained))


if __name__ == "__main__":
    main()
