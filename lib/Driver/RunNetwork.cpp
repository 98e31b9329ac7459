//===- RunNetwork.cpp - What ms-run does ----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/RunNetwork.h"

#include "lib/Driver/Bench.h"

namespace ms {

int runTool(int argc, char **argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  if (!arguments.empty() && arguments[0] == "bench")
    return finishTool(runBench({arguments.begin() + 1, arguments.end()}));
  return finishTool(
      reportError(Code::CommandLine, "expected a command: bench"));
}

} // namespace ms
