# cases_attention.py - Attention in one op.
#
# SPDX-License-Identifier: Apache-2.0

import numpy as np

from frameworks import F, torch, torch_gradients
from make_cases import Case, Random


def attend(q, k, v, scale, masks):
    """Output, largest scores and sums of a stack [..., length, size], in f64."""
    scores = scale * (q @ np.swapaxes(k, -1, -2))
    for mask in masks:
        scores = scores + mask
    largest = scores.max(-1, keepdims=True)
    weights = np.exp(scores - largest)
    total = weights.sum(-1, keepdims=True)
    return weights / total @ v, largest[..., 0], total[..., 0]


def slopes(dy, q, k, v, y, largest, total, scale, masks):
    scores = scale * (q @ np.swapaxes(k, -1, -2))
    for mask in masks:
        scores = scores + mask
    weights = np.exp(scores - largest[..., None]) / total[..., None]
    change = weights * (dy @ np.swapaxes(v, -1, -2) - (dy * y).sum(-1, keepdims=True)) * scale
    return change @ k, np.swapaxes(change, -1, -2) @ q, np.swapaxes(weights, -1, -2) @ dy


def swapped(x):
    return np.swapaxes(x, 1, 2) if x.ndim == 4 else x


def cases():
    r = Random("scaled_dot_product_attention")
    for name, first, inputs, masks, scale in [
        ("attention", False, [r.normal(2, 3, 5, 4), r.normal(2, 3, 7, 4), r.normal(2, 3, 7, 6)], [], 0.5),
        ("attention_masks", False, [r.normal(3, 5, 4), r.normal(3, 7, 4), r.normal(3, 7, 2)], [r.normal(5, 1), r.normal(3, 1, 7)], 1.0),
        ("attention_length_first", True, [r.normal(2, 5, 3, 4), r.normal(2, 7, 3, 4), r.normal(2, 7, 3, 6)], [r.normal(2, 1, 5, 7)], 0.7),
    ]:
        turn = swapped if first else (lambda x: x)

        def forward(*x, turn=turn, scale=scale):
            wide = [turn(a.astype(np.float64)) for a in x[:3]]
            y, largest, total = attend(*wide, scale, x[3:])
            return [a.astype(np.float32) for a in (turn(y), largest, total)]

        def backward(*x, turn=turn, scale=scale):
            dy, q, k, v, y = (turn(a.astype(np.float64)) for a in x[:5])
            largest, total = (a.astype(np.float64) for a in x[5:7])
            return [turn(a).astype(np.float32) for a in slopes(dy, q, k, v, y, largest, total, scale, x[7:])]

        def torch_forward(*x, first=first, scale=scale):
            q, k, v = (a.transpose(1, 2) if first else a for a in x[:3])
            y = F.scaled_dot_product_attention(q, k, v, sum(x[3:]) if x[3:] else None, scale=scale)
            return y.transpose(1, 2) if first else y

        yield Case(name, inputs + masks, numpy=forward)
        results = forward(*inputs, *masks)
        dy = r.normal(*results[0].shape)
        yield Case(
            name + "_grad",
            [dy, *inputs, *results, *masks],
            numpy=backward,
            torch=lambda dy, q, k, v, y, largest, total, *masks, f=torch_forward: torch_gradients(
                lambda *x: f(*x, *masks), [q, k, v], dy),
        )
