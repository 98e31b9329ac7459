//===- Evaluator.h - Reference evaluator of the mindir dialect --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Computes functions of mindir ops by plain loops in double precision, straight
// from the ops' descriptions: the oracle that generated code, gradients and
// exports are compared with. It decides nothing about speed or memory, and
// shares nothing with code generation.
//
// Numbers: every element is a double. Integers are exact and wrap at the width
// of their type; an integer of 2^53 or more (i64 and ui64 only) is refused, not
// rounded. i1 is 0 or 1. Floats are not rounded to their type unless asked for.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_REFERENCE_EVALUATOR_H
#define MS_LIB_REFERENCE_EVALUATOR_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/OperationSupport.h"

#include "llvm/ADT/StringMap.h"

#include <optional>
#include <random>
#include <vector>

namespace ms {

/// A tensor of the evaluator: row-major, every element a double.
struct ReferenceTensor {
  llvm::SmallVector<int64_t> shape;
  mlir::Type elementType;
  std::vector<double> data;

  ReferenceTensor() = default;
  /// Zeros.
  ReferenceTensor(llvm::ArrayRef<int64_t> shape, mlir::Type elementType);
  ReferenceTensor(llvm::ArrayRef<int64_t> shape, mlir::Type elementType,
                  std::vector<double> data);

  int64_t getRank() const { return shape.size(); }
  int64_t getNumElements() const { return data.size(); }
};

struct EvaluatorOptions {
  /// Rounds the results of every op to their element type (f32, f16, bf16), as
  /// code that keeps each value in memory would.
  bool roundToElementType = false;
  /// Instead of to the nearest number up or down at random, from this seed on:
  /// results of several seeds show what roundings can change.
  std::optional<uint32_t> roundingSeed;
};

/// Runs functions of one module and holds the module's state between calls.
/// The module must be valid; it is not changed, and must outlive the evaluator.
/// Errors are diagnostics, at the op or parameter they are about.
class Evaluator {
public:
  explicit Evaluator(mlir::ModuleOp module, EvaluatorOptions options = {});

  /// `value` as an element of `type`, rounded as the options say.
  double round(double value, mlir::Type type);

  /// Runs `function` on `inputs`. Where an argument's type has a dynamic
  /// dimension, the extent is whatever is passed. Parameters change only if the
  /// whole call succeeds.
  mlir::FailureOr<llvm::SmallVector<ReferenceTensor>>
  call(llvm::StringRef function, llvm::ArrayRef<ReferenceTensor> inputs);

  /// The value of a parameter, at first its `init`. An error where that is a
  /// random initializer: such values must be set.
  mlir::FailureOr<ReferenceTensor> getParameter(llvm::StringRef name);

  /// Gives a parameter a value of its type.
  mlir::LogicalResult setParameter(llvm::StringRef name, ReferenceTensor value);

  /// Back to the initial values.
  void resetState() { state.clear(); }

  /// Whether ops of this name can be evaluated.
  static bool canEvaluate(mlir::OperationName name);

private:
  mlir::ModuleOp module;
  EvaluatorOptions options;
  std::mt19937 directions;
  /// Values of the parameters that were read, set or assigned.
  llvm::StringMap<ReferenceTensor> state;
};

} // namespace ms

#endif // MS_LIB_REFERENCE_EVALUATOR_H
