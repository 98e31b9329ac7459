# cases_recurrent.py - Recurrent layers.
#
# SPDX-License-Identifier: Apache-2.0

import numpy as np

from frameworks import P, ms, torch
from make_cases import Case, Random

STEPS, BATCH, IN, HIDDEN = 5, 2, 3, 4


def torch_lstm(batch_first, has_bias):
    """One layer with MindSpore's packed weights; both biases in one."""

    def run(x, h0, c0, w):
        layer = torch.nn.LSTM(IN, HIDDEN, bias=has_bias, batch_first=batch_first).double()
        w = w.flatten()
        inputs, states = 4 * HIDDEN * IN, 4 * HIDDEN * HIDDEN
        with torch.no_grad():
            layer.weight_ih_l0.copy_(w[:inputs].reshape(4 * HIDDEN, IN))
            layer.weight_hh_l0.copy_(w[inputs:inputs + states].reshape(4 * HIDDEN, HIDDEN))
            if has_bias:
                layer.bias_ih_l0.copy_(w[inputs + states:])
                layer.bias_hh_l0.zero_()
        state = (h0, c0) if h0.ndim == 3 else (h0[None], c0[None])
        y, (hn, cn) = layer(x, state)
        return [y, hn.reshape(h0.shape), cn.reshape(c0.shape)]

    return run


def torch_lstm_grad(*inputs):
    """By PyTorch's own differentiation; the packed weights are rebuilt of parts."""
    x, h0, c0, w, *gradients = inputs
    x, h0, c0, w = leaves = [value.requires_grad_() for value in (x, h0, c0, w)]
    sizes = [4 * HIDDEN * IN, 4 * HIDDEN * HIDDEN, 4 * HIDDEN]
    ih, hh, bias = w.flatten().split(sizes)
    weights = [ih.reshape(-1, IN), hh.reshape(-1, HIDDEN), bias, torch.zeros_like(bias)]
    y, hn, cn = torch.lstm(x, (h0, c0), weights, True, 1, 0.0, False, False, False)
    return list(torch.autograd.grad([y, hn, cn], leaves, gradients))


def mindspore_lstm(x, h0, c0, w):
    return list(P.LSTM(IN, HIDDEN, 1, True, False, 0.0)(x, h0, c0, w))[:3]


def torch_gru(batch_first, has_bias):
    """One layer with the weights and both biases packed."""

    def run(x, h0, w):
        layer = torch.nn.GRU(IN, HIDDEN, bias=has_bias, batch_first=batch_first).double()
        sizes = [3 * HIDDEN * IN, 3 * HIDDEN * HIDDEN] + [3 * HIDDEN] * (2 * has_bias)
        with torch.no_grad():
            for parameter, data in zip(layer.parameters(), w.flatten().split(sizes)):
                parameter.copy_(data.reshape(parameter.shape))
        y, hn = layer(x, h0 if h0.ndim == 3 else h0[None])
        return [y, hn.reshape(h0.shape)]

    return run


def mindspore_gru(x, h0, w):
    layer = ms.nn.GRU(IN, HIDDEN)
    begin = 0
    for parameter in layer.get_parameters():
        parameter.set_data(w.flatten()[begin:begin + parameter.size].reshape(parameter.shape))
        begin += parameter.size
    return list(layer(x, h0))


def cases():
    r = Random("lstm")
    state = (1, BATCH, HIDDEN)
    weights = 4 * HIDDEN * (IN + HIDDEN)
    yield Case(
        "lstm",
        [r.normal(STEPS, BATCH, IN), r.normal(*state), r.normal(*state), r.normal(weights + 4 * HIDDEN, 1, 1)],
        mindspore=mindspore_lstm,
        torch=torch_lstm(False, True),
    )
    yield Case(
        "lstm_batch_first",
        [r.normal(BATCH, STEPS, IN), r.normal(*state[1:]), r.normal(*state[1:]), r.normal(weights)],
        torch=torch_lstm(True, False),
    )
    r = Random("lstm_grad")
    yield Case(
        "lstm_grad",
        [r.normal(STEPS, BATCH, IN), r.normal(*state), r.normal(*state), r.normal(weights + 4 * HIDDEN, 1, 1)]
        + [r.normal(STEPS, BATCH, HIDDEN), r.normal(*state), r.normal(*state)],
        torch=torch_lstm_grad,
    )
    r = Random("gru")
    weights = 3 * HIDDEN * (IN + HIDDEN)
    # Small weights: MindSpore's Tanh is an approximation on the CPU.
    yield Case(
        "gru",
        [r.normal(STEPS, BATCH, IN), r.normal(*state), r.normal(weights + 6 * HIDDEN) * np.float32(0.2)],
        mindspore=mindspore_gru,
        torch=torch_gru(False, True),
    )
    yield Case(
        "gru_batch_first",
        [r.normal(BATCH, STEPS, IN), r.normal(*state[1:]), r.normal(weights)],
        torch=torch_gru(True, False),
    )
