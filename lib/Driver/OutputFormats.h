//===- OutputFormats.h - What a network can be written as -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// One table of the formats, by the ending of a file's name. The IR is written
// as it stands; formats of other tools get the inference graph.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_OUTPUTFORMATS_H
#define MS_LIB_DRIVER_OUTPUTFORMATS_H

#include "lib/Driver/OutputFile.h"
#include "lib/Export/ONNX/ExportONNX.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

#include <optional>
#include <string>

namespace ms {

struct WriteOptions {
  /// Read what is to be written, and compute it, before it is written.
  bool verify = false;
  /// Of ONNX: which operators there are.
  int64_t opset = OnnxOptions::kLastOpset;
  /// The bytes of parameters above which they go to files of their own; without
  /// it, where the format's other tools draw the line.
  std::optional<uint64_t> externalDataAbove;
  /// The name that the file will have.
  std::string path;
};

struct OutputFormat {
  llvm::StringRef suffix;  ///< ".mindir"
  llvm::StringRef name;    ///< in messages: "MINDIR"
  llvm::StringRef meaning; ///< in the help

  /// The bytes of an inference graph, or a step; null: the format is one of the
  /// IR's own.
  std::optional<ExportedModel> (*encode)(mlir::ModuleOp module,
                                         const WriteOptions &options) = nullptr;
  /// What `encode` made, read again; null: nothing here reads it.
  mlir::OwningOpRef<mlir::ModuleOp> (*decode)(
      const ExportedModel &model, mlir::MLIRContext &context) = nullptr;
  /// Whether it can say an op; where it cannot, the op is decomposed before.
  /// Null: nothing is decomposed.
  bool (*canSay)(mlir::Operation *op) = nullptr;
  /// Whether it can say a whole step of training.
  bool hasSteps = false;
  /// Whether --opset is for it.
  bool hasOpset = false;
  /// Whether parameters may lie in files beside it.
  bool hasSides = false;
  /// Writes what there is under a path by itself, instead of all the above.
  llvm::LogicalResult (*write)(mlir::ModuleOp module,
                               const std::string &path) = nullptr;
};

llvm::ArrayRef<OutputFormat> getOutputFormats();
/// The format that the ending of `path` says, or null.
const OutputFormat *findOutputFormat(llvm::StringRef path);
/// ".mlir, .mlirbc or .mindir": the endings of the formats that are `wanted`.
std::string suffixesText(llvm::function_ref<bool(const OutputFormat &)> wanted);

/// Writes and closes `file`, which is open under the name `path`; the module is
/// changed.
llvm::LogicalResult writeNetwork(mlir::ModuleOp module, const std::string &path,
                                 OutputFile &file, const OutputFormat &format,
                                 const WriteOptions &options);

} // namespace ms

#endif // MS_LIB_DRIVER_OUTPUTFORMATS_H
