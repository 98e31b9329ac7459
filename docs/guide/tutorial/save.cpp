//===- save.cpp - Saving a network directly -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// save FOLDER: writes FOLDER/MyNet.ckpt.
//
//===----------------------------------------------------------------------===//

#include "docs/guide/tutorial/Tutorial.h"

int main(int argc, char **argv) {
  return tutorial::run(
      argc, argv, "save FOLDER", 1, [](const std::vector<std::string> &words) {
        ms::models::Network net(ms::models::lenet5());
        ms::saveCheckpoint(net, words[0] + "/MyNet.ckpt");
        std::printf("saved %zu parameters\n", net.parameters().size());
      });
}
