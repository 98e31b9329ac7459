#!/usr/bin/env python3
# make_zoo_names.py - The parameters of MindSpore's own model zoo.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: make_zoo_names.py MODELS_CHECKOUT
# Builds networks from a checkout of mindspore/models with real MindSpore and
# writes Inputs/zoo_names.txt: for each, the name that our tools have for it, the
# number of parameters, and the SHA-256 of the lines "NAME SHAPE TRAINED" of all
# of them in order. With `--list NETWORK` it prints those lines instead.
# check_zoo.py names compares.

import hashlib
import importlib
import os
import sys
import types

os.environ.setdefault("GLOG_v", "3")

import mindspore
import numpy as np
from mindspore import nn

HERE = os.path.dirname(os.path.abspath(__file__))


class Bag(dict):
    """A dict whose entries are attributes: the easydict that ViT asks for."""

    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__


def package(folder, **modules):
    """The package `src` of one of the networks, with modules that it would read a command line in."""
    for name in [name for name in sys.modules if name == "src" or name.startswith("src.")]:
        del sys.modules[name]
    root = types.ModuleType("src")
    root.__path__ = [os.path.join(folder, "src")]
    sys.modules["src"] = root
    for name, content in modules.items():
        parent = "src"
        for part in name.split("__"):
            parent += "." + part
            sys.modules.setdefault(parent, types.ModuleType(parent)).__path__ = []
        vars(sys.modules[parent]).update(content)
    return lambda name: importlib.import_module("src." + name)


def resnets(models):
    config = types.SimpleNamespace(net_name="", optimizer="Momentum")
    load = package(models + "/official/cv/ResNet", model_utils__config={"config": config})
    resnet = load("resnet")
    for name in ("resnet18", "resnet34", "resnet50", "resnet101", "resnet152"):
        config.net_name = name
        yield name, getattr(resnet, name)(1000)


def vggs(models):
    vgg = package(models + "/official/cv/VGG/vgg16")("vgg")
    options = types.SimpleNamespace(
        image_size=[224, 224], pad_mode="pad", has_bias=False, has_dropout=True, initialize_mode="none"
    )
    for depth in ("11", "16"):
        yield "vgg" + depth, vgg.Vgg(vgg.cfg[depth], 1000, args=options)
        yield "vgg%s:batch_norm=true" % depth, vgg.Vgg(vgg.cfg[depth], 1000, batch_norm=True, args=options)


def mobilenet(models):
    source = package(models + "/official/cv/MobileNet/mobilenetv2")("mobilenetV2")
    yield "mobilenetv2", source.mobilenet_v2(source.MobileNetV2Backbone(), source.MobileNetV2Head(1280, 1000))


def unet(models):
    # It crops without parameters, by a cell that newer versions do not have.
    if not hasattr(nn, "CentralCrop"):
        nn.CentralCrop = lambda central_fraction: nn.Identity()
    yield "unet", package(models + "/official/cv/Unet")("unet_medical.unet_model").UNetMedical(1, 2)


def berts(models):
    load = package(models + "/official/nlp/Bert")
    config = load("bert_model").BertConfig(
        vocab_size=1000, hidden_size=128, num_hidden_layers=2, num_attention_heads=2, intermediate_size=512,
        type_vocab_size=2,
    )
    yield "bert_tiny:vocab=1000", load("finetune_eval_model").BertCLSModel(config, True)
    # Imports that only its training on several machines needs are gone.
    with open(models + "/official/nlp/Bert/src/bert_for_pre_training.py") as file:
        text = file.read()
    body = text[text.index("class GetMaskedLMOutput") : text.index("class BertPretrainingLoss")]
    names = dict(nn=nn, BertModel=load("bert_model").BertModel)
    head = (
        "from mindspore.common.initializer import initializer, TruncatedNormal\n"
        "from mindspore.common.parameter import Parameter\n"
        "from mindspore.ops import operations as P\n"
    )
    exec(head + body, names)
    yield "bert_tiny:head=pretraining,vocab=1000", names["BertPreTraining"](config, True, False)


def vit(models):
    easydict = types.ModuleType("easydict")
    easydict.EasyDict = Bag
    sys.modules.setdefault("easydict", easydict)
    source = package(models + "/official/cv/VIT")("vit")
    config = Bag(
        d_model=64, depth=2, heads=2, mlp_dim=256, dim_head=32, patch_size=8, normalized_shape=64, image_size=32,
        num_classes=1000,
    )
    yield "vit_tiny", source.ViT(source.VitConfig(config))


def lstm(models):
    source = package(models + "/official/nlp/LSTM")("lstm")
    table = mindspore.Tensor(np.zeros((100, 20), np.float32))
    network = source.SentimentNet(100, 20, 16, 2, True, 2, table, 4)
    yield "lstm:vocab=100,embedding=20,hidden=16,layers=2,freeze=true", network


def listing(network):
    # The name of the parameter, which a checkpoint has, and not that of the attribute.
    return [
        "%s %s %s" % (p.name, "x".join(map(str, p.shape)), "trained" if p.requires_grad else "frozen")
        for _, p in network.parameters_and_names()
    ]


def main(models, *words):
    lines = []
    for family in (resnets, vggs, mobilenet, unet, berts, vit, lstm):
        for name, network in family(models):
            parameters = listing(network)
            if words[:1] == ("--list",) and words[1] == name:
                print("\n".join(parameters))
            digest = hashlib.sha256("\n".join(parameters).encode()).hexdigest()
            lines.append("%s %d %s\n" % (name, len(parameters), digest))
    if not words:
        with open(os.path.join(HERE, "Inputs", "zoo_names.txt"), "w") as file:
            file.writelines(lines)


main(*sys.argv[1:])
