//===- OptimizerRunsTest.cpp - Optimizers beside MindSpore's --------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A small network, two epochs of three steps: parameters and state, their names
// and order as in the checkpoints that MindSpore wrote after the same steps
// (test/EndToEnd/make_optimizer_runs.py).
//
//===----------------------------------------------------------------------===//

#include "test/unit/Api/ApiNetworks.h"

#include "msrt/Npy.h"

#include <functional>
#include <memory>

using namespace ms;
using namespace ms::test;

namespace {

constexpr double kTolerance = 5e-6;

struct Net : Cell {
  Parameter gamma = addParameter("gamma", {4}, Ones());
  nn::Dense &fc1 = add<nn::Dense>("fc1", 5, 4);
  nn::Dense &fc2 = add<nn::Dense>("fc2", 4, 3);
  nn::ReLU &relu = add<nn::ReLU>("relu");

  Tensor construct(const Tensor &x) override {
    return fc2(relu(fc1(x)) * gamma);
  }
};

std::string runFile(const std::string &name) {
  return MS_TEST_RUNS "/optimizers/" + name;
}

/// An array of run.npz.
Array runArray(const std::string &name) {
  auto arrays = msrt::readNpz(runFile("run.npz"));
  EXPECT_TRUE(arrays.ok());
  for (const msrt::NamedTensor &entry : *arrays) {
    if (entry.name != name)
      continue;
    msrt::TensorRef tensor = entry.tensor.ref();
    auto *data = static_cast<const float *>(tensor.data);
    return Array({tensor.dims.begin(), tensor.dims.end()},
                 std::vector<float>(data, data + tensor.count()));
  }
  ADD_FAILURE() << "run.npz has no " << name;
  return Array(DType::Float32, {1});
}

using Make = std::function<std::unique_ptr<Optimizer>(Net &)>;

/// Trains as MindSpore did; compares with what `file` holds, but for names that
/// start with `unknown`. Of ours, `extra` are not in the file.
void compareRun(const std::string &file, const Make &make, int64_t epochs = 2,
                const std::vector<std::string> &extra = {},
                const std::string &unknown = "?") {
  SCOPED_TRACE(file);
  Net net;
  for (Parameter parameter : net.parameters())
    parameter.setData(runArray(parameter.name()));
  std::unique_ptr<Optimizer> optimizer = make(net);
  nn::MSELoss loss;
  Model model(net, loss, *optimizer);
  Dataset data = NumpySlicesDataset({runArray("x"), runArray("y")}).batch(4);
  if (epochs > 0)
    model.train(epochs, data);

  ParameterDict wanted = loadCheckpoint(runFile(file + ".ckpt"));
  std::vector<std::string> names, ours;
  for (const std::string &name : wanted.names())
    if (name.rfind(unknown, 0) != 0)
      names.push_back(name);
  for (const Parameter &parameter : model.trainNetwork()) {
    if (std::count(extra.begin(), extra.end(), parameter.name()))
      continue;
    ours.push_back(parameter.name());
    // Of the experimental AdamW's another type.
    if (!wanted.contains(parameter.name()) || parameter.name() == "state_step")
      continue;
    Array value = wanted.at(parameter.name());
    EXPECT_EQ(parameter.data().dtype(), value.dtype()) << parameter.name();
    EXPECT_LE(distance(parameter.data(), value), kTolerance)
        << parameter.name();
  }
  EXPECT_EQ(ours, names);
}

/// As the list of dicts in make_optimizer_runs.py.
OptimizedParameters groupsOf(Net &net) {
  std::vector<Parameter> weights, others;
  for (const Parameter &parameter : net.trainableParams())
    (parameter.name().find("weight") != std::string::npos ? weights : others)
        .push_back(parameter);
  return OptimizedParameters(
      {ParamGroup(others).lr(0.05), ParamGroup(weights).weightDecay(0.125)},
      net.trainableParams());
}

TEST(OptimizerRuns, AdaptiveOnesAgreeWithMindSpore) {
  compareRun("amsgrad", [](Net &net) {
    return std::make_unique<nn::Adam>(net.trainableParams(), 0.1, 0.9, 0.999,
                                      1e-8, 0.125, false, 1, true);
  });
  compareRun("adam_weight_decay", [](Net &net) {
    return std::make_unique<nn::AdamWeightDecay>(net.trainableParams(), 0.1,
                                                 0.9, 0.999, 1e-6, 0.125);
  });
  compareRun(
      "adamw",
      [](Net &net) {
        return std::make_unique<nn::AdamW>(net.trainableParams(), 0.1);
      },
      2, {"global_step", "learning_rate"}, "max_exp_avg_sq");
  compareRun("rmsprop", [](Net &net) {
    return std::make_unique<nn::RMSProp>(net.trainableParams(), 0.1, 0.9, 0.5,
                                         1e-10, false, 1, 0.125);
  });
  compareRun("rmsprop_centered", [](Net &net) {
    return std::make_unique<nn::RMSProp>(net.trainableParams(), 0.1, 0.75, 0.0,
                                         1e-3, true);
  });
  compareRun("adagrad", [](Net &net) {
    return std::make_unique<nn::Adagrad>(net.trainableParams(), 0.1, 0.1);
  });
}

TEST(OptimizerRuns, FurtherOnesAgreeWithMindSpore) {
  compareRun("adadelta", [](Net &net) {
    return std::make_unique<nn::Adadelta>(net.trainableParams(), 1.0, 0.9, 1e-6,
                                          1, 0.125);
  });
  compareRun("adamax", [](Net &net) {
    return std::make_unique<nn::AdaMax>(net.trainableParams(), 0.1, 0.9, 0.999,
                                        1e-8, 0.125);
  });
  compareRun("ftrl", [](Net &net) {
    return std::make_unique<nn::FTRL>(net.trainableParams(), 0.1, 0.1, -0.5, 0,
                                      0.125);
  });
  compareRun("proximal_adagrad", [](Net &net) {
    return std::make_unique<nn::ProximalAdagrad>(net.trainableParams(), 0.1,
                                                 0.1, 0.125, 0.125);
  });
}

TEST(OptimizerRuns, DampeningAndLossScaleAgreeWithMindSpore) {
  compareRun("sgd_dampening", [](Net &net) {
    return std::make_unique<nn::SGD>(net.trainableParams(), 0.1, 0.9, 0.25,
                                     0.125);
  });
  compareRun("loss_scale", [](Net &net) {
    return std::make_unique<nn::Momentum>(net.trainableParams(), 0.1, 0.9,
                                          0.125, false, 4);
  });
}

TEST(OptimizerRuns, GroupsInOrderAgreeWithMindSpore) {
  compareRun("groups", [](Net &net) {
    return std::make_unique<nn::Momentum>(groupsOf(net), 0.1, 0.9);
  });
  compareRun("groups_decay", [](Net &net) {
    return std::make_unique<nn::AdamWeightDecay>(groupsOf(net), 0.1, 0.9, 0.999,
                                                 1e-6, 0.25);
  });
}

// MindSpore cannot run these on a processor: names, order and first values.
TEST(OptimizerRuns, StateBeforeTheFirstStepAgreesWithMindSpore) {
  compareRun(
      "lamb",
      [](Net &net) {
        return std::make_unique<nn::Lamb>(net.trainableParams(), 0.1);
      },
      0);
  compareRun(
      "lars",
      [](Net &net) {
        return std::make_unique<nn::LARS>(
            nn::Momentum(net.trainableParams(), 0.1, 0.9));
      },
      0);
}

// The formulas are checked by op; here that options and state reach them.
TEST(OptimizerRuns, LambAndLarsTrain) {
  auto train = [](const Make &make) {
    Net net;
    for (Parameter parameter : net.parameters())
      parameter.setData(runArray(parameter.name()));
    std::unique_ptr<Optimizer> optimizer = make(net);
    nn::MSELoss loss;
    Model model(net, loss, *optimizer);
    Dataset data = NumpySlicesDataset({runArray("x"), runArray("y")}).batch(12);
    double first = model.train(1, data);
    model.train(60, data);
    double last = model.eval(data)["loss"];
    EXPECT_LT(last, 0.7 * first);
    return net.fc1.parameters()[1].data();
  };
  train([](Net &net) {
    return std::make_unique<nn::Lamb>(net.trainableParams(), 0.05);
  });
  Array plain = train([](Net &net) {
    return std::make_unique<nn::LARS>(
        nn::Momentum(net.trainableParams(), 0.1, 0.9), 1e-5, 0.5);
  });
  // Without a name that is excluded the biases learn otherwise.
  Array all = train([](Net &net) {
    return std::make_unique<nn::LARS>(
        nn::Momentum(net.trainableParams(), 0.1, 0.9), 1e-5, 0.5, false,
        std::vector<std::string>());
  });
  EXPECT_GT(distance(all, plain), 1e-3);
}

} // namespace
