//===- Ops.h - Importers of primitives --------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A table from MindSpore's names to functions, filled by one file per family of
// ops, under the names that the families have in the dialect.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_MINDIR_OPS_OPS_H
#define MS_LIB_IMPORT_MINDIR_OPS_OPS_H

#include "lib/Import/MindIR/NodeReader.h"

namespace ms {

using OpImporter = Item (*)(NodeReader &);
using OpTable = llvm::StringMap<OpImporter>;

void addControlOps(OpTable &table);
void addMathOps(OpTable &table);
void addTensorOps(OpTable &table);
void addNNOps(OpTable &table);
void addActivationOps(OpTable &table);
void addDropoutOps(OpTable &table);
void addElementaryOps(OpTable &table);
void addImageOps(OpTable &table);
void addIndexOps(OpTable &table);
void addRecurrentOps(OpTable &table);
void addReductionOps(OpTable &table);
void addLossOps(OpTable &table);
void addNormOps(OpTable &table);
void addPoolOps(OpTable &table);
void addProductOps(OpTable &table);
void addShapeOps(OpTable &table);
void addBorderOps(OpTable &table);
void addVolumeOps(OpTable &table);
void addUpdateOps(OpTable &table);

/// All importers.
const OpTable &getOpTable();

/// Primitives that an op is, operand by operand.
template <typename OpT> Item importUnary(NodeReader &n) {
  return Item::tensor(n.emit<OpT>(n.tensor(0)));
}
template <typename OpT> Item importBinary(NodeReader &n) {
  auto [x, y] = n.operands(0, 1);
  return Item::tensor(n.emit<OpT>({x, y}));
}
/// A gradient that has dy before what the op was given or has made.
template <typename OpT> Item importGrad(NodeReader &n) {
  mlir::Value dy = n.tensor(0), other = n.tensor(1);
  return Item::tensor(n.emit<OpT>({dy, other}));
}

} // namespace ms

#endif // MS_LIB_IMPORT_MINDIR_OPS_OPS_H
