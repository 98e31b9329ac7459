#!/usr/bin/env python3
# check.py - Builds, runs every test and adds up.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: check.py [--full] [--fuzz[=SECONDS]]; called by check.sh
# Tests of lit and GoogleTest count one by one; a build, the format and the like
# count as one each. What crashes, hangs or runs no test has failed.

import argparse
import json
import os
import resource
import signal
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "test"))
import run_unittests

LLVM = "/usr/lib/llvm-22"
# Threads that spin for each other stand still where other programs run too.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
# Every test compiles anew, and none writes to the user's home.
os.environ["MS_CACHE_SIZE"] = "0"
# LLVM's allocators mark their memory in what we compile with the sanitizer, and
# do not unmark it in the libraries, which were compiled without.
os.environ.setdefault("ASAN_OPTIONS", "allow_user_poisoning=0")
JOBS = str(len(os.sched_getaffinity(0)))
# Seconds after which a step has failed.
BUILD_SECONDS, SUITE_SECONDS = 3600, 3600
# Seconds of random modules.
RANDOM_SECONDS = 300
ADDRESS_SPACE = 16 << 30
PASSED = ("PASS", "XFAIL", "FLAKYPASS")
SKIPPED = ("UNSUPPORTED", "SKIPPED", "EXCLUDED")
# What is installed beside us, by the module that shows it. MindSpore's modules
# are made for numpy 1.
PEERS = {
    "mindspore": ("mindspore", ("mindspore==2.10.0", "numpy==1.26.4", "safetensors==0.8.0")),
    "onnx": ("onnxruntime", ("onnx==1.23.2", "onnxruntime==1.32.0")),
}
# Benchmarks without the networks of convolutions, which take MindSpore minutes.
MINDSPORE_WORKLOADS = "lenet5_train,mlp_train,bert_tiny_train,bert_base_infer,gemm_256,gemm_1024"
# Name of the checks, script, arguments behind the folder of the tools.
PEER_SCRIPTS = {
    "mindspore": (
        ("MindSpore", "mindspore_peer.py", "MNIST"),
        ("networks of MindSpore", "mindspore_sweep.py"),
        ("networks for MindSpore", "mindspore_export.py"),
        ("steps for MindSpore", "mindspore_export_steps.py"),
        ("graphs of MindSpore", "mindspore_isomorphic.py"),
        ("callbacks beside MindSpore", "mindspore_callback.py"),
        ("graphs beside checkpoints", "mindspore_graph_meta.py"),
        ("forms of checkpoints", "checkpoint_formats.py"),
        ("loading beside MindSpore", "mindspore_loading.py"),
        ("breakpoints beside MindSpore", "mindspore_breakpoints.py"),
        ("benchmarks beside MindSpore", "../../scripts/bench_peers.py", "--check", "--workloads", MINDSPORE_WORKLOADS),
    ),
    "onnx": (
        ("networks for ONNX Runtime", "onnx_export.py"),
        ("node tests of ONNX", "onnx_node_tests.py"),
        ("benchmarks beside ONNX Runtime", "../../scripts/bench_peers.py", "--check"),
    ),
}
# What needs no other program and takes minutes.
LONG_SCRIPTS = (("formats there and back", "roundtrip_formats.py"),)
# What kills, fails and loses while a trainer saves.
CRASH_SCRIPTS = (
    ("kills", "kill_trainer.py", "MNIST"),
    ("kills at calls", "kill_calls.py"),
    ("lost writes", "replay_writes.py"),
)


def processor_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Summary:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0
        self.failures = []
        self.start = time.monotonic()

    def add(self, suite, passed, failed, skipped=0, names=()):
        self.passed += passed
        self.failed += failed
        self.skipped += skipped
        self.failures += names if names else [suite] * (failed > 0)
        print(
            "-- %s: %d passed, %d failed%s (%.0f s, %.0f s of processor time so far)"
            % (
                suite,
                passed,
                failed,
                ", %d skipped" % skipped if skipped else "",
                time.monotonic() - self.start,
                processor_seconds(),
            ),
            flush=True,
        )

    def close(self):
        for name in self.failures:
            print("failed: " + name)
        if self.passed + self.failed == 0:
            self.failed = 1
        if self.skipped:
            print("skipped: %d" % self.skipped)
        print("%d passed, %d failed" % (self.passed, self.failed), flush=True)
        return 1 if self.failed else 0


