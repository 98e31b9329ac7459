#!/usr/bin/env python3
# make_optimizer_runs.py - What MindSpore's optimizers do to a small network.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: make_optimizer_runs.py (in an environment with MindSpore 2.10)
# Writes Inputs/optimizers/run.npz (the first weights and the data) and, for each
# optimizer, Inputs/optimizers/NAME.ckpt: the train network after two epochs of
# three steps. test/unit/Api/OptimizerRunsTest.cpp makes the same runs. Lamb and
# LARS have no CPU kernel: their files are from before the first step. The
# experimental AdamW is no nn.Optimizer: its file has only what it has.

import os

import numpy as np

import mindspore as ms
from mindspore import nn, ops
from mindspore.experimental import optim

ROWS, BATCH, EPOCHS = 12, 4, 2
HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Inputs", "optimizers")


class Net(nn.Cell):
    def __init__(self, weights):
        super().__init__()
        self.fc1, self.fc2 = nn.Dense(5, 4), nn.Dense(4, 3)
        self.gamma = ms.Parameter(ms.Tensor(np.ones(4, np.float32)), name="gamma")
        ms.load_param_into_net(self, {k: ms.Parameter(ms.Tensor(v), name=k) for k, v in weights.items()})

    def construct(self, x):
        return self.fc2(ops.relu(self.fc1(x)) * self.gamma)


def groups(net):
    """Weights and the rest apart, in the order of the network."""
    weights = [p for p in net.trainable_params() if "weight" in p.name]
    others = [p for p in net.trainable_params() if "weight" not in p.name]
    return [
        {"params": others, "lr": 0.05},
        {"params": weights, "weight_decay": 0.125},
        {"order_params": net.trainable_params()},
    ]


OPTIMIZERS = {
    "amsgrad": lambda net: nn.Adam(net.trainable_params(), 0.1, weight_decay=0.125, use_amsgrad=True),
    "adam_weight_decay": lambda net: nn.AdamWeightDecay(net.trainable_params(), 0.1, weight_decay=0.125),
    "adamw": lambda net: optim.AdamW(net.trainable_params(), 0.1),
    "rmsprop": lambda net: nn.RMSProp(net.trainable_params(), 0.1, momentum=0.5, weight_decay=0.125),
    "rmsprop_centered": lambda net: nn.RMSProp(net.trainable_params(), 0.1, decay=0.75, epsilon=1e-3, centered=True),
    "adagrad": lambda net: nn.Adagrad(net.trainable_params(), learning_rate=0.1),
    "adadelta": lambda net: nn.Adadelta(net.trainable_params(), weight_decay=0.125),
    "adamax": lambda net: nn.AdaMax(net.trainable_params(), 0.1, weight_decay=0.125),
    "ftrl": lambda net: nn.FTRL(net.trainable_params(), learning_rate=0.1, l2=0.125),
    "proximal_adagrad": lambda net: nn.ProximalAdagrad(net.trainable_params(), learning_rate=0.1, l1=0.125, l2=0.125),
    "sgd_dampening": lambda net: nn.SGD(net.trainable_params(), 0.1, momentum=0.9, dampening=0.25, weight_decay=0.125),
    "loss_scale": lambda net: nn.Momentum(net.trainable_params(), 0.1, 0.9, weight_decay=0.125, loss_scale=4.0),
    "groups": lambda net: nn.Momentum(groups(net), 0.1, 0.9, weight_decay=0.0),
    "groups_decay": lambda net: nn.AdamWeightDecay(groups(net), 0.1, weight_decay=0.25),
    "lamb": lambda net: nn.Lamb(net.trainable_params(), 0.1),
    "lars": lambda net: nn.LARS(nn.Momentum(net.trainable_params(), 0.1, 0.9)),
}
NOT_RUN = {"lamb", "lars"}


def main():
    ms.set_context(mode=ms.GRAPH_MODE, device_target="CPU")
    generator = np.random.Generator(np.random.PCG64(4))

    def normal(*shape):
        return generator.standard_normal(shape).astype(np.float32)

    weights = {"fc1.weight": normal(4, 5), "fc1.bias": normal(4), "fc2.weight": normal(3, 4), "fc2.bias": normal(3)}
    weights["gamma"] = normal(4)
    x, y = normal(ROWS, 5), normal(ROWS, 3)
    os.makedirs(HERE, exist_ok=True)
    np.savez(os.path.join(HERE, "run.npz"), x=x, y=y, **weights)
    loss = nn.MSELoss()
    for name, make in OPTIMIZERS.items():
        net = Net(weights)
        optimizer = make(net)
        step = ms.value_and_grad(nn.WithLossCell(net, loss), None, optimizer.parameters)
        for k in range(0 if name in NOT_RUN else EPOCHS * ROWS // BATCH):
            rows = slice(k * BATCH % ROWS, k * BATCH % ROWS + BATCH)
            optimizer(step(ms.Tensor(x[rows]), ms.Tensor(y[rows]))[1])
        if isinstance(optimizer, nn.Optimizer):
            saved = nn.TrainOneStepCell(nn.WithLossCell(net, loss), optimizer)
        else:
            saved = optimizer
        ms.save_checkpoint(saved, os.path.join(HERE, name + ".ckpt"))
        print(name, list(ms.load_checkpoint(os.path.join(HERE, name + ".ckpt"))))


if __name__ == "__main__":
    main()
