//===- LayerwiseRate.cpp - LARS around an optimizer -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Optimizer/LayerwiseRate.h"

#include "dialects/MindIR/Ops/Update.h"
#include "passes/Optimizer/LearningRate.h"
#include "passes/Optimizer/UpdateRuleImpl.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;

namespace ms::optimizer {

std::string LayerwiseRate::configure(DictionaryAttr values) {
  Options options(values);
  epsilon = options.getNumber("epsilon", epsilon);
  coefficient = options.getNumber("coefficient", coefficient);
  useClip = options.getFlag("use_clip");
  if (ArrayAttr names = options.getNames("exclude")) {
    excluded.clear();
    for (auto name : names.getAsRange<StringAttr>())
      excluded.push_back(name.getValue().str());
  }
  if (StringRef unknown = options.findUnknown(); !unknown.empty())
    return "lars has no option '" + unknown.str() +
           "'; it has epsilon, coefficient, use_clip, exclude";
  std::string error =
      checkRange("epsilon of lars", epsilon, 0, INFINITY, true, true);
  if (error.empty())
    error =
        checkRange("coefficient of lars", coefficient, 0, INFINITY, true, true);
  return error;
}

bool LayerwiseRate::appliesTo(StringRef parameter) const {
  return llvm::none_of(excluded, [&](const std::string &part) {
    return parameter.contains(part);
  });
}

static Value squareSum(ImplicitLocOpBuilder &b, Value x) {
  return ReduceSumOp::create(b, SquareOp::create(b, x), b.getArrayAttr({}),
                             b.getBoolAttr(false));
}

Value LayerwiseRate::apply(ImplicitLocOpBuilder &b, Value var, Value gradient,
                           Value rate, double weightDecay) const {
  return LARSUpdateOp::create(
      b, var.getType(), var, gradient, squareSum(b, var),
      squareSum(b, gradient), castScalar(b, scalarF32(b, weightDecay), var),
      castScalar(b, useClip ? rate : scalarF32(b, 0), var),
      b.getF64FloatAttr(epsilon), b.getF64FloatAttr(coefficient),
      b.getBoolAttr(useClip));
}

} // namespace ms::optimizer
