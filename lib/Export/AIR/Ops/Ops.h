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

namespace ms::air {

using ExportTable = OpExporterTable<NodeWriter>;

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
