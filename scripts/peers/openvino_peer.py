# openvino_peer.py - OpenVINO on CPU, in f32; --model is a file of onnx_model.py.
#
# SPDX-License-Identifier: Apache-2.0

import workloads

options = workloads.start("openvino", has_model=True)

import time

import openvino

settings = {
    "INFERENCE_NUM_THREADS": options.threads,
    "NUM_STREAMS": 1,
    "PERFORMANCE_HINT": "LATENCY",
    "INFERENCE_PRECISION_HINT": "f32",
    "ENABLE_CPU_PINNING": False,  # the process is pinned
}
begin = time.perf_counter()
model = openvino.Core().compile_model(options.model, "CPU", settings)
prepared = time.perf_counter() - begin
request = model.create_infer_request()
for index, array in enumerate(workloads.inputs(options)):
    request.set_input_tensor(index, openvino.Tensor(array))


def step():
    request.infer()
    return request.get_output_tensor(0).data.flat[0]


workloads.measure(options, step, openvino.__version__.partition("-")[0], prepared)
