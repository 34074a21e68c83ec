#!/usr/bin/env python3
"""A training step of a convolutional network of `rouse train` in plain PyTorch, on recordings of N-MNIST.

LIF neurons with a hard reset that the backward pass does not see, the triangular surrogate, a trained
threshold per neuron, convolutions and sum pooling, dropout in front of the outputs, which are read by
their mean potential, cross entropy and Adam. Prints the median milliseconds per sample of a training step.

  apt-get install python3-torch
  /usr/bin/python3 torch_convolution.py nmnist/Train [--hidden 16c5p2,32c3p2] [--batch 8] [--threads 1]
"""
import argparse
import pathlib
import re
import statistics
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

WIDTH = HEIGHT = 34
CLASSES = 10
CURRENT, MEMBRANE = 0.0, 0.9
SCALE, SURROGATE_WIDTH = 0.6, 0.6

parser = argparse.ArgumentParser()
parser.add_argument("data")
parser.add_argument("--hidden", default="16c5p2,32c3p2")
parser.add_argument("--threshold", type=float, default=1.0)
parser.add_argument("--steps", type=int, default=30)
parser.add_argument("--bin-us", type=int, default=10000)
parser.add_argument("--batch", type=int, default=8)
parser.add_argument("--batches", type=int, default=12)
parser.add_argument("--threads", type=int, default=1)
given = parser.parse_args()
torch.set_num_threads(given.threads)
torch.manual_seed(1)


def read(folder, count):
    """Recordings of all classes in turn as (count, T, 2, 34, 34) spikes, and their classes."""
    lists = [sorted(pathlib.Path(folder, str(c)).glob("*.bin")) for c in range(CLASSES)]
    rasters = np.zeros((count, given.steps, 2, HEIGHT, WIDTH), np.float32)
    for k in range(count):
        bytes_ = np.fromfile(lists[k % CLASSES][k // CLASSES], np.uint8).reshape(-1, 5).astype(np.int64)
        x, y = bytes_[:, 0], bytes_[:, 1]
        polarity = bytes_[:, 2] >> 7
        time_us = ((bytes_[:, 2] & 0x7F) << 16) | (bytes_[:, 3] << 8) | bytes_[:, 4]
        bins = time_us // given.bin_us
        inside = bins < given.steps
        rasters[k, bins[inside], polarity[inside], y[inside], x[inside]] = 1
    return rasters, np.arange(count) % CLASSES


class Spike(torch.autograd.Function):
    @staticmethod
    def forward(context, x):
        context.save_for_backward(x)
        return (x >= 0).float()

    @staticmethod
    def backward(context, gradient):
        (x,) = context.saved_tensors
        return gradient * SCALE / SURROGATE_WIDTH * F.relu(1 - x.abs() / SURROGATE_WIDTH)


class Layer(nn.Module):
    """A convolution, its neurons, and sum pooling of what they send."""

    def __init__(self, channels, height, width, notation):
        super().__init__()
        out, kernel = map(int, re.match(r"(\d+)c(\d+)", notation).groups())
        after = lambda letter, usual: int((re.search(letter + r"(\d+)", notation) or [0, usual])[1])
        stride, self.pooling = after("s", 1), after("p", 1)
        self.convolution = nn.Conv2d(channels, out, kernel, stride, kernel // 2, bias=False)
        nn.init.kaiming_normal_(self.convolution.weight)
        extent = lambda n: (n + 2 * (kernel // 2) - kernel) // stride + 1
        self.shape = out, extent(height), extent(width)
        self.threshold = nn.Parameter(torch.full(self.shape, given.threshold))

    def forward(self, spikes):
        """(T, batch, channels, height, width) to the same of the next layer."""
        steps, batch = spikes.shape[:2]
        drive = self.convolution(spikes.flatten(0, 1)).unflatten(0, (steps, batch))
        current = membrane = torch.zeros(batch, *self.shape)
        sent = []
        for now in drive:
            current = CURRENT * current + now
            potential = MEMBRANE * membrane + current
            spike = Spike.apply(potential - self.threshold)
            membrane = potential - (potential * spike).detach()
            sent.append(spike)
        sent = torch.stack(sent)
        if self.pooling == 1:
            return sent
        pooled = F.avg_pool2d(sent.flatten(0, 1), self.pooling) * self.pooling**2
        return pooled.unflatten(0, (steps, batch))


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList()
        shape = (2, HEIGHT, WIDTH)
        for notation in given.hidden.split(","):
            layer = Layer(*shape, notation)
            channels, height, width = layer.shape
            shape = (channels, height // layer.pooling, width // layer.pooling)
            self.layers.append(layer)
        self.dropout = nn.Dropout(0.5)
        self.out = nn.Linear(int(np.prod(shape)), CLASSES, bias=False)
        nn.init.kaiming_normal_(self.out.weight)

    def forward(self, spikes):
        """To the mean potential of each output neuron, (batch, classes)."""
        for layer in self.layers:
            spikes = layer(spikes)
        current = membrane = total = torch.zeros(spikes.shape[1], CLASSES)
        heard = self.dropout(torch.ones_like(spikes[0].flatten(1)))  # the same at every step
        for now in self.out(spikes.flatten(2) * heard):
            current = CURRENT * current + now
            membrane = MEMBRANE * membrane + current
            total = total + membrane
        return total / len(spikes)


rasters, labels = read(given.data, given.batch * given.batches)
network = Network()
optimizer = torch.optim.Adam(network.parameters(), lr=0.005)
times = []
for first in range(0, len(rasters), given.batch):
    batch = torch.from_numpy(rasters[first : first + given.batch]).transpose(0, 1).contiguous()
    target = torch.from_numpy(labels[first : first + given.batch])
    begin = time.perf_counter()
    optimizer.zero_grad()
    F.cross_entropy(network(batch), target).backward()
    optimizer.step()
    times.append((time.perf_counter() - begin) * 1000 / given.batch)
print(f"{statistics.median(times[2:]):.3f} ms/sample")
