//===- TestEvaluate.cpp - Runs functions in the reference evaluator -------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Evaluates the functions `test_*` without arguments, in order and on one
// state, each as often as `times` says, and prints their results for FileCheck:
//   test_add#0: [2, 3] = 1, 2.5, 3, 4, 5, 6
//
//===----------------------------------------------------------------------===//

#include "test/lib/TestPasses.h"

#include "dialects/MindIR/MindIRShapes.h"
#include "lib/Reference/Evaluator.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Pass/Pass.h"
#include "llvm/Support/Format.h"

#include <cmath>

using namespace mlir;

namespace {
struct TestEvaluate : PassWrapper<TestEvaluate, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(TestEvaluate)

  TestEvaluate() = default;
  TestEvaluate(const TestEvaluate &other) : PassWrapper(other) {}

  StringRef getArgument() const override { return "test-evaluate"; }
  StringRef getDescription() const override {
    return "Print what the functions test_* compute, by the reference "
           "evaluator";
  }

  void runOnOperation() override {
    ms::EvaluatorOptions options;
    options.roundToElementType = round;
    ms::Evaluator evaluator(getOperation(), options);
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      StringRef name = function.getSymName();
      if (!name.starts_with("test_") || function.getNumArguments() != 0)
        continue;
      for (int64_t call = 0; call < times; ++call) {
        auto results = evaluator.call(name, {});
        if (failed(results))
          return signalPassFailure();
        for (auto [index, result] : llvm::enumerate(*results))
          print(name, index, result);
      }
    }
  }

  void print(StringRef name, size_t index, const ms::ReferenceTensor &value) {
    llvm::outs() << name << "#" << index << ": "
                 << ms::mindir::shapeText(value.shape) << " =";
    StringRef separator = " ";
    for (double element : value.data) {
      llvm::outs() << separator;
      separator = ", ";
      // The sign of a NaN means nothing.
      if (std::isnan(element))
        llvm::outs() << "nan";
      else
        llvm::outs() << llvm::format("%.6g", element);
    }
    llvm::outs() << "\n";
  }

  Option<bool> round{*this, "round",
                     llvm::cl::desc("Round every result to its element type"),
                     llvm::cl::init(false)};
  Option<int64_t> times{*this, "times",
                        llvm::cl::desc("Calls of each function"),
                        llvm::cl::init(1)};
};
} // namespace

void ms::test::registerTestEvaluate() { PassRegistration<TestEvaluate>(); }
