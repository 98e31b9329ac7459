//===- Stepper.cpp - Functions of an artefact, run again and again --------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/Stepper.h"

#include "lib/Driver/BenchData.h"

#include <cstring>

using namespace llvm;

namespace ms {

FailureOr<std::unique_ptr<Stepper>>
Stepper::create(const msrt_artifact &artifact, const ArtifactInfo &info) {
  auto stepper = std::make_unique<Stepper>();
  auto session = msrt::Session::create(artifact);
  if (!session.ok())
    return reportError(session.status());
  stepper->session = session.take();
  for (const ParameterInfo &parameter : info.parameters)
    if (parameter.data) {
      char *data = stepper->place(parameter.tensor.name, parameter.bytes);
      if (!data)
        return failure();
      std::memcpy(data, parameter.data, parameter.bytes);
    }
  return stepper;
}

char *Stepper::place(StringRef name, size_t bytes) {
  const msrt_parameter *parameter = session->parameter(name.str());
  if (parameter && parameter->bytes == bytes)
    return static_cast<char *>(session->data(*parameter));
  (void)reportError(Code::CommandLine, "the network has no parameter '" + name +
                                           "' of the workload's size");
  return nullptr;
}

LogicalResult Stepper::setFunction(StringRef name, int64_t batch,
                                   const Inputs &values) {
  function = session->find(name.str());
  rows = batch;
  memory.clear();
  inputs.clear();
  outputs.clear();
  auto allocate = [&](size_t bytes) -> char * {
    auto buffer = msrt::Buffer::create(bytes);
    if (!buffer.ok()) {
      (void)reportError(buffer.status());
      return nullptr;
    }
    memory.push_back(buffer.take());
    return reinterpret_cast<char *>(memory.back().data());
  };
  for (const std::vector<char> &bytes : values) {
    char *input = allocate(bytes.size());
    if (!input)
      return failure();
    std::memcpy(input, bytes.data(), bytes.size());
    inputs.push_back(input);
  }
  const msrt_function &entry = session->function(function);
  for (unsigned k = 0; k < entry.num_outputs; ++k) {
    char *output =
        allocate(msrt::tensorBytes(msrt::dtypeOf(entry.outputs[k]),
                                   msrt::dimsFor(entry.outputs[k], rows)));
    if (!output)
      return failure();
    outputs.push_back(output);
  }
  return success();
}

LogicalResult Stepper::setFunction(StringRef name, int64_t batch) {
  Inputs values;
  NumpyGenerator generator(2);
  const msrt_function &entry = session->function(session->find(name.str()));
  for (unsigned k = 0; k < entry.num_inputs; ++k) {
    msrt::DType dtype = msrt::dtypeOf(entry.inputs[k]);
    int64_t bytes =
        msrt::tensorBytes(dtype, msrt::dimsFor(entry.inputs[k], batch));
    std::vector<char> &input = values.emplace_back(bytes, 0);
    if (dtype != MSRT_FLOAT32)
      continue;
    std::vector<float> normal = generator.standardNormal(bytes / 4);
    std::memcpy(input.data(), normal.data(), input.size());
  }
  return setFunction(name, batch, values);
}

msrt::Status Stepper::run() {
  return session->run(function, inputs.data(), outputs.data(), rows);
}

double Stepper::firstOutput() const {
  return static_cast<double>(*static_cast<const float *>(outputs[0]));
}

} // namespace ms
