// lenet.cpp - LeNet-5 on MNIST by the C++ API: lenet MNIST_FOLDER
// CHECKPOINT_FOLDER
//
// SPDX-License-Identifier: Apache-2.0

#include "ms/MindIRC.h"

#include <cstdio>
#include <exception>
#include <string>

namespace nn = ms::nn;
namespace ops = ms::ops;

// The members' names make the parameters' names: conv1.weight, fc1.bias, ...
struct LeNet5 : ms::Cell {
  nn::Conv2d &conv1 =
      add<nn::Conv2d>("conv1", 1, 6, 5, nn::Conv2dOptions().padMode("valid"));
  nn::Conv2d &conv2 =
      add<nn::Conv2d>("conv2", 6, 16, 5, nn::Conv2dOptions().padMode("valid"));
  nn::MaxPool2d &pool = add<nn::MaxPool2d>("pool", 2, 2);
  nn::Flatten &flatten = add<nn::Flatten>("flatten");
  nn::Dense &fc1 = add<nn::Dense>("fc1", 400, 120);
  nn::Dense &fc2 = add<nn::Dense>("fc2", 120, 84);
  nn::Dense &fc3 = add<nn::Dense>("fc3", 84, 10);

  ms::Tensor construct(const ms::Tensor &image) override {
    ms::Tensor x = pool(ops::relu(conv1(image)));
    x = flatten(pool(ops::relu(conv2(x))));
    x = ops::relu(fc1(x));
    return fc3(ops::relu(fc2(x)));
  }
};

// Images of 32 x 32 with values from 0 to 1.
static ms::Dataset mnist(const std::string &folder, const std::string &usage) {
  return ms::MnistDataset(folder, usage)
      .map(ms::transforms::centrePad(32, 32))
      .map(ms::transforms::rescale(1.0 / 255));
}

static void run(const std::string &data, const std::string &folder) {
  LeNet5 net;
  nn::SoftmaxCrossEntropyWithLogits loss(/*sparse=*/true);
  nn::Momentum optimizer(net.trainableParams(), 0.01, 0.9);
  ms::Model model(net, loss, optimizer, {"accuracy"});

  ms::ProgressBar progress;
  ms::ModelCheckpoint saver(
      "lenet", folder,
      ms::CheckpointConfig().saveCheckpointSteps(125).keepCheckpointMax(3));
  model.train(2, mnist(data, "train").shuffle(1).batch(32),
              {&progress, &saver});
  std::printf("accuracy %.3f\n",
              model.eval(mnist(data, "test").batch(32)).at("accuracy"));

  // Another network goes on where this one stands.
  LeNet5 other;
  ms::loadParamIntoNet(other, ms::loadCheckpoint(saver.latestCkptFileName()));
  ms::Model same(other, loss, {"accuracy"});
  std::printf("loaded   %.3f\n",
              same.eval(mnist(data, "test").batch(32)).at("accuracy"));
  ms::saveCheckpoint(other, folder + "/MyNet.ckpt");
}

int main(int argc, char **argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: lenet MNIST_FOLDER CHECKPOINT_FOLDER\n");
    return 1;
  }
  try {
    run(argv[1], argv[2]);
  } catch (const std::exception &error) {
    std::fprintf(stderr, "error: %s\n", error.what());
    return 1;
  }
  return 0;
}
