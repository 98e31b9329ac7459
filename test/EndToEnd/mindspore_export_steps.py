#!/usr/bin/env python3
# mindspore_export_steps.py - Training steps that we write, trained by MindSpore.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: mindspore_export_steps.py BIN [NAME...] (in an environment with
# mindspore). Each network and optimizer below, or only those whose names begin
# with NAME, is written as a step (ms-translate --train, or from a file that is a
# step). MindSpore's load and GraphCell train with that file, ms-run train with
# the network and the same options, and ms-run train with the file that was
# written: all losses must agree, and what MindSpore's parameters are after it
# must be what ours are, optimizer state included. Prints "PASS: name" or
# "FAIL: name: why".

import csv
import os
import sys
import tempfile
import traceback

import numpy as np

os.environ.setdefault("GLOG_v", "3")
import mindspore as ms
from mindspore import nn

from mindspore_export import tool

INPUTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Inputs")
STEPS, ROWS = 6, 8
# |loss - loss'| <= LOSS * |loss'|; max|p - p'| <= PARAMETER * max|p'| + NOISE
LOSS, PARAMETER, NOISE = 1e-5, 2e-4, 1e-6


def images(*shape):
    return lambda random: random.uniform(-1, 1, shape).astype(np.float32)


def ints(high, *shape, dtype=np.int32):
    return lambda random: random.integers(0, high, shape).astype(dtype)


class Case:
    def __init__(self, network, options="", data=None, loss=LOSS, again=1e-5, parameter=PARAMETER, names=("in0",), steps=STEPS):
        self.network, self.options, self.loss, self.parameter = network, options.split(), loss, parameter
        self.again = again
        self.data, self.names, self.steps = data or [images(784), ints(10)], names, steps


LENET = [images(1, 32, 32), ints(10)]
IMAGES = [images(3, 64, 64), ints(10)]
UNET = [images(1, 188, 188), ints(2, 4, 4)]
BERT = [ints(1000, 16), ints(2, 16), ints(2, 16), ints(2)]


