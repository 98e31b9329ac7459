//===- TestExecute.cpp - Compiled functions against the evaluator ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// --test-execute compiles a copy of the module, runs each function whose name
// starts with `test_` (or the one function that is asked for) on random inputs,
// and compares results and new state with those of the reference evaluator:
// |a - b| <= tolerance * max|b| per tensor. With `twin-threads`, every call is
// repeated on that many threads and must give the same bits; with
// `twin-recomputes`, by code that keeps as little in memory as it can. With
// `samples`, so many further evaluations round the result of every op: to the
// nearest number, then up or down at random. What that changes of an element,
// times a few, may be wrong, too. With `jitter` their inputs are neighbours of
// the inputs, as for code that rounds inside of ops.
//
//===----------------------------------------------------------------------===//

#include "test/lib/TestPasses.h"

#include "test/lib/RandomInputs.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Driver/CompileModule.h"
#include "msrt/Session.h"
#include "passes/Kernels/ScheduleSearch.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Pass/Pass.h"
#include "llvm/Support/FormatVariadic.h"

#include <cmath>
#include <cstring>

using namespace mlir;
using namespace ms::mindir;

namespace ms::test {
namespace {

/// The tensor as the runtime has it.
msrt::Buffer toBytes(const ReferenceTensor &tensor, uint32_t dtype) {
  auto type = static_cast<msrt::DType>(dtype);
  size_t size = msrt_dtype_bytes(dtype);
  auto buffer = msrt::Buffer::create(
      std::max<size_t>(MSRT_ALIGNMENT, size * tensor.data.size()));
  for (size_t k = 0; k < tensor.data.size(); ++k)
    msrt::storeElement(type, buffer->data(), k, tensor.data[k]);
  return buffer.take();
}

struct TestExecute : PassWrapper<TestExecute, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(TestExecute)

  TestExecute() = default;
  TestExecute(const TestExecute &other) : PassWrapper(other) {}

  StringRef getArgument() const override { return "test-execute"; }
  StringRef getDescription() const override {
    return "Compile and run functions and compare with the evaluator";
  }
  void getDependentDialects(DialectRegistry &registry) const override {
    registry.insert<MindIRDialect>();
  }

  Option<double> tolerance{*this, "tolerance", llvm::cl::init(1e-5),
                           llvm::cl::desc("relative to the largest element")};
  Option<double> ulps{*this, "ulps", llvm::cl::init(0),
                      llvm::cl::desc("instead: bound on the error of every f32 "
                                     "element, in units of its last place")};
  Option<int64_t> vectorBits{*this, "vector-bits", llvm::cl::init(0),
                             llvm::cl::desc("0: the target's")};
  Option<int64_t> registers{*this, "registers", llvm::cl::init(0),
                            llvm::cl::desc("0: the target's")};
  Option<int64_t> threads{*this, "threads", llvm::cl::init(1),
                          llvm::cl::desc("that kernels may use")};
  Option<std::string> mcpu{*this, "mcpu", llvm::cl::init("")};
  Option<int64_t> maxBatch{*this, "max-batch", llvm::cl::init(7)};
  Option<int64_t> channelBlock{*this, "channel-block", llvm::cl::init(16)};
  Option<int64_t> winogradTile{*this, "winograd-tile", llvm::cl::init(0)};
  ListOption<std::string> disable{*this, "disable",
                                  llvm::cl::desc("optimizations to leave out")};
  Option<int64_t> alternative{
      *this, "alternative", llvm::cl::init(-1),
      llvm::cl::desc("number of the alternative that contractions take instead "
                     "of the planner's choice, where they have so many")};
  Option<std::string> choice{
      *this, "choice", llvm::cl::init(""),
      llvm::cl::desc("schedule for every contraction, as an attribute has it")};
  ListOption<int64_t> rows{*this, "rows",
                           llvm::cl::desc("batches to run; default: 1, 3 and "
                                          "max-batch")};
  Option<std::string> only{*this, "only", llvm::cl::init(""),
                           llvm::cl::desc("name of one function")};
  Option<int64_t> steps{*this, "steps", llvm::cl::init(1),
                        llvm::cl::desc("calls in a row, on one state")};
  Option<bool> initial{*this, "initial", llvm::cl::init(false),
                       llvm::cl::desc("parameters without a range start from "
                                      "their initial values")};
  Option<int64_t> twinThreads{*this, "twin-threads", llvm::cl::init(0),
                              llvm::cl::desc("of a second run, which must give "
                                             "the same bits; 0: no such run")};

