//===- FuzzOptions.cpp - Any words as a command line ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The bytes are split into words at line ends.
//
//===----------------------------------------------------------------------===//

#include "msrt/CommandLine.h"

#include "test/fuzz/FuzzFile.h"

#include <algorithm>

using namespace msrt;
using namespace msrt::test;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  std::string text(reinterpret_cast<const char *>(data), size);
  // An argument of a process ends at its first zero.
  std::replace(text.begin(), text.end(), '\0', ' ');
  std::vector<std::string> words(1);
  for (char c : text)
    if (c == '\n')
      words.emplace_back();
    else
      words.back() += c;
  std::vector<const char *> arguments;
  for (const std::string &word : words)
    arguments.push_back(word.c_str());
  Result<TrainOptions> options =
      parseTrainOptions(static_cast<int>(arguments.size()), arguments.data());
  if (!options.ok())
    checkError(options.status());
  else if (options->epochs < 1 || options->keepMax < 0 || options->batch < 0)
    std::abort();
  return 0;
}
