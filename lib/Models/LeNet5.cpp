//===- LeNet5.cpp - LeNet-5 of the MindSpore tutorial ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Models/Models.h"

#include "lib/Models/Parts.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

class LeNet5 final : public Model {
public:
  void declareOptions(ModelOptions &options) override {
    options.integer("classes", "columns of the output", 1, classes);
    options.integer("channels", "channels of the image", 1, channels);
  }

  std::vector<ModelInput> inputs() const override {
    return {{"", {channels, 32, 32}}};
  }

  SmallVector<Value> build(NetworkBuilder &b,
                           ArrayRef<Value> inputs) const override {
    Value x = inputs[0];
    x = convolution(b, x, "1", 6);
    x = convolution(b, x, "2", 16);
    x = addLayer<FlattenOp>(b, "flatten", x);
    x = dense(b, x, "fc1", 120, true);
    x = dense(b, x, "fc2", 84, true);
    return {dense(b, x, "fc3", classes, false)};
  }

private:
  static Value convolution(NetworkBuilder &b, Value x, const std::string &index,
                           int64_t out) {
    WindowOptions window, pooling;
    window.kernel = {5, 5};
    pooling.kernel = pooling.stride = {2, 2};
    x = addConv2d(b, "conv" + index, x, out, window, Init::weight());
    x = addLayer<ReLUOp>(b, "conv" + index, x);
    return addMaxPool(b, "max_pool" + index, x, pooling);
  }

  static Value dense(NetworkBuilder &b, Value x, StringRef name, int64_t out,
                     bool relu) {
    Init bias = Init::bias(extentOf(x, 1));
    x = addDense(b, name, x, out, Init::normal(0.02), bias);
    return relu ? addLayer<ReLUOp>(b, name, x) : x;
  }

  int64_t classes = 10, channels = 1;
};

} // namespace

std::unique_ptr<Model> makeLeNet5() { return std::make_unique<LeNet5>(); }

} // namespace ms
