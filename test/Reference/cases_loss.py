# cases_loss.py - Loss functions.
#
# SPDX-License-Identifier: Apache-2.0

import numpy as np

from frameworks import F, G, P, ms, torch, torch_gradients
from make_cases import Case, Random


def sparse_case(name, logits, labels):
    def mindspore(x, y):
        return [
            P.SparseSoftmaxCrossEntropyWithLogits(False)(x, y), P.SparseSoftmaxCrossEntropyWithLogits(True)(x, y),
        ]

    def pytorch(x, y):
        loss = lambda x: F.cross_entropy(x, y.long())
        return [loss(x), *torch_gradients(loss, [x], torch.tensor(1.0, dtype=x.dtype))]

    return Case(name, [logits, labels], mindspore=mindspore, torch=pytorch)


def cases():
    r = Random("loss")
    yield sparse_case("sparse", r.normal(5, 7) * 3, r.integers(0, 7, 5))
    yield sparse_case(
        "sparse_large",
        np.array([[1000, 0, -1000, 999], [1, 2, 3, 4], [-500, -500, -500, -501]], np.float32),
        np.array([3, 0, 1], np.int64),
    )

    def dense(x, y):
        loss = lambda x: -(y * x.log_softmax(1)).sum(1)
        return [loss(x), *torch_gradients(loss, [x], torch.ones(x.shape[0], dtype=x.dtype))]

    # Two rows: class probabilities; one row: a sum other than 1; one row: zeros.
    labels = np.array(
        [[0, 1, 0, 0, 0], [0.1, 0.2, 0.3, 0.25, 0.15], [0.5, 0, 1, 0.25, 0], [0, 0, 0, 0, 0]], np.float32
    )
    yield Case("dense", [r.normal(4, 5) * 2, labels], torch=dense)
    yield Case(
        "dense_probabilities",
        [r.normal(3, 5) * 2, labels[[0, 1, 0]]],
        mindspore=lambda x, y: P.SoftmaxCrossEntropyWithLogits()(x, y),
        torch=dense,
    )
    yield Case(
        "mse",
        [r.normal(2, 3, 4), r.normal(2, 3, 4)],
        mindspore=lambda x, y: ms.nn.MSELoss()(x, y),
        torch=lambda x, y: F.mse_loss(x, y),
    )
    yield from element_cases()


def element_cases():
    r = Random("loss_elements")
    yield Case(
        "smooth_l1",
        [r.normal(3, 4), r.normal(3, 4), r.normal(3, 4)],
        mindspore=lambda x, y, d: [P.SmoothL1Loss(0.5, "none")(x, y), G.SmoothL1LossGrad(0.5, "none")(x, y, d)],
        torch=lambda x, y, d: [
            F.smooth_l1_loss(x, y, beta=0.5, reduction="none"),
            *torch_gradients(lambda x: F.smooth_l1_loss(x, y, beta=0.5, reduction="none"), [x], d),
        ],
    )
    probabilities = (1 / (1 + np.exp(-r.normal(3, 4)))).astype(np.float32)
    labels = r.integers(0, 2, 3, 4, dtype=np.float32)
    weight = r.positive(4)

    # PyTorch has another bound for what is certain and wrong, and none for the rest.
    yield Case(
        "binary",
        [probabilities, labels, weight, r.normal(3, 4)],
        mindspore=lambda x, y, w, d: [
            P.BinaryCrossEntropy("none")(x, y, w.broadcast_to(x.shape)),
            G.BinaryCrossEntropyGrad("none")(x, y, d, w.broadcast_to(x.shape)),
        ],
    )
    certain = [np.array([0, 1, 0, 1], np.float32), np.array([0, 1, 1, 0], np.float32), np.ones(4, np.float32)]
    yield Case("binary_special", certain, mindspore=lambda x, y, w: P.BinaryCrossEntropy("none")(x, y, w))
    yield Case(
        "logits",
        [r.normal(3, 4) * 30, labels, r.positive(3, 4), weight],
        mindspore=lambda x, y, w, p: P.BCEWithLogitsLoss("none")(x, y, w, p),
        torch=lambda x, y, w, p: F.binary_cross_entropy_with_logits(x, y, w, pos_weight=p, reduction="none"),
    )
    yield Case(
        "kl_div",
        [-r.positive(3, 4), np.maximum(r.normal(3, 4), 0)],
        mindspore=lambda x, y: P.KLDivLoss("none")(x, y),
        torch=lambda x, y: F.kl_div(x, y, reduction="none"),
    )
    # The weights come from the sum of a mean's parts.
    rows = [-r.positive(5, 4), np.array([2, 1, 0, 1, 3], np.int32), weight]
    for name, ignored in [("nll", -100), ("nll_ignore", 1)]:
        yield Case(
            name,
            rows,
            torch=lambda x, i, w, ignored=ignored: [
                F.nll_loss(x, i.long(), w, ignore_index=ignored, reduction="none"), w[i.long()] * (i != ignored),
            ],
        )
