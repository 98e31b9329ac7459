//===- Storage.h - Which values share memory --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Views on tensors, the aliases a kernel allows, and the element types that
// buffers have.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_ANALYSIS_STORAGE_H
#define MS_PASSES_ANALYSIS_STORAGE_H

#include "dialects/MindIR/MindIRDialect.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace ms {

/// Buffers start at multiples of this many bytes (MSRT_ALIGNMENT).
inline constexpr int64_t kBufferAlignment = 64;

/// Whether the op's result is its first operand in another shape.
bool isView(mlir::Operation *op);

/// A view of `value` as a tensor of `type`; at most the first extent is
/// dynamic.
mlir::Value makeView(mlir::OpBuilder &builder, mlir::Location loc,
                     mlir::Value value, mlir::RankedTensorType type);

/// The value whose elements `value` shows, through views.
mlir::Value getStorage(mlir::Value value);

/// `value` and all views of it, in program order of discovery.
llvm::SmallVector<mlir::Value> getAllViews(mlir::Value value);

/// The kernel that a launch calls.
mlir::func::FuncOp getKernel(mindir::LaunchOp launch,
                             mlir::SymbolTableCollection &symbols);

/// The kernels of a module, and what launches each, by its name.
llvm::SmallVector<mlir::func::FuncOp> findKernels(mlir::ModuleOp module);
using KernelLaunches =
    llvm::DenseMap<mlir::StringAttr, llvm::SmallVector<mindir::LaunchOp>>;
KernelLaunches findLaunches(mlir::ModuleOp module);

/// Whether result `result` of `launch` may take the buffer of operand
/// `operand`.
bool mayAlias(mindir::LaunchOp launch, unsigned result, unsigned operand,
              mlir::SymbolTableCollection &symbols);

/// Whether any result of `kernel` may take the buffer of argument `argument`.
bool mayBeOverwritten(mlir::func::FuncOp kernel, unsigned argument);

/// The type that elements have in memory: a byte for a boolean, signless
/// integers for unsigned ones.
mlir::Type getStorageElement(mlir::Type element);

/// Bytes of `elements` elements of type `element` in memory.
int64_t getStorageBytes(mlir::Type element, int64_t elements);

/// Bytes that a parameter takes in the state, aligned.
int64_t getStateBytes(mindir::ParameterOp parameter);

} // namespace ms

#endif // MS_PASSES_ANALYSIS_STORAGE_H
