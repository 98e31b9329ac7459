//===- CompileModule.cpp - A module from graph to machine code ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/CompileModule.h"

#include "lib/Driver/DescribeArtifact.h"

#include "mlir/IR/Verifier.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/xxhash.h"

using namespace mlir;

namespace ms {

bool runPipeline(ModuleOp module,
                 llvm::function_ref<void(OpPassManager &)> build) {
  PassManager pm(module->getContext());
  // Checks behind every pass, as ms-opt does them, take a sixth of the time.
  pm.enableVerifier(false);
  build(pm);
  return succeeded(pm.run(module)) && succeeded(verify(module));
}

static void configure(LowerPipelineOptions &lower,
                      const BackendOptions &options) {
  lower.maxBatch = options.maxBatch;
  lower.channelBlock = options.channelBlock;
  lower.winogradTile = options.winogradTile;
  lower.disable = ArrayRef(options.disabled);
  if (options.schedules)
    lower.schedules = options.schedules->name;
  lower.scheduleFile = options.schedules;
  lower.memoryBudget = options.memoryBudget;
  lower.vectorBits = options.target.vectorBits;
  lower.registers = options.target.registers;
  lower.fma = options.target.fma;
  lower.groups = std::max(1u, options.threads);
  lower.profile = options.profile;
}

void buildLowerPipeline(OpPassManager &pm, const BackendOptions &options,
                        Stage last, Stage first) {
  LowerPipelineOptions lower;
  configure(lower, options);
  auto runs = [&](Stage stage) { return first <= stage && stage <= last; };
  if (runs(Stage::Kernels))
    buildKernelsPipeline(pm, lower);
  if (runs(Stage::Buffers))
    buildBuffersPipeline(pm, lower);
  if (runs(Stage::Loops))
    buildLoopsPipeline(pm, lower);
  if (runs(Stage::LLVM))
    buildLLVMPipeline(pm, lower);
}

bool lowerModule(ModuleOp module, const BackendOptions &options, Stage last) {
  return runPipeline(module, [&](OpPassManager &pm) {
    buildLowerPipeline(pm, options, last);
  });
}

ArtifactInfo describeArtifact(ModuleOp module, const BackendOptions &options) {
  ArtifactInfo info = collectArtifactInfo(module);
  info.triple = options.target.triple;
  info.features = options.target.required;
  // What decides about the bits of results: compiler, processor, vectors,
  // batch, layout.
  info.key = "mindirc " MS_VERSION "; llvm " LLVM_VERSION_STRING "; cpu " +
             options.target.cpu + "; features " + options.target.features +
             "; vectors " + std::to_string(options.target.vectorBits) +
             "; batch " + std::to_string(options.maxBatch) +
             "; channel block " + std::to_string(options.channelBlock);
  for (const std::string &name : options.disabled)
    info.key += "; no " + name;
  if (options.schedules)
    info.key += "; schedules " +
                llvm::utohexstr(llvm::xxh3_64bits(options.schedules->text),
                                /*LowerCase=*/true);
  return info;
}

llvm::Expected<std::unique_ptr<Jit>> jitModule(ModuleOp module,
                                               const ArtifactInfo &info,
                                               const BackendOptions &options) {
  EmitOptions emit;
  emit.threads = options.threads;
  auto objects = emitCode(module, info, options.target, emit);
  if (!objects)
    return objects.takeError();
  return Jit::create(*objects, info.symbol());
}

} // namespace ms
