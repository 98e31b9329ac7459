//===- Encode.h - Types and attributes for an .air file ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// From MLIR types and values to single messages.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_EXPORT_AIR_ENCODE_H
#define MS_LIB_EXPORT_AIR_ENCODE_H

#include "lib/Import/AIR/ge_ir.pb.h"

#include "mlir/IR/BuiltinTypes.h"

#include <map>
#include <optional>
#include <string>

namespace ms::air {

/// The attributes of an operator, by name.
class AttributeList {
public:
  AttributeList &integer(llvm::StringRef name, int64_t value);
  AttributeList &boolean(llvm::StringRef name, bool value);
  /// Of 32 bits in the file.
  AttributeList &real(llvm::StringRef name, double value);
  AttributeList &text(llvm::StringRef name, llvm::StringRef value);
  AttributeList &ints(llvm::StringRef name, llvm::ArrayRef<int64_t> values);
  /// A type, as operators have it whose attribute is one.
  AttributeList &type(llvm::StringRef name, int64_t apiNumber);
  AttributeList &tensor(llvm::StringRef name, ge_ir::TensorDef value);
  /// The numbers or texts of a slot list, whose kind is not said.
  AttributeList &slotNames(llvm::StringRef name,
                           llvm::ArrayRef<std::string> values);
  AttributeList &slotPlaces(llvm::StringRef name,
                            llvm::ArrayRef<int64_t> values);
  /// From a prototype: "1", "1.0", "false" or "'text".
  AttributeList &literal(llvm::StringRef name, llvm::StringRef value);

  bool has(llvm::StringRef name) const { return list.count(name.str()); }
  /// A number that 32 bits do not hold.
  const std::optional<double> &outOfRange() const { return tooFar; }
  using Map = std::map<std::string, ge_ir::AttrDef>;
  const Map &get() const { return list; }
  Map &get() { return list; }

private:
  Map list;
  std::optional<double> tooFar;
};

/// Describes a tensor; its element type is one that the format has.
ge_ir::TensorDescriptor describeTensor(mlir::RankedTensorType type);
/// Describes an input that is not connected.
ge_ir::TensorDescriptor describeNothing();

} // namespace ms::air

#endif // MS_LIB_EXPORT_AIR_ENCODE_H
