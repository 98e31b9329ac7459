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

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"

namespace ms {

/// PrimitiveProto.prim_type: whether arguments are attributes, or all of them
/// inputs.
enum class PrimitiveKind : int32_t { Operator = 1, Function = 2 };

class GraphExporter : public NetworkExporter {
public:
  GraphExporter(mlir::ModuleOp module, mlir::func::FuncOp function);

  /// Fills `model`; false after an error.
  bool run(mind_ir::ModelProto &model);

  //===--------------------------------------------------------------------===//
  // For NodeWriter
  //===--------------------------------------------------------------------===//

  std::string nameOf(mlir::Value value);
  void setName(mlir::Value value, llvm::StringRef name);
  /// A node Constant, one for equal values.
  std::string addConstant(const AttributeValue &value);
  /// The output's name. `shape` describes the result; null: the node has none.
  std::string addNode(llvm::StringRef primitive, PrimitiveKind kind,
                      const std::vector<std::string> &inputs,
                      const AttributeList &attributes,
                      const std::optional<AttributeValue> &shape,
                      mlir::Location loc);

private:
  void addHeader();
  bool addInputs();
  bool addParameter(mindir::LoadOp load);
  void addOp(mlir::Operation *op);
  void addOutputs(mlir::func::ReturnOp op);
  void dropUnread();
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
  std::vector<std::string> loads;
  unsigned nodeCount = 0, constantCount = 0;
};

} // namespace ms

#endif // MS_LIB_EXPORT_MINDIR_GRAPHEXPORTER_H
