//===- Zoo.h - Networks that are there by name ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The networks that tools know as zoo:NAME or zoo:NAME:key=value,key=value.
// Names and order of parameters and their initial values are those of the same
// network in MindSpore's model zoo, where there is one.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_MODELS_ZOO_H
#define MS_LIB_MODELS_ZOO_H

#include "lib/Models/Models.h"

namespace ms {

/// The network for a name without "zoo:", its options read. Null with a message
/// in `error` where name or options are not good.
std::unique_ptr<Model> makeZooModel(llvm::StringRef name, std::string &error);

/// A module with @forward, its batch dynamic, for such a name.
mlir::OwningOpRef<mlir::ModuleOp> buildZooModule(llvm::StringRef name,
                                                 mlir::MLIRContext &context,
                                                 std::string &error);

/// The types that a network's inputs have, with `rows` in front of each.
llvm::SmallVector<mlir::RankedTensorType>
inputTypes(const Model &model, mlir::MLIRContext &context,
           int64_t rows = mlir::ShapedType::kDynamic);

/// The names, sorted, without options.
std::vector<std::string> zooNames();

/// A text for users: each network with its options and their defaults.
std::string zooHelp();

} // namespace ms

#endif // MS_LIB_MODELS_ZOO_H
