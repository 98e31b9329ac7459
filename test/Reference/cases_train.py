# cases_train.py - Optimizer updates, three steps each.
#
# SPDX-License-Identifier: Apache-2.0

import numpy as np

from frameworks import P, ms, torch
from make_cases import Case, Random

LR, MOMENTUM = np.float32(0.125), np.float32(0.875)


def inputs(name):
    r = Random(name)
    return r.normal(3, 4), [r.normal(3, 4) for _ in range(3)], np.zeros((3, 4), np.float32)


def torch_steps(make, var, grads, states=()):
    """Runs torch.optim over one parameter; returns it and the named states."""
    parameter = torch.nn.Parameter(var.clone())
    optimizer = make([parameter])
    for grad in grads:
        parameter.grad = grad.clone()
        optimizer.step()
    return [parameter] + [optimizer.state[parameter][name] for name in states]


def descent_cases():
    var, grads, _ = inputs("gradient_descent")

    def mindspore(var, g0, g1, g2, lr):
        var = ms.Parameter(var)
        for g in (g0, g1, g2):
            P.ApplyGradientDescent()(var, lr, g)
        return var

    yield Case(
        "gradient_descent",
        [var, *grads, LR],
        mindspore=mindspore,
        torch=lambda var, g0, g1, g2, lr: torch_steps(
            lambda p: torch.optim.SGD(p, lr.item()), var, (g0, g1, g2)
        ),
    )


def momentum_case(name, nesterov):
    var, grads, zeros = inputs(name)

    def mindspore(var, accum, g0, g1, g2, lr, momentum):
        var, accum = ms.Parameter(var), ms.Parameter(accum)
        for g in (g0, g1, g2):
            P.ApplyMomentum()(var, accum, lr, g, momentum)
        return [var, accum]

    def pytorch(var, accum, g0, g1, g2, lr, momentum):
        return torch_steps(
            lambda p: torch.optim.SGD(p, lr.item(), momentum.item(), nesterov=nesterov),
            var, (g0, g1, g2), ["momentum_buffer"],
        )

    references = {"torch": pytorch}
    # MindSpore's CPU kernel ignores use_nesterov.
    if not nesterov:
        references["mindspore"] = mindspore
    return Case(name, [var, zeros, *grads, LR, MOMENTUM], **references)


def sgd_case(name, momentum, dampening=0.0, weight_decay=0.0, nesterov=False, frameworks=("mindspore", "torch")):
    var, grads, zeros = inputs(name)

    def mindspore(var, accum, stat, g0, g1, g2, lr, momentum):
        var, accum, stat = ms.Parameter(var), ms.Parameter(accum), ms.Parameter(stat)
        for g in (g0, g1, g2):
            P.SGD(dampening, weight_decay, nesterov)(var, g, lr, accum, momentum, stat)
        return [var, accum, stat]

    def pytorch(var, accum, stat, g0, g1, g2, lr, momentum):
        m = momentum.item()
        make = lambda p: torch.optim.SGD(p, lr.item(), m, dampening, weight_decay, nesterov)
        if m == 0:
            return [*torch_steps(make, var, (g0, g1, g2)), accum, stat]
        # stat is 1 before the first step, 0 after it.
        return [*torch_steps(make, var, (g0, g1, g2), ["momentum_buffer"]), torch.zeros_like(stat)]

    references = {"mindspore": mindspore, "torch": pytorch}
    return Case(
        name,
        [var, zeros, np.ones((3, 4), np.float32), *grads, LR, np.float32(momentum)],
        **{f: references[f] for f in frameworks},
    )


def adam_case(name, nesterov, epsilon, frameworks):
    var, grads, zeros = inputs(name)

    def mindspore(var, m, v, g0, g1, g2, lr, beta1, beta2, eps):
        var, m, v = ms.Parameter(var), ms.Parameter(m), ms.Parameter(v)
        p1, p2 = beta1, beta2
        for g in (g0, g1, g2):
            P.Adam(use_nesterov=nesterov)(var, m, v, p1, p2, lr, beta1, beta2, eps, g)
            p1, p2 = p1 * beta1, p2 * beta2
        return [var, m, v]

    # torch adds epsilon after the correction of the bias: the same only where epsilon is 0.
    def pytorch(var, m, v, g0, g1, g2, lr, beta1, beta2, eps):
        assert eps.item() == 0
        return torch_steps(
            lambda p: torch.optim.Adam(p, lr.item(), (beta1.item(), beta2.item()), 0.0),
            var, (g0, g1, g2), ["exp_avg", "exp_avg_sq"],
        )

    references = {"mindspore": mindspore, "torch": pytorch}
    scalars = [np.float32(x) for x in (0.125, 0.75, 0.875, epsilon)]
    return Case(name, [var, zeros, zeros, *grads, *scalars], **{f: references[f] for f in frameworks})


def cases():
    yield from descent_cases()
    yield momentum_case("momentum", False)
    yield momentum_case("nesterov", True)
    yield sgd_case("sgd_plain", 0.0)
    yield sgd_case("sgd_decay", 0.0, weight_decay=0.1)
    yield sgd_case("sgd_momentum", 0.875, dampening=0.25, weight_decay=0.1)
    yield sgd_case("sgd_nesterov", 0.875, weight_decay=0.05, nesterov=True)
    yield adam_case("adam", False, 0.125, ["mindspore"])
    yield adam_case("adam_exact", False, 0.0, ["torch"])
    yield adam_case("adam_nesterov", True, 0.125, ["mindspore"])
