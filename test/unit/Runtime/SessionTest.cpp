//===- SessionTest.cpp - Checks, state, parameters, the C functions -------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/Session.h"
#include "msrt/Random.h"

#include "test/unit/Runtime/FakeArtifact.h"
#include "test/unit/Runtime/TestFiles.h"

#include <cstring>

using namespace msrt;
using namespace msrt::test;

TEST(Session, RefusesOtherInterfaces) {
  FakeArtifact fake = FakeArtifact::linear();
  fake.table.abi_version = 99;
  EXPECT_ERROR(Session::create(fake.finish()),
               "[MS3301] the artefact was made for runtime interface 99");
  fake.table.abi_version = MSRT_ABI_VERSION;
  fake.table.struct_bytes = 8;
  EXPECT_ERROR(Session::create(fake.finish()), "(8 bytes)");
}

TEST(Session, NamesMissingProcessorFeatures) {
  FakeArtifact fake = FakeArtifact::linear();
  fake.table.features = "warp-drive,flux,-nothing";
  EXPECT_ERROR(Session::create(fake.finish()),
               "[MS3302] artefact 'linear' needs processor features that are "
               "missing here: warp-drive, flux");
#if defined(__x86_64__)
  EXPECT_TRUE(missingFeatures("sse2,+64bit,fxsr,-avx512f").empty());
  // The compiler's own function knows these two as well.
  EXPECT_EQ(missingFeatures("avx2").empty(),
            __builtin_cpu_supports("avx2") != 0);
  EXPECT_EQ(missingFeatures("fma").empty(), __builtin_cpu_supports("fma") != 0);
  EXPECT_EQ(missingFeatures("avx512f").empty(),
            __builtin_cpu_supports("avx512f") != 0);
  EXPECT_EQ(missingFeatures("bmi2").empty(),
            __builtin_cpu_supports("bmi2") != 0);
#endif
}

TEST(Session, RefusesTablesThatContradictThemselves) {
  auto error = [](auto change) {
    FakeArtifact fake = FakeArtifact::linear();
    change(fake);
    auto session = Session::create(fake.finish());
    return session.ok() ? std::string("no error") : session.message();
  };
  EXPECT_EQ(error([](FakeArtifact &) {}), "no error");
  EXPECT_EQ(error([](FakeArtifact &f) { f.parameter("w").bytes = 8; }),
            "[MS3304] artefact 'linear': parameter 'w' has 8 bytes, expected "
            "12");
  EXPECT_NE(error([](FakeArtifact &f) {
              f.parameter("b").offset = 65;
            }).find("lies at byte 65"),
            std::string::npos);
  EXPECT_NE(error([](FakeArtifact &f) {
              f.table.state_bytes = 64;
            }).find("of a state of 64 bytes"),
            std::string::npos);
  EXPECT_NE(error([](FakeArtifact &f) {
              f.parameter("w").tensor.dtype = 50;
            }).find("has element type 50"),
            std::string::npos);
  EXPECT_NE(error([](FakeArtifact &f) {
              f.function("infer").run = nullptr;
            }).find("cannot be called"),
            std::string::npos);
  EXPECT_NE(error([](FakeArtifact &f) {
              f.function("infer").max_rows = 0;
            }).find("input 'x' has shape [-1, 3]"),
            std::string::npos);
  EXPECT_NE(error([](FakeArtifact &f) {
              f.parameter("global_step").init = {MSRT_INIT_NORMAL, 0, 0, 1, 0};
            }).find("need a float type"),
            std::string::npos);
}

TEST(Session, SetsInitialValues) {
  FakeArtifact fake = FakeArtifact::linear();
  auto session = Session::create(fake.finish()).take();
  const float *w =
      static_cast<const float *>(session->data(*session->parameter("w")));
  EXPECT_EQ(reinterpret_cast<uintptr_t>(w) % MSRT_ALIGNMENT, 0u);
  for (uint64_t i = 0; i < 3; ++i)
    EXPECT_EQ(w[i], static_cast<float>(0.5 * (2 * randomUniform(7, i) - 1)));
  EXPECT_EQ(w[3], 0); // padding
  TensorRef cache = session->value(*session->parameter("cache"));
  EXPECT_EQ(static_cast<const float *>(cache.data)[1], 1);
  EXPECT_EQ(session->parameter("nothing"), nullptr);
}

TEST(Session, RunsAndChecksRows) {
  FakeArtifact fake = FakeArtifact::linear();
  auto session = Session::create(fake.finish()).take();
  auto *w = static_cast<float *>(session->data(*session->parameter("w")));
  w[0] = 1, w[1] = 2, w[2] = 3;
  float x[6] = {1, 1, 1, 1, 0, 2}, out[2] = {};
  const void *inputs[] = {x};
  void *outputs[] = {out};
  int infer = session->find("infer");
  ASSERT_GOOD(session->run(infer, inputs, outputs, 2));
  EXPECT_EQ(out[0], 6);
  EXPECT_EQ(out[1], 7);
  EXPECT_ERROR(session->run(infer, inputs, outputs, 9),
               "function 'infer': 9 rows, expected 1 to 8");
  EXPECT_ERROR(session->run(infer, inputs, outputs, 0), "0 rows");
  EXPECT_ERROR(session->run(7, inputs, outputs, 1), "the artefact has 3");
  EXPECT_EQ(session->find("fit"), -1);
}

