//===- NodeReader.h - One operator of an ONNX file --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What the importer of an operator sees: its version, its inputs as tensors or
// as numbers that are known, its attributes, and a place to emit ops.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_ONNX_NODEREADER_H
#define MS_LIB_IMPORT_ONNX_NODEREADER_H

#include "lib/Import/ONNX/Item.h"
#include "lib/Import/OpEmitter.h"

#include "onnx/onnx_pb.h"

#include <optional>

namespace ms::fromonnx {

class GraphImporter;

/// What a node computes, in order; fewer than it has names for where the rest
/// is not supported.
struct Results {
  llvm::SmallVector<Item, 1> items;

  Results() = default;
  Results(mlir::Value value) : items(1, Item(value)) {}
  Results(Item item) : items(1, std::move(item)) {}
  Results(std::initializer_list<mlir::Value> values)
      : items(values.begin(), values.end()) {}
};

class NodeReader : public OpEmitter {
public:
  NodeReader(GraphImporter &graph, NetworkBuilder &builder,
             const onnx::NodeProto &node, int64_t version,
             std::vector<Item> inputs)
      : OpEmitter(builder), graph(graph), node(node), version(version),
        inputs(std::move(inputs)) {}

  /// The version of the operator, not that of the set.
  int64_t getVersion() const { return version; }
  llvm::StringRef getOpName() const { return node.op_type(); }
  const onnx::NodeProto &getNode() const { return node; }
  GraphImporter &getGraph() { return graph; }

  //===--------------------------------------------------------------------===//
  // Inputs
  //===--------------------------------------------------------------------===//

  size_t size() const { return inputs.size(); }
  /// An input, or an item None.
  const Item &input(unsigned k) const;
  bool has(unsigned k) const { return !input(k).is(Item::Kind::None); }
  /// Input `k`, which must be there.
  mlir::Value tensor(unsigned k);
  llvm::SmallVector<mlir::Value> tensors();
  mlir::Value tensor(const Item &item);
  mlir::RankedTensorType typeOfInput(unsigned k);
  using OpEmitter::typeOf;

  /// The elements of input `k`, where they are known.
  const Known *findKnown(unsigned k) const;
  /// The elements of input `k`, whose name is `what`, as numbers; an error
  /// where they are not known. Numbers that stand for the end of something are
  /// cut to 32 bits with `clamp`.
  Ints ints(unsigned k, llvm::StringRef what, bool clamp = false);
  int64_t integer(unsigned k, llvm::StringRef what);
  llvm::SmallVector<double> reals(unsigned k, llvm::StringRef what);
  /// Input `k` as extents; the first may be the size of the batch, which is
  /// ShapedType::kDynamic. With `anywhere` that may be another one.
  Ints extents(unsigned k, llvm::StringRef what, bool anywhere = false);
  /// A tensor of this shape with as many rows as the number in input `k` says,
  /// which depends on the batch; null where no tensor is known that has them.
  mlir::Value rowsOf(unsigned k, llvm::ArrayRef<int64_t> shape);
  /// "give --input-shape x=1,3,32,32": how the user closes the batch.
  std::string shapeAdvice() const;
  /// The number in input `k`, where it is there and known.
  std::optional<double> findReal(unsigned k) const;

  //===--------------------------------------------------------------------===//
  // Attributes; without a default they must be there
  //===--------------------------------------------------------------------===//

  const onnx::AttributeProto *findAttribute(llvm::StringRef name) const;
  bool hasAttribute(llvm::StringRef name) const {
    return findAttribute(name) != nullptr;
  }
  int64_t integer(llvm::StringRef name, std::optional<int64_t> otherwise = {});
  double real(llvm::StringRef name, std::optional<double> otherwise = {});
  std::string text(llvm::StringRef name,
                   std::optional<llvm::StringRef> otherwise = {});
  /// A text that is one of `allowed`.
  std::string choice(llvm::StringRef name,
                     llvm::ArrayRef<llvm::StringRef> allowed,
                     llvm::StringRef otherwise);
  Ints ints(llvm::StringRef name, std::optional<Ints> otherwise = {},
            bool clamp = false);
  llvm::SmallVector<double> reals(llvm::StringRef name);
  llvm::SmallVector<std::string> texts(llvm::StringRef name);
  mlir::Type type(llvm::StringRef name, std::optional<int64_t> otherwise = {});
  KnownRef tensor(llvm::StringRef name);

  /// Axes: input `k` or the attribute of this name, in [0, rank). Nothing
  /// where neither is there.
  std::optional<Ints> axes(unsigned k, llvm::StringRef name, int64_t rank);
  /// The one axis of an attribute, in [0, rank).
  int64_t axis(llvm::StringRef name, std::optional<int64_t> otherwise,
               int64_t rank);
  /// `axis` in [0, rank); an error where it is outside.
  int64_t normalize(int64_t axis, int64_t rank);

  //===--------------------------------------------------------------------===//
  // Results
  //===--------------------------------------------------------------------===//

  /// Whether anybody may read output `k`.
  bool wants(unsigned k) const {
    return k < static_cast<unsigned>(node.output_size()) &&
           !node.output(static_cast<int>(k)).empty();
  }
  unsigned numOutputs() const {
    return static_cast<unsigned>(node.output_size());
  }
  /// A constant; where it is large and not all the same, a frozen parameter.
  mlir::Value constant(const KnownRef &known);
  using OpEmitter::constant;
  /// A constant of `values`, of the element type `element`.
  mlir::Value constant(llvm::ArrayRef<double> values,
                       llvm::ArrayRef<int64_t> shape, mlir::Type element);
  /// All results of an op.
  Results all(mlir::Operation *op);
  mlir::Type getI64() { return mlir::IntegerType::get(getContext(), 64); }
  mlir::Type getI1() { return mlir::IntegerType::get(getContext(), 1); }
  /// The shape of a tensor with -1 for the batch.
  Ints extentsOf(mlir::Value value);
  /// `x` after NumPy's broadcasting; -1 for the batch.
  mlir::Value broadcastTo(mlir::Value x, llvm::ArrayRef<int64_t> shape);
  /// A tensor of this shape that has the rows of `x`, for its shape alone.
  mlir::Value rowsLike(mlir::Value x, llvm::ArrayRef<int64_t> shape);
  /// Einstein's sum of one or two tensors.
  mlir::Value einsum(const std::string &equation,
                     llvm::ArrayRef<mlir::Value> operands);
  /// An error has been reported already.
  void setFailed() { failed = true; }
  /// The input at `k` gets no gradient: it is a statistic.
  void markFrozen(unsigned k);

private:
  void report(const llvm::Twine &text) override;
  /// The attribute, where it is there and has the type.
  const onnx::AttributeProto *take(llvm::StringRef name, int type,
                                   llvm::StringRef expected, bool mayLack);
  void wrongAttribute(llvm::StringRef name, llvm::StringRef expected);

  GraphImporter &graph;
  const onnx::NodeProto &node;
  const int64_t version;
  std::vector<Item> inputs;
};

} // namespace ms::fromonnx

#endif // MS_LIB_IMPORT_ONNX_NODEREADER_H
