//===- Passes.h - Kernels ---------------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_KERNELS_PASSES_H
#define MS_PASSES_KERNELS_PASSES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Pass/Pass.h"

#include <memory>

namespace ms {

struct ScheduleFile;

#define GEN_PASS_DECL
#include "passes/Kernels/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "passes/Kernels/Passes.h.inc"

/// mindir-apply-schedules with schedules that are read already.
std::unique_ptr<mlir::Pass>
createApplySchedules(ApplySchedulesOptions options,
                     std::shared_ptr<const ScheduleFile> schedules);

} // namespace ms

#endif // MS_PASSES_KERNELS_PASSES_H
