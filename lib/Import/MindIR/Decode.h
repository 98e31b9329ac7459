//===- Decode.h - Types, tensors and attributes of a file -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// From single messages to MLIR types, bytes and items, of 2.x and of r1.x.
// Nothing is allocated that the file does not hold. Errors are texts.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_MINDIR_DECODE_H
#define MS_LIB_IMPORT_MINDIR_DECODE_H

#include "lib/Import/MindIR/Item.h"
#include "lib/Import/MindIR/ModelFile.h"

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"

namespace ms {

/// The type of elements by TensorProto's numbers; null where there is none.
mlir::Type elementTypeOf(int32_t dataType, mlir::MLIRContext *context);
/// The type by MindSpore's TypeId (43 is float32), as Cast has it, or by a
/// number of TensorProto with a minus sign; or null.
mlir::Type typeOfId(int64_t typeId, mlir::MLIRContext *context);

/// Type and shape of a tensor. Where `dynamic`, the first extent may be -1.
llvm::Expected<mlir::RankedTensorType>
decodeType(const mind_ir::TensorProto &tensor, bool dynamic,
           mlir::MLIRContext *context);

/// Whether a tensor has elements in the file, or a side file.
bool holdsData(const mind_ir::TensorProto &tensor);

/// The elements of a tensor: the file's bytes, or a side file's, checked
/// against the shape. With `take`, raw bytes move out of the message.
llvm::Expected<OwnedBytes> decodeBytes(mind_ir::TensorProto &tensor,
                                       mlir::RankedTensorType type, bool take,
                                       ModelFile &file);

/// A constant with these bytes.
mlir::DenseElementsAttr decodeElements(llvm::StringRef bytes,
                                       mlir::RankedTensorType type);

/// The value of an attribute or constant.
llvm::Expected<Item> decodeAttribute(const mind_ir::AttributeProto &attribute);

} // namespace ms

#endif // MS_LIB_IMPORT_MINDIR_DECODE_H
