# cases_norm.py - Batch, layer, group and instance normalization.
#
# SPDX-License-Identifier: Apache-2.0

from frameworks import F, P, ms, torch, torch_gradients
from make_cases import Case, Random


def other_axes(x):
    return [k for k in range(x.ndim) if k != 1]


def batch_norm_case(name, *shape, epsilon, momentum):
    """[y, new_mean, new_variance, batch_mean, batch_variance, dx, dscale, dbias] of training, then
    [y, dx, dscale, dbias] of inference."""
    r = Random(name)
    channels = shape[1]
    inputs = [r.normal(*shape), r.normal(*shape), r.normal(channels), r.normal(channels)]
    inputs += [r.normal(channels), r.positive(channels)]

    def mindspore(x, dy, scale, bias, mean, variance):
        moving_mean, moving_variance = ms.Parameter(mean), ms.Parameter(variance)
        train = P.BatchNorm(is_training=True, epsilon=epsilon, momentum=momentum)
        trained = train(x, scale, bias, moving_mean, moving_variance)
        grad = ms.ops.auto_generate.BatchNormGrad(is_training=True, epsilon=epsilon)
        infer = P.BatchNorm(is_training=False, epsilon=epsilon)
        infer_grad = ms.ops.auto_generate.BatchNormGrad(is_training=False, epsilon=epsilon)
        reserve = ms.ops.zeros_like(mean)
        return [
            trained[0],
            moving_mean.value(),
            moving_variance.value(),
            trained[3],
            trained[4],
            *grad(dy, x, scale, trained[3], trained[4], reserve),
            infer(x, scale, bias, mean, variance)[0],
            *infer_grad(dy, x, scale, mean, variance, reserve),
        ]

    def pytorch(x, dy, scale, bias, mean, variance):
        moving_mean, moving_variance = mean.clone(), variance.clone()
        y = F.batch_norm(x, moving_mean, moving_variance, scale, bias, True, momentum, epsilon)

        def train(x, scale, bias):
            return F.batch_norm(x, None, None, scale, bias, True, momentum, epsilon)

        def infer(x, scale, bias):
            return F.batch_norm(x, mean, variance, scale, bias, False, momentum, epsilon)

        axes = other_axes(x)
        return [
            y,
            moving_mean,
            moving_variance,
            x.mean(axes),
            x.var(axes, correction=0),
            *torch_gradients(train, [x, scale, bias], dy),
            infer(x, scale, bias),
            *torch_gradients(infer, [x, scale, bias], dy),
        ]

    return Case(name, inputs, mindspore=mindspore, torch=pytorch)


def layer_norm_case(name, *shape, norm, params, epsilon):
    """[y, mean, variance, dx, dgamma, dbeta]"""
    r = Random(name)
    inputs = [r.normal(*shape), r.normal(*shape), r.normal(*shape[params:]), r.normal(*shape[params:])]
    axes = list(range(norm, len(shape)))

    def mindspore(x, dy, gamma, beta):
        y, mean, variance = P.LayerNorm(norm, params, epsilon)(x, gamma, beta)
        grad = ms.ops.auto_generate.LayerNormGrad(norm, params)
        return [y, mean, variance, *grad(x, dy, variance, mean, gamma)]

    def pytorch(x, dy, gamma, beta):
        def forward(x, gamma, beta):
            return F.layer_norm(x, list(x.shape[norm:]), None, None, epsilon) * gamma + beta

        mean, variance = x.mean(axes, True), x.var(axes, correction=0, keepdim=True)
        return [forward(x, gamma, beta), mean, variance, *torch_gradients(forward, [x, gamma, beta], dy)]

    # MindSpore's gradient knows no other epsilon.
    references = {"mindspore": mindspore} if epsilon == 1e-7 else {}
    return Case(name, inputs, torch=pytorch, **references)


def group_norm_case(name, *shape, groups, eps):
    """[y, mean, rstd, dx, dgamma, dbeta]"""
    r = Random(name)
    inputs = [r.normal(*shape), r.normal(*shape), r.normal(shape[1]), r.normal(shape[1])]

    def mindspore(x, dy, gamma, beta):
        y, mean, rstd = ms.ops.auto_generate.GroupNorm()(x, groups, gamma, beta, eps)
        grad = ms.ops.auto_generate.GroupNormGrad()
        return [y, mean, rstd, *grad(dy, x, mean, rstd, gamma, groups)]

    def pytorch(x, dy, gamma, beta):
        def forward(x, gamma, beta):
            return F.group_norm(x, groups, gamma, beta, eps)

        rows = x.reshape(shape[0], groups, -1)
        rstd = 1 / (rows.var(-1, correction=0) + eps).sqrt()
        return [forward(x, gamma, beta), rows.mean(-1), rstd, *torch_gradients(forward, [x, gamma, beta], dy)]

    return Case(name, inputs, mindspore=mindspore, torch=pytorch)


def cases():
    yield batch_norm_case("batch_norm_image", 3, 4, 5, 6, epsilon=1e-5, momentum=0.1)
    yield batch_norm_case("batch_norm_matrix", 6, 5, epsilon=0.01, momentum=0.3)
    yield batch_norm_case("batch_norm_one", 2, 1, 3, 3, epsilon=1e-5, momentum=1.0)
    yield layer_norm_case("layer_norm_rows", 3, 4, 6, norm=2, params=2, epsilon=1e-7)
    yield layer_norm_case("layer_norm_two_axes", 2, 3, 4, 5, norm=2, params=2, epsilon=1e-7)
    yield layer_norm_case("layer_norm_params_behind", 3, 4, 5, norm=1, params=2, epsilon=1e-7)
    yield layer_norm_case("layer_norm_whole", 2, 3, 4, norm=0, params=1, epsilon=1e-7)
    yield layer_norm_case("layer_norm_epsilon", 3, 6, norm=1, params=1, epsilon=0.1)
    yield group_norm_case("group_norm_pairs", 2, 6, 3, 4, groups=3, eps=1e-3)
    yield group_norm_case("group_norm_one", 2, 4, 5, 3, groups=1, eps=1e-5)
    yield group_norm_case("instance_norm", 2, 3, 4, 5, groups=3, eps=1e-5)
