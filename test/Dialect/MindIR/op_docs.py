# op_docs.py - Reads the documentation that mlir-tblgen makes from the .td files.
#
# SPDX-License-Identifier: Apache-2.0
#
# Classes build some descriptions with the mnemonic, so that the raw text of a
# .td file is not what a reader of the documentation sees.

import re
import subprocess


def run_tblgen(tblgen, generator, source, includes):
    command = [tblgen, generator, source] + ["-I" + path for path in includes]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=100)
    if done.returncode != 0:
        raise SystemExit("error: mlir-tblgen failed")
    return done.stdout


class Op:
    def __init__(self, name):
        self.name = name  # "mindir.add"
        self.examples = []  # text of the ```mlir blocks
        self.constraints = []  # ["C1", "C2"]


def read_ops(tblgen, source, includes):
    """The ops of a dialect, in the order of the documentation."""
    ops = []
    block = None
    for line in run_tblgen(tblgen, "-gen-op-doc", source, includes).splitlines():
        heading = re.match(r"### `(mindir\.\w+)`", line)
        if heading:
            ops.append(Op(heading.group(1)))
        elif line.strip() == "```mlir":
            block = []
        elif line.strip() == "```" and block is not None:
            ops[-1].examples.append("\n".join(block))
            block = None
        elif block is not None:
            block.append(line.strip())
        else:
            constraint = re.match(r"\s*- \((C\d+)\)", line)
            if constraint:
                ops[-1].constraints.append(constraint.group(1))
    return ops


def read_attribute_examples(tblgen, source, includes):
    """(heading, example or None) of each attribute."""
    text = run_tblgen(tblgen, "-gen-attrdef-doc", source, includes)
    result = []
    for part in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
        found = re.search(r"Example:\s*`(#mindir[^`]*)`", part)
        result.append((part.splitlines()[0], found.group(1) if found else None))
    return result
