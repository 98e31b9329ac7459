//===- ImportONNX.h - A network from an .onnx file --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_ONNX_IMPORTONNX_H
#define MS_LIB_IMPORT_ONNX_IMPORTONNX_H

#include "lib/Import/FileBytes.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/OwningOpRef.h"

#include <string>
#include <vector>

namespace ms {

/// A static shape for an input of a network, by its name.
struct InputShape {
  std::string name;
  llvm::SmallVector<int64_t> extents;
};

/// Reads a model of the opsets 7 to 28 as a module with @forward. Shapes that
/// are given take the place of the file's. Null after an error, which is a
/// diagnostic of the context.
mlir::OwningOpRef<mlir::ModuleOp>
importONNX(const std::string &path, mlir::MLIRContext &context,
           llvm::ArrayRef<InputShape> shapes = {});

/// The same from bytes; side files would lie beside `path`, but for those that
/// are in memory.
mlir::OwningOpRef<mlir::ModuleOp>
importONNX(llvm::StringRef bytes, const std::string &path,
           mlir::MLIRContext &context, llvm::ArrayRef<InputShape> shapes = {},
           SideBuffers sides = {});

} // namespace ms

#endif // MS_LIB_IMPORT_ONNX_IMPORTONNX_H
