//===- ValueEmitter.h - Values of tensors at a point ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Emits, by demand, the value that a tensor of a kernel has at a point: loads
// kernel arguments, inlines elementwise generics, looks up reductions. A value
// is a scalar, or a vector whose lanes run along one loop.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_KERNELS_VALUEEMITTER_H
#define MS_PASSES_KERNELS_VALUEEMITTER_H

#include "passes/Kernels/IndexFrame.h"
#include "passes/Kernels/Schedule.h"

#include "mlir/IR/ImplicitLocOpBuilder.h"

#include <map>
#include <set>

namespace ms {

class ValueEmitter {
public:
  ValueEmitter(mlir::ImplicitLocOpBuilder &b, const Nest &nest,
               const Schedule &schedule, IndexFrame &frame, mlir::Value rows);

  /// Lanes of the vectors that are emitted; 1: scalars.
  int64_t width = 1;
  /// Lanes that count, where not all do; null otherwise.
  mlir::Value mask;
  /// How many they are, where that is a constant.
  int64_t counted = 0;
  void setMask(mlir::Value lanes, int64_t count = 0) {
    mask = lanes;
    counted = count;
  }

  /// Whether loads and stores with a mask take longer than several without:
  /// then those of a known number of lanes are made of such.
  bool masksAreSlow = false;

  /// Values of reductions at the row that is being computed.
  void setReduced(mlir::linalg::GenericOp op,
                  llvm::ArrayRef<mlir::Value> values);
  void clearReduced() { reduced.clear(); }

  /// Blocks nest; what was emitted in an outer one can be used in an inner one.
  void pushScope() { scopes.emplace_back(); }
  void popScope() { scopes.pop_back(); }

  /// The value of `tensor` at `point`, `width` lanes wide (a scalar for 1).
  mlir::Value get(mlir::Value tensor, const Point &point);

  /// The results of `op`'s body at loops `forms`, from accumulators or old
  /// values `outputs` (of full width).
  llvm::SmallVector<mlir::Value> applyBody(mlir::linalg::GenericOp op,
                                           llvm::ArrayRef<LinearForm> forms,
                                           llvm::ArrayRef<mlir::Value> outputs);

  /// a * b of a contraction at loops `forms`, added to `accumulator`.
  mlir::Value multiplyAdd(mlir::linalg::GenericOp op,
                          llvm::ArrayRef<LinearForm> forms,
                          mlir::Value accumulator, bool useFMA);

  /// Fetches into the first or second cache what `operand` of `op` has at loops
  /// `forms`, `ahead` elements further on: once for each line that `lines` does
  /// not have yet.
  using Lines = std::set<llvm::SmallVector<int64_t, 8>>;
  void fetch(mlir::OpOperand &operand, llvm::ArrayRef<LinearForm> forms,
             int64_t ahead, Lines &lines, unsigned cache = 1);
  void fetch(mlir::Value buffer, const LinearForm &place, int64_t ahead,
             bool isWrite, Lines &lines, unsigned cache = 1);

  /// Loads from and stores to a dense buffer.
  mlir::Value load(mlir::Value buffer, mlir::Type element,
                   const LinearForm &place);
  void store(mlir::Value value, mlir::Value buffer, const LinearForm &place);

  /// While set, rows of lanes two elements apart wait for storePairs, which
  /// weaves those that fill each other's gaps into whole vectors.
  bool defersPairs = false;
  void storePairs();

  /// A number as `width` equal lanes.
  mlir::Value splat(mlir::TypedAttr number);
  /// The scalar that starts a reduction, from its initial tensor.
  mlir::TypedAttr initialValue(mlir::linalg::GenericOp op, unsigned result);

private:
  /// A value, and whether all lanes are equal: then it is a scalar.
  struct Lanes {
    mlir::Value value;
    bool uniform;
  };
  using Key = llvm::SmallVector<int64_t, 24>;
  /// A row of lanes that are two elements apart.
  struct PendingStore {
    mlir::Value value; ///< null once it is stored
    mlir::Value memory, at;
    llvm::SmallVector<int64_t, 8> scales;
    int64_t constant, width, counted;
    size_t number; ///< in the order they came
  };

  Lanes getLanes(mlir::Value tensor, const Point &point);
  Lanes emitLanes(mlir::Value tensor, const Point &point);
  Lanes loadLanes(mlir::Value buffer, mlir::Type element,
                  const LinearForm &place);
  /// The first `count` lanes; the others are zero.
  mlir::Value loadPart(mlir::Value memory, mlir::Value at,
                       mlir::VectorType type, int64_t count);
  void storePart(mlir::Value value, mlir::Value memory, mlir::Value at,
                 int64_t count);
  mlir::Value loadEven(mlir::Value memory, mlir::Value at,
                       mlir::VectorType type);
  mlir::Value plus(mlir::Value index, int64_t offset);
  /// The mask of the first `count` of `lanes`.
  mlir::Value firstLanes(int64_t count, int64_t lanes);
  Lanes indexLanes(const LinearForm &form);
  Lanes extractLanes(mlir::Operation *op, llvm::ArrayRef<Lanes> index,
                     bool lastIsLane);
  llvm::SmallVector<Lanes> bodyLanes(mlir::linalg::GenericOp op,
                                     llvm::ArrayRef<LinearForm> forms,
                                     llvm::ArrayRef<Lanes> outputs);
  Lanes cloneLanes(mlir::Operation *op, llvm::ArrayRef<Lanes> operands);
  /// A scalar from outside the generics, such as a number of rows.
  mlir::Value scalar(mlir::Value outside);
  mlir::Value widen(Lanes lanes);
  mlir::Type lanesOf(mlir::Type element) const;
  mlir::Value flat(mlir::Value buffer);
  Key keyOf(mlir::Value tensor, const Point &point) const;
  int64_t laneStride(const LinearForm &form) const;
  Point pointAt(mlir::linalg::GenericOp op, mlir::OpOperand &operand,
                llvm::ArrayRef<LinearForm> forms) const;

  mlir::ImplicitLocOpBuilder &b;
  const Nest &nest;
  const Schedule &schedule;
  IndexFrame &frame;
  mlir::Value rows;
  llvm::SmallVector<std::map<Key, Lanes>> scopes;
  llvm::SmallVector<PendingStore> pending;
  llvm::DenseMap<mlir::Operation *, llvm::SmallVector<mlir::Value>> reduced;
  llvm::DenseMap<mlir::Value, mlir::Value> flats;
  llvm::DenseMap<mlir::Value, mlir::Value> scalars;
};

} // namespace ms

#endif // MS_PASSES_KERNELS_VALUEEMITTER_H
