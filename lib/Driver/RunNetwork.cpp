//===- RunNetwork.cpp - What ms-run does ----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Splits the command line into what compiles a network and what runs it; the
// latter is the runtime's, the same for the executables that ms-compile makes.
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/RunNetwork.h"

#include "lib/Driver/Bench.h"
#include "lib/Driver/CompileNetwork.h"
#include "lib/Driver/LoadArtifact.h"
#include "lib/Driver/LoadNetwork.h"
#include "lib/Driver/OpenCheckpoint.h"
#include "lib/Models/Zoo.h"

#include "msrt/CommandLine.h"

#include "llvm/Support/raw_ostream.h"

#include <csignal>

using namespace llvm;

namespace ms {

static const char kUsage[] =
    "usage: ms-run train NET --data DIR|FILE.npz [options]\n"
    "       ms-run eval NET --data DIR|FILE.npz [options]\n"
    "       ms-run infer NET --inputs FILE.npz --outputs FILE.npz [options]\n"
    "       ms-run bench NET|--workload NAME [options]\n"
    "       ms-run zoo\n"
    "       ms-run --help | --version\n"
    "\n"
    "NET: a .mlir, .mindir, .air, .onnx or -graph.meta file, MLIR bytecode,\n"
    "     a library that ms-compile has made (.so),\n"
    "     or zoo:NAME[:key=value,...]; `ms-run zoo` lists names and keys\n";

static void printHelp(const OptionTable &table, const OptionTable &keyTable) {
  outs() << kUsage << msrt::helpOptions()
         << "\nof encrypted files behind --ckpt and --resume:\n"
         << keyTable.help() << "\nhow to compile NET (not for a .so):\n"
         << table.help();
}

static void printVersion() { outs() << "mindirc " MS_VERSION "\n"; }

// Returns what exit() takes.
static FailureOr<int> execute(const msrt_artifact &artifact,
                              const msrt::TrainOptions &options) {
  msrt::Result<int> trained = 0;
  msrt::Status status;
  switch (options.command) {
  case msrt::Command::Eval:
    status = msrt::runEval(artifact, options);
    break;
  case msrt::Command::Infer:
    status = msrt::runInfer(artifact, options);
    break;
  case msrt::Command::Info:
    msrt::printInfo(artifact, stdout);
    break;
  default:
    trained = msrt::runTrain(artifact, options);
    status = trained.status();
  }
  if (!status.ok())
    return reportError(status);
  return *trained;
}

static FailureOr<int> runLibrary(const std::string &path,
                                 const OptionTable &table,
                                 msrt::TrainOptions options) {
  if (!table.getGiven().empty())
    return reportError(Code::CommandLine, "option " + table.getGiven().front() +
                                              " is for compiling, but " + path +
                                              " is compiled already");
  std::unique_ptr<LoadedArtifact> library = LoadedArtifact::load(path);
  if (!library)
    return failure();
  if (options.threads > 0)
    library->setThreads(options.threads);
  options.artifactPath = path;
  return execute(library->getArtifact(), options);
}

static FailureOr<int> runSource(const std::string &name, Purpose purpose,
                                const OptionTable &table,
                                CompileOptions compile,
                                msrt::TrainOptions options) {
  compile.threads = options.threads;
  if (compile.maxBatch == 0)
    compile.maxBatch = options.batch;
  std::unique_ptr<Network> network =
      Network::load(name, compile.threads, compile.inputShapes);
  if (!network || failed(checkCompileOptions(compile, table, purpose,
                                             network->getModule())))
    return failure();
  FailureOr<CompiledNetwork> compiled =
      compileInProcess(network->getModule(), purpose, compile);
  if (failed(compiled))
    return failure();
  for (const ParameterInfo &parameter : compiled->code.info.parameters)
    if (parameter.data)
      options.initialData.push_back(
          {parameter.tensor.name, parameter.data, parameter.bytes});
  return execute(compiled->getArtifact(), options);
}

static FailureOr<int> runCommand(const std::vector<std::string> &arguments) {
  CompileOptions compile;
  OptionTable table, keyTable;
  DecryptionOptions decryption;
  decryption.add(keyTable);
  compile.addTrainingOptions(table);
  compile.addTargetOptions(table);
  const std::vector<std::string> commands = {"train", "eval", "infer", "bench",
                                             "zoo"};
  if (arguments.empty())
    return reportError(Code::CommandLine, "expected a command (see --help)");
  const std::string &command = arguments[0];
  if (is_contained(arguments, "--help") || is_contained(arguments, "-h")) {
    printHelp(table, keyTable);
    return 0;
  }
  if (command == "--version") {
    printVersion();
    return 0;
  }
  if (!is_contained(commands, command))
    return command[0] == '-'
               ? reportUnknownOption(command, {"--help", "--version"})
               : reportError(Code::CommandLine,
                             "unknown command '" + command + "'" +
                                 didYouMean(command, commands));
  if (command == "zoo") {
    if (arguments.size() > 1)
      return reportError(Code::CommandLine,
                         "zoo takes no argument, but there is '" +
                             arguments[1] + "'");
    outs() << "zoo:NAME[:key=value,key=value...], defaults in parentheses\n\n"
           << zooHelp();
    return 0;
  }
  if (arguments.size() < 2 || arguments[1].empty() || arguments[1][0] == '-')
    return reportError(Code::CommandLine, command +
                                              " needs a network behind the "
                                              "command (see --help)");
  const std::string &name = arguments[1];
  if (is_contained(arguments, "--version")) {
    printVersion();
    return 0;
  }
  std::vector<std::string> words, rest = {command};
  if (failed(keyTable.parse(ArrayRef(arguments).drop_front(2), words)) ||
      failed(table.parse(words, rest)))
    return failure();
  std::vector<const char *> pointers;
  for (const std::string &word : rest)
    pointers.push_back(word.c_str());
  Purpose purpose = command == "eval"    ? Purpose::Eval
                    : command == "infer" ? Purpose::Infer
                                         : Purpose::Train;
  std::vector<std::string> others = table.getNames();
  append_range(others, keyTable.getNames());
  msrt::Result<msrt::TrainOptions> options = msrt::parseTrainOptions(
      static_cast<int>(pointers.size()), pointers.data(), others);
  if (!options.ok())
    return reportError(options.status());
  if (options->checkpoint.empty() && options->resume.empty() &&
      !keyTable.getGiven().empty())
    return reportError(Code::CommandLine, "option " +
                                              keyTable.getGiven().front() +
                                              " needs --ckpt or --resume");
  if (failed(decryption.readKey()))
    return failure();
  options->cipher = decryption.getCipher();
  if (isSharedLibrary(name))
    return runLibrary(name, table, options.take());
  return runSource(name, purpose, table, compile, options.take());
}

int runTool(int argc, char **argv) {
  // A file size limit shall be an error message, not a signal.
  std::signal(SIGXFSZ, SIG_IGN);
  std::vector<std::string> arguments(argv + 1, argv + argc);
  if (!arguments.empty() && arguments[0] == "bench")
    return finishTool(runBench({arguments.begin() + 1, arguments.end()}));
  FailureOr<int> exitCode = runCommand(arguments);
  int finished = finishTool(success(succeeded(exitCode)));
  return finished != 0 ? finished : *exitCode;
}

} // namespace ms
