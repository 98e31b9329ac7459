//===- train.cpp - Saving while training ----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// train MNIST FOLDER: two epochs of ResNet-50 with 32 steps each. FOLDER then
// holds resnet50-graph.meta, resnet50-1_32.ckpt and resnet50-2_32.ckpt; of a
// second run resnet50_1-1_32.ckpt and so on.
//
//===----------------------------------------------------------------------===//

#include "docs/guide/tutorial/Tutorial.h"

namespace nn = ms::nn;

static void train(const std::vector<std::string> &words) {
  ms::models::Network net(tutorial::resnet50());
  nn::SoftmaxCrossEntropyWithLogits loss(/*sparse=*/true);
  nn::Momentum optimizer(net.trainableParams(), 0.001, 0.9);
  ms::Model model(net, loss, optimizer, {"accuracy"});

  ms::Dataset data =
      tutorial::mnist(words[0], "train").take(32 * 8).shuffle(1).batch(8);
  ms::ModelCheckpoint saver(
      "resnet50", words[1],
      ms::CheckpointConfig().saveCheckpointSteps(32).keepCheckpointMax(10));
  ms::LossMonitor monitor(/*perPrintTimes=*/32);
  model.train(2, data, {&saver, &monitor});
  std::printf("last file %s\n", saver.latestCkptFileName().c_str());
}

int main(int argc, char **argv) {
  return tutorial::run(argc, argv, "train MNIST FOLDER", 2, train);
}
