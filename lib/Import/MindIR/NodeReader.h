//===- NodeReader.h - One operator of a file --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What an importer of a primitive sees: its arguments, wherever a version of
// MindSpore puts them, its attributes, and a place to emit ops. The first error
// is reported with the node's name; whatever is asked for after it is a
// harmless value, so that importers need no checks of their own.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_MINDIR_NODEREADER_H
#define MS_LIB_IMPORT_MINDIR_NODEREADER_H

#include "lib/Import/MindIR/Item.h"
#include "lib/Import/OpEmitter.h"

#include <optional>

namespace ms {

class GraphImporter;

/// Which argument: the number of the input that newer versions have it in, and
/// the attribute's name of older ones.
struct Argument {
  unsigned input;
  llvm::StringRef name;
};
/// An argument that is an attribute in all versions.
inline Argument attribute(llvm::StringRef name) { return {~0u, name}; }

class NodeReader : public OpEmitter {
public:
  NodeReader(GraphImporter &graph, NetworkBuilder &builder,
             const mind_ir::NodeProto &node,
             const mind_ir::PrimitiveProto *primitive, llvm::StringRef opName,
             std::vector<Item> allInputs, State state)
      : OpEmitter(builder), graph(graph), node(node), primitive(primitive),
        opName(opName), all(std::move(allInputs)), state(std::move(state)) {
    for (const Item &item : all)
      if (!item.is(Item::Kind::Monad))
        inputs.push_back(item);
  }

  /// Inputs without monads: of those only the state counts, and the result
  /// gets it by itself.
  size_t size() const { return inputs.size(); }
  llvm::ArrayRef<Item> getInputs() const { return inputs; }
  llvm::ArrayRef<Item> getAllInputs() const { return all; }
  llvm::StringRef getOpName() const { return opName; }
  /// An input, or an item None.
  const Item &input(unsigned k) const;

  /// "Default/fc1-Dense/MatMul-op0", or the node's name where it has no scope.
  llvm::StringRef getName() const;

  //===--------------------------------------------------------------------===//
  // Tensors
  //===--------------------------------------------------------------------===//

  /// Input `k` as a tensor; a number becomes a scalar of the type `like`.
  mlir::Value tensor(unsigned k, mlir::Type like = nullptr);
  /// The elements of a tuple of tensors, or, in old files, all inputs.
  llvm::SmallVector<mlir::Value> tensors(unsigned k);
  mlir::Value tensor(const Item &item, mlir::Type like = nullptr);
  /// Two inputs, converted to the type that both are computed in; a number
  /// takes the other one's, or one of its own kind.
  std::pair<mlir::Value, mlir::Value> operands(unsigned i, unsigned k);
  /// All of `values` converted to their common element type.
  void promoteAll(llvm::MutableArrayRef<mlir::Value> values);

  //===--------------------------------------------------------------------===//
  // Arguments that are known; without a default they must be there
  //===--------------------------------------------------------------------===//

  bool has(Argument argument);
  int64_t integer(Argument argument, std::optional<int64_t> otherwise = {});
  double real(Argument argument, std::optional<double> otherwise = {});
  bool boolean(Argument argument, std::optional<bool> otherwise = {});
  std::string text(Argument argument,
                   std::optional<llvm::StringRef> otherwise = {});
  /// A choice: a text in any case, or its number among `names`.
  std::string choice(Argument argument, llvm::ArrayRef<llvm::StringRef> names,
                     llvm::StringRef otherwise);
  /// The numbers of a tuple, of a tuple of tuples, or of a tensor, in order.
  Ints ints(Argument argument, std::optional<Ints> otherwise = {});
  /// The last `count` numbers of a list that may begin with those of batch and
  /// channels; one number stands for all. Ones after an error.
  Ints lastInts(Argument argument, unsigned count,
                std::optional<int64_t> otherwise = {});
  /// Places in a dimension: numbers beyond 32 bits, which mean its end, become
  /// the largest ones.
  Ints bounds(Argument argument);
  /// Extents of a tensor, at most one of them -1.
  Ints shape(Argument argument);
  mlir::Type type(Argument argument);
  /// Fails unless the argument is left out or one of `allowed`, the meaning
  /// that the dialect's op has.
  void expectInteger(Argument argument, llvm::ArrayRef<int64_t> allowed,
                     llvm::StringRef meaning);
  /// The layout of images: NCHW, 0 or left out. Anything else is an error.
  void expectNCHW(Argument argument);

  //===--------------------------------------------------------------------===//
  // Results
  //===--------------------------------------------------------------------===//

  /// All results of an op as a tuple.
  template <typename OpT>
  Item emitTuple(mlir::ValueRange operands, const OpAttributes &attributes) {
    return tupleOf(emitOp(OpT::getOperationName(), operands, attributes));
  }
  Item tupleOf(mlir::Operation *op);
  /// The counter of training steps that random numbers depend on, and a seed
  /// that no other node has.
  mlir::Value stepCounter();
  int64_t newSeed();

  //===--------------------------------------------------------------------===//
  // Parameters
  //===--------------------------------------------------------------------===//

  /// Whether input `k` is a parameter by reference.
  bool isParameter(unsigned k) const {
    return input(k).is(Item::Kind::Parameter);
  }
  /// Gives the parameter at input `k` a new value; its type must fit.
  void write(unsigned k, mlir::Value value);
  /// The same for a parameter that may be left out (a plain tensor).
  void writeIfParameter(unsigned k, mlir::Value value) {
    if (isParameter(k))
      write(k, value);
  }
  /// The parameter at input `k`, or the one that was loaded there, belongs to
  /// the optimizer or is a statistic: no gradient is taken for it.
  void markOptimizer(unsigned k);
  void markFrozen(unsigned k);
  /// The parameter at input `k` is what an update trains.
  void markVariable(unsigned k);

  const State &getState() const { return state; }

private:
  void report(const llvm::Twine &text) override;
  std::optional<Item> find(Argument argument);
  std::string nameOf(Argument argument) const;
  Ints readInts(Argument argument, std::optional<Ints> otherwise,
                int64_t largest, bool clamp);

  GraphImporter &graph;
  const mind_ir::NodeProto &node;
  const mind_ir::PrimitiveProto *primitive;
  llvm::StringRef opName;
  std::vector<Item> all, inputs;
  State state;
};

} // namespace ms

#endif // MS_LIB_IMPORT_MINDIR_NODEREADER_H
