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
    {"bert_tiny_train", true, "adam", 8, 60, 5, 0},
    {"bert_base_infer", false, "", 1, 20, 3, 0},
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

namespace {
/// What the numbers of a BERT depend on.
struct BertShape {
  const char *network;
  int64_t layers, hidden, vocab;
};
} // namespace

static constexpr int64_t kBertTokens = 128, kBertClasses = 2;

/// Null: the workload is no BERT.
static const BertShape *bertShape(const BenchWorkload &workload) {
  static const BertShape tiny = {"bert_tiny", 2, 128, 1000},
                         base = {"bert_base", 12, 768, 30522};
  return isNamed(workload, "bert_tiny_train")   ? &tiny
         : isNamed(workload, "bert_base_infer") ? &base
                                                : nullptr;
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
  if (const BertShape *bert = bertShape(workload))
    return Network::load(
        ("zoo:" + Twine(bert->network) + ":vocab=" + Twine(bert->vocab) +
         ",seq=" + Twine(kBertTokens) + ",positions=" + Twine(kBertTokens) +
         ",classes=" + Twine(kBertClasses) +
         ",types=0,mask=false,dropout=0,attention_dropout=0,eps=1e-5,gelu=erf")
            .str(),
        threads);
  const char *text = isNamed(workload, "gemm_256")    ? kGemm256
                     : isNamed(workload, "gemm_1024") ? kGemm1024
                                                      : kConv;
  return Network::parse(text, threads);
}

//===----------------------------------------------------------------------===//
// Numbers
//===----------------------------------------------------------------------===//

/// He's initialization of rows of `fanIn` numbers.
static void scaleHe(MutableArrayRef<float> values, int64_t fanIn) {
  auto scale = static_cast<float>(std::sqrt(2.0 / static_cast<double>(fanIn)));
  for (float &value : values)
    value *= scale;
}

namespace {
/// Draws weights in the order of the calls.
class WeightFiller {
public:
  using Place = llvm::function_ref<float *(StringRef, int64_t)>;

  explicit WeightFiller(Place place) : place(place) {}

  void he(const Twine &name, int64_t outputs, int64_t fanIn) {
    scaleHe(normal(name, outputs * fanIn), fanIn);
  }

  void constant(const Twine &name, int64_t count, float value) {
    llvm::fill(find(name, count), value);
  }

  void embedding(const Twine &name, int64_t rows, int64_t width) {
    for (float &value : normal(name, rows * width))
      value *= 0.02f;
  }

  void dense(const Twine &name, int64_t outputs, int64_t inputs) {
    he(name + ".weight", outputs, inputs);
    constant(name + ".bias", outputs, 0);
  }

  void norm(const Twine &name, int64_t width) {
    constant(name + ".gamma", width, 1);
    constant(name + ".beta", width, 0);
  }

private:
  MutableArrayRef<float> find(const Twine &name, int64_t count) {
    float *values = isDone ? nullptr : place(name.str(), count);
    isDone = !values;
    return isDone ? MutableArrayRef<float>()
                  : MutableArrayRef<float>(values, count);
  }

  MutableArrayRef<float> normal(const Twine &name, int64_t count) {
    MutableArrayRef<float> values = find(name, count);
    generator.standardNormal(values.data(), values.size());
    return values;
  }

  Place place;
  NumpyGenerator generator{1};
  bool isDone = false;
};
} // namespace

/// ResNet-50's, drawn in the order of PyTorch's network.
static void fillResNet(WeightFiller &weights) {
  auto unit = [&](const Twine &conv, const Twine &norm, int64_t out, int64_t in,
                  int64_t kernel) {
    weights.he(conv + ".weight", out, in * kernel * kernel);
    weights.norm(norm, out);
    weights.constant(norm + ".moving_mean", out, 0);
    weights.constant(norm + ".moving_variance", out, 1);
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
  weights.dense("end_point", 1000, in);
}

/// The definition has one projection to queries, keys and values; its rows are
/// theirs, in this order.
static void fillBert(WeightFiller &weights, const BertShape &bert) {
  int64_t width = bert.hidden;
  std::string post = "bert.bert_embedding_postprocessor.";
  weights.embedding("bert.bert_embedding_lookup.embedding_table", bert.vocab,
                    width);
  weights.embedding(post + "full_position_embedding.embedding_table",
                    kBertTokens, width);
  weights.norm(post + "layernorm", width);
  for (int64_t k = 0; k < bert.layers; ++k) {
    std::string layer = "bert.bert_encoder.layers." + std::to_string(k) + ".";
    std::string attention = layer + "attention.";
    for (const char *name : {"query", "key", "value"})
      weights.dense(attention + "attention." + name + "_layer", width, width);
    weights.dense(attention + "output.dense", width, width);
    weights.norm(attention + "output.layernorm", width);
    weights.dense(layer + "intermediate", 4 * width, width);
    weights.dense(layer + "output.dense", width, 4 * width);
    weights.norm(layer + "output.layernorm", width);
  }
  weights.dense("bert.dense", width, width);
  weights.dense("dense_1", kBertClasses, width);
}

void fillBenchWeights(const BenchWorkload &workload,
                      llvm::function_ref<float *(StringRef, int64_t)> place) {
  WeightFiller weights(place);
  if (isResNet(workload))
    fillResNet(weights);
  if (const BertShape *bert = bertShape(workload))
    fillBert(weights, *bert);
  if (isNamed(workload, "lenet5_train")) {
    weights.he("conv1.weight", 6, 25);
    weights.he("conv2.weight", 16, 150);
    weights.dense("fc1", 120, 400);
    weights.dense("fc2", 84, 120);
    weights.dense("fc3", 10, 84);
  }
  if (isNamed(workload, "mlp_train")) {
    weights.dense("fc1", 512, 784);
    weights.dense("fc2", 512, 512);
    weights.dense("fc3", 10, 512);
  }
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
  if (const BertShape *bert = bertShape(workload)) {
    NumpyGenerator generator(2);
    std::vector<std::vector<char>> inputs = {toBytes(generator.integers(
        static_cast<uint32_t>(bert->vocab), batch * kBertTokens))};
    if (workload.train)
      inputs.push_back(toBytes(generator.integers(kBertClasses, batch)));
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
    std::vector<float> weight = generator.standardNormal(64 * 64 * 9);
    scaleHe(weight, 64 * 9);
    return {image, toBytes(weight)};
  }
  int64_t n = isNamed(workload, "gemm_256") ? 256 : 1024;
  std::vector<char> a = toBytes(generator.standardNormal(n * n));
  return {a, toBytes(generator.standardNormal(n * n))};
}

} // namespace ms
