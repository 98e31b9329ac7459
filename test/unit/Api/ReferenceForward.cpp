//===- ReferenceForward.cpp - What the evaluator says of a network --------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "test/unit/Api/ReferenceForward.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Driver/DescribeArtifact.h"
#include "lib/Driver/LoadNetwork.h"
#include "lib/Models/Zoo.h"
#include "lib/Reference/Evaluator.h"
#include "msrt/Checkpoint.h"
#include "msrt/Initialize.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

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

std::vector<std::vector<double>>
evaluateFile(const std::string &path,
             const std::vector<std::vector<double>> &inputs) {
  std::unique_ptr<Network> network = Network::load(path, 1);
  if (!network)
    return {};
  auto forward = network->getModule().lookupSymbol<func::FuncOp>("forward");
  std::vector<ReferenceTensor> tensors;
  for (auto [argument, values] : llvm::zip(forward.getArguments(), inputs)) {
    auto type = cast<RankedTensorType>(argument.getType());
    tensors.emplace_back(type.getShape(), type.getElementType(), values);
  }
  auto outputs = Evaluator(network->getModule()).call("forward", tensors);
  std::vector<std::vector<double>> result;
  if (succeeded(outputs))
    for (const ReferenceTensor &output : *outputs)
      result.push_back(output.data);
  return result;
}

std::vector<double> trainFile(const std::string &path,
                              const std::vector<std::vector<double>> &columns,
                              int64_t rows) {
  std::unique_ptr<Network> network = Network::load(path, 1);
  auto step =
      network ? network->getModule().lookupSymbol<func::FuncOp>("train_step")
              : func::FuncOp();
  if (!step || step.getNumArguments() != columns.size())
    return {};
  Evaluator evaluator(network->getModule());
  std::vector<double> losses;
  for (size_t first = 0;; first += static_cast<size_t>(rows)) {
    std::vector<ReferenceTensor> inputs;
    for (auto [argument, column] : llvm::zip(step.getArguments(), columns)) {
      auto type = cast<RankedTensorType>(argument.getType());
      auto width =
          static_cast<size_t>(type.getNumElements() / type.getDimSize(0));
      size_t begin = first * width,
             end = begin + static_cast<size_t>(type.getNumElements());
      if (type.getDimSize(0) != rows || end > column.size())
        return losses;
      inputs.emplace_back(
          type.getShape(), type.getElementType(),
          std::vector<double>(column.begin() + static_cast<ptrdiff_t>(begin),
                              column.begin() + static_cast<ptrdiff_t>(end)));
    }
    auto outputs = evaluator.call("train_step", inputs);
    if (failed(outputs))
      return {};
    losses.push_back((*outputs)[0].data[0]);
  }
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
