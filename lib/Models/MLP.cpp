//===- MLP.cpp - Dense layers with ReLU between them ----------------------===//
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

class MLP final : public Model {
public:
  void declareOptions(ModelOptions &options) override {
    options.integer("classes", "columns of the output", 1, classes);
    options.integer("features", "columns of the input", 1, features);
    options.integer("hidden", "units of each hidden layer", 1, hidden);
    options.integer("layers", "dense layers, the last one included", 1, layers);
  }

  std::vector<ModelInput> inputs() const override { return {{"", {features}}}; }

  SmallVector<Value> build(NetworkBuilder &b,
                           ArrayRef<Value> inputs) const override {
    Value x = inputs[0];
    for (int64_t k = 1; k <= layers; ++k) {
      std::string name = "fc" + std::to_string(k);
      x = addDense(b, name, x, k == layers ? classes : hidden, Init::weight(),
                   Init::bias(k == 1 ? features : hidden));
      if (k < layers)
        x = addLayer<ReLUOp>(b, name, x);
    }
    return {x};
  }

private:
  int64_t classes = 10, features = 784, hidden = 512, layers = 3;
};

} // namespace

std::unique_ptr<Model> makeMLP() { return std::make_unique<MLP>(); }

} // namespace ms
