//===- Register.cpp - Dialects, passes and pipelines in one call ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/Register.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Driver/Translation.h"
#include "lib/Pipelines/Pipelines.h"
#include "passes/AutoDiff/Passes.h"
#include "passes/Conversion/Passes.h"
#include "passes/Kernels/Passes.h"
#include "passes/Memory/Passes.h"
#include "passes/Optimizer/Passes.h"
#include "passes/Transforms/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlow.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/DialectRegistry.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "mlir/Transforms/Passes.h"

namespace ms {

void registerDialects(mlir::DialectRegistry &registry) {
  registry.insert<mindir::MindIRDialect, mlir::arith::ArithDialect,
                  mlir::bufferization::BufferizationDialect,
                  mlir::cf::ControlFlowDialect, mlir::func::FuncDialect,
                  mlir::linalg::LinalgDialect, mlir::LLVM::LLVMDialect,
                  mlir::math::MathDialect, mlir::memref::MemRefDialect,
                  mlir::scf::SCFDialect, mlir::tensor::TensorDialect,
                  mlir::vector::VectorDialect>();
  registerGradientRules(registry);
  // Interfaces of upstream dialects: conversion to LLVM among them.
  mlir::registerAllExtensions(registry);
  mlir::registerBuiltinDialectTranslation(registry);
  mlir::registerLLVMDialectTranslation(registry);
  registerMindIRTranslation(registry);
}

void registerPasses() {
  mlir::registerTransformsPasses();
  registerTransformsPasses();
  registerAutoDiffPasses();
  registerOptimizerPasses();
  registerConversionPasses();
  registerKernelsPasses();
  registerMemoryPasses();
  registerPipelines();
}

void registerEverything(mlir::DialectRegistry &registry) {
  registerDialects(registry);
  registerPasses();
}

} // namespace ms
