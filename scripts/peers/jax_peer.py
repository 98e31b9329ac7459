# jax_peer.py - JAX: a whole step is one program of XLA, in place; images are NHWC.
#
# SPDX-License-Identifier: Apache-2.0

import workloads

options = workloads.start("jax")

import os

os.environ["JAX_PLATFORMS"] = "cpu"
import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

import networks


class Functions:
    """The `f` of networks.py. `statistics`: those of batch norms after the step."""

    def __init__(self, values, train=False):
        self.values, self.train, self.statistics = values, train, {}

    def parameter(self, name):
        return self.values[name]

    def conv(self, x, name, stride, pad):
        return self.convolution(x, self.values[name + ".weight"], stride, pad)

    def batch_norm(self, x, name):
        at = [name + ".running_mean", name + ".running_var"]
        moments = [self.values[key] for key in at]
        if self.train:
            old, moments = moments, [jnp.mean(x, (0, 1, 2)), jnp.var(x, (0, 1, 2))]
            count = x.size // x.shape[-1]
            new = [moments[0], moments[1] * (count / (count - 1))]
            self.statistics.update({k: 0.9 * a + 0.1 * b for k, a, b in zip(at, old, new)})
        scale = lax.rsqrt(moments[1] + 1e-5) * self.values[name + ".weight"]
        return (x - moments[0]) * scale + self.values[name + ".bias"]

    def layer_norm(self, x, name):
        x = x - x.mean(-1, keepdims=True)
        x = x * lax.rsqrt(jnp.square(x).mean(-1, keepdims=True) + 1e-5)
        return x * self.values[name + ".weight"] + self.values[name + ".bias"]

    def dense(self, x, name):
        return x @ self.values[name + ".weight"].T + self.values[name + ".bias"]

    def look_up(self, ids, name):
        return self.values[name][ids]

    def attention(self, qkv, heads):
        n, tokens, width = qkv.shape
        q, k, v = (t.reshape(n, tokens, heads, -1).transpose(0, 2, 1, 3) for t in jnp.split(qkv, 3, -1))
        scores = jax.nn.softmax(q @ k.swapaxes(-1, -2) * q.shape[-1] ** -0.5, -1)
        return (scores @ v).transpose(0, 2, 1, 3).reshape(n, tokens, width // 3)

    def max_pool(self, x, kernel, stride, pad):
        padding = [(0, 0), (pad, pad), (pad, pad), (0, 0)]
        return lax.reduce_window(x, -jnp.inf, lax.max, (1, kernel, kernel, 1), (1, stride, stride, 1), padding)

    def convolution(self, x, w, stride, pad):
        layout = ("NHWC", "HWIO", "NHWC")
        return lax.conv_general_dilated(x, w, (stride, stride), [(pad, pad)] * 2, dimension_numbers=layout)

    def gelu(self, x):
        return jax.nn.gelu(x, approximate=False)

    def flatten(self, x):
        return x.transpose(0, 3, 1, 2).reshape(x.shape[0], -1)

    def mean(self, x):
        return x.mean((1, 2))

    def first(self, x):
        return x[:, 0]

    relu, tanh = staticmethod(jax.nn.relu), staticmethod(jnp.tanh)
    add, product = staticmethod(jnp.add), staticmethod(jnp.matmul)


def image(array):
    return array.transpose(0, 2, 3, 1) if array.ndim == 4 else array


def kernel(array):
    return array.transpose(2, 3, 1, 0) if array.ndim == 4 else array


run = getattr(networks, options.network)
arguments = workloads.inputs(options)
arguments = [jnp.asarray(image(arguments[0]))] + [jnp.asarray(kernel(array)) for array in arguments[1:]]
values = {name: jnp.asarray(kernel(array)) for name, array in workloads.weights(options.network).items()}

if not options.train:
    infer = jax.jit(lambda values, *arguments: run(Functions(values), *arguments))

    def step():
        return np.asarray(infer(values, *arguments)).flat[0]

else:
    statistics = {name: values.pop(name) for name in list(values) if ".running_" in name}
    moments = [{name: jnp.zeros_like(v) for name, v in values.items()} for _ in range(1 if options.momentum else 2)]
    state = (values, statistics, moments, jnp.zeros((), jnp.int32))
    del values

    def train(state, x, labels):
        values, statistics, moments, count = state

        def loss_of(values):
            f = Functions({**values, **statistics}, train=True)
            scores = jax.nn.log_softmax(run(f, x))
            return -jnp.take_along_axis(scores, labels[:, None], 1).mean(), f.statistics

        (loss, statistics), gradients = jax.value_and_grad(loss_of, has_aux=True)(values)
        count = count + 1
        tree = jax.tree.map
        if options.momentum:
            moments = [tree(lambda m, g: 0.9 * m + g, moments[0], gradients)]
            values = tree(lambda v, m: v - 0.01 * m, values, moments[0])
        else:
            moments = [
                tree(lambda m, g: 0.9 * m + 0.1 * g, moments[0], gradients),
                tree(lambda m, g: 0.999 * m + 0.001 * g * g, moments[1], gradients),
            ]
            a, b = 1 - 0.9**count, 1 - 0.999**count
            values = tree(lambda v, m, s: v - 1e-3 * (m / a) / (jnp.sqrt(s / b) + 1e-8), values, *moments)
        return (values, statistics, moments, count), loss

    train = jax.jit(train, donate_argnums=0)

    def step():
        global state
        state, loss = train(state, *arguments)
        jax.block_until_ready(state)
        return loss


workloads.measure(options, step, jax.__version__)
