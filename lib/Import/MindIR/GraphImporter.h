//===- GraphImporter.h - From messages to a module --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Walks the graphs of a file: names, functions, state. What a primitive
// computes is decided in Ops/.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_MINDIR_GRAPHIMPORTER_H
#define MS_LIB_IMPORT_MINDIR_GRAPHIMPORTER_H

#include "lib/Import/FileImporter.h"
#include "lib/Import/MindIR/ModelFile.h"
#include "lib/Import/MindIR/NodeReader.h"
#include "lib/Import/MindIR/Ops/Ops.h"
#include "lib/Support/ErrorCodes.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringSet.h"

namespace ms {

class GraphImporter : public FileImporter {
public:
  /// `path` is for locations and the module's name.
  GraphImporter(ModelFile &file, llvm::StringRef path,
                mlir::MLIRContext &context);

  mlir::OwningOpRef<mlir::ModuleOp> run();

  //===--------------------------------------------------------------------===//
  // For NodeReader
  //===--------------------------------------------------------------------===//

  mlir::InFlightDiagnostic nodeError(llvm::StringRef node, llvm::StringRef op);
  /// The value of a parameter after what `state` says; null after an error.
  mlir::Value read(unsigned parameter, const State &state);
  /// A tensor that the file holds, as a constant, or, where it is large or has
  /// no values, as a parameter. An error is left in `problem`.
  mlir::Value constant(const mind_ir::TensorProto &data, std::string &problem);
  bool write(unsigned parameter, mlir::Value value, llvm::StringRef node,
             State &state, std::string &problem);
  int64_t newSeed() { return ++seeds; }
  enum class Role { Frozen, Optimizer, Variable };
  void mark(const Item &item, Role role);
  llvm::Expected<Item> decode(const mind_ir::AttributeProto &attribute);
  mlir::DenseElementsAttr elements(const mind_ir::TensorProto &data,
                                   std::string &problem);

private:
  using Scope = llvm::StringMap<Item>;

  /// A parameter of the file.
  struct Parameter {
    std::string name;
    mlir::RankedTensorType type;
    mlir::Attribute init;
    bool frozen = false, optimizer = false, variable = false;
  };
  /// What a node's op_type stands for.
  struct Target {
    llvm::StringRef name;
    const mind_ir::PrimitiveProto *primitive = nullptr;
    OpImporter importer = nullptr;
    /// A graph to call, or the name of a value that is one.
    std::optional<unsigned> function;
    std::string callee;
  };

  bool readPrimitives();
  bool readFunctions();
  bool readParameters();
  bool addParameter(Parameter parameter);
  /// A constant whose value a checkpoint must give.
  mlir::Value missingConstant(const mind_ir::TensorProto &data,
                              std::string &problem);
  bool readInputs();
  bool checkSupport();
  Target resolve(const mind_ir::NodeProto &node) const;
  /// Nodes that the outputs need, in the file's order; nullopt after an error.
  std::optional<std::vector<const mind_ir::NodeProto *>>
  liveNodes(const mind_ir::GraphProto &graph);

  std::optional<Item> runGraph(const mind_ir::GraphProto &graph, Scope scope,
                               unsigned depth);
  bool runNode(const mind_ir::NodeProto &node, Scope &scope, unsigned depth);
  std::optional<Item> call(const Item &function, std::vector<Item> arguments,
                           llvm::StringRef node, unsigned depth);
  const Item *lookup(const Scope &scope, const std::string &name) const;
  bool checkShape(const mind_ir::NodeProto &node, llvm::StringRef op,
                  const Item &item);
  bool checkShape(const mind_ir::NodeProto &node, llvm::StringRef op,
                  const Item &item, const mind_ir::AttributeProto &attribute);
  bool flatten(const Item &item, llvm::SmallVectorImpl<mlir::Value> &values);
  /// What a step writes beside the variables of updates and statistics, like
  /// the number of the step, is the optimizer's too.
  void markWrittenState(const State &state);
  bool isTrainingStep(mlir::ValueRange outputs, const State &state) const;
  bool makeLoss(mlir::Value &output);
  /// The next step draws other numbers.
  bool advanceStepCounter();
  mlir::OwningOpRef<mlir::ModuleOp> finish(const Item &result);

  ModelFile &file;
  const OpTable &table;
  NetworkBuilder builder;
  std::vector<Parameter> parameters;
  llvm::StringMap<const mind_ir::PrimitiveProto *> primitives;
  llvm::StringMap<unsigned> functions;
  Scope globals;
  llvm::DenseMap<const mind_ir::TensorProto *, mlir::Value> constants;
  llvm::DenseMap<mlir::Value, unsigned> loaded;
  llvm::SmallVector<unsigned> calls;
  int64_t evaluated = 0;
  int64_t largeConstants = 0;
  /// How many nodes draw random numbers.
  int64_t seeds = 0;
  /// Whether a node is in the scope that MindSpore gives to derivatives.
  bool hasGradients = false;
};

/// The module of a file; null after an error, which is a diagnostic of the
/// context.
mlir::OwningOpRef<mlir::ModuleOp> importModel(llvm::Expected<ModelFile> file,
                                              const std::string &path,
                                              mlir::MLIRContext &context);

} // namespace ms

#endif // MS_LIB_IMPORT_MINDIR_GRAPHIMPORTER_H
