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

#include "lib/Driver/BenchData.h"
#include "lib/Driver/BenchWorkloads.h"
#include "lib/Driver/MachineRates.h"
#include "lib/Driver/OutputFile.h"
#include "lib/Driver/Profile.h"

#include "msrt/Session.h"

#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <chrono>
#include <cstring>
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

/// One step of a workload in a session.
class Stepper {
public:
  static FailureOr<std::unique_ptr<Stepper>>
  create(const CompiledNetwork &compiled, const BenchWorkload &workload,
         bool isNamed, int64_t batch) {
    auto stepper = std::make_unique<Stepper>();
    auto session = msrt::Session::create(compiled.getArtifact());
    if (!session.ok())
      return reportError(session.status());
    stepper->session = session.take();
    stepper->rows = batch;
    LogicalResult found = success();
    auto place = [&](StringRef name, size_t bytes) -> char * {
      const msrt_parameter *parameter = stepper->session->parameter(name.str());
      if (parameter && parameter->bytes == bytes)
        return static_cast<char *>(stepper->session->data(*parameter));
      found =
          reportError(Code::CommandLine, "the network has no parameter '" +
                                             name + "' of the workload's size");
      return nullptr;
    };
    for (const ParameterInfo &parameter : compiled.code.info.parameters)
      if (parameter.data)
        if (char *data = place(parameter.tensor.name, parameter.bytes))
          std::memcpy(data, parameter.data, parameter.bytes);
    if (isNamed)
      fillBenchWeights(workload, [&](StringRef name, int64_t count) {
        return reinterpret_cast<float *>(place(name, count * sizeof(float)));
      });
    if (failed(found))
      return failure();
    stepper->function =
        stepper->session->find(workload.train ? "train_step" : "infer");
    for (const std::vector<char> &bytes :
         isNamed ? benchInputs(workload, batch) : stepper->makeInputs()) {
      auto buffer = msrt::Buffer::create(bytes.size());
      if (!buffer.ok())
        return reportError(buffer.status());
      std::memcpy(buffer->data(), bytes.data(), bytes.size());
      stepper->memory.push_back(buffer.take());
      stepper->inputs.push_back(stepper->memory.back().data());
    }
    const msrt_function &entry = stepper->session->function(stepper->function);
    for (unsigned k = 0; k < entry.num_outputs; ++k) {
      auto dims = msrt::dimsFor(entry.outputs[k], batch);
      auto buffer = msrt::Buffer::create(
          msrt::tensorBytes(msrt::dtypeOf(entry.outputs[k]), dims));
      if (!buffer.ok())
        return reportError(buffer.status());
      stepper->memory.push_back(buffer.take());
      stepper->outputs.push_back(stepper->memory.back().data());
    }
    return stepper;
  }

  /// The loss, or the first number of the output.
  msrt::Result<double> run() {
    msrt::Status status =
        session->run(function, inputs.data(), outputs.data(), rows);
    if (!status.ok())
      return status;
    return static_cast<double>(*static_cast<const float *>(outputs[0]));
  }

private:
  /// Inputs of any function: normal numbers, and integers that are 0, which is
  /// a class and an index everywhere.
  std::vector<std::vector<char>> makeInputs() const {
    std::vector<std::vector<char>> inputs;
    NumpyGenerator generator(2);
    const msrt_function &entry = session->function(function);
    for (unsigned k = 0; k < entry.num_inputs; ++k) {
      msrt::DType dtype = msrt::dtypeOf(entry.inputs[k]);
      auto dims = msrt::dimsFor(entry.inputs[k], rows);
      int64_t bytes = msrt::tensorBytes(dtype, dims);
      std::vector<char> &input = inputs.emplace_back(bytes, 0);
      if (dtype != MSRT_FLOAT32)
        continue;
      std::vector<float> values = generator.standardNormal(bytes / 4);
      std::memcpy(input.data(), values.data(), input.size());
    }
    return inputs;
  }

  std::unique_ptr<msrt::Session> session;
  int function = -1;
  int64_t rows = 0;
  std::vector<msrt::Buffer> memory;
  std::vector<const void *> inputs;
  std::vector<void *> outputs;
};

struct Timing {
  double check = 0, first = 0, cold = 0;
  std::vector<double> milliseconds; ///< per step, sorted
};

FailureOr<Timing> measure(Stepper &stepper, const BenchOptions &options,
                          int64_t warmup, Profile *profile) {
  Timing timing;
  double start = now();
  msrt::Result<double> check = stepper.run();
  if (!check.ok())
    return reportError(check.status());
  timing.check = *check;
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
  auto stepper = Stepper::create(*compiled, workload, isNamed, options.batch);
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
