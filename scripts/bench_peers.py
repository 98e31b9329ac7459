#!/usr/bin/env python3
# bench_peers.py - `ms-run bench` beside other frameworks.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: bench_peers.py [BIN] [--python NAME=PYTHON ...] [--rounds N] [--out FILE] ...
# Runs each workload with ms-run and with every peer that is installed (the programs
# in peers/) in turn, some rounds, and prints a Markdown table: medians over the
# rounds [least..largest], the fastest peer or all, the ratio of its time to ours in
# the same round, peak memory, the machine's load before the runs.
# --python: who has torch, jax, mindspore, onnxruntime or openvino (with onnx); else
# this interpreter. A peer that is not installed, or fails, is left out, and a line
# says so. A peer whose `check` is not ours computes something else: exit status 1.
# --out keeps the lines of all runs, --from makes the table of such a file, --write
# puts it into a page between the lines <!-- bench_peers.py --> and <!-- end -->.
# --check: one step of each, a line "PASS: ..." or "FAIL: ..." per comparison.

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "peers"))
import workloads

# "NAME:BATCH" is a workload with other rows than its own.
WORKLOADS = list(workloads.WORKLOADS)
WORKLOADS.insert(WORKLOADS.index("resnet50_infer") + 1, "resnet50_infer:8")
OURS = "mindirc"
INSTALLED = "import sys, importlib.util as u; print(*(m for m in sys.argv[1:] if not u.find_spec(m)))"
TOLERANCE = 2e-5  # `check` is printed with five digits behind the point
BEGIN, END = "<!-- bench_peers.py -->", "<!-- end -->"


def is_any(workload, network):
    return True


def infers(workload, network):
    return not workload.endswith("_train")


def has_convolutions(workload, network):
    return network in ("lenet5", "resnet50", "conv3x3")


def is_network(workload, network):
    return not workloads.is_single(network)


# Modules, the first of which names the interpreter; the program with its arguments; what it is run for.
PEERS = {
    "torch": (["torch"], ["torch_peer.py"], is_any),
    "torch_nhwc": (["torch"], ["torch_peer.py", "--variant", "nhwc"], has_convolutions),
    "torch_compile": (["torch"], ["torch_peer.py", "--variant", "compile"], is_network),
    "jax": (["jax"], ["jax_peer.py"], is_any),
    "mindspore": (["mindspore"], ["mindspore_peer.py"], is_any),
    "onnxruntime": (["onnxruntime", "onnx"], ["onnxruntime_peer.py"], infers),
    "openvino": (["openvino", "onnx"], ["openvino_peer.py"], infers),
}


class Problem(Exception):
    pass


def run(command, seconds):
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=seconds)
    except OSError as error:
        raise Problem(str(error))
    except subprocess.TimeoutExpired:
        raise Problem("%s was not done after %g s" % (" ".join(command), seconds))
    if done.returncode:
        why = done.stderr.strip().splitlines()[-1:] or ["exit status %d" % done.returncode]
        raise Problem("%s: %s" % (" ".join(command), why[0][:200]))
    return done.stdout


