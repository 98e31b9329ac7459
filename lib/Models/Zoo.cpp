//===- Zoo.cpp - Networks that are there by name --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Models/Zoo.h"

#include "lib/Models/Models.h"

#include "llvm/ADT/StringExtras.h"

#include <map>

using namespace mlir;

namespace ms {

using BuildFunction = Value (*)(NetworkBuilder &);

static const std::map<std::string, BuildFunction> &networks() {
  static const std::map<std::string, BuildFunction> table = {
      {"lenet5", buildLeNet5}, {"mlp", buildMLP}};
  return table;
}

std::vector<std::string> zooNames() {
  std::vector<std::string> names;
  for (const auto &entry : networks())
    names.push_back(entry.first);
  return names;
}

OwningOpRef<ModuleOp> buildZooModule(StringRef name, MLIRContext &context,
                                     std::string &error) {
  auto found = networks().find(name.str());
  if (found == networks().end()) {
    error = "the zoo has no network '" + name.str() + "'; it has " +
            llvm::join(zooNames(), ", ");
    return nullptr;
  }
  NetworkBuilder b(context, name);
  OwningOpRef<ModuleOp> module = b.finish(found->second(b));
  if (!module)
    error = "the zoo's network '" + name.str() + "' cannot be built";
  return module;
}

} // namespace ms
