//===- Pipelines.cpp - The way from a network to LLVM ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Pipelines/Pipelines.h"

#include "passes/AutoDiff/Passes.h"
#include "passes/Conversion/Passes.h"
#include "passes/Kernels/Passes.h"
#include "passes/Memory/Passes.h"
#include "passes/Optimizer/Passes.h"
#include "passes/Transforms/Passes.h"

#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ErrorHandling.h"

using namespace mlir;

namespace ms {

/// Matrices of scores up to here are kept for the gradient: they come back from
/// the cache faster than they are computed again.
static constexpr int64_t kScoresInCache = 1 << 20;

static void clean(OpPassManager &pm) {
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
}

ArrayRef<std::pair<StringLiteral, Optimization>> getOptimizations() {
  static constexpr std::pair<StringLiteral, Optimization> all[] = {
      {"fuse-attention", Optimization::FuseAttention},
      {"fold-batch-norm", Optimization::FoldBatchNorm},
      {"fusion", Optimization::Fusion},
      {"flatten-kernels", Optimization::FlattenKernels},
      {"split-batch-sums", Optimization::SplitBatchSums},
      {"bound-sums", Optimization::BoundSums},
      {"winograd", Optimization::Winograd},
      {"pack-operands", Optimization::PackOperands},
      {"schedule-launches", Optimization::ScheduleLaunches},
      {"prepare-parameters", Optimization::PrepareParameters},
      {"fetch-ahead", Optimization::FetchAhead},
      {"approximate-math", Optimization::ApproximateMath},
  };
  return all;
}

StringRef describeOptimizations() {
  static const std::string text = [] {
    auto names = llvm::make_first_range(getOptimizations());
    return "optimizations to leave out: " + llvm::join(names, ", ");
  }();
  return text;
}

bool LowerPipelineOptions::isOn(Optimization optimization) const {
  for (const std::string &name : disable) {
    const auto *known = llvm::find_if(
        getOptimizations(), [&](auto &entry) { return entry.first == name; });
    if (known == getOptimizations().end())
      llvm::reportFatalUsageError(Twine("disable: no optimization is named '") +
                                  name + "'");
    if (known->second == optimization)
      return false;
  }
  return true;
}

/// Every function computes in what `precision` says.
static void addPrecision(OpPassManager &pm, const Precision &precision) {
  if (precision.type == "f32")
    return;
  MixedPrecisionOptions options;
  options.type = precision.type;
  options.level = precision.level;
  pm.addNestedPass<func::FuncOp>(createMixedPrecision(options));
}

static InsertOptimizerOptions
optimizerOptions(const TrainPipelineOptions &options) {
  InsertOptimizerOptions optimizer;
  optimizer.optimizer = options.optimizer;
  optimizer.learningRate.assign(options.learningRate.begin(),
                                options.learningRate.end());
  optimizer.weightDecay = options.weightDecay;
  optimizer.lrGroup.assign(options.lrGroup.begin(), options.lrGroup.end());
  optimizer.noDecay.assign(options.noDecay.begin(), options.noDecay.end());
  optimizer.momentum = options.momentum;
  optimizer.useNesterov = options.useNesterov;
  optimizer.dampening = options.dampening;
  optimizer.beta1 = options.beta1;
  optimizer.beta2 = options.beta2;
  optimizer.eps = options.eps;
  optimizer.useAmsgrad = options.useAmsgrad;
  optimizer.decay = options.decay;
  optimizer.centered = options.centered;
  optimizer.accum = options.accum;
  optimizer.rho = options.rho;
  optimizer.l1 = options.l1;
  optimizer.l2 = options.l2;
  optimizer.lrPower = options.lrPower;
  optimizer.useLars = options.useLars;
  optimizer.larsCoefficient = options.larsCoefficient;
  optimizer.larsEpsilon = options.larsEpsilon;
  optimizer.larsClip = options.larsClip;
  return optimizer;
}

void buildTrainPipeline(OpPassManager &pm,
                        const TrainPipelineOptions &options) {
  pm.addPass(createInferShapes());
  if (!options.freeze.empty() || !options.trainOnly.empty()) {
    SelectTrainableOptions select;
    select.freeze.assign(options.freeze.begin(), options.freeze.end());
    select.trainOnly.assign(options.trainOnly.begin(), options.trainOnly.end());
    pm.addPass(createSelectTrainable(select));
  }
  AppendLossOptions train;
  train.loss = options.loss;
  pm.addPass(createAppendLoss(train));
  AppendLossOptions eval;
  eval.loss = options.loss;
  eval.result = "eval_step";
  eval.keepOutputs = true;
  pm.addPass(createAppendLoss(eval));
  pm.addNestedPass<func::FuncOp>(createStripTraining());
  addPrecision(pm, {options.precision, options.ampLevel});
  clean(pm);
  if (options.fuseAttention) {
    FuseAttentionOptions fuse;
    fuse.gradientsOf = "train_step";
    fuse.moreThan = kScoresInCache;
    pm.addNestedPass<func::FuncOp>(createFuseAttention(fuse));
  }
  bool scales = options.lossScale != 0 || options.dynamicLossScale;
  if (scales) {
    ScaleLossOptions scale;
    scale.dynamic = options.dynamicLossScale;
    // MindSpore's first scale.
    scale.scale = options.lossScale == 0 ? 16777216.0 : options.lossScale;
    scale.factor = options.lossScaleFactor;
    scale.window = options.lossScaleWindow;
    pm.addPass(createScaleLoss(scale));
  }
  pm.addPass(createDifferentiate());
  pm.addNestedPass<func::FuncOp>(createNarrowGradients());
  if (scales)
    pm.addNestedPass<func::FuncOp>(createUnscaleGradients());
  if (options.clipValue != 0 || options.clipNorm != 0) {
    ClipGradientsOptions clip;
    clip.clipValue = options.clipValue;
    clip.clipNorm = options.clipNorm;
    pm.addPass(createClipGradients(clip));
  }
  pm.addPass(createInsertOptimizer(optimizerOptions(options)));
  clean(pm);
}

void buildStepPipeline(OpPassManager &pm) {
  pm.addPass(createInferShapes());
  clean(pm);
}

void buildEvalPipeline(OpPassManager &pm, const std::string &loss,
                       const Precision &precision) {
  pm.addPass(createInferShapes());
  AppendLossOptions eval;
  eval.loss = loss;
  eval.result = "eval_step";
  eval.keepOutputs = true;
  pm.addPass(createAppendLoss(eval));
  StripTrainingOptions strip;
  strip.except = "";
  pm.addNestedPass<func::FuncOp>(createStripTraining(strip));
  addPrecision(pm, precision);
  clean(pm);
}

void buildInferPipeline(OpPassManager &pm, const Precision &precision) {
  pm.addPass(createInferShapes());
  StripTrainingOptions strip;
  strip.except = "";
  pm.addNestedPass<func::FuncOp>(createStripTraining(strip));
  addPrecision(pm, precision);
  clean(pm);
}

/// What a pass must know of the processor.
template <typename PassOptions>
static void setTarget(PassOptions &pass, const LowerPipelineOptions &options) {
  pass.vectorBits = options.vectorBits;
  pass.registers = options.registers;
  pass.fma = options.fma;
}

void buildKernelsPipeline(OpPassManager &pm,
                          const LowerPipelineOptions &options) {
  if (options.isOn(Optimization::FuseAttention))
    pm.addNestedPass<func::FuncOp>(createFuseAttention());
  if (options.isOn(Optimization::FoldBatchNorm))
    pm.addNestedPass<func::FuncOp>(createFoldBatchNorm());
  pm.addNestedPass<func::FuncOp>(createDecompose());
  clean(pm);
  pm.addNestedPass<func::FuncOp>(createConvertMindIRToLinalg());
  clean(pm);
  BlockChannelsOptions channels;
  channels.block = options.channelBlock;
  pm.addNestedPass<func::FuncOp>(createBlockChannels(channels));
  FormKernelsOptions form;
  form.fuse = options.isOn(Optimization::Fusion);
  pm.addPass(createFormKernels(form));
  if (options.isOn(Optimization::FlattenKernels))
    pm.addPass(createFlattenKernels());
  if (options.isOn(Optimization::SplitBatchSums))
    pm.addPass(createSplitBatchSums());
  if (options.isOn(Optimization::BoundSums))
    pm.addPass(createBoundSums());
  // Equal launches of one kernel, and what nobody reads. No canonicalization:
  // it takes the loops out of kernels that copy.
  pm.addPass(createCSEPass());
}

void buildBuffersPipeline(OpPassManager &pm,
                          const LowerPipelineOptions &options) {
  WinogradConvolutionsOptions winograd;
  winograd.tile = options.winogradTile;
  winograd.maxBatch = options.maxBatch;
  winograd.prepares = options.isOn(Optimization::PrepareParameters);
  setTarget(winograd, options);
  if (options.isOn(Optimization::Winograd))
    pm.addPass(createWinogradConvolutions(winograd));
  if (!options.schedules.empty() || options.scheduleFile) {
    ApplySchedulesOptions apply;
    apply.file = options.schedules;
    apply.maxBatch = options.maxBatch;
    setTarget(apply, options);
    pm.addPass(createApplySchedules(apply, options.scheduleFile));
  }
  PackOperandsOptions pack;
  pack.maxBatch = options.maxBatch;
  pack.prepares = options.isOn(Optimization::PrepareParameters);
  setTarget(pack, options);
  if (options.isOn(Optimization::PackOperands))
    pm.addPass(createPackOperands(pack));
  // Equal copies.
  pm.addPass(createCSEPass());
  ScheduleLaunchesOptions schedule;
  schedule.maxBatch = options.maxBatch;
  if (options.isOn(Optimization::ScheduleLaunches))
    pm.addPass(createScheduleLaunches(schedule));
  if (options.memoryBudget > 0) {
    RematerializeOptions again;
    again.maxBatch = options.maxBatch;
    again.memoryBudget = options.memoryBudget;
    pm.addPass(createRematerialize(again));
  }
  PrepareParametersOptions prepare;
  prepare.maxBatch = options.maxBatch;
  prepare.budget = options.memoryBudget;
  if (options.isOn(Optimization::PrepareParameters))
    pm.addPass(createPrepareParameters(prepare));
  pm.addPass(createLowerState());
  BufferizeOptions bufferize;
  bufferize.maxBatch = options.maxBatch;
  pm.addPass(createBufferize(bufferize));
  pm.addPass(createPlanMemory());
  if (options.memoryBudget > 0) {
    CheckBudgetOptions check;
    check.budget = options.memoryBudget;
    pm.addPass(createCheckBudget(check));
  }
}

void buildLoopsPipeline(OpPassManager &pm,
                        const LowerPipelineOptions &options) {
  LowerContractionsOptions contractions;
  contractions.fetch = options.isOn(Optimization::FetchAhead);
  setTarget(contractions, options);
  VectorizeLoopsOptions loops;
  setTarget(loops, options);
  LowerIndexedKernelsOptions indexed;
  setTarget(indexed, options);
  OpPassManager &functions = pm.nest<func::FuncOp>();
  functions.addPass(createLowerIndexedKernels(indexed));
  functions.addPass(createLowerContractions(contractions));
  functions.addPass(createVectorizeLoops(loops));
}

void buildLLVMPipeline(OpPassManager &pm, const LowerPipelineOptions &options) {
  GroupKernelsOptions groups;
  groups.groups = options.groups;
  pm.addPass(createGroupKernels(groups));
  OpPassManager &kernels = pm.nest<ModuleOp>();
  ApproximateMathOptions math;
  math.polynomials = options.isOn(Optimization::ApproximateMath);
  math.fma = options.fma;
  kernels.addPass(createCSEPass());
  kernels.addPass(createApproximateMath(math));
  kernels.addPass(createEmulateBFloat16());
  kernels.addPass(createConvertKernelsToLLVM());
  ConvertMindIRToRuntimeOptions runtime;
  runtime.profile = options.profile;
  pm.addPass(createConvertMindIRToRuntime(runtime));
}

void registerPipelines() {
  PassPipelineRegistration<TrainPipelineOptions>(
      "mindir-train",
      "Make @train_step, @eval_step and the inference form of a network",
      buildTrainPipeline);
  PassPipelineRegistration<>("mindir-infer",
                             "Make the inference form of a network",
                             [](OpPassManager &pm) { buildInferPipeline(pm); });
  PassPipelineRegistration<LowerPipelineOptions>(
      "mindir-to-kernels", "Lower a graph to kernels on tensors",
      buildKernelsPipeline);
  PassPipelineRegistration<LowerPipelineOptions>(
      "mindir-to-buffers", "Lower a graph to kernels on buffers",
      [](OpPassManager &pm, const LowerPipelineOptions &options) {
        buildKernelsPipeline(pm, options);
        buildBuffersPipeline(pm, options);
      });
  PassPipelineRegistration<LowerPipelineOptions>(
      "mindir-to-loops", "Lower a graph to loops and vectors",
      [](OpPassManager &pm, const LowerPipelineOptions &options) {
        buildKernelsPipeline(pm, options);
        buildBuffersPipeline(pm, options);
        buildLoopsPipeline(pm, options);
        clean(pm);
      });
  PassPipelineRegistration<LowerPipelineOptions>(
      "mindir-to-llvm", "Lower a graph to the LLVM dialect",
      [](OpPassManager &pm, const LowerPipelineOptions &options) {
        buildKernelsPipeline(pm, options);
        buildBuffersPipeline(pm, options);
        buildLoopsPipeline(pm, options);
        buildLLVMPipeline(pm, options);
      });
}

} // namespace ms
