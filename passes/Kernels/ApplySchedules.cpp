//===- ApplySchedules.cpp - Choices of a file for contractions ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Which kernel gets which choice of a file of schedules. What the choice makes
// of a kernel is decided where that is planned: mindir-pack-operands and
// mindir-lower-contractions.
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/GenericKinds.h"
#include "passes/Analysis/Storage.h"
#include "passes/Kernels/LowerKernelsImpl.h"
#include "passes/Kernels/Passes.h"
#include "passes/Kernels/ScheduleFile.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Support/Diagnostics.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
#define GEN_PASS_DEF_APPLYSCHEDULES
#include "passes/Kernels/Passes.h.inc"

namespace {

struct ApplySchedules : impl::ApplySchedulesBase<ApplySchedules> {
  using ApplySchedulesBase::ApplySchedulesBase;
  ApplySchedules(ApplySchedulesOptions options,
                 std::shared_ptr<const ScheduleFile> schedules)
      : ApplySchedulesBase(std::move(options)),
        schedules(std::move(schedules)) {}

  void runOnOperation() override {
    if (!schedules) {
      auto loaded = ScheduleFile::load(file);
      if (!loaded) {
        emitError(UnknownLoc::get(&getContext()))
            << llvm::toString(loaded.takeError());
        return signalPassFailure();
      }
      schedules = std::make_shared<ScheduleFile>(std::move(*loaded));
    }
    const ScheduleTarget here{vectorBits, registers, fma};
    llvm::StringMap<const KernelSchedule *> known;
    unsigned foreign = 0;
    for (const KernelSchedule &schedule : schedules->kernels)
      if (schedule.target == here)
        known[schedule.key] = &schedule;
      else
        ++foreign;
    llvm::StringSet<> used;
    for (func::FuncOp kernel : findKernels(getOperation())) {
      auto found = known.find(kernelKey(kernel, maxBatch));
      if (found == known.end())
        continue;
      used.insert(found->first());
      if (failed(apply(kernel, *found->second)))
        signalPassFailure();
    }
    tell(foreign, known.size() - used.size(), here);
  }

private:
  Location at(unsigned line) {
    if (schedules->name.empty())
      return getOperation().getLoc();
    return FileLineColLoc::get(&getContext(), schedules->name, line, 1);
  }

  LogicalResult apply(func::FuncOp kernel, const KernelSchedule &schedule) {
    SmallVector<linalg::GenericOp> ops = findContractions(kernel);
    if (ops.size() != schedule.choices.size())
      return emitCodedError(at(schedule.line), Code::InputFile)
             << "found " << schedule.choices.size() << " schedules for kernel '"
             << kernel.getName() << "', expected " << ops.size();
    VectorTarget target = describeTarget(vectorBits, registers, fma);
    Builder b(&getContext());
    for (auto [k, op] : llvm::enumerate(ops)) {
      const std::optional<ContractionChoice> &choice = schedule.choices[k];
      if (!choice)
        continue;
      // Choices that are tried stand in no file.
      unsigned line =
          schedule.choiceLines.empty() ? 0 : schedule.choiceLines[k];
      Nest nest = nestOfContraction(op, maxBatch);
      if (std::string why = checkChoice(nest, target, *choice); !why.empty())
        return emitCodedError(at(line), Code::InputFile)
               << "the schedule does not fit kernel '" << kernel.getName()
               << "': " << why;
      op->setAttr(kScheduleAttr, b.getStringAttr(choice->text()));
      op->setAttr(kScheduleSourceAttr, b.getStringAttr(schedules->name + ":" +
                                                       std::to_string(line)));
    }
    return success();
  }

  /// What of the file is of no use here. In the search itself nobody asks.
  void tell(unsigned foreign, unsigned unused, const ScheduleTarget &here) {
    if (schedules->name.empty())
      return;
    Location loc = at(1);
    if (foreign > 0)
      emitRemark(loc) << foreign << " of " << schedules->kernels.size()
                      << " schedules are for another target than "
                      << here.text() << " and are not used";
    if (unused > 0)
      emitRemark(loc) << unused << " of " << schedules->kernels.size()
                      << " schedules fit no kernel and are not used";
  }

  std::shared_ptr<const ScheduleFile> schedules;
};

} // namespace

std::unique_ptr<Pass>
createApplySchedules(ApplySchedulesOptions options,
                     std::shared_ptr<const ScheduleFile> schedules) {
  return std::make_unique<ApplySchedules>(std::move(options),
                                          std::move(schedules));
}

FailureOr<std::optional<ContractionChoice>>
statedChoice(linalg::GenericOp op, const Nest &nest,
             const VectorTarget &target) {
  auto stated = op->getAttrOfType<StringAttr>(kScheduleAttr);
  if (!stated)
    return std::optional<ContractionChoice>();
  ContractionChoice choice;
  std::string why = ContractionChoice::parse(stated.getValue(), choice);
  if (why.empty())
    why = checkChoice(nest, target, choice);
  if (why.empty())
    return std::optional(choice);
  InFlightDiagnostic error = emitCodedError(op.getLoc(), Code::KernelForm);
  if (auto source = op->getAttrOfType<StringAttr>(kScheduleSourceAttr))
    error << source.getValue() << ": ";
  return error << "the schedule '" << stated.getValue()
               << "' does not fit a contraction of kernel '"
               << op->getParentOfType<func::FuncOp>().getName() << "': " << why;
}

} // namespace ms
