//===- Encode.h - Types, tensors and attributes for a file ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// From MLIR types and values to single messages of ONNX.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_EXPORT_ONNX_ENCODE_H
#define MS_LIB_EXPORT_ONNX_ENCODE_H

#include "onnx/onnx_pb.h"

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"

#include <vector>

namespace ms::to_onnx {

/// TensorProto.DataType of an element type.
int32_t dataTypeOf(mlir::Type element);

/// Type and shape; a dynamic extent is called `rows`, or nothing where that is
/// empty.
void encodeType(mlir::RankedTensorType type, llvm::StringRef rows,
                onnx::TypeProto &proto);

/// Type, shape and elements.
onnx::TensorProto encodeTensor(mlir::DenseElementsAttr elements);

/// The attributes of a node, in order.
class Attributes {
public:
  Attributes &integer(llvm::StringRef name, int64_t value);
  Attributes &ints(llvm::StringRef name, llvm::ArrayRef<int64_t> values);
  Attributes &real(llvm::StringRef name, double value);
  Attributes &text(llvm::StringRef name, llvm::StringRef value);
  Attributes &tensor(llvm::StringRef name, mlir::DenseElementsAttr value);

  const std::vector<onnx::AttributeProto> &get() const { return list; }

private:
  onnx::AttributeProto &add(llvm::StringRef name,
                            onnx::AttributeProto::AttributeType type);
  std::vector<onnx::AttributeProto> list;
};

} // namespace ms::to_onnx

#endif // MS_LIB_EXPORT_ONNX_ENCODE_H
