# cases_update.py - Updates of adaptive optimizers, three steps each.
#
# SPDX-License-Identifier: Apache-2.0

import numpy as np

from frameworks import P, ms, torch
from make_cases import Case, Random

if ms is not None:
    from mindspore import mint  # noqa: F401  (experimental optimizers need it loaded)
    from mindspore.experimental import optim


def f32(*values):
    return [np.float32(x) for x in values]


def inputs(name):
    r = Random(name)
    return r.normal(3, 4), [r.normal(3, 4) for _ in range(3)], np.zeros((3, 4), np.float32)


def steps(primitive, states, gradients, arguments):
    """Applies a primitive that changes its states in place; `arguments` gives what follows them in step k."""
    states = [ms.Parameter(state) for state in states]
    for k, gradient in enumerate(gradients):
        primitive(*states, *arguments(k, gradient))
    return states


def amsgrad_case():
    var, grads, zeros = inputs("amsgrad")
    # The second gradient is small: the largest moment is not the last.
    grads[1] = grads[1] * np.float32(0.125)

    def mindspore(var, m, v, vhat, g0, g1, g2, lr, beta1, beta2, eps):
        powers = [(beta1, beta2), (beta1**2, beta2**2), (beta1**3, beta2**3)]
        return steps(
            P.nn_ops.ApplyAdamWithAmsgradV2(), (var, m, v, vhat), (g0, g1, g2),
            lambda k, g: (*powers[k], lr, beta1, beta2, eps, g),
        )

    scalars = f32(0.125, 0.75, 0.875, 0.125)
    return Case("amsgrad", [var, zeros, zeros, zeros, *grads, *scalars], mindspore=mindspore)


def adam_weight_decay_case():
    var, grads, zeros = inputs("adam_weight_decay")

    def mindspore(var, m, v, g0, g1, g2, lr, beta1, beta2, eps, decay):
        return steps(
            P.AdamWeightDecay(), (var, m, v), (g0, g1, g2),
            lambda k, g: (lr, beta1, beta2, eps, decay, g),
        )

    scalars = f32(0.125, 0.75, 0.875, 0.125, 0.25)
    return Case("adam_weight_decay", [var, zeros, zeros, *grads, *scalars], mindspore=mindspore)


def adam_w_case():
    var, grads, zeros = inputs("adam_w")

    # MindSpore's primitive has no CPU kernel; its experimental optimizer is the same formula.
    def mindspore(var, m, v, g0, g1, g2, lr, beta1, beta2, eps, decay):
        parameter = ms.Parameter(var, name="w")
        optimizer = optim.AdamW(
            [parameter], float(lr), (float(beta1), float(beta2)), float(eps), float(decay)
        )
        for g in (g0, g1, g2):
            optimizer((g,))
        return [parameter, optimizer.exp_avg[0], optimizer.exp_avg_sq[0]]

    def pytorch(var, m, v, g0, g1, g2, lr, beta1, beta2, eps, decay):
        parameter = torch.nn.Parameter(var.clone())
        optimizer = torch.optim.AdamW(
            [parameter], lr.item(), (beta1.item(), beta2.item()), eps.item(), decay.item()
        )
        for g in (g0, g1, g2):
            parameter.grad = g.clone()
            optimizer.step()
        state = optimizer.state[parameter]
        return [parameter, state["exp_avg"], state["exp_avg_sq"]]

    scalars = f32(0.125, 0.75, 0.875, 0.125, 0.25)
    return Case(
        "adam_w", [var, zeros, zeros, *grads, *scalars], mindspore=mindspore, torch=pytorch
    )


def lamb_case(name, zero=False):
    var, grads, zeros = inputs(name)
    if zero:
        var = np.zeros_like(var)

    # No framework that is there has it: the formula of the paper and of MindSpore's GPU kernel, written again.
    def numpy(var, m, v, g0, g1, g2, lr, beta1, beta2, eps, decay):
        var, m, v, lr, beta1, beta2, eps, decay = (
            np.asarray(x, np.float64) for x in (var, m, v, lr, beta1, beta2, eps, decay)
        )
        for t, g in enumerate((g0, g1, g2), 1):
            g = np.asarray(g, np.float64)
            m = beta1 * m + (1 - beta1) * g
            v = beta2 * v + (1 - beta2) * g * g
            update = (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps) + decay * var
            norms = np.linalg.norm(var), np.linalg.norm(update)
            ratio = norms[0] / norms[1] if min(norms) > 0 else 1.0
            var = var - lr * ratio * update
        return [var, m, v]

    scalars = f32(0.125, 0.75, 0.875, 0.125, 0.25)
    return Case(name, [var, zeros, zeros, *grads, *scalars], numpy=numpy)


def lars_cases():
    # The example in the documentation of MindSpore's LARSUpdate and its five digits.
    weight = np.array([[0.5, 0.8, 0.2], [0.6, 0.4, 0.2]], np.float32)
    gradient = np.array([[0.4, 0.4, 0.5], [0.2, 0.4, 0.3]], np.float32)

    def lars(use_clip):
        def numpy(w, g, decay, lr):
            w, g, decay, lr = (np.asarray(x, np.float64) for x in (w, g, decay, lr))
            norm_w, norm_g = np.linalg.norm(w), np.linalg.norm(g)
            rate = 0.01 * norm_w / (norm_g + decay * norm_w + 1e-4)
            if use_clip:
                rate = min(rate / lr, 1)
            return rate * (g + decay * w)

        return numpy

    yield Case("lars", [weight, gradient, *f32(0.25, 0)], numpy=lars(False))
    yield Case("lars_clip", [weight, gradient, *f32(0.25, 0.125)], numpy=lars(True))
    yield Case("lars_full", [weight, gradient, *f32(0.25, 0.0078125)], numpy=lars(True))


