#!/usr/bin/env python3
# make_zoo_numbers.py - PyTorch's numbers for networks of the zoo.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: make_zoo_numbers.py [CASE...]
# Writes Inputs/zoo_CASE.torch.npz: outputs for a few rows, the gradients of one
# step, the losses of some steps and batch norm's statistics after them. The networks are
# written here once more, with PyTorch's functions and MindSpore's names of
# parameters; weights and data come from zoo_cases.py. Needs PyTorch.

import os
import sys

import numpy as np
import torch
import torch.nn.functional as F

import zoo_cases

HERE = os.path.dirname(os.path.abspath(__file__))


class Parameters:
    """Makes each parameter when it is first asked for, and knows its users."""

    def __init__(self):
        self.values, self.scopes, self.training = {}, [], False

    def __call__(self, name, *shape):
        full = ".".join(self.scopes + [name])
        if full not in self.values:
            value = torch.from_numpy(zoo_cases.weight(full, shape))
            self.values[full] = value.requires_grad_(not name.startswith("moving_"))
        assert self.values[full].shape == shape, full
        return self.values[full]

    def at(self, scope):
        """A with-block in which names start with `scope`."""
        parameters = self

        class Scope:
            def __enter__(self):
                parameters.scopes.append(scope)

            def __exit__(self, *_):
                parameters.scopes.pop()

        return Scope()


