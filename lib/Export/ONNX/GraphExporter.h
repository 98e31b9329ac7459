//===- GraphExporter.h - From a function to a graph of ONNX -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Walks a function: names, parameters, inputs and outputs. How an op is said is
// decided in Ops/.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_EXPORT_ONNX_GRAPHEXPORTER_H
#define MS_LIB_EXPORT_ONNX_GRAPHEXPORTER_H

#include "lib/Export/ONNX/ExportONNX.h"
#include "lib/Export/ONNX/NodeWriter.h"
#include "lib/Export/ONNX/Ops/Ops.h"
#include "lib/Export/Support/NetworkExporter.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"

namespace ms::to_onnx {

class GraphExporter : public NetworkExporter {
public:
  GraphExporter(mlir::ModuleOp module, mlir::func::FuncOp function,
                const OnnxOptions &options);

  /// Fills `model`, and `files` with what does not fit into it; false after an
  /// error.
  bool run(onnx::ModelProto &model, ExportedModel &files);

  //===--------------------------------------------------------------------===//
  // For NodeWriter
  //===--------------------------------------------------------------------===//

  int64_t getOpset() const { return options.opset; }
  std::string nameOf(mlir::Value value);
  void setName(mlir::Value value, llvm::StringRef name);
  /// The name of an initializer, one for equal tensors.
  std::string addConstant(mlir::DenseElementsAttr elements);
  /// The outputs' names; "" for one whose type is null: it is not wanted.
  std::vector<std::string> addNode(llvm::StringRef type,
                                   const std::vector<std::string> &inputs,
                                   const Attributes &attributes,
                                   llvm::ArrayRef<mlir::RankedTensorType> types,
                                   mlir::Location loc);

private:
  struct Weight {
    onnx::TensorProto proto;
    ParameterBytes values;
  };

  void addHeader(onnx::ModelProto &model);
  bool addInputs();
  bool addParameter(mindir::LoadOp load);
  void addOp(mlir::Operation *op);
  void addOutputs(mlir::func::ReturnOp op);
  void dropUnread();
  void addValueInfo();
  void addWeights(ExportedModel &files);
  /// A name that nothing else has.
  std::string unique(const llvm::Twine &wanted);
  /// Follows which multiple of the batch a result's rows are.
  void countRows(mlir::Operation *op);
  /// What the dynamic dimension of a value is called, or "".
  std::string rowsName(mlir::Value value) const;

  const OnnxOptions &options;
  const ExportTable &table;
  onnx::GraphProto *graph = nullptr;
  llvm::DenseMap<mlir::Value, std::string> names;
  llvm::DenseMap<mlir::Value, double> rows;
  /// Types of what nodes compute, by name, with the names of their rows.
  llvm::StringMap<std::pair<mlir::RankedTensorType, std::string>> types;
  llvm::StringMap<std::string> constants;
  llvm::StringMap<unsigned> scopes; ///< how often one was used
  llvm::StringSet<> taken;
  std::vector<Weight> weights;
};

} // namespace ms::to_onnx

#endif // MS_LIB_EXPORT_ONNX_GRAPHEXPORTER_H
