//===- GraphImporter.h - From ONNX messages to a module ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Walks the graph of a file: names, inputs, parameters, nodes whose result is
// known already. What an operator computes is decided in Ops/.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_ONNX_GRAPHIMPORTER_H
#define MS_LIB_IMPORT_ONNX_GRAPHIMPORTER_H

#include "lib/Import/FileImporter.h"
#include "lib/Import/ONNX/Decode.h"
#include "lib/Import/ONNX/ImportONNX.h"
#include "lib/Import/ONNX/NodeReader.h"
#include "lib/Import/ONNX/Ops/Ops.h"
#include "lib/Support/ErrorCodes.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringSet.h"

namespace ms::fromonnx {

class GraphImporter : public FileImporter {
public:
  /// `path` is for locations and the module's name.
  GraphImporter(ModelFile &file, llvm::StringRef path,
                mlir::MLIRContext &context, llvm::ArrayRef<InputShape> shapes);

  mlir::OwningOpRef<mlir::ModuleOp> run();

  //===--------------------------------------------------------------------===//
  // For NodeReader
  //===--------------------------------------------------------------------===//

  mlir::InFlightDiagnostic nodeError(const onnx::NodeProto &node);
  /// "give --input-shape x=1,3,32,32", of all inputs whose batch is open.
  std::string shapeAdvice() const;
  /// An item as a value of `builder`; null after an error, which `reader`
  /// reports.
  mlir::Value materialize(const Item &item, NodeReader &reader,
                          NetworkBuilder &builder);
  /// A tensor of an attribute; null with a problem.
  KnownRef decode(const onnx::TensorProto &tensor, std::string &problem);
  void markFrozen(unsigned initializer) {
    initializers[initializer].frozen = true;
  }
  /// Runs a graph that stands in an attribute, with names of the graph around
  /// it; nothing after an error.
  std::optional<std::vector<Item>> runSubgraph(const onnx::GraphProto &graph,
                                               std::vector<Item> inputs);

private:
  /// Names, and those of the graph around.
  struct Scope {
    llvm::StringMap<Item> items;
    const Scope *outer = nullptr;
  };
  /// A named tensor of the file.
  struct Initializer {
    std::string name;
    KnownRef known;
    bool frozen = false, declared = false;
  };

  bool readInitializers(onnx::GraphProto &graph, Scope &scope);
  bool readInputs(Scope &scope);
  std::optional<mlir::RankedTensorType>
  inputType(const onnx::ValueInfoProto &info, std::string &problem);
  bool checkSupport();
  OpImporter importerOf(const onnx::NodeProto &node) const;
  /// Nodes that the outputs need, in the file's order; nullopt after an error.
  std::optional<std::vector<const onnx::NodeProto *>>
  liveNodes(const onnx::GraphProto &graph);
  bool runNodes(const onnx::GraphProto &graph, Scope &scope,
                std::vector<Item> &outputs);
  bool runNode(const onnx::NodeProto &node, Scope &scope);
  /// The results of a node whose inputs are known. Nothing where they cannot be
  /// computed now; then the node is imported like any other.
  std::optional<std::vector<Item>> fold(const onnx::NodeProto &node,
                                        OpImporter importer,
                                        llvm::ArrayRef<Item> inputs);
  std::optional<std::vector<KnownRef>> foldOnce(const onnx::NodeProto &node,
                                                OpImporter importer,
                                                llvm::ArrayRef<Item> inputs);
  static const Item *lookup(const Scope &scope, llvm::StringRef name);
  mlir::Value loadInitializer(unsigned index);
  mlir::Value largeConstant(const KnownRef &known);
  bool checkBatch(mlir::ModuleOp module);
  mlir::OwningOpRef<mlir::ModuleOp> finish(llvm::ArrayRef<Item> outputs);

  ModelFile &file;
  llvm::SmallVector<InputShape> shapes;
  const OpTable &table;
  NetworkBuilder builder;
  std::vector<Initializer> initializers;
  /// Constants of the function.
  llvm::DenseMap<const Known *, mlir::Value> constants;
  std::vector<std::pair<std::string, mlir::RankedTensorType>> openInputs;
  std::vector<KnownRef> kept;
  const Scope *current = nullptr;
  int64_t evaluated = 0, largeConstants = 0;
  unsigned depth = 0;
};

/// Makes one op of each Gaussian error linear unit that is written out.
void recognizeGelu(mlir::ModuleOp module);

} // namespace ms::fromonnx

#endif // MS_LIB_IMPORT_ONNX_GRAPHIMPORTER_H
