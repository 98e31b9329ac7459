//===- Encode.h - Types, tensors and attributes for a file ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// From MLIR types and values to single messages, as MindSpore 2.x writes them.
// The numbers of types are those that the importer reads.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_EXPORT_MINDIR_ENCODE_H
#define MS_LIB_EXPORT_MINDIR_ENCODE_H

#include "lib/Import/MindIR/mind_ir.pb.h"

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"

#include <vector>

namespace ms {

/// PrimitiveProto.prim_type: whether arguments are attributes, or all of them
/// inputs.
enum class PrimitiveKind : int32_t { Operator = 1, Function = 2 };

/// TensorProto's number of an element type.
int32_t dataTypeOf(mlir::Type element);
/// MindSpore's TypeId of an element type (43 is float32).
int64_t typeIdOf(mlir::Type element);

/// Type and shape; a dynamic extent is -1.
void encodeType(mlir::RankedTensorType type, mind_ir::TensorProto &tensor);

/// One value: an attribute of a primitive, or of a node Constant.
class AttributeValue {
public:
  static AttributeValue integer(int64_t value);
  static AttributeValue boolean(bool value);
  static AttributeValue real(double value);
  static AttributeValue text(llvm::StringRef value);
  static AttributeValue ints(llvm::ArrayRef<int64_t> values);
  static AttributeValue tensor(mlir::DenseElementsAttr elements);
  static AttributeValue none();
  static AttributeValue monad();
  /// What a node says of its result: one type, or several for a tuple.
  static AttributeValue types(llvm::ArrayRef<mlir::RankedTensorType> types,
                              bool isTuple);

  mind_ir::AttributeProto named(llvm::StringRef name) const;
  /// Equal for equal values.
  std::string key() const { return proto.SerializeAsString(); }

private:
  explicit AttributeValue(int32_t type) { proto.set_type(type); }
  mind_ir::AttributeProto proto;
};

/// The attributes of a primitive, in order.
class AttributeList {
public:
  AttributeList &add(llvm::StringRef name, const AttributeValue &value) {
    list.push_back(value.named(name));
    return *this;
  }
  AttributeList &integer(llvm::StringRef name, int64_t value) {
    return add(name, AttributeValue::integer(value));
  }
  AttributeList &boolean(llvm::StringRef name, bool value) {
    return add(name, AttributeValue::boolean(value));
  }
  AttributeList &real(llvm::StringRef name, double value) {
    return add(name, AttributeValue::real(value));
  }
  AttributeList &text(llvm::StringRef name, llvm::StringRef value) {
    return add(name, AttributeValue::text(value));
  }
  AttributeList &ints(llvm::StringRef name, llvm::ArrayRef<int64_t> values) {
    return add(name, AttributeValue::ints(values));
  }

  const std::vector<mind_ir::AttributeProto> &get() const { return list; }

private:
  std::vector<mind_ir::AttributeProto> list;
};

} // namespace ms

#endif // MS_LIB_EXPORT_MINDIR_ENCODE_H
