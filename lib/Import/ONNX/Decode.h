//===- Decode.h - Types and tensors of an ONNX file -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// From single messages to MLIR types and bytes. Nothing is allocated that the
// file does not hold. Errors are texts.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_ONNX_DECODE_H
#define MS_LIB_IMPORT_ONNX_DECODE_H

#include "lib/Import/ONNX/Item.h"
#include "lib/Import/ONNX/ModelFile.h"

namespace ms::fromonnx {

/// The type of elements by TensorProto's numbers; null where the dialect has
/// none.
mlir::Type elementTypeOf(int64_t dataType, mlir::MLIRContext *context);

/// "FLOAT8E4M3FN", or the number where it is new.
std::string dataTypeName(int64_t dataType);

/// A tensor of the file: its type and its bytes, checked against each other.
/// With `take`, raw bytes move out of the message.
llvm::Expected<KnownRef> decodeTensor(onnx::TensorProto &tensor, bool take,
                                      ModelFile *file,
                                      mlir::MLIRContext *context);

/// The same for a message that stands alone: it has no side files.
llvm::Expected<KnownRef> decodeTensor(const onnx::TensorProto &tensor,
                                      mlir::MLIRContext *context);

/// Elements packed as Known has them: of floats rounded, of whole numbers cut.
KnownRef packElements(llvm::ArrayRef<double> values,
                      mlir::RankedTensorType type);
/// A list of i64.
KnownRef packIntegers(llvm::ArrayRef<int64_t> values,
                      llvm::ArrayRef<int64_t> shape,
                      mlir::MLIRContext *context);

/// The elements as numbers; nothing where they are no whole numbers.
std::optional<llvm::SmallVector<int64_t>> integersOf(const Known &known);
std::vector<double> realsOf(const Known &known);

} // namespace ms::fromonnx

#endif // MS_LIB_IMPORT_ONNX_DECODE_H
