//===- BatchMultiples.cpp - Rows of each tensor per row of the batch ------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/BatchMultiples.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Support/Diagnostics.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

/// The tensor type of `value` where it is dynamic; null otherwise.
static RankedTensorType dynamicType(Value value) {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  return type && !type.hasStaticShape() ? type : RankedTensorType();
}

static bool onlyLeadingIsDynamic(RankedTensorType type) {
  for (int64_t k = 1; k < type.getRank(); ++k)
    if (type.isDynamicDim(k))
      return false;
  return true;
}

/// Elements per row of the leading dimension.
static int64_t rowSize(RankedTensorType type) {
  int64_t size = 1;
  for (int64_t extent : type.getShape().drop_front())
    size *= extent;
  return size;
}

BatchMultiples::BatchMultiples(func::FuncOp function) {
  Block &body = function.getBody().front();
  for (BlockArgument argument : body.getArguments()) {
    RankedTensorType type = dynamicType(argument);
    if (!type)
      continue;
    if (!onlyLeadingIsDynamic(type)) {
      status = emitCodedError(function.getLoc(), Code::ShapeInference)
               << "argument " << argument.getArgNumber() << " has type " << type
               << ", but only the leading extent may be dynamic";
      return;
    }
    auto stated = function.getArgAttrOfType<IntegerAttr>(
        argument.getArgNumber(), kBatchMultipleAttr);
    multiples[argument] = stated ? stated.getInt() : 1;
  }
  SymbolTableCollection symbols;
  for (Operation &op : body)
    if (failed(analyze(&op, symbols))) {
      status = failure();
      return;
    }
}

/// The multiple of an index value: of an extent, of the rows, of a product.
static int64_t multipleOfIndex(Value index, const BatchMultiples &known) {
  if (auto extent = index.getDefiningOp<tensor::DimOp>())
    return known.get(extent.getSource());
  if (index.getDefiningOp<RowsOp>())
    return 1;
  APInt factor;
  if (auto product = index.getDefiningOp<arith::MulIOp>())
    if (matchPattern(product.getRhs(), m_ConstantInt(&factor)))
      return multipleOfIndex(product.getLhs(), known) * factor.getSExtValue();
  return 0;
}

LogicalResult BatchMultiples::analyze(Operation *op,
                                      SymbolTableCollection &symbols) {
  if (auto empty = dyn_cast<tensor::EmptyOp>(op)) {
    if (dynamicType(empty))
      multiples[empty] = multipleOfIndex(empty.getDynamicSizes()[0], *this);
    return success();
  }
  if (auto launch = dyn_cast<LaunchOp>(op)) {
    auto kernel = symbols.lookupNearestSymbolFrom<func::FuncOp>(
        op, launch.getKernelAttr());
    for (OpResult result : launch.getResults())
      if (dynamicType(result)) {
        auto stated = kernel.getResultAttrOfType<IntegerAttr>(
            result.getResultNumber(), kBatchMultipleAttr);
        multiples[result] = stated ? stated.getInt() : 1;
      }
    return success();
  }
  int64_t multiple = 0;
  // A reshape carries elements, everything else rows.
  bool isView = isa<ReshapeOp, FlattenOp>(op);
  Value source;
  for (Value operand : op->getOperands()) {
    if (!dynamicType(operand))
      continue;
    int64_t own = get(operand);
    if (multiple == 0) {
      multiple = own;
      source = operand;
    } else if (own != multiple && !isView && op->getNumResults() > 0) {
      return emitCodedError(op, Code::ShapeInference)
             << "its operands have " << multiple << " and " << own
             << " rows for each row of the batch";
    }
  }
  for (Value result : op->getResults()) {
    RankedTensorType type = dynamicType(result);
    if (!type)
      continue;
    if (!onlyLeadingIsDynamic(type))
      return emitCodedError(op, Code::ShapeInference)
             << "its result has type " << type
             << ", but only the leading extent may be dynamic";
    int64_t own = multiple ? multiple : 1;
    if (isView && source) {
      int64_t elements = own * rowSize(dynamicType(source));
      if (elements % rowSize(type) != 0)
        return emitCodedError(op, Code::ShapeInference)
               << "a row of its result has " << rowSize(type)
               << " elements, but its operand has " << elements
               << " for each row of the batch";
      own = elements / rowSize(type);
    }
    multiples[result] = own;
  }
  return success();
}

} // namespace ms