def cases():
    # Optimizers.
    for name, options in {
        "momentum": "--lr 0.1",
        "nesterov": "--optimizer momentum --nesterov",
        "decay": "--weight-decay 0.01 --lr 0.05",
        "sgd": "--optimizer sgd --momentum 0.9 --lr 0.05 --dampening 0.1",
        "sgd_nesterov": "--optimizer sgd --momentum 0.9 --lr 0.05 --nesterov",
        "gradient_descent": "--optimizer gradient_descent --lr 0.1",
        "adam": "--optimizer adam",
        "adam_nesterov": "--optimizer adam --nesterov --lr 0.0001",
        "amsgrad": "--optimizer adam --amsgrad",
        "adam_weight_decay": "--optimizer adam_weight_decay --weight-decay 0.01",
        "adamw": "--optimizer adamw",
        "lamb": "--optimizer lamb --weight-decay 0.01",
        "rmsprop": "--optimizer rmsprop --lr 0.001 --momentum 0.5",
        "rmsprop_centered": "--optimizer rmsprop --centered --lr 0.001",
        "adagrad": "--optimizer adagrad",
        "adadelta": "--optimizer adadelta",
        "adamax": "--optimizer adamax",
        "ftrl": "--optimizer ftrl",
        "ftrl_l1": "--optimizer ftrl --l1 0.00001",
        "ftrl_l2": "--optimizer ftrl --l2 0.01",
        "proximal_adagrad": "--optimizer proximal_adagrad --l1 0.00001 --l2 0.01",
        "lars": "--lars --lr 1 --weight-decay 0.01",
        "lr_list": "--lr 0.1,0.05,0.02,0.01",
        "lr_group": "--lr 0.05 --lr-group fc1.*=0.01",
        "clip_norm": "--clip-norm 0.5",
        "loss_scale": "--loss-scale 1024",
        "dynamic_scale": "--loss-scale dynamic --loss-scale-window 2",
        "freeze": "--freeze fc1.*",
        "rows": "--train-only fc1.weight[0:8],fc3.bias --lr 0.1",
    }.items():
        yield "mlp_" + name, Case("zoo:mlp:hidden=32", options)
    # Mixed precision: parameters are Float32. MindSpore's CPU has no products of
    # bf16; of f16 its sums round elsewhere.
    for name, options in {
        "f16": "--precision f16 --lr 0.1",
        "f16_products": "--precision f16 --amp-level O1 --loss-scale 1024 --lr 0.1",
        "f16_dynamic": "--precision f16 --loss-scale dynamic --loss-scale-init 1048576 --loss-scale-window 2 --lr 0.1",
        "f16_most": "--precision f16 --amp-level O3 --loss-scale 128 --lr 0.1",
        "f16_adam": "--precision f16 --optimizer adam --loss-scale dynamic --loss-scale-init 1024",
    }.items():
        # Adam divides by small gradients.
        yield "mlp_" + name, Case("zoo:mlp:hidden=32", options, loss=1e-3, parameter=0.2 if "adam" in name else 2e-2)
    half = "--precision f16 --loss-scale 1024 --lr "
    yield "lenet5_f16", Case("zoo:lenet5", half + "0.05", LENET, loss=1e-3, parameter=2e-2)
    resnet = "zoo:resnet18:image=64,classes=10"
    # Of many channels the losses are compared.
    yield "resnet18_f16", Case(resnet, half + "0.0001", IMAGES, loss=2e-3, parameter=2, steps=4)
    # Losses.
    real = [images(784), images(10)]
    for loss in ("mse", "l1", "smooth_l1", "huber", "bce_with_logits", "softmax_cross_entropy"):
        share = [images(784), lambda random: random.dirichlet(np.ones(10)).astype(np.float32)]
        data = share if loss in ("bce_with_logits", "softmax_cross_entropy") else real
        yield "mlp_" + loss, Case("zoo:mlp:hidden=32", "--loss " + loss, data)
    for loss in ("cross_entropy", "cross_entropy:label_smoothing=0.1", "sparse_softmax_cross_entropy:reduction=sum"):
        yield "mlp_" + loss.replace(":", "_").replace("=", "_"), Case("zoo:mlp:hidden=32", "--loss " + loss)
    # Networks.
    yield "lenet5", Case("zoo:lenet5", "--lr 0.05", LENET)
    yield "lenet5_adam", Case("zoo:lenet5", "--optimizer adam", LENET)
    # One ReLU of something that is 0 but for rounding moves moments by a tenth, and
    # the fourth loss by 1.4e-5: two orders of our own sums do.
    yield "resnet18", Case(resnet, "--lr 0.0001", IMAGES, loss=5e-5, again=5e-5, parameter=0.2, steps=4)
    # In so many channels some element is 0 but for rounding, where ReLU6's
    # gradient jumps: only the losses are compared.
    mobile = "zoo:mobilenetv2:image=64,classes=10"
    yield "mobilenetv2", Case(mobile, "--lr 0.0001", IMAGES, loss=2e-3, again=2e-3, parameter=2, steps=4)
    yield "vgg11", Case("zoo:vgg11:image=64,hidden=64,classes=10,dropout=0", "--lr 0.01", IMAGES, parameter=5e-2)
    yield "unet", Case("zoo:unet:image=188,width=4", "--lr 0.001 --loss cross_entropy:axis=1", UNET)
    words = ("input_ids", "token_type_id", "input_mask")
    bert = "zoo:bert_tiny:vocab=1000,seq=16,dropout=0,attention_dropout=0"
    yield "bert_tiny", Case(bert, "--optimizer adam --lr 1e-4", BERT, names=words)
    vit = "zoo:vit_tiny:image=32,classes=10,dropout=%s"
    small = [images(3, 32, 32), ints(10)]
    yield "vit_tiny", Case(vit % "0,drop_path=0", "--optimizer adamw --lr 1e-4", small, parameter=5e-3)
    # Other numbers are drawn: it runs, and the losses are of one size.
    yield "vit_dropout", Case(vit % "0.05,drop_path=0", "--optimizer adamw --lr 1e-4", small, again=0.5, loss=0.5, parameter=2)
    lstm = "zoo:lstm:seq=8,vocab=1000,embedding=12,hidden=16"
    yield "lstm", Case(lstm, "--optimizer adam", [ints(1000, 8), ints(2)], names=("input_ids",))
    # Files that are steps, by MindSpore.
    for name in ("mlp_step_adam", "mlp_step_momentum", "conv_bn_step_sgd", "gru_step", "pool_step"):
        yield "file_" + name, Case(os.path.join(INPUTS, name + ".mindir"))


