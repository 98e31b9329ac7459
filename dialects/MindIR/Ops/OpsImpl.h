//===- OpsImpl.h - What the op families share -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_DIALECTS_MINDIR_OPS_OPSIMPL_H
#define MS_DIALECTS_MINDIR_OPS_OPSIMPL_H

#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Support/Diagnostics.h"

namespace ms::mindir {

using Types = llvm::SmallVectorImpl<mlir::Type>;

/// Where an inference runs, and how it reports an error.
struct Inference {
  mlir::MLIRContext *context;
  std::optional<mlir::Location> loc;
  llvm::StringRef opName;

  mlir::LogicalResult fail(const llvm::Twine &text) const {
    return inferenceError(loc, opName, text);
  }
};

/// Defines `OP::inferReturnTypes` by FUNCTION(OP::Adaptor, const Inference &,
/// Types &), which appends the result types or reports an error.
#define MINDIR_DEFINE_INFER(OP, FUNCTION)                                      \
  ::llvm::LogicalResult OP::inferReturnTypes(                                  \
      ::mlir::MLIRContext *context, std::optional<::mlir::Location> loc,       \
      ::mlir::ValueRange operands, ::mlir::DictionaryAttr attributes,          \
      ::mlir::OpaqueProperties properties, ::mlir::RegionRange regions,        \
      ::llvm::SmallVectorImpl<::mlir::Type> &types) {                          \
    return FUNCTION(OP::Adaptor(operands, attributes, properties, regions),    \
                    Inference{context, loc, getOperationName()}, types);       \
  }

inline mlir::RankedTensorType tensorType(mlir::Value value) {
  return llvm::cast<mlir::RankedTensorType>(value.getType());
}

inline std::string typeText(mlir::Type type) {
  std::string text;
  llvm::raw_string_ostream(text) << type;
  return text;
}

} // namespace ms::mindir

#endif // MS_DIALECTS_MINDIR_OPS_OPSIMPL_H
