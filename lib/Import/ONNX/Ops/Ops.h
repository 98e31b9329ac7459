//===- Ops.h - Importers of ONNX operators ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A table from ONNX's names to functions, filled by one file per family of ops,
// under the names that the families have in the dialect.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_ONNX_OPS_OPS_H
#define MS_LIB_IMPORT_ONNX_OPS_OPS_H

#include "lib/Import/Compose.h"
#include "lib/Import/ONNX/NodeReader.h"

namespace ms::fromonnx {

using OpImporter = Results (*)(NodeReader &);
using OpTable = llvm::StringMap<OpImporter>;

void addActivationOps(OpTable &table);
void addAttentionOps(OpTable &table);
void addControlOps(OpTable &table);
void addElementaryOps(OpTable &table);
void addImageOps(OpTable &table);
void addIndexOps(OpTable &table);
void addLossOps(OpTable &table);
void addNNOps(OpTable &table);
void addNormOps(OpTable &table);
void addProductOps(OpTable &table);
void addRecurrentOps(OpTable &table);
void addReductionOps(OpTable &table);
void addShapeOps(OpTable &table);

/// All importers.
const OpTable &getOpTable();

/// Operators that an op is, operand by operand.
template <typename OpT> Results importUnary(NodeReader &n) {
  return n.emit<OpT>(n.tensor(0));
}
template <typename OpT> Results importBinary(NodeReader &n) {
  mlir::Value x = n.tensor(0), y = n.tensor(1);
  return n.emit<OpT>({x, y});
}
/// The sum of `x` along `axes`, and other reductions.
template <typename OpT>
mlir::Value reduce(NodeReader &n, mlir::Value x, llvm::ArrayRef<int64_t> axes,
                   bool keep) {
  return n.emit<OpT>(x,
                     n.attributes().ints("axis", axes).flag("keep_dims", keep));
}

} // namespace ms::fromonnx

#endif // MS_LIB_IMPORT_ONNX_OPS_OPS_H