def make_data(case, path):
    """Batches of ROWS rows, or what lies beside the file, again and again."""
    beside = case.network[: -len(".mindir")] + ".npz"
    if case.network.endswith(".mindir"):
        arrays = {name: array for name, array in np.load(beside).items() if name.startswith("in")}
        return {name: np.concatenate([array] * case.steps) for name, array in arrays.items()}, len(arrays["in0"])
    random = np.random.default_rng(7)
    columns = [np.stack([make(random) for _ in range(case.steps * ROWS)]) for make in case.data]
    return {"in%d" % k: column for k, column in enumerate(columns)}, ROWS


def read_losses(path):
    with open(path) as file:
        return np.array([float(row["loss"]) for row in csv.DictReader(file)])


def far(mine, theirs, tolerance):
    if len(mine) != len(theirs):
        return "%d losses, not %d" % (len(mine), len(theirs))
    if not np.all(np.abs(mine - theirs) <= tolerance * np.abs(theirs)):
        return "losses %s, not %s" % (mine, theirs)
    return None


def check(tools, work, case):
    file = lambda name: os.path.join(work, name)
    written = file("step.mindir")
    arrays, rows = make_data(case, file("data.npz"))
    np.savez(file("data.npz"), **arrays)
    is_file = case.network.endswith(".mindir")
    train = [] if is_file else ["--train", *case.options]
    for name, array in zip([] if is_file else case.names, arrays.values()):
        train += ["--input-shape", name + "=" + ",".join(str(extent) for extent in (rows, *array.shape[1:]))]
    problem = tool(tools + "/ms-translate", case.network, "-o", written, *train)
    if problem:
        return problem
    results = []
    for source, options in ((case.network, case.options), (written, [])):
        problem = tool(
            *(tools + "/ms-run", "train", source, "--data", file("data.npz"), "--batch", str(rows), "--no-shuffle"),
            *("--losses", file("losses.csv"), "--save", file("final.ckpt"), "--quiet", *options),
        )
        if problem:
            return problem
        results.append((read_losses(file("losses.csv")), ms.load_checkpoint(file("final.ckpt"))))
    (losses, parameters), (again, parameters_again) = results
    net = nn.GraphCell(ms.load(written))
    theirs = []
    for k in range(case.steps):
        batch = [ms.Tensor(array[k * rows : (k + 1) * rows]) for array in arrays.values()]
        out = net(*batch)
        theirs.append(float((out[0] if isinstance(out, tuple) else out).asnumpy().mean()))
    theirs = np.array(theirs)
    problem = far(again, losses, case.again)
    if problem:
        return "round trip: " + problem
    problem = far(theirs, losses, case.loss)
    if problem:
        return "MindSpore: " + problem
    if not losses[-1] != losses[0]:
        return "nothing is learned: %s" % losses
    found = {parameter.name: parameter.asnumpy() for parameter in net.get_parameters()}
    for name, parameter in parameters.items():
        mine = parameter.asnumpy()
        if name in found:
            distance = np.abs(found[name].reshape(mine.shape).astype(np.float64) - mine).max(initial=0)
            # Gradients that are zero but for rounding, as of a key's bias.
            if not distance <= case.parameter * np.abs(mine).max(initial=0) + NOISE:
                return "MindSpore: parameter '%s' is apart by %.3g of %.3g" % (name, distance, np.abs(mine).max())
        elif name in parameters_again:
            return "MindSpore has no parameter '%s'" % name
    return None


def main():
    ms.set_device("CPU")
    tools, names = sys.argv[1], tuple(sys.argv[2:])
    failures = 0
    for name, case in cases():
        if names and not name.startswith(names):
            continue
        with tempfile.TemporaryDirectory() as work:
            try:
                problem = check(tools, work, case)
            except Exception as error:  # MindSpore throws many kinds
                problem = "".join(traceback.format_exception_only(error)).strip()
        failures += problem is not None
        print("FAIL: %s: %s" % (name, " ".join(problem.split())[:600]) if problem else "PASS: " + name, flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
