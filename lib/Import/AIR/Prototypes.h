//===- Prototypes.h - Operators of Ascend's graph engine --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What an .air file calls the inputs, outputs and attributes of an operator,
// and in which order: one table for the importer and the exporter.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_AIR_PROTOTYPES_H
#define MS_LIB_IMPORT_AIR_PROTOTYPES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

#include <string>

namespace ms::air {

struct Slot {
  llvm::StringRef name;
  /// Optional: may be left unconnected. Dynamic: any number of them, which are
  /// called "x0", "x1", ...
  enum Kind { Required, Optional, Dynamic } kind = Required;
};

struct AttributeSlot {
  llvm::StringRef name;
  /// Of one that may be left out: "0", "1.0", "false" or "'text"; else "".
  llvm::StringRef value;
};

struct Prototype {
  llvm::StringRef type;
  /// What MindSpore calls it, in the names of operators.
  llvm::StringRef primitive;
  llvm::SmallVector<Slot, 4> inputs, outputs;
  llvm::SmallVector<AttributeSlot, 4> attributes;

  /// The names of `count` inputs or outputs. Those of a prototype with a
  /// dynamic slot depend on it.
  static llvm::SmallVector<std::string> slotNames(llvm::ArrayRef<Slot> slots,
                                                  size_t count);
};

/// Null for an operator that is not known.
const Prototype *findPrototype(llvm::StringRef type);

} // namespace ms::air

#endif // MS_LIB_IMPORT_AIR_PROTOTYPES_H
