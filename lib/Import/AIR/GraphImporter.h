//===- GraphImporter.h - From Ascend's graph to a module --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Walks a graph: names, order, inputs, weights. What an operator computes is
// decided in Ops/.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_AIR_GRAPHIMPORTER_H
#define MS_LIB_IMPORT_AIR_GRAPHIMPORTER_H

#include "lib/Import/AIR/NodeReader.h"
#include "lib/Import/AIR/Ops/Ops.h"
#include "lib/Import/FileImporter.h"
#include "lib/Support/ErrorCodes.h"

#include "llvm/ADT/StringMap.h"

namespace ms::air {

class GraphImporter : public FileImporter {
public:
  /// Takes the tensors out of `model`. `path` is for locations and the module's
  /// name.
  GraphImporter(ge_ir::ModelDef &model, llvm::StringRef path,
                mlir::MLIRContext &context);

  mlir::OwningOpRef<mlir::ModuleOp> run();

  //===--------------------------------------------------------------------===//
  // For NodeReader
  //===--------------------------------------------------------------------===//

  /// Null after an error, which is left in `problem`.
  mlir::Value value(llvm::StringRef reference, std::string &problem);
  /// The elements of the operator Const that `reference` names.
  mlir::DenseElementsAttr literal(llvm::StringRef reference,
                                  std::string &problem);
  /// The type that a descriptor says.
  mlir::RankedTensorType typeOf(const ge_ir::TensorDescriptor &desc,
                                bool dynamic, std::string &problem);

private:
  /// An operator of the file.
  struct Node {
    int index;
    const Prototype *prototype = nullptr;
    std::vector<mlir::Value> outputs;
    enum { Unseen, Open, Done } state = Unseen;
  };

  bool checkOperatorName(llvm::StringRef name, const llvm::Twine &what);
  bool readNodes();
  bool readInputs();
  /// "producer:2" as the producer, or null.
  Node *find(llvm::StringRef reference, unsigned &output, std::string &problem);
  /// Operators that the outputs need, each behind those that it reads.
  bool sort();
  bool checkSupport();
  bool runNode(Node &node);
  ge_ir::TensorDef *tensorOf(const Node &node);
  /// Bytes and type of an operator Const.
  bool checkTensor(const ge_ir::TensorDef *tensor, mlir::RankedTensorType &type,
                   std::string &problem);
  bool nodeFails(const ge_ir::OpDef &op, const llvm::Twine &text);

  ge_ir::GraphDef &graph;
  const OpTable &table;
  NetworkBuilder builder;
  llvm::StringMap<Node> nodes;
  std::vector<Node *> order;
};

} // namespace ms::air

#endif // MS_LIB_IMPORT_AIR_GRAPHIMPORTER_H
