//===- CompileCacheTest.cpp - What machine code is found by ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/CompileNetwork.h"
#include "lib/Driver/LoadNetwork.h"

#include "test/unit/Runtime/TestFiles.h"

#include "msrt/Session.h"

#include <functional>

using namespace ms;
using namespace mlir;
using msrt::test::TempFolder;

namespace {

const char kNetwork[] = R"mlir(
module @net {
  mindir.parameter @w : tensor<4x3xf32> init(WEIGHTS)
  mindir.parameter @b : tensor<4xf32> init(#mindir.zeros)
  func.func @forward(%x: tensor<?x3xf32>) -> tensor<?x4xf32> {
    %w = mindir.load @w : tensor<4x3xf32> loc("layer")
    %b = mindir.load @b : tensor<4xf32> loc("layer")
    %m = mindir.mat_mul %x, %w {transpose_b = true} : (tensor<?x3xf32>, tensor<4x3xf32>) -> tensor<?x4xf32> loc("layer")
    %a = mindir.bias_add %m, %b : (tensor<?x4xf32>, tensor<4xf32>) -> tensor<?x4xf32> loc("layer")
    %c = mindir.constant CONSTANT : tensor<4xf32>
    %y = mindir.add %a, %c : (tensor<?x4xf32>, tensor<4xf32>) -> tensor<?x4xf32> loc("sum")
    return %y : tensor<?x4xf32>
  }
}
RESOURCES
)mlir";

std::string replaceAll(std::string text, const std::string &from,
                       const std::string &to) {
  for (size_t at = 0; (at = text.find(from, at)) != std::string::npos;
       at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

std::string
makeNetwork(const std::string &weights = "#mindir.he_uniform<seed = 1>",
            const std::string &constant = "dense<[1.0, 2.0, 3.0, 4.0]>",
            const std::string &resources = "") {
  std::string text = replaceAll(kNetwork, "WEIGHTS", weights);
  text = replaceAll(text, "CONSTANT", constant);
  return replaceAll(text, "RESOURCES", resources);
}

/// Sections of resources with 4 numbers for `c` or 12 for `w`, all `byte`.
std::string resource(const std::string &name, size_t numbers, const char *f32) {
  std::string hex = "0x04000000";
  for (size_t k = 0; k < numbers; ++k)
    hex += f32;
  return "{-# dialect_resources: { builtin: { " + name + ": \"" + hex +
         "\" } } #-}";
}
const char kOne[] = "0000803F", kTwo[] = "00000040";

struct CompileCacheTest : testing::Test {
  TempFolder temp;
  CompileOptions options;
  Purpose purpose = Purpose::Train;

  CompileCacheTest() {
    unsetenv("MS_CACHE_SIZE");
    options.cacheDir = temp.path();
    options.optimizer = options.optimizerName = "momentum";
    options.threads = 1;
    options.mcpu = "x86-64";
#ifdef __aarch64__
    options.mcpu = "generic";
#endif
  }

  struct Made {
    std::unique_ptr<Network> network;
    FailureOr<CompiledNetwork> compiled = failure();
    bool cached() const { return compiled->code.cached; }
  };
  Made make(const std::string &text) {
    Made made;
    made.network = Network::parse(text, 1);
    EXPECT_TRUE(made.network);
    if (made.network)
      made.compiled =
          compileInProcess(made.network->getModule(), purpose, options);
    EXPECT_TRUE(succeeded(made.compiled)) << text;
    return made;
  }
  bool isCached(const std::string &text) { return make(text).cached(); }

  /// Outputs of the network for one row of ones, from the values that belong
  /// to it.
  static std::vector<float> infer(const Made &made) {
    auto session = msrt::Session::create(made.compiled->getArtifact());
    EXPECT_TRUE(session.ok());
    for (const ParameterInfo &parameter : made.compiled->code.info.parameters)
      if (parameter.data) {
        const msrt_parameter &entry =
            *(*session)->parameter(parameter.tensor.name);
        std::memcpy((*session)->data(entry), parameter.data, parameter.bytes);
        (*session)->markSet(entry);
      }
    float x[3] = {1, 1, 1};
    std::vector<float> y(4);
    const void *inputs[] = {x};
    void *outputs[] = {y.data()};
    EXPECT_TRUE(
        (*session)->run((*session)->find("infer"), inputs, outputs, 1).ok());
    return y;
  }
};

TEST_F(CompileCacheTest, TheSameNetworkIsFound) {
  Made first = make(makeNetwork());
  EXPECT_FALSE(first.cached());
  Made second = make(makeNetwork());
  EXPECT_TRUE(second.cached());
  EXPECT_EQ(infer(first), infer(second));
  const msrt_artifact &a = first.compiled->getArtifact(),
                      &b = second.compiled->getArtifact();
  EXPECT_STREQ(a.key, b.key);
  EXPECT_STREQ(a.optimizer, b.optimizer);
  EXPECT_EQ(a.state_bytes, b.state_bytes);
  ASSERT_EQ(a.num_parameters, b.num_parameters);
  for (unsigned k = 0; k < a.num_parameters; ++k) {
    EXPECT_STREQ(a.parameters[k].tensor.name, b.parameters[k].tensor.name);
    EXPECT_EQ(a.parameters[k].offset, b.parameters[k].offset);
    EXPECT_EQ(a.parameters[k].flags, b.parameters[k].flags);
    EXPECT_EQ(std::memcmp(&a.parameters[k].init, &b.parameters[k].init,
                          sizeof(msrt_init)),
              0);
  }
  ASSERT_EQ(a.num_functions, b.num_functions);
  for (unsigned k = 0; k < a.num_functions; ++k) {
    EXPECT_STREQ(a.functions[k].name, b.functions[k].name);
    EXPECT_EQ(a.functions[k].arena_bytes, b.functions[k].arena_bytes);
    EXPECT_EQ(a.functions[k].max_rows, b.functions[k].max_rows);
  }
  ASSERT_EQ(a.graph_meta_bytes, b.graph_meta_bytes);
  EXPECT_GT(a.graph_meta_bytes, 0u);
  EXPECT_EQ(std::memcmp(a.graph_meta, b.graph_meta, a.graph_meta_bytes), 0);
  const KernelCalls &calls = first.compiled->code.calls;
  EXPECT_FALSE(calls.kernels.empty());
  EXPECT_EQ(calls.kernels, second.compiled->code.calls.kernels);
  EXPECT_EQ(calls.dispatches, second.compiled->code.calls.dispatches);
}

TEST_F(CompileCacheTest, NoCacheNeitherReadsNorWrites) {
  options.noCache = true;
  EXPECT_FALSE(isCached(makeNetwork()));
  EXPECT_TRUE(msrt::test::listFolder(temp.path()).empty());
  options.noCache = false;
  EXPECT_FALSE(isCached(makeNetwork()));
  options.noCache = true;
  EXPECT_FALSE(isCached(makeNetwork()));
}

//===----------------------------------------------------------------------===//
// Values do not count, and are the network's
//===----------------------------------------------------------------------===//

TEST_F(CompileCacheTest, FirstValuesAreTheNetworks) {
  purpose = Purpose::Infer;
  (void)make(makeNetwork());
  for (const char *init :
       {"#mindir.he_uniform<seed = 2>", "#mindir.normal<seed = 1>",
        "dense<2.0> : tensor<4x3xf32>", "#mindir.ones"}) {
    Made made = make(makeNetwork(init));
    EXPECT_TRUE(made.cached()) << init;
    options.noCache = true;
    EXPECT_EQ(infer(made), infer(make(makeNetwork(init)))) << init;
    options.noCache = false;
  }
}

TEST_F(CompileCacheTest, DataOfParametersIsTheNetworks) {
  purpose = Purpose::Infer;
  auto withData = [&](const char *number) {
    return make(makeNetwork("dense_resource<w> : tensor<4x3xf32>",
                            "dense<[1.0, 2.0, 3.0, 4.0]>",
                            resource("w", 12, number)));
  };
  Made ones = withData(kOne), twos = withData(kTwo);
  EXPECT_FALSE(ones.cached());
  EXPECT_TRUE(twos.cached());
  EXPECT_EQ(infer(ones), (std::vector<float>{4, 5, 6, 7}));
  EXPECT_EQ(infer(twos), (std::vector<float>{7, 8, 9, 10}));
}

TEST_F(CompileCacheTest, DataThatPassesMadeIsKept) {
  // A table of the rates, which no file of the network has.
  options.learningRate = {0.5, 0.25, 0.125};
  Made first = make(makeNetwork()), second = make(makeNetwork());
  EXPECT_FALSE(first.cached());
  EXPECT_TRUE(second.cached());
  auto table = [](const Made &made) {
    std::vector<float> values;
    for (const ParameterInfo &parameter : made.compiled->code.info.parameters)
      if (parameter.data && parameter.tensor.name == "learning_rate")
        values.assign(reinterpret_cast<const float *>(parameter.data),
                      reinterpret_cast<const float *>(parameter.data) +
                          parameter.bytes / sizeof(float));
    return values;
  };
  EXPECT_EQ(table(first), (std::vector<float>{0.5f, 0.25f, 0.125f}));
  EXPECT_EQ(table(second), table(first));
}

//===----------------------------------------------------------------------===//
// What the key has
//===----------------------------------------------------------------------===//

TEST_F(CompileCacheTest, EachPartOfTheNetworkCounts) {
  const std::string plain = makeNetwork();
  (void)make(plain);
  const std::pair<const char *, const char *> changes[] = {
      {"@net", "@ten"},
      {"mindir.add", "mindir.mul"},
      {"3xf32", "5xf32"},
      {"?x", "2x"},
      {"loc(\"layer\")", "loc(\"other\")"},
      {"@b", "@d"},
      {"dense<[1.0, 2.0, 3.0, 4.0]>", "dense<[1.0, 2.0, 3.0, 4.0000005]>"},
      {"init(#mindir.zeros)", "init(#mindir.zeros) frozen"},
  };
  for (auto [from, to] : changes) {
    std::string changed = replaceAll(plain, from, to);
    ASSERT_NE(changed, plain) << from;
    EXPECT_FALSE(isCached(changed)) << to;
    EXPECT_TRUE(isCached(changed)) << to;
  }
  EXPECT_TRUE(isCached(plain));
}

TEST_F(CompileCacheTest, DataOfConstantsCounts) {
  // What neither training nor a checkpoint sets is a constant: the tables of
  // schedules are, and a -graph.meta file has them.
  auto withData = [&](const char *number) {
    std::string text =
        makeNetwork("#mindir.ones", "dense<1.0>", resource("c", 4, number));
    return isCached(replaceAll(
        text, "@b : tensor<4xf32> init(#mindir.zeros)",
        "@b : tensor<4xf32> init(dense_resource<c> : tensor<4xf32>) frozen "
        "transient"));
  };
  EXPECT_FALSE(withData(kOne));
  EXPECT_FALSE(withData(kTwo));
  EXPECT_TRUE(withData(kOne));
  EXPECT_TRUE(withData(kTwo));
}

TEST_F(CompileCacheTest, PlacesInFilesDoNotCount) {
  (void)make(makeNetwork());
  EXPECT_TRUE(isCached("\n\n  " + makeNetwork()));
}

TEST_F(CompileCacheTest, EachOptionCounts) {
  using Change = std::function<void(CompileOptions &)>;
  // A number and its neighbour: texts with six digits are the same.
  const double nearly = std::nextafter(0.5, 1);
  const std::pair<const char *, Change> changes[] = {
      {"none", [](CompileOptions &) {}},
      {"loss",
       [](CompileOptions &o) {
         o.loss = "sparse_softmax_cross_entropy:reduction=sum";
       }},
      {"optimizer",
       [](CompileOptions &o) { o.optimizer = o.optimizerName = "adam"; }},
      {"rate", [](CompileOptions &o) { o.learningRate = {0.5}; }},
      {"near rate", [&](CompileOptions &o) { o.learningRate = {nearly}; }},
      {"rates", [](CompileOptions &o) { o.learningRate = {0.5, 0.25}; }},
      {"group", [](CompileOptions &o) { o.lrGroups = {"w=0.5"}; }},
      {"decay", [](CompileOptions &o) { o.weightDecay = 0.5; }},
      {"near decay", [&](CompileOptions &o) { o.weightDecay = nearly; }},
      {"no decay",
       [](CompileOptions &o) {
         o.weightDecay = 0.5;
         o.noDecay = {"b"};
       }},
      {"momentum", [](CompileOptions &o) { o.momentum = 0.5; }},
      {"nesterov", [](CompileOptions &o) { o.nesterov = true; }},
      {"lars", [](CompileOptions &o) { o.lars = true; }},
      {"lars' coefficient",
       [](CompileOptions &o) {
         o.lars = true;
         o.larsCoefficient = 0.5;
       }},
      {"freeze", [](CompileOptions &o) { o.freeze = {"b"}; }},
      {"train only", [](CompileOptions &o) { o.trainOnly = {"b"}; }},
      {"precision", [](CompileOptions &o) { o.precision.type = "bf16"; }},
      {"level", [](CompileOptions &o) { o.precision = {"bf16", "O1"}; }},
      {"scale", [](CompileOptions &o) { o.lossScale = "8"; }},
      {"dynamic scale", [](CompileOptions &o) { o.lossScale = "dynamic"; }},
      {"window",
       [](CompileOptions &o) {
         o.lossScale = "dynamic";
         o.lossScaleWindow = 10;
       }},
      {"value", [](CompileOptions &o) { o.clipValue = 0.5; }},
      {"norm", [](CompileOptions &o) { o.clipNorm = 0.5; }},
      {"batch", [](CompileOptions &o) { o.maxBatch = 8; }},
      {"budget", [](CompileOptions &o) { o.memoryBudget = 1 << 30; }},
      {"block", [](CompileOptions &o) { o.channelBlock = 1; }},
      {"threads", [](CompileOptions &o) { o.threads = 2; }},
      {"profile", [](CompileOptions &o) { o.profile = true; }},
#ifdef __x86_64__
      {"features", [](CompileOptions &o) { o.mcpu = "x86-64,+sse3"; }},
#endif
  };
  const CompileOptions before = options;
  for (const auto &[name, change] : changes) {
    options = before;
    change(options);
    EXPECT_FALSE(isCached(makeNetwork())) << name;
    EXPECT_TRUE(isCached(makeNetwork())) << name;
  }
  options = before;
  for (Purpose other : {Purpose::Eval, Purpose::Infer}) {
    purpose = other;
    EXPECT_FALSE(isCached(makeNetwork()));
    EXPECT_TRUE(isCached(makeNetwork()));
  }
  // The batch that is the default anyway is the same.
  purpose = Purpose::Train;
  options.maxBatch = 32;
  EXPECT_TRUE(isCached(makeNetwork()));
}

TEST_F(CompileCacheTest, AProfileIsKept) {
  options.profile = true;
  Made first = make(makeNetwork()), second = make(makeNetwork());
  ASSERT_TRUE(second.cached());
  const auto &a = first.compiled->code.launches.at("train_step"),
             &b = second.compiled->code.launches.at("train_step");
  ASSERT_FALSE(a.empty());
  ASSERT_EQ(a.size(), b.size());
  for (size_t k = 0; k < a.size(); ++k) {
    EXPECT_EQ(a[k].kernel, b[k].kernel);
    EXPECT_EQ(a[k].layer, b[k].layer);
    EXPECT_EQ(a[k].flops, b[k].flops);
    EXPECT_EQ(a[k].bytes, b[k].bytes);
  }
}

//===----------------------------------------------------------------------===//
// Bad entries
//===----------------------------------------------------------------------===//

TEST_F(CompileCacheTest, ADamagedEntryIsReplaced) {
  purpose = Purpose::Infer;
  std::vector<float> expected = infer(make(makeNetwork()));
  std::vector<std::string> names = msrt::test::listFolder(temp.path());
  ASSERT_EQ(names.size(), 1u);
  const std::string file = temp / names[0], good = msrt::test::readAll(file);
  ASSERT_GT(good.size(), 1000u);
  // Every field of the head, and places all over the content.
  for (size_t k = 0; k < good.size(); k += k < 120 ? 9 : good.size() / 25) {
    std::string bad = good;
    bad[k] = static_cast<char>(bad[k] ^ 1);
    msrt::test::writeAll(file, bad);
    Made made = make(makeNetwork());
    EXPECT_FALSE(made.cached()) << "byte " << k;
    EXPECT_EQ(infer(made), expected);
    msrt::test::writeAll(file, good.substr(0, k));
    EXPECT_FALSE(isCached(makeNetwork())) << "length " << k;
    EXPECT_EQ(msrt::test::readAll(file), good);
  }
  EXPECT_TRUE(isCached(makeNetwork()));
}

} // namespace
