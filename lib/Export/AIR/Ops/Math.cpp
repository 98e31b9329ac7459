//===- Math.cpp - Elementwise math, reductions, products ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/AIR/Ops/Ops.h"

#include "dialects/MindIR/MindIRDialect.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::air {

/// Whole numbers are cut toward zero.
static void exportDiv(NodeWriter &n) {
  bool isReal = isa<FloatType>(n.resultType().getElementType());
  n.result(
      n.call(isReal ? "RealDiv" : "TruncateDiv", n.operands(), n.resultType()));
}

/// Select wants equal shapes.
static void exportSelect(NodeWriter &n) {
  SmallVector<Ref> inputs = n.operands();
  bool isPlain = llvm::all_of(inputs, [&](const Ref &input) {
    return input.type.getShape() == n.resultType().getShape();
  });
  n.result(n.call(isPlain ? "Select" : "SelectV2", inputs, n.resultType()));
}

static void exportAddN(NodeWriter &n) {
  SmallVector<Ref> inputs = n.operands();
  auto count = static_cast<int64_t>(inputs.size());
  n.result(n.call("AddN", inputs, AttributeList().integer("N", count),
                  n.resultType()));
}

static void exportMatMul(NodeWriter &n) {
  auto op = n.as<MatMulOp>();
  n.result(n.call("MatMulV2", n.operands(),
                  AttributeList()
                      .boolean("transpose_x1", op.getTransposeA())
                      .boolean("transpose_x2", op.getTransposeB()),
                  n.resultType()));
}

void addMathOps(ExportTable &table) {
  table.plain<NegOp>("Neg");
  table.plain<AbsOp>("Abs");
  table.plain<ExpOp>("Exp");
  table.plain<LogOp>("Log");
  table.plain<SqrtOp>("Sqrt");
  table.plain<RsqrtOp>("Rsqrt");
  table.plain<ReciprocalOp>("Reciprocal");
  table.plain<SquareOp>("Square");
  table.plain<SinOp>("Sin");
  table.plain<CosOp>("Cos");
  table.plain<FloorOp>("Floor");
  table.plain<CeilOp>("Ceil");
  table.plain<SigmoidOp>("Sigmoid");
  table.plain<TanhOp>("Tanh");
  table.plain<ReLUOp>("Relu");
  table.plain<LogicalNotOp>("LogicalNot");

  table.plain<AddOp>("Add");
  table.plain<SubOp>("Sub");
  table.plain<MulOp>("Mul");
  table.add<DivOp>(exportDiv);
  table.plain<PowOp>("Pow");
  table.plain<MaximumOp>("Maximum");
  table.plain<MinimumOp>("Minimum");
  table.plain<LogicalAndOp>("LogicalAnd");
  table.plain<LogicalOrOp>("LogicalOr");
  table.plain<EqualOp>("Equal");
  table.plain<NotEqualOp>("NotEqual");
  table.plain<LessOp>("Less");
  table.plain<LessEqualOp>("LessEqual");
  table.plain<GreaterOp>("Greater");
  table.plain<GreaterEqualOp>("GreaterEqual");
  table.add<SelectOp>(exportSelect);
  table.add<AddNOp>(exportAddN);

  table.add<MatMulOp>(exportMatMul);
}

const ExportTable &getExportTable() {
  static const ExportTable table = [] {
    ExportTable all;
    addMathOps(all);
    addTensorOps(all);
    addNNOps(all);
    addActivationOps(all);
    addElementaryOps(all);
    addImageOps(all);
    addIndexOps(all);
    addLossOps(all);
    addNormOps(all);
    addProductOps(all);
    addRecurrentOps(all);
    addReductionOps(all);
    addShapeOps(all);
    return all;
  }();
  return table;
}

} // namespace ms::air
