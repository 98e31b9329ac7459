//===- Epilogue.h - Elementwise ops behind a written kernel -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A kernel whose loops a KernelWriter writes may hold elementwise generics on
// its result: they are computed on the vectors of the result before these are
// stored.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_KERNELS_EPILOGUE_H
#define MS_PASSES_KERNELS_EPILOGUE_H

#include "passes/Kernels/KernelWriter.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "llvm/ADT/DenseMap.h"

namespace ms {

class Epilogue {
public:
  /// What stands behind `result` in the kernel of `writer`.
  Epilogue(KernelWriter &writer, mlir::Value result);

  /// Whether a generic may stand behind a result of type `space`: it is
  /// elementwise at the same place, on f32, and reads vectors along the last
  /// dimension or single elements.
  static bool accepts(mlir::linalg::GenericOp op, mlir::RankedTensorType space);

  /// Computes and stores what the kernel gives, for a vector of the result:
  /// `outer` are its indices but the last one, and that starts at `lane`.
  void store(mlir::Value vector, llvm::ArrayRef<mlir::Value> outer,
             mlir::Value lane);

private:
  mlir::Value get(mlir::Value tensor);
  mlir::Value read(mlir::linalg::GenericOp op, mlir::OpOperand &operand);
  void compute(mlir::linalg::GenericOp op);
  /// A scalar of a body, or one that it captures, for all lanes.
  mlir::Value spread(mlir::Value scalar,
                     llvm::DenseMap<mlir::Value, mlir::Value> &body);
  /// The place of a vector in a tensor that is read at `map`, and whether it
  /// has lanes there.
  std::pair<mlir::Value, bool> placeOf(mlir::Value tensor, mlir::AffineMap map);

  KernelWriter &k;
  mlir::Value result;
  /// Tensors that the kernel reads, and those that it stores, as rows of
  /// elements.
  llvm::DenseMap<mlir::Value, mlir::Value> sources;
  llvm::SmallVector<std::pair<mlir::Value, mlir::Value>> stores;
  /// Of the vector that is stored now: values by tensor, and its place.
  llvm::DenseMap<mlir::Value, mlir::Value> known;
  mlir::VectorType type;
  llvm::ArrayRef<mlir::Value> outer;
  mlir::Value lane;
};

} // namespace ms

#endif // MS_PASSES_KERNELS_EPILOGUE_H