  Option<int64_t> samples{*this, "samples", llvm::cl::init(0),
                          llvm::cl::desc("evaluations with random roundings")};
  Option<bool> jitter{*this, "jitter", llvm::cl::init(false),
                      llvm::cl::desc("of the samples' inputs")};

  Option<bool> twinRecomputes{
      *this, "twin-recomputes", llvm::cl::init(false),
      llvm::cl::desc("the second run computes values again to save memory")};

  void runOnOperation() override {
    llvm::Expected<CpuTarget> target = CpuTarget::parse(mcpu);
    if (!target)
      return fail(llvm::toString(target.takeError()));
    BackendOptions options;
    options.target = *target;
    if (vectorBits)
      options.target.vectorBits = vectorBits;
    if (registers)
      options.target.registers = registers;
    options.maxBatch = maxBatch;
    options.channelBlock = channelBlock;
    options.winogradTile = winogradTile;
    options.disabled.assign(disable.begin(), disable.end());

    std::unique_ptr<Jit> jit = compile(options, /*recompute=*/false), twin;
    if (twinRecomputes)
      twin = compile(options, /*recompute=*/true);
    if (!jit || (twinRecomputes && !twin))
      return signalPassFailure();
    if (!only.getValue().empty() &&
        !getOperation().lookupSymbol<func::FuncOp>(only.getValue()))
      return fail("the module has no function '" + only.getValue() + "'");
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      if (only.getValue().empty() ? !function.getName().starts_with("test_")
                                  : function.getName() != only.getValue())
        continue;
      bool dynamic = llvm::any_of(function.getArgumentTypes(), [](Type type) {
        return !cast<RankedTensorType>(type).hasStaticShape();
      });
      SmallVector<int64_t> batches(rows.begin(), rows.end());
      if (batches.empty())
        batches = {1, 3, maxBatch};
      if (!dynamic)
        batches = {1};
      for (int64_t batch : batches)
        if (!check(function, batch, *jit->getArtifact(),
                   *(twin ? twin : jit)->getArtifact()))
          signalPassFailure();
    }
  }

private:
  std::mt19937 nudges;

  void fail(const std::string &message) {
    emitError(getOperation().getLoc()) << message;
    signalPassFailure();
  }

  std::unique_ptr<Jit> compile(const BackendOptions &options, bool recompute) {
    OwningOpRef<ModuleOp> copy = getOperation().clone();
    if (!(recompute    ? lowerSmall(*copy, options)
          : isForced() ? lowerOtherwise(*copy, options)
                       : lowerModule(*copy, options)))
      return nullptr;
    ArtifactInfo info = describeArtifact(*copy, options);
    auto jit = jitModule(*copy, info, options);
    if (jit)
      return std::move(*jit);
    fail(llvm::toString(jit.takeError()));
    return nullptr;
  }

  /// With a budget that nothing fits, values are computed again as far as that
  /// saves memory. That the plan is too large is the last thing that is said of
  /// it.
  static bool lowerSmall(ModuleOp module, BackendOptions options) {
    if (!lowerModule(module, options, Stage::Kernels))
      return false;
    options.memoryBudget = 1;
    bool fits;
    {
      ScopedDiagnosticHandler quiet(module->getContext(),
                                    [](Diagnostic &) { return success(); });
      fits = ms::runPipeline(module, [&](OpPassManager &pm) {
        buildLowerPipeline(pm, options, Stage::Buffers, Stage::Buffers);
      });
    }
    return !fits && ms::runPipeline(module, [&](OpPassManager &pm) {
      buildLowerPipeline(pm, options, Stage::LLVM, Stage::Loops);
    });
  }

