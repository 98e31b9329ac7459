# workloads.py - What the peers compute, and how they are timed.
#
# SPDX-License-Identifier: Apache-2.0
#
# The workloads of `ms-run bench` with their weights and data, for programs in
# Python: options, cores, numbers, timing and the line of JSON, which has the keys
# that ms-run prints. Loads nothing heavy before start() has pinned the process.

import argparse
import json
import os
import resource
import sys
import time

# name: (network, rows of a batch, timed steps, steps before those)
WORKLOADS = {
    "lenet5_train": ("lenet5", 32, 500, 50),
    "mlp_train": ("mlp", 64, 300, 30),
    "resnet50_train": ("resnet50", 8, 5, 1),
    "bert_tiny_train": ("bert_tiny", 8, 60, 5),
    "resnet50_infer": ("resnet50", 1, 20, 3),
    "bert_base_infer": ("bert_base", 1, 20, 3),
    "gemm_256": ("gemm", 256, 500, 50),
    "gemm_1024": ("gemm", 1024, 60, 5),
    "conv3x3_64": ("conv3x3", 1, 300, 20),
}
# Classes, and the extents of an input's row.
IMAGES = {"lenet5": (10, (1, 32, 32)), "mlp": (10, (784,)), "resnet50": (1000, (3, 224, 224))}
# Encoder layers, width, attention heads, words, tokens, classes.
BERTS = {"bert_tiny": (2, 128, 2, 1000, 128, 2), "bert_base": (12, 768, 12, 30522, 128, 2)}
# Blocks of each stage.
RESNET50 = (3, 4, 6, 3)


