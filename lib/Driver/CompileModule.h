//===- CompileModule.h - A module from graph to machine code ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Runs pipelines and code generation on a module: the steps that ms-compile,
// ms-run and the API share. What comes in is a graph of the mindir dialect.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_COMPILEMODULE_H
#define MS_LIB_DRIVER_COMPILEMODULE_H

#include "lib/CodeGen/CPU/Jit.h"
#include "lib/CodeGen/CPU/ObjectEmitter.h"
#include "lib/Pipelines/Pipelines.h"
#include "passes/Kernels/ScheduleFile.h"

#include "mlir/IR/BuiltinOps.h"

namespace ms {

/// Where compilation can stop, in order.
enum class Stage {
  Import,  ///< the network as it came
  Graph,   ///< with loss, gradients and updates, or in its inference form
  Kernels, ///< kernels on tensors
  Buffers, ///< kernels on buffers, memory planned
  Loops,   ///< loops and vectors
  LLVM,    ///< the LLVM dialect
  Code,    ///< machine code
};

struct BackendOptions {
  CpuTarget target;
  int64_t maxBatch = 32;
  /// Channels of convolutions that stand side by side; 1: none.
  int64_t channelBlock = 16;
  /// Of convolutions of 3 x 3, wherever they can have one; 0: by cost.
  int64_t winogradTile = 0;
  /// Names of optimizations that are left out.
  std::vector<std::string> disabled;
  /// For kernels, where a file of them is named.
  std::shared_ptr<const ScheduleFile> schedules;
  /// Bytes for parameters and arena; 0: no limit.
  int64_t memoryBudget = 0;
  /// Threads that the compiler uses.
  unsigned threads = 1;
  /// The code calls msrt_launch_done behind each launch.
  bool profile = false;
};

/// Runs `build` on `module`; false where a pass has reported errors.
bool runPipeline(mlir::ModuleOp module,
                 llvm::function_ref<void(mlir::OpPassManager &)> build);

/// Builds the pipelines of the stages `first` to `last`, from Stage::Kernels to
/// Stage::LLVM.
void buildLowerPipeline(mlir::OpPassManager &pm, const BackendOptions &options,
                        Stage last = Stage::LLVM, Stage first = Stage::Kernels);

/// Lowers a graph up to and including `last`.
bool lowerModule(mlir::ModuleOp module, const BackendOptions &options,
                 Stage last = Stage::LLVM);

/// The tables of a module lowered to Stage::Buffers or further, for a target.
ArtifactInfo describeArtifact(mlir::ModuleOp module,
                              const BackendOptions &options);

/// Compiles a module lowered to Stage::LLVM into this process.
llvm::Expected<std::unique_ptr<Jit>> jitModule(mlir::ModuleOp module,
                                               const ArtifactInfo &info,
                                               const BackendOptions &options);

} // namespace ms

#endif // MS_LIB_DRIVER_COMPILEMODULE_H
