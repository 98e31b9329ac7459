//===- Folding.cpp - Nodes whose results are known ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Exporters compute shapes and indices by nodes. A node whose inputs are known
// becomes a module of its own, which the reference evaluator runs. What depends
// on the size of an open batch is computed for several sizes.
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/GraphImporter.h"

#include "lib/Import/ONNX/Versions.h"
#include "lib/Reference/Evaluator.h"

#include "mlir/IR/Diagnostics.h"

using namespace mlir;
using onnx::NodeProto;

namespace ms::fromonnx {

/// Most elements of what is folded.
static constexpr int64_t kMaxFolded = 1 << 16;

/// Whether an input's elements take part in what is computed now. Named floats
/// are weights: what is computed from them changes when they learn.
static bool isFoldable(const Item &item) {
  switch (item.kind) {
  case Item::Kind::None:
  case Item::Kind::Known:
  case Item::Kind::Varying:
    return true;
  case Item::Kind::Initializer:
    return item.getType().getRank() == 0 ||
           !isa<FloatType>(item.getType().getElementType());
  default:
    return false;
  }
}

std::optional<std::vector<KnownRef>>
GraphImporter::foldOnce(const NodeProto &node, OpImporter importer,
                        ArrayRef<Item> inputs) {
  NetworkBuilder scratch(context, "fold");
  NodeReader reader(*this, scratch, node,
                    versionOf(node.op_type(), file.getOpset()),
                    std::vector<Item>(inputs));
  Results made = importer(reader);
  if (reader.hasFailed())
    return std::nullopt;
  std::vector<KnownRef> results;
  SmallVector<Value> values;
  for (const Item &item : made.items) {
    results.push_back(item.is(Item::Kind::Known) ? item.known : nullptr);
    if (!item.is(Item::Kind::Tensor))
      continue;
    if (!item.value || !item.getType().hasStaticShape() ||
        item.getType().getNumElements() > kMaxFolded)
      return std::nullopt;
    values.push_back(item.value);
  }
  if (values.empty())
    return results;
  OwningOpRef<ModuleOp> module = scratch.finish(values);
  if (!module)
    return std::nullopt;
  auto computed = Evaluator(*module).call("forward", {});
  if (failed(computed))
    return std::nullopt;
  size_t next = 0;
  for (size_t k = 0; k < results.size(); ++k)
    if (made.items[k].is(Item::Kind::Tensor)) {
      const ReferenceTensor &tensor = (*computed)[next++];
      results[k] = packElements(
          tensor.data, RankedTensorType::get(tensor.shape, tensor.elementType));
    }
  return results;
}

std::optional<std::vector<Item>> GraphImporter::fold(const NodeProto &node,
                                                     OpImporter importer,
                                                     ArrayRef<Item> inputs) {
  bool varies = false, any = false;
  Value rows;
  for (const Item &item : inputs) {
    if (!isFoldable(item) ||
        (item.getType() && item.getType().getNumElements() > kMaxFolded))
      return std::nullopt;
    if (item.is(Item::Kind::Varying)) {
      rows = !varies || rows == item.rows ? item.rows : Value();
      varies = true;
    }
    any |= !item.is(Item::Kind::None);
  }
  // Graphs in nodes may read anything.
  for (const onnx::AttributeProto &attribute : node.attribute())
    if (attribute.has_g() || attribute.graphs_size() > 0)
      return std::nullopt;
  if (!any)
    return std::nullopt;
  // What cannot be folded is imported as it is, and reports then.
  ScopedDiagnosticHandler silence(&context,
                                  [](Diagnostic &) { return success(); });
  std::vector<std::vector<KnownRef>> found;
  for (size_t probe = 0; probe < (varies ? kProbes.size() : 1); ++probe) {
    std::vector<Item> chosen;
    for (const Item &item : inputs)
      chosen.push_back(
          item.is(Item::Kind::Varying) ? Item((*item.probes)[probe]) : item);
    auto results = foldOnce(node, importer, chosen);
    if (!results)
      return std::nullopt;
    found.push_back(std::move(*results));
  }
  std::vector<Item> items;
  for (size_t k = 0; k < found[0].size(); ++k) {
    std::vector<KnownRef> probes;
    for (const std::vector<KnownRef> &results : found)
      probes.push_back(results[k]);
    if (llvm::is_contained(probes, nullptr)) {
      items.emplace_back();
      continue;
    }
    bool isSame = true;
    for (const KnownRef &probe : probes) {
      if (probe->type != probes[0]->type)
        return std::nullopt;
      isSame &= probe->bytes.bytes == probes[0]->bytes.bytes;
    }
    items.push_back(isSame ? Item(probes[0])
                           : Item::varying(std::move(probes), rows));
  }
  return items;
}

} // namespace ms::fromonnx
