//===- ZooTest.cpp - The zoo's networks as cells --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "test/unit/Api/ApiNetworks.h"
#include "test/unit/Api/ReferenceForward.h"

using namespace ms;
using namespace ms::test;

namespace {

/// Options that keep a network small, for those that need them.
std::string smallOptions(const std::string &name) {
  if (name.find("vgg") == 0)
    return name + ":image=32,hidden=8";
  if (name.find("resnet") == 0 || name == "mobilenetv2")
    return name + ":image=32,classes=2";
  if (name == "unet")
    return name + ":image=188,width=1";
  if (name.find("gpt") == 0 || name.find("bert") == 0)
    return name + ":seq=4,vocab=10,layers=1,hidden=8,heads=2";
  if (name.find("vit") == 0)
    return name + ":layers=1,hidden=8,heads=2";
  if (name == "lstm")
    return name + ":seq=3,vocab=10,embedding=4,hidden=4";
  return name;
}

TEST(ZooCells, ParametersHaveTheZoosNamesAndOrder) {
  ASSERT_FALSE(zooNetworks().empty());
  for (const std::string &name : zooNetworks()) {
    std::string text = smallOptions(name);
    models::Network net{models::Description(text)};
    EXPECT_EQ(namesOf(net.parameters()), zooParameterNames(text)) << name;
  }
}

TEST(ZooCells, AreTheNetworksThatUsersWrite) {
  setSeed(3);
  LeNet5 own;
  setSeed(3);
  models::Network zoo = models::lenet5();
  EXPECT_EQ(namesOf(zoo.parameters()), namesOf(own.parameters()));
  for (const Parameter &parameter : zoo.parameters())
    EXPECT_TRUE(
        sameBits(parameter.data(), own.parameter(parameter.name()).data()))
        << parameter.name();
  Array images = randomArray({5, 1, 32, 32}, 1);
  Model first(own), second(zoo);
  EXPECT_TRUE(sameBits(first.predict(images), second.predict(images)));
}

/// A body from the zoo below a head of one's own.
struct Headed : Cell {
  models::Network &body = add<models::Network>(
      "body",
      models::mlp(models::MLPOptions().classes(6).features(5).hidden(7)));
  nn::Dense &head = add<nn::Dense>("head", 6, 2);
  Tensor construct(const Tensor &x) override { return head(body(x)); }
};

TEST(ZooCells, ArePartsOfOtherCells) {
  Headed net;
  EXPECT_EQ(namesOf(net.parameters()),
            (std::vector<std::string>{"body.fc1.weight", "body.fc1.bias",
                                      "body.fc2.weight", "body.fc2.bias",
                                      "body.fc3.weight", "body.fc3.bias",
                                      "head.weight", "head.bias"}));
  EXPECT_EQ(Model(net).predict(randomArray({3, 5}, 1)).shape(), (Shape{3, 2}));
}

TEST(ZooCells, AFrozenBodyKeepsItsWeights) {
  Headed net;
  for (Parameter parameter : net.body.parameters())
    parameter.setRequiresGrad(false);
  Array before = net.parameter("body.fc1.weight").data();
  Array head = net.parameter("head.weight").data();
  nn::SoftmaxCrossEntropyWithLogits loss(true);
  nn::Momentum optimizer(net.trainableParams(), 0.1, 0.9);
  Model model(net, loss, optimizer);
  model.train(
      1, NumpySlicesDataset({randomArray({8, 5}, 1), randomLabels(8, 2, 2)},
                            {"x", "label"})
             .batch(4));
  EXPECT_TRUE(sameBits(net.parameter("body.fc1.weight").data(), before));
  EXPECT_FALSE(sameBits(net.parameter("head.weight").data(), head));
}

TEST(ZooCells, MistakesAreErrors) {
  EXPECT_CONTAINS(
      errorOf([] { models::Network net = models::Description("lenet6"); }),
      "[MS5001] zoo:lenet6: the zoo has no network 'lenet6'");
  EXPECT_CONTAINS(
      errorOf([] {
        models::Network net = models::mlp(models::MLPOptions().hidden(0));
      }),
      "[MS5001] zoo:mlp:hidden=0: option 'hidden' is '0', expected a whole");
  models::Network net = models::lenet5();
  EXPECT_CONTAINS(
      errorOf([&] { Model(net).predict(randomArray({2, 3, 32, 32}, 1)); }),
      "[MS5001] zoo:lenet5: input 0 is tensor<?x3x32x32xf32>, but must be "
      "tensor<?x1x32x32xf32>");
}

} // namespace
