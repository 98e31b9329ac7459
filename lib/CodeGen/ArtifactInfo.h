//===- ArtifactInfo.h - What an artefact says of itself ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The contents of the table msrt_artifact (include/ms-c/Runtime.h), collected
// from a module that has been lowered by mindir-bufferize and
// mindir-plan-memory, in plain types: what the code generators for tables and
// headers need.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_CODEGEN_ARTIFACTINFO_H
#define MS_LIB_CODEGEN_ARTIFACTINFO_H

#include "ms-c/Runtime.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ms {

struct TensorInfo {
  std::string name;
  uint32_t dtype = 0; ///< msrt_dtype
  std::vector<int64_t> dims;
};

struct ParameterInfo {
  TensorInfo tensor;
  uint64_t offset = 0, bytes = 0;
  uint32_t flags = 0;
  msrt_init init = {};
  /// Data of an MSRT_INIT_FILE parameter, in memory that the module owns.
  const char *data = nullptr;
};

struct FunctionInfo {
  std::string name;   ///< as tools know it: "infer" for @forward
  std::string symbol; ///< of the function in the module
  std::vector<TensorInfo> inputs, outputs;
  int64_t maxRows = 0;
  uint64_t arenaBytes = 0, liveBytes = 0;
  uint32_t flags = 0; ///< MSRT_FUNCTION_*
};

struct ArtifactInfo {
  std::string name; ///< a C identifier
  std::string triple, features, key, loss, optimizer;
  std::vector<ParameterInfo> parameters;
  std::vector<FunctionInfo> functions;
  /// What computes derived parameters; without a symbol where there are none.
  FunctionInfo prepare;
  /// Bytes of the state, and of the derived parameters in it.
  uint64_t stateBytes = 0, preparedBytes = 0;
  /// The content of a -graph.meta file, or "".
  std::string graphMeta;

  /// Whether a parameter's initial value is data that is there.
  bool needsFile() const {
    for (const ParameterInfo &parameter : parameters)
      if (parameter.data)
        return true;
    return false;
  }
  /// Name of the exported constant.
  std::string symbol() const { return name + "_artifact"; }
};

} // namespace ms

#endif // MS_LIB_CODEGEN_ARTIFACTINFO_H
