//===- validate.cpp - Loading a network to validate it --------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// validate MNIST CHECKPOINT: the accuracy of ResNet-50 with these weights.
//
//===----------------------------------------------------------------------===//

#include "docs/guide/tutorial/Tutorial.h"

namespace nn = ms::nn;

static void validate(const std::vector<std::string> &words) {
  ms::models::Network net(tutorial::resnet50());
  // The file holds the optimizer's state as well, which this network has no
  // parameter for: it is listed, and no error.
  ms::LoadResult result =
      ms::loadParamIntoNet(net, ms::loadCheckpoint(words[1]));
  std::printf("%zu parameters not loaded, %zu entries not used\n",
              result.paramNotLoad.size(), result.ckptNotLoad.size());

  nn::SoftmaxCrossEntropyWithLogits loss(/*sparse=*/true);
  ms::Model model(net, loss, {"accuracy"});
  std::printf("accuracy %.3f\n", model
                                     .eval(tutorial::mnist(words[0], "test")
                                               .take(128)
                                               .batch(8))
                                     .at("accuracy"));
}

int main(int argc, char **argv) {
  return tutorial::run(argc, argv, "validate MNIST CHECKPOINT", 2, validate);
}
