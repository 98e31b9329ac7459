//===- LayerwiseRate.h - LARS around an optimizer ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// mindspore.nn.LARS: gradients get a learning rate of their layer, and weight
// decay, before the optimizer sees them.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_OPTIMIZER_LAYERWISERATE_H
#define MS_PASSES_OPTIMIZER_LAYERWISERATE_H

#include "passes/Optimizer/UpdateRule.h"

namespace ms::optimizer {

class LayerwiseRate {
public:
  /// Reads the dictionary `lars` of the optimizer's options; an error message,
  /// or "" if it is good.
  std::string configure(mlir::DictionaryAttr values);

  /// Whether the parameter's gradient is changed; the others also get no weight
  /// decay, as in MindSpore.
  bool appliesTo(llvm::StringRef parameter) const;

  /// The gradient that the optimizer gets. `rate` is an f32 scalar.
  mlir::Value apply(mlir::ImplicitLocOpBuilder &b, mlir::Value var,
                    mlir::Value gradient, mlir::Value rate,
                    double weightDecay) const;

private:
  double epsilon = 1e-5, coefficient = 0.001;
  bool useClip = false;
  llvm::SmallVector<std::string> excluded = {"LayerNorm", "bias"};
};

} // namespace ms::optimizer

#endif // MS_PASSES_OPTIMIZER_LAYERWISERATE_H
