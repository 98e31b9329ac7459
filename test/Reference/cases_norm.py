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


def cases():
    yield batch_norm_case("batch_norm_image", 3, 4, 5, 6, epsilon=1e-5, momentum=0.1)
    yield batch_norm_case("batch_norm_matrix", 6, 5, epsilon=0.01, momentum=0.3)
    yield batch_norm_case("batch_norm_one", 2, 1, 3, 3, epsilon=1e-5, momentum=1.0)
