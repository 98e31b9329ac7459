//===- Main.cpp - main() of a compiled network ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Exit codes: 0 all is done, 1 an error of use, said in one line, 128 and the
// number of a signal that stopped training (130 for SIGINT, 143 for SIGTERM).
//
//===----------------------------------------------------------------------===//

#include "msrt/CommandLine.h"
#include "msrt/File.h"
#include "msrt/Session.h"

#include <cerrno>
#include <csignal>
#include <unistd.h>

using namespace msrt;

// Where this executable lies, wherever it was called from.
static std::string executablePath(const char *fallback) {
  char path[4096];
  ssize_t length = ::readlink("/proc/self/exe", path, sizeof(path));
  if (length > 0 && static_cast<size_t>(length) < sizeof(path))
    return std::string(path, static_cast<size_t>(length));
  return fallback;
}

static Result<int> runCommand(const msrt_artifact &artifact,
                              const TrainOptions &options,
                              const std::string &program) {
  switch (options.command) {
  case Command::Train:
    return runTrain(artifact, options);
  case Command::Eval:
    MSRT_TRY(runEval(artifact, options));
    break;
  case Command::Infer:
    MSRT_TRY(runInfer(artifact, options));
    break;
  case Command::Help:
    std::fputs(helpText(program).c_str(), stdout);
    break;
  case Command::Version:
    std::printf("%s (mindirc runtime interface %u, key %s)\n", artifact.name,
                artifact.abi_version, artifact.key);
    break;
  case Command::Info:
    printInfo(artifact, stdout);
    break;
  }
  return 0;
}

int msrt_main(const msrt_artifact *artifact, int argc, char **argv) {
  // A file size limit shall be an error message, not a signal.
  std::signal(SIGXFSZ, SIG_IGN);
  std::string program = fileNameOf(argc > 0 ? argv[0] : "trainer");
  Result<TrainOptions> options =
      parseTrainOptions(argc > 0 ? argc - 1 : 0, argv + 1);
  Status status = options.status();
  if (status.ok() && artifact->abi_version != MSRT_ABI_VERSION)
    status = checkArtifact(*artifact);
  int exitCode = 0;
  if (status.ok()) {
    options->artifactPath = executablePath(argc > 0 ? argv[0] : "");
    Result<int> done = runCommand(*artifact, *options, program);
    status = done.status();
    exitCode = done.ok() ? *done : 1;
  }
  // Printed results count only when they arrived.
  errno = 0;
  bool lost = std::fflush(stdout) != 0 || std::ferror(stdout);
  if (status.ok() && lost)
    status = Status::error(Code::CommandLine, "standard output: %s",
                           errnoText(errno ? errno : EIO).c_str());
  if (status.ok())
    return exitCode;
  std::fprintf(stderr, "error: %s\n", status.message().c_str());
  return 1;
}
