//===- Pipelines.h - The way from a network to LLVM -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Which passes run in which order, with options as structs: for drivers as
// functions, for ms-opt under the names mindir-train, mindir-infer,
// mindir-to-kernels, mindir-to-buffers, mindir-to-loops and mindir-to-llvm.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_PIPELINES_PIPELINES_H
#define MS_LIB_PIPELINES_PIPELINES_H

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassOptions.h"

#include <memory>
#include <string>

namespace ms {

struct ScheduleFile;

/// What a network computes in.
struct Precision {
  std::string type = "f32"; ///< f32, f16 or bf16
  std::string level = "O2"; ///< of mindir-mixed-precision
};

/// Options of mindir-train.
struct TrainPipelineOptions : mlir::PassPipelineOptions<TrainPipelineOptions> {
  Option<std::string> loss{
      *this, "loss",
      llvm::cl::desc("sparse_softmax_cross_entropy, softmax_cross_entropy or "
                     "mse"),
      llvm::cl::init("sparse_softmax_cross_entropy")};
  Option<std::string> precision{*this, "precision",
                                llvm::cl::desc("f32, f16 or bf16"),
                                llvm::cl::init("f32")};
  Option<std::string> ampLevel{
      *this, "amp-level", llvm::cl::desc("which ops compute in f16 or bf16"),
      llvm::cl::init("O2")};
  Option<double> lossScale{
      *this, "loss-scale",
      llvm::cl::desc("scale of the loss, or its first one; 0: none"),
      llvm::cl::init(0.0)};
  Option<bool> dynamicLossScale{*this, "dynamic-loss-scale",
                                llvm::cl::desc("adapt the scale"),
                                llvm::cl::init(false)};
  Option<double> lossScaleFactor{*this, "loss-scale-factor",
                                 llvm::cl::desc("of a dynamic scale"),
                                 llvm::cl::init(2.0)};
  Option<int64_t> lossScaleWindow{*this, "loss-scale-window",
                                  llvm::cl::desc("of a dynamic scale"),
                                  llvm::cl::init(2000)};
  Option<double> clipValue{
      *this, "clip-value",
      llvm::cl::desc("largest absolute value in a gradient; 0: any"),
      llvm::cl::init(0.0)};
  Option<double> clipNorm{
      *this, "clip-norm",
      llvm::cl::desc("largest norm of all gradients together; 0: any"),
      llvm::cl::init(0.0)};
  Option<std::string> optimizer{
      *this, "optimizer",
      llvm::cl::desc("momentum, sgd, gradient_descent, adam, "
                     "adam_weight_decay, adamw, lamb, rmsprop, adagrad, "
                     "adadelta, adamax, ftrl or proximal_adagrad; "
                     "empty: the module's attribute mindir.optimizer"),
      llvm::cl::init("")};
  ListOption<double> learningRate{
      *this, "learning-rate",
      llvm::cl::desc("one rate, or one rate per step; none: the optimizer's "
                     "default")};
  ListOption<std::string> freeze{
      *this, "freeze", llvm::cl::desc("patterns of parameters not to train")};
  ListOption<std::string> trainOnly{
      *this, "train-only",
      llvm::cl::desc("patterns of the parameters to train, with rows")};
  Option<double> weightDecay{*this, "weight-decay",
                             llvm::cl::desc("times the weight, added to each "
                                            "gradient"),
                             llvm::cl::init(-1.0)};
  ListOption<std::string> lrGroup{
      *this, "lr-group",
      llvm::cl::desc("PATTERN=RATE for parameters whose name fits")};
  ListOption<std::string> noDecay{
      *this, "no-decay",
      llvm::cl::desc("patterns of parameters without weight decay")};
  Option<double> momentum{
      *this, "momentum",
      llvm::cl::desc("of momentum (default 0.9), sgd and rmsprop (default 0)"),
      llvm::cl::init(-1.0)};
  Option<bool> useNesterov{*this, "use-nesterov",
                           llvm::cl::desc("Nesterov's form"),
                           llvm::cl::init(false)};
  Option<double> dampening{*this, "dampening", llvm::cl::desc("of sgd"),
                           llvm::cl::init(0.0)};
  Option<double> beta1{*this, "beta1", llvm::cl::desc("of adam's family"),
                       llvm::cl::init(0.9)};
  Option<double> beta2{*this, "beta2", llvm::cl::desc("of adam's family"),
                       llvm::cl::init(0.999)};
  Option<double> eps{*this, "eps",
                     llvm::cl::desc("of adam's family and rmsprop"),
                     llvm::cl::init(-1.0)};
  Option<bool> useAmsgrad{*this, "use-amsgrad", llvm::cl::desc("of adam"),
                          llvm::cl::init(false)};
  Option<double> decay{*this, "decay", llvm::cl::desc("of rmsprop"),
                       llvm::cl::init(0.9)};
  Option<bool> centered{*this, "centered", llvm::cl::desc("of rmsprop"),
                        llvm::cl::init(false)};
  Option<double> accum{*this, "accum",
                       llvm::cl::desc("of adagrad, proximal_adagrad and ftrl"),
                       llvm::cl::init(0.1)};
  Option<double> rho{*this, "rho", llvm::cl::desc("of adadelta"),
                     llvm::cl::init(0.9)};
  Option<double> l1{*this, "l1", llvm::cl::desc("of ftrl, proximal_adagrad"),
                    llvm::cl::init(0.0)};
  Option<double> l2{*this, "l2", llvm::cl::desc("of ftrl, proximal_adagrad"),
                    llvm::cl::init(0.0)};
  Option<double> lrPower{*this, "lr-power", llvm::cl::desc("of ftrl"),
                         llvm::cl::init(-0.5)};
  Option<bool> useLars{*this, "lars",
                       llvm::cl::desc("LARS around the optimizer"),
                       llvm::cl::init(false)};
  Option<double> larsCoefficient{*this, "lars-coefficient",
                                 llvm::cl::desc("of lars"),
                                 llvm::cl::init(0.001)};
  Option<double> larsEpsilon{*this, "lars-epsilon", llvm::cl::desc("of lars"),
                             llvm::cl::init(1e-5)};
  Option<bool> larsClip{*this, "lars-clip", llvm::cl::desc("of lars"),
                        llvm::cl::init(false)};
  Option<bool> fuseAttention{*this, "fuse-attention",
                             llvm::cl::desc("attention becomes one op"),
                             llvm::cl::init(true)};
};

/// What makes code faster and can be left out, in the order in which it is
/// done.
enum class Optimization {
  FuseAttention,     ///< mindir-fuse-attention
  FoldBatchNorm,     ///< mindir-fold-batch-norm
  Fusion,            ///< ops share kernels
  FlattenKernels,    ///< mindir-flatten-kernels
  SplitBatchSums,    ///< mindir-split-batch-sums
  BoundSums,         ///< mindir-bound-sums
  Winograd,          ///< mindir-winograd-convolutions
  PackOperands,      ///< mindir-pack-operands
  ScheduleLaunches,  ///< mindir-schedule-launches
  PrepareParameters, ///< mindir-prepare-parameters
  FetchAhead,        ///< what products read from memory is fetched early
  ApproximateMath,   ///< mindir-approximate-math
};
/// Each with its name in options.
llvm::ArrayRef<std::pair<llvm::StringLiteral, Optimization>> getOptimizations();
/// A help text that lists them.
llvm::StringRef describeOptimizations();

/// Options of mindir-to-kernels and of what comes after it.
struct LowerPipelineOptions : mlir::PassPipelineOptions<LowerPipelineOptions> {
  Option<int64_t> channelBlock{
      *this, "channel-block",
      llvm::cl::desc("channels of convolutions that stand side by side; 1: "
                     "rows of pixels do"),
      llvm::cl::init(16)};
  Option<int64_t> winogradTile{
      *this, "winograd-tile",
      llvm::cl::desc("pixels along a side of the tiles in which convolutions "
                     "of 3 x 3 are computed, 2 or 4, wherever they can be; 0: "
                     "what costs least"),
      llvm::cl::init(0)};
  ListOption<std::string> disable{*this, "disable",
                                  llvm::cl::desc(describeOptimizations())};
  /// A name in `disable` that none has ends the program with an error.
  bool isOn(Optimization optimization) const;
  Option<int64_t> maxBatch{
      *this, "max-batch",
      llvm::cl::desc("rows that buffers of a dynamic batch have room for"),
      llvm::cl::init(32)};
  Option<int64_t> memoryBudget{
      *this, "memory-budget",
      llvm::cl::desc("bytes for parameters and arena: values are computed "
                     "again until they fit; 0: no limit"),
      llvm::cl::init(0)};
  Option<int64_t> vectorBits{*this, "vector-bits",
                             llvm::cl::desc("width of a vector register"),
                             llvm::cl::init(256)};
  Option<int64_t> registers{*this, "registers",
                            llvm::cl::desc("number of vector registers"),
                            llvm::cl::init(16)};
  Option<bool> fma{*this, "fma",
                   llvm::cl::desc("whether the target multiplies and adds in "
                                  "one instruction"),
                   llvm::cl::init(true)};
  Option<std::string> schedules{
      *this, "schedules",
      llvm::cl::desc("file of schedules for kernels (ms-compile --tune)"),
      llvm::cl::init("")};
  /// The same, where it is read already.
  std::shared_ptr<const ScheduleFile> scheduleFile;
  Option<int64_t> groups{
      *this, "groups",
      llvm::cl::desc("modules of kernels that are compiled apart"),
      llvm::cl::init(1)};
  Option<bool> profile{
      *this, "profile",
      llvm::cl::desc("call msrt_launch_done behind each launch"),
      llvm::cl::init(false)};
};

/// Network -> @train_step (loss, gradients, updates), @eval_step (loss and
/// outputs) and @forward in its inference form.
void buildTrainPipeline(mlir::OpPassManager &pm,
                        const TrainPipelineOptions &options);
/// @train_step that has loss, gradients and updates already.
void buildStepPipeline(mlir::OpPassManager &pm);
/// Network -> @eval_step and @forward in its inference form.
void buildEvalPipeline(mlir::OpPassManager &pm, const std::string &loss,
                       const Precision &precision = {});
/// Network -> @forward in its inference form.
void buildInferPipeline(mlir::OpPassManager &pm,
                        const Precision &precision = {});
/// Graph -> kernels on tensors and functions that launch them.
void buildKernelsPipeline(mlir::OpPassManager &pm,
                          const LowerPipelineOptions &options);
/// Kernels on tensors -> kernels on buffers in one arena.
void buildBuffersPipeline(mlir::OpPassManager &pm,
                          const LowerPipelineOptions &options);
/// Kernels on buffers -> loops and vectors.
void buildLoopsPipeline(mlir::OpPassManager &pm,
                        const LowerPipelineOptions &options);
/// Loops and vectors -> the LLVM dialect.
void buildLLVMPipeline(mlir::OpPassManager &pm,
                       const LowerPipelineOptions &options);

/// Registers all of them, for tools; each lowering one starts from the graph.
void registerPipelines();

} // namespace ms

#endif // MS_LIB_PIPELINES_PIPELINES_H
