//===- resume.cpp - Going on where a run was stopped ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// resume MNIST FOLDER: trains three epochs, the newest good checkpoint of the
// run in FOLDER being the beginning. Killed at any moment and started again, it
// ends with the bits of a run that was not.
//
//===----------------------------------------------------------------------===//

#include "docs/guide/tutorial/Tutorial.h"

namespace nn = ms::nn;

static void resume(const std::vector<std::string> &words) {
  ms::models::Network net(tutorial::resnet50());
  nn::SoftmaxCrossEntropyWithLogits loss(/*sparse=*/true);
  nn::Momentum optimizer(net.trainableParams(), 0.001, 0.9);
  ms::Model model(net, loss, optimizer);

  ms::ResumePoint point = model.resume(words[1], "resnet50");
  for (const std::string &text : point.skipped)
    std::printf("passed over: %s\n", text.c_str());
  std::printf("after step %lld of epoch %lld\n",
              static_cast<long long>(point.step),
              static_cast<long long>(point.epoch + 1));

  ms::Dataset data =
      tutorial::mnist(words[0], "train").take(32 * 8).shuffle(1).batch(8);
  ms::ModelCheckpoint saver("resnet50", words[1],
                            ms::CheckpointConfig().saveCheckpointSteps(32));
  model.train(3, data, {&saver});
  std::printf("last file %s\n", saver.latestCkptFileName().c_str());
}

int main(int argc, char **argv) {
  return tutorial::run(argc, argv, "resume MNIST FOLDER", 2, resume);
}
