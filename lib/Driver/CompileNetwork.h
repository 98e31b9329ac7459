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

#include <map>

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
  std::string machine;                ///< a triple; "": this one's
  std::string mcpu;
  int64_t maxBatch = 0;              ///< 0: 32
  int64_t memoryBudget = 0;          ///< bytes; 0: no limit
  int64_t channelBlock = 16;         ///< of convolutions' layout; 1: none
  std::vector<std::string> disabled; ///< optimizations that are left out
  std::string schedules;             ///< file of them for kernels; "": none
  /// "NAME=2,3,32,32" each, for Network::load.
  std::vector<std::string> inputShapes;
  int64_t threads = 0; ///< of the compiler; 0: one per processor
  /// Launches are timed: see NetworkCode::launches.
  bool profile = false;
  std::string cacheDir; ///< of code made before; empty: see CachePlace
  bool noCache = false;

  /// The optimizer's name, set by checkCompileOptions.
  std::string optimizerName;
  /// The network has loss and updates in it, set by checkCompileOptions.
  bool wholeStep = false;

  /// Options about precision, loss and optimizer.
  void addTrainingOptions(OptionTable &table);
  /// --mcpu, --max-batch, --memory-budget and the like.
  void addTargetOptions(OptionTable &table);
  /// --channel-block, --disable and --schedules.
  void addOptimizationOptions(OptionTable &table);
  /// --cache-dir and --no-cache.
  void addCacheOptions(OptionTable &table);
};

/// Whether the options that `table` has read are for `purpose` and fit the
/// optimizer; sets the default optimizer.
llvm::LogicalResult checkCompileOptions(CompileOptions &options,
                                        const OptionTable &table,
                                        Purpose purpose, mlir::ModuleOp module);

/// Builds the pipeline that ends with Stage::Graph.
void buildGraphPipeline(mlir::OpPassManager &pm, Purpose purpose,
                        const CompileOptions &options);

/// Target, batch, threads and the file of schedules.
llvm::FailureOr<BackendOptions>
makeBackendOptions(const CompileOptions &options);

/// What a module computes, as a text: the same in every process. Where
/// parameters start is not in it, but for those that are constants.
std::string describeComputation(mlir::ModuleOp module);

/// Kernels of a module at Stage::Buffers.
struct KernelCalls {
  std::vector<std::pair<std::string, uint64_t>> kernels; ///< with their calls
  std::vector<uint64_t> dispatches; ///< of each function of the tables
  uint64_t prepare = 0;             ///< of @prepare
};

/// What the passes and code generation make of a network.
struct NetworkCode {
  /// Values of parameters that are data point into the module or to `values`.
  ArtifactInfo info;
  KernelCalls calls;
  /// With `profile`: by function, what its launches cost, in their order.
  std::map<std::string, std::vector<LaunchCost>> launches;
  std::vector<CodeBuffer> objects;
  /// Of parameters that the network did not have when it came.
  std::map<std::string, std::vector<char>> values;
  bool cached = false; ///< made before
};

/// Lowers a network to `last`, Stage::Buffers or further. There are no objects
/// then.
llvm::FailureOr<NetworkCode> lowerNetwork(mlir::ModuleOp module,
                                          Purpose purpose,
                                          const CompileOptions &options,
                                          const BackendOptions &backend,
                                          Stage last);

/// Makes the objects of a network, or finds them in the cache; `withMain` for
/// an executable. The module, lowered or not, must outlive the result.
llvm::FailureOr<NetworkCode> compileNetwork(mlir::ModuleOp module,
                                            Purpose purpose,
                                            const CompileOptions &options,
                                            const BackendOptions &backend,
                                            bool withMain = false);

/// A network compiled into this process.
struct CompiledNetwork {
  CpuTarget target;
  NetworkCode code; ///< without objects: they are linked
  std::unique_ptr<Jit> jit;

  const msrt_artifact &getArtifact() const { return *jit->getArtifact(); }
};

/// All steps from the network to machine code. The module must outlive the
/// result.
llvm::FailureOr<CompiledNetwork>
compileInProcess(mlir::ModuleOp module, Purpose purpose,
                 const CompileOptions &options);

} // namespace ms

#endif // MS_LIB_DRIVER_COMPILENETWORK_H
