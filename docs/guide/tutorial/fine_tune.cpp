//===- fine_tune.cpp - A trained network for another task -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// fine_tune MNIST CHECKPOINT: the network of CHECKPOINT learns to tell odd from
// even numbers. Its head is new and trained alone.
//
//===----------------------------------------------------------------------===//

#include "docs/guide/tutorial/Tutorial.h"

namespace nn = ms::nn;

static void fineTune(const std::vector<std::string> &words) {
  ms::models::Network net(ms::models::resnet50(
      ms::models::ResNetOptions().classes(2).channels(1).image(32)));
  // Takes what fits: the head has another shape.
  ms::LoadResult result =
      ms::transferParamIntoNet(net, ms::loadCheckpoint(words[1]));
  for (const std::string &text : result.unfit)
    std::printf("not taken: %s\n", text.c_str());

  std::vector<ms::Parameter> head;
  for (ms::Parameter parameter : net.trainableParams()) {
    bool isHead = parameter.name().rfind("end_point.", 0) == 0;
    parameter.setRequiresGrad(isHead);
    if (isHead)
      head.push_back(parameter);
  }
  std::printf("%zu parameters are trained\n", head.size());

  nn::SoftmaxCrossEntropyWithLogits loss(/*sparse=*/true);
  nn::Adam optimizer(head, 0.01);
  ms::Model model(net, loss, optimizer, {"accuracy"});
  auto odd = ms::transforms::function(
      ms::DType::Int32, {}, [](const ms::Array &label, ms::Array &output) {
        output.data<int32_t>()[0] = static_cast<int32_t>(label.at(0)) % 2;
      });
  ms::Dataset data = tutorial::mnist(words[0], "train")
                         .map(odd, /*column=*/1)
                         .take(32 * 8)
                         .shuffle(1)
                         .batch(8);
  double last = model.train(2, data);
  std::printf("loss %.4f\n", last);
}

int main(int argc, char **argv) {
  return tutorial::run(argc, argv, "fine_tune MNIST CHECKPOINT", 2, fineTune);
}