class Runner:
    def __init__(self, options):
        self.options, self.pythons = options, dict(options.python)
        self.peers = [peer for peer in options.peers if self.is_installed(peer)]

    def python(self, peer):
        return self.pythons.get(PEERS[peer][0][0], sys.executable)

    def is_installed(self, peer):
        missing = run([self.python(peer), "-c", INSTALLED, *PEERS[peer][0]], 100).split()
        if missing:
            print("skipped: %s, %s has no %s" % (peer, self.python(peer), " and no ".join(missing)))
        return not missing

    def peers_for(self, name):
        workload = name.partition(":")[0]
        return [peer for peer in self.peers if PEERS[peer][2](workload, workloads.WORKLOADS[workload][0])]

    def measure(self, program, name, threads, folder):
        """The line of a program, ours or a peer's, as a dictionary."""
        workload, _, batch = name.partition(":")
        words = ["--workload", workload] + (["--batch", batch] if batch else [])
        if program == OURS:
            command = [os.path.join(self.options.bin, "ms-run"), "bench", "--no-cache"]
        else:
            modules, (script, *more), _ = PEERS[program]
            command = [self.python(program), os.path.join(HERE, "peers", script), *more]
            if "onnx" in modules:
                command += ["--model", self.model(program, words, folder)]
        command += words + ["--threads", str(threads), "--max-seconds", str(self.options.max_seconds)]
        if self.options.steps:
            command += ["--steps", str(self.options.steps)]
        load = os.getloadavg()[0]
        lines = run(command, self.options.timeout).strip().splitlines()
        try:
            return {**json.loads(lines[-1]), "load_before": round(load, 2)}
        except (IndexError, ValueError):
            raise Problem("%s printed no line of JSON" % " ".join(command))

    def model(self, program, words, folder):
        """A file for those that read one, made in a process of its own."""
        path = os.path.join(folder, "model.onnx")
        if not os.path.exists(path):
            script = os.path.join(HERE, "peers", "onnx_model.py")
            run([self.python(program), script, *words, "--model", path], self.options.timeout)
        return path

    def rounds(self, name, threads):
        """{program: rows of its rounds}, with the ratio to ours; without peers that fail."""
        rows = {program: [] for program in [OURS, *self.peers_for(name)]}
        with tempfile.TemporaryDirectory() as folder:
            for _ in range(self.options.rounds):
                for program in list(rows):
                    try:
                        row = self.measure(program, name, threads, folder)
                    except Problem as problem:
                        if program == OURS:
                            raise
                        print("failed: %s" % problem, flush=True)
                        del rows[program]
                        continue
                    rows[program].append(row)
                    row["ratio"] = row["ms_per_step_median"] / rows[OURS][-1]["ms_per_step_median"]
                    if self.options.out:
                        with open(self.options.out, "a") as file:
                            file.write(json.dumps(row) + "\n")
        return rows


def read_rows(path):
    """{(name, threads): {program: rows}} of a file of --out."""
    found = {}
    with open(path) as file:
        for row in map(json.loads, file):
            name = row["workload"]
            network, batch, *_ = workloads.WORKLOADS[name]
            if row["batch"] != batch and not workloads.is_single(network):
                name += ":%d" % row["batch"]
            found.setdefault((name, row["threads"]), {}).setdefault(row["peer"], []).append(row)
    return found


def column(rows, key):
    return [row[key] for row in rows]


def median(rows):
    return statistics.median(column(rows, "ms_per_step_median"))


def number(value):
    return "%.0f" % value if value >= 1000 else "%.3g" % value


def spread(rows, key):
    values = column(rows, key)
    return "%s [%s..%s]" % tuple(map(number, (statistics.median(values), min(values), max(values))))


def compare(rows):
    """(peer, whether it computes what we do, both numbers) of each."""
    ours = rows[OURS][0]["check"]
    for peer, (first, *_) in rows.items():
        if peer != OURS:
            good = abs(first["check"] - ours) <= TOLERANCE * max(1, abs(ours))
            yield peer, good, "check is %.5f, ours %.5f" % (first["check"], ours)


def table_rows(name, threads, rows, every):
    ours, peers = rows[OURS], sorted((peer for peer, good, _ in compare(rows) if good), key=lambda p: median(rows[p]))
    for peer in (peers if every else peers[:1]) or [None]:
        cells = [name, str(threads), spread(ours, "ms_per_step_median"), "-", "-", "-"]
        if peer:
            cells[3:] = [peer, spread(rows[peer], "ms_per_step_median"), spread(rows[peer], "ratio")]
        both = [ours, rows[peer]] if peer else [ours]
        memory = " / ".join("%.0f" % max(column(some, "peak_rss_mb")) for some in both)
        loads = [load for some in both for load in column(some, "load_before")]
        yield [*cells, memory, "%.1f" % statistics.median(loads)]


