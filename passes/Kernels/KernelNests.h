//===- KernelNests.h - A kernel as nests of loops ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Reads a bufferized kernel (mindir-bufferize) as one or more nests of loops,
// each with what it reduces and what it stores where. How the loops are
// ordered, split and unrolled is decided by a Schedule; values are emitted by
// demand from the stores.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_KERNELS_KERNELNESTS_H
#define MS_PASSES_KERNELS_KERNELNESTS_H

#include "passes/Analysis/ParameterValues.h"
#include "passes/Kernels/LinearForm.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"

#include <vector>

namespace ms {

/// A loop of a nest.
struct NestLoop {
  int64_t extent;        ///< kDynamic: `multiple` times the rows
  int64_t multiple = 0;  ///< of the rows; 0 for a static extent
  int64_t bound = 0;     ///< largest extent
  bool reduces = false;  ///< runs inside the reductions
  bool parallel = false; ///< iterations may run in any order, side by side
};

/// What is written: the value of `tensor` at `point`, into `buffer` at `place`.
struct NestStore {
  mlir::Value tensor;
  Point point;
  mlir::Value buffer;
  LinearForm place;
  /// Stored at every point of the space, not once per row of the reductions.
  bool full = false;
  /// A generic that writes into computed places: emitted at the loops
  /// themselves.
  mlir::linalg::GenericOp scatter;
  /// The scatter adds to what is there: strictly one after another.
  bool accumulates = false;
  /// The number of reduction phases that must be done before a full store.
  unsigned phase = 0;
};

/// A reduction of the nest, with the phase in which it runs.
struct NestReduction {
  mlir::linalg::GenericOp op;
  unsigned phase = 0;
  bool isContraction = false;
};

struct Nest {
  llvm::SmallVector<NestLoop> loops;
  llvm::SmallVector<NestReduction> reductions;
  std::vector<NestStore> stores;
  /// Where one of these is negative, the contraction's products are zero.
  llvm::SmallVector<LinearForm> nonzero;
  /// Loops that step together with those of the kernel's other nests.
  llvm::SmallVector<unsigned> shared;
  /// Operands of the contraction of which a copy is made once, not in each
  /// call.
  llvm::SmallVector<unsigned> prepared;
  unsigned numPhases = 0;

  unsigned numLoops() const { return loops.size(); }
  /// The loop indices themselves.
  llvm::SmallVector<LinearForm> identity() const;
  const NestReduction *findContraction() const;
};

/// One kernel.
struct KernelNests {
  mlir::func::FuncOp kernel;
  std::vector<Nest> nests;
  bool hasContraction = false;

  /// The buffer argument that a tensor was read from; null for other tensors.
  static mlir::Value getBuffer(mlir::Value tensor);
};

/// Analyses `kernel`. Emits an error and fails for forms that
/// mindir-form-kernels does not make.
mlir::FailureOr<KernelNests> analyzeKernel(mlir::func::FuncOp kernel);

/// The loops of a generic; `maxRows` bounds dynamic extents.
llvm::SmallVector<NestLoop> loopsOf(mlir::linalg::GenericOp op,
                                    int64_t maxRows);

/// The loops of a contraction in a kernel on tensors, as a nest with nothing to
/// store; `maxBatch` bounds dynamic extents. Copies of `prepared` arguments are
/// made once.
Nest nestOfContraction(mlir::linalg::GenericOp op, int64_t maxBatch,
                       const ParameterArguments &prepared = {});

/// The forms of `op`'s loops when its first result is read at `point`; fails
/// where the result's map cannot be turned round.
mlir::FailureOr<llvm::SmallVector<LinearForm>>
loopsAt(mlir::linalg::GenericOp op, const Point &point, unsigned numDims);

/// The loops of `nest` that the loops of one of its reductions stand for.
llvm::SmallVector<LinearForm> reductionLoops(const Nest &nest,
                                             mlir::linalg::GenericOp op);

} // namespace ms

#endif // MS_PASSES_KERNELS_KERNELNESTS_H
