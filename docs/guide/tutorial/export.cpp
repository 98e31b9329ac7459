//===- export.cpp - A trained network in three formats --------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// export CHECKPOINT FOLDER: writes resnet50.mindir, resnet50.air and
// resnet50.onnx, a network with two inputs as pair.mindir, and the step that
// trains it as pair_step.mindir.
//
//===----------------------------------------------------------------------===//

#include "docs/guide/tutorial/Tutorial.h"

namespace nn = ms::nn;
namespace ops = ms::ops;

namespace {
/// [N, 16], [N, 16] -> [N, 4].
struct Pair : ms::Cell {
  nn::Dense &left = add<nn::Dense>("left", 16, 4);
  nn::Dense &right = add<nn::Dense>("right", 16, 4);

  std::vector<ms::Tensor>
  constructAll(const std::vector<ms::Tensor> &inputs) override {
    return {ops::relu(left(inputs[0]) + right(inputs[1]))};
  }
};
} // namespace

static void exportAll(const std::vector<std::string> &words) {
  ms::models::Network net(tutorial::resnet50());
  ms::loadParamIntoNet(net, ms::loadCheckpoint(words[0]));
  // Only type and shape count.
  ms::Array image(ms::DType::Float32, {8, 1, 32, 32});
  // Each name gets the format's ending.
  std::string name = words[1] + "/resnet50";
  ms::exportModel(net, {image}, name, ms::FileFormat::MINDIR);
  ms::exportModel(net, {image}, name, ms::FileFormat::AIR);
  ms::exportModel(net, {image}, name, ms::FileFormat::ONNX);

  Pair pair;
  ms::Array row(ms::DType::Float32, {8, 16});
  ms::exportModel(pair, {row, row}, words[1] + "/pair", ms::FileFormat::MINDIR);

  nn::SoftmaxCrossEntropyWithLogits loss(/*sparse=*/true);
  nn::Momentum optimizer(pair.trainableParams(), 0.1, 0.9);
  ms::Model model(pair, loss, optimizer);
  ms::Array label(ms::DType::Int32, {8});
  ms::exportModel(model, {row, row, label}, words[1] + "/pair_step");
}

int main(int argc, char **argv) {
  return tutorial::run(argc, argv, "export CHECKPOINT FOLDER", 2, exportAll);
}
