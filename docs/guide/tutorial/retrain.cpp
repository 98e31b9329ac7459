//===- retrain.cpp - Training on from a checkpoint ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// retrain MNIST CHECKPOINT FOLDER: loads network and optimizer, and trains one
// more epoch; its files are in FOLDER.
//
//===----------------------------------------------------------------------===//

#include "docs/guide/tutorial/Tutorial.h"

namespace nn = ms::nn;

static void retrain(const std::vector<std::string> &words) {
  ms::models::Network net(tutorial::resnet50());
  nn::SoftmaxCrossEntropyWithLogits loss(/*sparse=*/true);
  nn::Momentum optimizer(net.trainableParams(), 0.001, 0.9);

  ms::ParameterDict dict = ms::loadCheckpoint(words[1]);
  ms::loadParamIntoNet(net, dict);
  ms::loadParamIntoNet(optimizer, dict);

  ms::Model model(net, loss, optimizer, {"accuracy"});
  ms::Dataset data =
      tutorial::mnist(words[0], "train").take(32 * 8).shuffle(1).batch(8);
  ms::ModelCheckpoint saver("resnet50", words[2],
                            ms::CheckpointConfig().saveCheckpointSteps(32));
  // Two of three epochs are done: the third has its own order of the data.
  double last = model.train(3, data, {&saver}, /*initialEpoch=*/2);
  std::printf("loss %.4f\nlast file %s\n", last,
              saver.latestCkptFileName().c_str());
}

int main(int argc, char **argv) {
  return tutorial::run(argc, argv, "retrain MNIST CHECKPOINT FOLDER", 3,
                       retrain);
}
