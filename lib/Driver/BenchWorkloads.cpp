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
    {"gemm_256", false, "", 1, 500, 50, 2.0 * 256 * 256 * 256},
    {"gemm_1024", false, "", 1, 60, 5, 2.0 * 1024 * 1024 * 1024},
    {"conv3x3_64", false, "", 1, 300, 20, 2.0 * 64 * 64 * 9 * 56 * 56},
};

llvm::ArrayRef<BenchWorkload> getBenchWorkloads() { return kWorkloads; }

//===----------------------------------------------------------------------===//
// Networks
//===----------------------------------------------------------------------===//

static const char kLeNet5[] = R"mlir(
module @lenet5_train {
  mindir.parameter @conv1.weight : tensor<6x1x5x5xf32> init(#mindir.zeros)
  mindir.parameter @conv2.weight : tensor<16x6x5x5xf32> init(#mindir.zeros)
  mindir.parameter @fc1.weight : tensor<120x400xf32> init(#mindir.zeros)
  mindir.parameter @fc1.bias : tensor<120xf32> init(#mindir.zeros)
  mindir.parameter @fc2.weight : tensor<84x120xf32> init(#mindir.zeros)
  mindir.parameter @fc2.bias : tensor<84xf32> init(#mindir.zeros)
  mindir.parameter @fc3.weight : tensor<10x84xf32> init(#mindir.zeros)
  mindir.parameter @fc3.bias : tensor<10xf32> init(#mindir.zeros)
  func.func @forward(%x: tensor<?x1x32x32xf32>) -> tensor<?x10xf32> {
    %w1 = mindir.load @conv1.weight : tensor<6x1x5x5xf32>
    %w2 = mindir.load @conv2.weight : tensor<16x6x5x5xf32>
    %w3 = mindir.load @fc1.weight : tensor<120x400xf32>
    %b3 = mindir.load @fc1.bias : tensor<120xf32>
    %w4 = mindir.load @fc2.weight : tensor<84x120xf32>
    %b4 = mindir.load @fc2.bias : tensor<84xf32>
    %w5 = mindir.load @fc3.weight : tensor<10x84xf32>
    %b5 = mindir.load @fc3.bias : tensor<10xf32>
    %c1 = mindir.conv2d %x, %w1 : (tensor<?x1x32x32xf32>, tensor<6x1x5x5xf32>) -> tensor<?x6x28x28xf32>
    %r1 = mindir.relu %c1 : tensor<?x6x28x28xf32>
    %p1 = mindir.max_pool %r1 {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x6x28x28xf32> -> tensor<?x6x14x14xf32>
    %c2 = mindir.conv2d %p1, %w2 : (tensor<?x6x14x14xf32>, tensor<16x6x5x5xf32>) -> tensor<?x16x10x10xf32>
    %r2 = mindir.relu %c2 : tensor<?x16x10x10xf32>
    %p2 = mindir.max_pool %r2 {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x16x10x10xf32> -> tensor<?x16x5x5xf32>
    %f = mindir.flatten %p2 : tensor<?x16x5x5xf32> -> tensor<?x400xf32>
    %m3 = mindir.mat_mul %f, %w3 {transpose_b = true} : (tensor<?x400xf32>, tensor<120x400xf32>) -> tensor<?x120xf32>
    %a3 = mindir.bias_add %m3, %b3 : (tensor<?x120xf32>, tensor<120xf32>) -> tensor<?x120xf32>
    %r3 = mindir.relu %a3 : tensor<?x120xf32>
    %m4 = mindir.mat_mul %r3, %w4 {transpose_b = true} : (tensor<?x120xf32>, tensor<84x120xf32>) -> tensor<?x84xf32>
    %a4 = mindir.bias_add %m4, %b4 : (tensor<?x84xf32>, tensor<84xf32>) -> tensor<?x84xf32>
    %r4 = mindir.relu %a4 : tensor<?x84xf32>
    %m5 = mindir.mat_mul %r4, %w5 {transpose_b = true} : (tensor<?x84xf32>, tensor<10x84xf32>) -> tensor<?x10xf32>
    %y = mindir.bias_add %m5, %b5 : (tensor<?x10xf32>, tensor<10xf32>) -> tensor<?x10xf32>
    return %y : tensor<?x10xf32>
  }
}
)mlir";

static const char kMlp[] = R"mlir(
module @mlp_train {
  mindir.parameter @fc1.weight : tensor<512x784xf32> init(#mindir.zeros)
  mindir.parameter @fc1.bias : tensor<512xf32> init(#mindir.zeros)
  mindir.parameter @fc2.weight : tensor<512x512xf32> init(#mindir.zeros)
  mindir.parameter @fc2.bias : tensor<512xf32> init(#mindir.zeros)
  mindir.parameter @fc3.weight : tensor<10x512xf32> init(#mindir.zeros)
  mindir.parameter @fc3.bias : tensor<10xf32> init(#mindir.zeros)
  func.func @forward(%x: tensor<?x784xf32>) -> tensor<?x10xf32> {
    %w1 = mindir.load @fc1.weight : tensor<512x784xf32>
    %b1 = mindir.load @fc1.bias : tensor<512xf32>
    %w2 = mindir.load @fc2.weight : tensor<512x512xf32>
    %b2 = mindir.load @fc2.bias : tensor<512xf32>
    %w3 = mindir.load @fc3.weight : tensor<10x512xf32>
    %b3 = mindir.load @fc3.bias : tensor<10xf32>
    %m1 = mindir.mat_mul %x, %w1 {transpose_b = true} : (tensor<?x784xf32>, tensor<512x784xf32>) -> tensor<?x512xf32>
    %a1 = mindir.bias_add %m1, %b1 : (tensor<?x512xf32>, tensor<512xf32>) -> tensor<?x512xf32>
    %r1 = mindir.relu %a1 : tensor<?x512xf32>
    %m2 = mindir.mat_mul %r1, %w2 {transpose_b = true} : (tensor<?x512xf32>, tensor<512x512xf32>) -> tensor<?x512xf32>
    %a2 = mindir.bias_add %m2, %b2 : (tensor<?x512xf32>, tensor<512xf32>) -> tensor<?x512xf32>
    %r2 = mindir.relu %a2 : tensor<?x512xf32>
    %m3 = mindir.mat_mul %r2, %w3 {transpose_b = true} : (tensor<?x512xf32>, tensor<10x512xf32>) -> tensor<?x10xf32>
    %y = mindir.bias_add %m3, %b3 : (tensor<?x10xf32>, tensor<10xf32>) -> tensor<?x10xf32>
    return %y : tensor<?x10xf32>
  }
}
)mlir";

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

std::unique_ptr<Network> buildBenchNetwork(const BenchWorkload &workload,
                                           int64_t threads) {
  const char *text = isNamed(workload, "lenet5_train") ? kLeNet5
                     : isNamed(workload, "mlp_train")  ? kMlp
                     : isNamed(workload, "gemm_256")   ? kGemm256
                     : isNamed(workload, "gemm_1024")  ? kGemm1024
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

std::vector<std::pair<std::string, std::vector<float>>>
benchWeights(const BenchWorkload &workload) {
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
  std::vector<std::pair<std::string, std::vector<float>>> weights;
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
