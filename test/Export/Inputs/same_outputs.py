#!/usr/bin/env python3
# same_outputs.py - Two .npz files of outputs agree.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: same_outputs.py A.npz B.npz
# Types and shapes are equal, whole numbers too; floats are within 1e-6 of the
# largest one (1e-2 in f16), NaN and infinities at the same places.

import sys

import numpy as np

first, second = np.load(sys.argv[1]), np.load(sys.argv[2])
wrong = [] if len(first.files) == len(second.files) else ["the number of outputs"]
for name, other in zip(first.files, second.files):
    a, b = first[name], second[other]
    if a.shape != b.shape or a.dtype != b.dtype:
        wrong.append("%s: %s %s and %s %s" % (name, a.dtype, a.shape, b.dtype, b.shape))
        continue
    if a.dtype.kind != "f":
        same = np.array_equal(a, b)
    else:
        good = np.isfinite(a)
        limit = 1e-2 if a.dtype == np.float16 else 1e-6
        close = np.abs(a[good] - b[good]) <= limit * np.max(np.abs(a[good]), initial=0)
        same = np.array_equal(a[~good], b[~good], equal_nan=True) and np.all(np.isfinite(b) == good) and np.all(close)
    if not same:
        wrong.append(name)
print("differ: " + "; ".join(wrong) if wrong else "agree")
sys.exit(bool(wrong))
