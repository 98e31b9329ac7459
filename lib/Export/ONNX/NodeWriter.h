//===- NodeWriter.h - One op of a module ------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What an exporter of an op sees: its operands as names in the file, and a
// place to write nodes. What cannot be said is reported with all other ops that
// cannot be said; exporters may go on after it.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_EXPORT_ONNX_NODEWRITER_H
#define MS_LIB_EXPORT_ONNX_NODEWRITER_H

#include "lib/Export/ONNX/Encode.h"
#include "lib/Export/Support/OpWriter.h"

#include "mlir/IR/Operation.h"

namespace ms::to_onnx {

class GraphExporter;

/// What may be the input of a node.
struct Ref {
  std::string name;            ///< "" for an input that is left out
  mlir::RankedTensorType type; ///< null: nothing

  int64_t rank() const { return type.getRank(); }
  int64_t extent(unsigned axis) const { return type.getDimSize(axis); }
  mlir::Type element() const { return type.getElementType(); }
};

class NodeWriter : public OpWriter {
public:
  NodeWriter(GraphExporter &graph, mlir::Operation *op,
             llvm::StringRef nodeType);

  int64_t opset() const;
  /// A number for an attribute, which has 32 bits.
  double fits(double value);

  //===--------------------------------------------------------------------===//
  // Operands, results
  //===--------------------------------------------------------------------===//

  Ref operand(unsigned k);
  /// A value that stands before the op.
  Ref valueOf(mlir::Value value);
  llvm::SmallVector<Ref> operands();
  /// A result of another element type is converted.
  void result(unsigned k, const Ref &ref);
  void result(const Ref &ref) { result(0, ref); }
  unsigned numResults() const { return op->getNumResults(); }

  //===--------------------------------------------------------------------===//
  // Constants
  //===--------------------------------------------------------------------===//

  Ref tensor(mlir::DenseElementsAttr elements);
  /// A 0-d tensor.
  Ref scalar(mlir::Type element, double value);
  /// Whole numbers of 64 bits, in a row.
  Ref ints(llvm::ArrayRef<int64_t> values);
  Ref ints(llvm::ArrayRef<int64_t> values, llvm::ArrayRef<int64_t> shape);
  Ref integer(int64_t value) { return ints(value, {}); }
  Ref reals(llvm::ArrayRef<double> values, mlir::RankedTensorType type);

  //===--------------------------------------------------------------------===//
  // Nodes
  //===--------------------------------------------------------------------===//

  Ref call(llvm::StringRef type, llvm::ArrayRef<Ref> inputs,
           mlir::RankedTensorType result, const Attributes &attributes = {});
  /// Results whose types are null are not wanted.
  llvm::SmallVector<Ref> callMany(llvm::StringRef type,
                                  llvm::ArrayRef<Ref> inputs,
                                  llvm::ArrayRef<mlir::RankedTensorType> types,
                                  const Attributes &attributes = {});

  //===--------------------------------------------------------------------===//
  // Elements
  //===--------------------------------------------------------------------===//

  Ref cast(const Ref &x, mlir::Type element);
  /// In a type that ONNX Runtime computes with: whole numbers of 32 or 64 bits,
  /// floats but bf16.
  Ref wide(const Ref &x);
  Ref wideOperand(unsigned k) { return wide(operand(k)); }
  /// f16 and bf16 as f32.
  Ref exact(const Ref &x);
  Ref unary(llvm::StringRef type, const Ref &x,
            const Attributes &attributes = {}) {
    return call(type, {x}, x.type, attributes);
  }
  /// Element by element, with NumPy's broadcasting.
  Ref binary(llvm::StringRef type, const Ref &x, const Ref &y);
  /// The same with a number of the type of `x`.
  Ref binary(llvm::StringRef type, const Ref &x, double y) {
    return binary(type, x, scalar(x.element(), y));
  }
  Ref compare(llvm::StringRef type, const Ref &x, const Ref &y);
  Ref compare(llvm::StringRef type, const Ref &x, double y) {
    return compare(type, x, scalar(x.element(), y));
  }
  Ref where(const Ref &condition, const Ref &x, const Ref &y);
  Ref where(const Ref &condition, const Ref &x, double y) {
    return where(condition, x, scalar(x.element(), y));
  }
  /// Of floats and whole numbers, in each opset.
  Ref larger(const Ref &x, const Ref &y);
  Ref smaller(const Ref &x, const Ref &y);

  //===--------------------------------------------------------------------===//
  // Shapes
  //===--------------------------------------------------------------------===//

  Ref reshape(const Ref &x, llvm::ArrayRef<int64_t> shape);
  Ref transpose(const Ref &x, llvm::ArrayRef<int64_t> perm);
  /// Adds dimensions of extent 1 before these of the result.
  Ref unsqueeze(const Ref &x, llvm::ArrayRef<int64_t> axes);
  Ref squeeze(const Ref &x, llvm::ArrayRef<int64_t> axes);
  /// Repeats to a shape; a dynamic extent is one that `x` has.
  Ref expand(const Ref &x, llvm::ArrayRef<int64_t> shape);
  Ref slice(const Ref &x, int64_t axis, int64_t begin, int64_t end);
  Ref concat(llvm::ArrayRef<Ref> parts, int64_t axis);
  /// A border; `value` is that of its elements.
  Ref pad(const Ref &x, llvm::ArrayRef<int64_t> low,
          llvm::ArrayRef<int64_t> high, double value);
  /// One number per channel against [N, C, ...].
  Ref perChannel(const Ref &x, int64_t rank);
  /// ReduceSum and its like; axes are normalized.
  Ref reduce(llvm::StringRef type, const Ref &x, llvm::ArrayRef<int64_t> axes,
             bool keepDims);

private:
  GraphExporter &graph;
};

/// The type with another shape, or another element type.
mlir::RankedTensorType withShape(mlir::RankedTensorType type,
                                 llvm::ArrayRef<int64_t> shape);
mlir::RankedTensorType withElement(mlir::RankedTensorType type,
                                   mlir::Type element);

} // namespace ms::to_onnx

#endif // MS_LIB_EXPORT_ONNX_NODEWRITER_H
