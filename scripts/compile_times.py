#!/usr/bin/env python3
# compile_times.py - How compile time grows with depth and distinct kernels.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: compile_times.py [--bin FOLDER] [--batch N] [--repeat N] [NETWORK ...]
# Compiles the training step of each network (the ResNets by default) on one
# thread and prints a Markdown table: processor seconds (the least of the
# repetitions), launches, distinct kernels, peak memory of the compiler, and the
# line a + b * kernels that fits best, with each network's distance from it.

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile

NETWORKS = ["zoo:resnet%d" % depth for depth in (18, 34, 50, 101, 152)]


def compile_once(tool, network, batch, folder):
    """Returns (processor seconds, launches, kernels, peak MB)."""
    library = os.path.join(folder, "net.so")
    command = [tool, network, "--train", "--threads", "1", "--max-batch", str(batch), "-o", library, "--report", "--no-cache"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit("%s ended with status %d:\n%s" % (" ".join(command), status, output[-2000:]))
    kernels = re.search(r"^kernels (\d+)", output, re.M)
    launches = sum(int(count) for count in re.findall(r" (\d+) calls?$", output, re.M))
    return usage.ru_utime + usage.ru_stime, launches, int(kernels.group(1)), usage.ru_maxrss / 1024


def fit_line(points):
    """Least squares: (a, b) of y = a + b * x; b is 0 where all x are equal."""
    n = len(points)
    mean_x = sum(x for x, _ in points) / n
    mean_y = sum(y for _, y in points) / n
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if spread else 0.0
    return mean_y - slope * mean_x, slope


def main():
    parser = argparse.ArgumentParser(description="Compile time against distinct kernels.")
    parser.add_argument("--bin", default="build/bin", help="folder of ms-compile (build/bin)")
    parser.add_argument("--batch", type=int, default=8, help="rows of a batch (8)")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each; the fastest counts (3)")
    parser.add_argument("networks", nargs="*", default=NETWORKS, metavar="NETWORK")
    options = parser.parse_args()
    # The linker's processes count too, as children of the tool.
    resource.setrlimit(resource.RLIMIT_AS, (16 << 30, 16 << 30))
    tool = os.path.join(options.bin, "ms-compile")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for network in options.networks:
            runs = [compile_once(tool, network, options.batch, folder) for _ in range(options.repeat)]
            rows.append((network, *min(runs)))
    a, b = fit_line([(kernels, seconds) for _, seconds, _, kernels, _ in rows])
    print("| network | launches | kernels | seconds | a + b * kernels | distance | peak memory |")
    print("|---|---|---|---|---|---|---|")
    for network, seconds, launches, kernels, memory in rows:
        line = a + b * kernels
        print(
            "| %s | %d | %d | %.2f | %.2f | %+.1f %% | %.0f MB |"
            % (network, launches, kernels, seconds, line, 100 * (seconds - line) / line, memory)
        )
    print("\na = %.2f s, b = %.4f s" % (a, b))


if __name__ == "__main__":
    main()
