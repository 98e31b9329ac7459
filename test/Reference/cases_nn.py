# cases_nn.py - Convolution, softmax, dropout.
#
# SPDX-License-Identifier: Apache-2.0

import numpy as np

from frameworks import F, G, P, ms, ops, torch, torch_gradients
from make_cases import Case, Random


def same_padding(extent, kernel, stride, dilation):
    """[low, high] of one dimension: ceil(extent / stride) places, the odd one behind."""
    total = max(0, (-(-extent // stride) - 1) * stride + dilation * (kernel - 1) + 1 - extent)
    return [total // 2, total - total // 2]


def conv_case(name, x, w, y, stride=(1, 1), dilation=(1, 1), pad=(0, 0, 0, 0), pad_mode="pad", group=1):
    r = Random(name)
    out_channels, kernel, size = w[0], tuple(w[2:]), x[2:]

    def mindspore(x, w, dy):
        conv = P.Conv2D(out_channels, kernel, 1, pad_mode, tuple(pad), stride, dilation, group)
        dx = P.Conv2DBackpropInput(
            out_channels, kernel, pad_mode, tuple(pad), tuple(pad), 1, stride, dilation, group
        )
        dw = G.Conv2DBackpropFilter(
            out_channels, kernel, pad_mode, tuple(pad), tuple(pad), 1, stride, dilation, group
        )
        return [conv(x, w), dx(dy, w, ops.shape(x)), dw(dy, x, ops.shape(w))]

    def pytorch(x, w, dy):
        sides = list(pad)
        if pad_mode == "same":
            sides = [p for k in range(2) for p in same_padding(size[k], kernel[k], stride[k], dilation[k])]
        top, bottom, left, right = sides

        def conv(x, w):
            return F.conv2d(F.pad(x, (left, right, top, bottom)), w, None, stride, 0, dilation, group)

        return [conv(x, w), *torch_gradients(conv, [x, w], dy)]

    return Case(name, [r.normal(*x), r.normal(*w), r.normal(*y)], mindspore=mindspore, torch=pytorch)


def conv_cases():
    yield conv_case("conv_plain", [2, 3, 7, 6], [4, 3, 3, 2], [2, 4, 5, 5])
    yield conv_case("conv_batch", [3, 2, 5, 5], [3, 2, 3, 3], [3, 3, 3, 3])
    yield conv_case(
        "conv_stride_pad", [2, 3, 7, 6], [4, 3, 3, 2], [2, 4, 4, 3], stride=(2, 2), pad=(1, 2, 0, 1)
    )
    yield conv_case(
        "conv_dilation", [2, 2, 9, 8], [3, 2, 3, 3], [2, 3, 7, 4], dilation=(2, 3), pad=(1, 1, 2, 0)
    )
    yield conv_case("conv_same", [2, 3, 7, 6], [4, 3, 3, 2], [2, 4, 4, 3], stride=(2, 2), pad_mode="same")
    yield conv_case(
        "conv_same_dilation", [1, 2, 8, 7], [2, 2, 3, 4], [1, 2, 8, 7], dilation=(2, 1), pad_mode="same"
    )
    yield conv_case("conv_same_skip", [1, 2, 7, 7], [2, 2, 1, 1], [1, 2, 3, 3], stride=(3, 3), pad_mode="same")
    yield conv_case("conv_valid", [2, 3, 8, 7], [2, 3, 3, 3], [2, 2, 3, 3], stride=(2, 2), pad_mode="valid")
    yield conv_case("conv_group", [2, 4, 6, 5], [6, 2, 3, 3], [2, 6, 6, 5], pad=(1, 1, 1, 1), group=2)
    yield conv_case(
        "conv_depthwise", [2, 3, 6, 6], [6, 1, 3, 3], [2, 6, 3, 3], stride=(2, 2), pad=(1, 1, 1, 1), group=3
    )
    yield conv_case("conv_pointwise", [2, 5, 4, 4], [3, 5, 1, 1], [2, 3, 2, 2], stride=(2, 2))
    yield conv_case("conv_whole", [3, 2, 4, 5], [4, 2, 4, 5], [3, 4, 1, 1])


def bias_cases():
    r = Random("bias_add")
    for name, x in [("bias_add", r.normal(2, 3, 2, 2)), ("bias_add_matrix", r.normal(4, 3))]:
        yield Case(
            name,
            [x, r.normal(3)],
            mindspore=lambda x, b: [P.BiasAdd()(x, b), G.BiasAddGrad()(x)],
            torch=lambda x, b: [x + b.reshape(-1, *[1] * (x.dim() - 2)), x.transpose(0, 1).flatten(1).sum(1)],
        )


def softmax_cases():
    r = Random("softmax")
    yield Case(
        "softmax",
        [r.normal(3, 4, 5)],
        mindspore=lambda x: [P.Softmax()(x), P.Softmax(1)(x), P.LogSoftmax(2)(x), P.LogSoftmax(-3)(x)],
        torch=lambda x: [x.softmax(-1), x.softmax(1), x.log_softmax(2), x.log_softmax(-3)],
    )
    yield Case(
        "softmax_large",
        [np.array([[1000, 999, 0], [-1000, -1000, -1001]], np.float32)],
        mindspore=lambda x: [P.Softmax()(x), P.LogSoftmax()(x)],
        torch=lambda x: [x.softmax(-1), x.log_softmax(-1)],
    )


def philox2x32(counter, key):
    """Ten rounds of Philox-2x32 (Salmon et al., 2011), on whole arrays; returns both words."""
    low, high = (np.asarray(word, np.uint64) for word in counter)
    mask = np.uint64(0xFFFFFFFF)
    key = int(key)
    for _ in range(10):
        product = low * np.uint64(0xD256D193)
        low, high = (product >> np.uint64(32)) ^ high ^ np.uint64(key), product & mask
        key = (key + 0x9E3779B9) & 0xFFFFFFFF
    return low, high


# The known answers of the authors' distribution.
for counter, key, answer in [
    ((0, 0), 0, (0xFF1DAE59, 0x6CD10DF2)),
    ((0xFFFFFFFF, 0xFFFFFFFF), 0xFFFFFFFF, (0x2C3F628B, 0xAB4FD7AD)),
    ((0x243F6A88, 0x85A308D3), 0x13198A2E, (0xDD7CE038, 0xF62A4C12)),
]:
    assert tuple(int(word) for word in philox2x32(counter, key)) == answer


def dropout(x, counter, keep_prob, seed):
    counter = int(counter)
    key = (seed + (counter >> 32) * 0x9E3779B9) & 0xFFFFFFFF
    places = np.arange(x.size, dtype=np.uint64)
    words, _ = philox2x32((places, counter & 0xFFFFFFFF), key)
    kept = (words < keep_prob * 2.0**32).reshape(x.shape)
    return np.where(kept, x.astype(np.float64) / keep_prob, 0)


def dropout_cases():
    r = Random("dropout")
    yield Case(
        "dropout",
        [r.normal(5, 40), np.int64(12)],
        numpy=lambda x, c: [dropout(x, c, 0.5, 7), dropout(x, c, 0.9, -3), dropout(x, c, 0.5, 7)],
    )
    yield Case(
        "dropout_late",
        [r.normal(100), np.int64(5 * 2**32 + 77)],
        numpy=lambda x, c: dropout(x, c, 0.25, 123456789),
    )


def cases():
    yield from conv_cases()
    yield from bias_cases()
    yield from softmax_cases()
    yield from dropout_cases()
