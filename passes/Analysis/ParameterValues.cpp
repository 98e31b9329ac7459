//===- ParameterValues.cpp - What parameters alone decide -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/ParameterValues.h"

#include "passes/Analysis/Storage.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

/// How many times the largest operand a value may be: room for padded blocks
/// and for Winograd's transform of a filter (6 x 6 for 3 x 3), none for what is
/// spread over rows or pixels.
static constexpr int64_t kMostGrowth = 4;

static int64_t bytesOf(Value value) {
  auto type = cast<RankedTensorType>(value.getType());
  return getStorageBytes(type.getElementType(), type.getNumElements());
}

static bool isStatic(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && tensor.hasStaticShape();
}

ParameterValues::ParameterValues(func::FuncOp function) {
  Block &body = function.getBody().front();
  if (!body.getOps<AssignOp>().empty())
    return;
  for (Operation &op : body)
    visit(op);
}

bool ParameterValues::isConstant(Value value) const {
  if (auto fill = value.getDefiningOp<linalg::FillOp>())
    return isConstant(fill.getInputs()[0]) && isConstant(fill.getOutputs()[0]);
  if (auto empty = value.getDefiningOp<tensor::EmptyOp>())
    return empty.getDynamicSizes().empty();
  return matchPattern(value, m_Constant());
}

void ParameterValues::visit(Operation &op) {
  if (isa<LoadOp>(op)) {
    values.insert(op.getResult(0));
    return;
  }
  if (isView(&op)) {
    if (contains(op.getOperand(0)))
      values.insert(op.getResult(0));
    return;
  }
  if (!isa<linalg::GenericOp, LaunchOp>(op) ||
      !llvm::all_of(op.getResultTypes(), isStatic))
    return;
  // Values from outside are read in the body, too.
  int64_t largest = 0;
  bool fixed = true;
  op.walk([&](Operation *inner) {
    fixed &= !isa<RowsOp>(inner);
    for (Value operand : inner->getOperands()) {
      if (operand.getParentBlock() != op.getBlock())
        continue;
      if (contains(operand))
        largest = std::max(largest, bytesOf(operand));
      else
        fixed &= isConstant(operand);
    }
  });
  if (auto launch = dyn_cast<LaunchOp>(op))
    fixed = fixed && getKernel(launch, symbols).getOps<RowsOp>().empty();
  for (Value result : op.getResults())
    fixed &= bytesOf(result) <= kMostGrowth * largest;
  if (fixed)
    values.insert(op.result_begin(), op.result_end());
}

ParameterArguments::ParameterArguments(ModuleOp module) {
  for (auto function : module.getOps<func::FuncOp>()) {
    if (function.isExternal() || function->hasAttr(kKernelAttr))
      continue;
    ParameterValues fixed(function);
    for (auto launch : function.getOps<LaunchOp>()) {
      llvm::BitVector here(launch.getInputs().size());
      for (auto [number, input] : llvm::enumerate(launch.getInputs()))
        here[number] = fixed.contains(input);
      auto [known, isNew] =
          arguments.insert({launch.getKernelAttr().getAttr(), here});
      if (!isNew)
        known->second &= here;
    }
  }
}

bool ParameterArguments::contains(func::FuncOp kernel,
                                  unsigned argument) const {
  auto found = arguments.find(kernel.getNameAttr());
  return found != arguments.end() && found->second[argument];
}

} // namespace ms
