//===- NetworkBuilder.h - A network as a module, op by op -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What tracing writes into: a module with parameters and the function @forward.
// Decides where parameters, loads and ops go, that every op carries its layer's
// name as its location, and that an op which does not fit is reported once, at
// its layer. What the layers compute is decided by those who call.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_BUILDER_NETWORKBUILDER_H
#define MS_LIB_BUILDER_NETWORKBUILDER_H

#include "dialects/MindIR/MindIRDialect.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringMap.h"

namespace ms {

/// The attributes of an op, by name and in the forms the dialect uses.
class OpAttributes {
public:
  explicit OpAttributes(mlir::MLIRContext *context) : b(context) {}

  OpAttributes &ints(llvm::StringRef name, llvm::ArrayRef<int64_t> values);
  OpAttributes &integer(llvm::StringRef name, int64_t value);
  OpAttributes &number(llvm::StringRef name, double value);
  OpAttributes &flag(llvm::StringRef name, bool value);
  OpAttributes &text(llvm::StringRef name, llvm::StringRef value);
  OpAttributes &type(llvm::StringRef name, mlir::Type value);
  OpAttributes &set(llvm::StringRef name, mlir::Attribute value);

  llvm::ArrayRef<mlir::NamedAttribute> get() const { return list; }

private:
  mlir::Builder b;
  llvm::SmallVector<mlir::NamedAttribute> list;
};

/// Errors are diagnostics of the context; what failed gives a null value, and
/// whatever uses a null value gives null without a further error.
class NetworkBuilder {
public:
  /// `name` becomes the module's name.
  NetworkBuilder(mlir::MLIRContext &context, llvm::StringRef name);

  mlir::MLIRContext *getContext() { return context; }
  OpAttributes attributes() { return OpAttributes(context); }
  mlir::Type getF32() { return mlir::Float32Type::get(context); }

  /// Ops emitted from now on belong to this layer.
  void setLayer(llvm::StringRef name) { layer = name.str(); }

  /// Ops emitted during its life belong to the part `layer` ("conv", or a path
  /// "block1.conv") of the current layer.
  class LayerScope {
  public:
    LayerScope(NetworkBuilder &builder, llvm::StringRef layer);
    ~LayerScope();
    LayerScope(const LayerScope &) = delete;
    LayerScope &operator=(const LayerScope &) = delete;

  private:
    NetworkBuilder &builder;
    std::string outer;
  };

  /// Where ops emitted from now on come from, for all layers.
  void setSource(mlir::Location place) { source = place; }
  /// A location that names the current layer.
  mlir::Location getLoc() const;
  const std::string &getLayer() const { return layer; }

  /// Appends an input to @forward. `name` is what users know it by, or "".
  mlir::Value addInput(mlir::RankedTensorType type, llvm::StringRef name = "");

  enum Flags : unsigned { None = 0, Frozen = 1, Transient = 2 };
  /// Appends a parameter; their order is the order of these calls. False where
  /// the name is taken or the initial value does not fit.
  bool declareParameter(llvm::StringRef name, mlir::RankedTensorType type,
                        mlir::Attribute init, unsigned flags = None);
  /// The value of a declared parameter; all loads stand at the head. What was
  /// assigned takes its place.
  mlir::Value load(llvm::StringRef name);
  /// Sets the value that a declared parameter has after the call; all assigns
  /// stand at the end. False where it does not fit.
  bool assign(llvm::StringRef name, mlir::Value value);
  /// The name of a parameter of the current layer.
  std::string symbolOf(llvm::StringRef name) const {
    return layer.empty() ? name.str() : layer + "." + name.str();
  }
  /// Declares, with the current layer's name in front, and loads. Where
  /// parameters are declared beforehand, it must be one of them.
  mlir::Value parameter(llvm::StringRef name, llvm::ArrayRef<int64_t> shape,
                        mlir::Attribute init, unsigned flags = None);
  /// From now on parameter() finds what declareParameter() has made.
  void setParametersDeclared(bool value) { parametersDeclared = value; }
  /// The counter of training steps that dropout reads.
  mlir::Value stepCounter();

  /// The seed of the next random initial value: 1, 2, ...
  uint64_t nextSeed() { return ++seeds; }

  /// Emits an op of the dialect with inferred result types; null on an error.
  mlir::Operation *emitOp(llvm::StringRef name, mlir::ValueRange operands,
                          llvm::ArrayRef<mlir::NamedAttribute> attributes = {});
  template <typename OpT>
  mlir::Value emit(mlir::ValueRange operands, const OpAttributes &attributes) {
    return firstResult(
        emitOp(OpT::getOperationName(), operands, attributes.get()));
  }
  template <typename OpT> mlir::Value emit(mlir::ValueRange operands) {
    return firstResult(emitOp(OpT::getOperationName(), operands));
  }

  /// A scalar constant.
  mlir::Value constant(mlir::Type element, double value);

  /// The function's name, where it is not @forward.
  void setFunctionName(llvm::StringRef name) { forward.setName(name); }

  /// Ends the function and gives the verified module away; null on an error.
  mlir::OwningOpRef<mlir::ModuleOp> finish(mlir::ValueRange outputs);

private:
  static mlir::Value firstResult(mlir::Operation *op) {
    return op ? op->getResult(0) : mlir::Value();
  }
  mlir::LogicalResult inferTypes(mlir::OperationState &state);

  mlir::MLIRContext *context;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  mlir::func::FuncOp forward;
  mlir::OpBuilder ops;
  mlir::Operation *lastParameter = nullptr;
  mlir::Operation *lastLoad = nullptr;
  llvm::StringMap<mlir::Value> loads;
  /// What was assigned last, in the order of the first assigns.
  llvm::MapVector<mlir::StringAttr, mlir::Value> assigned;
  std::string name, layer;
  std::optional<mlir::Location> source;
  uint64_t seeds = 0;
  bool parametersDeclared = false;
};

} // namespace ms

#endif // MS_LIB_BUILDER_NETWORKBUILDER_H
