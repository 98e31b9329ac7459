//===- CompileNetwork.cpp - From options to a compiled network ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/CompileNetwork.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Driver/CompileCache.h"
#include "lib/Driver/LoadNetwork.h"
#include "lib/Export/GraphMeta/GraphMeta.h"
#include "lib/Export/MindIR/ExportMindIR.h"
#include "lib/Support/LossSpec.h"
#include "passes/Transforms/Passes.h"

#include "mlir/Pass/PassManager.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/xxhash.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;

namespace ms {

//===----------------------------------------------------------------------===//
// Options
//===----------------------------------------------------------------------===//

namespace {
/// An option of some optimizers, or of all.
struct OptimizerOption {
  llvm::StringLiteral name;
  llvm::StringLiteral optimizers;
};
} // namespace

static constexpr OptimizerOption kOptimizerOptions[] = {
    {"--lr", ""},
    {"--weight-decay", ""},
    {"--lr-group", ""},
    {"--no-decay", ""},
    {"--momentum", "momentum sgd rmsprop"},
    {"--nesterov", "momentum sgd adam"},
    {"--dampening", "sgd"},
    {"--beta1", "adam adam_weight_decay adamw lamb adamax"},
    {"--beta2", "adam adam_weight_decay adamw lamb adamax"},
    {"--eps", "adam adam_weight_decay adamw lamb adamax rmsprop adadelta"},
    {"--amsgrad", "adam"},
    {"--decay", "rmsprop"},
    {"--centered", "rmsprop"},
    {"--accum", "adagrad proximal_adagrad ftrl"},
    {"--rho", "adadelta"},
    {"--l1", "ftrl proximal_adagrad"},
    {"--l2", "ftrl proximal_adagrad"},
    {"--lr-power", "ftrl"},
    {"--lars", ""},
    {"--lars-coefficient", ""},
    {"--lars-epsilon", ""},
    {"--lars-clip", ""},
};

/// What is done to gradients, for every optimizer.
static constexpr llvm::StringLiteral kGradientOptions[] = {
    "--loss-scale",        "--loss-scale-init", "--loss-scale-factor",
    "--loss-scale-window", "--clip-value",      "--clip-norm"};

/// Of these a negative number would mean the default.
static constexpr llvm::StringLiteral kNotNegative[] = {
    "--momentum", "--weight-decay", "--eps"};

void CompileOptions::addTrainingOptions(OptionTable &table) {
  std::string losses;
  for (const std::string &kind : lossKinds())
    losses += (losses.empty() ? "" : "|") + kind;
  auto checkLoss = [losses](llvm::StringRef text) -> std::string {
    LossSpec spec;
    std::string why = parseLoss(text.str(), spec);
    if (why.empty() || llvm::is_contained(lossKinds(), spec.kind))
      return why.empty() ? "" : "a loss, but this one " + why;
    return "one of " + losses;
  };
  table.text("--loss", "LOSS[:SETTING=X,...]",
             losses + ", with reduction=mean|sum, axis, ignore_index, "
                      "label_smoothing, weighted=true|false, beta, delta "
                      "(sparse_softmax_cross_entropy)",
             checkLoss, loss);
  table.choice("--optimizer",
               {"momentum", "sgd", "gradient_descent", "adam",
                "adam_weight_decay", "adamw", "lamb", "rmsprop", "adagrad",
                "adadelta", "adamax", "ftrl", "proximal_adagrad"},
               "(the network's own, else momentum)", optimizer);
  table.reals("--lr",
              "learning rate, or one per step (momentum and gradient_descent "
              "0.01, sgd and rmsprop 0.1, adadelta 1, others 0.001)",
              learningRate);
  table.texts(
      "--lr-group", "REGEX=X[,REGEX=X...]",
      "another learning rate for the parameters of these names; the first "
      "that fits counts",
      lrGroups);
  table.real("--weight-decay",
             "added to each gradient: X times the weight; adam_weight_decay, "
             "adamw and lamb decay the weight itself (0, of adamw 0.01)",
             weightDecay);
  table.texts(
      "--no-decay", "REGEX[,REGEX...]",
      "no weight decay for the parameters of these names (those with beta "
      "or gamma in them, of adamw none)",
      noDecay);
  table.real("--momentum", "of momentum (0.9), sgd and rmsprop (0)", momentum);
  table.flag("--nesterov", "Nesterov's form, of momentum, sgd and adam",
             nesterov);
  table.real("--dampening", "of sgd (0)", dampening);
  table.real("--beta1", "of adam and its family, lamb (0.9)", beta1);
  table.real("--beta2", "of adam and its family, lamb (0.999)", beta2);
  table.real("--eps",
             "of adam, adamw and adamax (1e-8), adam_weight_decay, lamb and "
             "adadelta (1e-6), rmsprop (1e-10)",
             eps);
  table.flag("--amsgrad", "of adam: divide by the largest second moment so far",
             amsgrad);
  table.real("--decay", "of rmsprop's mean square (0.9)", decay);
  table.flag("--centered", "of rmsprop: divide by the gradient's variance",
             centered);
  table.real("--accum",
             "what the sum of squares of adagrad, proximal_adagrad and ftrl "
             "starts from (0.1)",
             accum);
  table.real("--rho", "of adadelta's mean squares (0.9)", rho);
  table.real("--l1",
             "of ftrl and proximal_adagrad: weights below it become zero (0)",
             l1);
  table.real("--l2", "of ftrl and proximal_adagrad (0)", l2);
  table.real("--lr-power",
             "of ftrl: by this power of the sum of squares the rate falls "
             "(-0.5)",
             lrPower);
  table.flag("--lars", "LARS around the optimizer: a rate for each layer",
             lars);
  table.real("--lars-coefficient", "trust coefficient of --lars (0.001)",
             larsCoefficient);
  table.real("--lars-epsilon", "of --lars (1e-5)", larsEpsilon);
  table.flag("--lars-clip", "of --lars: no layer's rate is above --lr",
             larsClip);
  table.choice("--precision", {"f32", "f16", "bf16"},
               "what the network computes in; parameters stay f32 (f32)",
               precision.type);
  table.choice("--amp-level", {"O1", "O2", "O3"},
               "which ops of --precision f16 and bf16: O1 products, O2 all but "
               "normalizations, softmax and losses, O3 all but batch "
               "normalization and losses (O2)",
               precision.level);
  table.text("--loss-scale", "X|dynamic",
             "multiply the loss, divide gradients; a step whose gradients "
             "overflow is skipped, and lowers a dynamic scale",
             lossScale);
  table.real("--loss-scale-init", "first dynamic scale (2^24)", lossScaleInit);
  table.real("--loss-scale-factor", "by which a dynamic scale changes (2)",
             lossScaleFactor);
  table.number("--loss-scale-window",
               "steps after which a dynamic scale rises (2000)", 1,
               lossScaleWindow);
  table.real("--clip-value", "largest absolute value in a gradient", clipValue);
  table.real("--clip-norm", "largest norm of all gradients together", clipNorm);
  table.texts("--freeze", "REGEX[,REGEX...]",
              "do not train the parameters of these names", freeze);
  table.texts("--train-only", "REGEX[,REGEX...]",
              "train only these; conv1.weight[0:8] only these rows (output "
              "channels)",
              trainOnly);
}

void CompileOptions::addTargetOptions(OptionTable &table) {
  table.text("--mcpu", "FEATURES",
             "processor, level or features: native, x86-64-v3, "
             "znver3,-avx512f (this machine's level)",
             mcpu);
  table.number("--max-batch", "most rows that a batch may have (32)", 1,
               maxBatch);
  table.repeated("--input-shape", "NAME=D,D,...", kInputShapeHelp, inputShapes);
  table.bytes("--memory-budget",
              "for parameters and arena, as 800MB or 2GiB: values are computed "
              "again where they do not fit",
              memoryBudget);
  addOptimizationOptions(table);
  addCacheOptions(table);
}

void CompileOptions::addOptimizationOptions(OptionTable &table) {
  table.number("--channel-block",
               "channels of convolutions that stand side by side in memory; 1: "
               "pixels do (16)",
               1, channelBlock);
  std::vector<std::string> names;
  for (const auto &[name, optimization] : getOptimizations())
    names.push_back(name.str());
  table.choices("--disable", names,
                "optimizations to leave out, with commas between them",
                disabled);
  table.text("--schedules", "FILE",
             "block sizes for kernels that ms-compile --tune has measured",
             schedules);
}

void CompileOptions::addCacheOptions(OptionTable &table) {
  table.text("--cache-dir", "DIR",
             "where machine code is kept, and found again ($MS_CACHE_DIR, "
             "$XDG_CACHE_HOME/mindirc or ~/.cache/mindirc)",
             cacheDir);
  table.flag("--no-cache", "neither keep machine code nor look for it",
             noCache);
}

static LogicalResult checkWholeStep(const OptionTable &table, Purpose purpose) {
  auto fail = [](const Twine &text) {
    return reportError(Code::CommandLine, text);
  };
  if (purpose != Purpose::Train)
    return fail("the network is a whole step of training, with loss and "
                "updates: it can only be trained");
  std::vector<StringRef> names = {"--loss", "--optimizer"};
  for (const OptimizerOption &option : kOptimizerOptions)
    names.push_back(option.name);
  for (StringRef name : names)
    if (table.isGiven(name))
      return fail("option " + name +
                  ": the network is a whole step of training, with a loss and "
                  "an optimizer of its own");
  return success();
}

/// Loss scale and bounds of gradients.
static LogicalResult checkGradientOptions(const CompileOptions &options,
                                          const OptionTable &table) {
  auto fail = [](const Twine &text) {
    return reportError(Code::CommandLine, text);
  };
  double scale;
  bool dynamic = options.lossScale == "dynamic";
  if (!options.lossScale.empty() && !dynamic &&
      (StringRef(options.lossScale).getAsDouble(scale) || !(scale >= 1) ||
       std::isinf(scale)))
    return fail("option --loss-scale: found '" + options.lossScale +
                "', expected a number of at least 1, or dynamic");
  for (StringRef name :
       {"--loss-scale-init", "--loss-scale-factor", "--loss-scale-window"})
    if (table.isGiven(name) && !dynamic)
      return fail("option " + name + " needs --loss-scale dynamic");
  if (table.isGiven("--loss-scale-init") && options.lossScaleInit < 1)
    return fail("option --loss-scale-init: expected a number of at least 1");
  for (auto [name, bound] : {std::pair("--clip-value", options.clipValue),
                             std::pair("--clip-norm", options.clipNorm)})
    if (table.isGiven(name) && bound <= 0)
      return fail(Twine("option ") + name + ": expected a number above 0");
  return success();
}

LogicalResult checkCompileOptions(CompileOptions &options,
                                  const OptionTable &table, Purpose purpose,
                                  ModuleOp module) {
  auto fail = [](const Twine &text) {
    return reportError(Code::CommandLine, text);
  };
  options.wholeStep = isWholeStep(module);
  if (options.wholeStep)
    return checkWholeStep(table, purpose);
  if (table.isGiven("--amp-level") && options.precision.type == "f32")
    return fail("option --amp-level needs --precision f16 or bf16");
  if (purpose == Purpose::Infer && table.isGiven("--loss"))
    return fail("option --loss is only for training and evaluation");
  auto own = module->getAttrOfType<OptimizerAttr>(kOptimizerAttr);
  for (const OptimizerOption &option : kOptimizerOptions) {
    if (!table.isGiven(option.name))
      continue;
    if (purpose != Purpose::Train)
      return fail("option " + option.name + " is only for training");
    if (own && options.optimizer.empty())
      return fail("option " + option.name +
                  " needs --optimizer: the network "
                  "has an optimizer of its own");
  }
  if (purpose != Purpose::Train) {
    llvm::SmallVector<StringRef> names = {"--optimizer", "--freeze",
                                          "--train-only"};
    llvm::append_range(names, kGradientOptions);
    for (StringRef name : names)
      if (table.isGiven(name))
        return fail("option " + name + " is only for training");
    return success();
  }
  if (options.optimizer.empty() && !own)
    options.optimizer = "momentum";
  options.optimizerName = options.optimizer.empty()
                              ? own.getKind().getValue().str()
                              : options.optimizer;
  for (const OptimizerOption &option : kOptimizerOptions)
    if (table.isGiven(option.name) && !option.optimizers.empty() &&
        !llvm::is_contained(llvm::split(option.optimizers, ' '),
                            StringRef(options.optimizerName)))
      return fail("option " + option.name + " is not for optimizer " +
                  options.optimizerName);
  auto numberOf = [&](StringRef name) {
    return name == "--momentum" ? options.momentum
           : name == "--eps"    ? options.eps
                                : options.weightDecay;
  };
  for (StringRef name : kNotNegative)
    if (table.isGiven(name) && numberOf(name) < 0)
      return fail("option " + name + ": expected a number of at least 0");
  for (StringRef name : {"--lars-coefficient", "--lars-epsilon", "--lars-clip"})
    if (table.isGiven(name) && !options.lars)
      return fail("option " + name + " needs --lars");
  return checkGradientOptions(options, table);
}

//===----------------------------------------------------------------------===//
// Pipelines
//===----------------------------------------------------------------------===//

void buildGraphPipeline(OpPassManager &pm, Purpose purpose,
                        const CompileOptions &options) {
  if (options.wholeStep)
    return buildStepPipeline(pm);
  if (purpose == Purpose::Infer)
    return buildInferPipeline(pm, options.precision);
  if (purpose == Purpose::Eval)
    return buildEvalPipeline(pm, options.loss, options.precision);
  TrainPipelineOptions train;
  train.loss = options.loss;
  train.optimizer = options.optimizer;
  train.learningRate = options.learningRate;
  train.lrGroup = options.lrGroups;
  train.noDecay = options.noDecay;
  train.momentum = options.momentum;
  train.useNesterov = options.nesterov;
  train.dampening = options.dampening;
  train.weightDecay = options.weightDecay;
  train.beta1 = options.beta1;
  train.beta2 = options.beta2;
  train.eps = options.eps;
  train.precision = options.precision.type;
  train.ampLevel = options.precision.level;
  train.dynamicLossScale = options.lossScale == "dynamic";
  double scale = options.lossScaleInit;
  if (!train.dynamicLossScale &&
      StringRef(options.lossScale).getAsDouble(scale))
    scale = 0;
  train.lossScale = scale;
  train.lossScaleFactor = options.lossScaleFactor;
  train.lossScaleWindow = options.lossScaleWindow;
  train.clipValue = options.clipValue;
  train.clipNorm = options.clipNorm;
  train.freeze = options.freeze;
  train.trainOnly = options.trainOnly;
  train.useAmsgrad = options.amsgrad;
  train.decay = options.decay;
  train.centered = options.centered;
  train.accum = options.accum;
  train.rho = options.rho;
  train.l1 = options.l1;
  train.l2 = options.l2;
  train.lrPower = options.lrPower;
  train.useLars = options.lars;
  train.larsCoefficient = options.larsCoefficient;
  train.larsEpsilon = options.larsEpsilon;
  train.larsClip = options.larsClip;
  train.fuseAttention = !llvm::is_contained(options.disabled, "fuse-attention");
  buildTrainPipeline(pm, train);
}

FailureOr<BackendOptions> makeBackendOptions(const CompileOptions &options) {
  llvm::Expected<CpuTarget> target =
      CpuTarget::parse(options.mcpu, options.machine);
  if (!target)
    return reportError(target.takeError());
  BackendOptions backend;
  backend.target = *target;
  if (options.maxBatch > 0)
    backend.maxBatch = options.maxBatch;
  backend.memoryBudget = options.memoryBudget;
  backend.channelBlock = options.channelBlock;
  backend.disabled = options.disabled;
  if (!options.schedules.empty()) {
    auto schedules = ScheduleFile::load(options.schedules);
    if (!schedules)
      return reportError(schedules.takeError());
    backend.schedules = std::make_shared<ScheduleFile>(std::move(*schedules));
  }
  backend.profile = options.profile;
  backend.threads = options.threads > 0
                        ? static_cast<unsigned>(options.threads)
                        : llvm::hardware_concurrency().compute_thread_count();
  return backend;
}

//===----------------------------------------------------------------------===//
// Descriptions
//===----------------------------------------------------------------------===//

std::string describeComputation(ModuleOp module) {
  SmallVector<std::pair<ParameterOp, Attribute>> starts;
  auto nothing = UnitAttr::get(module.getContext());
  for (auto parameter : module.getOps<ParameterOp>()) {
    // What nobody trains or loads is a constant: a table of a schedule.
    if (parameter.getTransient() && parameter.getFrozen())
      continue;
    starts.push_back({parameter, parameter.getInit()});
    parameter.setInitAttr(nothing);
  }
  std::string text;
  llvm::raw_string_ostream stream(text);
  module.print(stream, OpPrintingFlags().assumeVerified());
  for (auto [parameter, start] : starts)
    parameter.setInitAttr(start);
  return text;
}

/// A number for what a module at Stage::Graph computes, in hexadecimal digits.
static std::string fingerprintNetwork(ModuleOp module) {
  return llvm::utohexstr(llvm::xxh3_64bits(describeComputation(module)),
                         /*LowerCase=*/true);
}

/// MindSpore compiles a step for one number of rows: the most.
static void fixBatch(func::FuncOp function, int64_t rows) {
  for (BlockArgument argument : function.getArguments()) {
    auto type = cast<RankedTensorType>(argument.getType());
    SmallVector<int64_t> shape(type.getShape());
    auto multiple = function.getArgAttrOfType<IntegerAttr>(
        argument.getArgNumber(), kBatchMultipleAttr);
    for (int64_t &extent : shape)
      if (ShapedType::isDynamic(extent))
        extent = rows * (multiple ? multiple.getInt() : 1);
    argument.setType(RankedTensorType::get(shape, type.getElementType()));
  }
}

/// Of a step of training at Stage::Graph the content of a -graph.meta file, or
/// "" where MindSpore has no word for an op in it. What MindSpore has no
/// primitive for is said in others, in a copy.
static std::string encodeGraphMeta(ModuleOp module, Purpose purpose,
                                   const CompileOptions &options,
                                   const BackendOptions &backend) {
  if (purpose != Purpose::Train)
    return "";
  OwningOpRef<ModuleOp> step = module.clone();
  // Nobody asked for the file: a step that it cannot say is no error.
  ScopedDiagnosticHandler silence(module.getContext(),
                                  [](Diagnostic &) { return success(); });
  for (auto function : llvm::make_early_inc_range(step->getOps<func::FuncOp>()))
    if (function.getName() != "train_step")
      function.erase();
  auto function = step->lookupSymbol<func::FuncOp>("train_step");
  if (!function)
    return "";
  fixBatch(function, backend.maxBatch);
  if (!runPipeline(*step,
                   [](OpPassManager &pm) { pm.addPass(createInferShapes()); }))
    return "";
  decomposeOps(function, [](Operation *op) { return !canExportMindIR(op); });
  return exportGraphMeta(*step, options.optimizerName).value_or("");
}

/// The tables of a lowered module, with loss and optimizer. `fingerprint` is of
/// the graph that it was.
static ArtifactInfo describeNetwork(ModuleOp module, Purpose purpose,
                                    const CompileOptions &options,
                                    const BackendOptions &backend,
                                    const std::string &fingerprint) {
  ArtifactInfo info = describeArtifact(module, backend);
  info.key += "; network " + fingerprint;
  if (purpose != Purpose::Infer && !options.wholeStep)
    info.loss = options.loss;
  if (purpose == Purpose::Train)
    info.optimizer = options.optimizerName;
  return info;
}

static KernelCalls countCalls(ModuleOp module, const ArtifactInfo &info) {
  llvm::MapVector<StringRef, uint64_t> calls;
  for (auto function : module.getOps<func::FuncOp>())
    if (function->hasAttr(kKernelAttr))
      calls[function.getName()] = 0;
  KernelCalls result;
  auto countIn = [&](const FunctionInfo &function) {
    uint64_t count = 0;
    module.lookupSymbol<func::FuncOp>(function.symbol).walk([&](DispatchOp op) {
      ++count;
      ++calls[op.getKernel().getLeafReference().getValue()];
    });
    return count;
  };
  for (const FunctionInfo &function : info.functions)
    result.dispatches.push_back(countIn(function));
  if (!info.prepare.symbol.empty())
    result.prepare = countIn(info.prepare);
  for (auto [kernel, count] : calls)
    result.kernels.push_back({kernel.str(), count});
  return result;
}

//===----------------------------------------------------------------------===//
// All steps
//===----------------------------------------------------------------------===//

FailureOr<NetworkCode> lowerNetwork(ModuleOp module, Purpose purpose,
                                    const CompileOptions &options,
                                    const BackendOptions &backend, Stage last) {
  if (!runPipeline(module, [&](OpPassManager &pm) {
        buildGraphPipeline(pm, purpose, options);
      }))
    return failure();
  std::string fingerprint = fingerprintNetwork(module);
  std::string graphMeta = encodeGraphMeta(module, purpose, options, backend);
  if (!lowerModule(module, backend, Stage::Buffers))
    return failure();
  NetworkCode code;
  code.info = describeNetwork(module, purpose, options, backend, fingerprint);
  code.info.graphMeta = std::move(graphMeta);
  code.calls = countCalls(module, code.info);
  if (backend.profile)
    for (const FunctionInfo &function : code.info.functions)
      code.launches[function.symbol] = collectLaunchCosts(
          module.lookupSymbol<func::FuncOp>(function.symbol), backend.maxBatch);
  if (last > Stage::Buffers && !runPipeline(module, [&](OpPassManager &pm) {
        buildLowerPipeline(pm, backend, last, Stage::Loops);
      }))
    return failure();
  return code;
}

static LogicalResult report(ModuleOp module, llvm::Error error) {
  return emitError(module.getLoc()) << llvm::toString(std::move(error));
}

FailureOr<NetworkCode> compileNetwork(ModuleOp module, Purpose purpose,
                                      const CompileOptions &options,
                                      const BackendOptions &backend,
                                      bool withMain) {
  CompileCache cache(module, purpose, options, backend);
  FailureOr<NetworkCode> code = NetworkCode();
  if (!cache.load(*code)) {
    code = lowerNetwork(module, purpose, options, backend, Stage::LLVM);
    if (failed(code))
      return failure();
    auto objects =
        emitFunctions(module, code->info, backend.target, backend.threads);
    if (!objects)
      return report(module, objects.takeError());
    code->objects = std::move(*objects);
    cache.store(*code);
  }
  auto table = emitTable(code->info, backend.target, withMain);
  if (!table)
    return report(module, table.takeError());
  code->objects.push_back(std::move(*table));
  return code;
}

FailureOr<CompiledNetwork> compileInProcess(ModuleOp module, Purpose purpose,
                                            const CompileOptions &options) {
  FailureOr<BackendOptions> backend = makeBackendOptions(options);
  if (failed(backend))
    return failure();
  auto code = compileNetwork(module, purpose, options, *backend);
  if (failed(code))
    return failure();
  auto jit = Jit::create(code->objects, code->info.symbol());
  if (!jit)
    return report(module, jit.takeError());
  code->objects.clear();
  return CompiledNetwork{backend->target, std::move(*code), std::move(*jit)};
}

} // namespace ms
