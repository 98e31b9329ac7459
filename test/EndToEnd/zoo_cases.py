# zoo_cases.py - Networks of the zoo with weights and data by a seed.
#
# SPDX-License-Identifier: Apache-2.0
#
# What make_zoo_numbers.py (PyTorch) and check_zoo.py (our tools) share: which
# networks are compared, and numbers that both make for themselves, so that no
# weights need to be kept. A parameter's values follow from its name and shape.

import re
import zlib

import numpy as np

# net: for the tools. rows: of the forward check. batch, steps: of training;
# steps 0: none. labels: number of classes, the shape of a row for "mse", or a list
# of the columns that `loss` takes.
# gradient, statistics: how well these agree, where PyTorch's own in f32 and in f64
# differ by a percent: ReLUs that a rounding error turns.
CASES = {
    "vgg11": dict(
        net="vgg11:image=32,hidden=64,classes=10,bias=true,dropout=0",
        inputs=[(3, 32, 32)], rows=4, labels=10, optimizer="momentum", lr=0.001, batch=4, steps=4,
    ),
    "vgg11_bn": dict(
        net="vgg11:image=32,hidden=64,classes=10,batch_norm=true,dropout=0",
        inputs=[(3, 32, 32)], rows=4, labels=10, optimizer="momentum", lr=0.001, batch=8, steps=4,
    ),
    "resnet18": dict(
        net="resnet18:image=64,classes=10",
        inputs=[(3, 64, 64)], rows=4, labels=10, optimizer="momentum", lr=0.005, batch=8, steps=20,
    ),
    "mobilenetv2": dict(
        net="mobilenetv2:image=64,classes=10,width=0.5",
        inputs=[(3, 64, 64)], rows=4, labels=10, optimizer="momentum", lr=0.0002, batch=8, steps=4,
        gradient=0.05, statistics=0.005,
    ),
    "unet": dict(
        net="unet:image=188,width=4",
        inputs=[(1, 188, 188)], rows=2, labels=(2, 4, 4), optimizer="momentum", lr=0.01, batch=2, steps=4,
    ),
    "unet_same": dict(
        net="unet:image=32,width=8,padding=same,channels=3",
        inputs=[(3, 32, 32)], rows=2, labels=(2, 32, 32), optimizer="momentum", lr=0.01, batch=2, steps=4,
    ),
    "unet_classes": dict(
        net="unet:image=32,width=8,padding=same,channels=3",
        inputs=[(3, 32, 32)], rows=2, labels=[("ids", 2, 32, 32)],
        loss="cross_entropy:ignore_index=1,label_smoothing=0.1", optimizer="momentum", lr=0.01, batch=2, steps=4,
    ),
    "bert_tiny": dict(
        net="bert_tiny:seq=32,vocab=1000,positions=64,classes=3,dropout=0,attention_dropout=0",
        inputs=[("ids", 1000, 32), ("mask", 32), ("ids", 2, 32)], rows=4, labels=3,
        optimizer="adam", lr=0.001, batch=8, steps=20,
    ),
    "bert_torch": dict(
        net="bert_tiny:seq=32,vocab=1000,positions=32,classes=3,dropout=0,attention_dropout=0,"
        "types=0,mask=false,eps=1e-5,gelu=erf",
        inputs=[("ids", 1000, 32)], rows=4, labels=3, optimizer="adam", lr=0.001, batch=8, steps=20,
    ),
    "bert_pretraining": dict(
        net="bert_tiny:head=pretraining,seq=16,predictions=4,vocab=500,positions=32,dropout=0,attention_dropout=0",
        inputs=[("ids", 500, 16), ("mask", 16), ("ids", 2, 16), ("ids", 16, 4)], rows=3,
        labels=[("ids", 500, 4), ("weights", 4), ("ids", 2)], loss="bert_pretraining",
        optimizer="adam", lr=0.0002, batch=8, steps=20,
    ),
    "bert_masked_lm": dict(
        net="bert_tiny:head=masked_lm,seq=16,predictions=4,vocab=500,positions=32,dropout=0,attention_dropout=0",
        inputs=[("ids", 500, 16), ("mask", 16), ("ids", 2, 16), ("ids", 16, 4)], rows=3,
        labels=[("ids", 500, 4), ("weights", 4)], loss="masked_lm",
        optimizer="adam", lr=0.0002, batch=8, steps=20,
    ),
    "vit_tiny": dict(
        net="vit_tiny:image=32,patch=8,classes=10,dropout=0,drop_path=0",
        inputs=[(3, 32, 32)], rows=4, labels=10, optimizer="adam", lr=0.001, batch=8, steps=6,
    ),
    "gpt_tiny": dict(
        net="gpt_tiny:seq=32,vocab=300,dropout=0,attention_dropout=0",
        inputs=[("ids", 300, 32)], rows=2, labels=[("ids", 300, 32)], optimizer="adam", lr=0.001, batch=4, steps=20,
    ),
    "gpt_weighted": dict(
        net="gpt_tiny:seq=32,vocab=300,dropout=0,attention_dropout=0",
        inputs=[("ids", 300, 32)], rows=2, labels=[("ids", 300, 32), ("weights", 32)],
        loss="cross_entropy:axis=-1,weighted=true", optimizer="momentum", lr=0.05, batch=4, steps=6,
    ),
    "lstm": dict(
        net="lstm:seq=12,vocab=200,embedding=20,hidden=16,classes=3,bidirectional=false",
        inputs=[("ids", 200, 12)], rows=4, labels=3, optimizer="momentum", lr=0.05, batch=8, steps=6,
    ),
    "lstm_bidirectional": dict(
        net="lstm:seq=12,vocab=200,embedding=20,hidden=16,classes=3",
        inputs=[("ids", 200, 12)], rows=4, labels=3, optimizer="momentum", lr=0.05, batch=8, steps=6,
    ),
    # Large ones: forward only, in check.sh --full.
    "resnet50": dict(net="resnet50", inputs=[(3, 224, 224)], rows=1, steps=0, large=True),
    "bert_base": dict(
        net="bert_base",
        inputs=[("ids", 30522, 128), ("mask", 128), ("ids", 2, 128)], rows=1, steps=0, large=True,
    ),
    "vit_base": dict(net="vit_base", inputs=[(3, 224, 224)], rows=1, steps=0, large=True),
}
# Elements of an output that are kept, at most.
KEPT = 2000
RESIDUAL = re.compile(r"(bn2d|bn3|conv\.[23])\.gamma$")
LAST = ("end_point.weight", "dense.weight", "classifier.6.weight", "dense_1.weight", "head.0.weight")