  bool isForced() const { return alternative >= 0 || !choice.empty(); }

  /// What contractions of a kernel shall take; nothing: the planner's choice.
  ContractionChoices choicesFor(const KernelAlternatives &kernel) {
    if (alternative >= 0)
      return static_cast<size_t>(alternative) < kernel.choices.size()
                 ? kernel.choices[alternative]
                 : ContractionChoices();
    ContractionChoice parsed;
    std::string why = ContractionChoice::parse(choice, parsed);
    if (!why.empty())
      fail(why);
    return ContractionChoices(why.empty() ? kernel.packed.size() : 0, parsed);
  }

  bool lowerOtherwise(ModuleOp module, BackendOptions options) {
    if (!lowerModule(module, options, Stage::Kernels))
      return false;
    const ScheduleTarget target{options.target.vectorBits,
                                options.target.registers, options.target.fma};
    auto schedules = std::make_shared<ScheduleFile>();
    for (KernelAlternatives &kernel :
         listKernelAlternatives(module, target, options.maxBatch,
                                /*prepares=*/true)) {
      ContractionChoices choices = choicesFor(kernel);
      if (choices.empty())
        continue;
      for (const std::optional<ContractionChoice> &each : choices)
        llvm::outs() << kernel.name << ": " << (each ? each->text() : "default")
                     << "\n";
      KernelSchedule &schedule = schedules->kernels.emplace_back();
      schedule.key = kernel.key;
      schedule.target = target;
      schedule.choices = std::move(choices);
    }
    options.schedules = schedules;
    return ms::runPipeline(module,
                           [&](OpPassManager &pm) {
                             buildLowerPipeline(pm, options, Stage::Buffers,
                                                Stage::Buffers);
                           }) &&
           succeeded(settleSchedules(module, target)) &&
           ms::runPipeline(module, [&](OpPassManager &pm) {
             buildLowerPipeline(pm, options, Stage::LLVM, Stage::Loops);
           });
  }

  bool check(func::FuncOp function, int64_t batch,
             const msrt_artifact &artifact, const msrt_artifact &other) {
    std::mt19937 generator(static_cast<unsigned>(batch));
    auto session = msrt::Session::create(artifact);
    auto twin = msrt::Session::create(other);
    if (!session.ok() || !twin.ok()) {
      fail(session.ok() ? twin.message() : session.message());
      return false;
    }
    std::vector<Evaluator> evaluators(1, Evaluator(getOperation()));
    for (int64_t k = 0; k < samples; ++k) {
      EvaluatorOptions options;
      options.roundToElementType = true;
      // The first rounds as code does that stores each result.
      if (k > 0)
        options.roundingSeed = static_cast<uint32_t>(k);
      evaluators.emplace_back(getOperation(), options);
    }
    if (!shareState(**session, **twin, evaluators, generator))
      return false;
    double worst = 0;
    for (int64_t step = 0; step < steps; ++step)
      if (!checkStep(function, batch, **session, **twin, evaluators, generator,
                     worst))
        return false;
    llvm::outs() << function.getName() << " [" << batch << "]: ok\n";
    return true;
  }

