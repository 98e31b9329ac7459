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
  bool getFlag(llvm::StringRef name);
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
};

class UpdateRule {
public:
  virtual ~UpdateRule() = default;

  /// Reads its options; an error message, or "" if they are good.
  virtual std::string configure(Options &options) = 0;
  /// State shared by all parameters, f32 scalars, in file order.
  virtual llvm::SmallVector<StateSpec> getScalars() const { return {}; }
  /// State per parameter, of its type, in file order.
  virtual llvm::SmallVector<StateSpec> getSlots() const { return {}; }
  /// New values of the shared state, computed once per step.
  virtual void advance(mlir::ImplicitLocOpBuilder &b,
                       llvm::MutableArrayRef<mlir::Value> scalars) const {}
  /// Emits the update of one parameter: `slots` are replaced by their new
  /// values, the result is the parameter's. All scalars are f32.
  virtual mlir::Value
  update(mlir::ImplicitLocOpBuilder &b, mlir::Value var, mlir::Value gradient,
         mlir::Value rate, llvm::ArrayRef<mlir::Value> scalars,
         llvm::MutableArrayRef<mlir::Value> slots) const = 0;
  /// MindSpore's default learning rate.
  virtual double getDefaultRate() const { return 0.01; }
};

/// The rule of an optimizer's name, or null.
std::unique_ptr<UpdateRule> makeUpdateRule(llvm::StringRef kind);

/// The names that makeUpdateRule knows.
llvm::ArrayRef<llvm::StringRef> getUpdateRuleNames();

} // namespace ms::optimizer

#endif // MS_PASSES_OPTIMIZER_UPDATERULE_H
