//===- ReferenceForward.cpp - What the evaluator says of a network --------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "test/unit/Api/ReferenceForward.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Driver/DescribeArtifact.h"
#include "lib/Models/Zoo.h"
#include "lib/Reference/Evaluator.h"
#include "msrt/Checkpoint.h"
#include "msrt/Initialize.h"

using namespace mlir;

namespace ms::test {

std::vector<double> evaluateZoo(const std::string &name,
                                const std::string &checkpoint,
                                const std::vector<int64_t> &shape,
                                const std::vector<double> &input) {
  MLIRContext context;
  std::string error;
  OwningOpRef<ModuleOp> module = buildZooModule(name, context, error);
  auto file = msrt::readCheckpoint(checkpoint);
  if (!module || !file.ok())
    return {};
  Evaluator evaluator(*module);
  for (auto parameter : module->getOps<mindir::ParameterOp>()) {
    const msrt::CheckpointEntry *entry =
        file->find(parameter.getSymName().str());
    if (!entry)
      return {};
    RankedTensorType type = parameter.getTensorType();
    ReferenceTensor value(type.getShape(), type.getElementType());
    for (size_t k = 0; k < value.data.size(); ++k)
      value.data[k] = msrt::loadElement(entry->dtype, entry->content.data(),
                                        static_cast<int64_t>(k));
    if (failed(evaluator.setParameter(parameter.getSymName(), value)))
      return {};
  }
  auto outputs = evaluator.call(
      "forward", ReferenceTensor(shape, Float32Type::get(&context), input));
  return succeeded(outputs) ? (*outputs)[0].data : std::vector<double>();
}

std::vector<float> firstValues(const std::string &network,
                               const std::string &parameter) {
  MLIRContext context;
  std::string error;
  OwningOpRef<ModuleOp> module = buildZooModule(network, context, error);
  if (!module)
    return {};
  for (const ParameterInfo &info : collectArtifactInfo(*module).parameters) {
    if (info.tensor.name != parameter)
      continue;
    std::vector<float> values(info.bytes / sizeof(float));
    auto status =
        msrt::initialize(info.init, MSRT_FLOAT32, values.data(),
                         static_cast<int64_t>(values.size()), "parameter");
    return status.ok() ? values : std::vector<float>();
  }
  return {};
}

std::vector<std::string> zooNetworks() { return zooNames(); }

std::vector<std::string> zooParameterNames(const std::string &network) {
  MLIRContext context;
  std::string error;
  OwningOpRef<ModuleOp> module = buildZooModule(network, context, error);
  std::vector<std::string> names;
  if (module)
    for (auto parameter : module->getOps<mindir::ParameterOp>())
      if (!parameter.getTransient())
        names.push_back(parameter.getSymName().str());
  return names;
}

} // namespace ms::test
