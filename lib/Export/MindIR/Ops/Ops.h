//===- Ops.h - Exporters of ops ---------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A table from the dialect's ops to functions, filled by one file per family of
// ops, under the names that the families have in the dialect.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_EXPORT_MINDIR_OPS_OPS_H
#define MS_LIB_EXPORT_MINDIR_OPS_OPS_H

#include "lib/Export/MindIR/NodeWriter.h"

namespace ms {

class ExportTable : public OpExporterTable<NodeWriter> {
public:
  /// An op whose operands, in order, are all that the primitive takes, of a
  /// class that has its arguments as attributes.
  template <typename OpT> void plainOperator(llvm::StringRef primitive) {
    add<OpT>(exportPlainOperator, primitive);
  }

private:
  static void exportPlainOperator(NodeWriter &n) {
    n.result(
        n.call(n.getNodeType(), n.operands(), AttributeList(), n.resultType()));
  }
};

void addMathOps(ExportTable &table);
void addTensorOps(ExportTable &table);
void addNNOps(ExportTable &table);
void addActivationOps(ExportTable &table);
void addElementaryOps(ExportTable &table);
void addImageOps(ExportTable &table);
void addIndexOps(ExportTable &table);
void addLossOps(ExportTable &table);
void addNormOps(ExportTable &table);
void addProductOps(ExportTable &table);
void addRecurrentOps(ExportTable &table);
void addReductionOps(ExportTable &table);
void addShapeOps(ExportTable &table);
void addUpdateOps(ExportTable &table);

/// All exporters.
const ExportTable &getExportTable();

} // namespace ms

#endif // MS_LIB_EXPORT_MINDIR_OPS_OPS_H
