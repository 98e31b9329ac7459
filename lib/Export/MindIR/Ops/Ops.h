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

#include "llvm/ADT/StringMap.h"

namespace ms {

struct OpExporter {
  void (*run)(NodeWriter &);
  /// For functions that write several primitives.
  llvm::StringRef primitive;
  /// Which ops of this name; null: all of them. The others are written as what
  /// they are composed of.
  bool (*fits)(mlir::Operation *) = nullptr;
};

class ExportTable : public llvm::StringMap<OpExporter> {
public:
  template <typename OpT>
  void add(void (*run)(NodeWriter &), llvm::StringRef primitive = "",
           bool (*fits)(mlir::Operation *) = nullptr) {
    (*this)[OpT::getOperationName()] = {run, primitive, fits};
  }
  /// An op whose operands, in order, are all that the primitive takes.
  template <typename OpT> void plain(llvm::StringRef primitive) {
    add<OpT>(exportPlain, primitive);
  }
  /// The same, of a primitive whose class has its arguments as attributes.
  template <typename OpT> void plainOperator(llvm::StringRef primitive) {
    add<OpT>(exportPlainOperator, primitive);
  }

private:
  static void exportPlain(NodeWriter &n) {
    n.result(n.call(n.getPrimitive(), n.operands(), n.resultType()));
  }
  static void exportPlainOperator(NodeWriter &n) {
    n.result(n.call(n.getPrimitive(), n.operands(), AttributeList(),
                    n.resultType()));
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
