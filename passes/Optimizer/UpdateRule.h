//===- UpdateRule.h - What each optimizer keeps and computes ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// One class per optimizer: its options, the state it keeps per parameter and
// per step, and the update op it emits. Learning rates and weight decay are not
// its business.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_OPTIMIZER_UPDATERULE_H
#define MS_PASSES_OPTIMIZER_UPDATERULE_H

#include "dialects/MindIR/MindIRDialect.h"

#include <memory>

namespace ms::optimizer {

/// Numbers from #mindir.optimizer's `options`, with defaults. Remembers which
/// names were asked for, so that others can be refused.
class Options {
public:
  explicit Options(mlir::DictionaryAttr values) : values(values) {}

  double getNumber(llvm::StringRef name, double fallback);
  bool getFlag(llvm::StringRef name, bool fallback = false);
  /// A list of strings, or null where the name is not there.
  mlir::ArrayAttr getNames(llvm::StringRef name);
  /// A dictionary of further options, or null.
  mlir::DictionaryAttr getDictionary(llvm::StringRef name);
  /// The first name in the dictionary that nobody asked for, or "".
  llvm::StringRef findUnknown() const;
  llvm::ArrayRef<llvm::StringRef> getKnown() const { return known; }

private:
  mlir::DictionaryAttr values;
  llvm::SmallVector<llvm::StringRef> known;
};

/// A piece of optimizer state: one per parameter (`name` is a prefix) or one
/// for all (`name` is its name).
struct StateSpec {
  llvm::StringRef name;
  double initial;
  /// Of shape [1] behind the state per parameter, not a scalar in front of it.
  bool isLast = false;
  /// Of shape [1] in front of it.
  bool isVector = false;
};

/// What the update of one parameter reads. Scalars are f32, `step` is i32: the
/// number of this step, 1 in the first one.
struct UpdateInputs {
  mlir::Value var, gradient, rate, step;
  double weightDecay; ///< 0 where it has been added to the gradient
  llvm::ArrayRef<mlir::Value> scalars;
};

class UpdateRule {
public:
  virtual ~UpdateRule() = default;

  /// Reads its options; an error message, or "" if they are good.
  virtual std::string configure(Options &options) = 0;
  /// State shared by all parameters, f32, in file order.
  virtual llvm::SmallVector<StateSpec> getScalars() const { return {}; }
  /// State per parameter, of its type, in file order.
  virtual llvm::SmallVector<StateSpec> getSlots() const { return {}; }
  /// Whether `update` takes weight decay, which for others is added to the
  /// gradient.
  virtual bool decaysWeights() const { return false; }
  /// Whether weight decay leaves out `beta` and `gamma` where nothing is said.
  virtual bool sparesNorms() const { return true; }
  /// New values of the shared state, computed once per step.
  virtual void advance(mlir::ImplicitLocOpBuilder &b,
                       llvm::MutableArrayRef<mlir::Value> scalars) const {}
  /// Emits the update of one parameter: `slots` are replaced by their new
  /// values, the result is the parameter's.
  virtual mlir::Value
  update(mlir::ImplicitLocOpBuilder &b, const UpdateInputs &in,
         llvm::MutableArrayRef<mlir::Value> slots) const = 0;
  /// MindSpore's default learning rate.
  virtual double getDefaultRate() const { return 0.01; }
  virtual double getDefaultDecay() const { return 0; }
};

/// The rule of an optimizer's name, or null.
std::unique_ptr<UpdateRule> makeUpdateRule(llvm::StringRef kind);

/// The names that makeUpdateRule knows.
llvm::ArrayRef<llvm::StringRef> getUpdateRuleNames();

} // namespace ms::optimizer

#endif // MS_PASSES_OPTIMIZER_UPDATERULE_H
