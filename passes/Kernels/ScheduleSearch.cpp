//===- ScheduleSearch.cpp - What a search for schedules tries -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/ScheduleSearch.h"

#include "passes/Analysis/GenericKinds.h"
#include "passes/Analysis/Storage.h"
#include "passes/Kernels/LowerKernelsImpl.h"

#include "dialects/MindIR/MindIRDialect.h"

using namespace mlir;
using namespace ms::mindir;
using linalg::GenericOp;

namespace ms {

static VectorTarget describe(const ScheduleTarget &target) {
  return describeTarget(target.vectorBits, target.registers, target.fma);
}

/// The kernels that have contractions, and these.
static std::vector<std::pair<func::FuncOp, SmallVector<GenericOp>>>
contractionKernels(ModuleOp module) {
  std::vector<std::pair<func::FuncOp, SmallVector<GenericOp>>> found;
  for (func::FuncOp kernel : findKernels(module))
    if (SmallVector<GenericOp> ops = findContractions(kernel); !ops.empty())
      found.push_back({kernel, ops});
  return found;
}

std::vector<KernelAlternatives>
listKernelAlternatives(ModuleOp module, const ScheduleTarget &target,
                       int64_t maxBatch, bool prepares) {
  std::vector<KernelAlternatives> kernels;
  ParameterArguments prepared;
  if (prepares)
    prepared = ParameterArguments(module);
  const VectorTarget vectors = describe(target);
  for (auto &[kernel, ops] : contractionKernels(module)) {
    KernelAlternatives result{kernel.getName().str(),
                              kernelKey(kernel, maxBatch),
                              describeKernel(kernel, maxBatch),
                              {},
                              {}};
    for (auto [k, op] : llvm::enumerate(ops)) {
      const Nest nest = nestOfContraction(op, maxBatch, prepared);
      std::vector<ContractionChoice> found = listAlternatives(nest, vectors);
      result.packed.push_back(planPacking(nest, vectors).has_value());
      // Contractions of one kernel change side by side.
      while (result.choices.size() < found.size())
        result.choices.emplace_back(ops.size());
      for (auto [choices, choice] : llvm::zip(result.choices, found))
        choices[k] = choice;
    }
    kernels.push_back(std::move(result));
  }
  return kernels;
}

FailureOr<llvm::StringMap<SettledKernel>>
settleSchedules(ModuleOp module, const ScheduleTarget &target) {
  llvm::StringMap<SettledKernel> result;
  const VectorTarget vectors = describe(target);
  for (auto &[kernel, ops] : contractionKernels(module)) {
    FailureOr<KernelNests> nests = analyzeKernel(kernel);
    if (failed(nests))
      return failure();
    SettledKernel &settled = result[kernel.getName()];
    settled.choices.resize(ops.size());
    for (const Nest &nest : nests->nests) {
      const NestReduction *product = nest.findContraction();
      if (!product)
        continue;
      GenericOp op = product->op;
      std::optional<ContractionChoice> stated;
      if (auto text = op->getAttrOfType<StringAttr>(kScheduleAttr)) {
        ContractionChoice choice;
        if (ContractionChoice::parse(text.getValue(), choice).empty() &&
            checkChoice(nest, vectors, choice).empty()) {
          stated = choice;
        } else {
          op->removeAttr(kScheduleAttr);
          settled.fits = false;
        }
      }
      settled.choices[llvm::find(ops, op) - ops.begin()] =
          findChoice(nest, vectors, stated ? &*stated : nullptr);
    }
  }
  return result;
}

} // namespace ms
