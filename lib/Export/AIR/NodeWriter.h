//===- NodeWriter.h - One op of a module ------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What an exporter of an op sees: its operands as outputs of operators in the
// file, literals, and a place to write operators. What cannot be said is
// reported once per reason, with all other ops that cannot be said; exporters
// may go on after it.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_EXPORT_AIR_NODEWRITER_H
#define MS_LIB_EXPORT_AIR_NODEWRITER_H

#include "lib/Export/AIR/Encode.h"
#include "lib/Export/Support/OpWriter.h"

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Operation.h"

namespace ms::air {

class GraphExporter;

/// An output of an operator; without a name: nothing.
struct Ref {
  std::string name;
  unsigned output = 0;
  mlir::RankedTensorType type;

  std::string text() const;
};

class NodeWriter : public OpWriter {
public:
  NodeWriter(GraphExporter &graph, mlir::Operation *op,
             llvm::StringRef nodeType);

  //===--------------------------------------------------------------------===//
  // Operands, results
  //===--------------------------------------------------------------------===//

  Ref operand(unsigned k);
  llvm::SmallVector<Ref> operands();
  void result(unsigned k, const Ref &ref);
  void result(const Ref &ref) { result(0, ref); }
  void results(llvm::ArrayRef<Ref> refs);

  //===--------------------------------------------------------------------===//
  // Literals, as operators Const
  //===--------------------------------------------------------------------===//

  Ref tensor(mlir::DenseElementsAttr elements);
  /// A 0-d tensor of this element type.
  Ref scalar(mlir::Type element, double value);
  /// Whole numbers of 64 bits, as a vector or in a shape of their own.
  Ref ints(llvm::ArrayRef<int64_t> values);
  Ref ints(llvm::ArrayRef<int64_t> values, llvm::ArrayRef<int64_t> shape);
  Ref ints(mlir::ArrayAttr values);
  /// The same with 32 bits, which some operators want.
  Ref smallInts(llvm::ArrayRef<int64_t> values);
  /// A 0-d tensor of 64 bits.
  Ref integer(int64_t value);

  //===--------------------------------------------------------------------===//
  // Operators
  //===--------------------------------------------------------------------===//

  Ref call(llvm::StringRef type, llvm::ArrayRef<Ref> inputs,
           const AttributeList &attributes, mlir::RankedTensorType result);
  Ref call(llvm::StringRef type, llvm::ArrayRef<Ref> inputs,
           mlir::RankedTensorType result) {
    return call(type, inputs, AttributeList(), result);
  }
  llvm::SmallVector<Ref> callMany(llvm::StringRef type,
                                  llvm::ArrayRef<Ref> inputs,
                                  const AttributeList &attributes,
                                  llvm::ArrayRef<mlir::RankedTensorType> types);

  //===--------------------------------------------------------------------===//
  // Often used
  //===--------------------------------------------------------------------===//

  Ref reshape(const Ref &x, mlir::RankedTensorType type);
  Ref reshape(const Ref &x, llvm::ArrayRef<int64_t> shape);
  Ref transpose(const Ref &x, llvm::ArrayRef<int64_t> perm);
  Ref slice(const Ref &x, llvm::ArrayRef<int64_t> begin,
            mlir::RankedTensorType type);
  Ref cast(const Ref &x, mlir::Type element);
  /// Element by element, with NumPy's broadcasting.
  Ref binary(llvm::StringRef type, const Ref &x, const Ref &y);
  Ref unary(llvm::StringRef type, const Ref &x) {
    return call(type, {x}, x.type);
  }
  /// With an element of the type of `x`.
  Ref binary(llvm::StringRef type, const Ref &x, double y) {
    return binary(type, x, scalar(x.type.getElementType(), y));
  }
  /// ReduceSum or ReduceMean along `axes`, which stay with extent 1.
  Ref reduce(llvm::StringRef type, const Ref &x, llvm::ArrayRef<int64_t> axes);
  /// `x` repeated to the shape of `like`.
  Ref broadcastLike(const Ref &x, const Ref &like);

private:
  GraphExporter &graph;
};

} // namespace ms::air

#endif // MS_LIB_EXPORT_AIR_NODEWRITER_H