def run(command, seconds, quiet=False, limit=True, environment=None):
    """Returns (exit status or None after a time-out, output)."""

    def prepare():
        os.setsid()
        if limit:
            resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))

    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        preexec_fn=prepare,
        env={**os.environ, **(environment or {})},
    )
    try:
        output, _ = process.communicate(timeout=seconds)
        status = process.returncode
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        output, _ = process.communicate()
        status, output = None, output + "\nended after %d s\n" % seconds
    if status != 0 and not quiet:
        sys.stdout.write(output[-20000:])
    return status, output


def step(summary, name, command, seconds=SUITE_SECONDS, **options):
    """A command that passes or fails as a whole."""
    status, output = run(command, seconds, **options)
    good = status == 0
    if good and output.strip():
        print(output.strip().splitlines()[-1])
    summary.add(name, int(good), int(not good))
    return good


def lines_of_checks(summary, name, command, **options):
    """A script that prints a line "PASS: name" or "FAIL: name ..." per check."""
    status, output = run(command, SUITE_SECONDS, quiet=True, **options)
    sys.stdout.write(output)
    lines = output.splitlines()
    passed = sum(line.startswith("PASS: ") for line in lines)
    failures = [line[6:] for line in lines if line.startswith("FAIL: ")]
    if not failures and (status != 0 or not passed):
        failures = ["%s ended with status %s" % (name, status)]
    summary.add(name, passed, len(failures), 0, failures)


class Build:
    """One preset: its folder, its build and its suites."""

    def __init__(self, summary, preset, folder, limit=True):
        self.summary, self.preset, self.folder, self.limit = summary, preset, os.path.join(ROOT, folder), limit

    def make(self, *targets):
        configure = ["cmake", "--preset", self.preset, "-DPython3_EXECUTABLE=" + sys.executable]
        build = ["ninja", "-C", self.folder, "-j" + JOBS, *targets]
        return step(self.summary, "configure " + self.preset, configure, BUILD_SECONDS, limit=False) and step(
            self.summary, "build " + self.preset, build, BUILD_SECONDS, limit=False
        )

    def checks(self):
        for name in ("format", "layering", "docs"):
            step(self.summary, name, ["ninja", "-C", self.folder, "check-ms-" + name])

    def lit(self, *options):
        name = "lit %s %s" % (self.preset, " ".join(options))
        report = os.path.join(self.folder, "lit.json")
        if os.path.exists(report):
            os.unlink(report)
        command = [sys.executable, LLVM + "/bin/lit", "-v", "--show-unsupported", "-j" + JOBS, "-o", report, *options]
        _, output = run(command + [os.path.join(self.folder, "test")], SUITE_SECONDS, quiet=True, limit=False)
        try:
            with open(report) as file:
                tests = json.load(file)["tests"]
        except (OSError, ValueError):
            tests = []
        if not tests:
            sys.stdout.write(output[-20000:])
            self.summary.add(name, 0, 1)
            return
        codes = [test["code"] for test in tests]
        failures = [test for test in tests if test["code"] not in PASSED + SKIPPED]
        for test in failures:
            print("%s: %s\n%s" % (test["code"], test["name"], test["output"][-5000:]))
        for test in tests:
            if test["code"] in SKIPPED:
                print("%s: %s" % (test["code"], test["name"]))
        self.summary.add(
            name,
            sum(code in PASSED for code in codes),
            len(failures),
            sum(code in SKIPPED for code in codes),
            [test["name"] for test in failures],
        )

    def unit(self):
        try:
            with open(os.path.join(self.folder, "test/unittests.txt")) as file:
                binaries = file.read().split()
        except OSError:
            binaries = []
        if not binaries:
            self.summary.add("unit tests " + self.preset, 0, 1)
        if self.limit:
            # Inherited by what is run from now on; its own limits are no larger.
            resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, resource.getrlimit(resource.RLIMIT_AS)[1]))
        for name in binaries:
            passed, failed, skipped, problem = run_unittests.run(name)
            if problem:
                print("%s: %s" % (name, problem))
                failed = max(failed, 1)
            self.summary.add("%s %s" % (os.path.basename(name), self.preset), passed, failed, skipped)
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.getrlimit(resource.RLIMIT_AS)[1]))

    def script(self, path, *arguments):
        return [sys.executable, os.path.join(ROOT, path), os.path.join(self.folder, "bin"), *arguments]