static int prepareCalls = 0;

/// An artefact whose `infer` says what its `prepare` found in w[0].
static FakeArtifact preparedArtifact() {
  FakeArtifact fake = FakeArtifact::linear();
  static uint64_t place;
  place = fake.table.state_bytes;
  fake.table.state_bytes += MSRT_ALIGNMENT;
  fake.table.prepare = [](void *state, void *arena, const void *const *,
                          void *const *, int64_t) {
    ++prepareCalls;
    std::memset(arena, 0, 1 << 16);
    std::memcpy(static_cast<char *>(state) + place, state, sizeof(float));
  };
  fake.table.prepare_arena_bytes = 1 << 16;
  fake.function("infer").flags = MSRT_FUNCTION_PREPARED;
  fake.function("infer").run = [](void *state, void *, const void *const *,
                                  void *const *outputs, int64_t) {
    std::memcpy(outputs[0], static_cast<char *>(state) + place, sizeof(float));
  };
  prepareCalls = 0;
  return fake;
}

TEST(Session, PreparesWhenParametersHaveChanged) {
  TempFolder folder;
  FakeArtifact fake = preparedArtifact();
  auto session = Session::create(fake.finish()).take();
  const msrt_parameter &w = *session->parameter("w");
  float x[3] = {1, 1, 1}, y = 1, out = 0;
  const void *inputs[] = {x, &y};
  void *outputs[] = {&out};
  auto infer = [&] {
    EXPECT_TRUE(session->run(session->find("infer"), inputs, outputs, 1).ok());
    float expected = static_cast<const float *>(session->value(w).data)[0];
    EXPECT_EQ(out, expected);
    return prepareCalls;
  };
  // Once, not in every run; reading is no change.
  EXPECT_EQ(infer(), 1);
  EXPECT_EQ(infer(), 1);
  // A write by hand, a file, a step of training.
  static_cast<float *>(session->data(w))[0] = 42;
  EXPECT_EQ(infer(), 2);
  ASSERT_GOOD(session->save(folder / "s.ckpt"));
  EXPECT_EQ(infer(), 2);
  ASSERT_GOOD(session->load(folder / "s.ckpt"));
  EXPECT_EQ(infer(), 3);
  ASSERT_GOOD(session->run(session->find("train_step"), inputs, outputs, 1));
  EXPECT_EQ(prepareCalls, 3);
  EXPECT_EQ(infer(), 4);
  // Steps that prepare nothing and change nothing.
  float two[2] = {};
  void *both[] = {&out, two};
  ASSERT_GOOD(session->run(session->find("eval_step"), inputs, both, 1));
  EXPECT_EQ(infer(), 4);
  // A function that says it needs what nothing makes.
  fake.table.prepare = nullptr;
  EXPECT_ERROR(Session::create(fake.finish()),
               "function 'infer' needs 'prepare', which it lacks");
}

TEST(Session, PointersGivenToCAreWrittenAtAnyTime) {
  FakeArtifact fake = preparedArtifact();
  const msrt_artifact *artifact = &fake.finish();
  msrt_session *session = msrt_session_create(artifact);
  int infer = msrt_find_function(artifact, "infer");
  float x[3] = {1, 1, 1}, out = 0;
  const void *inputs[] = {x};
  void *outputs[] = {&out};
  auto *w = static_cast<float *>(msrt_session_parameter(session, "w"));
  for (float value : {1.0f, 2.0f, 3.0f}) {
    w[0] = value;
    ASSERT_EQ(msrt_session_run(session, infer, inputs, outputs, 1), 0);
    EXPECT_EQ(out, value);
  }
  EXPECT_EQ(prepareCalls, 3);
  w[0] = 4;
  msrt_session_seal(session);
  for (int k = 0; k < 3; ++k) {
    ASSERT_EQ(msrt_session_run(session, infer, inputs, outputs, 1), 0);
    EXPECT_EQ(out, 4);
  }
  EXPECT_EQ(prepareCalls, 4);
  msrt_session_destroy(session);
}

