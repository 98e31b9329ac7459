//===- LossSpec.h - Losses by name ------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A loss that the compiler appends to a network has a name and numbers:
// "huber:delta=0.5,reduction=sum". Which there are is said here; what they
// compute, in passes/Transforms/AppendLoss.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_SUPPORT_LOSSSPEC_H
#define MS_LIB_SUPPORT_LOSSSPEC_H

#include <map>
#include <string>
#include <vector>

namespace ms {

struct LossSpec {
  std::string kind;
  std::string reduction = "mean"; ///< or "sum"
  std::map<std::string, double> numbers;

  double number(const std::string &name, double otherwise) const {
    auto found = numbers.find(name);
    return found == numbers.end() ? otherwise : found->second;
  }
};

/// Names of all losses.
std::vector<std::string> lossKinds();

/// Reads a loss. Returns what is wrong with the text, or "".
std::string parseLoss(const std::string &text, LossSpec &spec);

} // namespace ms

#endif // MS_LIB_SUPPORT_LOSSSPEC_H
