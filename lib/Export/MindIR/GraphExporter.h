//===- GraphExporter.h - From a function to messages ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Walks a function: names, parameters, state. How an op is said in MindSpore's
// primitives is decided in Ops/.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_EXPORT_MINDIR_GRAPHEXPORTER_H
#define MS_LIB_EXPORT_MINDIR_GRAPHEXPORTER_H

#include "lib/Export/MindIR/NodeWriter.h"
#include "lib/Export/MindIR/Ops/Ops.h"
#include "lib/Export/Support/NetworkExporter.h"

#include "dialects/MindIR/Rows.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringMap.h"

namespace ms {

/// A node with the side effect that parameters get new values.
struct NodeChange {
  llvm::StringRef primitive;
  PrimitiveKind kind;
  std::vector<std::string> inputs; ///< without the monad
  AttributeList attributes;
  AttributeValue shape;
  mlir::Location loc;
};

class GraphExporter : public NetworkExporter {
public:
  /// `function` computes, or is a step of training, which changes parameters.
  GraphExporter(mlir::ModuleOp module, mlir::func::FuncOp function);

  /// Parameters get no values: the graph alone counts.
  void leaveValuesOut() { withValues = false; }
  /// Fills `model`; false after an error.
  bool run(mind_ir::ModelProto &model);
  /// The values of the graph's parameters, which it has not got yet.
  std::vector<ParameterBytes> takeValues() { return std::move(values); }

  //===--------------------------------------------------------------------===//
  // For NodeWriter
  //===--------------------------------------------------------------------===//

  std::string nameOf(mlir::Value value);
  void setName(mlir::Value value, llvm::StringRef name);
  /// The parameter that `value` was loaded from, for nodes that change it.
  std::string parameterOf(mlir::Value value);
  /// What a change may read: nothing that another change would change.
  std::string copyOf(mlir::Value value);
  /// A node Constant, one for equal values.
  std::string addConstant(const AttributeValue &value);
  /// The output's name. `shape` describes the result; null: the node has none.
  std::string addNode(llvm::StringRef primitive, PrimitiveKind kind,
                      const std::vector<std::string> &inputs,
                      const AttributeList &attributes,
                      const std::optional<AttributeValue> &shape,
                      mlir::Location loc);
  /// A node that changes parameters, at this place in the order of changes.
  std::string addChange(const NodeChange &change);
  /// The same, but behind all that the step computes.
  void addLateChange(NodeChange change) {
    lateChanges.push_back(std::move(change));
  }
  /// A change of a parameter has made this value: nothing is left to assign.
  void setWrittenInPlace(mlir::Value value) { writtenInPlace.insert(value); }

private:
  void addHeader();
  bool addInputs();
  bool addParameters();
  bool addParameter(mindir::ParameterOp parameter, mlir::Location loc);
  void addOp(mlir::Operation *op);
  std::string addLoad(mindir::LoadOp load);
  std::string addLoad(llvm::StringRef parameter, mlir::RankedTensorType type,
                      mlir::Location loc);
  std::string addRowsOf(mindir::AssignOp op, mlir::RankedTensorType type,
                        mindir::Rows rows);
  void addAssign(mindir::AssignOp op);
  std::string addUpdateState(std::vector<std::string> inputs);
  void noteViews(llvm::StringRef primitive,
                 const std::vector<std::string> &inputs, llvm::StringRef name);
  /// Makes the changes that were left for the end; `state` is what all that
  /// happens has happened before.
  void finishState();
  void addOutputs(mlir::func::ReturnOp op);
  std::string primitiveName(llvm::StringRef primitive, PrimitiveKind kind,
                            const AttributeList &attributes);
  std::string graphName(llvm::StringRef name) const {
    return (prefix + ":" + name).str();
  }

  const ExportTable &table;
  mind_ir::ModelProto *model = nullptr;
  mind_ir::GraphProto *graph = nullptr;
  std::string prefix;
  llvm::DenseMap<mlir::Value, std::string> names;
  llvm::StringMap<std::string> constants, primitives;
  llvm::StringMap<unsigned> scopes; ///< how often one was used
  std::vector<ParameterBytes> values;
  std::vector<std::string> loads;
  bool isStep;
  bool withValues = true;
  /// What stands for the changes so far; none were made where it is "".
  std::string state;
  std::vector<NodeChange> lateChanges;
  llvm::DenseSet<mlir::Value> writtenInPlace;
  /// Nodes whose results may be the memory of a parameter, and all nodes that
  /// read such.
  llvm::StringSet<> views;
  std::vector<std::string> viewReaders;
  /// Nodes by what they compute.
  llvm::StringMap<std::string> computed;
  unsigned nodeCount = 0, constantCount = 0;
};

} // namespace ms

#endif // MS_LIB_EXPORT_MINDIR_GRAPHEXPORTER_H
