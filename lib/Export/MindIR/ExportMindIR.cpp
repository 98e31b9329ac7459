//===- ExportMindIR.cpp - A network as a .mindir file ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/MindIR/ExportMindIR.h"

#include "lib/Export/MindIR/GraphExporter.h"
#include "lib/Support/Diagnostics.h"

#include "llvm/Support/MathExtras.h"

#include <numeric>

using namespace mlir;

namespace ms {

//===----------------------------------------------------------------------===//
// Values of parameters
//===----------------------------------------------------------------------===//

/// MindSpore's: what stands at the head of a file, and of which number offsets
/// are multiples.
static constexpr uint64_t kBlock = 64;
/// No file has more bytes.
static constexpr uint64_t kMaxFile = uint64_t(1) << 40;

/// In files of their own, by name, with zeros up to the next block.
static void placeOutside(mind_ir::GraphProto &graph,
                         std::vector<ParameterBytes> &values,
                         const std::string &folder, ExportedModel &result) {
  auto own = [&](std::string bytes) {
    result.owned.push_back(std::move(bytes));
    return ArrayRef<char>(result.owned.back().data(),
                          result.owned.back().size());
  };
  std::string head(kBlock, '\0');
  head[0] = 1; // little-endian
  ArrayRef<char> marker = own(std::move(head));
  ArrayRef<char> zeros = own(std::string(kBlock, '\0'));
  std::vector<int> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  llvm::sort(order, [&](int a, int b) {
    return graph.parameter(a).ref_key() < graph.parameter(b).ref_key();
  });
  uint64_t offset = kBlock;
  for (int k : order) {
    ParameterBytes &value = values[k];
    ArrayRef<char> bytes =
        value.own.empty() ? value.bytes : own(std::move(value.own));
    uint64_t padded = llvm::alignTo(bytes.size(), kBlock);
    if (result.sides.empty() ||
        (offset > kBlock && offset + padded > kMaxFile)) {
      std::string name =
          folder + "/data_" + std::to_string(result.sides.size());
      result.sides.push_back({name, {marker}});
      offset = kBlock;
    }
    auto *place = graph.mutable_parameter(k)->mutable_external_data();
    place->set_location(result.sides.back().name);
    place->set_offset(static_cast<int64_t>(offset));
    place->set_length(static_cast<int64_t>(bytes.size()));
    result.sides.back().pieces.push_back(bytes);
    result.sides.back().pieces.push_back(
        zeros.take_front(padded - bytes.size()));
    offset += padded;
  }
}

static void placeValues(mind_ir::GraphProto &graph,
                        std::vector<ParameterBytes> values,
                        const MindIROptions &options, ExportedModel &result) {
  uint64_t total = 0;
  for (const ParameterBytes &value : values)
    total += value.text().size();
  if (total > options.externalDataAbove)
    return placeOutside(graph, values, options.dataFolder, result);
  for (auto [k, value] : llvm::enumerate(values))
    graph.mutable_parameter(static_cast<int>(k))
        ->set_raw_data(value.text().str());
}

//===----------------------------------------------------------------------===//
// The file
//===----------------------------------------------------------------------===//

std::optional<ExportedModel> exportMindIR(ModuleOp module,
                                          const MindIROptions &options) {
  func::FuncOp function = module.lookupSymbol<func::FuncOp>("train_step");
  if (!function || module.lookupSymbol("forward"))
    function = findForward(module, "MINDIR");
  mind_ir::ModelProto model;
  if (!function)
    return std::nullopt;
  GraphExporter exporter(module, function);
  if (!exporter.run(model))
    return std::nullopt;
  ExportedModel result;
  placeValues(*model.mutable_graph(), exporter.takeValues(), options, result);
  if (model.ByteSizeLong() > INT32_MAX ||
      !model.SerializeToString(&result.bytes)) {
    emitCodedError(module.getLoc(), Code::Unsupported)
        << "cannot be written as MINDIR: " << model.ByteSizeLong()
        << " bytes, and a file can have " << INT32_MAX;
    return std::nullopt;
  }
  return result;
}

bool canExportMindIR(Operation *op) {
  return op->getName().getDialectNamespace() != "mindir" ||
         isa<mindir::LoadOp, mindir::AssignOp>(op) ||
         getExportTable().canWrite(op);
}

} // namespace ms
