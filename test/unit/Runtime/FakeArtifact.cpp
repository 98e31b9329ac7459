//===- FakeArtifact.cpp - Networks without a compiler ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "test/unit/Runtime/FakeArtifact.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace msrt::test {

//===----------------------------------------------------------------------===//
// Linear regression
//===----------------------------------------------------------------------===//

template <typename T> static T *at(void *state, size_t offset) {
  return reinterpret_cast<T *>(static_cast<char *>(state) + offset);
}

static void linearForward(void *state, const float *x, float *out,
                          int64_t rows) {
  const float *w = at<float>(state, 0), *b = at<float>(state, 64);
  for (int64_t i = 0; i < rows; ++i)
    out[i] = x[3 * i] * w[0] + x[3 * i + 1] * w[1] + x[3 * i + 2] * w[2] + b[0];
}

static float squaredError(const float *out, const float *y, int64_t rows) {
  float sum = 0;
  for (int64_t i = 0; i < rows; ++i)
    sum += (out[i] - y[i]) * (out[i] - y[i]);
  return sum / static_cast<float>(rows);
}

// Fixed: the number of rows of a static artefact, 0 for a dynamic one.
template <int64_t Fixed>
static void linearTrain(void *state, void *arena, const void *const *inputs,
                        void *const *outputs, int64_t rows) {
  rows = Fixed ? Fixed : rows;
  const auto *x = static_cast<const float *>(inputs[0]);
  const auto *y = static_cast<const float *>(inputs[1]);
  auto *out = static_cast<float *>(arena);
  linearForward(state, x, out, rows);
  *static_cast<float *>(outputs[0]) = squaredError(out, y, rows);
  float *w = at<float>(state, 0), *b = at<float>(state, 64);
  float gradient[4] = {};
  for (int64_t i = 0; i < rows; ++i) {
    float scale = 2 * (out[i] - y[i]) / static_cast<float>(rows);
    for (int k = 0; k < 3; ++k)
      gradient[k] += scale * x[3 * i + k];
    gradient[3] += scale;
  }
  for (int k = 0; k < 3; ++k)
    w[k] -= 0.1f * gradient[k];
  b[0] -= 0.1f * gradient[3];
  ++*at<int32_t>(state, 128);
}

template <int64_t Fixed>
static void linearEval(void *state, void *, const void *const *inputs,
                       void *const *outputs, int64_t rows) {
  rows = Fixed ? Fixed : rows;
  auto *out = static_cast<float *>(outputs[1]);
  linearForward(state, static_cast<const float *>(inputs[0]), out, rows);
  *static_cast<float *>(outputs[0]) =
      squaredError(out, static_cast<const float *>(inputs[1]), rows);
}

template <int64_t Fixed>
static void linearInfer(void *state, void *, const void *const *inputs,
                        void *const *outputs, int64_t rows) {
  linearForward(state, static_cast<const float *>(inputs[0]),
                static_cast<float *>(outputs[0]), Fixed ? Fixed : rows);
}

//===----------------------------------------------------------------------===//
// Softmax classifier
//===----------------------------------------------------------------------===//

static constexpr size_t biasOffset = 1024, momentOffset = 1088;

static void digitsForward(void *state, const float *x, float *scores,
                          int64_t rows) {
  const float *w = at<float>(state, 0), *b = at<float>(state, biasOffset);
  for (int64_t i = 0; i < rows; ++i)
    for (int c = 0; c < 4; ++c) {
      float sum = b[c];
      for (int k = 0; k < 64; ++k)
        sum += w[64 * c + k] * x[64 * i + k];
      scores[4 * i + c] = sum;
    }
}

