//===- CompileNetwork.cpp - From options to a compiled network ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/CompileNetwork.h"

#include "dialects/MindIR/MindIRDialect.h"

#include "mlir/Pass/PassManager.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Threading.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

//===----------------------------------------------------------------------===//
// Options
//===----------------------------------------------------------------------===//

namespace {
/// An option of some optimizers.
struct OptimizerOption {
  llvm::StringLiteral name;
  llvm::StringLiteral optimizers;
};
} // namespace

static constexpr OptimizerOption kOptimizerOptions[] = {
    {"--lr", "momentum sgd gradient_descent adam"},
    {"--weight-decay", "momentum sgd gradient_descent adam"},
    {"--momentum", "momentum sgd"},
    {"--nesterov", "momentum sgd adam"},
    {"--dampening", "sgd"},
    {"--beta1", "adam"},
    {"--beta2", "adam"},
    {"--eps", "adam"},
};

void CompileOptions::addTrainingOptions(OptionTable &table) {
  table.choice("--loss",
               {"sparse_softmax_cross_entropy", "softmax_cross_entropy", "mse"},
               "(sparse_softmax_cross_entropy)", loss);
  table.choice("--optimizer", {"momentum", "sgd", "gradient_descent", "adam"},
               "(the network's own, else momentum)", optimizer);
  table.reals("--lr",
              "learning rate, or one per step (momentum and gradient_descent "
              "0.01, sgd 0.1, adam 0.001)",
              learningRate);
  table.real("--momentum", "of momentum (0.9) and sgd (0)", momentum);
  table.flag("--nesterov", "Nesterov's form, of momentum, sgd and adam",
             nesterov);
  table.real("--dampening", "of sgd (0)", dampening);
  table.real("--weight-decay", "added to each gradient: X times the weight (0)",
             weightDecay);
  table.real("--beta1", "of adam (0.9)", beta1);
  table.real("--beta2", "of adam (0.999)", beta2);
  table.real("--eps", "of adam (1e-8)", eps);
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
}

LogicalResult checkCompileOptions(CompileOptions &options,
                                  const OptionTable &table, Purpose purpose,
                                  ModuleOp module) {
  auto fail = [](const Twine &text) {
    return reportError(Code::CommandLine, text);
  };
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
    for (const char *name : {"--optimizer", "--freeze", "--train-only"})
      if (table.isGiven(name))
        return fail(Twine("option ") + name + " is only for training");
    return success();
  }
  if (options.optimizer.empty() && !own)
    options.optimizer = "momentum";
  options.optimizerName = options.optimizer.empty()
                              ? own.getKind().getValue().str()
                              : options.optimizer;
  for (const OptimizerOption &option : kOptimizerOptions)
    if (table.isGiven(option.name) &&
        !llvm::is_contained(llvm::split(option.optimizers, ' '),
                            StringRef(options.optimizerName)))
      return fail("option " + option.name + " is not for optimizer " +
                  options.optimizerName);
  // A negative number would mean the default.
  if (table.isGiven("--momentum") && options.momentum < 0)
    return fail("option --momentum: expected a number of at least 0");
  return success();
}

//===----------------------------------------------------------------------===//
// Pipelines
//===----------------------------------------------------------------------===//

void buildGraphPipeline(OpPassManager &pm, Purpose purpose,
                        const CompileOptions &options) {
  if (purpose == Purpose::Infer)
    return buildInferPipeline(pm);
  if (purpose == Purpose::Eval)
    return buildEvalPipeline(pm, options.loss);
  TrainPipelineOptions train;
  train.loss = options.loss;
  train.optimizer = options.optimizer;
  train.learningRate = options.learningRate;
  train.momentum = options.momentum;
  train.useNesterov = options.nesterov;
  train.dampening = options.dampening;
  train.weightDecay = options.weightDecay;
  train.beta1 = options.beta1;
  train.beta2 = options.beta2;
  train.eps = options.eps;
  train.freeze = options.freeze;
  train.trainOnly = options.trainOnly;
  buildTrainPipeline(pm, train);
}

FailureOr<BackendOptions> makeBackendOptions(const CompileOptions &options) {
  llvm::Expected<CpuTarget> target = CpuTarget::parse(options.mcpu);
  if (!target)
    return reportError(target.takeError());
  BackendOptions backend;
  backend.target = *target;
  if (options.maxBatch > 0)
    backend.maxBatch = options.maxBatch;
  backend.threads = options.threads > 0
                        ? static_cast<unsigned>(options.threads)
                        : llvm::hardware_concurrency().compute_thread_count();
  return backend;
}

ArtifactInfo describeNetwork(ModuleOp module, Purpose purpose,
                             const CompileOptions &options,
                             const BackendOptions &backend) {
  ArtifactInfo info = describeArtifact(module, backend);
  if (purpose != Purpose::Infer)
    info.loss = options.loss;
  if (purpose == Purpose::Train)
    info.optimizer = options.optimizerName;
  return info;
}

FailureOr<CompiledNetwork> compileInProcess(ModuleOp module, Purpose purpose,
                                            const CompileOptions &options) {
  FailureOr<BackendOptions> backend = makeBackendOptions(options);
  if (failed(backend))
    return failure();
  if (!runPipeline(module,
                   [&](OpPassManager &pm) {
                     buildGraphPipeline(pm, purpose, options);
                   }) ||
      !lowerModule(module, *backend))
    return failure();
  CompiledNetwork result;
  result.info = describeNetwork(module, purpose, options, *backend);
  auto jit = jitModule(module, result.info, *backend);
  if (!jit)
    return reportError(jit.takeError());
  result.jit = std::move(*jit);
  result.target = backend->target;
  return result;
}

} // namespace ms
