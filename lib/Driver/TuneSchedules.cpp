//===- TuneSchedules.cpp - Block sizes by measurement ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// All kernels change at once: variant k of the network has alternative k of
// each. Variants run in turn, so that what disturbs the machine for a while
// disturbs all of them, and a kernel's time is compared with that of the
// planner's choice in the same turn. What seems faster is measured again,
// together, before it is kept: the best of several is partly luck.
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/TuneSchedules.h"

#include "lib/Driver/Profile.h"
#include "lib/Driver/Stepper.h"

#include "passes/Kernels/ScheduleSearch.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/Support/Format.h"

#include <algorithm>
#include <chrono>

using namespace mlir;

namespace ms {
namespace {

/// Seconds for a variant in a turn, and for all turns together.
constexpr double kSecondsPerVariant = 0.05, kSeconds = 60;
constexpr int64_t kMostSteps = 100, kFewestTurns = 3, kMostTurns = 9;
/// The part of a kernel's time that another choice must save, to be tried
/// again, and to be kept; and the nanoseconds that can be measured at all.
constexpr double kPromising = 0.03, kGain = 0.02, kLeastTime = 1000;

double now() {
  using Clock = std::chrono::steady_clock;
  return std::chrono::duration<double>(Clock::now().time_since_epoch()).count();
}

double median(std::vector<double> values) {
  if (values.empty())
    return 0;
  auto middle = values.begin() + static_cast<ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// A kernel, or several that are equal.
struct Kernel {
  std::string shape;
  std::vector<std::string> names;
  std::vector<ContractionChoices> alternatives;
  std::vector<bool> packed;
  std::vector<std::string> notes; ///< what they took
};
using Kernels = llvm::MapVector<StringRef, Kernel>; ///< by key

/// Nanoseconds of a turn by key; under "", of what is no contraction.
using Turn = llvm::StringMap<double>;

/// The network with other choices.
struct Variant {
  OwningOpRef<ModuleOp> module;
  NetworkCode code;
  std::unique_ptr<Jit> jit;
  llvm::StringMap<SettledKernel> settled;
  std::vector<Turn> turns;
};

class Tuner {
public:
  Tuner(ModuleOp network, Purpose purpose, const CompileOptions &options,
        const BackendOptions &plain)
      : network(network), purpose(purpose), options(options), backend(plain),
        target{plain.target.vectorBits, plain.target.registers,
               plain.target.fma} {
    backend.profile = true;
    backend.schedules = nullptr;
  }

  FailureOr<TunedSchedules> run(const std::string &name) {
    if (failed(listKernels()))
      return failure();
    std::vector<Variant> variants;
    auto first = compile([](const Kernel &) { return ContractionChoices(); });
    if (failed(first))
      return failure();
    // What has become another algorithm has no schedule.
    std::vector<std::string> gone;
    kernels.remove_if([&](const auto &entry) {
      const Kernel &kernel = entry.second;
      if (first->settled.contains(kernel.names[0]))
        return false;
      llvm::append_range(gone, kernel.names);
      return true;
    });
    for (const std::string &each : gone)
      keys.erase(each);
    variants.push_back(std::move(*first));
    size_t most = 0;
    for (auto &[key, kernel] : kernels)
      most = std::max(most, kernel.alternatives.size());
    for (size_t k = 1; k <= most; ++k) {
      auto variant = compile([&](const Kernel &kernel) {
        return k <= kernel.alternatives.size() ? kernel.alternatives[k - 1]
                                               : ContractionChoices();
      });
      if (failed(variant))
        return failure();
      variants.push_back(std::move(*variant));
    }
    if (failed(measure(variants)))
      return failure();
    llvm::StringMap<ContractionChoices> best;
    for (auto &[key, kernel] : kernels) {
      double least = 1 - kPromising;
      for (size_t k = 1; k <= kernel.alternatives.size(); ++k) {
        if (!differs(variants[k], variants[0], kernel))
          continue;
        double part = compare(variants[k], variants[0], key);
        kernel.notes.push_back(describe(part, kernel.alternatives[k - 1]));
        if (part < least) {
          least = part;
          best[key] = kernel.alternatives[k - 1];
        }
      }
    }
    Variant plain = std::move(variants[0]);
    variants.clear();
    return best.empty() ? write(plain, plain, best, name)
                        : confirm(std::move(plain), std::move(best), name);
  }

private:
  LogicalResult listKernels() {
    OwningOpRef<ModuleOp> copy = network.clone();
    if (!runPipeline(*copy, [&](OpPassManager &pm) {
          buildGraphPipeline(pm, purpose, options);
          buildLowerPipeline(pm, backend, Stage::Kernels);
        }))
      return failure();
    bool prepares = !llvm::is_contained(backend.disabled, "prepare-parameters");
    for (KernelAlternatives &found :
         listKernelAlternatives(*copy, target, backend.maxBatch, prepares)) {
      StringRef key = keys.insert({found.name, found.key}).first->second;
      Kernel &kernel = kernels[key];
      kernel.names.push_back(found.name);
      kernel.shape = found.shape;
      kernel.alternatives = std::move(found.choices);
      kernel.packed = std::move(found.packed);
    }
    return success();
  }

  /// With what `choose` says of each kernel; nothing: the planner's choices.
  FailureOr<Variant>
  compile(llvm::function_ref<ContractionChoices(const Kernel &)> choose) {
    auto schedules = std::make_shared<ScheduleFile>();
    for (auto &[key, kernel] : kernels)
      if (ContractionChoices choices = choose(kernel); !choices.empty()) {
        KernelSchedule &schedule = schedules->kernels.emplace_back();
        schedule.key = key.str();
        schedule.target = target;
        schedule.choices = std::move(choices);
      }
    backend.schedules = schedules;
    Variant variant;
    variant.module = network.clone();
    auto code = lowerNetwork(*variant.module, purpose, options, backend,
                             Stage::Buffers);
    if (failed(code))
      return failure();
    variant.code = std::move(*code);
    auto settled = settleSchedules(*variant.module, target);
    if (failed(settled) ||
        !runPipeline(*variant.module, [&](OpPassManager &pm) {
          buildLowerPipeline(pm, backend, Stage::LLVM, Stage::Loops);
        }))
      return failure();
    variant.settled = std::move(*settled);
    auto jit = jitModule(*variant.module, variant.code.info, backend);
    if (!jit)
      return reportError(jit.takeError());
    variant.jit = std::move(*jit);
    return variant;
  }

  /// One turn of one variant: medians over the steps.
  FailureOr<Turn> measureTurn(Variant &variant, int64_t steps) {
    auto stepper =
        Stepper::create(*variant.jit->getArtifact(), variant.code.info);
    if (failed(stepper))
      return failure();
    Turn turn;
    for (const FunctionInfo &function : variant.code.info.functions) {
      if (failed((*stepper)->setFunction(
              function.name, std::max<int64_t>(1, function.maxRows))))
        return failure();
      msrt::Status status = (*stepper)->run();
      if (!status.ok())
        return reportError(status);
      (void)takeLaunchTimes(); // of the first run, and of @prepare
      Profile profile(variant.code.launches[function.symbol], /*threads=*/1,
                      /*fmaPeak=*/1, /*copyRate=*/1);
      for (int64_t k = 0; k < steps; ++k) {
        (void)(*stepper)->run().ok();
        profile.add(takeLaunchTimes());
      }
      for (const auto &[name, time] : profile.kernelTimes())
        turn[keys.lookup(name)] += time;
    }
    return turn;
  }

  LogicalResult measure(MutableArrayRef<Variant> variants) {
    msrt_set_threads(1);
    // How long all of it takes.
    double start = now();
    if (failed(measureTurn(variants[0], 1)))
      return failure();
    double seconds = std::max(now() - start, 1e-6);
    auto steps = std::clamp<int64_t>(
        static_cast<int64_t>(kSecondsPerVariant / seconds), 1, kMostSteps);
    auto turns = std::clamp<int64_t>(
        static_cast<int64_t>(kSeconds /
                             (seconds * static_cast<double>(steps + 1) *
                              static_cast<double>(variants.size()))),
        kFewestTurns, kMostTurns);
    for (int64_t k = 0; k < turns; ++k)
      for (Variant &variant : variants) {
        FailureOr<Turn> turn = measureTurn(variant, steps);
        if (failed(turn))
          return failure();
        variant.turns.push_back(std::move(*turn));
      }
    return success();
  }

  /// Whether a kernel has taken its choices, and they are not the planner's.
  static bool differs(const Variant &variant, const Variant &plain,
                      const Kernel &kernel) {
    auto here = variant.settled.find(kernel.names[0]),
         there = plain.settled.find(kernel.names[0]);
    return here != variant.settled.end() && there != plain.settled.end() &&
           here->second.fits && here->second.choices != there->second.choices;
  }

  static std::string describe(double part, const ContractionChoices &choices) {
    std::string text;
    llvm::raw_string_ostream stream(text);
    stream << llvm::format("%.3f of the time: ", part);
    llvm::interleave(
        choices, stream,
        [&](const auto &choice) {
          stream << (choice ? choice->text() : "default");
        },
        "; ");
    return text;
  }

  static double timeOf(const Variant &variant, StringRef key) {
    std::vector<double> times;
    for (const Turn &turn : variant.turns)
      times.push_back(turn.lookup(key));
    return median(std::move(times));
  }

  /// The part of the planner's time that a variant of a kernel takes.
  static double compare(const Variant &variant, const Variant &plain,
                        StringRef key) {
    std::vector<double> parts;
    for (const auto &[turn, other] : llvm::zip(variant.turns, plain.turns)) {
      double time = other.lookup(key);
      if (time < kLeastTime)
        return 1;
      parts.push_back(turn.lookup(key) / time);
    }
    return median(std::move(parts));
  }

  /// What is packed in other blocks than the planner's may need copies of its
  /// own, which are kernels of their own.
  static bool changesCopy(const Variant &variant, const Variant &plain,
                          const Kernel &kernel) {
    auto copies = [&](const Variant &of) {
      std::vector<std::tuple<bool, unsigned, int64_t>> found;
      auto settled = of.settled.find(kernel.names[0]);
      for (const auto &choice : settled->second.choices)
        if (choice && choice->packed)
          found.push_back({true, choice->lanes, choice->vectors});
      return found;
    };
    return copies(variant) != copies(plain);
  }

  FailureOr<TunedSchedules> confirm(Variant plain,
                                    llvm::StringMap<ContractionChoices> best,
                                    const std::string &name) {
    auto choose = [&](const Kernel &kernel) {
      return best.lookup(keys.lookup(kernel.names[0]));
    };
    auto together = compile(choose);
    if (failed(together))
      return failure();
    std::vector<Variant> both;
    both.push_back(std::move(plain));
    both.push_back(std::move(*together));
    both[0].turns.clear();
    if (failed(measure(both)))
      return failure();
    const Variant &before = both[0], &after = both[1];

    double copied = 0; // what kernels with other copies gain
    for (auto &[key, kernel] : kernels) {
      if (!best.contains(key))
        continue;
      if (compare(after, before, key) > 1 - kGain)
        best.erase(key);
      else if (changesCopy(after, before, kernel))
        copied += timeOf(before, key) - timeOf(after, key);
    }
    if (copied > 0 && timeOf(after, "") - timeOf(before, "") > copied / 2)
      for (auto &[key, kernel] : kernels)
        if (best.contains(key) && changesCopy(after, before, kernel))
          best.erase(key);
    return write(before, after, best, name);
  }

  FailureOr<TunedSchedules>
  write(const Variant &before, const Variant &after,
        const llvm::StringMap<ContractionChoices> &best,
        const std::string &name) {
    TunedSchedules result;
    result.before = result.after = timeOf(before, "") * 1e-3;
    for (auto &[key, kernel] : kernels) {
      KernelSchedule &schedule = result.file.kernels.emplace_back();
      schedule.key = key.str();
      schedule.target = target;
      schedule.shape = kernel.shape;
      schedule.notes = kernel.notes;
      schedule.defaults = before.settled.lookup(kernel.names[0]).choices;
      // A copy in a single block does not show on buffers.
      for (auto [choice, packed] : llvm::zip(schedule.defaults, kernel.packed))
        if (choice && choice->operand)
          choice->packed |= packed;
      schedule.defaultTime = timeOf(before, key) * 1e-3;
      auto found = best.find(key);
      if (found == best.end()) {
        schedule.choices.resize(schedule.defaults.size());
        schedule.time = schedule.defaultTime;
      } else {
        schedule.choices = found->second;
        schedule.time = timeOf(after, key) * 1e-3;
        ++result.changed;
      }
      result.before += schedule.defaultTime;
      result.after += schedule.time;
    }
    result.file.print();
    // Read again: lines are known then.
    auto read = ScheduleFile::parse(name, std::move(result.file.text));
    if (!read)
      return reportError(read.takeError());
    result.file = std::move(*read);
    return result;
  }

  ModuleOp network;
  Purpose purpose;
  const CompileOptions &options;
  BackendOptions backend;
  ScheduleTarget target;
  llvm::StringMap<std::string> keys; ///< of kernels, by name
  Kernels kernels;
};

} // namespace

FailureOr<TunedSchedules> tuneSchedules(ModuleOp network, Purpose purpose,
                                        const CompileOptions &options,
                                        const BackendOptions &backend,
                                        const std::string &name) {
  return Tuner(network, purpose, options, backend).run(name);
}

} // namespace ms