TEST(Session, SavesAndLoads) {
  TempFolder folder;
  std::string path = folder / "s.ckpt";
  FakeArtifact fake = FakeArtifact::linear();
  auto session = Session::create(fake.finish()).take();
  auto *w = static_cast<float *>(session->data(*session->parameter("w")));
  w[0] = 42;
  auto *cache =
      static_cast<float *>(session->data(*session->parameter("cache")));
  cache[0] = 5;
  int64_t epoch = 3;
  ASSERT_GOOD(session->save(
      path, {CheckpointItem::tensor("epoch_num", {MSRT_INT64, {}, &epoch})}));
  Checkpoint checkpoint = readCheckpoint(path).take();
  std::vector<std::string> names;
  for (const CheckpointEntry &entry : checkpoint.entries)
    names.push_back(entry.name);
  EXPECT_EQ(names,
            (std::vector<std::string>{"w", "b", "global_step", "epoch_num"}));
  auto other = Session::create(fake.finish()).take();
  Result<LoadReport> report = other->load(path);
  ASSERT_GOOD(report);
  EXPECT_EQ(report->paramNotLoad, std::vector<std::string>{"cache"});
  EXPECT_EQ(report->ckptNotLoad, std::vector<std::string>{"epoch_num"});
  EXPECT_EQ(static_cast<float *>(other->data(*other->parameter("w")))[0], 42);
  // A file of another network is an error, not a silent nothing.
  ASSERT_GOOD(writeCheckpoint(
      folder / "o.ckpt",
      {CheckpointItem::tensor("epoch_num", {MSRT_INT64, {}, &epoch})}));
  EXPECT_ERROR(other->load(folder / "o.ckpt"),
               "names no parameter of the network");
}

TEST(Session, ValuesFromAFileAreNeeded) {
  TempFolder folder;
  std::string path = folder / "s.ckpt";
  FakeArtifact fake = FakeArtifact::linear();
  auto full = Session::create(fake.finish()).take();
  ASSERT_GOOD(full->save(path));
  fake.parameter("w").init.kind = MSRT_INIT_FILE;
  auto session = Session::create(fake.finish()).take();
  EXPECT_EQ(session->missingValues(), std::vector<std::string>{"w"});
  float x[3] = {}, out[1];
  const void *inputs[] = {x};
  void *outputs[] = {out};
  EXPECT_ERROR(session->run(session->find("infer"), inputs, outputs, 1),
               "parameter 'w' has no value: load a checkpoint first");
  EXPECT_ERROR(session->save(folder / "t.ckpt"), "nothing is saved");
  ASSERT_GOOD(session->load(path));
  EXPECT_TRUE(session->missingValues().empty());
  EXPECT_GOOD(session->run(session->find("infer"), inputs, outputs, 1));
  auto byHand = Session::create(fake.finish()).take();
  byHand->markSet(*byHand->parameter("w"));
  EXPECT_GOOD(byHand->run(byHand->find("infer"), inputs, outputs, 1));
}

TEST(Session, ShapeTexts) {
  FakeArtifact fake = FakeArtifact::linear();
  EXPECT_EQ(shapeText(fake.tensor("t", MSRT_INT8, {-1, 10})), "[rows, 10]");
  EXPECT_EQ(shapeText(fake.tensor("t", MSRT_INT8, {-12, 4})), "[12*rows, 4]");
  EXPECT_EQ(shapeText(fake.tensor("t", MSRT_INT8, {})), "[]");
  EXPECT_EQ(dimsFor(fake.tensor("t", MSRT_INT8, {-12, 4}), 3),
            (std::vector<int64_t>{36, 4}));
}

TEST(SessionC, WholeLife) {
  TempFolder folder;
  std::string path = folder / "s.ckpt";
  FakeArtifact fake = FakeArtifact::linear();
  const msrt_artifact *artifact = &fake.finish();
  msrt_session *session = msrt_session_create(artifact);
  ASSERT_NE(session, nullptr) << msrt_last_error();
  int train = msrt_find_function(artifact, "train_step");
  EXPECT_EQ(train, 0);
  EXPECT_EQ(msrt_find_function(artifact, "none"), -1);
  auto *w = static_cast<float *>(msrt_session_parameter(session, "w"));
  ASSERT_NE(w, nullptr);
  EXPECT_EQ(msrt_session_parameter(session, "none"), nullptr);
  // y = x0 + 2: the loss falls to nothing.
  float x[12] = {0, 0, 0, 1, 0, 0, -1, 0, 0, 2, 0, 0}, y[4] = {2, 3, 1, 4};
  float loss = -1;
  const void *inputs[] = {x, y};
  void *outputs[] = {&loss};
  for (int step = 0; step < 300; ++step)
    ASSERT_EQ(msrt_session_run(session, train, inputs, outputs, 4), 0);
  EXPECT_LT(loss, 1e-6);
  EXPECT_NEAR(w[0], 1, 1e-3);
  EXPECT_EQ(
      *static_cast<int32_t *>(msrt_session_parameter(session, "global_step")),
      300);
  ASSERT_EQ(msrt_session_save(session, path.c_str()), 0) << msrt_last_error();
  float trained = w[0];
  w[0] = 0;
  ASSERT_EQ(msrt_session_load(session, path.c_str()), 0) << msrt_last_error();
  EXPECT_EQ(w[0], trained);
  EXPECT_EQ(msrt_session_run(session, train, inputs, outputs, 100), -1);
  EXPECT_NE(std::string(msrt_last_error()).find("100 rows"), std::string::npos);
  EXPECT_EQ(msrt_session_load(session, "/no/such/file"), -1);
  EXPECT_EQ(msrt_session_save(nullptr, path.c_str()), -1);
  EXPECT_EQ(msrt_session_create(nullptr), nullptr);
  msrt_session_destroy(session);
  msrt_session_destroy(nullptr);
}
