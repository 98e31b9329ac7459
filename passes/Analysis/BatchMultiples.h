//===- BatchMultiples.h - Rows of each tensor per row of the batch -*- C++
//-*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A dynamic leading extent is the number of rows of the batch times a constant:
// 1 for arguments, more where a reshape has folded other dimensions into it.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_ANALYSIS_BATCHMULTIPLES_H
#define MS_PASSES_ANALYSIS_BATCHMULTIPLES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/DenseMap.h"

namespace ms {

/// On a function of an artefact: for each input and each output, how many rows
/// it has for each row of the batch; 1 for what has none.
inline constexpr llvm::StringLiteral kInputRowsAttr = "mindir.input_rows";
inline constexpr llvm::StringLiteral kOutputRowsAttr = "mindir.output_rows";

class BatchMultiples {
public:
  /// Analyses a function on tensors.
  explicit BatchMultiples(mlir::func::FuncOp function);

  /// The multiple of a dynamic tensor; 0 for a static one.
  int64_t get(mlir::Value value) const { return multiples.lookup(value); }

  /// Emits an error and fails where a dynamic extent is not a leading one, or
  /// where operands of one op disagree about it.
  mlir::LogicalResult verify() const { return status; }

private:
  mlir::LogicalResult analyze(mlir::Operation *op,
                              mlir::SymbolTableCollection &symbols);

  llvm::DenseMap<mlir::Value, int64_t> multiples;
  mlir::LogicalResult status = mlir::success();
};

} // namespace ms

#endif // MS_PASSES_ANALYSIS_BATCHMULTIPLES_H