def write_table(path, lines):
    with open(path) as file:
        before, begin, rest = file.read().partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise Problem("%s has no lines %s and %s" % (path, BEGIN, END))
    with open(path, "w") as file:
        file.write("\n".join([before + begin, "", *lines, "", end + after]))


def measure_all(options):
    """Prints the table; returns whether all that ran computed the same."""
    if options.source:
        found = read_rows(options.source)
    else:
        runner = Runner(options)
        found = {(name, n): runner.rounds(name, n) for name in options.workloads for n in options.threads}
    all_good = True
    lines = ["| workload | threads | ours, ms | peer | its ms | ratio | memory, MB | load |", "|---" * 8 + "|"]
    for (name, threads), rows in found.items():
        for peer, good, numbers in compare(rows):
            if not good:
                print("FAIL: %s, %s: %s" % (name, peer, numbers))
                all_good = False
        lines += ["| %s |" % " | ".join(cells) for cells in table_rows(name, threads, rows, options.all)]
    print("\n".join(lines))
    if options.write:
        write_table(options.write, lines)
    return all_good


def check_all(options):
    runner, all_good = Runner(options), True
    for name in options.workloads:
        peers = runner.peers_for(name)
        verdicts = {peer: (False, "it failed") for peer in peers}
        if peers:
            verdicts.update({peer: verdict for peer, *verdict in compare(runner.rounds(name, 1))})
        for peer, (good, numbers) in verdicts.items():
            print("%s: %s, %s: %s" % ("PASS" if good else "FAIL", name, peer, numbers), flush=True)
            all_good &= good
    return all_good


def some_of(known):
    def parse(text):
        if unknown := set(text.split(",")) - set(known):
            raise argparse.ArgumentTypeError("unknown: %s; known: %s" % (",".join(sorted(unknown)), ",".join(known)))
        return text.split(",")

    return parse


def interpreter(text):
    name, equals, path = text.partition("=")
    if not equals or not any(name == modules[0] for modules, _, _ in PEERS.values()):
        raise argparse.ArgumentTypeError("expected NAME=PYTHON, found '%s'" % text)
    return name, path


def whole(text):
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("expected a number from 1 on, found '%s'" % text)
    return int(text)


def main():
    parser = argparse.ArgumentParser(description="ms-run bench beside other frameworks.")
    parser.add_argument("bin", nargs="?", default="build/bin", help="folder of ms-run (build/bin)")
    parser.add_argument("--python", type=interpreter, action="append", default=[], metavar="NAME=PYTHON")
    parser.add_argument("--peers", type=some_of(PEERS), default=list(PEERS), metavar="NAME,...", help=",".join(PEERS))
    parser.add_argument("--workloads", type=some_of(WORKLOADS), default=WORKLOADS, metavar="NAME,...")
    parser.add_argument("--threads", type=lambda text: list(map(whole, text.split(","))), default=[1, 2], metavar="N,...")
    parser.add_argument("--rounds", type=whole, default=5, help="runs of each program (5)")
    parser.add_argument("--steps", type=whole, help="timed steps of a run (the workload's own number)")
    parser.add_argument("--max-seconds", type=float, default=3, help="of timed steps in a run (3)")
    parser.add_argument("--timeout", type=float, default=600, help="seconds for a run (600)")
    parser.add_argument("--out", metavar="FILE", help="append every run's line of JSON")
    parser.add_argument("--from", dest="source", metavar="FILE", help="make the table of such lines; run nothing")
    parser.add_argument("--write", metavar="FILE.md", help="put the table into this page")
    parser.add_argument("--all", action="store_true", help="a row for each peer, not for the fastest")
    parser.add_argument("--check", action="store_true", help="only compare what is computed")
    options = parser.parse_args()
    if options.check:
        options.rounds = options.steps = 1
    try:
        return 0 if (check_all if options.check else measure_all)(options) else 1
    except (Problem, OSError) as problem:
        print("FAIL: %s" % problem)
        return 1


if __name__ == "__main__":
    sys.exit(main())
