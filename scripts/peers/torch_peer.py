# torch_peer.py - PyTorch: eager, channels last, or torch.compile.
#
# SPDX-License-Identifier: Apache-2.0

import workloads

options = workloads.start("torch", ("nhwc", "compile"))

import os
import tempfile

if options.variant == "compile":  # anew each time, so that the time of compiling is true
    cache = tempfile.TemporaryDirectory()
    os.environ["TORCHINDUCTOR_CACHE_DIR"] = cache.name

import torch
import torch.nn.functional as F

import networks


class Network(torch.nn.Module):
    """Also the `f` of networks.py."""

    def __init__(self):
        super().__init__()
        self.run = getattr(networks, options.network)
        for name, value in workloads.weights(options.network).items():
            tensor, name = torch.from_numpy(value), name.replace(".", "_")
            if name.endswith(("running_mean", "running_var")):
                self.register_buffer(name, tensor)
            else:
                self.register_parameter(name, torch.nn.Parameter(tensor))

    def forward(self, *arguments):
        return self.run(self, *arguments)

    def parameter(self, name):
        return getattr(self, name.replace(".", "_"))

    def conv(self, x, name, stride, pad):
        return self.convolution(x, self.parameter(name + ".weight"), stride, pad)

    def batch_norm(self, x, name):
        parts = ("running_mean", "running_var", "weight", "bias")
        return F.batch_norm(x, *(self.parameter(name + "." + part) for part in parts), self.training, 0.1, 1e-5)

    def layer_norm(self, x, name):
        return F.layer_norm(x, x.shape[-1:], self.parameter(name + ".weight"), self.parameter(name + ".bias"), 1e-5)

    def dense(self, x, name):
        return F.linear(x, self.parameter(name + ".weight"), self.parameter(name + ".bias"))

    def look_up(self, ids, name):
        return F.embedding(ids, self.parameter(name))

    def attention(self, qkv, heads):
        n, tokens, width = qkv.shape
        q, k, v = (t.view(n, tokens, heads, -1).transpose(1, 2) for t in qkv.chunk(3, -1))
        return F.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape(n, tokens, width // 3)

    def convolution(self, x, w, stride, pad):
        return F.conv2d(x, w, None, stride, pad)

    relu, gelu, tanh = staticmethod(F.relu), staticmethod(F.gelu), staticmethod(torch.tanh)
    max_pool, add, product = staticmethod(F.max_pool2d), staticmethod(torch.add), staticmethod(torch.matmul)
    flatten = staticmethod(lambda x: x.flatten(1))
    mean = staticmethod(lambda x: x.mean((2, 3)))
    first = staticmethod(lambda x: x[:, 0])


torch.set_num_threads(options.threads)
network = Network()
arguments = [torch.from_numpy(array) for array in workloads.inputs(options)]
if options.variant == "nhwc":
    network = network.to(memory_format=torch.channels_last)
    arguments = [x.contiguous(memory_format=torch.channels_last) if x.dim() == 4 else x for x in arguments]

if options.train:
    network.train()
    if options.momentum:
        optimizer = torch.optim.SGD(network.parameters(), 0.01, momentum=0.9, fused=True)
    else:
        optimizer = torch.optim.Adam(network.parameters(), 1e-3, fused=True)
    x, labels = arguments[0], arguments[1].long()

    def loss_of(x, labels):
        return F.cross_entropy(network(x), labels)

    if options.variant == "compile":
        loss_of = torch.compile(loss_of)

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(x, labels)
        loss.backward()
        optimizer.step()
        return loss.item()

else:
    network.eval()
    mode = torch.inference_mode
    if options.variant == "compile":
        import torch._inductor.config

        torch._inductor.config.freezing = True  # weights are constants, which wants no_grad
        network, mode = torch.compile(network), torch.no_grad

    def step():
        with mode():
            return network(*arguments).flatten()[0].item()


workloads.measure(options, step, torch.__version__)
