//===- NetworkExporter.cpp - What exporters have in common ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/Support/NetworkExporter.h"

#include "lib/Support/Diagnostics.h"

#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

std::string inputNameOf(func::FuncOp function, unsigned k) {
  auto name = function.getArgAttrOfType<StringAttr>(k, kNameAttr);
  return name ? name.str() : "in" + std::to_string(k);
}

std::string encodeElements(DenseElementsAttr elements) {
  Type element = elements.getElementType();
  unsigned width = (element.getIntOrFloatBitWidth() + 7) / 8;
  std::string bytes;
  bytes.reserve(static_cast<size_t>(elements.getNumElements()) * width);
  auto append = [&](const APInt &bits) {
    uint64_t value = bits.getZExtValue();
    for (unsigned k = 0; k < width; ++k)
      bytes.push_back(static_cast<char>(value >> (8 * k)));
  };
  if (isa<FloatType>(element)) {
    for (const APFloat &value : elements.getValues<APFloat>())
      append(value.bitcastToAPInt());
  } else {
    for (const APInt &value : elements.getValues<APInt>())
      append(value);
  }
  return bytes;
}

//===----------------------------------------------------------------------===//
// What cannot be said
//===----------------------------------------------------------------------===//

InFlightDiagnostic NetworkExporter::error(Location loc) {
  return emitCodedError(loc, Code::Unsupported)
         << "cannot be written as " << format << ": ";
}

void NetworkExporter::fail(Operation *op, const Twine &why) {
  std::string what = op->getName().getStringRef().str();
  std::string reason = why.str();
  if (!reason.empty())
    what += " (" + reason + ")";
  auto found = llvm::find_if(
      problems, [&](const auto &problem) { return problem.first == what; });
  if (found == problems.end())
    found = problems.insert(found, {what, {}});
  found->second.push_back(getLayerName(op->getLoc()).str());
}

bool NetworkExporter::report() {
  if (problems.empty())
    return true;
  InFlightDiagnostic diagnostic = error(function.getLoc());
  for (auto [k, problem] : llvm::enumerate(problems)) {
    diagnostic << (k ? "; " : "") << problem.first;
    // Each layer once, in order.
    llvm::StringSet<> seen;
    std::vector<std::string> layers;
    for (const std::string &layer : problem.second)
      if (!layer.empty() && seen.insert(layer).second)
        layers.push_back("'" + layer + "'");
    if (!layers.empty())
      diagnostic << " in " << llvm::join(layers, ", ");
  }
  return false;
}

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

/// A network of MindSpore's has scopes ("Default/fc1-Dense/MatMul-op0"): what
/// stands before the op's own part is the layer.
static StringRef withoutOp(StringRef scope) {
  auto [layer, last] = scope.rsplit('/');
  auto [op, number] = last.rsplit("-op");
  bool isOp = !number.empty() && llvm::all_of(number, llvm::isDigit);
  return isOp ? (last.size() == scope.size() ? StringRef() : layer) : scope;
}

std::string NetworkExporter::scopeOf(Location loc) {
  StringRef layer = getLayerName(loc);
  if (layer.empty() || layer == module.getSymName().value_or(""))
    return "Default";
  if (layer.contains('/')) {
    layer = withoutOp(layer);
    return layer.empty() ? "Default" : layer.str();
  }
  std::string path = ("Default/" + layer).str();
  llvm::replace(path, '.', '/');
  return path;
}

std::optional<std::string> NetworkExporter::claimInput(unsigned k) {
  std::string name = inputNameOf(function, k);
  if (interface.insert(name).second)
    return name;
  error(function.getLoc()) << "two inputs have the name '" << name << "'";
  return std::nullopt;
}

bool NetworkExporter::claimParameter(StringRef name, Location loc) {
  if (interface.insert(name).second)
    return true;
  error(loc) << "an input has the name of parameter '" << name << "'";
  return false;
}

std::optional<ParameterBytes> NetworkExporter::valuesOf(ParameterOp parameter) {
  if (auto dense = dyn_cast<DenseElementsAttr>(parameter.getInit()))
    return ParameterBytes{{}, encodeElements(dense)};
  ParameterBytes values{getRawInit(parameter), ""};
  if (!values.bytes.empty() || parameter.getTensorType().getNumElements() == 0)
    return values;
  emitCodedError(parameter, Code::Parameter)
      << "parameter '" << parameter.getSymName()
      << "' has no values that could be written";
  return std::nullopt;
}

func::FuncOp findForward(ModuleOp module, StringRef format) {
  auto function = module.lookupSymbol<func::FuncOp>("forward");
  if (function && !function.isExternal() && function.getBody().hasOneBlock())
    return function;
  emitCodedError(module.getLoc(), Code::Unsupported)
      << "cannot be written as " << format << ": there is no function @forward";
  return nullptr;
}

} // namespace ms
