//===- KernelsToLLVM.cpp - Loops and vectors in the LLVM dialect ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Upstream's patterns for all dialects of kernels, in one conversion: a pass
// for each walks the same ops again, and leaves casts for the next to fold.
//
//===----------------------------------------------------------------------===//

#include "passes/Conversion/Passes.h"

#include "mlir/Analysis/DataLayoutAnalysis.h"
#include "mlir/Conversion/ArithToLLVM/ArithToLLVM.h"
#include "mlir/Conversion/ControlFlowToLLVM/ControlFlowToLLVM.h"
#include "mlir/Conversion/FuncToLLVM/ConvertFuncToLLVM.h"
#include "mlir/Conversion/LLVMCommon/ConversionTarget.h"
#include "mlir/Conversion/LLVMCommon/TypeConverter.h"
#include "mlir/Conversion/MathToLLVM/MathToLLVM.h"
#include "mlir/Conversion/MemRefToLLVM/MemRefToLLVM.h"
#include "mlir/Conversion/SCFToControlFlow/SCFToControlFlow.h"
#include "mlir/Conversion/VectorToLLVM/ConvertVectorToLLVM.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/Transforms/VectorRewritePatterns.h"
#include "mlir/Transforms/DialectConversion.h"

using namespace mlir;

namespace ms {
#define GEN_PASS_DEF_CONVERTKERNELSTOLLVM
#include "passes/Conversion/Passes.h.inc"

namespace {

/// Buffers without an element get one dimension: upstream has no pointer for
/// the strides of more. Kernels see a buffer through one cast only.
void flattenEmptyBuffers(func::FuncOp function) {
  for (BlockArgument argument : function.getArguments()) {
    auto type = dyn_cast<MemRefType>(argument.getType());
    if (type && type.hasStaticShape() && type.getNumElements() == 0 &&
        llvm::all_of(argument.getUsers(),
                     llvm::IsaPred<memref::ReinterpretCastOp>))
      argument.setType(MemRefType::get({0}, type.getElementType()));
  }
  function.setType(FunctionType::get(function.getContext(),
                                     function.getBody().getArgumentTypes(),
                                     function.getResultTypes()));
}

struct ConvertKernelsToLLVM
    : impl::ConvertKernelsToLLVMBase<ConvertKernelsToLLVM> {
  using ConvertKernelsToLLVMBase::ConvertKernelsToLLVMBase;

  void runOnOperation() override {
    MLIRContext *context = &getContext();
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (!function.isExternal())
        flattenEmptyBuffers(function);
    const DataLayout &layout =
        getAnalysis<DataLayoutAnalysis>().getAtOrAbove(getOperation());
    LowerToLLVMOptions options(context, layout);
    options.useBarePtrCallConv = true;
    LLVMTypeConverter converter(context, options);
    SymbolTableCollection symbols;
    RewritePatternSet patterns(context);
    populateSCFToControlFlowConversionPatterns(patterns);
    vector::populateVectorMaskMaterializationPatterns(
        patterns, /*force32BitVectorIndices=*/true);
    cf::populateControlFlowToLLVMConversionPatterns(converter, patterns);
    arith::populateArithToLLVMConversionPatterns(converter, patterns);
    populateMathToLLVMConversionPatterns(converter, patterns);
    populateVectorToLLVMConversionPatterns(converter, patterns,
                                           /*reassociateFPReductions=*/false,
                                           /*force32BitVectorIndices=*/true);
    populateFinalizeMemRefToLLVMConversionPatterns(converter, patterns,
                                                   &symbols);
    populateFuncToLLVMConversionPatterns(converter, patterns, &symbols);
    LLVMConversionTarget target(*context);
    target.addLegalOp<ModuleOp>();
    ConversionConfig config;
    config.allowPatternRollback = false;
    if (failed(applyFullConversion(getOperation(), target, std::move(patterns),
                                   config)))
      signalPassFailure();
  }
};

} // namespace
} // namespace ms
