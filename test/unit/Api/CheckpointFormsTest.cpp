//===- CheckpointFormsTest.cpp - Encrypted files, .safetensors ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Both forms of the API's files, saved directly and while training.
//
//===----------------------------------------------------------------------===//

#include "test/unit/Api/ApiNetworks.h"
#include "test/unit/Runtime/TestFiles.h"

using namespace ms;
using namespace ms::test;
using msrt::test::listFolder;
using msrt::test::readAll;
using msrt::test::TempFolder;

namespace {

const std::string key = "a key of 24 bytes, so...";

void expectEqual(const ParameterDict &a, const ParameterDict &b) {
  ASSERT_EQ(a.size(), b.size());
  for (const std::string &name : a.names())
    EXPECT_TRUE(sameBits(a.at(name), b.at(name))) << name;
}

/// A run of 5 steps per epoch.
struct FormRun {
  SampleMLP net;
  nn::SoftmaxCrossEntropyWithLogits loss{true};
  nn::Momentum optimizer{net.trainableParams(), 0.1, 0.9};
  Model model{net, loss, optimizer};
  Dataset data = mlpData(40).batch(8);
};

TEST(CheckpointForms, EncryptedFiles) {
  TempFolder folder;
  SampleMLP net;
  saveCheckpoint(net, folder / "plain");
  ParameterDict plain = loadCheckpoint(folder / "plain.ckpt");
  for (const char *mode : {"AES-GCM", "AES-CBC"})
    for (bool inThread : {false, true}) {
      std::string path = folder / (std::string(mode) + ".ckpt");
      saveCheckpoint(
          net, path,
          SaveOptions().encKey(key).encMode(mode).asyncSave(inThread));
      waitForSave();
      EXPECT_EQ(readAll(path).find("fc1"), std::string::npos);
      expectEqual(plain, loadCheckpoint(path, LoadOptions().decKey(key)));
      expectEqual(
          plain, loadCheckpoint(path, LoadOptions().decKey(key).decMode(mode)));
      std::string wrong = errorOf([&] {
        loadCheckpoint(path, LoadOptions().decKey("wrong key, 24 bytes too."));
      });
      EXPECT_NE(wrong.find("[MS3107]"), std::string::npos) << wrong;
      EXPECT_EQ(wrong.find("24 bytes too"), std::string::npos) << wrong;
      EXPECT_NE(errorOf([&] { loadCheckpoint(path); }).find("[MS3104]"),
                std::string::npos);
    }
  // Nothing is written with a key that is none.
  for (auto options :
       {SaveOptions().encKey("short"), SaveOptions().encKey(key).encMode("ROT"),
        SaveOptions().encKey(key).encMode("SM4-CBC")}) {
    std::string text =
        errorOf([&] { saveCheckpoint(net, folder / "no.ckpt", options); });
    EXPECT_EQ(text.rfind("[MS310", 0), 0u) << text;
    EXPECT_EQ(text.find("short"), std::string::npos) << text;
  }
  EXPECT_EQ(listFolder(folder.path()).size(), 3u);
}

TEST(CheckpointForms, Safetensors) {
  TempFolder folder;
  SampleMLP net;
  saveCheckpoint(net, folder / "net.ckpt");
  saveCheckpoint(net, folder / "net.safetensors",
                 SaveOptions().crcCheck(true).append("epoch_num", 3));
  ParameterDict dict = loadCheckpoint(folder / "net.safetensors");
  EXPECT_EQ(dict.at("epoch_num").at(0), 3);
  dict.erase("epoch_num");
  expectEqual(loadCheckpoint(folder / "net.ckpt"), dict);
  EXPECT_NE(errorOf([&] {
              saveCheckpoint(net, folder / "text.safetensors",
                             SaveOptions().append("author", "Zo\u00eb"));
            }).find("entry 'author' is a text"),
            std::string::npos);
  EXPECT_EQ(listFolder(folder.path()).size(), 2u);
}

TEST(CheckpointForms, WhileTraining) {
  TempFolder folder;
  setSeed(3);
  FormRun whole;
  ModelCheckpoint plain("net", folder / "plain",
                        CheckpointConfig().keepCheckpointMax(100));
  whole.model.train(2, whole.data, {&plain});
  ParameterDict expected = loadCheckpoint(folder / "plain/net-2_5.ckpt");
  for (bool encrypted : {false, true}) {
    std::string where = folder / (encrypted ? "enc" : "safe");
    CheckpointConfig config = CheckpointConfig().keepCheckpointMax(2);
    encrypted ? config.encKey(key) : config.format("safetensors");
    std::string suffix = encrypted ? ".ckpt" : ".safetensors";
    setSeed(3);
    FormRun first;
    ModelCheckpoint saver("net", where, config);
    first.model.train(1, first.data, {&saver});
    EXPECT_EQ(saver.latestCkptFileName(), where + "/net-1_5" + suffix);
    // Two files, and the graph of the step.
    EXPECT_EQ(listFolder(where).size(), 3u);
    setSeed(3);
    FormRun second;
    ModelCheckpoint again("net", where, config);
    ResumePoint point = second.model.resume(where, "net", encrypted ? key : "");
    EXPECT_EQ(point.path, where + "/net-1_5" + suffix);
    second.model.train(2, second.data, {&again});
    LoadOptions options;
    if (encrypted)
      options.decKey(key);
    expectEqual(expected, loadCheckpoint(where + "/net-2_5" + suffix, options));
  }
  EXPECT_NE(errorOf([] {
              ModelCheckpoint(
                  "net", "",
                  CheckpointConfig().encKey(key).format("safetensors"));
            }).find("encrypts .ckpt files only"),
            std::string::npos);
  EXPECT_NE(errorOf([] {
              CheckpointConfig().format("pt");
            }).find("expected ckpt or safetensors"),
            std::string::npos);
}

} // namespace
