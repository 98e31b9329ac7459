//===- ScheduleSearch.h - What a search for schedules tries -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A search compiles a network several times, each time with another choice for
// every kernel. What these choices are, and which of them a kernel has taken,
// is said here; what is measured and kept is for the search to decide.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_KERNELS_SCHEDULESEARCH_H
#define MS_PASSES_KERNELS_SCHEDULESEARCH_H

#include "passes/Kernels/ScheduleFile.h"

#include "llvm/ADT/StringMap.h"

namespace ms {

using ContractionChoices = std::vector<std::optional<ContractionChoice>>;

/// A kernel with contractions, and what can be tried for it: a choice for each
/// of its contractions.
struct KernelAlternatives {
  std::string name, key, shape;
  std::vector<ContractionChoices> choices;
  /// Of each contraction, whether the planner wants a factor packed.
  std::vector<bool> packed;
};

/// Those of a module of kernels on tensors that nothing is packed in yet;
/// `prepares`: whether copies of parameters are made once.
std::vector<KernelAlternatives>
listKernelAlternatives(mlir::ModuleOp module, const ScheduleTarget &target,
                       int64_t maxBatch, bool prepares);

/// What kernels make of the choices that their attributes state.
struct SettledKernel {
  bool fits = true;
  /// By contraction, of the planner where none is stated or one does not fit.
  ContractionChoices choices;
};

/// By name, of a module of kernels on buffers. Stated choices that do not fit
/// are taken out, so that it can be compiled.
llvm::FailureOr<llvm::StringMap<SettledKernel>>
settleSchedules(mlir::ModuleOp module, const ScheduleTarget &target);

} // namespace ms

#endif // MS_PASSES_KERNELS_SCHEDULESEARCH_H