def generator(*words):
    return np.random.default_rng([zlib.crc32(word.encode()) for word in words])


def weight(name, shape):
    """The start value of a parameter: large enough that each one matters."""
    rng = generator("weight", name)
    last = name.rpartition(".")[2]
    if last in ("moving_variance", "gamma"):
        # Small where a residual branch ends: so deep networks are calm enough to
        # be compared over many steps.
        scale = 0.2 if RESIDUAL.search(name) else 1
        return (scale * rng.uniform(0.5, 1.5, shape)).astype(np.float32)
    values = rng.standard_normal(shape, dtype=np.float32)
    if last in ("embedding_table", "pos_embedding", "cls"):
        return values * np.float32(0.5)
    if len(shape) < 2:
        return values * np.float32(0.1)
    # He's; of a transposed convolution the first extent is the input's.
    fan_in = shape[0] if ".up." in "." + name else int(np.prod(shape[1:]))
    gain = 2 if len(shape) == 4 else 0.1 if name in LAST else 1
    return values * np.float32((gain / fan_in) ** 0.5)


def array(kind, rows, rng):
    """`rows` rows of images (a shape), token numbers, masks or weights of labels."""
    if kind[0] == "ids":
        return rng.integers(0, kind[1], (rows, *kind[2:])).astype(np.int32)
    if kind[0] == "mask":  # a row counts up to its own length
        lengths = rng.integers(kind[1] // 2, kind[1] + 1, rows)
        return (np.arange(kind[1]) < lengths[:, None]).astype(np.int32)
    if kind[0] == "weights":  # some labels do not count, the first row not at all
        weights = rng.choice(np.array([0, 1, 1, 0.5], np.float32), (rows, *kind[1:]))
        weights[0] = 0
        return weights
    return rng.standard_normal((rows, *kind), dtype=np.float32)


def inputs(name, rows):
    rng = generator("inputs", name)
    return [array(kind, rows, rng) for kind in CASES[name]["inputs"]]


def training(name):
    """All rows of training: the inputs, then what the loss takes."""
    case = CASES[name]
    rng = generator("training", name)
    rows = case["batch"] * case["steps"]
    columns = [array(kind, rows, rng) for kind in case["inputs"]]
    labels = case["labels"]
    if isinstance(labels, list):
        return columns + [array(kind, rows, rng) for kind in labels]
    if isinstance(labels, int):
        return columns + [rng.integers(0, labels, rows).astype(np.int32)]
    return columns + [array(labels, rows, rng)]


def sample(values):
    """At most KEPT elements, spread over the array."""
    flat = np.asarray(values, np.float64).reshape(-1)
    return flat[:: -(-flat.size // KEPT)]


def summary(name, start, end):
    """A difference in two numbers: its length, and how far it goes in some direction."""
    moved = (np.asarray(end, np.float64) - np.asarray(start, np.float64)).reshape(-1)
    direction = generator("direction", name).standard_normal(moved.size)
    return np.array([np.sqrt(moved @ moved), moved @ direction])
