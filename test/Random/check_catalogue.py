# check_catalogue.py - Random modules know every op.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: check_catalogue.py TBLGEN SOURCE_ROOT MLIR_INCLUDE
# An op without an entry in the tables of ops_*.py would never be drawn.

import os
import sys

import random_modules

# State, which functions have around the ops that are drawn, and what only the
# compiler makes.
NOT_DRAWN = {"parameter", "load", "assign", "rows", "launch", "dispatch", "winograd_filter_transform",
             "winograd_input_transform", "winograd_conv_2d"}


def main(tblgen, root, include):
    sys.path.insert(0, os.path.join(root, "test/Dialect/MindIR"))
    from op_docs import read_ops

    source = os.path.join(root, "dialects/MindIR/MindIROps.td")
    ops = {op.name[len("mindir."):] for op in read_ops(tblgen, source, [root, include])}
    drawn = set(random_modules.OPS)
    for name in sorted(ops - drawn - NOT_DRAWN):
        print("error: mindir.%s has no entry in test/Random/ops_*.py" % name)
    for name in sorted(drawn - ops):
        print("error: test/Random/ops_*.py draws mindir.%s, which is no op" % name)
    if ops - NOT_DRAWN != drawn:
        return 1
    print("catalogue: %d ops" % len(drawn))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
