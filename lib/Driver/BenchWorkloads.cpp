//===- BenchWorkloads.cpp - What `ms-run bench` measures ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/BenchWorkloads.h"

#include "lib/Driver/BenchData.h"

#include <cmath>
#include <cstring>

using namespace mlir;

namespace ms {

static constexpr BenchWorkload kWorkloads[] = {
    {"lenet5_train", true, "momentum", 32, 500, 50, 0},
    {"mlp_train", true, "adam", 64, 300, 30, 0},
    {"resnet50_train", true, "momentum", 8, 5, 1, 0},
    {"resnet50_infer", false, "", 1, 20, 3, 0},
    {"gemm_256", false, "", 1, 500, 50, 2.0 * 256 * 256 * 256},
    {"gemm_1024", false, "", 1, 60, 5, 2.0 * 1024 * 1024 * 1024},
    {"conv3x3_64", false, "", 1, 300, 20, 2.0 * 64 * 64 * 9 * 56 * 56},
};

llvm::ArrayRef<BenchWorkload> getBenchWorkloads() { return kWorkloads; }

//===----------------------------------------------------------------------===//
// Networks
//===----------------------------------------------------------------------===//

static const char kGemm256[] = R"mlir(
module @gemm_256 {
  func.func @forward(%a: tensor<256x256xf32>, %b: tensor<256x256xf32>) -> tensor<256x256xf32> {
    %c = mindir.mat_mul %a, %b : (tensor<256x256xf32>, tensor<256x256xf32>) -> tensor<256x256xf32>
    return %c : tensor<256x256xf32>
  }
}
)mlir";

static const char kGemm1024[] = R"mlir(
module @gemm_1024 {
  func.func @forward(%a: tensor<1024x1024xf32>, %b: tensor<1024x1024xf32>) -> tensor<1024x1024xf32> {
    %c = mindir.mat_mul %a, %b : (tensor<1024x1024xf32>, tensor<1024x1024xf32>) -> tensor<1024x1024xf32>
    return %c : tensor<1024x1024xf32>
  }
}
)mlir";

static const char kConv[] = R"mlir(
module @conv3x3_64 {
  func.func @forward(%x: tensor<1x64x56x56xf32>, %w: tensor<64x64x3x3xf32>) -> tensor<1x64x56x56xf32> {
    %y = mindir.conv2d %x, %w {pad = [1, 1, 1, 1]} : (tensor<1x64x56x56xf32>, tensor<64x64x3x3xf32>) -> tensor<1x64x56x56xf32>
    return %y : tensor<1x64x56x56xf32>
  }
}
)mlir";

static bool isNamed(const BenchWorkload &workload, StringRef name) {
  return name == workload.name;
}

static bool isResNet(const BenchWorkload &workload) {
  return StringRef(workload.name).starts_with("resnet50");
}

std::unique_ptr<Network> buildBenchNetwork(const BenchWorkload &workload,
                                           int64_t threads) {
  if (isNamed(workload, "lenet5_train"))
    return Network::load("zoo:lenet5", threads);
  if (isNamed(workload, "mlp_train"))
    return Network::load("zoo:mlp", threads);
  // The peers' networks are PyTorch's, whose padding and epsilon these are.
  if (isResNet(workload))
    return Network::load("zoo:resnet50:padding=symmetric,eps=1e-5", threads);
  const char *text = isNamed(workload, "gemm_256")    ? kGemm256
                     : isNamed(workload, "gemm_1024") ? kGemm1024
                                                      : kConv;
  return Network::parse(text, threads);
}

//===----------------------------------------------------------------------===//
// Numbers
//===----------------------------------------------------------------------===//

/// He's initialization for `outputs` rows of `fanIn` numbers.
static std::vector<float> heWeights(NumpyGenerator &generator, int64_t outputs,
                                    int64_t fanIn) {
  std::vector<float> values = generator.standardNormal(outputs * fanIn);
  auto scale = static_cast<float>(std::sqrt(2.0 / static_cast<double>(fanIn)));
  for (float &value : values)
    value *= scale;
  return values;
}

using Weights = std::vector<std::pair<std::string, std::vector<float>>>;

