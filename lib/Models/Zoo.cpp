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
      {"lenet5", {"LeNet-5 of the MindSpore tutorial", makeLeNet5}},
      {"mlp", {"dense layers with ReLU between them", makeMLP}},
      {"vgg11", {"VGG with 11 layers", [] { return makeVGG(11); }}},
      {"vgg13", {"VGG with 13 layers", [] { return makeVGG(13); }}},
      {"vgg16", {"VGG with 16 layers", [] { return makeVGG(16); }}},
      {"vgg19", {"VGG with 19 layers", [] { return makeVGG(19); }}},
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
