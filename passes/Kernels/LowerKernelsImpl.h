//===- LowerKernelsImpl.h - What the lowering passes share ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_KERNELS_LOWERKERNELSIMPL_H
#define MS_PASSES_KERNELS_LOWERKERNELSIMPL_H

#include "passes/Kernels/KernelEmitter.h"

namespace ms {

/// What options say of the processor.
VectorTarget describeTarget(int64_t vectorBits, int64_t registers, bool fma);

/// The choice that an attribute of a contraction states, if one does; an error
/// for one that does not fit.
mlir::FailureOr<std::optional<ContractionChoice>>
statedChoice(mlir::linalg::GenericOp op, const Nest &nest,
             const VectorTarget &target);

/// Lowers a bufferized kernel, if it has (or has not) a contraction.
mlir::LogicalResult lowerKernel(mlir::func::FuncOp function, bool contractions,
                                const VectorTarget &target);

} // namespace ms

#endif // MS_PASSES_KERNELS_LOWERKERNELSIMPL_H
