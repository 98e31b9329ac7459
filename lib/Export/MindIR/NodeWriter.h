//===- NodeWriter.h - One op of a module ------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What an exporter of an op sees: its operands as names in the file, the values
// that MindSpore takes as inputs, and a place to write nodes. What cannot be
// said is reported once per reason, with all other ops that cannot be said;
// exporters may go on after it.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_EXPORT_MINDIR_NODEWRITER_H
#define MS_LIB_EXPORT_MINDIR_NODEWRITER_H

#include "lib/Export/MindIR/Encode.h"
#include "lib/Export/Support/OpWriter.h"

#include "mlir/IR/Operation.h"

namespace ms {

class GraphExporter;

/// What may be the input of a node.
struct Ref {
  std::string name;
  mlir::RankedTensorType type; ///< null: no tensor
};
/// A result that is a tuple of tensors.
struct TupleRef {
  std::string name;
  llvm::SmallVector<mlir::RankedTensorType> types;
};

class NodeWriter : public OpWriter {
public:
  NodeWriter(GraphExporter &graph, mlir::Operation *op,
             llvm::StringRef nodeType);

  //===--------------------------------------------------------------------===//
  // Operands, results
  //===--------------------------------------------------------------------===//

  Ref operand(unsigned k) { return ref(op->getOperand(k)); }
  /// A value that stands before the op.
  Ref ref(mlir::Value value);
  llvm::SmallVector<Ref> operands();
  void result(unsigned k, const Ref &ref);
  void result(const Ref &ref) { result(0, ref); }
  /// The elements of a tuple become the results; those that nobody reads are
  /// not taken.
  void results(const TupleRef &tuple);

  //===--------------------------------------------------------------------===//
  // Values that are known, as inputs
  //===--------------------------------------------------------------------===//

  Ref constant(const AttributeValue &value);
  Ref integer(int64_t value) {
    return constant(AttributeValue::integer(value));
  }
  Ref boolean(bool value) { return constant(AttributeValue::boolean(value)); }
  /// Of 32 bits in the file.
  Ref real(double value);
  Ref none() { return constant(AttributeValue::none()); }
  Ref ints(llvm::ArrayRef<int64_t> values) {
    return constant(AttributeValue::ints(values));
  }
  Ref ints(mlir::ArrayAttr values);
  Ref typeId(mlir::Type element) { return integer(typeIdOf(element)); }
  Ref tensor(mlir::DenseElementsAttr elements);
  /// A 0-d tensor of this element type.
  Ref scalar(mlir::Type element, double value);
  /// Zeros; the shape is static.
  Ref zeros(mlir::RankedTensorType type);
  /// Whole numbers as a tensor.
  Ref intTensor(llvm::ArrayRef<int64_t> values, llvm::ArrayRef<int64_t> shape);

  //===--------------------------------------------------------------------===//
  // Nodes
  //===--------------------------------------------------------------------===//

  /// A primitive all of whose arguments are inputs.
  Ref call(llvm::StringRef primitive, llvm::ArrayRef<Ref> inputs,
           mlir::RankedTensorType type);
  TupleRef callTuple(llvm::StringRef primitive, llvm::ArrayRef<Ref> inputs,
                     llvm::ArrayRef<mlir::RankedTensorType> types);
  /// A primitive that has arguments as attributes.
  Ref call(llvm::StringRef primitive, llvm::ArrayRef<Ref> inputs,
           const AttributeList &attributes, mlir::RankedTensorType type);
  TupleRef callTuple(llvm::StringRef primitive, llvm::ArrayRef<Ref> inputs,
                     const AttributeList &attributes,
                     llvm::ArrayRef<mlir::RankedTensorType> types);
  Ref item(const TupleRef &tuple, unsigned k);
  /// MakeTuple.
  Ref tuple(llvm::ArrayRef<Ref> elements);

  //===--------------------------------------------------------------------===//
  // Changes of parameters
  //===--------------------------------------------------------------------===//

  /// All operands of an update: of those at `written` the parameter itself.
  /// Each of these gets, in order, what was a result, from the result `first`
  /// on.
  llvm::SmallVector<Ref> update(llvm::ArrayRef<unsigned> written,
                                unsigned first = 0);
  /// A primitive that changes parameters, after all that the step computes.
  /// `types` of its result, a tuple of several.
  void change(llvm::StringRef primitive, PrimitiveKind kind,
              llvm::ArrayRef<Ref> inputs, const AttributeList &attributes,
              llvm::ArrayRef<mlir::RankedTensorType> types);
  /// One that does so at once; what it computes is read.
  TupleRef changeNow(llvm::StringRef primitive, llvm::ArrayRef<Ref> inputs,
                     llvm::ArrayRef<mlir::RankedTensorType> types);

  //===--------------------------------------------------------------------===//
  // Often used
  //===--------------------------------------------------------------------===//

  Ref reshape(const Ref &x, mlir::RankedTensorType type);
  Ref transpose(const Ref &x, llvm::ArrayRef<int64_t> perm);
  Ref cast(const Ref &x, mlir::Type element);
  /// Element by element, with NumPy's broadcasting.
  Ref binary(llvm::StringRef primitive, const Ref &x, const Ref &y);
  Ref unary(llvm::StringRef primitive, const Ref &x) {
    return call(primitive, {x}, x.type);
  }
  /// `x` repeated to the shape of `like`.
  Ref broadcastLike(const Ref &x, const Ref &like);
  /// `x` where a condition holds, else `y`.
  Ref select(const Ref &condition, const Ref &x, const Ref &y) {
    return call("Select", {condition, x, y}, x.type);
  }
  /// `y` is a scalar, or as large as `x`.
  Ref compare(llvm::StringRef primitive, const Ref &x, const Ref &y);

private:
  GraphExporter &graph;
};

} // namespace ms

#endif // MS_LIB_EXPORT_MINDIR_NODEWRITER_H
