//===- Ops.h - Importers of operators ---------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A table from types of operators to functions, filled by one file per family,
// under the names that the families have in the dialect.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_AIR_OPS_OPS_H
#define MS_LIB_IMPORT_AIR_OPS_OPS_H

#include "lib/Import/AIR/NodeReader.h"

#include "llvm/ADT/StringMap.h"

namespace ms::air {

using OpImporter = void (*)(NodeReader &);
class OpTable : public llvm::StringMap<OpImporter> {
public:
  /// An operator of one input, or of two, that an op of the dialect is.
  template <typename OpT> void unary(llvm::StringRef type) {
    (*this)[type] = [](NodeReader &n) {
      n.result(n.emit<OpT>(n.tensor(n.slotName(0))));
    };
  }
  template <typename OpT> void binary(llvm::StringRef type) {
    (*this)[type] = [](NodeReader &n) {
      mlir::Value x = n.tensor(n.slotName(0)), y = n.tensor(n.slotName(1));
      n.result(n.emit<OpT>({x, y}));
    };
  }
};

void addElementOps(OpTable &table);
void addImageOps(OpTable &table);
void addIndexOps(OpTable &table);
void addNNOps(OpTable &table);
void addNormOps(OpTable &table);
void addProductOps(OpTable &table);
void addRecurrentOps(OpTable &table);
void addReductionOps(OpTable &table);
void addShapeOps(OpTable &table);
void addTensorOps(OpTable &table);

/// All importers.
const OpTable &getOpTable();

} // namespace ms::air

#endif // MS_LIB_IMPORT_AIR_OPS_OPS_H