// Replaces scores by probabilities; returns the mean loss.
static float softmaxLoss(float *scores, const int32_t *labels, int64_t rows) {
  float loss = 0;
  for (int64_t i = 0; i < rows; ++i) {
    float *row = scores + 4 * i, sum = 0;
    float most = *std::max_element(row, row + 4);
    for (int c = 0; c < 4; ++c)
      sum += row[c] = std::exp(row[c] - most);
    for (int c = 0; c < 4; ++c)
      row[c] /= sum;
    loss -= std::log(row[labels[i]]);
  }
  return loss / static_cast<float>(rows);
}

static void digitsTrain(void *state, void *arena, const void *const *inputs,
                        void *const *outputs, int64_t rows) {
  const auto *x = static_cast<const float *>(inputs[0]);
  const auto *labels = static_cast<const int32_t *>(inputs[1]);
  auto *p = static_cast<float *>(arena);
  digitsForward(state, x, p, rows);
  *static_cast<float *>(outputs[0]) = softmaxLoss(p, labels, rows);
  float *w = at<float>(state, 0), *b = at<float>(state, biasOffset);
  for (int64_t i = 0; i < rows; ++i)
    for (int c = 0; c < 4; ++c) {
      float g =
          0.5f * (p[4 * i + c] - (labels[i] == c)) / static_cast<float>(rows);
      for (int k = 0; k < 64; ++k)
        w[64 * c + k] -= g * x[64 * i + k];
      b[c] -= g;
    }
  ++*at<float>(state, momentOffset);
}

static void digitsEval(void *state, void *arena, const void *const *inputs,
                       void *const *outputs, int64_t rows) {
  auto *scores = static_cast<float *>(outputs[1]);
  digitsForward(state, static_cast<const float *>(inputs[0]), scores, rows);
  std::memcpy(arena, scores, static_cast<size_t>(rows) * 4 * sizeof(float));
  *static_cast<float *>(outputs[0]) =
      softmaxLoss(static_cast<float *>(arena),
                  static_cast<const int32_t *>(inputs[1]), rows);
}

static void digitsInfer(void *state, void *, const void *const *inputs,
                        void *const *outputs, int64_t rows) {
  digitsForward(state, static_cast<const float *>(inputs[0]),
                static_cast<float *>(outputs[0]), rows);
}

//===----------------------------------------------------------------------===//
// Tables
//===----------------------------------------------------------------------===//

FakeArtifact::FakeArtifact() {
  table.abi_version = MSRT_ABI_VERSION;
  table.struct_bytes = sizeof(msrt_artifact);
  table.triple = "any";
  table.features = "";
  table.key = "fake";
  table.loss = "mse";
  table.optimizer = "sgd";
}

msrt_tensor FakeArtifact::tensor(const char *name, msrt_dtype dtype,
                                 std::vector<int64_t> dims) {
  const std::vector<int64_t> &kept = dimLists.emplace_back(std::move(dims));
  return {name, static_cast<uint32_t>(dtype),
          static_cast<uint32_t>(kept.size()), kept.data()};
}

void FakeArtifact::add(const char *name, msrt_dtype dtype,
                       std::vector<int64_t> dims, uint32_t flags,
                       msrt_init init) {
  uint64_t bytes = msrt_dtype_bytes(dtype);
  for (int64_t extent : dims)
    bytes *= static_cast<uint64_t>(extent);
  parameters.push_back({tensor(name, dtype, std::move(dims)), table.state_bytes,
                        bytes, flags, 0, init});
  table.state_bytes += (bytes + 63) / 64 * 64;
}

void FakeArtifact::add(const char *name, msrt_entry run,
                       std::vector<msrt_tensor> inputs,
                       std::vector<msrt_tensor> outputs, int64_t maxRows) {
  const auto &in = tensorLists.emplace_back(std::move(inputs));
  const auto &out = tensorLists.emplace_back(std::move(outputs));
  functions.push_back(
      {name, run, static_cast<uint32_t>(in.size()),
       static_cast<uint32_t>(out.size()), in.data(), out.data(), maxRows, 4096,
       std::string_view(name) == "train_step" ? MSRT_FUNCTION_WRITES : 0u, 0});
}

