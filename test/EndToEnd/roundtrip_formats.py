#!/usr/bin/env python3
# roundtrip_formats.py - Networks through other formats and back.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: roundtrip_formats.py BIN [NAME...]. Each network of the zoo below, with
# weights by a seed (statistics of batch norms included), and each network of
# test/Inputs, or only those whose names begin with NAME, becomes a .mindir file.
# That goes through .onnx of several opsets and through .air, and back to .mindir:
# all files must compute the same outputs, within 4e-6 of the largest element.
# Through .mlirbc a file must come back with the same bytes as without it and, but
# for steps of training, as the same graph. Prints "PASS: name via format (largest difference X)" or
# "FAIL: name via format: why".

import argparse
import glob
import os
import subprocess
import sys
import tempfile

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
INPUTS = os.path.join(HERE, "..", "Inputs")
sys.path.insert(0, os.path.join(HERE, "..", "Export", "Inputs"))
import isomorphic
import zoo_cases
from check_zoo import Problem, Tools, write_checkpoint
from random_inputs import make_inputs

# max|a-b| <= TOLERANCE * max|b|. An op that comes back composed of others (attention
# and layer norm, in old opsets) rounds otherwise: beside doubles, each form of BERT's
# pooled output is 1.0e-6 off.
TOLERANCE = 4e-6
OPSETS = (11, 13, 17)
# Networks, and the largest ones through one opset only.
NETWORKS = {
    "lenet5": "lenet5",
    "mlp": "mlp",
    "vgg11": "vgg11:image=64,hidden=256,classes=10",
    "vgg16_bn": "vgg16:image=32,hidden=64,classes=10,batch_norm=true,bias=true",
    "resnet18": "resnet18",
    "resnet50_symmetric": "resnet50:image=64,padding=symmetric",
    "mobilenetv2": "mobilenetv2",
    "unet_small": "unet:image=188,width=8",
    "unet_same": "unet:image=32,width=8,padding=same,channels=3",
    "bert_tiny": "bert_tiny",
    "bert_masked_lm": "bert_tiny:head=masked_lm,vocab=1000",
    "bert_pretraining": "bert_tiny:head=pretraining,vocab=1000",
    "bert_features": "bert_tiny:head=none,vocab=1000",
    "vit_tiny": "vit_tiny",
    "vit_mean": "vit_tiny:pool=mean",
    "gpt_tiny": "gpt_tiny",
    "lstm_small": "lstm:seq=20,vocab=1000",
    "lstm_forward": "lstm:seq=6,vocab=1000,bidirectional=false,layers=1",
}
LARGE = {
    "resnet50": "resnet50",
    "unet": "unet",
    "bert_base": "bert_base",
    "lstm": "lstm",
    "vit_base": "vit_base",
    "gpt_small": "gpt_small:seq=64,layers=2",
}
# With an open batch AIR has recurrent layers step by step: 500 of them.
AIR_SHAPES = {"lstm": ("--input-shape", "input_ids=2,500")}


def apart(mine, theirs):
    """The largest difference, as a part of the largest element."""
    if mine.dtype.kind != "f":
        return 0.0 if np.array_equal(mine, theirs) else np.inf
    good = np.isfinite(theirs)
    if not np.array_equal(mine[~good], theirs[~good], equal_nan=True):
        return np.inf
    difference = np.max(np.abs(mine[good].astype(np.float64) - theirs[good]), initial=0)
    return float(difference / (np.max(np.abs(theirs[good]), initial=0) or 1))


def compare(found, wanted):
    """The largest difference of all outputs."""
    if len(found) != len(wanted):
        raise Problem("%d outputs, not %d" % (len(found), len(wanted)))
    worst = 0.0
    for k, (mine, theirs) in enumerate(zip(found, wanted)):
        if mine.shape != theirs.shape or mine.dtype != theirs.dtype:
            raise Problem("output %d is %s %s, not %s %s" % (k, mine.dtype, mine.shape, theirs.dtype, theirs.shape))
        worst = max(worst, apart(mine, theirs))
    if not worst <= TOLERANCE:
        raise Problem("outputs are apart by %.3g of the largest" % worst)
    return worst


def contents(path):
    with open(path, "rb") as file:
        return file.read()


