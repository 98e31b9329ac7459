//===- Zoo.cpp - Networks that are there by name --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Models/Zoo.h"

#include "llvm/ADT/StringExtras.h"

#include <map>

using namespace mlir;

namespace ms {

namespace {
struct Entry {
  const char *summary;
  std::function<std::unique_ptr<Model>()> make;
};
} // namespace

static const std::map<std::string, Entry> &networks() {
  static const std::map<std::string, Entry> table = {
      {"bert_base",
       {"BERT, 12 layers, width 768", [] { return makeBert(12, 768, 12); }}},
      {"bert_tiny",
       {"BERT, 2 layers, width 128", [] { return makeBert(2, 128, 2); }}},
      {"gpt_small",
       {"decoder of GPT-2's shapes, 124M parameters",
        [] { return makeGPT(12, 768, 12, 1024, 50257); }}},
      {"gpt_tiny",
       {"decoder, 2 layers, width 64",
        [] { return makeGPT(2, 64, 2, 64, 1000); }}},
      {"lenet5", {"LeNet-5 of the MindSpore tutorial", makeLeNet5}},
      {"lstm",
       {"recurrent layers and a dense one, for sequences of words", makeLSTM}},
      {"mlp", {"dense layers with ReLU between them", makeMLP}},
      {"mobilenetv2", {"MobileNetV2", makeMobileNetV2}},
      {"resnet18", {"ResNet with 18 layers", [] { return makeResNet(18); }}},
      {"resnet34", {"ResNet with 34 layers", [] { return makeResNet(34); }}},
      {"resnet50", {"ResNet with 50 layers", [] { return makeResNet(50); }}},
      {"resnet101", {"ResNet with 101 layers", [] { return makeResNet(101); }}},
      {"resnet152", {"ResNet with 152 layers", [] { return makeResNet(152); }}},
      {"unet", {"U-Net for images with one label per pixel", makeUNet}},
      {"vgg11", {"VGG with 11 layers", [] { return makeVGG(11); }}},
      {"vgg13", {"VGG with 13 layers", [] { return makeVGG(13); }}},
      {"vgg16", {"VGG with 16 layers", [] { return makeVGG(16); }}},
      {"vgg19", {"VGG with 19 layers", [] { return makeVGG(19); }}},
      {"vit_base",
       {"vision transformer, 12 layers, width 768, patches of 16",
        [] { return makeViT(224, 16, 12, 768, 12); }}},
      {"vit_tiny",
       {"vision transformer, 2 layers, width 64, patches of 8",
        [] { return makeViT(32, 8, 2, 64, 2); }}},
  };
  return table;
}

std::vector<std::string> zooNames() {
  std::vector<std::string> names;
  for (const auto &entry : networks())
    names.push_back(entry.first);
  return names;
}

std::string zooHelp() {
  std::string text;
  for (const auto &[name, entry] : networks()) {
    std::unique_ptr<Model> model = entry.make();
    ModelOptions options;
    model->declareOptions(options);
    text += "  " + name + ": " + entry.summary + "\n" + options.help();
  }
  return text;
}

std::unique_ptr<Model> makeZooModel(StringRef text, std::string &error) {
  auto [name, given] = text.split(':');
  auto found = networks().find(name.str());
  if (found == networks().end()) {
    error = "the zoo has no network '" + name.str() + "'; it has " +
            llvm::join(zooNames(), ", ");
    return nullptr;
  }
  std::unique_ptr<Model> model = found->second.make();
  ModelOptions options;
  model->declareOptions(options);
  error = options.parse(given);
  if (error.empty())
    error = model->check();
  if (!error.empty())
    return nullptr;
  return model;
}

SmallVector<RankedTensorType> inputTypes(const Model &model,
                                         MLIRContext &context, int64_t rows) {
  SmallVector<RankedTensorType> types;
  for (const ModelInput &input : model.inputs()) {
    SmallVector<int64_t> shape = {rows};
    llvm::append_range(shape, input.shape);
    types.push_back(RankedTensorType::get(
        shape, input.isInteger ? Type(IntegerType::get(&context, 32))
                               : Type(Float32Type::get(&context))));
  }
  return types;
}

OwningOpRef<ModuleOp> buildZooModule(StringRef text, MLIRContext &context,
                                     std::string &error) {
  std::unique_ptr<Model> model = makeZooModel(text, error);
  if (!model)
    return nullptr;
  NetworkBuilder b(context, text.split(':').first);
  SmallVector<Value> inputs;
  for (auto [type, input] :
       llvm::zip(inputTypes(*model, context), model->inputs()))
    inputs.push_back(b.addInput(type, input.name));
  OwningOpRef<ModuleOp> module = b.finish(model->build(b, inputs));
  if (!module)
    error = "the zoo's network '" + text.str() + "' cannot be built";
  return module;
}

} // namespace ms
