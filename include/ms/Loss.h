//===- Loss.h - Losses ------------------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LOSS_H
#define MS_LOSS_H

#include "ms/Error.h"

#include <string>

namespace ms {

/// What training makes small: a mean over the rows of the batch. It takes the
/// network's first output and the last column of the data.
class Loss {
public:
  /// The compiler's name: "sparse_softmax_cross_entropy".
  const std::string &name() const { return kind; }

protected:
  explicit Loss(std::string kind) : kind(std::move(kind)) {}

private:
  std::string kind;
};

namespace nn {

/// Cross entropy of the softmax of [rows, classes]. With `sparse` the labels
/// are class numbers [rows], else probabilities [rows, classes]. MindSpore's
/// class of this name with reduction="mean"; another reduction throws.
class SoftmaxCrossEntropyWithLogits : public Loss {
public:
  explicit SoftmaxCrossEntropyWithLogits(bool sparse = false,
                                         const std::string &reduction = "mean");
};

/// Mean of the squared differences; labels have the output's shape. Only
/// reduction "mean".
class MSELoss : public Loss {
public:
  explicit MSELoss(const std::string &reduction = "mean");
};

} // namespace nn
} // namespace ms

#endif // MS_LOSS_H
