#!/usr/bin/env python3
# check_examples.py - Parses every example of the dialect's documentation.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: check_examples.py --opt MS_OPT --tblgen MLIR_TBLGEN SOURCE INCLUDE...
# Every op and attribute must have an example that ms-opt accepts and that shows
# that very op. An example may use names it does not define: they become
# arguments of a function. Their types follow from the example:
#   (t1, t2) -> ...   or   t1, t2     one type for each operand, in order
#   t                                 all operands, but names of scalars below
#   outs(...) ... : (t1) -> t2        the results are operands, too
# Symbols that an op needs stand in PRELUDE.

import argparse
import re
import subprocess
import sys

from op_docs import read_attribute_examples, read_ops

# Operands of optimizer updates whose one type is that of the variable.
SCALARS = {"lr", "momentum", "b1p", "b2p", "b1", "b2", "eps", "decay", "w2", "g2", "rho", "epsilon", "l1", "l2", "lr_power"}
SCALARS |= {"beta1_power", "beta1", "beta2"}
# Their number of steps.
STEPS = {"step"}
INDICES = {"n"}

PARAMETER = 'mindir.parameter @"conv1.weight" : tensor<6x1x5x5xf32> init(#mindir.zeros)\n'
PRELUDE = {
    "mindir.load": PARAMETER,
    "mindir.assign": PARAMETER,
    "mindir.launch": "func.func private @relu(tensor<2x3xf32>) -> tensor<2x3xf32> attributes {mindir.kernel}\n",
    "mindir.dispatch": "func.func private @relu(memref<2x3xf32>, memref<2x3xf32>, index) attributes {mindir.kernel}\n",
}
# Stands in a module, not in a function.
TOP_LEVEL = {"mindir.parameter"}

TYPE = re.compile(r"(?:tensor|memref)<[^<>]*>|\bindex\b")


def scalar_of(tensor):
    return "tensor<%s>" % re.split(r"x(?=[a-z])", tensor[len("tensor<") : -1])[-1]


def argument_types(example):
    """The free names of an example and their types."""
    head, _, signature = example.rpartition(" : ")
    right = head.split(" = ", 1)[-1]
    names = list(dict.fromkeys(re.findall(r"%(\w+)", right)))
    if " outs(" in head:  # inputs -> outputs
        signature = signature.replace("->", ",")
    types = TYPE.findall(signature.split("->")[0])
    tensors = [name for name in names if name not in INDICES]
    arguments = {name: "index" for name in names if name in INDICES}
    for k, name in enumerate(tensors):
        if len(types) == len(tensors):
            arguments[name] = types[k]
        elif len(types) == 1:
            arguments[name] = scalar_of(types[0]) if name in SCALARS else types[0]
            if name in STEPS:
                arguments[name] = "tensor<i32>"
        else:
            raise ValueError("%d types for %d operands" % (len(types), len(tensors)))
    return {name: arguments[name] for name in names}


def program(op, example):
    prelude = PRELUDE.get(op, "")
    if op in TOP_LEVEL:
        return prelude + example + "\n"
    arguments = ", ".join("%%%s: %s" % pair for pair in argument_types(example).items())
    return "%sfunc.func @example(%s) {\n  %s\n  return\n}\n" % (prelude, arguments, example)


def accepts(opt, text):
    """Whether ms-opt takes the text; its messages otherwise."""
    done = subprocess.run(
        [opt, "--allow-unregistered-dialect", "-o", "/dev/null", "-"],
        input=text, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=100,
    )
    return done.returncode == 0, done.stdout


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--opt", required=True)
    parser.add_argument("--tblgen", required=True)
    parser.add_argument("source")
    parser.add_argument("includes", nargs="+")
    options = parser.parse_args()

    errors, programs = [], []
    ops = read_ops(options.tblgen, options.source, options.includes)
    for op in ops:
        if not op.examples:
            errors.append("%s has no example" % op.name)
        for example in op.examples:
            if not re.search(r"(^|= )%s[ (]" % re.escape(op.name), example, re.MULTILINE):
                errors.append("the example of %s does not show it: %s" % (op.name, example))
            try:
                programs.append((op.name, program(op.name, example)))
            except ValueError as error:
                errors.append("the example of %s: %s" % (op.name, error))
    attributes = read_attribute_examples(options.tblgen, options.source, options.includes)
    for name, example in attributes:
        if example is None:
            errors.append("%s has no example" % name)
        else:
            programs.append((name, "module attributes {test.example = %s} {}\n" % example))

    # One process for all of them; one for each only to find who is wrong.
    everything = "\n".join("module {\n%s}" % text if "module" not in text else text for _, text in programs)
    good, _ = accepts(options.opt, "module {\n%s\n}\n" % everything)
    if not good:
        for name, text in programs:
            good, messages = accepts(options.opt, text)
            if not good:
                errors.append("the example of %s does not parse:\n%s%s" % (name, text, messages))
        if not errors:
            errors.append("the examples parse one by one, but not together")
    # The check itself can fail.
    if accepts(options.opt, program("mindir.neg", "%y = mindir.neg %x : tensor<2xi1>"))[0]:
        errors.append("ms-opt accepts everything")

    for error in errors:
        print("error: " + error)
    if not errors:
        print("examples: %d ops, %d attributes" % (len(ops), len(attributes)))
    return 1 if errors or not ops or not attributes else 0


if __name__ == "__main__":
    sys.exit(main())