def conv(p, name, x, out, kernel, bias=False, **options):
    with p.at(name):
        w = p("weight", out, x.shape[1] // options.get("groups", 1), kernel, kernel)
        return F.conv2d(x, w, p("bias", out) if bias else None, **options)


def same_conv(p, name, x, out, kernel, stride):
    """MindSpore's pad mode "same": what is odd goes to the end."""
    total = max((-(-x.shape[2] // stride) - 1) * stride + kernel - x.shape[2], 0)
    x = F.pad(x, (total // 2, total - total // 2) * 2)
    return conv(p, name, x, out, kernel, stride=stride)


def dense(p, name, x, out, turned=False):
    with p.at(name):
        if turned:
            return x @ p("weight", x.shape[-1], out) + p("bias", out)
        return F.linear(x, p("weight", out, x.shape[-1]), p("bias", out))


def batch_norm(p, name, x, eps=1e-5, momentum=0.9):
    c = x.shape[1]
    with p.at(name):
        mean, variance = p("moving_mean", c), p("moving_variance", c)
        return F.batch_norm(x, mean, variance, p("gamma", c), p("beta", c), p.training, 1 - momentum, eps)


def layer_norm(p, name, x, eps):
    c = x.shape[-1]
    with p.at(name):
        return F.layer_norm(x, (c,), p("gamma", c), p("beta", c), eps)


def gelu(x):
    return F.gelu(x, approximate="tanh")


# ------------------------------------------------------------------ networks
def vgg(p, x, counts, classes, hidden, bias=False, norm=False):
    index, width = 0, 64
    with p.at("layers"):
        for count in counts:
            for _ in range(count):
                x = conv(p, str(index), x, width, 3, bias, padding=1)
                if norm:
                    x = batch_norm(p, str(index + 1), x)
                x = F.relu(x)
                index += 3 if norm else 2
            x = F.max_pool2d(x, 2)
            index += 1
            width = min(2 * width, 512)
    with p.at("classifier"):
        x = F.relu(dense(p, "0", x.flatten(1), hidden))
        return dense(p, "6", F.relu(dense(p, "3", x, hidden)), classes)


def resnet_basic(p, x, counts, classes):
    x = F.relu(batch_norm(p, "bn1", conv(p, "conv1", x, 64, 7, stride=2, padding=3), 1e-5, 0.1))
    x = F.max_pool2d(x, 3, 2, 1)
    for stage, count in enumerate(counts):
        for block in range(count):
            stride, width = 2 if stage > 0 and block == 0 else 1, 64 << stage
            with p.at("layer%d.%d" % (stage + 1, block)):
                y = batch_norm(p, "bn1d", conv(p, "conv1", x, width, 3, stride=stride, padding=1), 1e-4)
                y = batch_norm(p, "bn2d", conv(p, "conv2", F.relu(y), width, 3, padding=1), 1e-4)
                if x.shape != y.shape:
                    x = conv(p, "down_sample_layer.0", x, width, 1, stride=stride)
                    x = batch_norm(p, "down_sample_layer.1", x, 1e-5, 0.1)
            x = F.relu(x + y)
    return dense(p, "end_point", x.mean((2, 3)), classes)


def resnet_bottleneck(p, x, counts, classes):
    x = F.relu(batch_norm(p, "bn1", same_conv(p, "conv1", x, 64, 7, 2), 1e-4))
    x = F.max_pool2d(F.pad(x, (0, 1, 0, 1)), 3, 2)  # "same" for an even size; x is not negative
    for stage, count in enumerate(counts):
        for block in range(count):
            stride, width = 2 if stage > 0 and block == 0 else 1, 64 << stage
            with p.at("layer%d.%d" % (stage + 1, block)):
                y = F.relu(batch_norm(p, "bn1", same_conv(p, "conv1", x, width, 1, 1), 1e-4))
                y = F.relu(batch_norm(p, "bn2", same_conv(p, "conv2", y, width, 3, stride), 1e-4))
                y = batch_norm(p, "bn3", same_conv(p, "conv3", y, 4 * width, 1, 1), 1e-4)
                if x.shape != y.shape:
                    x = same_conv(p, "down_sample_layer.0", x, 4 * width, 1, stride)
                    x = batch_norm(p, "down_sample_layer.1", x, 1e-4)
            x = F.relu(x + y)
    return dense(p, "end_point", x.mean((2, 3)), classes)


def mobilenet(p, x, classes, factor):
    def scaled(channels, factor):
        rounded = max(8, int(channels * factor + 4) // 8 * 8)
        return rounded + 8 if rounded < 0.9 * channels * factor else rounded

    def unit(name, x, out, kernel, stride=1, groups=1):
        with p.at(name + ".features"):
            x = conv(p, "0", x, out, kernel, stride=stride, padding=kernel // 2, groups=groups)
            return F.relu6(batch_norm(p, "1", x))

    stages = [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]
    with p.at("features"):
        x = unit("0", x, scaled(32, factor), 3, 2)
        index = 1
        for expansion, channels, count, stride in stages:
            for k in range(count):
                y, hidden, step, at = x, x.shape[1] * expansion, stride if k == 0 else 1, 0
                with p.at("%d.conv" % index):
                    if expansion != 1:
                        y, at = unit("0", y, hidden, 1), 1
                    y = unit(str(at), y, hidden, 3, step, hidden)
                    y = conv(p, str(at + 1), y, scaled(channels, factor), 1)
                    y = batch_norm(p, str(at + 2), y)
                x = x + y if x.shape == y.shape else y
                index += 1
        x = unit(str(index), x, scaled(1280, max(1.0, factor)), 1)
    return dense(p, "dense", x.mean((2, 3)), classes)


def unet(p, x, width, classes, padding=0):
    def double_conv(name, x, out):
        with p.at(name + ".double_conv"):
            x = F.relu(conv(p, "0", x, out, 3, True, padding=padding))
            return F.relu(conv(p, "2", x, out, 3, True, padding=padding))

    x, skips = double_conv("inc", x, width), []
    for k in range(1, 5):
        skips.append(x)
        x = double_conv("down%d.maxpool_conv.1" % k, F.max_pool2d(x, 2), width << k)
    for k in range(1, 5):
        skip, out = skips.pop(), width << (4 - k)
        with p.at("up%d" % k):
            x = F.relu(F.conv_transpose2d(x, p("up.weight", 2 * out, out, 2, 2), stride=2))
            cut = (skip.shape[2] - x.shape[2]) // 2
            skip = skip[:, :, cut : cut + x.shape[2], cut : cut + x.shape[2]]
            x = double_conv("conv", torch.cat([x, skip], 1), out)
    return conv(p, "outc.conv", x, classes, 1, True)


def attention(q, k, v, heads, mask=None, causal=False):
    """On [rows, length, width]."""
    n, s, h = q.shape
    q, k, v = (t.view(n, s, heads, h // heads).transpose(1, 2) for t in (q, k, v))
    if mask is not None:
        mask = (1.0 - mask[:, None, None, :].float()) * -10000.0
    return F.scaled_dot_product_attention(q, k, v, mask, is_causal=causal).transpose(1, 2).reshape(n, s, h)


def bert(p, inputs, layers, hidden, heads, vocab, positions, head, classes=2, eps=1e-7, activation=gelu):
    ids, mask, types = (*inputs, None, None)[:3]
    with p.at("bert"):
        words = p("bert_embedding_lookup.embedding_table", vocab, hidden)
        x = words[ids.long()]
        with p.at("bert_embedding_postprocessor"):
            if types is not None:
                x = x + p("token_type_embedding.embedding_table", 2, hidden)[types.long()]
            x = x + p("full_position_embedding.embedding_table", positions, hidden)[: ids.shape[1]]
            x = layer_norm(p, "layernorm", x, eps)
        for k in range(layers):
            with p.at("bert_encoder.layers.%d" % k):
                with p.at("attention"):
                    with p.at("attention"):
                        q, key, v = (dense(p, n + "_layer", x, hidden) for n in ("query", "key", "value"))
                    y = attention(q, key, v, heads, mask)
                    x = layer_norm(p, "output.layernorm", x + dense(p, "output.dense", y, hidden), eps)
                y = activation(dense(p, "intermediate", x, 4 * hidden))
                x = layer_norm(p, "output.layernorm", x + dense(p, "output.dense", y, hidden), eps)
        if head != "masked_lm":
            pooled = torch.tanh(dense(p, "dense", x[:, 0], hidden))
    if head == "classification":
        return dense(p, "dense_1", pooled, classes)
    with p.at("cls1"):
        y = x.gather(1, inputs[3].long()[:, :, None].expand(-1, -1, hidden)).reshape(-1, hidden)
        y = layer_norm(p, "layernorm", activation(dense(p, "dense", y, hidden)), eps)
        scores = F.log_softmax(y @ words.T + p("output_bias", vocab), -1)
    scores = scores.reshape(len(ids), -1, vocab)
    if head == "masked_lm":
        return scores
    return scores, F.log_softmax(dense(p, "cls2.dense", pooled, 2), -1)


def vit(p, x, patch, layers, hidden, heads, classes):
    n, c, h, w = x.shape
    eps, count = 1e-7, (h // patch) * (w // patch)
    token, places = p("cls", 1, 1, hidden), p("pos_embedding", 1, count + 1, hidden)
    x = x.view(n, c, h // patch, patch, w // patch, patch).permute(0, 2, 4, 1, 3, 5).reshape(n, count, -1)
    x = dense(p, "stem.patch_to_embedding.dense", x, hidden)
    x = torch.cat([token.expand(n, -1, -1), x], 1) + places
    for k in range(layers):
        with p.at("body.layers.%d" % k):
            with p.at("0.cell"):
                y = layer_norm(p, "0", x, eps)
                q, key, v = (dense(p, "1.to_" + n, y, hidden) for n in "qkv")
                x = x + dense(p, "1.to_out", attention(q, key, v, heads), hidden)
            with p.at("1.cell"):
                y = gelu(dense(p, "1.ff1.dense", layer_norm(p, "0", x, eps), 4 * hidden))
                x = x + dense(p, "1.ff2.dense", y, hidden)
    return dense(p, "head.0", layer_norm(p, "norm", x, eps)[:, 0], classes)


def gpt(p, ids, layers, hidden, heads, vocab):
    eps = 1e-5
    with p.at("backbone"):
        words = p("word_embedding.embedding_table", vocab, hidden)
        x = words[ids.long()] + p("position_embedding.embedding_table", ids.shape[1], hidden)
        for k in range(layers):
            with p.at("encoder.blocks.%d" % k):
                y = layer_norm(p, "layernorm1", x, eps)
                with p.at("attention"):
                    q, key, v = (dense(p, "dense%d" % n, y, hidden) for n in (1, 2, 3))
                    x = x + dense(p, "projection", attention(q, key, v, heads, causal=True), hidden, turned=True)
                y = layer_norm(p, "layernorm2", x, eps)
                with p.at("output"):
                    y = gelu(dense(p, "mapping", y, 4 * hidden, turned=True))
                    x = x + dense(p, "projection", y, hidden, turned=True)
        return layer_norm(p, "layernorm", x, eps) @ words.T


def lstm(p, ids, vocab, embedding, hidden, layers, classes, bidirectional):
    x = p("embedding.embedding_table", vocab, embedding)[ids.long()]
    flat, ways = [], 2 if bidirectional else 1
    with p.at("encoder"):
        for layer in range(layers):
            width = embedding if layer == 0 else ways * hidden
            for end in ("_l%d" % layer, "_l%d_reverse" % layer)[:ways]:
                flat += [p("weight_ih" + end, 4 * hidden, width), p("weight_hh" + end, 4 * hidden, hidden)]
                flat += [p("bias_ih" + end, 4 * hidden), p("bias_hh" + end, 4 * hidden)]
    state = torch.zeros(ways * layers, ids.shape[0], hidden)
    y = torch.lstm(x.transpose(0, 1), (state, state), flat, True, layers, 0.0, p.training, bidirectional, False)[0]
    return dense(p, "decoder", torch.cat([y[0], y[-1]], 1), classes)


NETWORKS = {
    "vgg11": lambda p, x: vgg(p, x, (1, 1, 2, 2, 2), 10, 64, bias=True),
    "vgg11_bn": lambda p, x: vgg(p, x, (1, 1, 2, 2, 2), 10, 64, norm=True),
    "resnet18": lambda p, x: resnet_basic(p, x, (2, 2, 2, 2), 10),
    "resnet50": lambda p, x: resnet_bottleneck(p, x, (3, 4, 6, 3), 1000),
    "mobilenetv2": lambda p, x: mobilenet(p, x, 10, 0.5),
    "unet": lambda p, x: unet(p, x, 4, 2),
    "unet_same": lambda p, x: unet(p, x, 8, 2, 1),
    "unet_classes": lambda p, x: unet(p, x, 8, 2, 1),
    "bert_tiny": lambda p, *x: bert(p, x, 2, 128, 2, 1000, 64, "classification", 3),
    "bert_torch": lambda p, *x: bert(p, x, 2, 128, 2, 1000, 32, "classification", 3, 1e-5, F.gelu),
    "bert_pretraining": lambda p, *x: bert(p, x, 2, 128, 2, 500, 32, "pretraining"),
    "bert_masked_lm": lambda p, *x: bert(p, x, 2, 128, 2, 500, 32, "masked_lm"),
    "bert_base": lambda p, *x: bert(p, x, 12, 768, 12, 30522, 512, "classification"),
    "vit_tiny": lambda p, x: vit(p, x, 8, 2, 64, 2, 10),
    "vit_base": lambda p, x: vit(p, x, 16, 12, 768, 12, 1000),
    "gpt_tiny": lambda p, x: gpt(p, x, 2, 64, 2, 300),
    "gpt_weighted": lambda p, x: gpt(p, x, 2, 64, 2, 300),
    "lstm": lambda p, x: lstm(p, x, 200, 20, 16, 2, 3, False),
    "lstm_bidirectional": lambda p, x: lstm(p, x, 200, 20, 16, 2, 3, True),
}


def weighted(scores, labels, weights):
    """BertPretrainingLoss of mindspore/models, the part for words."""
    losses = F.nll_loss(scores.flatten(0, 1), labels.flatten().long(), reduction="none")
    return (losses * weights.flatten()).sum() / (weights.sum() + 1e-5)


LOSSES = {
    "masked_lm": weighted,
    "bert_pretraining": lambda outputs, labels, weights, following: (
        weighted(outputs[0], labels, weights) + F.nll_loss(outputs[1], following.long())
    ),
    "cross_entropy:axis=-1,weighted=true": lambda x, labels, weights: weighted(F.log_softmax(x, -1), labels, weights),
    "cross_entropy:ignore_index=1,label_smoothing=0.1": lambda x, labels: (
        F.cross_entropy(x, labels.long(), ignore_index=1, label_smoothing=0.1)
    ),
}


def loss_of(name, output, labels):
    if name:
        return LOSSES[name](output, *labels)
    if labels[0].dtype == torch.float32:
        return F.mse_loss(output, labels[0])
    return F.cross_entropy(output.flatten(0, -2), labels[0].flatten().long())


def make(name):
    case, p, network = zoo_cases.CASES[name], Parameters(), NETWORKS[name]
    numbers = {}
    with torch.no_grad():
        outputs = network(p, *map(torch.from_numpy, zoo_cases.inputs(name, case["rows"])))
    outputs = outputs if isinstance(outputs, tuple) else (outputs,)
    for k, output in enumerate(outputs):
        numbers["out%d" % k] = zoo_cases.sample(output)
        numbers["largest%d" % k] = output.abs().max()
    if case["steps"]:
        trained = [v for v in p.values.values() if v.requires_grad]
        if case["optimizer"] == "adam":
            optimizer = torch.optim.Adam(trained, case["lr"])
        else:
            optimizer = torch.optim.SGD(trained, case["lr"], momentum=0.9)
        p.training, losses, batch = True, [], case["batch"]
        columns = [torch.from_numpy(column) for column in zoo_cases.training(name)]
        for step in range(case["steps"]):
            rows = [column[step * batch : (step + 1) * batch] for column in columns]
            x, labels = rows[: len(case["inputs"])], rows[len(case["inputs"]) :]
            optimizer.zero_grad()
            loss = loss_of(case.get("loss"), network(p, *x), labels)
            loss.backward()
            if step == 0:
                for n, value in p.values.items():
                    if value.requires_grad:
                        numbers["gradient:" + n] = zoo_cases.summary(n, 0, value.grad.numpy())
            optimizer.step()
            losses.append(loss.item())
        numbers["loss"] = losses
        numbers.update({"statistic:" + n: v.numpy() for n, v in p.values.items() if not v.requires_grad})
    numbers["parameters"] = sorted("%s %s" % (n, "x".join(map(str, v.shape))) for n, v in p.values.items())
    return numbers


if __name__ == "__main__":
    torch.manual_seed(0)
    for name in sys.argv[1:] or zoo_cases.CASES:
        numbers = make(name)
        np.savez_compressed(os.path.join(HERE, "Inputs", "zoo_%s.torch.npz" % name), **numbers)
        print(name, numbers.get("loss", ""))
