#!/usr/bin/env python3
# step_memory.py - Memory of training steps: plan, process, PyTorch.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: step_memory.py [--bin FOLDER] [--batch N] [--torch PYTHON] [NETWORK ...]
# Compiles the training step of each network (ResNet-18 and ResNet-50), trains
# three steps on random images of 224 x 224, and prints a Markdown table: the plan
# that `ms-compile --report` prints, with a batch of data; the peak resident memory
# of the process; how far the two are apart. With --torch, a Python that has
# PyTorch, three steps of the same network there (the functions of
# test/EndToEnd/make_zoo_numbers.py) and the peak of that process.

import argparse
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
STEPS, CLASSES = 3, 1000
COUNTS = {"resnet18": (2, 2, 2, 2), "resnet34": (3, 4, 6, 3), "resnet50": (3, 4, 6, 3), "resnet101": (3, 4, 23, 3)}


def peak_of(command, **options):
    """Peak resident bytes of a process that must end well."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, **options)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit("%s ended with status %d" % (" ".join(command), status))
    return usage.ru_maxrss * 1024


def train_here(options, network, folder):
    import numpy as np

    plan, trainer, data = (os.path.join(folder, name) for name in ("plan.json", "net", "data.npz"))
    compiler = os.path.join(options.bin, "ms-compile")
    report = ["--report=" + plan, "-o", trainer]
    subprocess.run(
        [compiler, "zoo:" + network, "--train", "--max-batch", str(options.batch), *report],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    random = np.random.default_rng(1)
    rows = STEPS * options.batch
    images = random.standard_normal((rows, 3, 224, 224), dtype=np.float32)
    np.savez(data, in0=images, in1=random.integers(0, CLASSES, rows).astype(np.int32))
    with open(plan) as file:
        memory = json.load(file)["memory"]
    used = peak_of([trainer, "train", "--data", data, "--batch", str(options.batch), "--threads", "1", "--quiet"])
    return memory["total"] + memory["batch"], used


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
    parser.add_argument("--batch", type=int, default=8, help="rows of a batch (8)")
    parser.add_argument("--torch", metavar="PYTHON", help="a Python that has PyTorch")
    parser.add_argument("networks", nargs="*", default=["resnet18", "resnet50"], metavar="NETWORK")
    options = parser.parse_args()
    if unknown := set(options.networks) - set(COUNTS):
        parser.error("unknown network %s, known are %s" % (", ".join(unknown), ", ".join(COUNTS)))
    print("| network | plan | used | apart | PyTorch |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for network in options.networks:
            plan, used = train_here(options, network, folder)
            other = "-"
            if options.torch:
                command = [options.torch, os.path.abspath(__file__), "--in-torch", network, str(options.batch)]
                other = "%.0f MB" % (peak_of(command) / 1e6)
            apart = 100 * (used - plan) / plan
            print("| %s | %.1f MB | %.1f MB | %+.1f %% | %s |" % (network, plan / 1e6, used / 1e6, apart, other), flush=True)


if __name__ == "__main__":
    sys.exit(main())
