//===- GraphExporter.h - From a function to Ascend's graph ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Walks a function: names, parameters, literals. How an op is said in operators
// of the graph engine is decided in Ops/.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_EXPORT_AIR_GRAPHEXPORTER_H
#define MS_LIB_EXPORT_AIR_GRAPHEXPORTER_H

#include "lib/Export/AIR/NodeWriter.h"
#include "lib/Export/AIR/Ops/Ops.h"
#include "lib/Export/Support/NetworkExporter.h"
#include "lib/Import/AIR/Prototypes.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"

namespace ms::air {

class GraphExporter : public NetworkExporter {
public:
  GraphExporter(mlir::ModuleOp module, mlir::func::FuncOp function);

  /// Fills `model`; false after an error.
  bool run(ge_ir::ModelDef &model);

  //===--------------------------------------------------------------------===//
  // For NodeWriter
  //===--------------------------------------------------------------------===//

  Ref refOf(mlir::Value value);
  void setRef(mlir::Value value, const Ref &ref);
  /// An operator Const, one for equal values.
  Ref addConstant(mlir::RankedTensorType type, llvm::StringRef bytes);
  /// The outputs. Inputs without a name are not connected; those that are
  /// missing at the end neither.
  llvm::SmallVector<Ref> addOp(llvm::StringRef type, llvm::ArrayRef<Ref> inputs,
                               AttributeList attributes,
                               llvm::ArrayRef<mlir::RankedTensorType> types,
                               mlir::Location loc);

private:
  void addHeader(ge_ir::ModelDef &model);
  bool addInputs();
  bool addParameter(mindir::LoadOp load);
  void addOutputs(mlir::func::ReturnOp op);
  void dropUnread();
  bool hasTypes(mlir::Operation *op);
  bool checkSizes();
  /// The name, or one like it that is free.
  std::string freeName(std::string name);
  Ref addConst(llvm::StringRef name, mlir::RankedTensorType type,
               std::string bytes);

  ge_ir::GraphDef *graph = nullptr;
  llvm::DenseMap<mlir::Value, Ref> refs;
  llvm::StringMap<Ref> constants;
  llvm::StringMap<unsigned> scopes; ///< how often one was used
  llvm::StringSet<> names;
  unsigned constantCount = 0;
};

} // namespace ms::air

#endif // MS_LIB_EXPORT_AIR_GRAPHEXPORTER_H
