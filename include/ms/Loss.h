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
/// their sum. It takes the network's first output and the columns of the data
/// behind the network's inputs: one with labels, unless said otherwise. A loss
/// of another form is a part of a network that returns it (ops::crossEntropy
/// and others in OpsLoss.h).
class Loss {
public:
  /// The compiler's name, with settings: "huber:delta=0.5,reduction=sum".
  const std::string &name() const { return kind; }

protected:
  explicit Loss(std::string kind) : kind(std::move(kind)) {}
  /// Adds a setting to the name.
  void set(const std::string &setting, const std::string &value);

private:
  std::string kind;
};

// Names and settings are MindSpore's. `reduction` is "mean" or "sum"; "none",
// which leaves no number to make small, throws.
namespace nn {

/// Cross entropy of the softmax of [rows, ..., classes]. With `sparse` the
/// labels are class numbers [rows, ...], else probabilities of the output's
/// shape.
class SoftmaxCrossEntropyWithLogits : public Loss {
public:
  explicit SoftmaxCrossEntropyWithLogits(bool sparse = false,
                                         const std::string &reduction = "mean");
};

/// Cross entropy of the softmax of [rows, classes, ...] with class numbers
/// [rows, ...]. Labels that are `ignoreIndex` do not count; `labelSmoothing` in
/// [0, 1] is the part of a label that all classes share.
class CrossEntropyLoss : public Loss {
public:
  explicit CrossEntropyLoss(int64_t ignoreIndex = -100,
                            const std::string &reduction = "mean",
                            double labelSmoothing = 0);
  /// The dimension of the classes, -1 of a language model: 1.
  CrossEntropyLoss &axis(int64_t axis);
  /// With one more column of data: the weights of the labels. The mean is
  /// divided by their sum plus 1e-5, as in mindspore/models.
  CrossEntropyLoss &weighted();
};

/// The same of logarithms of probabilities.
class NLLLoss : public Loss {
public:
  explicit NLLLoss(int64_t ignoreIndex = -100,
                   const std::string &reduction = "mean");
  NLLLoss &axis(int64_t axis);
  NLLLoss &weighted();
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

// Losses of mindspore/models.
namespace models {

/// Of models::bertTiny with the head "masked_lm". Columns: masked_lm_ids and
/// masked_lm_weights, both [rows, predictions].
class MaskedLMLoss : public Loss {
public:
  MaskedLMLoss();
};

/// Of the head "pretraining". One more column: next_sentence_labels [rows].
class BertPretrainingLoss : public Loss {
public:
  BertPretrainingLoss();
};

} // namespace models
} // namespace ms

#endif // MS_LOSS_H
