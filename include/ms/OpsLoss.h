//===- OpsLoss.h - Losses of symbolic values --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// mindspore.ops' losses, for networks that return their own. `reduction` is
// "none", "mean" or "sum". Each throws ms::Error where the operands do not fit.
//
//===----------------------------------------------------------------------===//

#ifndef MS_OPSLOSS_H
#define MS_OPSLOSS_H

#include "ms/OpsMath.h"

namespace ms::ops {

Tensor mseLoss(const Tensor &input, const Tensor &target,
               const std::string &reduction);
Tensor l1Loss(const Tensor &input, const Tensor &target,
              const std::string &reduction = "mean");
Tensor smoothL1Loss(const Tensor &input, const Tensor &target, double beta = 1,
                    const std::string &reduction = "none");
Tensor huberLoss(const Tensor &input, const Tensor &target,
                 const std::string &reduction = "mean", double delta = 1);

/// Of probabilities. The weight broadcasts.
Tensor binaryCrossEntropy(const Tensor &logits, const Tensor &labels,
                          const std::optional<Tensor> &weight = {},
                          const std::string &reduction = "mean");
/// Of what a sigmoid makes probabilities. Both weights broadcast.
Tensor binaryCrossEntropyWithLogits(const Tensor &logits, const Tensor &label,
                                    const std::optional<Tensor> &weight = {},
                                    const std::optional<Tensor> &posWeight = {},
                                    const std::string &reduction = "mean");

/// Of logarithms of probabilities [rows, classes] and class numbers [rows],
/// with a weight for each class. A mean divides by the weights of the rows that
/// count.
Tensor nllLoss(const Tensor &input, const Tensor &target,
               const std::optional<Tensor> &weight = {},
               int64_t ignoreIndex = -100,
               const std::string &reduction = "mean",
               double labelSmoothing = 0);
/// The same after logSoftmax; the target may also be probabilities
/// [rows, classes], of which none is ignored.
Tensor crossEntropy(const Tensor &input, const Tensor &target,
                    const std::optional<Tensor> &weight = {},
                    int64_t ignoreIndex = -100,
                    const std::string &reduction = "mean",
                    double labelSmoothing = 0);

/// Of logarithms of probabilities and probabilities; "batchmean" divides the
/// sum by the rows.
Tensor klDiv(const Tensor &logits, const Tensor &labels,
             const std::string &reduction = "mean");

/// Of rows [rows, n] with the target 1 (alike) or -1 (not) [rows]:
/// 1 - cos(x, y), or max(0, cos(x, y) - margin).
Tensor cosineEmbeddingLoss(const Tensor &x, const Tensor &y,
                           const Tensor &target, double margin = 0,
                           const std::string &reduction = "mean");

} // namespace ms::ops

#endif // MS_OPSLOSS_H
