#!/usr/bin/env python3
# step_memory.py - Memory of training steps: plan, process, PyTorch.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: step_memory.py [--bin FOLDER] [--batch N] [--torch PYTHON] [NETWORK ...]
# Compiles the training step of each network, trains three steps on random data,
# and prints a Markdown table: parameters and state, the arena and its lower bound
# (the bytes that are alive at once, at most), as `ms-compile --report` prints
# them; their sum with a batch of data, the plan; the peak resident memory of the
# process; how far the two are apart. With --torch, a Python that has PyTorch,
# three steps of the ResNets there (the functions of
# test/EndToEnd/make_zoo_numbers.py) and the peak of that process.

import argparse
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
STEPS, CLASSES = 3, 1000
# Batch and optimizer.
NETWORKS = {
    "lenet5": (32, "momentum"),
    "mlp": (64, "adam"),
    "bert_tiny": (8, "adam"),
    "resnet18": (8, "momentum"),
    "resnet34": (8, "momentum"),
    "resnet50": (8, "momentum"),
    "resnet101": (8, "momentum"),
}
COUNTS = {"resnet18": (2, 2, 2, 2), "resnet34": (3, 4, 6, 3), "resnet50": (3, 4, 6, 3), "resnet101": (3, 4, 23, 3)}


def peak_of(command):
    """Peak resident bytes of a process that must end well."""
    # The peak of a child of ours would count what we had when it was forked.
    with tempfile.NamedTemporaryFile("r") as peak:
        timed = ["/usr/bin/time", "-f", "%M", "-o", peak.name, *command]
        status = subprocess.run(timed, stdout=subprocess.DEVNULL).returncode
        if status:
            sys.exit("%s ended with status %d" % (" ".join(command), status))
        return int(peak.read()) * 1024


def train_here(options, network, batch, optimizer, folder):
    """The report on the training step, on memory, and the peak."""
    import numpy as np

    plan, trainer, data = (os.path.join(folder, name) for name in ("plan.json", "net", "data.npz"))
    compiler = os.path.join(options.bin, "ms-compile")
    report = ["--report=" + plan, "-o", trainer]
    subprocess.run(
        [compiler, "zoo:" + network, "--train", "--optimizer", optimizer, "--max-batch", str(batch), *report],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    with open(plan) as file:
        report = json.load(file)
    step = next(function for function in report["functions"] if function["name"] == "train_step")
    random = np.random.default_rng(1)
    arrays = {}
    for k, tensor in enumerate(step["inputs"]):
        shape = (STEPS * batch, *tensor["shape"][1:])
        if tensor["type"] == "Float32":
            arrays["in%d" % k] = random.standard_normal(shape, dtype=np.float32)
        else:  # Every table and every label has two entries.
            arrays["in%d" % k] = random.integers(0, 2, shape).astype(np.int32)
    np.savez(data, **arrays)
    used = peak_of([trainer, "train", "--data", data, "--batch", str(batch), "--threads", "1", "--quiet"])
    return step, report["memory"], used


def train_there(network, batch):
    """Runs in the process that is measured."""
    sys.path.insert(0, os.path.join(ROOT, "test", "EndToEnd"))
    import make_zoo_numbers as zoo
    import torch

    torch.set_num_threads(1)
    p = zoo.Parameters()
    model = zoo.resnet_basic if network in ("resnet18", "resnet34") else zoo.resnet_bottleneck
    with torch.no_grad():
        model(p, torch.zeros(1, 3, 224, 224), COUNTS[network], CLASSES)
    p.training = True
    optimizer = torch.optim.SGD([v for v in p.values.values() if v.requires_grad], 0.01, momentum=0.9)
    for _ in range(STEPS):
        images, labels = torch.randn(batch, 3, 224, 224), torch.randint(0, CLASSES, (batch,))
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(p, images, COUNTS[network], CLASSES), labels).backward()
        optimizer.step()


def main():
    if sys.argv[1:2] == ["--in-torch"]:
        return train_there(sys.argv[2], int(sys.argv[3]))
    parser = argparse.ArgumentParser(description="Memory of training steps.")
    parser.add_argument("--bin", default="build/bin", help="folder of ms-compile (build/bin)")
    parser.add_argument("--batch", type=int, help="rows of a batch (each network's own)")
    parser.add_argument("--torch", metavar="PYTHON", help="a Python that has PyTorch")
    default = ["lenet5", "mlp", "bert_tiny", "resnet18", "resnet50"]
    parser.add_argument("networks", nargs="*", default=default, metavar="NETWORK")
    options = parser.parse_args()
    if unknown := set(options.networks) - set(NETWORKS):
        parser.error("unknown network %s, known are %s" % (", ".join(unknown), ", ".join(NETWORKS)))
    print("| network | batch | parameters and state | arena | alive at once | plan | used | apart | PyTorch |")
    print("|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for network in options.networks:
            batch, optimizer = NETWORKS[network]
            batch = options.batch or batch
            step, memory, used = train_here(options, network, batch, optimizer, folder)
            # What inference keeps of parameters is not there while training.
            state = memory["state"] - memory["prepared"]
            plan = state + memory["arena"] + memory["batch"]
            other = "-"
            if options.torch and network in COUNTS:
                command = [options.torch, os.path.abspath(__file__), "--in-torch", network, str(batch)]
                other = "%.0f MB" % (peak_of(command) / 1e6)
            sizes = (state, step["arena_bytes"], step["live_bytes"], plan, used)
            columns = " | ".join("%.1f MB" % (size / 1e6) for size in sizes)
            apart = (used - plan) / 1e6
            print("| %s | %d | %s | %+.1f MB | %s |" % (network, batch, columns, apart, other), flush=True)


if __name__ == "__main__":
    sys.exit(main())
