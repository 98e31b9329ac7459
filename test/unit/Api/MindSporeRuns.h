//===- MindSporeRuns.h - Training beside MindSpore's numbers ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The runs are made by test/EndToEnd/make_layer_runs.py.
//
//===----------------------------------------------------------------------===//

#ifndef MS_TEST_UNIT_API_MINDSPORERUNS_H
#define MS_TEST_UNIT_API_MINDSPORERUNS_H

#include "test/unit/Api/ApiNetworks.h"

namespace ms::test {

/// Trains `net` as MindSpore did and compares losses, parameters and what it
/// then says in evaluation.
inline void compareRun(Cell &net, const std::string &file) {
  std::map<std::string, Array> run = Array::fromNpz(file);
  std::vector<std::string> names;
  for (Parameter parameter : net.parameters()) {
    auto init = run.find("init." + parameter.name());
    ASSERT_NE(init, run.end()) << parameter.name();
    parameter.setData(init->second);
    names.push_back(parameter.name());
  }
  size_t known = 0;
  for (const auto &[name, value] : run)
    known += name.rfind("init.", 0) == 0;
  EXPECT_EQ(names.size(), known);

  nn::SoftmaxCrossEntropyWithLogits loss(/*sparse=*/true);
  nn::Momentum optimizer(net.trainableParams(), 0.05, 0.9, 1e-3);
  Model model(net, loss, optimizer);
  Losses losses;
  model.train(1, NumpySlicesDataset({run.at("x"), run.at("label")}).batch(8),
              {&losses});
  const Array &expected = run.at("loss");
  ASSERT_EQ(static_cast<int64_t>(losses.values.size()), expected.size());
  for (int64_t k = 0; k < expected.size(); ++k)
    EXPECT_NEAR(losses.values[static_cast<size_t>(k)], expected.at(k),
                1e-5 * expected.at(k))
        << "step " << k;
  for (const Parameter &parameter : net.parameters())
    EXPECT_LE(distance(parameter.data(), run.at("final." + parameter.name())),
              1e-4)
        << parameter.name();
  Array x(DType::Float32, {8, run.at("x").shape()[1], run.at("x").shape()[2],
                           run.at("x").shape()[3]});
  std::memcpy(x.raw(), run.at("x").raw(),
              static_cast<size_t>(x.size()) * sizeof(float));
  EXPECT_LE(distance(model.predict(x), run.at("eval")), 1e-4);
}

} // namespace ms::test

#endif // MS_TEST_UNIT_API_MINDSPORERUNS_H
