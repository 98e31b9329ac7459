//===- ExportONNX.h - A network as an .onnx file ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_EXPORT_ONNX_EXPORTONNX_H
#define MS_LIB_EXPORT_ONNX_EXPORTONNX_H

#include "lib/Export/Support/ExportedModel.h"

#include "mlir/IR/BuiltinOps.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ms {

struct OnnxOptions {
  static constexpr int64_t kFirstOpset = 11, kLastOpset = 17;
  int64_t opset = kLastOpset;
  /// Where the parameters take more bytes, they go to a file of their own.
  /// A message cannot have more than 2 GB; the rest needs some of them.
  uint64_t externalDataAbove = (1ull << 31) - (1ull << 24);
  /// Its name, in the folder of the model.
  std::string dataName = "model.onnx.data";
};

/// A model of @forward as it stands: ops that only training has are refused.
/// Parameters have their values as data (resources or splats). Nothing after an
/// error, which names all ops that cannot be written.
std::optional<ExportedModel> exportONNX(mlir::ModuleOp module,
                                        const OnnxOptions &options);

/// Whether an op can be written, in some form.
bool canExportONNX(mlir::Operation *op);

} // namespace ms

#endif // MS_LIB_EXPORT_ONNX_EXPORTONNX_H
