//===- EvaluatorImpl.h - What the op families share -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The frame in which a rule computes the results of one op, the table of rules,
// and the arithmetic of elements and indices that rules have in common.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_REFERENCE_EVALUATORIMPL_H
#define MS_LIB_REFERENCE_EVALUATORIMPL_H

#include "lib/Reference/Evaluator.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Support/Diagnostics.h"

#include <functional>

namespace ms::reference {

/// One run of one op. Operands have real extents; a rule appends the results.
struct Evaluation {
  mlir::Operation *op;
  llvm::SmallVector<const ReferenceTensor *> operands;
  llvm::SmallVector<ReferenceTensor> results;

  const ReferenceTensor &operand(unsigned k) const { return *operands[k]; }

  /// Appends a result of zeros; its element type is the op's. It stays valid
  /// until the next one is added.
  ReferenceTensor &addResult(llvm::ArrayRef<int64_t> shape);

  mlir::LogicalResult fail(const llvm::Twine &text) const;

  /// Refuses operands whose real shapes differ: their types may agree in "?".
  mlir::LogicalResult requireShape(unsigned operand,
                                   llvm::ArrayRef<int64_t> shape) const;
};

using Rule = std::function<mlir::LogicalResult(Evaluation &)>;

class RuleTable {
public:
  /// Adds the rule `LogicalResult(OP, Evaluation &)` of an op.
  template <typename Op, typename Function> void add(Function function) {
    rules[mlir::TypeID::get<Op>()] = [function](Evaluation &e) {
      return function(llvm::cast<Op>(e.op), e);
    };
  }
  const Rule *find(mlir::TypeID op) const {
    auto found = rules.find(op);
    return found == rules.end() ? nullptr : &found->second;
  }

private:
  llvm::DenseMap<mlir::TypeID, Rule> rules;
};

void addMathRules(RuleTable &rules);
void addTensorRules(RuleTable &rules);
void addNNRules(RuleTable &rules);
void addLossRules(RuleTable &rules);
void addElementaryRules(RuleTable &rules);
void addActivationRules(RuleTable &rules);
void addReductionRules(RuleTable &rules);
void addProductRules(RuleTable &rules);
void addNormRules(RuleTable &rules);
void addImageRules(RuleTable &rules);
void addShapeRules(RuleTable &rules);
void addIndexRules(RuleTable &rules);
void addRecurrentRules(RuleTable &rules);
void addAttentionRules(RuleTable &rules);
void addUpdateRules(RuleTable &rules);

//===----------------------------------------------------------------------===//
// Elements (Numbers.cpp)
//===----------------------------------------------------------------------===//

/// Integers from here on are not all exact as doubles.
inline constexpr double kIntegerLimit = 9007199254740992.0; // 2^53

/// A 64-bit two's complement pattern cut to the integer type: the value it then
/// stands for.
double wrapInteger(uint64_t bits, mlir::Type type);
/// The pattern of an integer element.
inline uint64_t toBits(double value) {
  return static_cast<uint64_t>(static_cast<int64_t>(value));
}
/// `value` rounded to a float type; unchanged for other types.
double
roundTo(double value, mlir::Type type,
        llvm::APFloat::roundingMode mode = llvm::APFloat::rmNearestTiesToEven);
/// The rules of `mindir.cast` for one element, without rounding of floats.
double castElement(double value, mlir::Type from, mlir::Type to);
/// Whether `value` is one that an integer type can hold and a double exactly
/// so.
bool isExactInteger(double value, mlir::Type type);

/// The elements of a dense attribute.
std::vector<double> readElements(mlir::DenseElementsAttr attr);
/// The elements in the little-endian bytes of a resource.
std::vector<double> readElements(llvm::ArrayRef<char> bytes, mlir::Type type);

//===----------------------------------------------------------------------===//
// Indices
//===----------------------------------------------------------------------===//

int64_t countElements(llvm::ArrayRef<int64_t> shape);
llvm::SmallVector<int64_t> rowMajorStrides(llvm::ArrayRef<int64_t> shape);

/// For each place of `shape`, in row-major order, `offset` plus the sum of its
/// indices times `strides`.
std::vector<int64_t> stridedIndices(llvm::ArrayRef<int64_t> shape,
                                    llvm::ArrayRef<int64_t> strides,
                                    int64_t offset = 0);

/// For each element of `to` the element of `from` that is broadcast there.
std::vector<int64_t> broadcastIndices(llvm::ArrayRef<int64_t> from,
                                      llvm::ArrayRef<int64_t> to);

/// The extents before, at and behind an axis.
struct AxisSplit {
  int64_t outer = 1, extent = 1, inner = 1;
  AxisSplit(llvm::ArrayRef<int64_t> shape, int64_t axis);
};

} // namespace ms::reference

#endif // MS_LIB_REFERENCE_EVALUATORIMPL_H