def check(summary, options):
    mnist = os.path.join(ROOT, "build", "mnist")
    build = Build(summary, "dev", "build")
    if not build.make():
        return
    build.checks()
    has_data = step(summary, "MNIST", [sys.executable, "scripts/fetch_mnist.py", mnist])
    data = ["-Dmnist=" + mnist] if has_data else []
    build.lit(*data)
    build.unit()
    if options.full:
        build.lit("-Dverify-roundtrip=1")
        scripts(summary, build, sys.executable, LONG_SCRIPTS + CRASH_SCRIPTS, mnist)
        modules = build.script("test/Random/random_modules.py", "--seeds", "0:300", "--seconds", str(RANDOM_SECONDS))
        lines_of_checks(summary, "random modules", modules)
        large = [os.path.join(build.folder, "large"), "resnet50", "bert_base", "vit_base"]
        lines_of_checks(summary, "large networks", build.script("test/EndToEnd/check_zoo.py", *large))
        peers(summary, build, mnist)
        for other in (Build(summary, "gcc", "build-gcc"), Build(summary, "asan", "build-asan", limit=False)):
            if other.make():
                other.lit(*data)
                other.unit()
    if options.fuzz:
        fuzz(summary, options.fuzz)


def peer_python(summary, name):
    """The interpreter of a virtual environment with peers, or None."""
    module, packages = PEERS[name]
    folder = os.path.join(ROOT, "build", "peers", name)
    python = os.path.join(folder, "bin", "python")
    if os.path.exists(python) and run([python, "-c", "import " + module], 600, quiet=True, limit=False)[0] == 0:
        return python
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages]
    made = step(summary, "virtual environment for " + name, [sys.executable, "-m", "venv", "--clear", folder], 600)
    return python if made and step(summary, "installation of " + name, pip, limit=False) else None


def peers(summary, build, mnist):
    """Other programs beside ours."""
    for name in PEERS:
        python = peer_python(summary, name)
        if python:
            scripts(summary, build, python, PEER_SCRIPTS[name], mnist, limit=False)


def scripts(summary, build, python, table, mnist, **options):
    """The scripts of a table above, one after another."""
    for title, path, *arguments in table:
        command = [python, os.path.join(ROOT, "test/EndToEnd", path), os.path.join(build.folder, "bin")]
        command += [mnist if argument == "MNIST" else argument for argument in arguments]
        lines_of_checks(summary, title, command, **options)


def fuzz(summary, seconds):
    build = Build(summary, "fuzz", "build-fuzz", limit=False)
    if not build.make("ms-fuzzers"):
        return
    folder = os.path.join(build.folder, "test/fuzz/bin")
    for name in sorted(os.listdir(folder)):
        corpus = os.path.join(build.folder, "corpus", name)
        os.makedirs(corpus, exist_ok=True)
        command = [
            os.path.join(folder, name),
            "-max_total_time=%d" % seconds,
            "-timeout=10",
            "-rss_limit_mb=2048",
            "-artifact_prefix=%s/%s-" % (build.folder, name),
            corpus,
            os.path.join(ROOT, "test/fuzz/Inputs"),
            os.path.join(ROOT, "test/Inputs"),
        ]
        step(summary, name, command, seconds + 300, limit=False)


def main():
    parser = argparse.ArgumentParser(prog="check.sh")
    parser.add_argument("--full", action="store_true", help="g++ and sanitizer builds, live MindSpore, kills")
    parser.add_argument("--fuzz", nargs="?", type=int, const=60, default=0, metavar="SECONDS", help="the fuzzers")
    summary = Summary()
    # A shell without job control starts what runs in the background deaf to it, and that is inherited.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        check(summary, parser.parse_args())
    except Exception as problem:  # what is wrong here shall not look like success
        summary.add("check.py: %r" % problem, 0, 1)
    return summary.close()


if __name__ == "__main__":
    sys.exit(main())
