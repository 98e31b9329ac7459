//===- Models.h - The zoo's networks ----------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What a network of the zoo is for those who build it: options, inputs, and a
// function that emits its ops. One maker for each family; the variants of a
// family differ in the values that its options start from.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_MODELS_MODELS_H
#define MS_LIB_MODELS_MODELS_H

#include "lib/Builder/NetworkBuilder.h"
#include "lib/Models/ModelOptions.h"

#include <memory>

namespace ms {

struct ModelInput {
  std::string name;
  llvm::SmallVector<int64_t> shape; ///< of a row, without the batch
  bool isInteger = false;           ///< i32, else f32
};

/// A network before it is built. Its parameters are named below the builder's
/// current layer, so that it can be a part of another network.
class Model {
public:
  virtual ~Model() = default;

  virtual void declareOptions(ModelOptions &options) = 0;
  /// What is wrong with options that are good one by one, or "".
  virtual std::string check() const { return ""; }
  /// Makes the inputs known, with the batch in front of each row.
  virtual std::vector<ModelInput> inputs() const = 0;
  /// Emits the network for `inputs`, which have the types of inputs().
  virtual llvm::SmallVector<mlir::Value>
  build(NetworkBuilder &b, llvm::ArrayRef<mlir::Value> inputs) const = 0;
};

/// LeNet-5 of the MindSpore tutorial: [?, 1, 32, 32] -> [?, 10].
std::unique_ptr<Model> makeLeNet5();
/// Dense layers with ReLU between them: [?, 784] -> [?, 10].
std::unique_ptr<Model> makeMLP();
/// VGG with 11, 13, 16 or 19 layers: [?, 3, 224, 224] -> [?, 1000].
std::unique_ptr<Model> makeVGG(int64_t depth);
/// ResNet with 18, 34, 50, 101 or 152 layers: [?, 3, 224, 224] -> [?, 1000].
std::unique_ptr<Model> makeResNet(int64_t depth);
/// [?, 3, 224, 224] -> [?, 1000].
std::unique_ptr<Model> makeMobileNetV2();
/// [?, 1, 572, 572] -> [?, 2, 388, 388].
std::unique_ptr<Model> makeUNet();
/// BERT with a head: token numbers [?, 128], a mask, token types -> [?, 2].
std::unique_ptr<Model> makeBert(int64_t layers, int64_t hidden, int64_t heads);
/// A vision transformer: [?, 3, image, image] -> [?, 1000].
std::unique_ptr<Model> makeViT(int64_t image, int64_t patch, int64_t layers,
                               int64_t hidden, int64_t heads);
/// A causal decoder: token numbers [?, seq] -> [?, seq, vocab].
std::unique_ptr<Model> makeGPT(int64_t layers, int64_t hidden, int64_t heads,
                               int64_t seq, int64_t vocab);

/// Recurrent layers: token numbers [?, 500] -> [?, 2].
std::unique_ptr<Model> makeLSTM();

} // namespace ms

#endif // MS_LIB_MODELS_MODELS_H