/// ResNet-50's, drawn in the order of PyTorch's network.
static Weights resNetWeights() {
  Weights weights;
  NumpyGenerator generator(1);
  auto unit = [&](const std::string &conv, const std::string &norm, int64_t out,
                  int64_t in, int64_t kernel) {
    weights.emplace_back(conv + ".weight",
                         heWeights(generator, out, in * kernel * kernel));
    for (auto [name, value] :
         {std::pair("gamma", 1.0f), std::pair("beta", 0.0f),
          std::pair("moving_mean", 0.0f), std::pair("moving_variance", 1.0f)})
      weights.emplace_back(norm + "." + name, std::vector<float>(out, value));
  };
  unit("conv1", "bn1", 64, 3, 7);
  const int64_t blocks[] = {3, 4, 6, 3};
  int64_t in = 64;
  for (int64_t stage = 0; stage < 4; ++stage) {
    int64_t width = 64 << stage, out = 4 * width;
    for (int64_t k = 0; k < blocks[stage]; ++k, in = out) {
      std::string block =
          "layer" + std::to_string(stage + 1) + "." + std::to_string(k) + ".";
      unit(block + "conv1", block + "bn1", width, in, 1);
      unit(block + "conv2", block + "bn2", width, width, 3);
      unit(block + "conv3", block + "bn3", out, width, 1);
      if (k == 0)
        unit(block + "down_sample_layer.0", block + "down_sample_layer.1", out,
             in, 1);
    }
  }
  weights.emplace_back("end_point.weight", heWeights(generator, 1000, in));
  weights.emplace_back("end_point.bias", std::vector<float>(1000, 0.0f));
  return weights;
}

Weights benchWeights(const BenchWorkload &workload) {
  if (isResNet(workload))
    return resNetWeights();
  struct Layer {
    const char *name;
    int64_t outputs, fanIn;
    bool bias;
  };
  std::vector<Layer> layers;
  if (isNamed(workload, "lenet5_train"))
    layers = {{"conv1", 6, 25, false},
              {"conv2", 16, 150, false},
              {"fc1", 120, 400, true},
              {"fc2", 84, 120, true},
              {"fc3", 10, 84, true}};
  if (isNamed(workload, "mlp_train"))
    layers = {{"fc1", 512, 784, true},
              {"fc2", 512, 512, true},
              {"fc3", 10, 512, true}};
  NumpyGenerator generator(1);
  Weights weights;
  for (const Layer &layer : layers) {
    std::string name = layer.name;
    weights.emplace_back(name + ".weight",
                         heWeights(generator, layer.outputs, layer.fanIn));
    if (layer.bias)
      weights.emplace_back(name + ".bias",
                           std::vector<float>(layer.outputs, 0.0f));
  }
  return weights;
}

template <typename T>
static std::vector<char> toBytes(const std::vector<T> &values) {
  std::vector<char> bytes(values.size() * sizeof(T));
  std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

std::vector<std::vector<char>> benchInputs(const BenchWorkload &workload,
                                           int64_t batch) {
  if (isResNet(workload)) {
    NumpyGenerator generator(2);
    std::vector<std::vector<char>> inputs = {
        toBytes(generator.standardNormal(batch * 3 * 224 * 224))};
    if (workload.train)
      inputs.push_back(toBytes(generator.integers(1000, batch)));
    return inputs;
  }
  if (workload.train) {
    NumpyGenerator generator(2);
    int64_t row = isNamed(workload, "lenet5_train") ? 32 * 32 : 784;
    std::vector<char> rows = toBytes(generator.standardNormal(batch * row));
    return {rows, toBytes(generator.integers(10, batch))};
  }
  NumpyGenerator generator(3);
  if (isNamed(workload, "conv3x3_64")) {
    std::vector<char> image = toBytes(generator.standardNormal(64 * 56 * 56));
    return {image, toBytes(heWeights(generator, 64, 64 * 9))};
  }
  int64_t n = isNamed(workload, "gemm_256") ? 256 : 1024;
  std::vector<char> a = toBytes(generator.standardNormal(n * n));
  return {a, toBytes(generator.standardNormal(n * n))};
}

} // namespace ms