  bool checkStep(func::FuncOp function, int64_t batch, msrt::Session &session,
                 msrt::Session &twin, std::vector<Evaluator> &evaluators,
                 std::mt19937 &generator, double &worst) {
    SmallVector<ReferenceTensor> inputs;
    for (BlockArgument argument : function.getArguments())
      inputs.push_back(randomTensor(cast<RankedTensorType>(argument.getType()),
                                    batch,
                                    function.getArgAttrOfType<ArrayAttr>(
                                        argument.getArgNumber(), "test.range"),
                                    generator));
    // Of each evaluator; the first rounds nothing.
    std::vector<SmallVector<ReferenceTensor>> expected;
    for (Evaluator &evaluator : evaluators) {
      SmallVector<ReferenceTensor> own(inputs);
      if (jitter && &evaluator != &evaluators[0])
        for (ReferenceTensor &input : own)
          nudge(input, evaluator);
      auto results = evaluator.call(function.getName(), own);
      if (failed(results))
        return false;
      expected.push_back(std::move(*results));
    }

    msrt_set_threads(static_cast<int>(threads));
    Outputs have;
    if (!run(session, function.getName(), inputs, expected[0], batch, have))
      return false;
    const msrt_artifact &artifact = session.artifact();
    const msrt_function &entry =
        session.function(find(session, function.getName()));
    bool good = true;
    for (unsigned k = 0; k < entry.num_outputs; ++k) {
      std::vector<ReferenceTensor> values;
      for (const SmallVector<ReferenceTensor> &results : expected)
        values.push_back(results[k]);
      good &= compare(function, "result " + std::to_string(k), batch, values,
                      entry.outputs[k].dtype, have[k].data(), worst);
    }
    for (unsigned k = 0; k < artifact.num_parameters; ++k) {
      const msrt_parameter &parameter = artifact.parameters[k];
      std::vector<ReferenceTensor> values;
      for (Evaluator &evaluator : evaluators) {
        auto value = evaluator.getParameter(parameter.tensor.name);
        if (failed(value))
          return false;
        values.push_back(std::move(*value));
      }
      good &= compare(function, parameter.tensor.name, batch, values,
                      parameter.tensor.dtype, session.data(parameter), worst);
    }
    if (twinThreads == 0 && !twinRecomputes)
      return good;

    if (twinThreads != 0)
      msrt_set_threads(static_cast<int>(twinThreads));
    Outputs other;
    if (!run(twin, function.getName(), inputs, expected[0], batch, other))
      return false;
    auto same = [&](const Twine &what, const void *a, const void *b,
                    size_t bytes) {
      if (std::memcmp(a, b, bytes) != 0) {
        emitError(function.getLoc())
            << what << " for " << batch << " rows has other "
            << "bits in the second run, on " << twinThreads.getValue()
            << " threads (else " << threads.getValue() << ")";
        good = false;
      }
    };
    for (unsigned k = 0; k < entry.num_outputs; ++k)
      same("result " + Twine(k), have[k].data(), other[k].data(),
           expected[0][k].data.size() *
               msrt_dtype_bytes(entry.outputs[k].dtype));
    for (unsigned k = 0; k < artifact.num_parameters; ++k) {
      const msrt_parameter &parameter = artifact.parameters[k];
      same(parameter.tensor.name, session.data(parameter),
           twin.data(*twin.parameter(parameter.tensor.name)),
           session.value(parameter).bytes());
    }
    return good;
  }

  /// The network's own function has another name in artefacts.
  static int find(const msrt::Session &session, StringRef name) {
    return session.find(name == "forward" ? "infer" : name.str());
  }

  using Outputs = std::vector<msrt::Buffer>;

  /// One call of compiled code. Outputs start with wrong values, which stay
  /// where nothing is written.
  bool run(msrt::Session &session, StringRef name,
           ArrayRef<ReferenceTensor> inputs, ArrayRef<ReferenceTensor> like,
           int64_t batch, Outputs &outputs) {
    int index = find(session, name);
    if (index < 0) {
      fail("the artefact has no function " + name.str());
      return false;
    }
    const msrt_function &entry = session.function(index);
    std::vector<msrt::Buffer> memory;
    std::vector<const void *> in;
    std::vector<void *> out;
    for (unsigned k = 0; k < entry.num_inputs; ++k) {
      memory.push_back(toBytes(inputs[k], entry.inputs[k].dtype));
      in.push_back(memory.back().data());
    }
    for (unsigned k = 0; k < entry.num_outputs; ++k) {
      ReferenceTensor poison(like[k]);
      for (double &value : poison.data)
        value = 77;
      outputs.push_back(toBytes(poison, entry.outputs[k].dtype));
      out.push_back(outputs.back().data());
    }
    auto status = session.run(index, in.data(), out.data(), batch);
    if (!status.ok())
      fail(status.message());
    return status.ok();
  }

