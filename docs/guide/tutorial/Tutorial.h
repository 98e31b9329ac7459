//===- Tutorial.h - What the tutorial's programs share ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The data, the networks, and how a program ends.
//
//===----------------------------------------------------------------------===//

#ifndef DOCS_GUIDE_TUTORIAL_TUTORIAL_H
#define DOCS_GUIDE_TUTORIAL_TUTORIAL_H

#include "ms/MindIRC.h"

#include <cstdio>
#include <exception>
#include <string>
#include <vector>

namespace tutorial {

/// MNIST as single rows: Float32 [1, 32, 32] from 0 to 1, and labels. `usage`
/// is "train" or "test".
inline ms::Dataset mnist(const std::string &folder, const std::string &usage) {
  return ms::MnistDataset(folder, usage)
      .map(ms::transforms::centrePad(32, 32))
      .map(ms::transforms::rescale(1.0 / 255));
}

/// The tutorial's network, for the images of MNIST.
inline ms::models::Description resnet50() {
  return ms::models::resnet50(
      ms::models::ResNetOptions().classes(10).channels(1).image(32));
}

/// Calls `body` with the arguments; what it throws is one line, and status 1.
template <typename Body>
int run(int argc, char **argv, const char *usage, int count, Body &&body) {
  if (argc != count + 1) {
    std::fprintf(stderr, "usage: %s\n", usage);
    return 1;
  }
  try {
    body(std::vector<std::string>(argv + 1, argv + argc));
  } catch (const std::exception &error) {
    std::fprintf(stderr, "error: %s\n", error.what());
    return 1;
  }
  return 0;
}

} // namespace tutorial

#endif // DOCS_GUIDE_TUTORIAL_TUTORIAL_H
