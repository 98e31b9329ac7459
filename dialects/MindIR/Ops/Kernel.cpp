//===- Kernel.cpp - Checks of kernel calls --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/Ops/OpsImpl.h"

#include "mlir/IR/TypeUtilities.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

using namespace mlir;
using namespace ms::mindir;

static FailureOr<FunctionOpInterface>
findKernel(Operation *op, SymbolRefAttr name, SymbolTableCollection &symbols) {
  auto kernel = dyn_cast_if_present<FunctionOpInterface>(
      symbols.lookupNearestSymbolFrom(op, name));
  if (kernel && kernel->hasAttr(kKernelAttr))
    return kernel;
  return ms::emitCodedError(op, ms::Code::KernelForm)
         << name << " is no kernel function (C1)";
}

/// A static extent may stand where the kernel has the dynamic batch.
static bool fits(Type have, Type want) {
  if (have == want)
    return true;
  auto a = dyn_cast<RankedTensorType>(have);
  auto b = dyn_cast<RankedTensorType>(want);
  return a && b && a.getElementType() == b.getElementType() &&
         succeeded(verifyCompatibleShape(a, b));
}

static LogicalResult checkTypes(Operation *op, StringRef what, TypeRange have,
                                ArrayRef<Type> want, Location kernel) {
  bool good = have.size() == want.size();
  for (size_t k = 0; good && k < want.size(); ++k)
    good = fits(have[k], want[k]);
  if (good)
    return success();
  InFlightDiagnostic diag = ms::emitCodedError(op, ms::Code::KernelForm)
                            << what << " have types (";
  llvm::interleaveComma(have, diag);
  diag << "), but the kernel has (";
  llvm::interleaveComma(want, diag);
  diag << ") (C2)";
  diag.attachNote(kernel) << "the kernel stands here";
  return diag;
}

LogicalResult LaunchOp::verifySymbolUses(SymbolTableCollection &symbols) {
  auto kernel = findKernel(*this, getKernelAttr(), symbols);
  if (failed(kernel))
    return failure();
  if (failed(checkTypes(*this, "operands", getInputs().getTypes(),
                        kernel->getArgumentTypes(), kernel->getLoc())))
    return failure();
  return checkTypes(*this, "results", getResultTypes(),
                    kernel->getResultTypes(), kernel->getLoc());
}

LogicalResult DispatchOp::verifySymbolUses(SymbolTableCollection &symbols) {
  auto kernel = findKernel(*this, getKernelAttr(), symbols);
  if (failed(kernel))
    return failure();
  // Lowered kernels take pointers.
  if (kernel->getNumArguments() != 0 &&
      !isa<MemRefType>(kernel->getArgumentTypes()[0]))
    return success();
  // The kernel's trailing arguments are the range of tiles it computes.
  ArrayRef<Type> want = kernel->getArgumentTypes();
  SmallVector<Type> have(getOperandTypes());
  if (want.size() > have.size())
    want = want.take_front(have.size());
  return checkTypes(*this, "operands", have, want, kernel->getLoc());
}

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Kernel.cpp.inc"