def rms_prop_cases():
    var, grads, zeros = inputs("rms_prop")
    ones = np.ones_like(var)
    scalars = f32(0.125, 0.875, 0.5, 0.125)

    # MindSpore's CPU kernel adds epsilon inside of the root for some elements and outside for others: a small one.
    def plain(var, square, moment, g0, g1, g2, lr, decay, momentum, eps):
        return steps(
            P.ApplyRMSProp(), (var, square, moment), (g0, g1, g2),
            lambda k, g: (lr, g, decay.item(), momentum.item(), eps.item()),
        )

    yield Case("rms_prop", [var, ones, zeros, *grads, *scalars[:3], np.float32(1e-10)], mindspore=plain)

    # As MindSpore's documentation has it.
    def numpy(var, square, moment, g0, g1, g2, lr, decay, momentum, eps):
        var, square, moment, lr, decay, momentum, eps = (
            np.float64(x) for x in (var, square, moment, lr, decay, momentum, eps)
        )
        for g in (np.float64(x) for x in (g0, g1, g2)):
            square = decay * square + (1 - decay) * g * g
            moment = momentum * moment + lr * g / np.sqrt(square + eps)
            var = var - moment
        return [var, square, moment]

    yield Case("rms_prop_epsilon", [var, ones, zeros, *grads, *scalars], numpy=numpy)

    def centered(var, mean, square, moment, g0, g1, g2, lr, decay, momentum, eps):
        return steps(
            P.ApplyCenteredRMSProp(), (var, mean, square, moment), (g0, g1, g2),
            lambda k, g: (g, lr, decay.item(), momentum.item(), eps.item()),
        )

    yield Case("centered_rms_prop", [var, zeros, ones, zeros, *grads, *scalars], mindspore=centered)


def adagrad_cases():
    var, grads, zeros = inputs("adagrad")
    accum = zeros + np.float32(0.25)

    def mindspore(var, accum, g0, g1, g2, lr):
        return steps(P.ApplyAdagrad(), (var, accum), (g0, g1, g2), lambda k, g: (lr, g))

    yield Case("adagrad", [var, accum, *grads, *f32(0.125)], mindspore=mindspore)

    # MindSpore's CPU kernel ignores update_slots.
    def numpy(var, accum, g0, g1, g2, lr):
        var, accum = np.float64(var), np.float64(accum)
        for g in (g0, g1, g2):
            var = var - np.float64(lr) * np.float64(g) / np.sqrt(accum)
        return [var, accum]

    yield Case("adagrad_fixed", [var, accum, *grads, *f32(0.125)], numpy=numpy)


def further_cases():
    var, grads, zeros = inputs("further")
    quarter = zeros + np.float32(0.25)

    def adadelta(var, accum, steps_before, g0, g1, g2, lr, rho, eps):
        return steps(P.ApplyAdadelta(), (var, accum, steps_before), (g0, g1, g2), lambda k, g: (lr, rho, eps, g))

    yield Case("adadelta", [var, zeros, quarter, *grads, *f32(0.5, 0.75, 0.125)], mindspore=adadelta)

    def ada_max(var, m, v, g0, g1, g2, lr, beta1, beta2, eps):
        powers = [beta1, beta1**2, beta1**3]
        return steps(
            P.ApplyAdaMax(), (var, m, v), (g0, g1, g2), lambda k, g: (powers[k], lr, beta1, beta2, eps, g)
        )

    yield Case("ada_max", [var, zeros, zeros, *grads, *f32(0.125, 0.75, 0.875, 0.125)], mindspore=ada_max)

    def ftrl(var, accum, linear, g0, g1, g2, lr, l1, l2, power):
        return steps(P.ApplyFtrl(), (var, accum, linear), (g0, g1, g2), lambda k, g: (g, lr, l1, l2, power))

    # With l1 MindSpore's CPU kernel forgets the sign of the sum, unlike its documentation.
    yield Case("ftrl", [var, quarter, zeros, *grads, *f32(0.125, 0, 0.25, -0.5)], mindspore=ftrl)
    yield Case("ftrl_power", [var, quarter, zeros, *grads, *f32(0.125, 0, 0, -0.75)], mindspore=ftrl)

    def proximal(var, accum, g0, g1, g2, lr, l1, l2):
        return steps(P.ApplyProximalAdagrad(), (var, accum), (g0, g1, g2), lambda k, g: (lr, l1, l2, g))

    yield Case("proximal_adagrad", [var, quarter, *grads, *f32(0.125, 1.5, 0.25)], mindspore=proximal)
    yield Case("proximal_adagrad_plain", [var, quarter, *grads, *f32(0.125, 0, 0.25)], mindspore=proximal)


def status_cases():
    finite = np.array([[1, -65504, 0]], np.float32)

    def numpy(x):
        return np.array([0 if np.isfinite(x).all() else 1], np.float32)

    for name, value in (("finite", 2), ("infinite", -np.inf), ("nan", np.nan)):
        x = np.concatenate([finite, np.full((1, 3), 1, np.float32)])
        x[1, 1] = value
        yield Case("status_" + name, [x], numpy=numpy)


def cases():
    yield amsgrad_case()
    yield adam_weight_decay_case()
    yield adam_w_case()
    yield lamb_case("lamb")
    yield lamb_case("lamb_zero", zero=True)
    yield from lars_cases()
    yield from rms_prop_cases()
    yield from adagrad_cases()
    yield from further_cases()
    yield from status_cases()
