#!/usr/bin/env python3
# check_rows.py - Data for infer-rows.test, and what must come out.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: check_rows.py make IN.npz ROWS | check IN.npz OUT.npz...

import sys

import numpy as np


def main(command, inputs, *rest):
    if command == "make":
        np.savez(inputs, in0=np.random.default_rng(3).uniform(-2, 2, (int(rest[0]), 6)).astype(np.float32))
        return
    x = np.load(inputs)["in0"]
    wanted = [np.exp(x), x.reshape(-1, 2) @ np.ones((2, 4), np.float32), np.exp(x).reshape(-1)]
    for path in rest:
        found = np.load(path)
        for k, array in enumerate(wanted):
            np.testing.assert_allclose(found["out%d" % k], array, rtol=1e-6, atol=1e-6, err_msg=path)


if __name__ == "__main__":
    main(*sys.argv[1:])
