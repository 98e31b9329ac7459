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
  bool weighted = false; ///< each label has a weight, in a column of its own
  std::map<std::string, double> numbers;

  double number(const std::string &name, double otherwise) const {
    auto found = numbers.find(name);
    return found == numbers.end() ? otherwise : found->second;
  }

  /// How many of the network's outputs it reads.
  unsigned outputs() const { return kind == "bert_pretraining" ? 2 : 1; }
  /// How many columns of the data it reads, behind the network's inputs. The
  /// first one has the labels of the first output.
  unsigned columns() const { return outputs() + (weighted ? 1 : 0); }
};

/// Names of all losses.
std::vector<std::string> lossKinds();

/// Reads a loss. Returns what is wrong with the text, or "".
std::string parseLoss(const std::string &text, LossSpec &spec);

} // namespace ms

#endif // MS_LIB_SUPPORT_LOSSSPEC_H
