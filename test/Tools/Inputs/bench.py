# bench.py - Holds the lines of `ms-run bench` against PyTorch's numbers.
#
# SPDX-License-Identifier: Apache-2.0

import json
import sys

# (workload, batch): check
CHECKS = {
    ("lenet5_train", 32): 5.45581,
    ("mlp_train", 64): 3.05398,
    ("bert_tiny_train", 8): 0.49387,
    ("bert_tiny_train", 3): 1.02865,
    ("resnet50_infer", 2): 462.50928,
    ("gemm_256", 1): -7.31244,
    ("gemm_1024", 1): 61.68486,
    ("conv3x3_64", 1): 0.07702,
}
KEYS = {
    "peer", "workload", "threads", "batch", "ms_per_step_median", "min", "p90", "steps", "first_call_or_compile_s",
    "cold_start_s", "peak_rss_mb", "check", "version", "compile_s",
}

with open(sys.argv[1]) as file:
    rows = [json.loads(line) for line in file]
assert [(row["workload"], row["batch"]) for row in rows] == list(CHECKS), rows
for row in rows:
    assert KEYS <= set(row), KEYS - set(row)
    want = CHECKS[row["workload"], row["batch"]]
    assert abs(row["check"] - want) < 2e-5 * max(1, abs(want)), row
    assert row["steps"] == 3, row
    assert 0 < row["min"] <= row["ms_per_step_median"] <= row["p90"], row
    assert 0 < row["compile_s"] <= row["first_call_or_compile_s"] <= row["cold_start_s"] + 0.02, row
    if row["workload"].startswith(("gemm", "conv")):
        assert row["percent_of_fma_peak"] > 0, row
