# trace.py - Reads a trace of `ms-run bench --profile` as Chrome's viewer does.
#
# SPDX-License-Identifier: Apache-2.0

import json
import sys

with open(sys.argv[1]) as file:
    events = json.load(file)["traceEvents"]
assert [event["args"]["launch"] for event in events] == list(range(len(events))), events
end = 0
for event in events:
    assert event["ph"] == "X" and event["dur"] >= 0, event
    assert event["ts"] >= end - 1e-3, event
    end = event["ts"] + event["dur"]
layers = {event["args"]["layer"] for event in events}
assert {"conv1", "conv2", "fc1", "fc2", "fc3"} <= layers, layers
# Multiply-adds of LeNet-5's convolutions forward, 32 images: conv1 without
# padding is 28 x 28 x 6 x 25, conv2 10 x 10 x 16 x 6 x 25; ReLU takes one more.
flops = {event["name"]: event["args"]["flops"] for event in events}
first, second = 32 * 28 * 28 * 6, 32 * 10 * 10 * 16
assert flops["conv2d_relu"] in (first * 50, first * 51), flops
assert flops["conv2d_relu_1"] in (second * 300, second * 301), flops
# Both are what they read and write, once.
bytes_of = {event["name"]: event["args"]["bytes"] for event in events}
assert bytes_of["conv2d_relu"] == 4 * (32 * 32 * 32 + 6 * 25 + first), bytes_of
