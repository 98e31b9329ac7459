//===- Loss.h - Losses ------------------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LOSS_H
#define MS_LOSS_H

#include "ms/Error.h"

#include <cstdint>
#include <string>

namespace ms {

/// What training makes small: a mean over the rows or elements of the batch, or
/// their sum. It takes the network's first output and the last column of the
/// data. A loss of another form is a part of a network that returns it
/// (ops::crossEntropy and others in OpsLoss.h).
class Loss {
public:
  /// The compiler's name, with settings: "huber:delta=0.5,reduction=sum".
  const std::string &name() const { return kind; }

protected:
  explicit Loss(std::string kind) : kind(std::move(kind)) {}

private:
  std::string kind;
};

// Names and settings are MindSpore's. `reduction` is "mean" or "sum"; "none",
// which leaves no number to make small, throws.
namespace nn {

/// Cross entropy of the softmax of [rows, classes]. With `sparse` the labels
/// are class numbers [rows], else probabilities [rows, classes].
class SoftmaxCrossEntropyWithLogits : public Loss {
public:
  explicit SoftmaxCrossEntropyWithLogits(bool sparse = false,
                                         const std::string &reduction = "mean");
};

/// Cross entropy of the softmax of [rows, classes] with class numbers [rows].
/// Rows with the label `ignoreIndex` do not count; `labelSmoothing` in [0, 1]
/// is the part of a label that all classes share.
class CrossEntropyLoss : public Loss {
public:
  explicit CrossEntropyLoss(int64_t ignoreIndex = -100,
                            const std::string &reduction = "mean",
                            double labelSmoothing = 0);
};

/// The same of logarithms of probabilities [rows, classes].
class NLLLoss : public Loss {
public:
  explicit NLLLoss(int64_t ignoreIndex = -100,
                   const std::string &reduction = "mean");
};

// In all others the labels have the output's shape.

/// Squared differences.
class MSELoss : public Loss {
public:
  explicit MSELoss(const std::string &reduction = "mean");
};

/// Absolute differences.
class L1Loss : public Loss {
public:
  explicit L1Loss(const std::string &reduction = "mean");
};

/// Absolute differences less beta / 2, squares where they are below beta.
class SmoothL1Loss : public Loss {
public:
  explicit SmoothL1Loss(double beta = 1, const std::string &reduction = "mean");
};

/// `delta` times SmoothL1Loss(delta).
class HuberLoss : public Loss {
public:
  explicit HuberLoss(const std::string &reduction = "mean", double delta = 1);
};

/// Cross entropy of probabilities, each for itself.
class BCELoss : public Loss {
public:
  explicit BCELoss(const std::string &reduction = "mean");
};

/// Cross entropy of the sigmoid.
class BCEWithLogitsLoss : public Loss {
public:
  explicit BCEWithLogitsLoss(const std::string &reduction = "mean");
};

/// Divergence of Kullback and Leibler: the output holds logarithms of
/// probabilities, the labels probabilities.
class KLDivLoss : public Loss {
public:
  explicit KLDivLoss(const std::string &reduction = "mean");
};

} // namespace nn
} // namespace ms

#endif // MS_LOSS_H