class Case:
    """A network and the file from which all ways start."""

    def __init__(self, tools, work, source, options=(), shapes=()):
        self.tools, self.work, self.source, self.options, self.shapes = tools, work, source, options, shapes
        self.first = self.path("first.mindir")
        self.is_step = "_step" in os.path.basename(source)
        self.translate(source, self.first, *options)
        self.wanted = None

    def path(self, name):
        return os.path.join(self.work, name)

    def translate(self, source, result, *options):
        self.tools.run("ms-translate", source, "-o", result, *options)

    def infer(self, network, *options):
        result = self.path("out.npz")
        self.tools.run("ms-run", "infer", network, "--inputs", self.path("in.npz"), "--outputs", result, *options)
        with np.load(result) as loaded:
            return [loaded[name] for name in loaded.files]

    def through(self, source, suffix, *options):
        """What comes back from a way there and back."""
        between, again = self.path("net" + suffix), self.path("again.mindir")
        self.translate(source, between, *options)
        self.translate(between, again)
        return again

    def outputs(self, source, suffix, *options):
        """The largest difference of what is computed after such a way."""
        if self.wanted is None:
            np.savez(self.path("in.npz"), **make_inputs(self.first))
            self.wanted = self.infer(self.source, *self.options)
            self.known = {contents(self.first): self.infer(self.first)}
            compare(self.known[contents(self.first)], self.wanted)
        again = self.through(source, suffix, *options)
        # The same bytes compute the same.
        data = contents(again)
        if data not in self.known:
            self.known = {contents(self.first): self.known.get(contents(self.first)), data: self.infer(again)}
        return compare(self.known[data], self.wanted)

    def same_graph(self):
        again, straight = self.through(self.first, ".mlirbc"), self.path("straight.mindir")
        self.translate(self.first, straight)
        if contents(again) != contents(straight):
            raise Problem("other bytes than without .mlirbc between")
        result = isomorphic.compare(isomorphic.Graph(self.first), isomorphic.Graph(again))
        if not isinstance(result, int) and not self.is_step:
            raise Problem("not the same graph: " + result)
        # A step is put into order, and simplified once more.
        return "%d nodes" % result if isinstance(result, int) else "the same bytes as without it"


def ways(case, opsets):
    yield "mlirbc", case.same_graph
    if case.is_step:
        return
    for opset in opsets:
        yield "onnx %d" % opset, lambda: "largest difference %.2g" % case.outputs(case.first, ".onnx", "--opset", str(opset))
    yield "air", lambda: "largest difference %.2g" % case.outputs(case.source, ".air", *case.options, *case.shapes)


def check(name, make, opsets):
    """How many ways have failed."""
    failures = 0

    def attempt(way, action):
        nonlocal failures
        label = "%s via %s" % (name, way)
        try:
            result = action()
            if isinstance(result, str):
                print("PASS: %s (%s)" % (label, result), flush=True)
            return result
        except (Problem, AssertionError, subprocess.TimeoutExpired) as problem:
            failures += 1
            print("FAIL: %s: %s" % (label, " ".join(str(problem).split())[:600]), flush=True)
            return None

    case = attempt("mindir", make)
    for way, action in ways(case, opsets) if case else ():
        attempt(way, action)
    return failures


def make_zoo(tools, work, name, net):
    weights = os.path.join(work, "weights.ckpt")
    write_checkpoint(weights, {key: zoo_cases.weight(key, shape) for key, shape, _ in tools.parameters(net)})
    return Case(tools, work, "zoo:" + net, ("--ckpt", weights), AIR_SHAPES.get(name, ()))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tools")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    tools = Tools(options.tools)
    cases = {name: (lambda work, name=name, net=net: make_zoo(tools, work, name, net), OPSETS) for name, net in NETWORKS.items()}
    cases.update({name: (lambda work, name=name, net=net: make_zoo(tools, work, name, net), OPSETS[-1:]) for name, net in LARGE.items()})
    for path in sorted(glob.glob(INPUTS + "/*.mindir") + glob.glob(INPUTS + "/*.onnx")):
        cases[os.path.basename(path)] = (lambda work, path=path: Case(tools, work, path), OPSETS)
    failures = 0
    for name, (make, opsets) in cases.items():
        if options.names and not name.startswith(tuple(options.names)):
            continue
        with tempfile.TemporaryDirectory() as work:
            failures += check(name, lambda: make(work), opsets)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
