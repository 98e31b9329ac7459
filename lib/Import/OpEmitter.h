//===- OpEmitter.h - Ops that an operator of a file becomes -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What the importers of one operator have in common, whatever the format: a
// place to emit ops. The first error is reported; whatever is asked for after
// it is a harmless value, so that importers need no checks of their own.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_OPEMITTER_H
#define MS_LIB_IMPORT_OPEMITTER_H

#include "lib/Builder/NetworkBuilder.h"

#include "llvm/ADT/Twine.h"

namespace ms {

/// Most elements of a tensor that takes part in a computation.
inline constexpr int64_t kMaxElements = int64_t(1) << 40;
/// Most elements of a constant that are not all equal.
inline constexpr int64_t kMaxConstant = 4096;

/// Whether a shape has at most kMaxElements elements, a dynamic extent counting
/// as 1.
bool isSensible(llvm::ArrayRef<int64_t> shape);

class OpEmitter {
public:
  using Ints = llvm::SmallVector<int64_t>;

  virtual ~OpEmitter() = default;

  /// Reports an error once.
  void fail(const llvm::Twine &text);
  bool hasFailed() const { return failed; }

  mlir::RankedTensorType typeOf(mlir::Value value);
  OpAttributes attributes() { return b.attributes(); }
  mlir::MLIRContext *getContext() { return b.getContext(); }
  mlir::Operation *emitOp(llvm::StringRef name, mlir::ValueRange operands,
                          const OpAttributes &attributes);
  template <typename OpT>
  mlir::Value emit(mlir::ValueRange operands, const OpAttributes &attributes) {
    mlir::Operation *op = emitOp(OpT::getOperationName(), operands, attributes);
    return op ? op->getResult(0) : mlir::Value();
  }
  template <typename OpT> mlir::Value emit(mlir::ValueRange operands) {
    return emit<OpT>(operands, attributes());
  }
  /// `value` with elements of type `element`; itself where it has them.
  mlir::Value convert(mlir::Value value, mlir::Type element);
  /// A scalar constant.
  mlir::Value constant(mlir::Type element, double value);
  /// A scalar of the element type of `like`.
  mlir::Value number(mlir::Value like, double value);
  /// With a dimension of extent 1 more, at `axis`.
  mlir::Value expand(mlir::Value value, int64_t axis);
  /// Summed over what broadcasting `like` would have repeated.
  mlir::Value sumTo(mlir::Value value, mlir::Value like);
  /// `value` in the shape `shape`; itself where it has it.
  mlir::Value reshape(mlir::Value value, llvm::ArrayRef<int64_t> shape);

protected:
  explicit OpEmitter(NetworkBuilder &builder) : b(builder) {}
  virtual void report(const llvm::Twine &text) = 0;

  NetworkBuilder &b;
  bool failed = false;
};

} // namespace ms

#endif // MS_LIB_IMPORT_OPEMITTER_H