FakeArtifact FakeArtifact::linear(int64_t rows) {
  FakeArtifact fake;
  fake.table.name = "linear";
  fake.add("w", MSRT_FLOAT32, {3}, MSRT_PARAM_TRAINABLE,
           {MSRT_INIT_UNIFORM, 0, 7, 0.5, 0});
  fake.add("b", MSRT_FLOAT32, {1}, MSRT_PARAM_TRAINABLE,
           {MSRT_INIT_FILL, 0, 0, 0, 0});
  fake.add("global_step", MSRT_INT32, {1}, MSRT_PARAM_OPTIMIZER,
           {MSRT_INIT_FILL, 0, 0, 0, 0});
  fake.add("cache", MSRT_FLOAT32, {2}, MSRT_PARAM_TRANSIENT,
           {MSRT_INIT_FILL, 0, 0, 1, 0});
  int64_t n = rows ? rows : -1, most = rows ? 0 : 8;
  msrt_tensor x = fake.tensor("x", MSRT_FLOAT32, {n, 3});
  msrt_tensor y = fake.tensor("y", MSRT_FLOAT32, {n, 1});
  msrt_tensor loss = fake.tensor("loss", MSRT_FLOAT32, {});
  msrt_tensor out = fake.tensor("out", MSRT_FLOAT32, {n, 1});
  fake.add("train_step", rows ? linearTrain<4> : linearTrain<0>, {x, y}, {loss},
           most);
  fake.add("eval_step", rows ? linearEval<4> : linearEval<0>, {x, y},
           {loss, out}, most);
  fake.add("infer", rows ? linearInfer<4> : linearInfer<0>, {x}, {out}, most);
  return fake;
}

FakeArtifact FakeArtifact::digits() {
  FakeArtifact fake;
  fake.table.name = "digits";
  fake.table.loss = "sparse_softmax_cross_entropy";
  fake.add("fc.weight", MSRT_FLOAT32, {4, 64}, MSRT_PARAM_TRAINABLE,
           {MSRT_INIT_NORMAL, 0, 1, 0.01, 0});
  fake.add("fc.bias", MSRT_FLOAT32, {4}, MSRT_PARAM_TRAINABLE,
           {MSRT_INIT_FILL, 0, 0, 0, 0});
  fake.add("moments.fc.weight", MSRT_FLOAT32, {1}, MSRT_PARAM_OPTIMIZER,
           {MSRT_INIT_FILL, 0, 0, 0, 0});
  msrt_tensor x = fake.tensor("image", MSRT_FLOAT32, {-1, 1, 8, 8});
  msrt_tensor label = fake.tensor("label", MSRT_INT32, {-1});
  msrt_tensor loss = fake.tensor("loss", MSRT_FLOAT32, {});
  msrt_tensor scores = fake.tensor("scores", MSRT_FLOAT32, {-1, 4});
  fake.add("train_step", digitsTrain, {x, label}, {loss}, 64);
  fake.add("eval_step", digitsEval, {x, label}, {loss, scores}, 64);
  fake.add("infer", digitsInfer, {x}, {scores}, 64);
  return fake;
}

msrt_parameter &FakeArtifact::parameter(const std::string &name) {
  return *std::find_if(
      parameters.begin(), parameters.end(),
      [&](const msrt_parameter &p) { return name == p.tensor.name; });
}

msrt_function &FakeArtifact::function(const std::string &name) {
  return *std::find_if(functions.begin(), functions.end(),
                       [&](const msrt_function &f) { return name == f.name; });
}

void FakeArtifact::remove(const std::string &name) {
  functions.erase(functions.begin() + (&function(name) - functions.data()));
}

const msrt_artifact &FakeArtifact::finish() {
  table.num_parameters = static_cast<uint32_t>(parameters.size());
  table.parameters = parameters.data();
  table.num_functions = static_cast<uint32_t>(functions.size());
  table.functions = functions.data();
  return table;
}

} // namespace msrt::test
