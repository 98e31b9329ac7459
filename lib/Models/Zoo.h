//===- Zoo.h - Networks that are there by name ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The networks that tools know as zoo:NAME. Names and order of parameters and
// their initial values are those of the same network in MindSpore.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_MODELS_ZOO_H
#define MS_LIB_MODELS_ZOO_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

#include <string>
#include <vector>

namespace ms {

/// A module with @forward, its batch dynamic, for a name without "zoo:". Null
/// with a message in `error` where the name is not known.
mlir::OwningOpRef<mlir::ModuleOp> buildZooModule(llvm::StringRef name,
                                                 mlir::MLIRContext &context,
                                                 std::string &error);

/// The names, sorted.
std::vector<std::string> zooNames();

} // namespace ms

#endif // MS_LIB_MODELS_ZOO_H
