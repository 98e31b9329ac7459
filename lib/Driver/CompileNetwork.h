//===- CompileNetwork.h - From options to a compiled network ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides which options compile a network, their defaults, what fits together,
// and which pipelines follow from them: the same for ms-compile and ms-run.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_COMPILENETWORK_H
#define MS_LIB_DRIVER_COMPILENETWORK_H

#include "lib/Driver/CompileModule.h"
#include "lib/Driver/Options.h"

#include "passes/Kernels/LaunchCosts.h"

#include "msrt/Types.h"

#include "llvm/ADT/StringMap.h"

namespace ms {

/// What the compiled network is for: which functions it gets.
enum class Purpose {
  Train, ///< train_step, eval_step, infer
  Eval,  ///< eval_step, infer
  Infer, ///< infer
};

struct CompileOptions {
  std::string loss = "sparse_softmax_cross_entropy";
  /// Empty: the network's own, else momentum.
  std::string optimizer;
  std::vector<double> learningRate; ///< empty: the optimizer's default
  std::vector<std::string> lrGroups, noDecay;
  double momentum = -1; ///< negative: the optimizer's default, as for eps
  double dampening = 0;
  double weightDecay = -1; ///< negative: the optimizer's default
  double beta1 = 0.9, beta2 = 0.999, eps = -1;
  double decay = 0.9, accum = 0.1, rho = 0.9;
  double l1 = 0, l2 = 0, lrPower = -0.5;
  bool nesterov = false, amsgrad = false, centered = false;
  bool lars = false, larsClip = false;
  double larsCoefficient = 0.001, larsEpsilon = 1e-5;
  std::vector<std::string> freeze, trainOnly; ///< patterns of parameters
  Precision precision;
  /// A number, or "dynamic"; empty: none.
  std::string lossScale;
  double lossScaleInit = 0, lossScaleFactor = 2; ///< of a dynamic one; 0: 2^24
  int64_t lossScaleWindow = 2000;
  double clipValue = 0, clipNorm = 0; ///< 0: no bound
  std::string mcpu;
  int64_t maxBatch = 0;      ///< 0: 32
  int64_t memoryBudget = 0;  ///< bytes; 0: no limit
  int64_t channelBlock = 16; ///< of convolutions' layout; 1: none
  /// "NAME=2,3,32,32" each, for Network::load.
  std::vector<std::string> inputShapes;
  int64_t threads = 0; ///< of the compiler; 0: one per processor
  /// Launches are timed: see CompiledNetwork::launches.
  bool profile = false;

  /// The optimizer's name, set by checkCompileOptions.
  std::string optimizerName;
  /// The network has loss and updates in it, set by checkCompileOptions.
  bool wholeStep = false;

  /// Options about precision, loss and optimizer.
  void addTrainingOptions(OptionTable &table);
  /// --mcpu, --max-batch and --memory-budget.
  void addTargetOptions(OptionTable &table);
};

/// Whether the options that `table` has read are for `purpose` and fit the
/// optimizer; sets the default optimizer.
llvm::LogicalResult checkCompileOptions(CompileOptions &options,
                                        const OptionTable &table,
                                        Purpose purpose, mlir::ModuleOp module);

/// Builds the pipeline that ends with Stage::Graph.
void buildGraphPipeline(mlir::OpPassManager &pm, Purpose purpose,
                        const CompileOptions &options);

/// Target, batch and threads.
llvm::FailureOr<BackendOptions>
makeBackendOptions(const CompileOptions &options);

/// A number for what a module at Stage::Graph computes, in hexadecimal digits:
/// the same in every process. Values of parameters do not count.
std::string fingerprintNetwork(mlir::ModuleOp module);

/// Of a step of training at Stage::Graph the content of a -graph.meta file, or
/// "" where MindSpore has no word for an op in it.
std::string encodeGraphMeta(mlir::ModuleOp module, Purpose purpose,
                            const CompileOptions &options,
                            const BackendOptions &backend);

/// The tables of a lowered module, with loss and optimizer. `fingerprint` is of
/// the graph that it was.
ArtifactInfo describeNetwork(mlir::ModuleOp module, Purpose purpose,
                             const CompileOptions &options,
                             const BackendOptions &backend,
                             const std::string &fingerprint);

/// A network compiled into this process.
struct CompiledNetwork {
  CpuTarget target;
  std::unique_ptr<Jit> jit;
  /// Values of parameters that are data; they point into the module.
  ArtifactInfo info;
  /// With `profile`: by function, what its launches cost, in their order.
  llvm::StringMap<std::vector<LaunchCost>> launches;

  const msrt_artifact &getArtifact() const { return *jit->getArtifact(); }
};

/// All steps from the network to machine code. The module is lowered in place
/// and must outlive the result.
llvm::FailureOr<CompiledNetwork>
compileInProcess(mlir::ModuleOp module, Purpose purpose,
                 const CompileOptions &options);

} // namespace ms

#endif // MS_LIB_DRIVER_COMPILENETWORK_H
