# cases_loss.py - Loss functions.
#
# SPDX-License-Identifier: Apache-2.0

import numpy as np

from frameworks import F, P, ms, torch, torch_gradients
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
