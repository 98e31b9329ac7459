//===- MindIRDialect.h - The mindir dialect ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Dialect, attributes and ops, and the helpers on them that other rooms use.
//
//===----------------------------------------------------------------------===//

#ifndef MS_DIALECTS_MINDIR_MINDIRDIALECT_H
#define MS_DIALECTS_MINDIR_MINDIRDIALECT_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "dialects/MindIR/MindIRShapes.h"

namespace ms::mindir {

/// Trait of ops whose operands all broadcast to the result's shape and whose
/// results depend only on the operand elements at their own place.
template <typename ConcreteType>
class Elementwise : public mlir::OpTrait::TraitBase<ConcreteType, Elementwise> {
};

} // namespace ms::mindir

#include "dialects/MindIR/MindIRDialect.h.inc"

#define GET_ATTRDEF_CLASSES
#include "dialects/MindIR/MindIRAttrs.h.inc"

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Math.h.inc"
#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Tensor.h.inc"
#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/NN.h.inc"
#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Train.h.inc"
#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Kernel.h.inc"

namespace ms::mindir {

/// Function attribute of the kernels that mindir-form-kernels cuts out.
inline constexpr llvm::StringLiteral kKernelAttr = "mindir.kernel";
/// Function attribute of @prepare, which computes the derived parameters.
inline constexpr llvm::StringLiteral kPrepareAttr = "mindir.prepare";
/// Result attribute of a kernel: the operands whose buffer it may take.
inline constexpr llvm::StringLiteral kMayAliasAttr = "mindir.may_alias";
/// Argument attribute: the rows of this tensor for each row of the batch.
inline constexpr llvm::StringLiteral kBatchMultipleAttr =
    "mindir.batch_multiple";
/// Module attribute: the optimizer that mindir-insert-optimizer shall insert.
inline constexpr llvm::StringLiteral kOptimizerAttr = "mindir.optimizer";
/// Function result attribute: the parameter whose gradient this result is.
inline constexpr llvm::StringLiteral kGradientOfAttr = "mindir.gradient_of";
/// Attribute of a contraction: a set of its loops outside of which its products
/// are zero, and may be left out.
inline constexpr llvm::StringLiteral kNonzeroAttr = "mindir.nonzero";
/// Attribute of lowered ops: the mnemonic of the op they came from.
inline constexpr llvm::StringLiteral kOpNameAttr = "mindir.op";
/// Argument or result attribute: the name a user knows it by.
inline constexpr llvm::StringLiteral kNameAttr = "mindir.name";
/// Parameter attribute: its place in the state buffer, in bytes.
inline constexpr llvm::StringLiteral kOffsetAttr = "mindir.offset";
/// Module attribute: size of the state buffer.
inline constexpr llvm::StringLiteral kStateBytesAttr = "mindir.state_bytes";
/// Function attributes: whether it changes parameters, and reads what @prepare
/// makes of them.
inline constexpr llvm::StringLiteral kWritesParametersAttr =
    "mindir.writes_parameters";
inline constexpr llvm::StringLiteral kReadsPreparedAttr =
    "mindir.reads_prepared";
/// Function attributes: size of the arena, and the least it could have.
inline constexpr llvm::StringLiteral kArenaBytesAttr = "mindir.arena_bytes";
inline constexpr llvm::StringLiteral kLiveBytesAttr = "mindir.live_bytes";
/// Function attributes: types and names of what it takes and gives, as they
/// were on tensors, and the most rows it takes (0: static).
inline constexpr llvm::StringLiteral kInputsAttr = "mindir.inputs";
inline constexpr llvm::StringLiteral kOutputsAttr = "mindir.outputs";
inline constexpr llvm::StringLiteral kInputNamesAttr = "mindir.input_names";
inline constexpr llvm::StringLiteral kOutputNamesAttr = "mindir.output_names";
inline constexpr llvm::StringLiteral kMaxRowsAttr = "mindir.max_rows";
/// Kernel attributes: number of tiles as a map of the rows, and how many make a
/// piece worth a thread.
inline constexpr llvm::StringLiteral kTilesAttr = "mindir.tiles";
inline constexpr llvm::StringLiteral kGrainAttr = "mindir.grain";
/// Name of the transient parameter that counts training steps for dropout.
inline constexpr llvm::StringLiteral kStepCounterName = "rng_counter";

/// The raw bytes of a parameter's initial value where it is a tensor: of a
/// resource or of dense data (a splat gives one element). Empty for initializer
/// attributes.
llvm::ArrayRef<char> getRawInit(ParameterOp parameter);

} // namespace ms::mindir

#endif // MS_DIALECTS_MINDIR_MINDIRDIALECT_H
