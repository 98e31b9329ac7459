# onnxruntime_peer.py - ONNX Runtime on CPU; --model is a file of onnx_model.py.
#
# SPDX-License-Identifier: Apache-2.0

import workloads

options = workloads.start("onnxruntime", has_model=True)

import time

import onnxruntime

settings = onnxruntime.SessionOptions()
settings.intra_op_num_threads = options.threads
settings.inter_op_num_threads = 1
begin = time.perf_counter()
session = onnxruntime.InferenceSession(options.model, settings, providers=["CPUExecutionProvider"])
prepared = time.perf_counter() - begin
feed = dict(zip([column.name for column in session.get_inputs()], workloads.inputs(options)))


def step():
    return session.run(None, feed)[0].flat[0]


workloads.measure(options, step, onnxruntime.__version__, prepared)