  /// Each float as it is, or the next one above or below.
  void nudge(ReferenceTensor &tensor, Evaluator &evaluator) {
    if (!isa<FloatType>(tensor.elementType))
      return;
    double up = std::numeric_limits<double>::infinity();
    for (double &value : tensor.data)
      value = evaluator.round(std::nextafter(value, nudges() & 1 ? up : -up),
                              tensor.elementType);
  }

  /// All sides start from the same parameters.
  bool shareState(msrt::Session &session, msrt::Session &twin,
                  std::vector<Evaluator> &evaluators, std::mt19937 &generator) {
    for (auto parameter : getOperation().getOps<ParameterOp>()) {
      auto range = parameter->getAttrOfType<ArrayAttr>("test.range");
      ReferenceTensor value =
          randomTensor(parameter.getTensorType(), 1, range, generator);
      const msrt_parameter *entry =
          session.parameter(parameter.getSymName().str());
      // The tables of two artefacts are two.
      const msrt_parameter *other =
          twin.parameter(parameter.getSymName().str());
      auto type = static_cast<msrt::DType>(entry->tensor.dtype);
      for (size_t k = 0; k < value.data.size(); ++k) {
        if (initial && !range)
          value.data[k] = msrt::loadElement(type, session.data(*entry), k);
        msrt::storeElement(type, session.data(*entry), k, value.data[k]);
        msrt::storeElement(type, twin.data(*other), k, value.data[k]);
      }
      session.markSet(*entry);
      twin.markSet(*other);
      for (Evaluator &evaluator : evaluators) {
        ReferenceTensor own(value);
        if (jitter && &evaluator != &evaluators[0])
          nudge(own, evaluator);
        if (failed(evaluator.setParameter(parameter.getSymName(), own)))
          return false;
      }
    }
    return true;
  }

  /// What the last bit of an f32 near `value` counts.
  static double lastPlace(double value) {
    int exponent = value == 0 ? -126 : std::ilogb(value);
    return std::ldexp(1.0, std::max(exponent, -126) - 23);
  }

  /// How much of an error near element `k` of the first of `values` random
  /// roundings explain. (Those of compiled code are others, and more where it
  /// sums.)
  static double explained(ArrayRef<ReferenceTensor> values, size_t k) {
    double most = 0;
    for (const ReferenceTensor &value : values.drop_front()) {
      double off = std::fabs(value.data[k] - values[0].data[k]);
      // A sum above the largest number may be there or not.
      if (!std::isfinite(off) && std::isfinite(values[0].data[k]))
        return std::numeric_limits<double>::infinity();
      if (off > most)
        most = off;
    }
    return 16 * most;
  }

  bool compare(func::FuncOp function, const std::string &what, int64_t batch,
               ArrayRef<ReferenceTensor> values, uint32_t dtype,
               const void *data, double &worst) {
    const ReferenceTensor &expected = values[0];
    auto type = static_cast<msrt::DType>(dtype);
    double largest = 0, error = 0;
    size_t at = 0;
    for (size_t k = 0; k < expected.data.size(); ++k) {
      double want = expected.data[k];
      double have = msrt::loadElement(type, data, k);
      if (std::isfinite(want))
        largest = std::max(largest, std::fabs(want));
      double off = std::fabs(have - want);
      if (ulps > 0)
        off /= lastPlace(want);
      if (std::isnan(want) ? std::isnan(have) : have == want)
        off = 0;
      if (double most = explained(values, k); most > 0)
        off = off <= most ? 0 : off - most;
      if (!(off <= error)) {
        error = off;
        at = k;
      }
    }
    worst = std::max(worst, largest > 0 ? error / largest : error);
    if (error <= (ulps > 0 ? ulps : tolerance * largest))
      return true;
    emitError(function.getLoc())
        << llvm::formatv("{0} for {1} rows: element {2} is {3:e6}, but the "
                         "evaluator says {4:e6} (error {5:e6}, largest {6:e6})",
                         what, batch, at, msrt::loadElement(type, data, at),
                         expected.data[at], error, largest)
               .str();
    return false;
  }
};

} // namespace

void registerTestExecute() { PassRegistration<TestExecute>(); }

} // namespace ms::test
