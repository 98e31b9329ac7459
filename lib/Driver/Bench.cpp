//===- Bench.cpp - ms-run bench -------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// One run measures what the scripts for other frameworks measure, under the
// same names: time per step on a fixed batch with the loss read back, on the
// first cores of the machine. Beside it stands the rate of multiply-adds that
// the same cores reach in the same minute.
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/Bench.h"

#include "lib/Driver/BenchWorkloads.h"
#include "lib/Driver/MachineRates.h"
#include "lib/Driver/OutputFile.h"
#include "lib/Driver/Profile.h"
#include "lib/Driver/Stepper.h"

#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace mlir;

namespace ms {
namespace {

struct BenchOptions {
  std::string workload;
  std::string network; ///< instead of a workload
  bool train = false;  ///< its training step
  int64_t threads = 1, steps = 0, batch = 0;
  double maxSeconds = 60;
  bool profile = false, help = false;
  std::string trace; ///< file for the trace of a profile
  CompileOptions compile;
};

double now() {
  using Clock = std::chrono::steady_clock;
  return std::chrono::duration<double>(Clock::now().time_since_epoch()).count();
}

/// Seconds since the kernel started this process, or -1.
double sinceProcessStart() {
  auto file = llvm::MemoryBuffer::getFileAsStream("/proc/self/stat");
  struct timespec time;
  if (!file || clock_gettime(CLOCK_BOOTTIME, &time) != 0)
    return -1;
  // The second field, the name, may hold blanks and parentheses.
  StringRef rest = (*file)->getBuffer().rsplit(')').second;
  SmallVector<StringRef> fields;
  rest.split(fields, ' ', -1, /*KeepEmpty=*/false);
  double ticks;
  if (fields.size() < 20 || fields[19].getAsDouble(ticks))
    return -1;
  return static_cast<double>(time.tv_sec) +
         static_cast<double>(time.tv_nsec) * 1e-9 -
         ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
}

/// Stays on cores 0 to threads - 1, where the system lets us.
void pin(int64_t threads) {
  cpu_set_t set;
  CPU_ZERO(&set);
  for (int64_t k = 0; k < threads && k < CPU_SETSIZE; ++k)
    CPU_SET(k, &set);
  (void)sched_setaffinity(0, sizeof(set), &set);
}

/// A session that runs the workload's function.
FailureOr<std::unique_ptr<Stepper>>
createStepper(const CompiledNetwork &compiled, const BenchWorkload &workload,
              bool isNamed, int64_t batch) {
  auto stepper = Stepper::create(compiled.getArtifact(), compiled.code.info);
  if (failed(stepper))
    return failure();
  LogicalResult placed = success();
  if (isNamed)
    fillBenchWeights(workload, [&](StringRef name, int64_t count) {
      char *place = (*stepper)->place(name, count * sizeof(float));
      if (!place)
        placed = failure();
      return reinterpret_cast<float *>(place);
    });
  StringRef function = workload.train ? "train_step" : "infer";
  if (failed(placed) ||
      failed(isNamed ? (*stepper)->setFunction(function, batch,
                                               benchInputs(workload, batch))
                     : (*stepper)->setFunction(function, batch)))
    return failure();
  return stepper;
}

struct Timing {
  double check = 0, first = 0, cold = 0;
  std::vector<double> milliseconds; ///< per step, sorted
};

FailureOr<Timing> measure(Stepper &stepper, const BenchOptions &options,
                          int64_t warmup, Profile *profile) {
  Timing timing;
  double start = now();
  msrt::Status status = stepper.run();
  if (!status.ok())
    return reportError(status);
  timing.check = stepper.firstOutput();
  timing.first = now() - start;
  timing.cold = sinceProcessStart();
  for (int64_t k = 0; k < std::min(warmup, options.steps); ++k) {
    (void)stepper.run().ok();
    if (now() - start > options.maxSeconds)
      break;
  }
  (void)takeLaunchTimes(); // of the first steps
  double begin = now();
  auto &times = timing.milliseconds;
  while (static_cast<int64_t>(times.size()) < options.steps &&
         (times.size() < 3 || now() - begin < options.maxSeconds)) {
    double before = now();
    (void)stepper.run().ok();
    times.push_back((now() - before) * 1e3);
    if (profile)
      profile->add(takeLaunchTimes());
  }
  llvm::sort(times);
  return timing;
}

void printRow(const BenchWorkload &workload, const BenchOptions &options,
              const Timing &timing, double compile, bool cached, double peak) {
  const std::vector<double> &times = timing.milliseconds;
  size_t n = times.size();
  struct rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  double median = times[n / 2];
  std::printf(
      "{\"peer\": \"mindirc\", \"workload\": \"%s\", \"threads\": %lld, "
      "\"batch\": %lld, \"ms_per_step_median\": %.4f, \"min\": %.4f, "
      "\"p90\": %.4f, \"steps\": %zu, \"first_call_or_compile_s\": "
      "%.3f, \"cold_start_s\": %.2f, \"peak_rss_mb\": %.1f, \"check\": "
      "%.5f",
      workload.name, static_cast<long long>(options.threads),
      static_cast<long long>(options.batch), median, times[0],
      times[std::min(n - 1, n * 9 / 10)], n, compile + timing.first,
      timing.cold, static_cast<double>(usage.ru_maxrss) / 1024, timing.check);
  if (workload.flops > 0) {
    double rate = workload.flops / median / 1e6;
    std::printf(", \"gflops_median\": %.1f, \"gflops_best\": %.1f, "
                "\"percent_of_fma_peak\": %.1f, "
                "\"percent_of_fma_peak_best\": %.1f",
                rate, workload.flops / times[0] / 1e6, 100 * rate / peak,
                100 * workload.flops / times[0] / 1e6 / peak);
  }
  std::printf(", \"fma_peak_gflops\": %.1f, \"compile_s\": %.3f, "
              "\"from_cache\": %s, \"version\": \"%s\"}\n",
              peak, compile, cached ? "true" : "false", MS_VERSION);
}

LogicalResult checkArguments(const std::vector<std::string> &arguments,
                             BenchOptions &options, OptionTable &table) {
  std::vector<std::string> names;
  for (const BenchWorkload &workload : getBenchWorkloads())
    names.push_back(workload.name);
  table.choice("--workload", names, "what to run", options.workload);
  table.number("--threads",
               "of kernels and of the compiler, on cores 0 to "
               "N - 1 (1)",
               1, options.threads);
  table.number("--steps", "timed steps (the workload's own number)", 1,
               options.steps);
  table.number("--batch", "rows of a batch (the workload's own, of NET 32)", 1,
               options.batch);
  table.real("--max-seconds", "stop timing after this long (60)",
             options.maxSeconds);
  table.flagOrText("--profile", "FILE",
                   "print where the time goes, kernel by kernel; write a trace "
                   "for Chrome to FILE",
                   options.profile, options.trace);
  table.flag("--train", "of NET: the training step, not inference",
             options.train);
  table.text("--mcpu", "FEATURES", "processor, level or features",
             options.compile.mcpu);
  options.compile.addOptimizationOptions(table);
  options.compile.addCacheOptions(table);
  table.flag("--help", "print this", options.help);
  std::vector<std::string> rest;
  if (failed(table.parse(arguments, rest)))
    return failure();
  if (!rest.empty() && !StringRef(rest.front()).starts_with("-")) {
    options.network = rest.front();
    rest.erase(rest.begin());
  }
  if (!rest.empty())
    return reportUnknownOption(rest.front(), table.getNames());
  if (!options.help && options.workload.empty() == options.network.empty())
    return reportError(
        Code::CommandLine,
        "bench needs a network or the option --workload (see --help)");
  if (options.network.empty() && options.train)
    return reportError(Code::CommandLine,
                       "option --train is not for " + options.workload);
  return success();
}

} // namespace

LogicalResult runBench(const std::vector<std::string> &arguments) {
  BenchOptions options;
  OptionTable table;
  if (failed(checkArguments(arguments, options, table)))
    return failure();
  if (options.help) {
    llvm::outs() << "usage: ms-run bench NET|--workload NAME [options]\n\n"
                 << table.help();
    return success();
  }
  bool isNamed = options.network.empty();
  BenchWorkload workload = {
      options.network.c_str(), options.train, "momentum", 32, 20, 3, 0};
  if (isNamed)
    workload = *llvm::find_if(getBenchWorkloads(),
                              [&](const BenchWorkload &candidate) {
                                return options.workload == candidate.name;
                              });
  if (isNamed && workload.flops > 0 && table.isGiven("--batch"))
    return reportError(Code::CommandLine,
                       "option --batch is not for " + options.workload);
  if (options.batch == 0)
    options.batch = workload.batch;
  if (options.steps == 0)
    options.steps = workload.steps;
  pin(options.threads);
  msrt_set_threads(static_cast<int>(options.threads));

  double start = now();
  std::unique_ptr<Network> network =
      isNamed ? buildBenchNetwork(workload, options.threads)
              : Network::load(options.network, options.threads);
  if (!network)
    return failure();
  options.compile.optimizer = options.compile.optimizerName =
      workload.optimizer;
  options.compile.wholeStep = isWholeStep(network->getModule());
  options.compile.maxBatch = options.batch;
  options.compile.threads = options.threads;
  options.compile.profile = options.profile;
  OutputFile trace;
  if (!options.trace.empty() && failed(trace.open(options.trace)))
    return failure();
  auto compiled = compileInProcess(
      network->getModule(), workload.train ? Purpose::Train : Purpose::Infer,
      options.compile);
  if (failed(compiled))
    return failure();
  double compile = now() - start;
  auto stepper = createStepper(*compiled, workload, isNamed, options.batch);
  if (failed(stepper))
    return failure();
  double peak =
      measureFmaPeak(compiled->target.vectorBits, compiled->target.fma,
                     static_cast<int>(options.threads));
  std::optional<Profile> profile;
  if (options.profile)
    profile.emplace(
        compiled->code.launches[workload.train ? "train_step" : "forward"],
        options.threads, peak,
        measureCopyRate(static_cast<int>(options.threads)));
  FailureOr<Timing> timing = measure(**stepper, options, workload.warmup,
                                     profile ? &*profile : nullptr);
  if (failed(timing))
    return failure();
  if (profile) {
    std::string text;
    llvm::raw_string_ostream stream(text);
    profile->printTable(stream);
    std::fputs(text.c_str(), stdout);
    if (!options.trace.empty()) {
      text.clear();
      profile->printTrace(stream);
      if (failed(trace.write(text)) || failed(trace.commit()))
        return failure();
    }
  }
  printRow(workload, options, *timing, compile, compiled->code.cached, peak);
  return success();
}

} // namespace ms