def start(peer, variants=(), has_model=False):
    """The options of a peer, or of one that infers a model from a file.

    Pins the process to its cores: call it before the framework is loaded."""
    parser = argparse.ArgumentParser()
    names = [name for name in WORKLOADS if not has_model or not name.endswith("_train")]
    parser.add_argument("--workload", required=True, choices=names)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--batch", type=int, help="rows, of a network (the workload's own)")
    parser.add_argument("--steps", type=int, help="timed steps (the workload's own number)")
    parser.add_argument("--max-seconds", type=float, default=60, help="stop timing after this long (60)")
    parser.add_argument("--variant", choices=variants, help="another way to run it")
    if has_model:
        parser.add_argument("--model", required=True, metavar="FILE", help="the workload, by onnx_model.py")
    options = parser.parse_args()
    options.network, rows, steps, options.warmup = WORKLOADS[options.workload]
    options.size = rows if is_single(options.network) else None
    if options.size and options.batch:
        parser.error("option --batch is not for " + options.workload)
    options.batch = 1 if options.size else options.batch or rows
    options.steps = options.steps or steps
    options.train = options.workload.endswith("_train")
    options.momentum = options.network in ("lenet5", "resnet50")  # else Adam
    options.peer = "_".join(filter(None, (peer, options.variant)))
    os.sched_setaffinity(0, range(options.threads))
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = str(options.threads)
    return options


def is_single(network):
    """Whether it is one operation, without weights."""
    return network in ("gemm", "conv3x3")


def shapes(network):
    """Name and shape of each parameter, in the order in which they are drawn."""

    def dense(name, out, width):
        return [(name + ".weight", (out, width)), (name + ".bias", (out,))]

    def norm(name, width, *more):
        return [(name + "." + part, (width,)) for part in ("weight", "bias", *more)]

    def unit(conv, bn, out, channels, kernel):
        weight = (conv + ".weight", (out, channels, kernel, kernel))
        return [weight, *norm(bn, out, "running_mean", "running_var")]

    if network == "lenet5":
        convs = [("conv1.weight", (6, 1, 5, 5)), ("conv2.weight", (16, 6, 5, 5))]
        return convs + dense("fc1", 120, 400) + dense("fc2", 84, 120) + dense("fc3", 10, 84)
    if network == "mlp":
        return dense("fc1", 512, 784) + dense("fc2", 512, 512) + dense("fc3", 10, 512)
    if network == "resnet50":
        found, channels = unit("conv1", "bn1", 64, 3, 7), 64
        for stage, blocks in enumerate(RESNET50):
            for block in range(blocks):
                at, width = "layer%d.%d." % (stage + 1, block), 64 << stage
                found += unit(at + "conv1", at + "bn1", width, channels, 1)
                found += unit(at + "conv2", at + "bn2", width, width, 3)
                found += unit(at + "conv3", at + "bn3", 4 * width, width, 1)
                if block == 0:
                    found += unit(at + "down.conv", at + "down.bn", 4 * width, channels, 1)
                channels = 4 * width
        return found + dense("fc", 1000, channels)
    layers, width, _, words, tokens, classes = BERTS[network]
    found = [("words", (words, width)), ("places", (tokens, width)), *norm("norm", width)]
    for layer in range(layers):
        at = "layer%d." % layer
        found += dense(at + "qkv", 3 * width, width) + dense(at + "out", width, width) + norm(at + "norm1", width)
        found += dense(at + "up", 4 * width, width) + dense(at + "down", width, 4 * width) + norm(at + "norm2", width)
    return found + dense("pooler", width, width) + dense("classes", classes, width)


def weights(network):
    """Name and values of each parameter: He's initialization, the tables of BERT with a deviation of 0.02."""
    import numpy as np

    generator, values = np.random.default_rng(1), {}
    for name, shape in shapes(network) if not is_single(network) else ():
        if len(shape) > 1:
            scale = 0.02 if name in ("words", "places") else (2 / np.prod(shape[1:])) ** 0.5
            values[name] = generator.standard_normal(shape, dtype=np.float32)
            values[name] *= np.float32(scale)
        else:
            values[name] = np.full(shape, name.endswith(("weight", "running_var")), np.float32)
    return values


def inputs(options):
    """The arrays of a step; of training, the labels come last."""
    import numpy as np

    if is_single(options.network):
        generator = np.random.default_rng(3)
        gemm = [(options.size, options.size)] * 2
        x, w = gemm if options.network == "gemm" else [(1, 64, 56, 56), (64, 64, 3, 3)]
        x, w = (generator.standard_normal(shape, dtype=np.float32) for shape in (x, w))
        return [x, w if options.network == "gemm" else w * np.float32((2 / (64 * 9)) ** 0.5)]
    generator = np.random.default_rng(2)
    if options.network in BERTS:
        _, _, _, words, tokens, classes = BERTS[options.network]
        x = generator.integers(0, words, (options.batch, tokens)).astype(np.int32)
    else:
        classes, row = IMAGES[options.network]
        x = generator.standard_normal((options.batch, *row), dtype=np.float32)
    return [x, generator.integers(0, classes, options.batch).astype(np.int32)] if options.train else [x]


def seconds_of_process():
    with open("/proc/self/stat") as file:
        ticks = int(file.read().rpartition(")")[2].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")


def measure(options, step, version, prepared=0.0):
    """Times step(), which returns the loss or the first number of the output, and prints the line.

    `prepared`: seconds that loading or compiling a model took."""

    def timed():
        begin = time.perf_counter()
        value = float(step())
        return value, time.perf_counter() - begin

    begin = time.perf_counter()
    check, first = timed()
    cold = seconds_of_process()
    for _ in range(min(options.warmup, options.steps)):
        step()
        if time.perf_counter() - begin > options.max_seconds:
            break
    times, begin = [], time.perf_counter()
    while len(times) < options.steps and (len(times) < 3 or time.perf_counter() - begin < options.max_seconds):
        times.append(1e3 * timed()[1])
    times.sort()
    count = len(times)
    row = {
        "peer": options.peer,
        "workload": options.workload,
        "threads": options.threads,
        "batch": options.batch,
        "ms_per_step_median": round(times[count // 2], 4),
        "min": round(times[0], 4),
        "p90": round(times[min(count - 1, count * 9 // 10)], 4),
        "steps": count,
        "first_call_or_compile_s": round(prepared + first, 3),
        "cold_start_s": round(cold, 2),
        "peak_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "check": round(check, 5),
    }
    if is_single(options.network):
        flops = 2 * options.size**3 if options.network == "gemm" else 2 * 64 * 64 * 9 * 56 * 56
        row["gflops_median"] = round(flops / times[count // 2] / 1e6, 1)
        row["gflops_best"] = round(flops / times[0] / 1e6, 1)
    print(json.dumps({**row, "version": version}))
    sys.stdout.flush()
