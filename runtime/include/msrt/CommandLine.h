//===- CommandLine.h - The commands of a compiled network -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides what options the executables that ms-compile makes understand, and
// what train, eval and infer do. ms-run uses the same functions for networks
// that it compiles in its own process. Nothing here ends the process.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_COMMANDLINE_H
#define MSRT_COMMANDLINE_H

#include "ms-c/Runtime.h"
#include "msrt/Cipher.h"
#include "msrt/Status.h"

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace msrt {

enum class Command : unsigned {
  Train = 1,
  Eval = 2,
  Infer = 4,
  Help,
  Version,
  Info
};

/// The value of a parameter, in memory that somebody else holds.
struct InitialData {
  std::string name;
  const void *data = nullptr;
  uint64_t bytes = 0;
};

struct TrainOptions {
  Command command = Command::Train;
  /// Where the artefact lies; its weights are at this path plus ".ckpt".
  std::string artifactPath;
  /// Those weights, where the network was compiled in this process.
  std::vector<InitialData> initialData;

  std::string data;       ///< --data: an MNIST folder or an .npz file
  std::string checkpoint; ///< --ckpt: weights to start from
  /// For encrypted files of --ckpt and --resume; null in compiled networks,
  /// which have no cryptography.
  std::shared_ptr<const CheckpointCipher> cipher;
  std::string resume;               ///< --resume: a folder or a checkpoint
  std::string save;                 ///< --save: the weights after training
  std::string losses;               ///< --losses
  std::string checkpointDir;        ///< --ckpt-dir
  std::string prefix;               ///< --prefix, "" for the artefact's name
  std::string inputs;               ///< --inputs
  std::string outputs;              ///< --outputs
  std::vector<std::string> metrics; ///< --metrics, empty for what fits
  /// --append-info: names and, but for epoch_num and step_num, values.
  std::vector<std::pair<std::string, std::string>> appendInfo;
  int64_t epochs = 1;
  int64_t batch = 0;     ///< 0: what the artefact takes, at most 32 to train
  int64_t saveSteps = 0; ///< 0: by seconds, without those after each epoch
  int64_t saveSeconds = 0;
  int64_t keepMax = 0; ///< 0: by minutes, without those MindSpore's 5
  int64_t keepMinutes = 0;
  int64_t threads = 0; ///< 0: OMP_NUM_THREADS, else one per processor
  uint64_t seed = 1;
  bool shuffle = true;
  bool quiet = false;
  bool transfer = false; ///< --transfer: the checkpoint is another network's
  bool asyncSave = false;
  bool exceptionSave = false;
  bool crcCheck = false;
};

/// Reads the arguments after the program's name. Unknown options, options of
/// another command, values that are none and missing options are errors. What
/// the program reads besides, `others`, may be suggested for a wrong name.
Result<TrainOptions>
parseTrainOptions(int argc, const char *const *argv,
                  const std::vector<std::string> &others = {});

/// What --help prints; `program` is the name to show.
std::string helpText(const std::string &program);
/// The part of it about options: a paragraph per command.
std::string helpOptions();

/// Trains, then prints the final loss, and the accuracy where the MNIST folder
/// has a test split. SIGINT and SIGTERM stop it after the step, and it saves.
/// Returns the status for exit(): 0, or 128 and the number of the signal.
Result<int> runTrain(const msrt_artifact &artifact, const TrainOptions &options,
                     FILE *out = stdout);
/// Prints one line "name value" per metric.
Status runEval(const msrt_artifact &artifact, const TrainOptions &options,
               FILE *out = stdout);
/// Reads arrays, runs infer, writes out0, out1 ...
Status runInfer(const msrt_artifact &artifact, const TrainOptions &options);

/// Prints the artefact's table.
void printInfo(const msrt_artifact &artifact, FILE *out);

} // namespace msrt

#endif // MSRT_COMMANDLINE_H
