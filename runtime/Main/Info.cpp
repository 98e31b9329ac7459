//===- Info.cpp - Printing an artefact's table ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/CommandLine.h"
#include "msrt/Session.h"
#include "runtime/Core/Text.h"

#include <algorithm>

namespace msrt {

static std::string initText(const msrt_parameter &parameter) {
  const msrt_init &init = parameter.init;
  auto seed = static_cast<unsigned long long>(init.seed);
  switch (init.kind) {
  case MSRT_INIT_FILL:
    return format("%g", init.a);
  case MSRT_INIT_UNIFORM:
    return format("uniform(%g) seed %llu", init.a, seed);
  case MSRT_INIT_NORMAL:
    return format("normal(%g, %g) seed %llu", init.b, init.a, seed);
  case MSRT_INIT_TRUNCATED_NORMAL:
    return format("truncated normal(%g, %g) seed %llu", init.b, init.a, seed);
  case MSRT_INIT_FILE:
    return "from a checkpoint";
  }
  return "unknown";
}

static void printTensors(const char *title, const msrt_tensor *tensors,
                         uint32_t count, FILE *out) {
  for (uint32_t i = 0; i < count; ++i)
    std::fprintf(out, "    %-6s %u  %-20s %-8s %s\n", title, i, tensors[i].name,
                 msrt_dtype_name(tensors[i].dtype),
                 shapeText(tensors[i]).c_str());
}

void printInfo(const msrt_artifact &artifact, FILE *out) {
  std::fprintf(out, "network    %s\n", artifact.name);
  std::fprintf(out, "interface  %u\n", artifact.abi_version);
  std::fprintf(out, "target     %s\n", artifact.triple);
  std::fprintf(out, "needs      %s\n", artifact.features);
  std::fprintf(out, "key        %s\n", artifact.key);
  if (*artifact.loss)
    std::fprintf(out, "loss       %s\n", artifact.loss);
  if (*artifact.optimizer)
    std::fprintf(out, "optimizer  %s\n", artifact.optimizer);

  double weights = 0, optimizer = 0;
  std::fprintf(out, "\nparameters\n");
  for (uint32_t i = 0; i < artifact.num_parameters; ++i) {
    const msrt_parameter &parameter = artifact.parameters[i];
    bool isOptimizer = parameter.flags & MSRT_PARAM_OPTIMIZER;
    (isOptimizer ? optimizer : weights) += static_cast<double>(parameter.bytes);
    std::string flags = isOptimizer                              ? "optimizer"
                        : parameter.flags & MSRT_PARAM_TRAINABLE ? "trainable"
                                                                 : "fixed";
    if (parameter.flags & MSRT_PARAM_TRANSIENT)
      flags += ", not saved";
    std::fprintf(out, "    %-32s %-8s %-18s %-10s %s\n", parameter.tensor.name,
                 msrt_dtype_name(parameter.tensor.dtype),
                 shapeText(parameter.tensor).c_str(), flags.c_str(),
                 initText(parameter).c_str());
  }

  uint64_t arena = 0;
  std::fprintf(out, "\nfunctions\n");
  for (uint32_t i = 0; i < artifact.num_functions; ++i) {
    const msrt_function &function = artifact.functions[i];
    arena = std::max(arena, function.arena_bytes);
    std::string rows = function.max_rows > 0
                           ? format("up to %lld rows",
                                    static_cast<long long>(function.max_rows))
                           : "fixed shapes";
    std::fprintf(
        out, "  %s: %s, arena %s\n", function.name, rows.c_str(),
        readableBytes(static_cast<double>(function.arena_bytes)).c_str());
    printTensors("input", function.inputs, function.num_inputs, out);
    printTensors("output", function.outputs, function.num_outputs, out);
  }
  std::fprintf(out,
               "\nmemory     weights %s, optimizer %s, state %s, arena %s\n",
               readableBytes(weights).c_str(), readableBytes(optimizer).c_str(),
               readableBytes(static_cast<double>(artifact.state_bytes)).c_str(),
               readableBytes(static_cast<double>(arena)).c_str());
}

} // namespace msrt
