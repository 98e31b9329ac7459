//===- Ops.h - Exporters of ops ---------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A table from the dialect's ops to functions, filled by one file per family of
// ops, under the names that the families have in the dialect.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_EXPORT_AIR_OPS_OPS_H
#define MS_LIB_EXPORT_AIR_OPS_OPS_H

#include "lib/Export/AIR/NodeWriter.h"

#include "llvm/ADT/StringMap.h"

namespace ms::air {

struct OpExporter {
  void (*run)(NodeWriter &);
  /// For functions that write several types of operators.
  llvm::StringRef type;
  /// Null: all ops of the name can be written.
  bool (*fits)(mlir::Operation *op) = nullptr;
};

class ExportTable : public llvm::StringMap<OpExporter> {
public:
  template <typename OpT>
  void add(void (*run)(NodeWriter &), llvm::StringRef type = "") {
    (*this)[OpT::getOperationName()] = {run, type};
  }
  /// Ops for which `fits` is false must become others before.
  template <typename OpT>
  void addIf(bool (*fits)(mlir::Operation *), void (*run)(NodeWriter &),
             llvm::StringRef type = "") {
    (*this)[OpT::getOperationName()] = {run, type, fits};
  }
  /// An op whose operands, in order, are all that the operator takes.
  template <typename OpT> void plain(llvm::StringRef type) {
    add<OpT>(exportPlain, type);
  }

private:
  static void exportPlain(NodeWriter &n) {
    n.result(n.call(n.getType(), n.operands(), n.resultType()));
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

/// All exporters.
const ExportTable &getExportTable();

} // namespace ms::air

#endif // MS_LIB_EXPORT_AIR_OPS_OPS_H
