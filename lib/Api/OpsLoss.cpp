//===- OpsLoss.cpp - Losses of symbolic values ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "ms/OpsLoss.h"
#include "lib/Api/OpsImpl.h"

namespace ms::ops {

using namespace detail;

static Tensor reduce(const char *loss, const Tensor &x,
                     const std::string &reduction) {
  if (reduction == "none")
    return x;
  if (reduction == "mean")
    return reduceMean(x);
  if (reduction != "sum")
    failUse(std::string("ops::") + loss + ": reduction is '" + reduction +
            "', but must be 'none', 'mean' or 'sum'");
  return reduceSum(x);
}

Tensor mseLoss(const Tensor &input, const Tensor &target,
               const std::string &reduction) {
  return reduce("mseLoss", square(input - target), reduction);
}

Tensor l1Loss(const Tensor &input, const Tensor &target,
              const std::string &reduction) {
  return reduce("l1Loss", abs(input - target), reduction);
}

Tensor smoothL1Loss(const Tensor &input, const Tensor &target, double beta,
                    const std::string &reduction) {
  return reduce("smoothL1Loss",
                emit("smooth_l1_loss", {input, target}, {{"beta", beta}}),
                reduction);
}

Tensor huberLoss(const Tensor &input, const Tensor &target,
                 const std::string &reduction, double delta) {
  return reduce("huberLoss",
                emit("smooth_l1_loss", {input, target}, {{"beta", delta}}) *
                    delta,
                reduction);
}

Tensor binaryCrossEntropy(const Tensor &logits, const Tensor &labels,
                          const std::optional<Tensor> &weight,
                          const std::string &reduction) {
  Tensor one = weight ? *weight : constant(1, logits.dtype());
  return reduce("binaryCrossEntropy",
                emit("binary_cross_entropy", {logits, labels, one}), reduction);
}

Tensor binaryCrossEntropyWithLogits(const Tensor &logits, const Tensor &label,
                                    const std::optional<Tensor> &weight,
                                    const std::optional<Tensor> &posWeight,
                                    const std::string &reduction) {
  Tensor one = constant(1, logits.dtype());
  return reduce(
      "binaryCrossEntropyWithLogits",
      emit("bce_with_logits_loss",
           {logits, label, weight.value_or(one), posWeight.value_or(one)}),
      reduction);
}

Tensor nllLoss(const Tensor &input, const Tensor &target,
               const std::optional<Tensor> &weight, int64_t ignoreIndex,
               const std::string &reduction, double labelSmoothing) {
  if (!(labelSmoothing >= 0 && labelSmoothing <= 1))
    failUse("ops::nllLoss: labelSmoothing is " +
            std::to_string(labelSmoothing) + ", but must be in [0, 1]");
  if (input.rank() != 2)
    failUse("ops::nllLoss: the input has rank " + std::to_string(input.rank()) +
            ", but must be [rows, classes]");
  int64_t classes = input.shape()[1];
  Tensor ones = broadcastTo(constant(1, input.dtype()), {classes});
  std::vector<int> results =
      emitAll("nll_loss", {input, target, weight.value_or(ones)},
              {{"ignore_index", ignoreIndex}});
  Tensor loss = TensorImpl::wrap(results[0]);
  Tensor counts = TensorImpl::wrap(results[1]);
  if (labelSmoothing > 0) {
    // The same share of every class, in the rows that count.
    Tensor all = reduceMean(weight ? input * *weight : input, {1});
    Tensor kept = counts;
    if (weight)
      kept = TensorImpl::wrap(emitAll("nll_loss", {input, target, ones},
                                      {{"ignore_index", ignoreIndex}})[1]);
    loss = loss * (1 - labelSmoothing) - all * kept * labelSmoothing;
  }
  if (reduction == "mean")
    return reduceSum(loss) / reduceSum(counts);
  return reduce("nllLoss", loss, reduction);
}

Tensor crossEntropy(const Tensor &input, const Tensor &target,
                    const std::optional<Tensor> &weight, int64_t ignoreIndex,
                    const std::string &reduction, double labelSmoothing) {
  Tensor logs = logSoftmax(input, 1);
  if (target.rank() == 1)
    return nllLoss(logs, target, weight, ignoreIndex, reduction,
                   labelSmoothing);
  Tensor labels = target;
  if (labelSmoothing != 0)
    labels = labels * (1 - labelSmoothing) +
             labelSmoothing / static_cast<double>(input.shape()[1]);
  Tensor terms = logs * labels;
  if (weight)
    terms = terms * *weight;
  return reduce("crossEntropy", neg(reduceSum(terms, {1})), reduction);
}

Tensor klDiv(const Tensor &logits, const Tensor &labels,
             const std::string &reduction) {
  Tensor loss = emit("kl_div_loss", {logits, labels});
  if (reduction == "batchmean")
    return reduceSum(loss) / extent(loss, {0}, loss.dtype());
  return reduce("klDiv", loss, reduction);
}

Tensor cosineEmbeddingLoss(const Tensor &x, const Tensor &y,
                           const Tensor &target, double margin,
                           const std::string &reduction) {
  if (!(margin >= -1 && margin <= 1))
    failUse("ops::cosineEmbeddingLoss: margin is " + std::to_string(margin) +
            ", but must be in [-1, 1]");
  auto sum = [](const Tensor &v) { return reduceSum(v, {-1}); };
  Tensor sizes = sqrt((sum(square(x)) + 1e-12) * (sum(square(y)) + 1e-12));
  Tensor cosine = sum(x * y) / sizes;
  Tensor loss =
      select(equal(target, 1), 1.0 - cosine, maximum(cosine - margin, 0));
  return reduce("cosineEmbeddingLoss", loss, reduction);
}

} // namespace ms::ops
