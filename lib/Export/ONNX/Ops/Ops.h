//===- Ops.h - Exporters of ops ---------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A table from the dialect's ops to functions, filled by one file per family of
// ops, under the names that the families have in the dialect.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_EXPORT_ONNX_OPS_OPS_H
#define MS_LIB_EXPORT_ONNX_OPS_OPS_H

#include "lib/Export/ONNX/NodeWriter.h"

namespace ms::to_onnx {

class ExportTable : public OpExporterTable<NodeWriter> {
public:
  /// One node of the operand, element by element.
  template <typename OpT> void unary(llvm::StringRef type) {
    add<OpT>(exportUnary, type);
  }
  /// One node of two operands, with broadcasting.
  template <typename OpT> void binary(llvm::StringRef type) {
    add<OpT>(exportBinary, type);
  }
  /// The same, without doubt about the type: true or false.
  template <typename OpT> void logical(llvm::StringRef type) {
    add<OpT>(exportLogical, type);
  }

private:
  static void exportUnary(NodeWriter &n) {
    n.result(n.unary(n.getNodeType(), n.wideOperand(0)));
  }
  static void exportBinary(NodeWriter &n) {
    n.result(n.binary(n.getNodeType(), n.wideOperand(0), n.wideOperand(1)));
  }
  static void exportLogical(NodeWriter &n) {
    n.result(n.compare(n.getNodeType(), n.operand(0), n.operand(1)));
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

//===----------------------------------------------------------------------===//
// What several families need
//===----------------------------------------------------------------------===//

/// e^x - 1 and ln(1 + x), exact near 0.
Ref expm1(NodeWriter &n, const Ref &x);
Ref log1p(NodeWriter &n, const Ref &x);
/// ln(1 + e^x)
Ref softplus(NodeWriter &n, const Ref &x);

/// y = W * x along the last two dimensions of an image, as products with
/// matrices [out, in] for the rows and the columns.
Ref resampled(NodeWriter &n, const Ref &x, llvm::ArrayRef<double> rows,
              llvm::ArrayRef<double> columns, int64_t height, int64_t width);

/// A bias_add that this op, a product or a convolution, is written together
/// with: the op itself writes nothing then.
bool hasFusedBias(mlir::Operation *op);

} // namespace ms::to_onnx

#endif // MS_LIB_EXPORT_ONNX_OPS_OPS_H
